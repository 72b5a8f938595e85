#pragma once
// One function a kind of activity, one file each: lines to exercises. Pure; the same lines give the same exercises.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/activity.h"
#include "pipeline/learning/lines.h"
#include "pipeline/learning/random.h"

namespace integrart::learning {

/// What all derivations start from.
struct Material {
  const PackWork& work;
  const Lines& lines;
  const WordCounts& counts;
};

/// Each gives one activity, or one a level, and none when the lines are not enough for it.
std::vector<Activity> derive_gap_fill(const Material& material);
std::vector<Activity> derive_choice(const Material& material);
std::vector<Activity> derive_order(const Material& material);
std::vector<Activity> derive_match(const Material& material);
std::vector<Activity> derive_dictation(const Material& material);
std::vector<Activity> derive_vocabulary(const Material& material);
std::vector<Activity> derive_flashcards(const Material& material);
std::vector<Activity> derive_karaoke(const Material& material);
std::vector<Activity> derive_repeat(const Material& material);

/// An activity of `kind` without items, with its title and instructions.
Activity activity_of(const Material& material, std::string_view kind, int level = 0);
/// The chance that belongs to this exercise of this work.
Random random_for(const Material& material, const Activity& activity);
/// Adds an item whose id comes from its words, so that it stays the same while others change.
void add_item(Activity& activity, const std::string& words, ActivityContent content);
void add_item(Activity& activity, const std::vector<const Line*>& lines, ActivityContent content);
/// The activity in a list, or nothing when it has no items.
std::vector<Activity> unless_empty(Activity activity);

}  // namespace integrart::learning
