// Packs of a build: the edition under which they go out, and what is not done again.
#include "pipeline/engine/pack_output.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <span>

#include "pipeline/engine/draft_pack.h"
#include "pipeline/engine/pack_again.h"
#include "tests/pack_trial_files.h"
#include "tests/temporary_folder.h"

using namespace integrart;
namespace fs = std::filesystem;

namespace {

int archives_written = 0;

/// All bytes one after the other: enough for what is asked here.
Result<> write_joined(std::span<const PackFile> files, int descriptor) {
  ++archives_written;
  for (const PackFile& file : files) {
    const auto read = file.read([&](std::string_view piece) -> Result<> {
      return write(descriptor, piece.data(), piece.size()) == static_cast<ssize_t>(piece.size())
                 ? Result<>()
                 : fail(Errc::unavailable, "pack.cannot_place");
    });
    if (!read) return read;
  }
  return {};
}
constexpr ArchiveFormat archive{.id = "plain", .write = write_joined, .walk = nullptr};

Result<std::vector<Message>> take_all(const PackManifest&) {
  return std::vector<Message>{};
}
int trees_written = 0;

/// The edition and its day stand in files, as in the database of Kolibri; each work is an archive of its own.
Result<Noted<PackTree>> write_edition(const PackManifest& manifest) {
  ++trees_written;
  PackTree tree;
  tree.entries = {{"day", manifest.first_written},
                  {"edition", std::to_string(manifest.edition)},
                  {"title", manifest.title.in("en")}};
  for (const PackWork& work : manifest.works)
    tree.entries.push_back({work.id, InnerArchive{{{"title", work.title.in("en")}}, "application/zip"}});
  return Noted<PackTree>{std::move(tree), {}};
}
/// A file named by its MD5.
Result<PackTree> rename(const PackManifest&, PackTree tree, std::span<const PackFileFacts> facts) {
  for (std::size_t i = 0; i < tree.entries.size(); ++i)
    if (tree.entries[i].path == "title") tree.entries[i].path = facts[i].md5;
  return tree;
}

PackFormat trial_format() {
  PackFormat format{};
  format.id = "trial";
  format.extension = "zip";
  format.as_folder = true;
  format.archive = &archive;
  format.check = take_all;
  format.write = write_edition;
  format.finish = rename;
  return format;
}

struct Trial {
  TemporaryFolder folder;
  std::unique_ptr<ArtefactStore> store = value_of(open_artefact_store("file:" + (folder.path() / "store").string()));
  SigningKey key;
  PackFormat format = trial_format();
  const PackFormat* table[1] = {&format};
  PackManifest manifest;
  std::string today = "2026-11-29";

  Trial() {
    archives_written = trees_written = 0;
    key.seed.fill(3);
    manifest.id = "home";
    title("Home");
  }
  void title(const std::string& words) { manifest.title.by_language = {{"en", words}}; }
  Noted<WrittenPacks> write() {
    Catalogue catalogue;
    catalogue.packs = table;
    const PackOutput output{folder.path(), *store, key, PackPurpose::release, today};
    return value_of(output.write("trial", manifest, catalogue, 0));
  }
  void work(const std::string& id, const std::string& words) {
    PackWork one;
    one.id = id;
    one.title.by_language = {{"en", words}};
    std::erase_if(manifest.works, [&](const PackWork& other) { return other.id == id; });
    manifest.works.push_back(one);
  }
  fs::path in_folder(const std::string& name) const { return folder.path() / "packs/home.trial" / name; }
  ino_t inode(const std::string& name) const {
    struct stat status {};
    REQUIRE(stat(in_folder(name).c_str(), &status) == 0);
    return status.st_ino;
  }
  std::string edition() const { return bytes_of(folder.path() / "packs/home.trial/edition"); }
};

}  // namespace

TEST_CASE("an edition goes up when the content changes, and only then") {
  Trial trial;
  trial.write();
  CHECK(trial.edition() == "1");
  trial.write();
  CHECK(trial.edition() == "1");
  trial.title("Homes");
  trial.write();
  CHECK(trial.edition() == "2");
  trial.write();
  CHECK(trial.edition() == "2");
  trial.title("Home");  // the first words again are news to whoever has the second edition
  trial.write();
  CHECK(trial.edition() == "3");
  const Json list = value_of(parse_json(bytes_of(trial.folder.path() / "packs/home.trial/pack.json")));
  CHECK(list.at_or_null("edition").integer_or(0) == 3);
}

TEST_CASE("an edition has the day on which it was first written, for metadata that must have one") {
  Trial trial;
  const auto day = [&] { return bytes_of(trial.in_folder("day")); };
  trial.write();
  CHECK(day() == "2026-11-29");
  trial.today = "2026-12-24";
  fs::remove_all(trial.folder.path() / "packs/home.trial");  // the pack is made again, of the same edition
  trial.write();
  CHECK(trial.edition() == "1");
  CHECK(day() == "2026-11-29");
  trial.title("Homes");
  trial.write();
  CHECK(trial.edition() == "2");
  CHECK(day() == "2026-12-24");
}

TEST_CASE("a lesson that did not change is not packed again, unless its pack was touched") {
  Trial trial;
  trial.work("song", "A song");
  REQUIRE_FALSE(program_build_id().empty());
  const Noted<WrittenPacks> first = trial.write();
  REQUIRE(first.value.packs.size() == 2);
  CHECK(trees_written > 0);
  trees_written = 0;
  const Noted<WrittenPacks> again = trial.write();
  CHECK(trees_written == 0);
  REQUIRE(again.value.packs.size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(again.value.packs[i].file == first.value.packs[i].file);
    CHECK(again.value.packs[i].kind == first.value.packs[i].kind);
    CHECK(again.value.packs[i].sha256 == first.value.packs[i].sha256);
    CHECK(again.value.packs[i].bytes == first.value.packs[i].bytes);
  }
  SECTION("deleted") {
    fs::remove(trial.folder.path() / "packs/home.trial.zip");
  }
  SECTION("overwritten") {
    write_bytes(trial.folder.path() / "packs/home.trial.zip", "mine");
  }
  SECTION("its list changed") {
    write_bytes(trial.in_folder("pack.json"), "{}");
  }
  SECTION("another key") {
    trial.key.seed.fill(4);
  }
  SECTION("another lesson") {
    trial.title("Homes");
  }
  SECTION("the memory is lost") {
    fs::remove(trial.folder.path() / "packs.json");
  }
  trial.write();
  CHECK(trees_written > 0);
  CHECK(value_of(digest_of_file(
                     FileDescriptor(open((trial.folder.path() / "packs/home.trial.zip").c_str(), O_RDONLY)).get()))
            .hex() == trial.write().value.packs[1].sha256);
}

TEST_CASE("an edited work re-packs only what contains it") {
  Trial trial;
  trial.work("song", "A song");
  trial.work("story", "A story");
  trial.write();
  const ino_t song = trial.inode("song");
  const ino_t story = trial.inode("story");
  archives_written = 0;
  trial.work("story", "A longer story");
  trial.write();
  CHECK(archives_written == 2);  // the story's, and the whole pack as one file
  CHECK(trial.inode("song") == song);
  CHECK(trial.inode("story") != story);
  CHECK(bytes_of(trial.in_folder("story")) == "A longer story");
  SECTION("what somebody wrote into the old pack is not taken over") {
    write_bytes(trial.in_folder("song"), "B song");
    trial.work("story", "The end");
    trial.write();
    CHECK(bytes_of(trial.in_folder("song")) == "A song");
  }
  SECTION("nor a link, whatever it points to") {
    write_bytes(trial.folder.path() / "elsewhere", "A song");
    fs::remove(trial.in_folder("song"));
    fs::create_symlink(trial.folder.path() / "elsewhere", trial.in_folder("song"));
    trial.work("story", "The end");
    trial.write();
    CHECK(fs::is_regular_file(fs::symlink_status(trial.in_folder("song"))));
    CHECK(fs::hard_link_count(trial.folder.path() / "elsewhere") == 1);
  }
  SECTION("an archive that the store lost is made again") {
    fs::remove_all(trial.folder.path() / "store");
    trial.store = value_of(open_artefact_store("file:" + (trial.folder.path() / "store").string()));
    trial.work("story", "The end");
    trial.write();
    CHECK(bytes_of(trial.in_folder("song")) == "A song");
  }
}

TEST_CASE("a draft leaves the release and its editions as they are") {
  Trial trial;
  trial.write();
  const std::string memory = bytes_of(trial.folder.path() / "packs.json");
  const std::string list = bytes_of(trial.in_folder("pack.json"));
  Catalogue catalogue;
  catalogue.packs = trial.table;
  const auto draft = draft_of(trial.manifest);
  CHECK(draft.id == "home-draft");
  CHECK(draft.title.in("en") == "Draft: Home");
  CHECK(draft.description.in("en").starts_with("For looking only"));
  const PackOutput output{trial.folder.path(), *trial.store, trial.key, PackPurpose::draft};
  const auto written = value_of(output.write("trial", draft, catalogue, 0)).value.packs;
  REQUIRE(written.size() == 2);
  CHECK(written[0].file == "packs/draft/home-draft.trial");
  CHECK(written[1].file == "packs/draft/home-draft.trial.zip");
  CHECK(fs::exists(trial.folder.path() / written[1].file));
  CHECK(bytes_of(trial.folder.path() / "packs.json") == memory);
  CHECK(bytes_of(trial.in_folder("pack.json")) == list);
  trial.write();
  CHECK(trial.edition() == "1");
}

TEST_CASE("an edition never goes down, although the memory was lost") {
  Trial trial;
  trial.write();
  trial.title("Homes");
  trial.write();
  fs::remove(trial.folder.path() / "packs.json");
  trial.title("Houses");
  trial.write();
  CHECK(trial.edition() == "3");
}

TEST_CASE("a format gives files their last names once their bytes are known") {
  Trial trial;
  trial.write();
  // MD5 of "Home".
  CHECK(bytes_of(trial.folder.path() / "packs/home.trial/8cf04a9734132302f96da8e113e80ce5") == "Home");
}

TEST_CASE("a lesson is kept for packing again, unless a consent has ended since") {
  const TemporaryFolder folder;
  PackManifest manifest;
  manifest.id = "home";
  manifest.licence = "CC-BY-4.0";
  manifest.edition = 4;
  PackWork work;
  work.id = "song";
  work.kind = "audio";
  work.licence = "CC-BY-4.0";
  manifest.works = {work};
  Collection collection;
  CollectionWork source;
  source.id = "song";
  source.consent = Consent{1, {"teach"}, "2030-06-30", "", {}};
  collection.works = {source};
  collection.pack.size_budget_mb = 12;
  CHECK(kept_lesson(folder.path(), "2030-01-01").error().what.id == "engine.no_lesson");
  value_of(keep_lesson(folder.path(), manifest, collection));
  const KeptLesson lesson = value_of(kept_lesson(folder.path(), "2030-06-30"));
  CHECK(lesson.manifest.to_json() == manifest.to_json());
  CHECK(lesson.budget_mb == 12);
  const auto late = kept_lesson(folder.path(), "2030-07-01");
  REQUIRE_FALSE(late);
  CHECK(late.error().what.id == "engine.consent_ended");
}
