// Writes the playlists of a work over its renditions.

#include <algorithm>
#include <fstream>

#include "pipeline/base/manifest_format.h"
#include "pipeline/base/track_name.h"
#include "pipeline/engine/step.h"
#include "pipeline/media/progressive.h"
#include "pipeline/media/rendition.h"

namespace integrart {

namespace {

std::vector<ByteSegment> segments_of(const Json& list) {
  std::vector<ByteSegment> segments;
  for (const Json& item : list.items())
    segments.push_back({static_cast<std::uint64_t>(item.at_or_null("offset").integer_or(0)),
                        static_cast<std::uint64_t>(item.at_or_null("size").integer_or(0)),
                        item.at_or_null("start").number_or(0), item.at_or_null("duration").number_or(0)});
  return segments;
}

StreamTrack track_of(const std::string& id, const Json& document) {
  StreamTrack track;
  track.id = id;
  track.file = id + ".mp4";
  track.codec_string = document.at_or_null("codec_string").string_or("");
  track.width = static_cast<int>(document.at_or_null("width").integer_or(0));
  track.height = static_cast<int>(document.at_or_null("height").integer_or(0));
  track.frame_rate = document.at_or_null("frame_rate").number_or(0);
  track.channels = static_cast<int>(document.at_or_null("channels").integer_or(0));
  track.sample_rate = static_cast<int>(document.at_or_null("sample_rate").integer_or(0));
  track.timescale = document.at_or_null("timescale").integer_or(1000);
  track.average_bitrate = document.at_or_null("average_bitrate").integer_or(0);
  track.peak_bitrate = document.at_or_null("peak_bitrate").integer_or(0);
  track.init_offset = static_cast<std::uint64_t>(document.at_or_null("init").at_or_null("offset").integer_or(0));
  track.init_size = static_cast<std::uint64_t>(document.at_or_null("init").at_or_null("size").integer_or(0));
  const Json& index = document.at_or_null("index");
  track.index_offset = static_cast<std::uint64_t>(index.at_or_null("offset").integer_or(0));
  track.index_size = static_cast<std::uint64_t>(index.at_or_null("size").integer_or(0));
  track.segments = segments_of(document.at_or_null("segments"));
  return track;
}

Result<> add_input(const StepContext& context, const StepInput& input, StreamSet& streams) {
  const std::string id = input.role.substr(input.role.find(':') + 1);
  if (input.role.starts_with("video:")) {
    StreamTrack track = track_of(id, input.document);
    TRY_ASSIGN(const Json key_frames, key_frame_index(input.file));
    track.key_frames = segments_of(key_frames.at_or_null("frames"));
    streams.duration = std::max(streams.duration, input.document.at_or_null("duration").number_or(0));
    streams.video.push_back(std::move(track));
  } else if (input.role.starts_with("audio:")) {
    StreamTrack track = track_of(id, input.document);
    const Json& naming = context.parameters.at_or_null("audio").at_or_null(id);
    track.language = naming.at_or_null("language").string_or("");
    track.label = naming.at_or_null("label").string_or("");
    track.recipe = naming.at_or_null("recipe").string_or("");
    streams.duration = std::max(streams.duration, input.document.at_or_null("duration").number_or(0));
    streams.audio.push_back(std::move(track));
  } else {
    const TrackName name = TrackName::parse(id);
    TRY_ASSIGN(auto language, LanguageTag::parse(name.language));
    TRY_ASSIGN(std::string webvtt, read_all(input.file, 64ULL << 20U));
    const bool draft = input.document.at_or_null("draft").boolean_or(false);
    streams.subtitles.push_back(
        {language.value, shown_name(name, draft, language.value.text()), std::move(webvtt), false});
  }
  return {};
}

MediaType type_of(const std::string& name) {
  if (name.ends_with(".m3u8")) return "application/vnd.apple.mpegurl";
  if (name.ends_with(".mpd")) return "application/dash+xml";
  return "text/vtt";
}

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const std::string id, context.parameters.require_string("format"));
  const ManifestFormat* format = find_by_id(context.catalogue.manifests, id);
  if (format == nullptr) return fail(Errc::internal, "engine.format_unknown", {{"format", id}});
  StreamSet streams;
  for (const StepInput& input : context.inputs) TRY(add_input(context, input, streams));
  TRY_ASSIGN(const auto files, format->write(streams));
  StepOutput output;
  for (const auto& [name, text] : files) {
    std::ofstream file(context.work_folder / name, std::ios::binary);
    file << text;
    file.close();
    if (!file) return fail(Errc::unavailable, "engine.write_failed", {{"file", name}});
    output.files.push_back({name, name, type_of(name)});
  }
  return output;
}

}  // namespace

extern const StepKind step_stream_manifest;
const StepKind step_stream_manifest{
    .id = "stream_manifest",
    .version = 3,
    .doc = {"Writes the playlists of a work over its renditions.",
            "HLS or DASH over the same CMAF track files, with subtitles.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 1ULL << 30U, .file_bytes = 64ULL << 20U, .cpu_seconds = 30, .wall_seconds = 60},
    .toolchain = rendition_toolchain,
    .run = run,
};

}  // namespace integrart
