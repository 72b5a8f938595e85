#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "pipeline/base/documents/facts.h"
#include "pipeline/cli/session.h"
#include "pipeline/cli/single_step.h"

namespace integrart {

namespace {

void print_video(const Session& session, const VideoFacts& video) {
  session.print(fmt::format("video: {} {}x{}, {:.3f} fps ({}), {} bit {}{}{}, {}", video.codec, video.width,
                            video.height, video.frame_rate.value(),
                            video.frame_rate_kind == FrameRateKind::variable ? "variable" : "constant", video.bit_depth,
                            video.chroma, video.rotation != 0 ? fmt::format(", rotated {}", video.rotation) : "",
                            video.interlaced ? ", interlaced" : "",
                            video.dynamic_range == DynamicRange::standard ? "SDR"
                            : video.dynamic_range == DynamicRange::pq     ? "HDR (PQ)"
                                                                          : "HDR (HLG)"));
}

std::string after_blank(const std::string& text) {
  return text.empty() ? "" : " " + text;
}

void print_metadata(const Session& session, std::string_view what, const MetadataFacts& metadata) {
  for (const auto& [name, present] :
       {std::pair("location", metadata.location), std::pair("device", metadata.device),
        std::pair("person", metadata.person), std::pair("creation time", metadata.creation_time),
        std::pair("comment", metadata.comment), std::pair("credit", metadata.credit),
        std::pair("licence", metadata.licence)})
    if (present) session.print(fmt::format("{}: {}", what, name));
}

void print_facts(const Session& session, const SourceFacts& facts) {
  const bool is_timed = facts.kind == "video" || facts.kind == "audio";
  session.print(fmt::format("{} ({}), {} bytes{}", facts.kind, facts.container, facts.bytes,
                            is_timed ? fmt::format(", {:.3f} s", facts.duration_seconds) : ""));
  if (facts.video) print_video(session, *facts.video);
  for (const AudioFacts& audio : facts.audio)
    session.print(
        fmt::format("audio: {} {} {} Hz{}", audio.codec, audio.layout, audio.sample_rate, after_blank(audio.language)));
  for (const SubtitleFacts& subtitles : facts.subtitles)
    session.print(fmt::format("subtitles: {}{}", subtitles.codec, after_blank(subtitles.language)));
  if (facts.kind == "image") session.print(fmt::format("picture: {}x{}", facts.image_width, facts.image_height));
  if (facts.has_cover) session.print("cover picture");
  print_metadata(session, "metadata", facts.metadata);
  print_metadata(session, "metadata of the cover picture", facts.cover_metadata);
}

Result<> run_probe(const Session& session, const std::string& file) {
  const Json parameters = Json::object({{"kind", ""}, {"extension", extension_of(file)}, {"language", "und"}});
  TRY_ASSIGN(const StepRecord record, run_single_step(session, "probe", parameters, file));
  if (session.json) {
    session.print_json(record.document);
    return {};
  }
  TRY_ASSIGN(const SourceFacts facts, SourceFacts::from_json(record.document));
  print_facts(session, facts);
  for (const Message& note : record.notes) session.tell(note);
  return {};
}

}  // namespace

void add_probe(CLI::App& app, Session& session) {
  CLI::App* command =
      add_subcommand(app, session, "probe", "Say what a file is: container, streams, colour, kinds of metadata",
                     "integrart probe song.mov --json");
  auto file = std::make_shared<std::string>();
  command->add_option("file", *file, "Any file")->required();
  command->callback([&session, file] { session.attempt([&] { return run_probe(session, *file); }); });
}

}  // namespace integrart
