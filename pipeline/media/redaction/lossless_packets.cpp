#include "pipeline/media/redaction/track_copy.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace integrart {

namespace {

constexpr int bits_of_deep_sound = 24;  // decoders of lossy sound give floats: beyond 24 bits is noise
constexpr int usual_frame = 4096;       // samples, for encoders that take any number

bool is_deep(AVSampleFormat format) {
  const AVSampleFormat packed = av_get_packed_sample_fmt(format);
  return packed != AV_SAMPLE_FMT_U8 && packed != AV_SAMPLE_FMT_S16;
}

class LosslessPackets final : public PacketSource {
 public:
  LosslessPackets(MediaSource source, AVStream& stream, MediaTime origin, libav::CodecContext decoder)
      : m_source(std::move(source)), m_stream(stream), m_origin(origin), m_decoder(std::move(decoder)) {}

  /// Decodes the first sound, which tells what to encode.
  Result<> begin(const char* encoder, bool global_header);

  Result<bool> next(AVPacket& packet) override;
  AVRational time_base() const override { return m_encoder->time_base; }
  Result<> describe(AVStream& stream) const override {
    stream.time_base = m_encoder->time_base;
    return libav::check(avcodec_parameters_from_context(stream.codecpar, m_encoder.get()), "media.writing_failed");
  }

 private:
  /// False at the end of the sound.
  Result<bool> decode_one(AVFrame& sound);
  Result<> take(const AVFrame& sound);
  Result<> open_encoder(const AVFrame& first, const char* name, bool global_header);
  Result<> encode_one(std::int64_t samples);
  std::int64_t waiting() const { return static_cast<std::int64_t>(m_samples.size() / m_bytes_of_sample); }

  MediaSource m_source;
  AVStream& m_stream;  // of m_source
  MediaTime m_origin;
  libav::CodecContext m_decoder;
  libav::CodecContext m_encoder;
  libav::Resampler m_converter;
  std::vector<std::uint8_t> m_samples;  // interleaved, not yet encoded
  std::size_t m_bytes_of_sample = 1;    // of all channels
  std::int64_t m_time = 0;              // of the first of them, in samples
  bool m_all_read = false;
  bool m_all_decoded = false;
  bool m_flushed = false;
};

Result<bool> LosslessPackets::decode_one(AVFrame& sound) {
  TRY_ASSIGN(libav::Packet packet, libav::check_allocated(libav::Packet(av_packet_alloc())));
  while (true) {
    const int got = avcodec_receive_frame(m_decoder.get(), &sound);
    if (got >= 0) return true;
    if (got == AVERROR_EOF || m_all_read) return false;
    TRY_ASSIGN(const bool more, m_source.read(*packet));
    if (!more) m_all_read = true;
    if (more && packet->stream_index != m_stream.index) continue;
    const int sent = avcodec_send_packet(m_decoder.get(), more ? packet.get() : nullptr);
    // A damaged packet would shorten the sound and shift what follows.
    if (sent != AVERROR_EOF) TRY(libav::check(sent, "media.decoder_failed"));
  }
}

Result<> LosslessPackets::begin(const char* encoder, bool global_header) {
  TRY_ASSIGN(libav::Frame sound, libav::check_allocated(libav::Frame(av_frame_alloc())));
  TRY_ASSIGN(const bool got, decode_one(*sound));
  if (!got) return fail(Errc::corrupt_media, "media.nothing_decoded", {{"file", m_source.name()}});
  TRY(open_encoder(*sound, encoder, global_header));
  const AVRational samples{1, m_encoder->sample_rate};
  const std::int64_t start = sound->best_effort_timestamp == AV_NOPTS_VALUE ? 0 : sound->best_effort_timestamp;
  m_time = av_rescale_q(start, m_stream.time_base, samples) - m_origin.ticks_in({1, m_encoder->sample_rate});
  return take(*sound);
}

Result<> LosslessPackets::open_encoder(const AVFrame& first, const char* name, bool global_header) {
  const AVCodec* codec = avcodec_find_encoder_by_name(name);
  if (codec == nullptr) return fail(Errc::unavailable, "media.encoder_missing", {{"encoder", std::string(name)}});
  TRY_ASSIGN(m_encoder, libav::check_allocated(libav::CodecContext(avcodec_alloc_context3(codec))));
  const bool deep = is_deep(static_cast<AVSampleFormat>(first.format));
  m_encoder->sample_fmt = deep ? AV_SAMPLE_FMT_S32 : AV_SAMPLE_FMT_S16;
  if (deep) m_encoder->bits_per_raw_sample = bits_of_deep_sound;
  m_encoder->sample_rate = first.sample_rate;
  m_encoder->time_base = {1, first.sample_rate};
  m_encoder->thread_count = 1;
  m_encoder->flags |= AV_CODEC_FLAG_BITEXACT | (global_header ? AV_CODEC_FLAG_GLOBAL_HEADER : 0);
  TRY(libav::check(av_channel_layout_copy(&m_encoder->ch_layout, &first.ch_layout), "media.encoder_failed"));
  if (m_encoder->ch_layout.order == AV_CHANNEL_ORDER_UNSPEC)
    av_channel_layout_default(&m_encoder->ch_layout, first.ch_layout.nb_channels);
  TRY(libav::check(avcodec_open2(m_encoder.get(), codec, nullptr), "media.encoder_failed"));
  SwrContext* converter = nullptr;
  TRY(libav::check(swr_alloc_set_opts2(&converter, &m_encoder->ch_layout, m_encoder->sample_fmt, first.sample_rate,
                                       &m_encoder->ch_layout, static_cast<AVSampleFormat>(first.format),
                                       first.sample_rate, 0, nullptr),
                   "media.decoder_failed"));
  m_converter.reset(converter);
  m_bytes_of_sample = static_cast<std::size_t>(av_get_bytes_per_sample(m_encoder->sample_fmt)) *
                      static_cast<std::size_t>(first.ch_layout.nb_channels);
  return libav::check(swr_init(m_converter.get()), "media.decoder_failed");
}

Result<> LosslessPackets::take(const AVFrame& sound) {
  if (sound.sample_rate != m_encoder->sample_rate || sound.ch_layout.nb_channels != m_encoder->ch_layout.nb_channels)
    return fail(Errc::unsupported, "media.sound_changes", {{"file", m_source.name()}});
  const std::size_t before = m_samples.size();
  m_samples.resize(before + static_cast<std::size_t>(sound.nb_samples) * m_bytes_of_sample);
  std::uint8_t* out = m_samples.data() + before;
  const int converted = swr_convert(m_converter.get(), &out, sound.nb_samples,
                                    const_cast<const std::uint8_t**>(sound.extended_data), sound.nb_samples);
  TRY(libav::check(converted, "media.decoder_failed"));
  m_samples.resize(before + static_cast<std::size_t>(converted) * m_bytes_of_sample);
  return {};
}

Result<> LosslessPackets::encode_one(std::int64_t samples) {
  if (samples == 0) {
    m_flushed = true;
    return libav::check(avcodec_send_frame(m_encoder.get(), nullptr), "media.encoder_failed");
  }
  TRY_ASSIGN(libav::Frame frame, libav::check_allocated(libav::Frame(av_frame_alloc())));
  frame->nb_samples = static_cast<int>(samples);
  frame->format = m_encoder->sample_fmt;
  frame->sample_rate = m_encoder->sample_rate;
  frame->pts = m_time;
  TRY(libav::check(av_channel_layout_copy(&frame->ch_layout, &m_encoder->ch_layout), "media.encoder_failed"));
  TRY(libav::check(av_frame_get_buffer(frame.get(), 0), "media.out_of_memory"));
  const std::size_t bytes = static_cast<std::size_t>(samples) * m_bytes_of_sample;
  std::memcpy(frame->data[0], m_samples.data(), bytes);
  m_samples.erase(m_samples.begin(), m_samples.begin() + static_cast<std::ptrdiff_t>(bytes));
  m_time += samples;
  return libav::check(avcodec_send_frame(m_encoder.get(), frame.get()), "media.encoder_failed");
}

Result<bool> LosslessPackets::next(AVPacket& packet) {
  const std::int64_t frame = m_encoder->frame_size > 0 ? m_encoder->frame_size : usual_frame;
  while (true) {
    const int got = avcodec_receive_packet(m_encoder.get(), &packet);
    if (got >= 0) return true;
    if (got == AVERROR_EOF) return false;
    if (got != AVERROR(EAGAIN)) TRY(libav::check(got, "media.encoder_failed"));
    while (!m_all_decoded && waiting() < frame) {
      TRY_ASSIGN(libav::Frame sound, libav::check_allocated(libav::Frame(av_frame_alloc())));
      TRY_ASSIGN(const bool more, decode_one(*sound));
      m_all_decoded = !more;
      if (more) TRY(take(*sound));
    }
    if (!m_flushed) TRY(encode_one(std::min(waiting(), frame)));
  }
}

}  // namespace

Result<std::unique_ptr<PacketSource>> lossless_packets(const InputFile& file, const MediaLimits& limits,
                                                       int stream_index, MediaTime origin, const char* encoder,
                                                       bool global_header) {
  TRY_ASSIGN(MediaSource source, MediaSource::open(file, limits));
  if (stream_index < 0 || stream_index >= static_cast<int>(source.context().nb_streams))
    return fail(Errc::conflict, "media.facts_differ", {{"file", source.name()}});
  AVStream& stream = *source.context().streams[stream_index];
  TRY_ASSIGN(libav::CodecContext decoder, open_decoder(stream, limits, source.name()));
  auto packets = std::make_unique<LosslessPackets>(std::move(source), stream, origin, std::move(decoder));
  TRY(packets->begin(encoder, global_header));
  return packets;
}

}  // namespace integrart
