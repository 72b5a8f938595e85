#include "pipeline/media/pass/slideshow.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "pipeline/base/text.h"
#include "pipeline/media/picture/upright.h"
#include "pipeline/media/source/media_source.h"

namespace integrart {
namespace {

constexpr int pictures_per_second = 10;
constexpr Rational time_base{1, 1000};
constexpr std::int64_t ticks_per_picture = time_base.denominator / pictures_per_second;
constexpr std::int64_t longest_fade = 6;  // pictures
constexpr std::uint64_t still_bytes = 32U << 20U;
constexpr std::uint8_t black_luma = 16;  // limited range
constexpr std::uint8_t no_chroma = 128;

Result<libav::CodecContext> open_still_decoder(std::string_view bytes, const MediaLimits& limits,
                                               const std::string& name) {
  AVCodecID codec = AV_CODEC_ID_NONE;
  if (bytes.starts_with("\xFF\xD8\xFF")) codec = AV_CODEC_ID_MJPEG;
  if (bytes.starts_with("\x89PNG")) codec = AV_CODEC_ID_PNG;
  const AVCodec* decoder = avcodec_find_decoder(codec);
  if (decoder == nullptr) return fail(Errc::unsupported, "media.slide_unreadable", {{"file", name}});
  TRY_ASSIGN(libav::CodecContext context, libav::check_allocated(libav::CodecContext(avcodec_alloc_context3(decoder))));
  context->max_pixels = limits.pixels;
  context->thread_count = 1;
  TRY(libav::check(avcodec_open2(context.get(), decoder, nullptr), "media.decoder_failed"));
  return context;
}

Result<libav::Frame> decode_still(std::string_view bytes, const MediaLimits& limits, const std::string& name) {
  TRY_ASSIGN(const libav::CodecContext decoder, open_still_decoder(bytes, limits, name));
  TRY_ASSIGN(libav::Packet packet, libav::check_allocated(libav::Packet(av_packet_alloc())));
  TRY(libav::check(av_new_packet(packet.get(), static_cast<int>(bytes.size())), "media.out_of_memory"));
  std::memcpy(packet->data, bytes.data(), bytes.size());
  TRY_ASSIGN(libav::Frame picture, libav::check_allocated(libav::Frame(av_frame_alloc())));
  if (avcodec_send_packet(decoder.get(), packet.get()) < 0 || avcodec_send_packet(decoder.get(), nullptr) < 0 ||
      avcodec_receive_frame(decoder.get(), picture.get()) < 0)
    return fail(Errc::corrupt_media, "media.slide_unreadable", {{"file", name}});
  return picture;
}

int rows_of(const AVFrame& picture, int plane) {
  return plane == 0 ? picture.height : (picture.height + 1) / 2;
}
int columns_of(const AVFrame& picture, int plane) {
  return plane == 0 ? picture.width : (picture.width + 1) / 2;
}

std::uint8_t* row_of(const AVFrame& picture, int plane, int row) {
  return picture.data[plane] + static_cast<std::ptrdiff_t>(row) * picture.linesize[plane];
}

void paint_black(AVFrame& picture) {
  for (int plane = 0; plane < 3; ++plane)
    for (int row = 0; row < rows_of(picture, plane); ++row)
      std::memset(row_of(picture, plane, row), plane == 0 ? black_luma : no_chroma,
                  static_cast<std::size_t>(columns_of(picture, plane)));
}

/// `left` and `top` are even, so that chroma stays in place.
void paste(const AVFrame& picture, AVFrame& canvas, int left, int top) {
  for (int plane = 0; plane < 3; ++plane) {
    const int divisor = plane == 0 ? 1 : 2;
    for (int row = 0; row < rows_of(picture, plane); ++row)
      std::memcpy(row_of(canvas, plane, row + top / divisor) + left / divisor, row_of(picture, plane, row),
                  static_cast<std::size_t>(columns_of(picture, plane)));
  }
}

}  // namespace

Result<Slideshow> Slideshow::create(const SlideshowSource& source, const DecodePassOptions& options) {
  if (source.pictures.empty()) return fail(Errc::invalid_input, "media.no_slides");
  const bool is_even = source.width > 0 && source.height > 0 && source.width % 2 == 0 && source.height % 2 == 0;
  const std::int64_t pixels = std::int64_t{source.width} * source.height;
  if (!is_even || pixels > options.limits.pixels || std::max(source.width, source.height) > options.limits.side)
    return fail(Errc::invalid_input, "media.picture_too_large",
                {{"file", display_name(source.sound.name)},
                 {"width", std::int64_t{source.width}},
                 {"height", std::int64_t{source.height}}});
  TRY_ASSIGN(PicturePool pool, PicturePool::create(source.width, source.height, PixelLayout::i420));
  return Slideshow(source, options, std::move(pool));
}

VideoFacts Slideshow::facts() const {
  VideoFacts facts;
  facts.width = facts.coded_width = m_source.width;
  facts.height = facts.coded_height = m_source.height;
  facts.frame_rate = {pictures_per_second, 1};
  facts.duration_seconds = m_source.sound_facts.duration_seconds;
  return facts;
}

Result<Slideshow::Still> Slideshow::read_still(const InputFile& file) {
  TRY_ASSIGN(const std::string bytes, read_all(file, still_bytes));
  TRY_ASSIGN(libav::Frame decoded, decode_still(bytes, m_options.limits, display_name(file.name)));
  return fitted(std::move(decoded), file);
}

Result<Slideshow::Still> Slideshow::fitted(libav::Frame decoded, const InputFile& file) {
  const double scale = std::min(static_cast<double>(m_source.width) / decoded->width,
                                static_cast<double>(m_source.height) / decoded->height);
  const auto even = [&](int length, int most) {
    return std::clamp(static_cast<int>(std::lround(length * scale / 2)) * 2, 2, most);
  };
  UprightPictures::Target target;
  target.width = even(decoded->width, m_source.width);
  target.height = even(decoded->height, m_source.height);
  TRY_ASSIGN(libav::Frame canvas, m_pool.take());
  paint_black(*canvas);
  bool pasted = false;
  decoded->pts = 0;
  decoded->interlaced_frame = 0;
  UprightPictures upright(target, [&](libav::Frame picture) -> Result<> {
    paste(*picture, *canvas, (m_source.width - target.width) / 4 * 2, (m_source.height - target.height) / 4 * 2);
    pasted = true;
    return {};
  });
  TRY(upright.push(std::move(decoded)));
  TRY(upright.finish());
  if (!pasted) return fail(Errc::corrupt_media, "media.slide_unreadable", {{"file", display_name(file.name)}});
  return Still(std::move(canvas));
}

Result<Slideshow::Still> Slideshow::blend(const AVFrame& from, const AVFrame& to, int step, int steps) {
  TRY_ASSIGN(libav::Frame mixed, m_pool.take());
  for (int plane = 0; plane < 3; ++plane)
    for (int row = 0; row < rows_of(*mixed, plane); ++row) {
      const std::uint8_t* first = row_of(from, plane, row);
      const std::uint8_t* second = row_of(to, plane, row);
      std::uint8_t* result = row_of(*mixed, plane, row);
      for (int column = 0; column < columns_of(*mixed, plane); ++column)
        result[column] =
            static_cast<std::uint8_t>((first[column] * (steps - step) + second[column] * step + steps / 2) / steps);
    }
  return Still(std::move(mixed));
}

Result<MediaTime> Slideshow::show(FanOut& fan_out) {
  const double seconds = m_source.sound_facts.duration_seconds;
  const auto total = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(seconds * pictures_per_second)));
  // More stills than tenths of a second: the last ones are never seen.
  const auto stills = std::min<std::int64_t>(static_cast<std::int64_t>(m_source.pictures.size()), total);
  const std::int64_t fade = std::min(longest_fade, total / stills / 2);
  Still current;
  Still next;
  TRY_ASSIGN(next, read_still(m_source.pictures.front()));
  std::int64_t showing = -1;
  for (std::int64_t number = 0; number < total; ++number) {
    if (m_options.stop.stop_requested()) return fail(Errc::cancelled, "media.cancelled");
    const std::int64_t due = number * stills / total;
    if (due != showing) {
      showing = due;
      current = std::exchange(next, nullptr);
      if (showing + 1 < stills) {
        TRY_ASSIGN(next, read_still(m_source.pictures[static_cast<std::size_t>(showing + 1)]));
      }
    }
    const std::int64_t change = ((showing + 1) * total + stills - 1) / stills;  // when the next still takes over
    const std::int64_t step = number - (change - fade) + 1;
    Still picture = current;
    if (next != nullptr && step > 0) {
      TRY_ASSIGN(picture, blend(*current, *next, static_cast<int>(step), static_cast<int>(fade + 1)));
    }
    TRY(fan_out.push_picture(picture, MediaTime{number * ticks_per_picture, time_base}));
    if (m_options.progress && number % pictures_per_second == 0)
      m_options.progress(static_cast<double>(number) / static_cast<double>(total));
  }
  return MediaTime{std::max((total - 1) * ticks_per_picture + 1, std::int64_t{std::llround(seconds * 1000)}),
                   time_base};
}

}  // namespace integrart
