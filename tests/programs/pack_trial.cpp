// Packs a manifest document for the browser tests: pack_trial MANIFEST.json FILES_FOLDER FORMAT OUT_FOLDER OUT_FILE KEY
// Artefacts are the files of FILES_FOLDER, found by their digest. A member "collection" of the document asks for
// exercises, as a collection does.
#include <fcntl.h>

#include <filesystem>
#include <iostream>
#include <map>

#include "formats/tables.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/engine/pack_inner.h"
#include "pipeline/engine/pack_verify.h"
#include "pipeline/engine/pack_writer.h"
#include "pipeline/learning/activities.h"

namespace {

namespace fs = std::filesystem;
using namespace integrart;

using Files = std::map<Digest, fs::path>;

Result<Files> files_by_digest(const fs::path& folder) {
  Files files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    TRY_ASSIGN(const auto opened, open_regular_file(entry.path().string(), 1ULL << 40U));
    TRY_ASSIGN(const Digest digest, digest_of_file(opened.second.descriptor));
    files[digest] = entry.path();
  }
  return files;
}

Result<> pack(const std::vector<std::string>& arguments) {
  TRY_ASSIGN(const auto document, open_regular_file(arguments[0], 64U << 20U));
  TRY_ASSIGN(const std::string text, read_all(document.second, 64U << 20U));
  TRY_ASSIGN(const Json json, parse_json(text));
  TRY_ASSIGN(PackManifest manifest, PackManifest::from_json(json));
  if (const Json* wishes = json.find("collection")) {
    TRY_ASSIGN(const Noted<Collection> collection, Collection::from_json(*wishes));
    TRY(learning::add_activities(manifest.works, collection.value));
  }
  TRY_ASSIGN(const Files files, files_by_digest(arguments[1]));
  TRY_ASSIGN(const SigningKey key, SigningKey::load_or_create(arguments[5]));
  const PackFormat* format = find_by_id(pack_formats(), arguments[2]);
  if (format == nullptr) return fail(Errc::not_found, "pack.no_works");
  TRY_ASSIGN(const std::unique_ptr<ArtefactStore> store, open_artefact_store("file:" + arguments[3] + ".store"));
  const ArtefactOpener open_artefact = [&](const ArtefactRef& ref) -> Result<std::pair<FileDescriptor, InputFile>> {
    const auto file = files.find(ref.digest);
    if (file == files.end()) return store->open(ref.digest);
    return open_regular_file(file->second.string(), 1ULL << 40U);
  };
  PackingMemory memory;
  TRY_ASSIGN(Noted<PackTree> written, whole_tree_of(*format, manifest, zip_archive, open_artefact, *store, memory));
  for (const Message& note : written.notes) std::cout << "note: " << render(note) << "\n";
  TRY_ASSIGN(const PackTree tree, sign_pack(std::move(written.value), manifest, *format, key));
  TRY_ASSIGN(const WrittenPack folder, write_pack_folder(tree, open_artefact, arguments[3]));
  std::vector<std::string> places{arguments[3]};
  std::cout << "folder " << folder.bytes << "\n";
  if (format->archive != nullptr) {
    TRY_ASSIGN(const WrittenPack archive, write_pack_archive(tree, open_artefact, *format->archive, arguments[4]));
    std::cout << "archive " << archive.bytes << " " << archive.digest.hex() << "\n";
    places.push_back(arguments[4]);
  }
  for (const std::string& place : places) {
    TRY_ASSIGN(const auto differences, verify_pack(place, key.public_key_hex(), zip_archive));
    if (!differences.empty()) return tl::unexpected<Error>(Error{Errc::conflict, differences.front().what, {}, {}});
  }
  return {};
}

}  // namespace

int main(int count, char** values) {
  if (count != 7) {
    std::cerr << "usage: pack_trial MANIFEST FILES FORMAT OUT_FOLDER OUT_FILE KEY\n";
    return 2;
  }
  const Result<> done = pack(std::vector<std::string>(values + 1, values + count));
  if (!done) std::cerr << render(done.error()) << "\n";
  return done ? 0 : policy_of(done.error().code).exit_status;
}
