// The store in a folder under attack: damaged files, full disks, foreign things, several processes.

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <iostream>
#include <thread>

#include "pipeline/store/process_identity.h"
#include "tests/child_program.h"
#include "tests/contract/store/back_ends.h"

using namespace integrart;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

struct FolderStore {
  TemporaryFolder folder;
  std::unique_ptr<ArtefactStore> store = value_of(open_artefact_store("file:" + folder.string()));

  fs::path path_of(const Digest& digest) const {
    const std::string hex = digest.hex();
    return folder.path() / hex.substr(0, 2) / hex.substr(2, 2) / hex;
  }
};

void overwrite(const fs::path& path, std::string_view bytes) {
  fs::remove(path);
  std::ofstream(path) << bytes;
}

void make_old(const fs::path& path, std::chrono::hours age) {
  fs::last_write_time(path, fs::file_time_type::clock::now() - age);
}

}  // namespace

TEST_CASE("artefacts lie in two levels of folders and cannot be written") {
  const FolderStore files;
  const Digest digest = value_of(files.store->put("bytes", "t")).digest;
  struct stat status {};
  REQUIRE(::stat(files.path_of(digest).c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0444);
  CHECK(fs::is_empty(files.folder.path() / "tmp"));
}

TEST_CASE("an imported file is never the same inode") {
  const FolderStore files;
  const TemporaryFolder elsewhere;
  const fs::path path = elsewhere.path() / "source";
  std::ofstream(path) << "bytes";
  const auto source = value_of(open_regular_file(path.string(), 100));
  const Digest digest = value_of(files.store->import_file(source.second, "t")).digest;
  CHECK(fs::hard_link_count(path) == 1);
  CHECK(fs::hard_link_count(files.path_of(digest)) == 1);
}

TEST_CASE("verify finds a torn file, a changed one and a link in place of one") {
  const FolderStore files;
  const Digest sound = value_of(files.store->put("sound", "t")).digest;
  const Digest torn = value_of(files.store->put("torn in the middle", "t")).digest;
  const Digest changed = value_of(files.store->put("abc", "t")).digest;
  const Digest linked = value_of(files.store->put("linked", "t")).digest;
  overwrite(files.path_of(torn), "torn in");
  overwrite(files.path_of(changed), "abd");
  fs::remove(files.path_of(linked));
  fs::create_symlink("/etc/passwd", files.path_of(linked));

  std::map<Digest, std::string> found;
  for (const StoreProblem& problem : value_of(files.store->verify({}))) found[problem.digest] = problem.what.id;
  CHECK(found == std::map<Digest, std::string>{{torn, "store.artefact_damaged"},
                                               {changed, "store.artefact_damaged"},
                                               {linked, "store.artefact_missing"}});
  CHECK_FALSE(found.contains(sound));
  CHECK(files.store->open(linked).error().code == Errc::not_found);
  CHECK_FALSE(value_of(files.store->contains(linked)));
}

TEST_CASE("putting the bytes again mends a damaged artefact") {
  const FolderStore files;
  const Digest digest = value_of(files.store->put("precious", "t")).digest;
  overwrite(files.path_of(digest), "prec");
  value_of(files.store->put("precious", "t"));
  CHECK(value_of(files.store->verify({})).empty());
}

TEST_CASE("what is damaged is set aside until the sweeper comes; what is sound or mended meanwhile stays") {
  const FolderStore files;
  const Digest sound = value_of(files.store->put("sound", "t")).digest;
  const Digest damaged = value_of(files.store->put("precious", "t")).digest;
  overwrite(files.path_of(damaged), "precioux");
  CHECK(value_of(files.store->set_aside(sound)).empty());
  CHECK(value_of(files.store->set_aside(digest_of("never put"))).empty());
  const fs::path place = value_of(files.store->set_aside(damaged));
  CHECK(place == files.folder.path() / "damaged" / damaged.hex());
  CHECK(fs::file_size(place) == 8);
  CHECK_FALSE(value_of(files.store->contains(damaged)));
  CHECK(value_of(files.store->contains(sound)));
  CHECK(value_of(files.store->verify({})).empty());
  value_of(files.store->put("precious", "t"));
  CHECK(value_of(files.store->set_aside(damaged)).empty());
  CHECK(value_of(files.store->sweep({sound, damaged}, 1h)).removed == 0);
  CHECK(value_of(files.store->sweep({sound, damaged}, 0s)).removed == 1);
  CHECK_FALSE(fs::exists(place));
}

TEST_CASE("what does not belong into the folder is left alone") {
  const FolderStore files;
  value_of(files.store->put("bytes", "t"));
  fs::create_directories(files.folder.path() / "zz" / "00");
  std::ofstream(files.folder.path() / "zz" / "00" / "README") << "not ours";
  std::ofstream(files.folder.path() / "zz" / "00" / digest_of("misplaced").hex()) << "misplaced";
  CHECK(value_of(files.store->list()).size() == 1);
  CHECK(value_of(files.store->sweep({}, 0s)).removed == 1);
  CHECK(fs::exists(files.folder.path() / "zz" / "00" / "README"));
}

TEST_CASE("putting again makes an artefact young") {
  const FolderStore files;
  const Digest digest = value_of(files.store->put("bytes", "t")).digest;
  make_old(files.path_of(digest), 48h);
  value_of(files.store->put("bytes", "t"));
  CHECK(value_of(files.store->sweep({}, 24h)).removed == 0);
  make_old(files.path_of(digest), 48h);
  CHECK(value_of(files.store->sweep({}, 24h)).removed == 1);
}

TEST_CASE("an old artefact that is put again while the sweeper works is there afterwards") {
  const FolderStore files;
  std::atomic<bool> finished = false;
  std::atomic<std::uint64_t> removed = 0;
  std::jthread sweeper([&] {
    while (!finished) removed += value_of(files.store->sweep({}, 24h)).removed;
  });
  int missing = 0;
  for (int round = 0; round < 300; ++round) {
    const Digest digest = value_of(files.store->put("again and again", "t")).digest;
    if (!value_of(files.store->contains(digest))) ++missing;
    make_old(files.path_of(digest), 48h);  // from here on it may go at any moment
  }
  finished = true;
  sweeper.join();
  CHECK(missing == 0);
  CHECK(removed > 0);
}

TEST_CASE("temporary files of living writers stay, those of dead ones go when they are old") {
  const FolderStore files;
  const auto writer = value_of(files.store->create("t"));
  require_ok(writer->write(std::as_bytes(std::span(std::string_view("on its way")))));
  const fs::path own = fs::directory_iterator(files.folder.path() / "tmp")->path();
  const fs::path dead = files.folder.path() / "tmp" / (process_identity_prefix() + "999999999.1.0");
  const fs::path young = files.folder.path() / "tmp" / (process_identity_prefix() + "999999998.1.0");
  for (const fs::path& path : {dead, young}) std::ofstream(path) << "left over";
  make_old(own, 48h);
  make_old(dead, 48h);
  CHECK(value_of(files.store->sweep({}, 24h)).removed == 1);
  CHECK(fs::exists(own));
  CHECK_FALSE(fs::exists(dead));
  CHECK(fs::exists(young));
  value_of(writer->commit());
}

TEST_CASE("processes are told apart by number and start time") {
  CHECK(liveness_of(process_identity()) == Liveness::alive);
  CHECK(liveness_of(process_identity_prefix() + std::to_string(::getpid()) + ".1") == Liveness::gone);
  CHECK(liveness_of(process_identity_prefix() + "999999999.1") == Liveness::gone);
  CHECK(liveness_of("0123abcd.1.2.3") == Liveness::unknown);
  CHECK(liveness_of("") == Liveness::unknown);
  CHECK(liveness_of(process_identity_prefix() + "../1.1") == Liveness::unknown);
}

TEST_CASE("a file size limit in the middle of a write is an error, and nothing is visible") {
  const FolderStore files;
  const rlimit small{100'000, RLIM_INFINITY};
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ::setrlimit(RLIMIT_FSIZE, &small);
  const auto put = files.store->put(std::string(1'000'000, 'x'), "t");
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  REQUIRE_FALSE(put);
  CHECK(put.error().code == Errc::limit_exceeded);
  CHECK(put.error().what.id == "store.file_too_large");
  CHECK(value_of(files.store->list()).empty());
  CHECK(fs::is_empty(files.folder.path() / "tmp"));
  CHECK(files.store->put(std::string(1'000'000, 'x'), "t"));
}

TEST_CASE("a full disk is an error that says so; reading and later writing go on") {
  const TemporaryFolder folder;
  if (::mount("tmpfs", folder.string().c_str(), "tmpfs", 0, "size=1m") != 0) {
    std::cout << "skipped: no right to mount a small disk\n";
    return;
  }
  {
    const auto store = value_of(open_artefact_store("file:" + folder.string()));
    const Digest kept = value_of(store->put(std::string(300'000, 'k'), "t")).digest;
    const auto put = store->put(std::string(2'000'000, 'x'), "t");
    REQUIRE_FALSE(put);
    CHECK(put.error().code == Errc::unavailable);
    CHECK(put.error().what.id == "store.disk_full");
    CHECK(value_of(store->list()) == std::vector<Digest>{kept});
    CHECK(fs::is_empty(folder.path() / "tmp"));
    CHECK(store->put(std::string(300'000, 'y'), "t"));
    CHECK(value_of(store->verify({})).empty());
  }
  ::umount2(folder.string().c_str(), MNT_DETACH);
}

TEST_CASE("a store in a place that cannot be made is refused") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "file") << "in the way";
  const auto store = open_artefact_store("file:" + folder.string() + "/file/artefacts");
  CHECK_FALSE(store);
}
