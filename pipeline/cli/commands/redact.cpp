#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "pipeline/base/input_file.h"
#include "pipeline/base/text.h"
#include "pipeline/cli/output_names.h"
#include "pipeline/cli/redacting.h"
#include "pipeline/cli/session.h"
#include "pipeline/cli/single_step.h"

namespace integrart {

namespace {

struct RedactOptions {
  std::string file;
  std::string out;
  std::string faces;
  std::string metadata;
  std::string flashes;
  std::string style;
  std::string model;
  std::string data;
};

constexpr std::uint64_t most_choice_bytes = 4ULL << 20U;

Result<FaceChoice> choice_of(const RedactOptions& options) {
  FaceChoice choice;
  if (!options.faces.empty() && options.faces != "all") {
    TRY_ASSIGN(const auto opened, open_regular_file(options.faces, most_choice_bytes));
    TRY_ASSIGN(const std::string text, read_all(opened.second, most_choice_bytes));
    auto read = parse_json(text).and_then([](const Json& json) { return FaceChoice::from_json(json); });
    if (!read)
      return tl::unexpected<Error>(
          while_doing(std::move(read).error(), {"cli.reading_file", {{"file", display_name(options.faces)}}}));
    choice = std::move(*read);
  }
  if (!options.style.empty()) {
    TRY_ASSIGN(choice.style, mask_style_from_name(options.style));
  }
  return choice;
}

/// Without any wish faces are covered and metadata removed: nothing private stays by a forgotten option.
Result<RedactionWishes> wishes_of(const RedactOptions& options) {
  RedactionWishes wishes{options.file, extension_of(options.out), std::nullopt, options.model};
  if (!options.flashes.empty()) {
    TRY_ASSIGN(wishes.flashes, softening_style_from_name(options.flashes));
  }
  const bool no_faces = options.faces.empty() && !(options.metadata.empty() && options.flashes.empty());
  if (no_faces) return wishes;
  TRY_ASSIGN(wishes.faces, choice_of(options));
  return wishes;
}

Json json_of(const std::vector<TimeStretch>& stretches) {
  Json list = Json::empty_array();
  for (const auto& [begin, end] : stretches) list.push_back(Json::array({begin, end}));
  return list;
}

Json json_of(const RedactOptions& options, const SoftenedFlashes& flashes) {
  return Json::object({{"style", options.flashes},
                       {"found", json_of(flashes.found)},
                       {"level", flashes.mended() ? Json(flashes.level) : Json()},
                       {"left", json_of(flashes.left)}});
}

/// Tracks with their times and best place, and a document for --faces that covers all of them.
Json answer_of(const RedactOptions& options, const Redacted& redacted) {
  Json answer = Json::object({{"file", options.file}, {"out", Json()}, {"detector", Json()}});
  if (redacted.written) {
    answer["out"] = options.out;
    answer["removed"] = redacted.written->document.at_or_null("removed");
    answer["sound"] = redacted.written->document.at_or_null("sound");
  }
  if (redacted.flashes) answer["flashes"] = json_of(options, *redacted.flashes);
  answer["tracks"] = Json::empty_array();
  if (redacted.faces.is_null()) return answer;
  answer["detector"] = redacted.faces.at_or_null("detector");
  answer["undecided"] = redacted.faces.at_or_null("undecided");
  Json cover = Json::empty_array();
  for (const Json& track : redacted.faces.at_or_null("tracks").items()) {
    const Json::Array& first = track.at_or_null("seen").items().front().items();
    answer["tracks"].push_back(Json::object({{"id", track.at_or_null("id")},
                                             {"start", track.at_or_null("start")},
                                             {"end", track.at_or_null("end")},
                                             {"score", track.at_or_null("score")},
                                             {"box", Json::array({first[1], first[2], first[3], first[4]})}}));
    cover.push_back(track.at_or_null("id"));
  }
  answer["faces"] = Json::object({{"schema", "faces/1"}, {"source", redacted.source}, {"cover", std::move(cover)}});
  return answer;
}

void print_answer(const Session& session, const Json& answer) {
  if (!answer.at_or_null("detector").is_null())
    session.print(render({"cli.redact_faces",
                          {{"faces", static_cast<std::int64_t>(answer.at_or_null("tracks").items().size())},
                           {"detector", answer.at_or_null("detector").string_or("")}}},
                         session.language));
  for (const Json& track : answer.at_or_null("tracks").items())
    session.print(fmt::format("  {}: {:.2f} - {:.2f} s", track.at_or_null("id").string_or(""),
                              track.at_or_null("start").number_or(0), track.at_or_null("end").number_or(0)));
  for (const Json& stretch : answer.at_or_null("undecided").items())
    session.print(render({"cli.redact_undecided",
                          {{"begin", fmt::format("{:.2f}", stretch.items().front().number_or(0))},
                           {"end", fmt::format("{:.2f}", stretch.items().back().number_or(0))}}},
                         session.language));
  if (!answer.at_or_null("out").is_null())
    session.print(render({"cli.redact_look", {{"file", answer.at_or_null("out").string_or("")}}}, session.language));
}

/// What is to be said of flashes: how it went, and what to do where nothing was written.
Message about_flashes(const RedactOptions& options, const SoftenedFlashes& flashes) {
  const std::string file = display_name(options.file);
  if (flashes.none_found()) return {"cli.soften_nothing", {{"file", file}}};
  if (!flashes.mended()) {
    const bool dims = options.flashes == name_of(SofteningStyle::dim);
    return {"cli.soften_not_mended",
            {{"file", file},
             {"begin", flashes.left.front().begin},
             {"end", flashes.left.back().end},
             {"style", std::string(dims ? "dim" : "desaturate")}}};
  }
  return {"cli.softened",
          {{"file", file},
           {"places", static_cast<std::int64_t>(flashes.found.size())},
           {"level", std::int64_t{flashes.level}},
           {"most", std::int64_t{most_softening}}}};
}

Result<> run_redact(Session& session, const RedactOptions& options) {
  TRY_ASSIGN(const RedactionWishes wishes, wishes_of(options));
  TRY_ASSIGN(StepChain chain, StepChain::open(session, options.data));
  TRY_ASSIGN(const Redacted redacted, redact(wishes, session.catalogue, chain));
  if (redacted.written)
    TRY(chain.save(*redacted.written, options.out));
  else
    session.status = ExitStatus::answer_is_no;
  for (const Message& note : redacted.notes) session.tell(note);
  if (redacted.flashes) session.tell(about_flashes(options, *redacted.flashes));
  const Json answer = answer_of(options, redacted);
  if (session.json)
    session.print_json(answer);
  else
    print_answer(session, answer);
  return {};
}

}  // namespace

void add_redact(CLI::App& app, Session& session) {
  CLI::App* command = add_subcommand(app, session, "redact",
                                     "Cover faces, soften flashes, remove private metadata; sound and times stay",
                                     "integrart redact song.mov --out song-covered.mp4");
  auto options = std::make_shared<RedactOptions>();
  command->add_option("file", options->file, "A film, picture or sound file")->required();
  command->add_option("--out", options->out, "The new file; its ending names the format")->required();
  command->add_option("--faces", options->faces,
                      "all, or a document (faces/1) that says which; without --faces and --metadata: all");
  command
      ->add_option("--metadata", options->metadata,
                   "private: remove places, devices and names, keep credit and licence. Covering faces does so too")
      ->check(CLI::IsMember({"private"}));
  command
      ->add_option(
          "--flashes", options->flashes,
          "dim: make flashes weaker (light and colour stay near their mean), or desaturate: take the colour out "
          "there; looked at again afterwards. Covers no faces unless --faces is given")
      ->check(CLI::IsMember({"dim", "desaturate"}));
  command->add_option("--mask", options->style, "solid (default) or mosaic");
  command->add_option("--model", options->model,
                      "Manifest (model/1) of a YuNet model to find faces with, instead of the cascades");
  command->add_option("--data", options->data, "Folder that remembers what was seen, so that a second run is quick");
  command->callback([&session, options] {
    // The source would be gone when something fails.
    if (is_right_use(session, overwriting_refusal({options->file, options->faces, options->model}, options->out)))
      session.attempt([&] { return run_redact(session, *options); });
  });
}

}  // namespace integrart
