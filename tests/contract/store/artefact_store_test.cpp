// What every artefact store promises.

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "tests/contract/store/back_ends.h"

using namespace integrart;
using namespace std::chrono_literals;

namespace {

std::string bytes_of(const ArtefactStore& store, const Digest& digest) {
  const auto opened = value_of(store.open(digest));
  return value_of(read_all(opened.second, 1U << 30U));
}

}  // namespace

TEST_CASE("an artefact is named by the SHA-256 of its bytes and read back unchanged") {
  const StoreUnderTest under_test;
  const std::string bytes("drei\0Worte", 10);
  const ArtefactRef artefact = value_of(under_test.store->put(bytes, "text/plain"));
  CHECK(artefact.digest == digest_of(bytes));
  CHECK(artefact.bytes == 10);
  CHECK(artefact.type == "text/plain");
  CHECK(bytes_of(*under_test.store, artefact.digest) == bytes);
  CHECK(value_of(under_test.store->contains(artefact.digest)));
  CHECK(value_of(under_test.store->open(artefact.digest)).second.bytes == 10);
}

TEST_CASE("an empty artefact is an artefact") {
  const StoreUnderTest under_test;
  const ArtefactRef artefact = value_of(under_test.store->put("", "text/plain"));
  CHECK(artefact.bytes == 0);
  CHECK(bytes_of(*under_test.store, artefact.digest).empty());
}

TEST_CASE("what was never put is not found") {
  const StoreUnderTest under_test;
  const Digest absent = digest_of("absent");
  CHECK_FALSE(value_of(under_test.store->contains(absent)));
  REQUIRE_FALSE(under_test.store->open(absent));
  CHECK(under_test.store->open(absent).error().code == Errc::not_found);
}

TEST_CASE("a writer that is not committed leaves nothing") {
  const StoreUnderTest under_test;
  {
    const auto writer = value_of(under_test.store->create("text/plain"));
    require_ok(writer->write(std::as_bytes(std::span(std::string_view("half")))));
  }
  CHECK(value_of(under_test.store->list()).empty());
}

TEST_CASE("a writer takes bytes in pieces") {
  const StoreUnderTest under_test;
  const auto writer = value_of(under_test.store->create("text/plain"));
  std::string all;
  for (int piece = 0; piece < 1000; ++piece) {
    const std::string bytes = std::to_string(piece) + "\n";
    all += bytes;
    require_ok(writer->write(std::as_bytes(std::span(std::string_view(bytes)))));
  }
  const ArtefactRef artefact = value_of(writer->commit());
  CHECK(artefact.digest == digest_of(all));
  CHECK(bytes_of(*under_test.store, artefact.digest) == all);
}

TEST_CASE("an artefact is made of a file that somebody else fills, in any order") {
  const StoreUnderTest under_test;
  std::string shown;
  const auto show = [&](std::string_view piece) -> Result<> {
    shown += piece;
    return {};
  };
  const std::string end(700'000, 'x');
  const auto fill = [&](int file) -> Result<> {
    const bool written =
        pwrite(file, end.data(), end.size(), 5) == static_cast<ssize_t>(end.size()) && pwrite(file, "begin", 5, 0) == 5;
    return written ? Result<>{} : fail(Errc::internal, "engine.unit_empty");
  };
  const ArtefactRef artefact = value_of(under_test.store->make("application/zip", fill, show));
  CHECK(artefact.digest == digest_of("begin" + end));
  CHECK(artefact.bytes == 5 + end.size());
  CHECK(artefact.type == "application/zip");
  CHECK(shown == "begin" + end);
  CHECK(bytes_of(*under_test.store, artefact.digest) == "begin" + end);

  // Whoever fails, nothing is kept.
  const auto refuse = [](auto&&...) -> Result<> { return fail(Errc::conflict, "engine.unit_empty"); };
  const auto other = [](int file) -> Result<> {
    return write(file, "other", 5) == 5 ? Result<>{} : fail(Errc::internal, "engine.unit_empty");
  };
  CHECK(under_test.store->make("text/plain", refuse, show).error().code == Errc::conflict);
  CHECK(under_test.store->make("text/plain", other, refuse).error().code == Errc::conflict);
  CHECK(value_of(under_test.store->list()).size() == 1);
}

TEST_CASE("an imported file is copied: changing the file later changes no artefact") {
  const StoreUnderTest under_test;
  const std::string path = under_test.folder.string() + "/source.bin";
  const std::string bytes(3'000'000, 'x');
  std::ofstream(path) << bytes;
  const auto source = value_of(open_regular_file(path, 1U << 30U));
  const ArtefactRef artefact = value_of(under_test.store->import_file(source.second, "application/octet-stream"));
  CHECK(artefact.digest == digest_of(bytes));
  CHECK(artefact.bytes == bytes.size());

  std::fstream(path, std::ios::in | std::ios::out) << "changed";
  CHECK(bytes_of(*under_test.store, artefact.digest) == bytes);
  CHECK(value_of(under_test.store->verify({})).empty());
}

TEST_CASE("a file that is still being written is not imported") {
  const StoreUnderTest under_test;
  const std::string path = under_test.folder.string() + "/source.bin";
  std::ofstream(path) << "first half";
  const auto source = value_of(open_regular_file(path, 1U << 30U));
  std::ofstream(path, std::ios::app) << ", second half";
  const auto imported = under_test.store->import_file(source.second, "text/plain");
  REQUIRE_FALSE(imported);
  CHECK(imported.error().what.id == "store.file_changed");
  CHECK(value_of(under_test.store->list()).empty());
}

TEST_CASE("the list holds each artefact once, in order") {
  const StoreUnderTest under_test;
  std::set<Digest> expected;
  for (const char* bytes : {"a", "b", "c", "b"}) expected.insert(value_of(under_test.store->put(bytes, "t")).digest);
  const std::vector<Digest> listed = value_of(under_test.store->list());
  CHECK(listed == std::vector<Digest>(expected.begin(), expected.end()));
}

TEST_CASE("verify is silent about a sound store and tells how far it is") {
  const StoreUnderTest under_test;
  for (const char* bytes : {"a", "b", "c", "d"}) value_of(under_test.store->put(bytes, "t"));
  std::vector<double> progress;
  CHECK(value_of(under_test.store->verify([&](double done) { progress.push_back(done); })).empty());
  CHECK(progress == std::vector<double>{0.25, 0.5, 0.75, 1.0});
}

TEST_CASE("the sweeper removes what is dead and old, and nothing else") {
  const StoreUnderTest under_test;
  const Digest live = value_of(under_test.store->put("live", "t")).digest;
  const Digest dead = value_of(under_test.store->put("dead", "t")).digest;

  const SweepReport young = value_of(under_test.store->sweep({live}, 1h));
  CHECK(young.removed == 0);
  CHECK(young.kept == 2);

  const SweepReport old = value_of(under_test.store->sweep({live}, 0s));
  CHECK(old.removed == 1);
  CHECK(old.removed_bytes == 4);
  CHECK(old.kept == 1);
  CHECK(value_of(under_test.store->contains(live)));
  CHECK_FALSE(value_of(under_test.store->contains(dead)));
}

TEST_CASE("an open artefact stays readable while it is swept") {
  const StoreUnderTest under_test;
  const Digest digest = value_of(under_test.store->put("still here", "t")).digest;
  const auto opened = value_of(under_test.store->open(digest));
  value_of(under_test.store->sweep({}, 0s));
  CHECK(value_of(read_all(opened.second, 100)) == "still here");
}

TEST_CASE("many threads put the same and different bytes at once") {
  const StoreUnderTest under_test;
  const auto other = value_of(open_artefact_store(under_test.url));  // as another process would
  constexpr int rounds = 40;
  std::atomic<int> failures = 0;
  const auto put_all = [&failures](ArtefactStore& store) {
    for (int round = 0; round < rounds; ++round) {
      if (!store.put("shared " + std::to_string(round), "t")) ++failures;
    }
  };
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 3; ++thread) {
      threads.emplace_back([&] { put_all(*under_test.store); });
      threads.emplace_back([&] { put_all(*other); });
    }
  }
  CHECK(failures == 0);
  CHECK(value_of(under_test.store->list()).size() == rounds);
  CHECK(value_of(under_test.store->verify({})).empty());
}

TEST_CASE("a store URL without a known scheme is refused with a hint") {
  for (const char* url : {"", "file:", "ftp://x", "/srv/artefacts"}) {
    const auto store = open_artefact_store(url);
    REQUIRE_FALSE(store);
    CHECK(store.error().code == Errc::invalid_input);
  }
}
