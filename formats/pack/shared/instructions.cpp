#include "formats/pack/shared/instructions.h"

namespace integrart {
namespace {

bool writes_gaps(const Activity& activity) {
  return activity.instructions.id.starts_with("learning.instructions_gap_fill");
}

}  // namespace

Message instructions_without_sound(const Activity& activity) {
  return writes_gaps(activity) ? Message{"learning.instructions_gap_fill_text", {}} : activity.instructions;
}

Message instructions_for_cards(const Activity& activity) {
  return activity.instructions.id == "learning.instructions_match" ? Message{"learning.instructions_flashcards", {}}
                                                                   : activity.instructions;
}

Message instructions_for_lists(const Activity& activity) {
  return writes_gaps(activity) ? Message{"learning.instructions_choice", {}} : activity.instructions;
}

}  // namespace integrart
