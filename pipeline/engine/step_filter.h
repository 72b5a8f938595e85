#pragma once
// The filter that a step runs.

#include "pipeline/base/filter.h"
#include "pipeline/engine/step.h"

namespace integrart {

/// The filter that the parameter "filter" names, which must look in the way that `look` points at. Errors: internal,
/// for plans name only filters that are there.
template <class Look>
Result<const Filter*> filter_of_step(const StepContext& context, Look Filter::*look) {
  TRY_ASSIGN(const std::string id, context.parameters.require_string("filter"));
  const Filter* filter = find_by_id(context.catalogue.filters, id);
  if (filter == nullptr || filter->*look == nullptr)
    return fail(Errc::internal, "engine.filter_unknown", {{"filter", id}});
  return filter;
}

}  // namespace integrart
