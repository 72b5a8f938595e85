#pragma once
// What learners are told to do, where a format does not do all that the exercise was made for.

#include "pipeline/base/documents/activity.h"

namespace integrart {

/// Where no line can be heard.
Message instructions_without_sound(const Activity& activity);

/// Where pairs are the two sides of cards. Lines and their translations have nothing to choose there.
Message instructions_for_cards(const Activity& activity);

/// Where the word of a gap is chosen from a list, and no line can be heard.
Message instructions_for_lists(const Activity& activity);

}  // namespace integrart
