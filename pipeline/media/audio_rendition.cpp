// The sink that makes an audio rendition.

#include <algorithm>
#include <cmath>
#include <vector>

#include "pipeline/media/cmaf_writer.h"
#include "pipeline/media/libav.h"
#include "pipeline/media/rendition.h"
#include "pipeline/media/sound/audio_settings.h"
#include "pipeline/media/sound/decoded_peak.h"
#include "pipeline/media/sound/loudness_document.h"

namespace integrart {

namespace {

constexpr int most_attempts = 4;
constexpr int attempts_by_limiting = 2;  // then everything is turned down
constexpr double below_target_db = 0.1;  // an encoder answers a little differently each time

class AudioRendition final : public FrameSink {
 public:
  AudioRendition(AudioRenditionSettings settings, const Encoder& descriptor, const std::filesystem::path& folder)
      : m_settings(std::move(settings)),
        m_descriptor(descriptor),
        m_file(folder / file_name),
        m_target(m_settings.loudness.value_or(LoudnessTarget{})) {}

  /// Opens encoder and file; what an earlier attempt wrote is replaced.
  Result<> begin();

  FrameNeeds needs() const override {
    return {.video = std::nullopt,
            .audio = AudioNeeds{.track = m_settings.track,
                                .sample_rate = m_settings.sample_rate,
                                .channels = m_settings.channels,
                                .normalise = m_settings.loudness,
                                .most_seconds = m_settings.most_seconds}};
  }

  Result<> consume(const AudioBlock& block) override {
    const auto channels = static_cast<std::size_t>(m_settings.channels);
    const auto whole = static_cast<std::size_t>(m_encoder->frame_size) * channels;
    std::span<const float> samples = block.samples;
    while (!samples.empty()) {
      const std::size_t taken = std::min(samples.size(), whole - m_waiting.size());
      m_waiting.insert(m_waiting.end(), samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(taken));
      samples = samples.subspan(taken);
      if (m_waiting.size() == whole) TRY(encode_waiting());
    }
    return {};
  }

  Result<std::optional<LoudnessTarget>> sound_was_normalised(const LoudnessReport& report) override;

  Result<StepOutput> finish() override {
    TRY(end_sound());
    StepOutput output;
    TRY_ASSIGN(output.document, m_writer->finish());
    output.document["codec_string"] = m_settings.encoder == "opus" ? "opus" : "mp4a.40.2";
    output.document["sample_rate"] = m_settings.sample_rate;
    output.document["channels"] = m_settings.channels;
    if (m_report) output.document["loudness"] = loudness_document(*m_report);
    output.files.push_back({.name = file_name, .path = file_name, .type = "audio/mp4"});
    return output;
  }

 private:
  static constexpr const char* file_name = "audio.mp4";

  std::int64_t segment_frames() const {
    return std::llround(m_settings.segment_seconds * static_cast<double>(m_settings.sample_rate));
  }

  Result<> encode_waiting() {
    TRY(libav::check(av_frame_make_writable(m_frame.get()), "media.encoder_failed"));
    const auto channels = static_cast<std::size_t>(m_settings.channels);
    const std::size_t frames = m_waiting.size() / channels;
    if (m_encoder->sample_fmt == AV_SAMPLE_FMT_FLTP) {
      for (std::size_t channel = 0; channel < channels; ++channel) {
        auto* plane = reinterpret_cast<float*>(m_frame->extended_data[channel]);
        for (std::size_t i = 0; i < frames; ++i) plane[i] = m_waiting[i * channels + channel];
      }
    } else {
      std::copy(m_waiting.begin(), m_waiting.end(), reinterpret_cast<float*>(m_frame->extended_data[0]));
    }
    m_waiting.clear();
    m_frame->nb_samples = static_cast<int>(frames);
    m_frame->pts = m_frames;
    m_frames += static_cast<std::int64_t>(frames);
    TRY(libav::check(avcodec_send_frame(m_encoder.get(), m_frame.get()), "media.encoder_failed"));
    return write_packets();
  }

  /// Nothing comes after it.
  Result<> end_sound() {
    if (m_ended) return {};
    m_ended = true;
    if (!m_waiting.empty()) TRY(encode_waiting());
    if (m_frames == 0) return fail(Errc::invalid_input, "media.nothing_to_write");
    TRY(libav::check(avcodec_send_frame(m_encoder.get(), nullptr), "media.encoder_failed"));
    return write_packets();
  }

  /// A segment begins with the first packet that is heard at or after a multiple of the segment duration.
  Result<> write_packets() {
    while (true) {
      const int got = avcodec_receive_packet(m_encoder.get(), m_packet.get());
      if (got == AVERROR(EAGAIN) || got == AVERROR_EOF) return {};
      TRY(libav::check(got, "media.encoder_failed"));
      if (m_packet->pts >= m_next_cut) {
        TRY(m_writer->cut());
        m_next_cut = (m_packet->pts / segment_frames() + 1) * segment_frames();
      }
      if (m_ear) TRY(m_ear->add(*m_packet));
      TRY(m_writer->write(*m_packet));
    }
  }

  AudioRenditionSettings m_settings;
  const Encoder& m_descriptor;
  std::filesystem::path m_file;
  LoudnessTarget m_target;  // what the sound of this attempt is brought to
  int m_attempts = 0;
  libav::CodecContext m_encoder;
  libav::Frame m_frame;
  libav::Packet m_packet;
  std::unique_ptr<CmafWriter> m_writer;
  std::optional<DecodedPeak> m_ear;  // only of normalised sound
  std::int64_t m_next_cut = 0;       // frame
  std::vector<float> m_waiting;      // less than one frame of the encoder, interleaved
  std::int64_t m_frames = 0;         // given to the encoder
  bool m_ended = false;
  std::optional<LoudnessReport> m_report;
};

Result<libav::CodecContext> open_encoder(const Encoder& descriptor, const AudioRenditionSettings& settings) {
  const AVCodec* codec = avcodec_find_encoder_by_name(std::string(descriptor.libav_name).c_str());
  if (codec == nullptr) return fail(Errc::unsupported, "media.audio_encoder_unknown", {{"encoder", settings.encoder}});
  for (const int* rate = codec->supported_samplerates; rate != nullptr && *rate != settings.sample_rate; ++rate)
    if (*rate == 0)
      return fail(Errc::invalid_input, "media.audio_rate_unsupported",
                  {{"encoder", settings.encoder}, {"rate", settings.sample_rate}});
  TRY_ASSIGN(auto context, libav::check_allocated(libav::CodecContext(avcodec_alloc_context3(codec))));
  context->sample_rate = settings.sample_rate;
  context->time_base = {1, settings.sample_rate};
  context->thread_count = 1;
  context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT;
  av_channel_layout_default(&context->ch_layout, settings.channels);
  TRY(descriptor.set_up_audio(*context, settings));
  TRY(libav::check(avcodec_open2(context.get(), codec, nullptr), "media.encoder_failed"));
  return context;
}

Result<> AudioRendition::begin() {
  ++m_attempts;
  TRY_ASSIGN(m_encoder, open_encoder(m_descriptor, m_settings));
  TRY_ASSIGN(m_frame, libav::check_allocated(libav::Frame(av_frame_alloc())));
  m_frame->format = m_encoder->sample_fmt;
  m_frame->sample_rate = m_settings.sample_rate;
  m_frame->nb_samples = m_encoder->frame_size;
  TRY(libav::check(av_channel_layout_copy(&m_frame->ch_layout, &m_encoder->ch_layout), "media.encoder_failed"));
  TRY(libav::check(av_frame_get_buffer(m_frame.get(), 0), "media.encoder_failed"));
  TRY_ASSIGN(m_packet, libav::check_allocated(libav::Packet(av_packet_alloc())));
  m_writer.reset();  // of an earlier attempt; it closes its file
  TRY_ASSIGN(m_writer, CmafWriter::create(*m_encoder, m_file));
  if (m_settings.loudness) {
    TRY_ASSIGN(m_ear, DecodedPeak::create(*m_encoder));
  }
  m_next_cut = segment_frames();
  m_waiting.clear();
  m_frames = 0;
  m_ended = false;
  return {};
}

/// The peaks of the sound are brought down further by what the encoder put on top of them. Where the limiter had
/// nothing to do, or limiting did not help, everything is turned down.
Result<std::optional<LoudnessTarget>> AudioRendition::sound_was_normalised(const LoudnessReport& report) {
  m_report = report;
  if (m_frames == 0 && m_waiting.empty()) return std::optional<LoudnessTarget>();
  TRY(end_sound());
  TRY_ASSIGN(m_report->decoded_true_peak_dbtp, m_ear->finish());
  const double most = m_settings.loudness->true_peak_dbtp;
  const double excess = m_report->decoded_true_peak_dbtp.value_or(most) - most;
  if (excess <= 0 || m_attempts == most_attempts) return std::optional<LoudnessTarget>();
  const bool turns_down = !report.limited || m_attempts > attempts_by_limiting;
  if (turns_down) m_target.integrated_lufs = report.after.integrated_lufs.value_or(m_target.integrated_lufs) - excess;
  if (turns_down) m_target.integrated_lufs -= below_target_db;
  if (report.limited) m_target.true_peak_dbtp -= excess + below_target_db;
  TRY(begin());
  return std::optional(m_target);
}

}  // namespace

Result<std::unique_ptr<FrameSink>> make_audio_rendition(const AudioRenditionSettings& settings,
                                                        const std::filesystem::path& folder) {
  TRY_ASSIGN(const Encoder* descriptor, check_settings(settings));
  auto rendition = std::make_unique<AudioRendition>(settings, *descriptor, folder);
  TRY(rendition->begin());
  return std::unique_ptr<FrameSink>(std::move(rendition));
}

}  // namespace integrart
