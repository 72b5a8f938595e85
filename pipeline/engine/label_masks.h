#pragma once
// Personal data in the words about a work made unreadable before anything is made of them ("mask: personal_data").

#include <string_view>

#include "pipeline/base/documents/collection.h"
#include "pipeline/base/documents/recipe.h"
#include "pipeline/engine/plan.h"

namespace integrart {

/// The step's identifier and kind.
inline constexpr std::string_view masked_labels_step = "masked_labels";

/// Whether what stands at such a place can be masked: titles, descriptions and alternative texts. Creators want to be
/// named, and names of files are not published.
bool can_be_masked(std::string_view place);

/// The step that masks titles, descriptions and alternative texts of `work` in all languages; one that repeats the name
/// of the file too, since it is shown. Without it there is no work: who asks for masks gets nothing that has none.
PlannedStep plan_masked_labels(const CollectionWork& work, const Recipe& recipe, const Catalogue& catalogue,
                               std::string_view today);

/// Puts what the step made in the place of the words of `work`. Errors: internal, for the document is of our making.
Result<> take_masked_labels(const Json& document, CollectionWork& work);

}  // namespace integrart
