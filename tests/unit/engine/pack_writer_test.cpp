// Signed packs on disk: what is written, what verify sees, and what a kill leaves.
#include "pipeline/engine/pack_writer.h"

#include <sys/wait.h>

#include <chrono>
#include <random>
#include <thread>

#include "pipeline/engine/pack_verify.h"
#include "pipeline/engine/placement.h"
#include "tests/pack_trial_files.h"
#include "tests/temporary_folder.h"

using namespace integrart;
namespace fs = std::filesystem;

namespace {

PackFormat web_format() {
  PackFormat format{};
  format.id = "web";
  return format;
}

/// The simplest archive there is: one line per member, then its bytes. The real zip is tested with formats/.
Result<> write_plain(std::span<const PackFile> files, int descriptor) {
  for (const PackFile& file : files) {
    std::string text = file.path + "\n" + std::to_string(file.bytes) + "\n";
    const Result<> read = file.read([&](std::string_view piece) -> Result<> {
      text += piece;
      return {};
    });
    if (!read) return read;
    if (write(descriptor, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
      return fail(Errc::unavailable, "pack.cannot_place");
  }
  return {};
}

Result<> walk_plain(const InputFile& archive, const ArchiveVisitor& visit) {
  const Result<std::string> text = read_all(archive, 1U << 30U);
  if (!text) return tl::unexpected<Error>(text.error());
  std::istringstream in(*text);
  std::string path, bytes;
  while (std::getline(in, path) && std::getline(in, bytes)) {
    const bool is_number =
        !bytes.empty() && bytes.size() < 9 && std::ranges::all_of(bytes, [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number) return fail(Errc::invalid_input, "pack.archive_not_ours", {{"file", archive.name}});
    std::string content(std::stoul(bytes), '\0');
    in.read(content.data(), static_cast<std::streamsize>(content.size()));
    if (!in) return fail(Errc::invalid_input, "pack.archive_not_ours", {{"file", archive.name}});
    const Result<> visited = visit(path, content.size(), [&](const ByteSink& sink) { return sink(content); });
    if (!visited) return visited;
  }
  return {};
}

constexpr ArchiveFormat plain_archive{.id = "plain", .write = write_plain, .walk = walk_plain};

struct Trial {
  TemporaryFolder folder;
  SigningKey key;
  PackManifest manifest;
  std::map<Digest, std::string> artefacts;

  Trial() {
    key.seed.fill(7);
    manifest.id = "two-homes";
    manifest.title.by_language = {{"en", "Songs \"of\" two homes"}, {"uk", "Пісні"}};
    manifest.licence = "CC-BY-SA-4.0";
    manifest.tool_version = "integrart 0.1.0";
  }
  ArtefactRef keep(const std::string& bytes) {
    const ArtefactRef ref{digest_of(bytes), bytes.size(), "video/mp4"};
    artefacts[ref.digest] = bytes;
    return ref;
  }
  PackTree tree(const std::string& video = "film", const std::string& page = "<p>hello</p>") {
    PackTree made;
    made.entries = {{"works/a/video.mp4", keep(video)}, {"index.html", page}};
    return value_of(sign_pack(made, manifest, web_format(), key));
  }
  /// Opens what `keep` was given, through a file, as a store would.
  ArtefactOpener opener() {
    return [this](const ArtefactRef& ref) -> Result<std::pair<FileDescriptor, InputFile>> {
      const fs::path file = folder.path() / ("artefact-" + ref.digest.hex());
      write_bytes(file, artefacts.at(ref.digest));
      return open_regular_file(file.string(), 1U << 30U);
    };
  }
  std::vector<PackDifference> differences(const fs::path& pack) {
    return value_of(verify_pack(pack, key.public_key_hex(), plain_archive));
  }
};

bool names(const std::vector<PackDifference>& differences, PackDifference::Kind kind, std::string_view path) {
  return std::ranges::any_of(differences,
                             [&](const PackDifference& one) { return one.kind == kind && one.path == path; });
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(folder)) found.push_back(entry.path().filename().string());
  std::ranges::sort(found);
  return found;
}

}  // namespace

TEST_CASE("pack.json lists every file and the signature holds over its bytes") {
  Trial trial;
  const PackTree tree = trial.tree();
  REQUIRE(tree.entries.size() == 4);
  const std::string list = std::get<std::string>(tree.entries[1].content);
  CHECK(tree.entries[1].path == "pack.json");
  const Json json = value_of(parse_json(list));
  CHECK(json.at_or_null("schema").string_or("") == "pack-files/1");
  CHECK(json.at_or_null("public_key").string_or("") == trial.key.public_key_hex());
  REQUIRE(json.at_or_null("files").items().size() == 2);
  CHECK(json.at_or_null("files").items()[1].at_or_null("sha256").string_or("") == digest_of("film").hex());
  CHECK(json.at_or_null("files").items()[1].at_or_null("bytes").integer_or(0) == 4);
  const std::string signature = std::get<std::string>(tree.entries[2].content);
  CHECK(signature_is_valid(list, signature.substr(0, 128), trial.key.public_key_hex()));
  CHECK(std::get<std::string>(trial.tree().entries[1].content) == list);
}

TEST_CASE("a written pack verifies as folder and as archive, and each change is named") {
  Trial trial;
  const fs::path folder = trial.folder.path() / "out" / "web";
  const fs::path file = trial.folder.path() / "out" / "web.pack";
  const WrittenPack written = value_of(write_pack_folder(trial.tree(), trial.opener(), folder));
  value_of(write_pack_archive(trial.tree(), trial.opener(), plain_archive, file));
  CHECK(written.digest == digest_of(bytes_of(folder / "pack.json")));
  CHECK(bytes_of(folder / "works/a/video.mp4") == "film");
  CHECK(names_in(trial.folder.path() / "out") == std::vector<std::string>{"web", "web.pack"});
  CHECK(trial.differences(folder).empty());
  CHECK(trial.differences(file).empty());

  SECTION("changed") {
    write_bytes(folder / "works/a/video.mp4", "fi1m");
    CHECK(names(trial.differences(folder), PackDifference::Kind::changed, "works/a/video.mp4"));
  }
  SECTION("missing") {
    fs::remove(folder / "index.html");
    CHECK(names(trial.differences(folder), PackDifference::Kind::missing, "index.html"));
  }
  SECTION("extra, also as a link") {
    fs::create_symlink("/etc/passwd", folder / "link");
    write_bytes(folder / "works/extra.js", "evil()");
    CHECK(names(trial.differences(folder), PackDifference::Kind::extra, "link"));
    CHECK(names(trial.differences(folder), PackDifference::Kind::extra, "works/extra.js"));
  }
  SECTION("another list without the key") {
    Trial other;
    other.key.seed.fill(8);
    value_of(write_pack_folder(other.tree("lies"), other.opener(), folder));
    CHECK(names(trial.differences(folder), PackDifference::Kind::signature, "pack.json.sig"));
    CHECK(names(trial.differences(folder), PackDifference::Kind::signature, "pack.json"));
    CHECK(value_of(verify_pack(folder, other.key.public_key_hex(), plain_archive)).empty());
  }
  SECTION("a list that is no list, and none") {
    write_bytes(folder / "pack.json", "[");
    CHECK_FALSE(trial.differences(folder).empty());
    fs::remove(folder / "pack.json");
    CHECK(names(trial.differences(folder), PackDifference::Kind::missing, "pack.json"));
  }
  SECTION("every byte of the archive") {
    const std::string good = bytes_of(file);
    for (std::size_t at = 0; at < good.size(); ++at) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ 1);
      write_bytes(file, bad);
      CHECK_FALSE(trial.differences(file).empty());
    }
  }
  SECTION("nothing there at all is an error") {
    CHECK_FALSE(verify_pack(trial.folder.path() / "none", trial.key.public_key_hex(), plain_archive));
  }
}

TEST_CASE("a newer pack takes the place of the older one; a folder with other things in it is left alone") {
  Trial trial;
  const fs::path folder = trial.folder.path() / "web";
  value_of(write_pack_folder(trial.tree("one"), trial.opener(), folder));
  value_of(write_pack_folder(trial.tree("two"), trial.opener(), folder));
  CHECK(bytes_of(folder / "works/a/video.mp4") == "two");
  const fs::path papers = trial.folder.path() / "papers";
  fs::create_directory(papers);
  write_bytes(papers / "letter.txt", "dear");
  const auto refused = write_pack_folder(trial.tree(), trial.opener(), papers);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what.id == "pack.folder_in_use");
  CHECK_FALSE(write_pack_archive(trial.tree(), trial.opener(), plain_archive, papers));
  CHECK(bytes_of(papers / "letter.txt") == "dear");
}

TEST_CASE("an artefact that is not what its name says stops the pack, and the old one stays") {
  Trial trial;
  const fs::path folder = trial.folder.path() / "web";
  value_of(write_pack_folder(trial.tree("good"), trial.opener(), folder));
  const PackTree tree = trial.tree("newer");
  trial.artefacts[digest_of("newer")] = "nEwer";
  const auto written = write_pack_folder(tree, trial.opener(), folder);
  REQUIRE_FALSE(written);
  CHECK(written.error().what.id == "pack.artefact_differs");
  CHECK(bytes_of(folder / "works/a/video.mp4") == "good");
  CHECK(trial.differences(folder).empty());
}

TEST_CASE("kill -9 at any moment leaves the old pack or the new one, and no rubbish after the next build") {
  Trial trial;
  const fs::path place = trial.folder.path() / "out";
  const fs::path folder = place / "web", file = place / "web.pack";
  const std::string old_video(200'000, 'o'), new_video(200'000, 'n');
  const PackTree old_tree = trial.tree(old_video), new_tree = trial.tree(new_video);
  value_of(write_pack_folder(old_tree, trial.opener(), folder));
  value_of(write_pack_archive(old_tree, trial.opener(), plain_archive, file));
  std::mt19937 random(1);
  int old_seen = 0, new_seen = 0;
  for (int round = 0; round < 60; ++round) {
    const pid_t child = fork();
    if (child == 0) {
      for (int i = 0;; ++i) {
        const PackTree& tree = (i + round) % 2 == 0 ? new_tree : old_tree;
        const bool done = write_pack_folder(tree, trial.opener(), folder) &&
                          write_pack_archive(tree, trial.opener(), plain_archive, file);
        if (!done) _exit(1);
      }
    }
    std::this_thread::sleep_for(std::chrono::microseconds(std::uniform_int_distribution<int>(0, 40'000)(random)));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    CHECK(trial.differences(folder).empty());
    CHECK(trial.differences(file).empty());
    const std::string video = bytes_of(folder / "works/a/video.mp4");
    if (video == old_video) ++old_seen;
    if (video == new_video) ++new_seen;
  }
  CHECK(old_seen + new_seen == 60);
  CHECK(old_seen > 0);
  CHECK(new_seen > 0);
  value_of(write_pack_folder(new_tree, trial.opener(), folder));
  value_of(write_pack_archive(new_tree, trial.opener(), plain_archive, file));
  CHECK(names_in(place) == std::vector<std::string>{"web", "web.pack"});
}
