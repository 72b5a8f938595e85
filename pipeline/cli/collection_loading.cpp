#include "pipeline/cli/collection_loading.h"

#include <algorithm>

#include "formats/collection/collection_yaml.h"
#include "pipeline/base/documents/activity.h"
#include "pipeline/base/input_file.h"
#include "pipeline/base/text.h"
#include "pipeline/policy_kinds.h"

namespace integrart {

namespace {

constexpr const char* collection_file = "collection.yaml";
constexpr std::uint64_t most_policy_bytes = 1U << 20U;

Error in_file(Error error, const std::filesystem::path& file) {
  return while_doing(std::move(error), {"cli.reading_file", {{"file", display_name(file.string())}}});
}

Result<std::string> read_document(const std::filesystem::path& file, std::uint64_t limit) {
  TRY_ASSIGN(const auto opened, open_regular_file(file.string(), limit));
  return read_all(opened.second, limit);
}

/// The exercises in a file as `integrart activities --json` prints them; each is checked.
Result<Json> read_activities(const std::filesystem::path& file) {
  TRY_ASSIGN(const std::string text, read_document(file, CollectionLimits{}.document_bytes));
  TRY_ASSIGN(const Json json, parse_json(text));
  TRY_ASSIGN(const Json::Array* list, json.require_array("activities"));
  for (const Json& one : *list) TRY(Activity::from_json(one));
  return Json(*list);
}

Result<> add_edited_activities(Collection& collection, const std::filesystem::path& folder) {
  for (CollectionWork& work : collection.works) {
    if (work.edited_activities.empty()) continue;
    const std::filesystem::path file = folder / work.edited_activities;
    auto read = read_activities(file);
    if (!read) return tl::unexpected<Error>(in_file(std::move(read).error(), file));
    work.activity_edits = std::move(*read);
  }
  return {};
}

Result<LoadedCollection> from_yaml(const std::filesystem::path& file) {
  const CollectionLimits limits;
  TRY_ASSIGN(const std::string bytes, read_document(file, limits.document_bytes));
  auto read = read_collection_yaml(bytes, limits);
  if (!read) return tl::unexpected<Error>(in_file(std::move(read).error(), file));
  LoadedCollection loaded{std::move(read->value), collection_folder(file), std::move(read->notes)};
  TRY(add_edited_activities(loaded.collection, loaded.folder));
  return loaded;
}

/// Whether `path` is one of `inner` or a folder above it.
bool holds_any(const std::filesystem::path& path, const std::vector<std::filesystem::path>& inner) {
  const std::filesystem::path outer = std::filesystem::weakly_canonical(path);
  return std::ranges::any_of(inner, [&](const std::filesystem::path& one) {
    const std::filesystem::path whole = std::filesystem::weakly_canonical(std::filesystem::absolute(one));
    return std::ranges::mismatch(outer, whole).in1 == outer.end();
  });
}

Result<LoadedCollection> from_folder(const std::filesystem::path& folder,
                                     const std::vector<std::filesystem::path>& made) {
  return guard([&]() -> Result<LoadedCollection> {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (!entry.is_directory() || !holds_any(entry.path(), made)) names.push_back(entry.path().filename().string());
    const std::string name = std::filesystem::canonical(folder).filename().string();
    TRY_ASSIGN(auto collection, collection_from_folder(name, std::move(names), CollectionLimits{}));
    return LoadedCollection{std::move(collection.value), folder, std::move(collection.notes)};
  });
}

template <class Document>
Result<Document> read_json_document(const std::string& file) {
  TRY_ASSIGN(const std::string text, read_document(file, 1U << 20U));
  auto document = parse_json(text).and_then([](const Json& json) { return Document::from_json(json); });
  if (!document) return tl::unexpected<Error>(in_file(std::move(document).error(), file));
  return document;
}

}  // namespace

std::filesystem::path collection_folder(const std::filesystem::path& argument) {
  std::error_code ignored;
  if (std::filesystem::is_directory(argument, ignored)) return argument;
  return argument.has_parent_path() ? argument.parent_path() : ".";
}

Result<LoadedCollection> load_collection(const std::filesystem::path& argument,
                                         const std::vector<std::filesystem::path>& made) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(argument, ignored)) return from_yaml(argument);
  if (std::filesystem::exists(argument / collection_file, ignored)) return from_yaml(argument / collection_file);
  return from_folder(argument, made);
}

LoadedCollection collection_of_file(const std::filesystem::path& file, const std::string& kind) {
  LoadedCollection loaded;
  loaded.folder = file.has_parent_path() ? file.parent_path() : ".";
  std::string id;
  for (const char c : file.stem().string()) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const bool capital = c >= 'A' && c <= 'Z';
    if (letter || capital)
      id += capital ? static_cast<char>(c - 'A' + 'a') : c;
    else if (!id.empty() && id.back() != '-')
      id += '-';
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  id = id.empty() ? "file" : id.substr(0, 64);
  loaded.collection.id = id;
  loaded.collection.pack.formats.clear();
  CollectionWork work;
  work.id = id;
  work.kind = kind;
  work.file = file.filename().string();
  work.seen = false;
  work.title.by_language["und"] = display_name(file.stem().string());
  loaded.collection.works.push_back(std::move(work));
  return loaded;
}

Result<Recipe> load_recipe(const std::string& argument) {
  if (argument.empty()) return Recipe::default_recipe();
  std::error_code ignored;
  const bool is_name = argument.find_first_of("./") == std::string::npos;
  if (is_name && !std::filesystem::exists(argument, ignored)) return Recipe::named(argument);
  return read_json_document<Recipe>(argument);
}

Result<Policy> load_policy(const std::string& argument, std::span<const Filter* const> filters) {
  if (argument.empty()) return Policy::default_policy();
  TRY_ASSIGN(const std::string text, read_document(argument, most_policy_bytes));
  // JSON is YAML too.
  auto policy = read_yaml(text, most_policy_bytes).and_then([](const Json& json) { return Policy::from_json(json); });
  if (policy)
    if (auto known = refuse_unknown_kinds(*policy, filters); !known)
      policy = tl::unexpected<Error>(std::move(known).error());
  if (!policy) return tl::unexpected<Error>(in_file(std::move(policy).error(), argument));
  return policy;
}

}  // namespace integrart
