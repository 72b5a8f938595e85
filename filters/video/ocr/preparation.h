#pragma once
// Pictures made ready for reading. Pure; any thread.

#include <cstdint>
#include <opencv2/core.hpp>
#include <optional>

namespace integrart {

/// Letters of captions that lie over a busy picture, black on white: of a B'G'R' picture the points that are nearly
/// white (min(R, G, B) > 225), or nearly black (max < 30), without what is too large, too small or too solid for a
/// letter. Nothing when fewer than six letters are left.
enum class CaptionInk : std::uint8_t { white, black };
std::optional<cv::Mat> caption_letters(const cv::Mat& picture, CaptionInk ink);

/// Whether some part of a grey picture has the edges of a line of letters: close together, in a flat box. Quick, and
/// right far more often about "no" than about "yes".
bool may_have_words(const cv::Mat& picture);

}  // namespace integrart
