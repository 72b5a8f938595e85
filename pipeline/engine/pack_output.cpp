#include "pipeline/engine/pack_output.h"

#include <algorithm>

#include "pipeline/base/pack_format.h"
#include "pipeline/engine/file_stamp.h"
#include "pipeline/engine/pack_budget.h"
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

/// The edition under which a pack was written last: from the memory, else from the pack that still lies there; 0:
/// never.
std::int64_t last_edition(const Json& known, const std::filesystem::path& folder, const PackFormat& format) {
  const std::int64_t remembered = known.at_or_null("edition").integer_or(0);
  if (remembered > 0) return remembered;
  return std::max<std::int64_t>(
      0, read_memory(folder / format.list_folder / pack_list_path).at_or_null("edition").integer_or(0));
}

const ArchiveFormat* inner_archive_of(const PackFormat& format, const Catalogue& catalogue) {
  if (format.archive != nullptr) return format.archive;
  for (const PackFormat* other : catalogue.packs)
    if (other->archive != nullptr) return other->archive;
  return nullptr;
}

}  // namespace

Result<Noted<PackTree>> PackOutput::signed_tree(const PackFormat& format, const PackManifest& manifest,
                                                const Catalogue& catalogue) const {
  const ArtefactOpener open_artefact = [&](const ArtefactRef& artefact) { return m_store.open(artefact.digest); };
  const ArchiveFormat* archive = inner_archive_of(format, catalogue);
  if (archive == nullptr) return fail(Errc::internal, "engine.format_unknown", {{"format", "zip"}});
  TRY_ASSIGN(Noted<PackTree> tree, whole_tree_of(format, manifest, *archive, open_artefact, m_store));
  TRY_ASSIGN(tree.value, sign_pack(std::move(tree.value), manifest, format, m_key));
  return tree;
}

/// Written again with the next number when it says something else than under the last one.
Result<Noted<PackTree>> PackOutput::next_edition(const PackFormat& format, PackManifest manifest,
                                                 const Catalogue& catalogue) const {
  const std::string name = "packs/" + manifest.id + "." + std::string(format.id);
  const std::filesystem::path memory_file = m_folder / "packs.json";
  Json memory = read_memory(memory_file);
  Json& known = memory["editions"][name];
  const std::int64_t last = last_edition(known, m_folder / name, format);
  manifest.edition = std::max<std::int64_t>(last, 1);
  TRY_ASSIGN(Noted<PackTree> tree, signed_tree(format, manifest, catalogue));
  if (last > 0 && content_of(tree.value, format) != known.at_or_null("content").string_or("")) {
    ++manifest.edition;
    TRY_ASSIGN(tree, signed_tree(format, manifest, catalogue));
  }
  const Json now = Json::object({{"edition", manifest.edition}, {"content", content_of(tree.value, format)}});
  if (known == now) return tree;
  known = now;
  TRY(write_memory(memory_file, memory));
  return tree;
}

Result<Noted<WrittenPacks>> PackOutput::write(const std::string& id, const PackManifest& whole,
                                              const Catalogue& catalogue, double budget_mb) const {
  const PackFormat* format = find_by_id(catalogue.packs, id);
  if (format == nullptr) return fail(Errc::unsupported, "engine.pack_unknown", {{"format", id}});
  Noted<WrittenPacks> result;
  TRY_ASSIGN(auto fitted, fit_budget(whole, *format, budget_mb));
  const PackManifest& manifest = fitted.value;
  result.notes = std::move(fitted.notes);
  TRY_ASSIGN(result.value.remarks, format->check(manifest));
  TRY_ASSIGN(auto tree, next_edition(*format, manifest, catalogue));
  for (Message& note : tree.notes)
    if (std::ranges::find(result.value.remarks, note) == result.value.remarks.end())
      result.value.remarks.push_back(std::move(note));
  const ArtefactOpener open_artefact = [&](const ArtefactRef& artefact) { return m_store.open(artefact.digest); };
  const PackTree& signed_tree = tree.value;
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
    result.value.packs.push_back({id, folder ? "folder" : "file", name, known.at_or_null("sha256").string_or(""),
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

Result<Noted<PackOutcome>> PackOutput::write_to(const std::filesystem::path& target, const std::string& id,
                                                const PackManifest& whole, const Catalogue& catalogue,
                                                double budget_mb) const {
  const PackFormat* format = find_by_id(catalogue.packs, id);
  if (format == nullptr) return fail(Errc::unsupported, "engine.pack_unknown", {{"format", id}});
  TRY_ASSIGN(auto fitted, fit_budget(whole, *format, budget_mb));
  Noted<PackOutcome> result;
  result.notes = std::move(fitted.notes);
  TRY_ASSIGN(auto tree, next_edition(*format, fitted.value, catalogue));
  for (Message& note : tree.notes) result.notes.push_back(std::move(note));
  const ArtefactOpener open_artefact = [&](const ArtefactRef& artefact) { return m_store.open(artefact.digest); };
  const bool folder = format->archive == nullptr;
  TRY_ASSIGN(const WrittenPack written, folder
                                            ? write_pack_folder(tree.value, open_artefact, target)
                                            : write_pack_archive(tree.value, open_artefact, *format->archive, target));
  result.value = {id, folder ? "folder" : "file", target.string(), written.digest.hex(), written.bytes};
  return result;
}

}  // namespace integrart
