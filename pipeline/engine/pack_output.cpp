#include "pipeline/engine/pack_output.h"

#include <algorithm>

#include "pipeline/base/pack_format.h"
#include "pipeline/engine/file_stamp.h"
#include "pipeline/engine/pack_inner.h"
#include "pipeline/engine/pack_writer.h"

namespace integrart {

namespace {

/// The signed list of files: equal content, equal digest.
std::string content_of(const PackTree& tree, const PackFormat& format) {
  const std::string path = std::string(format.list_folder) + std::string(pack_list_path);
  const auto list = std::find_if(tree.entries.begin(), tree.entries.end(),
                                 [&](const PackEntry& entry) { return entry.path == path; });
  return list == tree.entries.end() ? "" : digest_of(std::get<std::string>(list->content)).hex();
}

/// What tells that a pack still lies there as it was written: of a folder its pack.json stands for it.
Json stamp_of(const std::filesystem::path& pack, bool folder, const PackFormat& format) {
  return file_stamp(folder ? pack / format.list_folder / pack_list_path : pack);
}

}  // namespace

Result<Noted<std::vector<PackOutcome>>> PackOutput::write(const std::string& id, const PackManifest& manifest,
                                                          const Catalogue& catalogue) const {
  const PackFormat* format = find_by_id(catalogue.packs, id);
  if (format == nullptr) return fail(Errc::unsupported, "engine.pack_unknown", {{"format", id}});
  Noted<std::vector<PackOutcome>> result;
  TRY_ASSIGN(result.notes, format->check(manifest));
  TRY_ASSIGN(auto tree, format->write(manifest));
  for (Message& note : tree.notes) result.notes.push_back(std::move(note));
  const ArtefactOpener open_artefact = [&](const ArtefactRef& artefact) { return m_store.open(artefact.digest); };
  if (format->archive != nullptr) {
    TRY_ASSIGN(tree.value, with_inner_archives_kept(std::move(tree.value), *format->archive, open_artefact, m_store));
  }
  TRY_ASSIGN(const PackTree signed_tree, sign_pack(std::move(tree.value), manifest, *format, m_key));
  const std::string content = content_of(signed_tree, *format);

  const std::filesystem::path memory_file = m_folder / "packs.json";
  Json memory = read_memory(memory_file);
  const auto place = [&](const std::string& name, bool folder, auto&& write_it) -> Result<> {
    const std::filesystem::path target = m_folder / name;
    Json& known = memory[name];
    if (known.at_or_null("content").string_or("") != content || known.at_or_null("stamp").is_null() ||
        known.at_or_null("stamp") != stamp_of(target, folder, *format)) {
      TRY_ASSIGN(const WrittenPack written, write_it(target));
      known = Json::object({{"content", content},
                            {"sha256", written.digest.hex()},
                            {"bytes", static_cast<long long>(written.bytes)},
                            {"stamp", stamp_of(target, folder, *format)}});
      TRY(write_memory(memory_file, memory));
    }
    result.value.push_back({id, folder ? "folder" : "file", name, known.at_or_null("sha256").string_or(""),
                            static_cast<std::uint64_t>(known.at_or_null("bytes").integer_or(0))});
    return {};
  };
  const std::string name = "packs/" + manifest.id + "." + id;
  if (format->as_folder)
    TRY(place(name, true, [&](const auto& target) { return write_pack_folder(signed_tree, open_artefact, target); }));
  if (format->archive != nullptr)
    TRY(place(name + "." + std::string(format->extension), false, [&](const auto& target) {
      return write_pack_archive(signed_tree, open_artefact, *format->archive, target);
    }));
  return result;
}

}  // namespace integrart
