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

/// Everything that the packs of a format are made from, as a digest; empty when nothing may be remembered.
std::string origin_of(const PackFormat& format, const PackManifest& manifest, double budget_mb, const SigningKey& key) {
  const std::string program = program_build_id();
  if (program.empty()) return {};
  Json libraries = Json::empty_array();
  for (const H5pLibrary& library : manifest.h5p_libraries) {
    Json files = Json::empty_array();
    for (const auto& [path, file] : library.files) files.push_back(Json::array({path, file.digest.hex()}));
    libraries.push_back(Json::array({library.id.folder(), library.patch, std::move(files)}));
  }
  return digest_of(Json::object({{"program", program},
                                 {"format", format.id},
                                 {"manifest", manifest.to_json()},
                                 {"libraries", std::move(libraries)},
                                 {"budget_mb", budget_mb},
                                 {"public_key", key.public_key_hex()}})
                       .dump())
      .hex();
}

Json json_of(const std::vector<Message>& messages) {
  Json list = Json::empty_array();
  for (const Message& message : messages) list.push_back(to_json(message));
  return list;
}

std::optional<std::vector<Message>> messages_of(const Json& list) {
  std::vector<Message> messages;
  for (const Json& item : list.items()) {
    auto message = message_from_json(item);
    if (!message) return std::nullopt;
    messages.push_back(std::move(*message));
  }
  return messages;
}

const ArchiveFormat* inner_archive_of(const PackFormat& format, const Catalogue& catalogue) {
  if (format.archive != nullptr) return format.archive;
  for (const PackFormat* other : catalogue.packs)
    if (other->archive != nullptr) return other->archive;
  return nullptr;
}

}  // namespace

std::filesystem::path PackOutput::memory_file() const {
  return m_folder / (m_purpose == PackPurpose::draft ? "packs.draft.json" : "packs.json");
}

/// Relative to the output folder; of an archive without its extension.
std::string PackOutput::name_of(const std::string& id, const PackFormat& format) const {
  return (m_purpose == PackPurpose::draft ? "packs/draft/" : "packs/") + id + "." + std::string(format.id);
}

/// What `write` answered the last time, when it was asked for the same and all of it still lies there.
std::optional<Noted<WrittenPacks>> PackOutput::remembered(const PackFormat& format, const std::string& id,
                                                          const std::string& origin) const {
  const Json memory = read_memory(memory_file());
  const Json& known = memory.at_or_null("formats").at_or_null(format.id);
  if (origin.empty() || known.at_or_null("origin").string_or("") != origin) return std::nullopt;
  auto notes = messages_of(known.at_or_null("notes"));
  auto remarks = messages_of(known.at_or_null("remarks"));
  if (!notes || !remarks) return std::nullopt;
  Noted<WrittenPacks> answer{{{}, std::move(*remarks)}, std::move(*notes)};
  std::vector<std::pair<std::string, bool>> packs;
  if (format.as_folder) packs.emplace_back(name_of(id, format), true);
  if (format.archive != nullptr) packs.emplace_back(name_of(id, format) + "." + std::string(format.extension), false);
  for (const auto& [name, is_folder] : packs) {
    const Json& pack = memory.at_or_null(name);
    const Json stamp = stamp_of(m_folder / name, is_folder, format);
    if (stamp.is_null() || pack.at_or_null("stamp") != stamp) return std::nullopt;
    answer.value.packs.push_back({std::string(format.id), is_folder ? "folder" : "file", name,
                                  pack.at_or_null("sha256").string_or(""),
                                  static_cast<std::uint64_t>(pack.at_or_null("bytes").integer_or(0))});
  }
  return answer;
}

Result<> PackOutput::remember(const std::string& format, const std::string& origin, const Noted<WrittenPacks>& written,
                              const PackingMemory& packing) const {
  Json memory = read_memory(memory_file());
  memory["packing"][format] = packing.used();
  memory["formats"][format] = Json::object(
      {{"origin", origin}, {"notes", json_of(written.notes)}, {"remarks", json_of(written.value.remarks)}});
  return write_memory(memory_file(), memory);
}

Result<Noted<PackTree>> PackOutput::signed_tree(const PackFormat& format, const PackManifest& manifest,
                                                const Catalogue& catalogue, PackingMemory& memory) const {
  const ArtefactOpener open_artefact = [&](const ArtefactRef& artefact) { return m_store.open(artefact.digest); };
  const ArchiveFormat* archive = inner_archive_of(format, catalogue);
  if (archive == nullptr) return fail(Errc::internal, "engine.format_unknown", {{"format", "zip"}});
  TRY_ASSIGN(Noted<PackTree> tree, whole_tree_of(format, manifest, *archive, open_artefact, m_store, memory));
  TRY_ASSIGN(tree.value, sign_pack(std::move(tree.value), manifest, format, m_key));
  return tree;
}

/// Written again with the next number when it says something else than under the last one.
Result<Noted<PackTree>> PackOutput::next_edition(const PackFormat& format, PackManifest manifest,
                                                 const Catalogue& catalogue, PackingMemory& packing) const {
  const std::string name = name_of(manifest.id, format);
  Json memory = read_memory(memory_file());
  Json& known = memory["editions"][name];
  const std::int64_t last = last_edition(known, m_folder / name, format);
  const std::string day = known.at_or_null("day").string_or("");
  manifest.edition = std::max<std::int64_t>(last, 1);
  manifest.first_written = day.empty() ? m_today : day;
  TRY_ASSIGN(Noted<PackTree> tree, signed_tree(format, manifest, catalogue, packing));
  if (last > 0 && content_of(tree.value, format) != known.at_or_null("content").string_or("")) {
    ++manifest.edition;
    manifest.first_written = m_today;
    TRY_ASSIGN(tree, signed_tree(format, manifest, catalogue, packing));
  }
  const Json now = Json::object(
      {{"edition", manifest.edition}, {"day", manifest.first_written}, {"content", content_of(tree.value, format)}});
  if (known == now) return tree;
  known = now;
  TRY(write_memory(memory_file(), memory));
  return tree;
}

Result<Noted<WrittenPacks>> PackOutput::write(const std::string& id, const PackManifest& whole,
                                              const Catalogue& catalogue, double budget_mb) const {
  const PackFormat* format = find_by_id(catalogue.packs, id);
  if (format == nullptr) return fail(Errc::unsupported, "engine.pack_unknown", {{"format", id}});
  const std::string origin = origin_of(*format, whole, budget_mb, m_key);
  if (auto known = remembered(*format, whole.id, origin)) return std::move(*known);
  PackingMemory packing(read_memory(memory_file()).at_or_null("packing").at_or_null(id));
  TRY_ASSIGN(Noted<WrittenPacks> written, write_again(*format, whole, catalogue, budget_mb, packing));
  TRY(remember(id, origin, written, packing));
  return written;
}

Result<Noted<WrittenPacks>> PackOutput::write_again(const PackFormat& format, const PackManifest& whole,
                                                    const Catalogue& catalogue, double budget_mb,
                                                    PackingMemory& packing) const {
  Noted<WrittenPacks> result;
  TRY_ASSIGN(auto fitted, fit_budget(whole, format, budget_mb));
  const PackManifest& manifest = fitted.value;
  result.notes = std::move(fitted.notes);
  TRY_ASSIGN(result.value.remarks, format.check(manifest));
  TRY_ASSIGN(auto tree, next_edition(format, manifest, catalogue, packing));
  for (Message& note : tree.notes)
    if (std::ranges::find(result.value.remarks, note) == result.value.remarks.end())
      result.value.remarks.push_back(std::move(note));
  const ArtefactOpener open_artefact = [&](const ArtefactRef& artefact) { return m_store.open(artefact.digest); };
  const PackTree& signed_tree = tree.value;
  const std::string content = content_of(signed_tree, format);

  Json memory = read_memory(memory_file());
  const auto place = [&](const std::string& name, bool folder, auto&& write_it) -> Result<> {
    const std::filesystem::path target = m_folder / name;
    Json& known = memory[name];
    if (known.at_or_null("content").string_or("") != content || known.at_or_null("stamp").is_null() ||
        known.at_or_null("stamp") != stamp_of(target, folder, format)) {
      TRY_ASSIGN(const WrittenPack written, write_it(target));
      known = Json::object({{"content", content},
                            {"sha256", written.digest.hex()},
                            {"bytes", static_cast<long long>(written.bytes)},
                            {"stamp", stamp_of(target, folder, format)}});
      TRY(write_memory(memory_file(), memory));
    }
    result.value.packs.push_back({std::string(format.id), folder ? "folder" : "file", name,
                                  known.at_or_null("sha256").string_or(""),
                                  static_cast<std::uint64_t>(known.at_or_null("bytes").integer_or(0))});
    return {};
  };
  const std::string name = name_of(manifest.id, format);
  if (format.as_folder)
    TRY(place(name, true, [&](const auto& target) { return write_pack_folder(signed_tree, open_artefact, target); }));
  if (format.archive != nullptr)
    TRY(place(name + "." + std::string(format.extension), false, [&](const auto& target) {
      return write_pack_archive(signed_tree, open_artefact, *format.archive, target);
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
  PackingMemory packing(read_memory(memory_file()).at_or_null("packing").at_or_null(id));
  TRY_ASSIGN(auto tree, next_edition(*format, fitted.value, catalogue, packing));
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
