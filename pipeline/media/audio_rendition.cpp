// The sink that makes an audio rendition.

#include <algorithm>
#include <cmath>
#include <vector>

#include "pipeline/media/cmaf_writer.h"
#include "pipeline/media/libav.h"
#include "pipeline/media/rendition.h"
#include "pipeline/media/sound/audio_settings.h"
#include "pipeline/media/sound/loudness_document.h"

namespace integrart {

namespace {

class AudioRendition final : public FrameSink {
 public:
  AudioRendition(AudioRenditionSettings settings, libav::CodecContext encoder, libav::Frame frame, libav::Packet packet,
                 std::unique_ptr<CmafWriter> writer)
      : m_settings(std::move(settings)),
        m_encoder(std::move(encoder)),
        m_frame(std::move(frame)),
        m_packet(std::move(packet)),
        m_writer(std::move(writer)),
        m_next_cut(segment_frames()) {}

  FrameNeeds needs() const override {
    return {.video = std::nullopt,
            .audio = AudioNeeds{.track = m_settings.track,
                                .sample_rate = m_settings.sample_rate,
                                .channels = m_settings.channels,
                                .normalise = m_settings.loudness}};
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

  void sound_was_normalised(const LoudnessReport& report) override { m_report = report; }

  Result<StepOutput> finish() override {
    if (!m_waiting.empty()) TRY(encode_waiting());
    if (m_frames == 0) return fail(Errc::invalid_input, "media.nothing_to_write");
    TRY(libav::check(avcodec_send_frame(m_encoder.get(), nullptr), "media.encoder_failed"));
    TRY(write_packets());
    StepOutput output;
    TRY_ASSIGN(output.document, m_writer->finish());
    output.document["codec_string"] = m_settings.encoder == "opus" ? "opus" : "mp4a.40.2";
    output.document["sample_rate"] = m_settings.sample_rate;
    output.document["channels"] = m_settings.channels;
    if (m_report) output.document["loudness"] = loudness_document(*m_report);
    output.files.push_back({.name = "audio.mp4", .path = "audio.mp4", .type = "audio/mp4"});
    return output;
  }

 private:
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
      TRY(m_writer->write(*m_packet));
    }
  }

  AudioRenditionSettings m_settings;
  libav::CodecContext m_encoder;
  libav::Frame m_frame;
  libav::Packet m_packet;
  std::unique_ptr<CmafWriter> m_writer;
  std::int64_t m_next_cut;       // frame
  std::vector<float> m_waiting;  // less than one frame of the encoder, interleaved
  std::int64_t m_frames = 0;     // given to the encoder
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

}  // namespace

Result<std::unique_ptr<FrameSink>> make_audio_rendition(const AudioRenditionSettings& settings,
                                                        const std::filesystem::path& folder) {
  TRY_ASSIGN(const Encoder* descriptor, check_settings(settings));
  TRY_ASSIGN(auto encoder, open_encoder(*descriptor, settings));
  TRY_ASSIGN(auto frame, libav::check_allocated(libav::Frame(av_frame_alloc())));
  frame->format = encoder->sample_fmt;
  frame->sample_rate = settings.sample_rate;
  frame->nb_samples = encoder->frame_size;
  TRY(libav::check(av_channel_layout_copy(&frame->ch_layout, &encoder->ch_layout), "media.encoder_failed"));
  TRY(libav::check(av_frame_get_buffer(frame.get(), 0), "media.encoder_failed"));
  TRY_ASSIGN(auto packet, libav::check_allocated(libav::Packet(av_packet_alloc())));
  TRY_ASSIGN(auto writer, CmafWriter::create(*encoder, folder / "audio.mp4"));
  return std::make_unique<AudioRendition>(settings, std::move(encoder), std::move(frame), std::move(packet),
                                          std::move(writer));
}

}  // namespace integrart
