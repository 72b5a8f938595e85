// Archives inside packs: how often a file is read on its way into one.
#include "pipeline/engine/pack_inner.h"

#include <unistd.h>

#include <map>

#include "pipeline/base/foreign_digest.h"
#include "tests/pack_trial_files.h"
#include "tests/temporary_folder.h"

using namespace integrart;

namespace {

const std::string film_bytes(300'000, 'f'), sound_bytes = "la la";

Result<> write_one_after_the_other(std::span<const PackFile> files, int descriptor) {
  for (const PackFile& file : files)
    TRY(file.read([&](std::string_view piece) -> Result<> {
      return write(descriptor, piece.data(), piece.size()) == static_cast<ssize_t>(piece.size())
                 ? Result<>()
                 : fail(Errc::unavailable, "pack.cannot_place");
    }));
  return {};
}
constexpr ArchiveFormat joined{.id = "joined", .write = write_one_after_the_other, .walk = nullptr};

ArtefactRef ref_of(const std::string& bytes) {
  return {digest_of(bytes), bytes.size(), "video/mp4"};
}

/// A film and a sound, and a lesson that has the film as well.
Result<Noted<PackTree>> write_film(const PackManifest&) {
  PackTree tree;
  tree.entries = {{"film", ref_of(film_bytes)},
                  {"lesson", InnerArchive{{{"film", ref_of(film_bytes)}, {"words", "la"}}, "application/zip"}},
                  {"sound", ref_of(sound_bytes)}};
  return Noted<PackTree>{std::move(tree), {}};
}

/// Every file named by its MD5.
Result<PackTree> name_all(const PackManifest&, PackTree tree, std::span<const PackFileFacts> facts) {
  for (std::size_t i = 0; i < tree.entries.size(); ++i) tree.entries[i].path = facts[i].md5;
  return tree;
}

std::string md5_of(const std::string& bytes) {
  Md5Hasher hasher;
  hasher.add(bytes);
  return hasher.finish_hex();
}

}  // namespace

TEST_CASE("a file that is named by its MD5 and lies in a package as well is read once for both") {
  const TemporaryFolder folder;
  const auto store = value_of(open_artefact_store("file:" + (folder.path() / "store").string()));
  for (const std::string& bytes : {film_bytes, sound_bytes}) REQUIRE(store->put(bytes, "video/mp4"));
  std::map<std::string, int> opened;
  const ArtefactOpener open_artefact = [&](const ArtefactRef& artefact) {
    ++opened[artefact.digest.hex()];
    return store->open(artefact.digest);
  };
  PackFormat format{};
  format.id = "trial";
  format.write = write_film;
  format.finish = name_all;
  PackingMemory memory;
  const auto tree_of = [&] { return value_of(whole_tree_of(format, {}, joined, open_artefact, *store, memory)).value; };
  const PackTree tree = tree_of();
  REQUIRE(tree.entries.size() == 3);
  CHECK(tree.entries[0].path == md5_of(film_bytes));
  CHECK(tree.entries[1].path == md5_of(film_bytes + "la"));
  CHECK(tree.entries[2].path == md5_of(sound_bytes));
  CHECK(opened == std::map<std::string, int>{{digest_of(film_bytes).hex(), 1}, {digest_of(sound_bytes).hex(), 1}});
  // All is remembered: no file is read for another tree.
  opened.clear();
  CHECK(tree_of().entries == tree.entries);
  CHECK(opened.empty());
  SECTION("what is known of a file does not come from bytes that are not its own") {
    memory = PackingMemory{};
    const std::string other(film_bytes.size(), 'x');
    const ArtefactRef wrong = value_of(store->put(other, "video/mp4"));
    const ArtefactOpener open_other = [&](const ArtefactRef&) { return store->open(wrong.digest); };
    CHECK_FALSE(whole_tree_of(format, {}, joined, open_other, *store, memory));
    CHECK_FALSE(memory.md5(digest_of(film_bytes)));
  }
}
