#include "pipeline/media/sound/decoded_peak.h"

namespace integrart {

namespace {

struct FreeParameters {
  void operator()(AVCodecParameters* parameters) const { avcodec_parameters_free(&parameters); }
};

}  // namespace

DecodedPeak::DecodedPeak(libav::CodecContext decoder, libav::Frame frame, LoudnessMeter meter)
    : m_decoder(std::move(decoder)), m_frame(std::move(frame)), m_meter(std::move(meter)) {}

Result<DecodedPeak> DecodedPeak::create(const AVCodecContext& encoder) {
  const AVCodec* codec = avcodec_find_decoder(encoder.codec_id);
  if (codec == nullptr) return fail(Errc::internal, "media.internal");
  TRY_ASSIGN(auto parameters,
             libav::check_allocated(std::unique_ptr<AVCodecParameters, FreeParameters>(avcodec_parameters_alloc())));
  TRY(libav::check(avcodec_parameters_from_context(parameters.get(), &encoder), "media.encoder_failed"));
  TRY_ASSIGN(auto decoder, libav::check_allocated(libav::CodecContext(avcodec_alloc_context3(codec))));
  TRY(libav::check(avcodec_parameters_to_context(decoder.get(), parameters.get()), "media.encoder_failed"));
  decoder->pkt_timebase = encoder.time_base;
  decoder->thread_count = 1;
  TRY(libav::check(avcodec_open2(decoder.get(), codec, nullptr), "media.encoder_failed"));
  TRY_ASSIGN(auto frame, libav::check_allocated(libav::Frame(av_frame_alloc())));
  TRY_ASSIGN(auto meter, LoudnessMeter::create(encoder.sample_rate, encoder.ch_layout.nb_channels));
  return DecodedPeak(std::move(decoder), std::move(frame), std::move(meter));
}

Result<> DecodedPeak::add(const AVPacket& packet) {
  return decode(&packet);
}

Result<std::optional<double>> DecodedPeak::finish() {
  TRY(decode(nullptr));
  return m_meter.measured().true_peak_dbtp;
}

Result<> DecodedPeak::decode(const AVPacket* packet) {
  TRY(libav::check(avcodec_send_packet(m_decoder.get(), packet), "media.encoder_failed"));
  while (true) {
    const int got = avcodec_receive_frame(m_decoder.get(), m_frame.get());
    if (got == AVERROR(EAGAIN) || got == AVERROR_EOF) return {};
    TRY(libav::check(got, "media.encoder_failed"));
    if (m_frame->format != AV_SAMPLE_FMT_FLTP) return fail(Errc::internal, "media.internal");
    const auto channels = static_cast<std::size_t>(m_frame->ch_layout.nb_channels);
    m_interleaved.resize(static_cast<std::size_t>(m_frame->nb_samples) * channels);
    for (std::size_t channel = 0; channel < channels; ++channel) {
      const auto* plane = reinterpret_cast<const float*>(m_frame->extended_data[channel]);
      for (std::size_t i = channel; i < m_interleaved.size(); i += channels) m_interleaved[i] = *plane++;
    }
    TRY(m_meter.add(m_interleaved));
  }
}

}  // namespace integrart
