#include "filters/video/looks/filter_output.h"

namespace integrart {

StepOutput output_of(const FilterResult& result) {
  StepOutput output;
  output.document = to_json(result);
  return output;
}

}  // namespace integrart
