#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "pipeline/cli/fingerprinting.h"
#include "pipeline/fingerprint/hash_list.h"

namespace integrart {

namespace {

Json in_contract_shape(const FingerprintedFile& file) {
  const Fingerprint& taken = file.fingerprint;
  Json video = Json::empty_array();
  for (const FrameHash& frame : taken.film)
    video.push_back(Json::object({{"time", frame.time}, {"pdq", frame.hash.hex()}, {"quality", frame.quality}}));
  Json sound = Json::empty_array();
  for (const std::uint32_t item : taken.sound.items) sound.push_back(static_cast<long long>(item));
  Json shown = Json::object({{"sha256", file.sha256},
                             {"pdq", Json()},
                             {"video", std::move(video)},
                             {"chromaprint", std::move(sound)},
                             {"comparable", Json::object({{"pictures", name_of(taken.pictures_comparable())},
                                                          {"sound", name_of(taken.sound_comparable())}})}});
  if (!taken.picture.framings.empty()) {
    const Pdq pdq = taken.picture.reference();
    shown["pdq"] = Json::object({{"hash", pdq.hash.hex()}, {"quality", pdq.quality}});
  }
  return shown;
}

/// Lines of a list of known media, so that lists are made by `integrart fingerprint FILE >> LIST`.
void print_lines(const Session& session, const FingerprintedFile& file, const std::string& label) {
  const Fingerprint& taken = file.fingerprint;
  session.print(fmt::format("# sha256: {}", file.sha256));
  if (!taken.picture.framings.empty()) {
    const Pdq pdq = taken.picture.reference();
    session.print(fmt::format("# quality: {}", pdq.quality));
    session.print(list_line(pdq.hash, label));
  }
  std::vector<FrameHash> good;
  for (const FrameHash& frame : taken.film)
    if (frame.quality >= least_quality) good.push_back(frame);
  if (!good.empty()) session.print(list_line(good, label));
  if (!taken.sound.items.empty()) session.print(list_line(taken.sound.items, label));
}

/// A hash of a plain picture matches other plain pictures, so people are told.
void tell_what_is_missing(const Session& session, const Fingerprint& taken) {
  if (taken.pictures_comparable() == Comparable::too_plain) session.tell(Message{"fingerprint.pictures_too_plain", {}});
  if (taken.sound_comparable() == Comparable::too_short) session.tell(Message{"fingerprint.sound_too_short", {}});
  if (taken.sound_comparable() == Comparable::silent) session.tell(Message{"fingerprint.sound_silent", {}});
}

Result<> run_fingerprint(const Session& session, const std::string& file) {
  TRY_ASSIGN(StepChain chain, StepChain::open(session, ""));
  TRY_ASSIGN(const FingerprintedFile taken, fingerprint_of_file(chain, file));
  for (const Message& note : taken.record.notes) session.tell(note);
  tell_what_is_missing(session, taken.fingerprint);
  if (session.json)
    session.print_json(in_contract_shape(taken));
  else
    print_lines(session, taken, std::filesystem::path(file).filename().string());
  return {};
}

}  // namespace

void add_fingerprint(CLI::App& app, Session& session) {
  CLI::App* command =
      add_subcommand(app, session, "fingerprint",
                     "SHA-256, PDQ and Chromaprint hashes of a file; without --json as lines of a list for match",
                     "integrart fingerprint photo.jpg --json");
  auto file = std::make_shared<std::string>();
  command->add_option("file", *file, "A picture, a video or a sound")->required();
  command->callback([&session, file] { session.attempt([&] { return run_fingerprint(session, *file); }); });
}

}  // namespace integrart
