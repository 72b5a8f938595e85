// Editions: the number under which a pack goes out.
#include "pipeline/engine/pack_output.h"

#include <span>

#include "pipeline/engine/pack_again.h"
#include "tests/pack_trial_files.h"
#include "tests/temporary_folder.h"

using namespace integrart;
namespace fs = std::filesystem;

namespace {

Result<> write_nothing(std::span<const PackFile> files, int descriptor) {
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
constexpr ArchiveFormat archive{.id = "plain", .write = write_nothing, .walk = nullptr};

Result<std::vector<Message>> take_all(const PackManifest&) {
  return std::vector<Message>{};
}
/// The edition stands in a file, as in the database of Kolibri.
Result<Noted<PackTree>> write_edition(const PackManifest& manifest) {
  PackTree tree;
  tree.entries = {{"edition", std::to_string(manifest.edition)}, {"title", manifest.title.in("en")}};
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

  Trial() {
    key.seed.fill(3);
    manifest.id = "home";
    title("Home");
  }
  void title(const std::string& words) { manifest.title.by_language = {{"en", words}}; }
  void write() {
    Catalogue catalogue;
    catalogue.packs = table;
    value_of(PackOutput{folder.path(), *store, key}.write("trial", manifest, catalogue, 0));
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
