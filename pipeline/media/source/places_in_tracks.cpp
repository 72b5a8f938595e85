// Places that are written into a film as text or data, second by second.

#include <algorithm>
#include <span>

#include "pipeline/media/source/place_text.h"
#include "pipeline/media/source/stream_facts.h"

namespace integrart {
namespace {

constexpr int packets_to_look_at = 3000;
constexpr std::int64_t bytes_to_look_at = 16 << 20;
constexpr int samples_to_look_at = 200;

bool may_tell(const AVStream& stream) {
  const AVMediaType type = stream.codecpar->codec_type;
  return type == AVMEDIA_TYPE_DATA || type == AVMEDIA_TYPE_SUBTITLE;
}

}  // namespace

Result<bool> tracks_tell_places(MediaSource& source) {
  const AVFormatContext& context = source.context();
  const auto streams = std::span(context.streams, context.nb_streams);
  if (std::ranges::none_of(streams, [](const AVStream* stream) { return may_tell(*stream); })) return false;
  TRY_ASSIGN(libav::Packet packet, libav::check_allocated(libav::Packet(av_packet_alloc())));
  std::int64_t bytes = 0;
  int samples = 0;
  for (int packets = 0; packets < packets_to_look_at && bytes < bytes_to_look_at && samples < samples_to_look_at;
       ++packets) {
    const Result<bool> more = source.read(*packet);
    if (!more || !*more) return false;  // decoding will tell about a broken tail
    bytes += packet->size;
    const auto index = static_cast<std::size_t>(packet->stream_index);
    if (index >= streams.size() || !may_tell(*streams[index]) || packet->size <= 0) continue;
    ++samples;
    const std::string_view sample(reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size));
    if (tells_places(sample)) return true;
  }
  return false;
}

}  // namespace integrart
