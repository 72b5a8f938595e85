// Reads an archive that anybody made, and packs its files again as packs are packed.

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "pipeline/base/archive_format.h"
#include "pipeline/base/pack_format.h"
#include "pipeline/base/pack_path.h"
#include "pipeline/base/text.h"
#include "pipeline/engine/step.h"

namespace integrart {

namespace {

constexpr ForeignArchiveLimits limits;

Result<const ArchiveFormat*> archive_of(const Catalogue& catalogue) {
  for (const PackFormat* format : catalogue.packs)
    if (format->archive != nullptr && format->archive->walk_foreign != nullptr) return format->archive;
  return fail(Errc::internal, "engine.format_unknown", {{"format", "zip"}});
}

struct Unpacked {
  std::vector<std::pair<std::string, std::string>> files;  // path and bytes
  Json left_out = Json::empty_array();                     // names that packs may not have
};

Result<Unpacked> unpacked(const StepContext& context, const ArchiveFormat& archive) {
  TRY_ASSIGN(const StepInput* source, context.input("source"));
  const std::vector<std::string> skipped = texts_of(context.parameters.at_or_null("skip"));
  Unpacked unpacked;
  const auto keep = [&](const std::string& path, std::uint64_t bytes, const ByteSource& read) -> Result<> {
    if (std::ranges::any_of(skipped, [&](const std::string& folder) { return path.starts_with(folder); })) return {};
    if (!check_pack_path(path)) {
      unpacked.left_out.push_back(display_name(path));
      return {};
    }
    std::string content;
    content.reserve(bytes);
    TRY(read([&](std::string_view piece) -> Result<> {
      content.append(piece);
      return {};
    }));
    unpacked.files.emplace_back(path, std::move(content));
    return {};
  };
  TRY(archive.walk_foreign(source->file, limits, keep));
  return unpacked;
}

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const ArchiveFormat* archive, archive_of(context.catalogue));
  TRY_ASSIGN(const Unpacked content, unpacked(context, *archive));
  std::vector<PackFile> files;
  for (const auto& [path, bytes] : content.files)
    files.push_back({path, bytes.size(), [&bytes = bytes](const ByteSink& sink) { return sink(bytes); }});
  const std::string target = (context.work_folder / "files.zip").string();
  const FileDescriptor out(open(target.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!out) return fail(Errc::unavailable, "engine.write_failed", {{"file", "files.zip"}});
  TRY(archive->write(files, out.get()));
  StepOutput output;
  output.files.push_back({"files.zip", "files.zip", "application/zip"});
  output.document = Json::object({{"left_out", content.left_out}});
  return output;
}

}  // namespace

extern const StepKind step_unpack;
const StepKind step_unpack{
    .id = "unpack",
    .version = 1,
    .doc = {"Reads an archive that anybody made, and packs its files again as packs are packed.",
            "For what people put into folders as .zip or .h5p. files.zip holds the files under their names, in the "
            "strict form that the program itself writes; names that no pack may have are in \"left_out\". Parameter "
            "skip: beginnings of paths that are not wanted. Links, encryption, damage and more than 64 MB in a file or "
            "256 MB in all are refused.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 2ULL << 30U, .file_bytes = 512ULL << 20U, .cpu_seconds = 60, .wall_seconds = 120},
    .run = run,
};

}  // namespace integrart
