#pragma once
// People decide: what stands between a verdict and a pack once people have looked. Pure.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/finding.h"
#include "pipeline/base/documents/review.h"

namespace integrart {

/// Names what a person looks at when she decides on a work: the bytes of its media (`sources`, digests in any order),
/// what was found, what could not be looked at, and what the policy said that hangs on no finding. When any of it
/// changes, so does the mark, and who looked before has not looked at this. What the policy asks for because of a
/// finding is not in it: a stricter threshold asks for no new look at what was looked at.
std::string mark_of_evidence(const Verdict& verdict, std::span<const Finding> findings,
                             std::vector<std::string> sources);

/// Whether `review` is of what has the mark now. A refusal without a mark is of whatever the work is.
bool holds_for(const Review& review, std::string_view mark);

/// Why the work may not be published although people may have looked; empty when it may. A refusal counts whatever the
/// verdict; "review" and "inconclusive" ask for as many people as the verdict says, one at least; "block" for two at
/// least, each with a reason. Names are compared without regard to case.
std::vector<Message> review_obstacles(const std::string& work, const Verdict& verdict, std::string_view mark,
                                      std::span<const Review> reviews);

}  // namespace integrart
