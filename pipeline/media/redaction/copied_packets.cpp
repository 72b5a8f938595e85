#include "pipeline/media/redaction/track_copy.h"

extern "C" {
#include <libavutil/display.h>
}

namespace integrart {

namespace {

/// Ticks of `origin` in a stream's time base.
std::int64_t ticks_of(MediaTime origin, AVRational base) {
  return origin.ticks_in({base.num, base.den});
}

/// RFC 7845 section 5.1: pre-skip of the Opus identification header, 16 bits, little-endian, at byte 10. libav's MP4
/// reader hands the header on without reading it.
int delay_of(const AVCodecParameters& parameters) {
  if (parameters.codec_id != AV_CODEC_ID_OPUS || parameters.extradata_size < 12) return parameters.initial_padding;
  return parameters.extradata[10] | parameters.extradata[11] << 8;
}

class CopiedPackets final : public PacketSource {
 public:
  CopiedPackets(MediaSource source, AVStream& stream, MediaTime origin)
      : m_source(std::move(source)), m_stream(stream), m_origin(ticks_of(origin, stream.time_base)) {}

  Result<bool> next(AVPacket& packet) override {
    while (true) {
      TRY_ASSIGN(const bool got, m_source.read(packet));
      if (!got) return false;
      if (packet.stream_index != m_stream.index) continue;
      repair_times(packet);
      return true;
    }
  }
  AVRational time_base() const override { return m_stream.time_base; }
  Result<> describe(AVStream& stream) const override;

 private:
  void repair_times(AVPacket& packet) {
    if (packet.dts == AV_NOPTS_VALUE) packet.dts = packet.pts == AV_NOPTS_VALUE ? m_next : packet.pts;
    if (packet.pts == AV_NOPTS_VALUE) packet.pts = packet.dts;
    m_next = packet.dts + std::max<std::int64_t>(packet.duration, 1);
    packet.dts -= m_origin;
    packet.pts -= m_origin;
    packet.pos = -1;
  }

  MediaSource m_source;
  AVStream& m_stream;  // of m_source
  std::int64_t m_origin;
  std::int64_t m_next = 0;
};

Result<> CopiedPackets::describe(AVStream& stream) const {
  TRY(libav::check(avcodec_parameters_copy(stream.codecpar, m_stream.codecpar), "media.writing_failed"));
  stream.codecpar->codec_tag = 0;
  stream.codecpar->initial_padding = delay_of(*m_stream.codecpar);
  stream.time_base = m_stream.time_base;
  stream.avg_frame_rate = m_stream.avg_frame_rate;
  stream.sample_aspect_ratio = m_stream.sample_aspect_ratio;
  // The way a phone was held belongs to the picture.
  std::size_t size = 0;
  const std::uint8_t* matrix = av_stream_get_side_data(&m_stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
  if (matrix == nullptr) return {};
  std::uint8_t* copy = av_stream_new_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, size);
  if (copy == nullptr) return fail(Errc::limit_exceeded, "media.out_of_memory");
  std::copy_n(matrix, size, copy);
  return {};
}

}  // namespace

Result<std::unique_ptr<PacketSource>> copied_packets(const InputFile& file, const MediaLimits& limits, int stream_index,
                                                     MediaTime origin) {
  TRY_ASSIGN(MediaSource source, MediaSource::open(file, limits));
  AVFormatContext& context = source.context();
  if (stream_index < 0 || stream_index >= static_cast<int>(context.nb_streams))
    return fail(Errc::conflict, "media.facts_differ", {{"file", source.name()}});
  for (unsigned i = 0; i < context.nb_streams; ++i)
    context.streams[i]->discard = static_cast<int>(i) == stream_index ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
  AVStream& stream = *context.streams[stream_index];
  return std::make_unique<CopiedPackets>(std::move(source), stream, origin);
}

}  // namespace integrart
