#include "pipeline/media/rendition/codec_string.h"

#include <fmt/format.h>

#include <array>
#include <span>

namespace integrart {
namespace {

Result<std::string> unknown() {
  return fail(Errc::internal, "media.encoder_failed", {{"reason", std::string("no stream header")}});
}

/// Profile, constraint flags and level are the three bytes after the first NAL unit header of type 7.
Result<std::string> avc_string(std::span<const std::uint8_t> header) {
  for (std::size_t at = 0; at + 6 < header.size(); ++at)
    if (header[at] == 0 && header[at + 1] == 0 && header[at + 2] == 1 && (header[at + 3] & 0x1FU) == 7)
      return fmt::format("avc1.{:02X}{:02X}{:02X}", header[at + 4], header[at + 5], header[at + 6]);
  return unknown();
}

/// Reads a bit string from the left.
class BitReader {
 public:
  explicit BitReader(std::span<const std::uint8_t> bytes) : m_bytes(bytes) {}
  unsigned take(unsigned count) {
    unsigned value = 0;
    for (; count > 0; --count, ++m_bit) {
      const std::size_t byte = m_bit / 8;
      const unsigned bit = byte < m_bytes.size() ? (m_bytes[byte] >> (7U - m_bit % 8)) & 1U : 0U;
      value = value << 1U | bit;
    }
    return value;
  }

 private:
  std::span<const std::uint8_t> m_bytes;
  std::size_t m_bit = 0;
};

/// AV1 specification 5.3 and 5.5.1: an OBU of type 1 (sequence header), alone or after the four bytes of an av1C box.
Result<std::string> av1_string(std::span<const std::uint8_t> header) {
  if (header.size() > 4 && header[0] == 0x81) header = header.subspan(4);
  if (header.size() < 3) return unknown();
  BitReader bits(header);
  bits.take(1);
  const unsigned type = bits.take(4);
  const bool has_extension = bits.take(1) != 0;
  const bool has_size = bits.take(1) != 0;
  bits.take(has_extension ? 9 : 1);
  while (has_size && bits.take(1) != 0) bits.take(7);  // leb128
  if (has_size) bits.take(7);
  if (type != 1) return unknown();
  const unsigned profile = bits.take(3);
  bits.take(1);                             // still_picture
  if (bits.take(1) != 0) return unknown();  // reduced_still_picture_header: no video
  const bool has_timing = bits.take(1) != 0;
  if (has_timing) return unknown();  // our encoder never writes it
  bits.take(1);                      // initial_display_delay_present_flag
  bits.take(5);                      // operating_points_cnt_minus_1: the first one counts
  bits.take(12);                     // operating_point_idc
  const unsigned level = bits.take(5);
  const bool high_tier = level > 7 && bits.take(1) != 0;
  return fmt::format("av01.{}.{:02}{}.08", profile, level, high_tier ? 'H' : 'M');
}

struct Vp9Level {
  int number;
  double samples_per_second;
  std::int64_t samples;
};
// https://www.webmproject.org/vp9/levels/
constexpr auto vp9_levels = std::to_array<Vp9Level>({{10, 829440, 36864},
                                                     {11, 2764800, 73728},
                                                     {20, 4608000, 122880},
                                                     {21, 9216000, 245760},
                                                     {30, 20736000, 552960},
                                                     {31, 36864000, 983040},
                                                     {40, 83558400, 2228224},
                                                     {41, 160432128, 2228224},
                                                     {50, 311951360, 8912896},
                                                     {51, 588251136, 8912896},
                                                     {52, 1176502272, 8912896}});

std::string vp9_string(int width, int height, double pictures_per_second) {
  const std::int64_t samples = std::int64_t{width} * height;
  for (const Vp9Level& level : vp9_levels)
    if (samples <= level.samples && static_cast<double>(samples) * pictures_per_second <= level.samples_per_second)
      return fmt::format("vp09.00.{}.08", level.number);
  return "vp09.00.60.08";
}

}  // namespace

Result<std::string> video_codec_string(const AVCodecContext& encoder, double pictures_per_second) {
  const std::span<const std::uint8_t> header(encoder.extradata, static_cast<std::size_t>(encoder.extradata_size));
  switch (encoder.codec_id) {
    case AV_CODEC_ID_H264:
      return avc_string(header);
    case AV_CODEC_ID_AV1:
      return av1_string(header);
    case AV_CODEC_ID_VP9:
      return vp9_string(encoder.width, encoder.height, pictures_per_second);
    default:
      return unknown();
  }
}

}  // namespace integrart
