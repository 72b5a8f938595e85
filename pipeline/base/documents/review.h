#pragma once
// What people decided who looked at a work. The list "reviews" of a work in "collection/1":
//   reviews: [{by: Anna, decision: publish, of: seen-3f9a2c81d0b45e67, date: 2026-11-30, reason: it is the hotline's
//   number}]

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/json.h"
#include "pipeline/base/result.h"

namespace integrart {

/// A mark is this and 16 lower-case hexadecimal digits: never something that YAML takes for a number.
inline constexpr std::string_view review_mark_prefix = "seen-";
inline constexpr std::size_t review_mark_digits = 16;

enum class ReviewDecision : std::uint8_t { publish, refuse };
std::string_view name_of(ReviewDecision decision);

struct Review {
  std::string by;  // a name or a pseudonym; one person counts once, whatever the case of the letters
  ReviewDecision decision = ReviewDecision::refuse;
  std::string of;      // the mark of what was looked at, as the report gives it; of a refusal it may be empty: anything
  std::string date;    // YYYY-MM-DD; empty when not said
  std::string reason;  // for those who read the report; empty when not said
};

Json to_json(const std::vector<Review>& reviews);

/// `path` names the list in the whole document. Null is no review. Errors name the member: a decision that is neither
/// "publish" nor "refuse", no name, a permission that does not say what it is for, a key that nobody knows (it could
/// be the decision, misspelt).
Result<std::vector<Review>> reviews_from_json(const Json& json, const std::string& path);

}  // namespace integrart
