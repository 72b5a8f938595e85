#pragma once
// Pictures made ready for reading. Pure; any thread.

#include <cstdint>
#include <opencv2/core.hpp>
#include <vector>

namespace integrart {

/// Captions that lie over a busy picture, black on white with nothing else: lines that stand close together.
struct CaptionBlock {
  cv::Mat letters;   // 8 bit grey, with a margin
  cv::Point corner;  // its place in the picture
};

/// Of a B'G'R' picture the points that are nearly white (min(R, G, B) > 225), or nearly black (max < 30), without what
/// is too large, too small or too solid for a letter, or stands in no row of six letters of about one size.
enum class CaptionInk : std::uint8_t { white, black };
std::vector<CaptionBlock> caption_blocks(const cv::Mat& picture, CaptionInk ink);

/// Whether some part of a grey picture has the edges of a line of letters: close together, in a flat box. Quick, and
/// right far more often about "no" than about "yes".
bool may_have_words(const cv::Mat& picture);

/// Whether a part of a grey picture is ink on a ground: its levels are two heaps, between which Otsu's threshold leaves
/// at least 72 % of the variance (N. Otsu, A Threshold Selection Method from Gray-Level Histograms, 1979). Lines of
/// letters of 16 pixels and more in DejaVu Sans, on gradients, softened and compressed, have 77 to 95 %; of 719 places
/// that Tesseract takes for lines in films of leaves, grass and water, 205 have 72 % and more.
bool is_ink_on_ground(const cv::Mat& part);

}  // namespace integrart
