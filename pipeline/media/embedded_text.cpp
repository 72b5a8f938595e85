#include "pipeline/media/embedded_text.h"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "pipeline/media/embedded/samples.h"
#include "pipeline/media/embedded/text_kind.h"
#include "pipeline/media/source/media_source.h"

namespace integrart {

namespace {

/// The stream of the track; -1 when there is none. All other streams are told to give no packets.
int choose_stream(AVFormatContext& context, int track, int& tracks) {
  int chosen = -1;
  for (unsigned index = 0; index < context.nb_streams; ++index) {
    AVStream& stream = *context.streams[index];
    const bool is_text = text_kind_of(*stream.codecpar).has_value();
    if (is_text && ++tracks == track) chosen = stream.index;
    stream.discard = stream.index == chosen ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
  }
  return chosen;
}

std::string side_data(const AVPacket& packet, AVPacketSideDataType type) {
  std::size_t bytes = 0;
  const std::uint8_t* const data = av_packet_get_side_data(&packet, type, &bytes);
  return data == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(data), bytes);
}

constexpr std::int64_t longest_without_end = 5000;  // milliseconds; for a last sample that states no duration

Result<std::vector<TextSample>> read_samples(MediaSource& source, const AVStream& stream,
                                             const SubtitleLimits& limits) {
  std::vector<TextSample> samples;
  std::uint64_t bytes = 0;
  const libav::Packet packet(av_packet_alloc());
  if (!packet) return fail(Errc::limit_exceeded, "media.damaged", {{"file", source.name()}, {"reason", "memory"}});
  while (true) {
    TRY_ASSIGN(const bool more, source.read(*packet));
    if (!more) break;
    if (packet->stream_index != stream.index || packet->pts == AV_NOPTS_VALUE || packet->size <= 0) continue;
    TextSample sample;
    sample.begin = av_rescale_q(packet->pts, stream.time_base, {1, 1000});
    sample.end = packet->duration > 0 ? av_rescale_q(packet->pts + packet->duration, stream.time_base, {1, 1000}) : -1;
    sample.bytes.assign(reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size));
    sample.identifier = side_data(*packet, AV_PKT_DATA_WEBVTT_IDENTIFIER);
    sample.settings = side_data(*packet, AV_PKT_DATA_WEBVTT_SETTINGS);
    bytes += sample.bytes.size();
    if (samples.size() >= limits.cues || bytes > limits.source_bytes)
      return fail(Errc::limit_exceeded, "media.text_track_too_large",
                  {{"file", source.name()}, {"most", static_cast<std::int64_t>(limits.cues)}});
    samples.push_back(std::move(sample));
  }
  std::ranges::stable_sort(samples, {}, &TextSample::begin);
  for (std::size_t i = 0; i < samples.size(); ++i)
    if (samples[i].end < 0)
      samples[i].end = i + 1 < samples.size() ? samples[i + 1].begin : samples[i].begin + longest_without_end;
  return samples;
}

std::vector<std::string> documents_of(TextKind kind, const AVCodecParameters& codec, std::vector<TextSample> samples) {
  switch (kind) {
    case TextKind::subrip:
      return {subrip_of(samples)};
    case TextKind::ass:
      return {ass_of(
          {reinterpret_cast<const char*>(codec.extradata), static_cast<std::size_t>(std::max(0, codec.extradata_size))},
          samples)};
    case TextKind::webvtt:
      return {webvtt_of(samples)};
    case TextKind::tx3g:
      return {webvtt_of(payloads_of_tx3g(samples))};
    case TextKind::wvtt:
      return {webvtt_of(payloads_of_wvtt(samples))};
    case TextKind::stpp:
      break;
  }
  std::vector<std::string> documents;
  for (TextSample& sample : samples) {
    if (sample.bytes.find('<') == std::string::npos) continue;  // an empty sample fills a gap
    if (documents.empty() || documents.back() != sample.bytes)  // segments may repeat the document
      documents.push_back(std::move(sample.bytes));
  }
  return documents;
}

}  // namespace

bool may_hold_text_tracks(const InputFile& file) {
  std::array<char, 12> bytes{};
  if (pread(file.descriptor, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) return false;
  const std::string_view head(bytes.data(), bytes.size());
  return head.starts_with("\x1A\x45\xDF\xA3") || head.substr(4, 4) == "ftyp" || head.substr(4, 4) == "moov" ||
         head.substr(4, 4) == "styp";
}

Result<EmbeddedText> read_embedded_text(const InputFile& file, int track, const MediaLimits& limits,
                                        const SubtitleLimits& text_limits) {
  TRY_ASSIGN(MediaSource source, MediaSource::open(file, limits));
  int tracks = 0;
  const int index = choose_stream(source.context(), track, tracks);
  if (index < 0)
    return fail(Errc::not_found, "media.no_text_track",
                {{"file", source.name()}, {"track", std::int64_t{track}}, {"tracks", std::int64_t{tracks}}});
  const AVStream& stream = *source.context().streams[index];
  const TextKind kind = text_kind_of(*stream.codecpar).value_or(TextKind::subrip);
  TRY_ASSIGN(std::vector<TextSample> samples, read_samples(source, stream, text_limits));
  EmbeddedText text;
  text.codec = text_codec_name(*stream.codecpar, kind);
  if (const AVDictionaryEntry* const entry = av_dict_get(stream.metadata, "language", nullptr, 0))
    text.language = entry->value;
  text.documents = documents_of(kind, *stream.codecpar, std::move(samples));
  return text;
}

}  // namespace integrart
