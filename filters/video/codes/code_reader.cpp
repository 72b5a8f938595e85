#define ZX_USE_UTF8
#include "filters/video/codes/code_reader.h"

#include <ZXing/ReadBarcode.h>

#include <algorithm>
#include <exception>
#include <opencv2/imgproc.hpp>

#include "pipeline/base/text.h"

namespace integrart {
namespace {

constexpr std::size_t longest_payload = 8000;
constexpr std::uint8_t most_codes = 20;
constexpr int small_side = 960;  // pictures no longer than this are also enlarged

/// Codes of squares are looked for in smaller pictures too. Bar codes are not: comparing those found at two sizes ends
/// version 1.4 of the library by an assertion (Result.cpp, lineCount).
enum class CodeShape : std::uint8_t { squares, bars };
ZXing::DecodeHints hints_for(CodeShape shape) {
  using enum ZXing::BarcodeFormat;
  const bool squares = shape == CodeShape::squares;
  ZXing::DecodeHints hints;
  hints.setFormats(squares ? QRCode | MicroQRCode | Aztec | DataMatrix | PDF417 : EAN13 | UPCA | Code128)
      .setTryHarder(true)
      .setTryRotate(true)
      .setTryDownscale(squares)
      .setMaxNumberOfSymbols(most_codes);
  return hints;
}

Box box_of(const ZXing::Position& corners, const cv::Mat& picture) {
  int left = picture.cols, top = picture.rows, right = 0, bottom = 0;
  for (const ZXing::PointI& corner : corners) {
    left = std::clamp(corner.x, 0, left);
    top = std::clamp(corner.y, 0, top);
    right = std::clamp(corner.x + 1, right, picture.cols);
    bottom = std::clamp(corner.y + 1, bottom, picture.rows);
  }
  const double width = picture.cols, height = picture.rows;
  return {left / width, top / height, std::max(0, right - left) / width, std::max(0, bottom - top) / height};
}

/// Bytes that are no text are shown as what they are.
std::string payload_of(const ZXing::Result& result) {
  std::string payload = result.text();
  if (payload.size() > longest_payload || !is_valid_utf8(payload)) payload = display_name(payload, longest_payload / 8);
  return payload;
}

void read_in(const cv::Mat& picture, CodeShape shape, std::vector<SeenCode>& codes) {
  const ZXing::ImageView view(picture.data, picture.cols, picture.rows, ZXing::ImageFormat::Lum,
                              static_cast<int>(picture.step[0]));
  for (const ZXing::Result& result : ZXing::ReadBarcodes(view, hints_for(shape))) {
    if (!result.isValid() || result.text().empty()) continue;
    SeenCode code{ZXing::ToString(result.format()), payload_of(result), box_of(result.position(), picture)};
    const auto same = [&](const SeenCode& seen) { return seen.payload == code.payload; };
    if (std::ranges::none_of(codes, same)) codes.push_back(std::move(code));
  }
}

}  // namespace

Result<std::vector<SeenCode>> read_codes(const PictureView& picture) {
  if (picture.layout != PixelLayout::gray8)
    return fail(Errc::internal, "filters.wrong_picture_size", {{"filter", std::string("qr")}});
  try {
    std::vector<SeenCode> codes;
    // OpenCV has no view of constant memory; nothing is written into this one.
    const cv::Mat view(picture.height, picture.width, CV_8UC1, const_cast<std::uint8_t*>(picture.planes[0]),
                       static_cast<std::size_t>(picture.strides[0]));
    std::vector<cv::Mat> readings{view};
    if (std::max(view.cols, view.rows) <= small_side) {
      cv::Mat enlarged;
      cv::resize(view, enlarged, {}, 2, 2, cv::INTER_CUBIC);
      readings.push_back(enlarged);
    }
    for (const cv::Mat& reading : readings) {
      const cv::Mat negative = 255 - reading;
      for (const CodeShape shape : {CodeShape::squares, CodeShape::bars}) {
        read_in(reading, shape, codes);
        read_in(negative, shape, codes);
      }
    }
    return codes;
  } catch (const std::exception& error) {
    return fail(Errc::internal, "filters.library_failed",
                {{"filter", std::string("qr")}, {"reason", std::string(error.what())}});
  }
}

}  // namespace integrart
