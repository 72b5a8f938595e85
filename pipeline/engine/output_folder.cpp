#include "pipeline/engine/output_folder.h"

#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "pipeline/engine/file_stamp.h"
#include "pipeline/engine/placement.h"
#include "pipeline/store/durable_file.h"

namespace integrart {

namespace {

/// As the file lies there, and which artefact it was made from; a file that somebody touched differs.
Json stamp_of(const std::filesystem::path& file, const ArtefactRef& artefact) {
  Json stamp = file_stamp(file);
  if (!stamp.is_null()) stamp["sha256"] = artefact.digest.hex();
  return stamp;
}

Result<> copy_bytes(const InputFile& from, int to, const std::filesystem::path& target) {
  if (ioctl(to, FICLONE, from.descriptor) == 0) return {};
  for (off_t offset = 0; offset < static_cast<off_t>(from.bytes);) {
    const ssize_t count = sendfile(to, from.descriptor, &offset, 1U << 30U);
    if (count > 0 || (count < 0 && errno == EINTR)) continue;
    return fail(Errc::unavailable, "engine.output_not_written",
                {{"file", target.string()}, {"reason", std::string(std::strerror(errno))}});
  }
  return {};
}

/// The memory lies where people can edit it.
bool stays_below(const std::filesystem::path& path) {
  return path.is_relative() && path.lexically_normal() == path && *path.begin() != "..";
}

/// A folder that others have put something into stays.
void remove_file_and_empty_folder(const std::filesystem::path& folder, const std::filesystem::path& path) {
  std::filesystem::remove(folder / path);
  std::error_code is_not_empty;
  if (path.has_parent_path()) std::filesystem::remove((folder / path).parent_path(), is_not_empty);
}

/// What the names of the files of one work hang on.
struct Naming {
  std::string language;    // of the work
  bool is_text = false;    // the work itself, not the words of a song
  bool is_stream = false;  // there is a manifest; without one nobody plays the renditions
};

/// "text.html" of the work itself, "text.pl.html" of its translations.
std::string name_of_text(const std::string& language, const std::string& file, const Naming& naming) {
  if (!naming.is_text) return "";
  const std::size_t dot = file.rfind('.');
  return file.substr(0, dot) + (language == naming.language ? "" : "." + language) + file.substr(dot);
}

/// Name in the output folder of a file that step `id` made; empty for what people do not take.
std::string output_name(const StepProgress& step, const StepFile& file, const Naming& naming) {
  const std::string& id = step.planned.id;
  const std::string name = id.substr(id.find(':') + 1);
  const std::string& kind = step.planned.kind;
  if (id.ends_with(spare_suffix)) return "";
  if (kind == "video_rendition" || kind == "audio_rendition")
    return naming.is_stream ? "stream/" + name + ".mp4" : std::string();
  if (kind == "text") return name_of_text(name, file.name, naming);
  if (kind == "stream_manifest") return "stream/" + file.name;
  if (kind == "progressive") return name + ".mp4";
  if (kind == "cue_track" || kind == "align" || kind == "draft_track")
    return name + (kind == "draft_track" ? ".draft" : "") + file.name.substr(file.name.rfind('.'));
  if (id.starts_with("sound_in:")) return "audio." + name + file.name.substr(file.name.rfind('.'));
  if (id == "image" || kind == "sound_file" || kind == "poster" || kind == "storyboard" || kind == "shots" ||
      kind == "waveform")
    return file.name;
  if (id == "cover_sizes") return "cover-" + file.name;
  return "";
}

}  // namespace

Result<> write_output_file(const std::filesystem::path& target, const ArtefactRef& artefact,
                           const ArtefactStore& store) {
  TRY_ASSIGN(const auto source, store.open(artefact.digest));
  TRY_ASSIGN(Placement placement, Placement::begin(target, Placement::Kind::file));
  TRY(copy_bytes(source.second, placement.descriptor(), target));
  TRY_ASSIGN(const Digest copied, digest_of_file(placement.descriptor()));
  if (copied != artefact.digest)
    return fail(Errc::conflict, "engine.output_damaged",
                {{"file", target.string()}, {"digest", artefact.digest.hex()}});
  return placement.publish();
}

OutputFiles output_files_of(const WorkBuild& build) {
  OutputFiles files;
  Naming naming;
  naming.language = build.work().language.text();
  naming.is_text = build.facts() && build.facts()->kind == "text";
  naming.is_stream = std::ranges::any_of(
      build.steps(), [](const StepProgress& step) { return step.planned.kind == "stream_manifest"; });
  for (const StepProgress& step : build.steps()) {
    if (!step.record) continue;
    for (const StepFile& file : step.record->files)
      if (const std::string name = output_name(step, file, naming); !name.empty()) files[name] = file.artefact;
  }
  return files;
}

Result<> write_output_folder(const std::filesystem::path& folder, const OutputFiles& files,
                             const ArtefactStore& store) {
  static constexpr const char* memory_name = "files.json";
  return guard([&]() -> Result<> {
    TRY(make_durable_folder(folder));
    const Json before = read_memory(folder / memory_name);
    Json after = Json::empty_object();
    for (const auto& [path, artefact] : files) {
      const std::filesystem::path target = folder / path;
      if (const Json stamp = stamp_of(target, artefact); stamp.is_null() || stamp != before.at_or_null(path)) {
        TRY(make_durable_folder(target.parent_path()));
        TRY(write_output_file(target, artefact, store));
      }
      after[path] = stamp_of(target, artefact);
    }
    for (const auto& [path, stamp] : before.members())
      if (!files.contains(path) && stays_below(path)) remove_file_and_empty_folder(folder, path);
    if (after != before) TRY(write_memory(folder / memory_name, after));
    return {};
  });
}

}  // namespace integrart
