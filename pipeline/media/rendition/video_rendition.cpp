#include <cmath>
#include <map>

#include "pipeline/base/catalogue.h"
#include "pipeline/media/cmaf_writer.h"
#include "pipeline/media/encoders.h"
#include "pipeline/media/libav.h"
#include "pipeline/media/rendition.h"
#include "pipeline/media/rendition/codec_string.h"
#include "pipeline/media/rendition/keyframe_schedule.h"
#include "pipeline/media/source/media_source.h"

namespace integrart {
namespace {

constexpr std::int64_t buffer_seconds = 2;  // of the rate cap (VBV)

class VideoRendition : public FrameSink {
 public:
  VideoRendition(VideoRenditionSettings settings, const Encoder& encoder, std::filesystem::path folder)
      : m_settings(std::move(settings)),
        m_kind(encoder),
        m_folder(std::move(folder)),
        m_keyframes(m_settings.gop_seconds) {}

  FrameNeeds needs() const override {
    FrameNeeds needs;
    needs.video = VideoNeeds{m_settings.width, m_settings.height, PixelLayout::i420, m_settings.max_frame_rate};
    return needs;
  }
  using FrameSink::consume;
  Result<> consume(const VideoFrame& frame) override;
  Result<StepOutput> finish() override;

 private:
  Result<libav::CodecContext> open_encoder(Rational time_base) const;
  Result<> open(Rational time_base);
  Result<> begin_group(Rational time_base);
  Result<> encode(const AVFrame* picture);
  double picture_rate() const;

  VideoRenditionSettings m_settings;
  const Encoder& m_kind;
  std::filesystem::path m_folder;
  KeyframeSchedule m_keyframes;
  libav::CodecContext m_encoder;
  libav::Packet m_packet;
  std::unique_ptr<CmafWriter> m_writer;
  std::map<std::int64_t, std::int64_t>
      m_durations;  // of pictures inside the encoder, by time; bounded by its look-ahead
  std::int64_t m_pictures = 0;
  std::int64_t m_second_ticks = 0;  // when the second picture comes
  std::int64_t m_last_ticks = 0;
  std::int64_t m_end_ticks = 0;
};

Result<libav::CodecContext> VideoRendition::open_encoder(Rational time_base) const {
  const AVCodec* codec = avcodec_find_encoder_by_name(std::string(m_kind.libav_name).c_str());
  if (codec == nullptr) return fail(Errc::unavailable, "media.encoder_missing", {{"encoder", std::string(m_kind.id)}});
  TRY_ASSIGN(libav::CodecContext encoder, libav::check_allocated(libav::CodecContext(avcodec_alloc_context3(codec))));
  AVCodecContext& context = *encoder;
  context.width = m_settings.width;
  context.height = m_settings.height;
  context.time_base = {static_cast<int>(time_base.numerator), static_cast<int>(time_base.denominator)};
  Rational rate = reduced(m_settings.frame_rate);
  if (m_settings.max_frame_rate > 0 && rate.value() > m_settings.max_frame_rate * 1.01)
    rate = {std::llround(m_settings.max_frame_rate * 1000), 1000};
  context.framerate = {static_cast<int>(rate.numerator), static_cast<int>(rate.denominator)};
  context.sample_aspect_ratio = {1, 1};
  context.color_range = AVCOL_RANGE_MPEG;
  context.colorspace = AVCOL_SPC_BT709;
  context.color_primaries = AVCOL_PRI_BT709;
  context.color_trc = AVCOL_TRC_BT709;
  context.chroma_sample_location = AVCHROMA_LOC_LEFT;
  context.thread_count = m_settings.threads;
  context.gop_size = static_cast<int>(std::ceil(m_settings.gop_seconds * rate.value()));
  context.flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_CLOSED_GOP | AV_CODEC_FLAG_BITEXACT;
  if (m_settings.max_bitrate_kbps > 0) {
    context.rc_max_rate = std::int64_t{m_settings.max_bitrate_kbps} * 1000;
    context.rc_buffer_size = static_cast<int>(context.rc_max_rate * buffer_seconds);
  }
  TRY(m_kind.set_up_video(context, m_settings));
  TRY(libav::check(avcodec_open2(encoder.get(), codec, nullptr), "media.encoder_failed"));
  return encoder;
}

/// The time base is known with the first picture only.
Result<> VideoRendition::open(Rational time_base) {
  TRY_ASSIGN(m_packet, libav::check_allocated(libav::Packet(av_packet_alloc())));
  TRY_ASSIGN(m_encoder, open_encoder(time_base));
  TRY_ASSIGN(m_writer, CmafWriter::create(*m_encoder, m_folder / "video.mp4"));
  return {};
}

Result<> VideoRendition::begin_group(Rational time_base) {
  if (m_pictures == 0 || m_kind.forces_keyframes) return {};
  TRY(encode(nullptr));
  m_encoder.reset();  // two at once would double the memory
  TRY_ASSIGN(m_encoder, open_encoder(time_base));
  return {};
}

Result<> VideoRendition::consume(const VideoFrame& frame) {
  if (m_encoder == nullptr) TRY(open(frame.time.base));
  TRY_ASSIGN(libav::Frame picture, libav::check_allocated(libav::Frame(av_frame_alloc())));
  TRY(libav::check(av_frame_ref(picture.get(), frame.native.get()), "media.encoder_failed"));
  picture->pts = frame.time.ticks;
  picture->pict_type = AV_PICTURE_TYPE_NONE;
  if (m_keyframes.is_due(frame.time)) {
    TRY(begin_group(frame.time.base));
    picture->pict_type = AV_PICTURE_TYPE_I;
  }
  m_durations[frame.time.ticks] = frame.duration.ticks;
  if (m_pictures == 1) m_second_ticks = frame.time.ticks;
  m_last_ticks = frame.time.ticks;
  m_end_ticks = frame.time.ticks + frame.duration.ticks;
  ++m_pictures;
  return encode(picture.get());
}

Result<> VideoRendition::encode(const AVFrame* picture) {
  TRY(libav::check(avcodec_send_frame(m_encoder.get(), picture), "media.encoder_failed"));
  while (true) {
    const int got = avcodec_receive_packet(m_encoder.get(), m_packet.get());
    if (got == AVERROR(EAGAIN) || got == AVERROR_EOF) return {};
    TRY(libav::check(got, "media.encoder_failed"));
    if (const auto duration = m_durations.find(m_packet->pts); duration != m_durations.end()) {
      m_packet->duration = duration->second;
      m_durations.erase(duration);
    }
    TRY(m_writer->write(*m_packet));
  }
}

/// Pictures per second. The first and the last picture may be shown for longer, from the beginning or to the end of the
/// sound, and say nothing of the others; times in milliseconds are rounded, and the source's own number is not.
double VideoRendition::picture_rate() const {
  constexpr double tolerance = 0.005;
  const auto seconds = [&](std::int64_t ticks) { return static_cast<double>(ticks) * av_q2d(m_encoder->time_base); };
  const double average = static_cast<double>(m_pictures) / seconds(m_end_ticks);
  if (m_pictures < 3) return average;
  const double between = static_cast<double>(m_pictures - 2) / seconds(m_last_ticks - m_second_ticks);
  for (const double exact : {m_settings.frame_rate.value(), average})
    if (std::abs(between - exact) <= tolerance * exact) return exact;
  return between;
}

Result<StepOutput> VideoRendition::finish() {
  if (m_encoder == nullptr) return fail(Errc::invalid_input, "media.no_pictures");
  TRY(encode(nullptr));
  TRY_ASSIGN(Json document, m_writer->finish());
  const double rate = picture_rate();
  TRY_ASSIGN(std::string codec, video_codec_string(*m_encoder, rate));
  document["codec_string"] = std::move(codec);
  document["width"] = m_settings.width;
  document["height"] = m_settings.height;
  document["frame_rate"] = std::round(rate * 1000) / 1000;
  StepOutput output;
  output.files.push_back({"video.mp4", "video.mp4", "video/mp4"});
  output.document = std::move(document);
  return output;
}

}  // namespace

Result<std::unique_ptr<FrameSink>> make_video_rendition(const VideoRenditionSettings& settings,
                                                        const std::filesystem::path& folder) {
  restrain_libav(MediaLimits{});
  const Encoder* encoder = find_by_id(encoders(), settings.encoder);
  if (encoder == nullptr || encoder->kind != EncoderKind::video)
    return fail(Errc::invalid_input, "media.unknown_encoder", {{"encoder", settings.encoder}});
  return std::make_unique<VideoRendition>(settings, *encoder, folder);
}

}  // namespace integrart
