#include "pipeline/media/source/stream_facts.h"

#include <algorithm>
#include <cmath>

#include "pipeline/base/language.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

namespace integrart {
namespace {

std::string or_unknown(const char* name) {
  return name == nullptr ? "unknown" : name;
}

std::string chroma_name(const AVPixFmtDescriptor& format) {
  if ((format.flags & AV_PIX_FMT_FLAG_RGB) != 0) return "rgb";
  if (format.nb_components < 3) return "gray";
  if (format.log2_chroma_w == 1 && format.log2_chroma_h == 1) return "4:2:0";
  if (format.log2_chroma_w == 1) return "4:2:2";
  if (format.log2_chroma_w == 2) return format.log2_chroma_h == 2 ? "4:1:0" : "4:1:1";
  return format.log2_chroma_h == 1 ? "4:4:0" : "4:4:4";
}

std::string declared_language(const AVStream& stream) {
  const AVDictionaryEntry* entry = av_dict_get(stream.metadata, "language", nullptr, 0);
  if (entry == nullptr) return {};
  const auto tag = LanguageTag::parse(entry->value);
  return tag && !tag->value.is_undetermined() ? tag->value.text() : std::string{};
}

double duration_of(const AVFormatContext& context, const AVStream& stream) {
  if (stream.duration > 0) return static_cast<double>(stream.duration) * av_q2d(stream.time_base);
  return context.duration > 0 ? static_cast<double>(context.duration) / AV_TIME_BASE : 0;
}

DynamicRange dynamic_range_of(AVColorTransferCharacteristic transfer) {
  if (transfer == AVCOL_TRC_SMPTE2084) return DynamicRange::pq;
  if (transfer == AVCOL_TRC_ARIB_STD_B67) return DynamicRange::hlg;
  return DynamicRange::standard;
}

/// Pixel shapes beyond 1:10 are nonsense and count as square; so do those within 1 % of it, which come from rounding an
/// odd width and would cost a resampling that nobody sees.
Rational sane_aspect(AVRational aspect) {
  if (aspect.num <= 0 || aspect.den <= 0) return {1, 1};
  const double shape = av_q2d(aspect);
  return shape > 10 || shape < 0.1 || std::abs(shape - 1) < 0.01 ? Rational{1, 1} : Rational{aspect.num, aspect.den};
}

Rational sane_rate(AVRational rate, const MediaLimits& limits) {
  if (rate.num <= 0 || rate.den <= 0 || av_q2d(rate) > limits.frames_per_second || av_q2d(rate) < 0.01) return {25, 1};
  return {rate.num, rate.den};
}

void fill_colour(const AVCodecParameters& codec, VideoFacts& facts) {
  facts.dynamic_range = dynamic_range_of(codec.color_trc);
  facts.matrix = or_unknown(av_color_space_name(codec.color_space));
  facts.primaries = or_unknown(av_color_primaries_name(codec.color_primaries));
  facts.transfer = or_unknown(av_color_transfer_name(codec.color_trc));
  facts.full_range = codec.color_range == AVCOL_RANGE_JPEG;
  const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(codec.format));
  if (format == nullptr) return;
  facts.bit_depth = format->comp[0].depth;
  facts.chroma = chroma_name(*format);
  facts.has_alpha = (format->flags & AV_PIX_FMT_FLAG_ALPHA) != 0;
}

/// A file that does not say where its speakers stand (WAV) is taken for the usual layout of that many channels.
std::string layout_name(const AVChannelLayout& stated) {
  AVChannelLayout usual{};
  if (stated.order == AV_CHANNEL_ORDER_UNSPEC) av_channel_layout_default(&usual, stated.nb_channels);
  char name[64]{};
  const AVChannelLayout& shown = stated.order == AV_CHANNEL_ORDER_UNSPEC ? usual : stated;
  return av_channel_layout_describe(&shown, name, sizeof name) > 0 ? name : "";
}

}  // namespace

bool is_cover(const AVStream& stream) {
  return (stream.disposition & (AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS)) != 0;
}

int shown_video_stream(const AVFormatContext& context) {
  int best = -1;
  std::int64_t best_rank = -1;
  for (unsigned index = 0; index < context.nb_streams; ++index) {
    const AVStream& stream = *context.streams[index];
    const AVCodecParameters& codec = *stream.codecpar;
    if (codec.codec_type != AVMEDIA_TYPE_VIDEO || is_cover(stream) || !is_allowed(codec.codec_id)) continue;
    if (codec.width <= 0 || codec.height <= 0) continue;
    const bool is_default = (stream.disposition & AV_DISPOSITION_DEFAULT) != 0;
    const std::int64_t rank = (is_default ? std::int64_t{1} << 40 : 0) + std::int64_t{codec.width} * codec.height;
    if (rank > best_rank) {
      best = static_cast<int>(index);
      best_rank = rank;
    }
  }
  return best;
}

PictureSize displayed_size(int coded_width, int coded_height, Rational sample_aspect, const Orientation& orientation,
                           const MediaLimits& limits) {
  PictureSize size{coded_width, coded_height};
  if (sample_aspect.numerator != sample_aspect.denominator) {
    const double shape = sample_aspect.value();
    const auto even = [](double length) { return std::max(2, static_cast<int>(std::lround(length / 2)) * 2); };
    PictureSize grown = shape > 1 ? PictureSize{even(coded_width * shape), coded_height}
                                  : PictureSize{coded_width, even(coded_height / shape)};
    if (std::max(grown.width, grown.height) > limits.side || std::int64_t{grown.width} * grown.height > limits.pixels)
      grown = shape > 1 ? PictureSize{coded_width, even(coded_height / shape)}
                        : PictureSize{even(coded_width * shape), coded_height};
    size = grown;
  }
  if (orientation.swaps_sides()) std::swap(size.width, size.height);
  return size;
}

Orientation orientation_of(const AVStream& stream) {
  std::size_t bytes = 0;
  const std::uint8_t* matrix = av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, &bytes);
  if (matrix == nullptr || bytes < 9 * sizeof(std::int32_t)) return {};
  return orientation_of(std::span<const std::int32_t, 9>(reinterpret_cast<const std::int32_t*>(matrix), 9));
}

VideoFacts video_facts(AVFormatContext& context, int stream_index, const MediaLimits& limits) {
  AVStream& stream = *context.streams[stream_index];
  const AVCodecParameters& codec = *stream.codecpar;
  VideoFacts facts;
  facts.stream_index = stream_index;
  facts.codec = avcodec_get_name(codec.codec_id);
  facts.coded_width = codec.width;
  facts.coded_height = codec.height;
  const Orientation orientation = orientation_of(stream);
  facts.rotation = orientation.rotation;
  facts.mirrored = orientation.mirrored;
  facts.sample_aspect = sane_aspect(av_guess_sample_aspect_ratio(&context, &stream, nullptr));
  const PictureSize size = displayed_size(codec.width, codec.height, facts.sample_aspect, orientation, limits);
  facts.width = size.width;
  facts.height = size.height;
  facts.frame_rate = sane_rate(stream.avg_frame_rate.num > 0 ? stream.avg_frame_rate : stream.r_frame_rate, limits);
  facts.interlaced = codec.field_order != AV_FIELD_UNKNOWN && codec.field_order != AV_FIELD_PROGRESSIVE;
  fill_colour(codec, facts);
  facts.duration_seconds = duration_of(context, stream);
  facts.bit_rate = std::max<std::int64_t>(codec.bit_rate, 0);
  return facts;
}

AudioFacts audio_facts(const AVStream& stream) {
  const AVCodecParameters& codec = *stream.codecpar;
  AudioFacts facts;
  facts.stream_index = stream.index;
  facts.codec = avcodec_get_name(codec.codec_id);
  facts.channels = codec.ch_layout.nb_channels;
  facts.layout = layout_name(codec.ch_layout);
  facts.sample_rate = codec.sample_rate;
  if (stream.duration > 0) facts.duration_seconds = static_cast<double>(stream.duration) * av_q2d(stream.time_base);
  facts.bit_rate = std::max<std::int64_t>(codec.bit_rate, 0);
  facts.language = declared_language(stream);
  if (const AVDictionaryEntry* title = av_dict_get(stream.metadata, "title", nullptr, 0))
    facts.title = std::string(title->value).substr(0, 256);
  return facts;
}

SubtitleFacts subtitle_facts(const AVStream& stream) {
  return {stream.index, avcodec_get_name(stream.codecpar->codec_id), declared_language(stream)};
}

}  // namespace integrart
