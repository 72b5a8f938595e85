#include "pipeline/media/redaction.h"

#include <algorithm>
#include <array>

#include "pipeline/base/text.h"
#include "pipeline/media/pass/timeline.h"
#include "pipeline/media/redaction/redacted_tags.h"
#include "pipeline/media/redaction/track_copy.h"

namespace integrart {

namespace {

struct ContainerKind {
  std::string_view extension;
  const char* muxer;          // libav's name
  const char* family;         // beginning of the demuxer's name whose packets fit as they are
  const char* picture;        // id of an encoder; empty: no pictures
  const char* lossless;       // libav's name of an encoder; null: none fits
  const char* deep_lossless;  // the same for more than 16 bits
};

// Copying between families would need bitstream filters and would lose what is cut at the start of the sound.
constexpr auto containers = std::to_array<ContainerKind>({{"mp4", "mp4", "mov", "x264", "flac", "flac"},
                                                          {"m4v", "mp4", "mov", "x264", "flac", "flac"},
                                                          {"mov", "mov", "mov", "x264", "pcm_s16le", "pcm_s32le"},
                                                          {"m4a", "ipod", "mov", "", nullptr, nullptr},
                                                          {"mkv", "matroska", "matroska", "x264", "flac", "flac"},
                                                          {"mka", "matroska", "matroska", "", "flac", "flac"},
                                                          {"webm", "webm", "matroska", "vp9", nullptr, nullptr},
                                                          {"mp3", "mp3", "mp3", "", nullptr, nullptr},
                                                          {"ogg", "ogg", "ogg", "", "flac", "flac"},
                                                          {"opus", "ogg", "ogg", "", nullptr, nullptr},
                                                          {"flac", "flac", "flac", "", "flac", "flac"},
                                                          {"wav", "wav", "wav", "", "pcm_s16le", "pcm_s32le"}});

Result<const ContainerKind*> container_named(const std::string& extension) {
  const auto found = std::ranges::find(containers, extension, &ContainerKind::extension);
  if (found == containers.end())
    return fail(Errc::unsupported, "media.container_unknown", {{"extension", display_name(extension)}});
  return &*found;
}

/// Whether a muxer takes packets of `codec`. Those of MP3 and Ogg do not say so of all they take (mp3enc.c, oggenc.c).
bool holds(const AVOutputFormat& muxer, AVCodecID codec) {
  if (avformat_query_codec(&muxer, codec, FF_COMPLIANCE_EXPERIMENTAL) == 1 || codec == muxer.audio_codec) return true;
  constexpr auto in_ogg = std::to_array({AV_CODEC_ID_OPUS, AV_CODEC_ID_VORBIS, AV_CODEC_ID_FLAC, AV_CODEC_ID_SPEEX});
  return std::string_view(muxer.name) == "ogg" && std::ranges::find(in_ogg, codec) != in_ogg.end();
}

/// A file in the making, with the sources of its tracks.
class RedactedFile {
 public:
  RedactedFile(const RedactedMedium& medium, const ContainerKind& kind) : m_medium(medium), m_kind(kind) {}

  Result<StepOutput> write(const std::filesystem::path& path, const std::stop_token& stop);

 private:
  struct Track {
    std::unique_ptr<PacketSource> packets;
    AVStream* stream = nullptr;
    libav::Packet next;
    bool ended = false;

    Result<> advance() {
      TRY_ASSIGN(const bool got, packets->next(*next));
      ended = !got;
      return {};
    }
  };

  Result<> open_source();
  libav::Dictionary tags_of_source() const;
  Result<> open_output(const std::filesystem::path& path);
  Result<> add_picture();
  Result<> add_sound(const AudioFacts& facts);
  Result<> add(std::unique_ptr<PacketSource> packets, const std::string& language);
  bool fits_as_it_is(AVCodecID codec) const;
  Result<> copy_all(const std::stop_token& stop);
  Track* earliest();

  const RedactedMedium& m_medium;
  const ContainerKind& m_kind;
  std::optional<MediaSource> m_source;
  MediaTime m_origin;
  libav::OutputContext m_output;
  std::vector<Track> m_tracks;
  Json m_sound = Json::empty_array();
  Json m_pictures;
};

Result<> RedactedFile::open_source() {
  TRY_ASSIGN(MediaSource opened, MediaSource::open(m_medium.source, MediaLimits{}));
  m_source.emplace(std::move(opened));
  const AVFormatContext& context = m_source->context();
  const auto stream = [&](int index) -> const AVStream* {
    return index >= 0 && index < static_cast<int>(context.nb_streams) ? context.streams[index] : nullptr;
  };
  const SourceFacts& facts = m_medium.facts;
  m_origin = origin_of(facts.video ? stream(facts.video->stream_index) : nullptr,
                       facts.audio.empty() ? nullptr : stream(facts.audio.front().stream_index));
  return {};
}

libav::Dictionary RedactedFile::tags_of_source() const {
  AVDictionary* tags = nullptr;
  av_dict_copy(&tags, m_source->context().metadata, 0);
  // In Ogg the tags of a file are those of its sound.
  if (!m_medium.facts.audio.empty())
    av_dict_copy(&tags, m_source->context().streams[m_medium.facts.audio.front().stream_index]->metadata,
                 AV_DICT_DONT_OVERWRITE);
  return libav::Dictionary(tags);
}

Result<> RedactedFile::open_output(const std::filesystem::path& path) {
  AVFormatContext* context = nullptr;
  TRY(libav::check(avformat_alloc_output_context2(&context, nullptr, m_kind.muxer, path.c_str()),
                   "media.writing_failed"));
  m_output.reset(context);
  context->flags |= AVFMT_FLAG_BITEXACT;
  context->strict_std_compliance = FF_COMPLIANCE_EXPERIMENTAL;  // FLAC in MP4
  const bool cuts_by_edit_list = std::string_view(m_kind.family) == "mov";
  if (cuts_by_edit_list) context->avoid_negative_ts = AVFMT_AVOID_NEG_TS_DISABLED;
  context->metadata = tags_to_keep(tags_of_source().get()).release();
  return libav::check(avio_open(&context->pb, path.c_str(), AVIO_FLAG_WRITE), "media.writing_failed");
}

bool RedactedFile::fits_as_it_is(AVCodecID codec) const {
  const bool same_family = std::string_view(m_source->context().iformat->name).starts_with(m_kind.family);
  return same_family && holds(*m_output->oformat, codec);
}

Result<> RedactedFile::add_picture() {
  if (!m_medium.facts.video) return {};
  if (m_medium.pictures) {
    MediaLimits of_ours;
    of_ours.source_bytes = UINT64_MAX;
    TRY_ASSIGN(auto packets, copied_packets(*m_medium.pictures, of_ours, 0, MediaTime{}));
    m_pictures = "covered";
    return add(std::move(packets), {});
  }
  const int index = m_medium.facts.video->stream_index;
  TRY_ASSIGN(auto packets, copied_packets(m_medium.source, MediaLimits{}, index, m_origin));
  if (!holds(*m_output->oformat, m_source->context().streams[index]->codecpar->codec_id))
    return fail(Errc::unsupported, "media.container_unfit",
                {{"extension", std::string(m_kind.extension)}, {"codec", m_medium.facts.video->codec}});
  m_pictures = "copied";
  return add(std::move(packets), {});
}

Result<> RedactedFile::add_sound(const AudioFacts& facts) {
  const int index = facts.stream_index;
  if (index < 0 || index >= static_cast<int>(m_source->context().nb_streams))
    return fail(Errc::conflict, "media.facts_differ", {{"file", m_source->name()}});
  const AVCodecParameters& codec = *m_source->context().streams[index]->codecpar;
  if (fits_as_it_is(codec.codec_id)) {
    TRY_ASSIGN(auto packets, copied_packets(m_medium.source, MediaLimits{}, index, m_origin));
    m_sound.push_back("copied");
    return add(std::move(packets), facts.language);
  }
  const char* encoder =
      codec.format == AV_SAMPLE_FMT_S16 || codec.format == AV_SAMPLE_FMT_S16P ? m_kind.lossless : m_kind.deep_lossless;
  if (encoder == nullptr)
    return fail(Errc::unsupported, "media.container_unfit",
                {{"extension", std::string(m_kind.extension)}, {"codec", facts.codec}});
  const bool global_header = (m_output->oformat->flags & AVFMT_GLOBALHEADER) != 0;
  TRY_ASSIGN(auto packets, lossless_packets(m_medium.source, MediaLimits{}, index, m_origin, encoder, global_header));
  m_sound.push_back("lossless");
  return add(std::move(packets), facts.language);
}

Result<> RedactedFile::add(std::unique_ptr<PacketSource> packets, const std::string& language) {
  AVStream* stream = avformat_new_stream(m_output.get(), nullptr);
  if (stream == nullptr) return fail(Errc::limit_exceeded, "media.out_of_memory");
  TRY(packets->describe(*stream));
  if (!language.empty()) av_dict_set(&stream->metadata, "language", language.c_str(), 0);
  TRY_ASSIGN(libav::Packet packet, libav::check_allocated(libav::Packet(av_packet_alloc())));
  m_tracks.push_back({std::move(packets), stream, std::move(packet), false});
  return m_tracks.back().advance();
}

RedactedFile::Track* RedactedFile::earliest() {
  Track* first = nullptr;
  for (Track& track : m_tracks) {
    if (track.ended) continue;
    if (first == nullptr ||
        av_compare_ts(track.next->dts, track.packets->time_base(), first->next->dts, first->packets->time_base()) < 0)
      first = &track;
  }
  return first;
}

Result<> RedactedFile::copy_all(const std::stop_token& stop) {
  AVDictionary* options = nullptr;
  if (std::string_view(m_kind.family) == "mov") {
    av_dict_set(&options, "movflags", "+faststart", 0);
    av_dict_set(&options, "use_editlist", "1", 0);
  }
  const int begun = avformat_write_header(m_output.get(), &options);
  av_dict_free(&options);
  TRY(libav::check(begun, "media.writing_failed"));
  while (Track* track = earliest()) {
    if (stop.stop_requested()) return fail(Errc::cancelled, "media.cancelled");
    AVPacket& packet = *track->next;
    av_packet_rescale_ts(&packet, track->packets->time_base(), track->stream->time_base);
    packet.stream_index = track->stream->index;
    const int written = av_write_frame(m_output.get(), &packet);
    av_packet_unref(&packet);
    TRY(libav::check(written, "media.writing_failed"));
    TRY(track->advance());
  }
  TRY(libav::check(av_write_trailer(m_output.get()), "media.writing_failed"));
  return libav::check(avio_closep(&m_output->pb), "media.writing_failed");
}

/// A cover is not copied, and so what lies in it is gone too.
Json removed_classes(const SourceFacts& facts) {
  MetadataFacts classes = facts.metadata;
  classes.add(facts.cover_metadata);
  Json removed = Json::empty_array();
  if (classes.location) removed.push_back("location");
  if (classes.device) removed.push_back("device");
  if (classes.person) removed.push_back("person");
  if (classes.creation_time) removed.push_back("creation_time");
  if (classes.comment) removed.push_back("comment");
  return removed;
}

Result<StepOutput> RedactedFile::write(const std::filesystem::path& path, const std::stop_token& stop) {
  TRY(open_source());
  TRY(open_output(path));
  TRY(add_picture());
  for (const AudioFacts& track : m_medium.facts.audio) TRY(add_sound(track));
  if (m_tracks.empty()) return fail(Errc::invalid_input, "media.nothing_to_write");
  TRY(copy_all(stop));
  StepOutput output;
  const std::string name = path.filename().string();
  output.files.push_back({name, name, "application/octet-stream"});
  output.document = Json::object({{"sound", std::move(m_sound)},
                                  {"pictures", std::move(m_pictures)},
                                  {"removed", removed_classes(m_medium.facts)}});
  return output;
}

}  // namespace

Result<std::string> picture_encoder_for(const std::string& container) {
  TRY_ASSIGN(const ContainerKind* kind, container_named(container));
  return std::string(kind->picture);
}

Result<StepOutput> write_redacted(const RedactedMedium& medium, const std::filesystem::path& output,
                                  const std::stop_token& stop) {
  TRY_ASSIGN(const ContainerKind* kind, container_named(medium.container));
  if (medium.facts.video && std::string_view(kind->picture).empty())
    return fail(Errc::unsupported, "media.container_unfit",
                {{"extension", medium.container}, {"codec", medium.facts.video->codec}});
  return RedactedFile(medium, *kind).write(output, stop);
}

}  // namespace integrart
