#pragma once
// From the argument COLLECTION to a collection: a folder with collection.yaml, the file itself, or a folder of works.

#include <filesystem>
#include <span>
#include <vector>

#include "pipeline/base/documents/collection.h"
#include "pipeline/base/documents/recipe.h"
#include "pipeline/base/filter.h"
#include "pipeline/policy.h"

namespace integrart {

struct LoadedCollection {
  Collection collection;
  std::filesystem::path folder;  // that paths in it are relative to
  std::vector<Message> notes;
};

/// Errors name the file, and the place in it. In a folder of works what is `made` of them, or holds what is, is no work
/// and not worth a note.
Result<LoadedCollection> load_collection(const std::filesystem::path& argument,
                                         const std::vector<std::filesystem::path>& made = {});

/// The folder that `argument` means, whether it is there or not.
std::filesystem::path collection_folder(const std::filesystem::path& argument);

/// A collection of the one file, without a pack, for commands on single files. The kind may be empty: found out.
LoadedCollection collection_of_file(const std::filesystem::path& file, const std::string& kind);

/// The recipe in a JSON file, or a named one when no such file is there; empty: the default.
Result<Recipe> load_recipe(const std::string& argument);
/// The policy in a JSON or YAML file; empty: the default. Its rules may only name kinds that one of the filters
/// reports.
Result<Policy> load_policy(const std::string& argument, std::span<const Filter* const> filters);

}  // namespace integrart
