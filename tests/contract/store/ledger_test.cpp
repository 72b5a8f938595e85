// What every ledger promises.

#include <map>
#include <thread>

#include "tests/contract/store/back_ends.h"

using namespace integrart;

namespace {

StepRecord sample_record(const std::string& key) {
  StepRecord record;
  record.key = key;
  record.kind = "video_rendition";
  record.version = 3;
  record.preimage = R"({"inputs":[")" + digest_of("input").hex() + R"("],"kind":"video_rendition"})";
  record.files = {{"video.mp4", {digest_of("video"), 5, "video/mp4"}},
                  {"a note.txt", {digest_of("note"), 4, "text/plain"}}};
  record.document = Json::object({{"width", 1280}, {"text", "Привіт \"дім\""}});
  record.notes = {{"media.truncated", {{"file", std::string("clip.mov")}}}};
  record.cpu_seconds = 12.5;
  record.wall_seconds = 0.1;
  return record;
}

WorkStep work_step(const std::string& work, const std::string& step, const std::string& key) {
  return {work, step, key, "preimage of " + key, "", true};
}

}  // namespace

TEST_CASE("a record is found as it was recorded, with the time of recording") {
  const DatabaseUnderTest under_test;
  const auto ledger = under_test.database->ledger();
  CHECK_FALSE(value_of(ledger->find("k1")));
  const StepRecord record = sample_record("k1");
  require_ok(ledger->record(record));

  const std::optional<StepRecord> found = value_of(ledger->find("k1"));
  REQUIRE(found);
  CHECK(found->kind == record.kind);
  CHECK(found->version == 3);
  CHECK(found->preimage == record.preimage);
  CHECK(found->files == record.files);
  CHECK(found->document == record.document);
  CHECK(found->notes == record.notes);
  CHECK(found->cpu_seconds == 12.5);
  CHECK(found->wall_seconds == 0.1);
  CHECK(found->recorded_at.size() == std::string_view("2026-01-31T12:00:00.000Z").size());
}

TEST_CASE("a record without files is found") {
  const DatabaseUnderTest under_test;
  const auto ledger = under_test.database->ledger();
  StepRecord record = sample_record("k1");
  record.files.clear();
  require_ok(ledger->record(record));
  CHECK(value_of(ledger->find("k1"))->files.empty());
}

TEST_CASE("the first record of a key stays") {
  const DatabaseUnderTest under_test;
  const auto ledger = under_test.database->ledger();
  require_ok(ledger->record(sample_record("k1")));
  StepRecord second = sample_record("k1");
  second.files = {{"other.mp4", {digest_of("other"), 5, "video/mp4"}}};
  second.document = Json::empty_object();
  require_ok(ledger->record(second));
  CHECK(value_of(ledger->find("k1"))->files == sample_record("k1").files);
  CHECK(value_of(ledger->find("k1"))->document == sample_record("k1").document);
}

TEST_CASE("the steps of a work are replaced as a whole and keep their order") {
  const DatabaseUnderTest under_test;
  const auto ledger = under_test.database->ledger();
  require_ok(ledger->remember(
      {work_step("song", "probe", "k1"), work_step("song", "audio", "k2"), work_step("poem", "text", "k3")}));
  require_ok(ledger->remember({work_step("song", "zebra", "k4"), work_step("song", "audio", "k2")}));

  const std::vector<WorkStep> song = value_of(ledger->steps_of("song"));
  REQUIRE(song.size() == 2);
  CHECK(song[0].step == "zebra");
  CHECK(song[1].step == "audio");
  CHECK(value_of(ledger->steps_of("poem")).size() == 1);
  CHECK(value_of(ledger->steps_of("nobody")).empty());
  CHECK(value_of(ledger->live_keys()) == std::set<std::string>{"k2", "k3", "k4"});
}

TEST_CASE("the preimage before the last change of a key is kept for explanations") {
  const DatabaseUnderTest under_test;
  const auto ledger = under_test.database->ledger();
  require_ok(ledger->remember({work_step("song", "audio", "k1")}));
  CHECK(value_of(ledger->steps_of("song")).front().previous_preimage.empty());
  require_ok(ledger->remember({work_step("song", "audio", "k2")}));
  CHECK(value_of(ledger->steps_of("song")).front().previous_preimage == "preimage of k1");
  require_ok(ledger->remember({work_step("song", "audio", "k2")}));
  CHECK(value_of(ledger->steps_of("song")).front().previous_preimage == "preimage of k1");
  require_ok(ledger->remember({work_step("song", "audio", "k3")}));
  CHECK(value_of(ledger->steps_of("song")).front().previous_preimage == "preimage of k2");
}

TEST_CASE("why a step ran is told by what its key was before, unless the build knows better") {
  const DatabaseUnderTest under_test;
  const auto ledger = under_test.database->ledger();
  const auto why_after = [&](const WorkStep& step) {
    require_ok(ledger->remember({step}));
    return value_of(ledger->steps_of("song")).front().why;
  };
  CHECK(why_after(work_step("song", "audio", "k1")) == "first");
  CHECK(why_after(work_step("song", "audio", "k1")) == "forgotten");
  CHECK(why_after(work_step("song", "audio", "k2")) == "changed");
  WorkStep gone = work_step("song", "audio", "k2");
  gone.why = "files_gone";
  CHECK(why_after(gone) == "files_gone");
  WorkStep found = work_step("song", "audio", "k3");
  found.ran = false;
  CHECK(why_after(found).empty());
}

TEST_CASE("steps are found by the beginning of their key") {
  const DatabaseUnderTest under_test;
  const auto ledger = under_test.database->ledger();
  require_ok(ledger->remember(
      {work_step("song", "audio", "abc1"), work_step("poem", "text", "abd2"), work_step("poem", "%", "%_")}));
  CHECK(value_of(ledger->steps_with_key("ab")).size() == 2);
  REQUIRE(value_of(ledger->steps_with_key("abd")).size() == 1);
  CHECK(value_of(ledger->steps_with_key("abd")).front().work == "poem");
  CHECK(value_of(ledger->steps_with_key("%")).size() == 1);
  CHECK(value_of(ledger->steps_with_key("x")).empty());
  CHECK(value_of(ledger->steps_named("nothing is called so")).empty());
}

TEST_CASE("digests of sources are remembered and renewed") {
  const DatabaseUnderTest under_test;
  const auto ledger = under_test.database->ledger();
  CHECK_FALSE(value_of(ledger->source_digest("clip.mov 5 1")));
  require_ok(ledger->remember_source("clip.mov 5 1", digest_of("one")));
  require_ok(ledger->remember_source("clip.mov 5 1", digest_of("two")));
  CHECK(value_of(ledger->source_digest("clip.mov 5 1")) == digest_of("two"));
}

TEST_CASE("the digests of records are their files and what their preimages name") {
  const DatabaseUnderTest under_test;
  const auto ledger = under_test.database->ledger();
  require_ok(ledger->record(sample_record("k1")));
  CHECK(value_of(ledger->digests_of({"k1", "unknown"})) ==
        std::set<Digest>{digest_of("video"), digest_of("note"), digest_of("input")});
  CHECK(value_of(ledger->digests_of({})).empty());
}

TEST_CASE("what was recorded lately is not forgotten, named by a build or not") {
  const DatabaseUnderTest under_test;
  const auto ledger = under_test.database->ledger();
  require_ok(ledger->record(sample_record("k1")));
  require_ok(ledger->record(sample_record("k2")));
  CHECK(value_of(ledger->forget_all_but({"k1"}, std::chrono::hours(1))) == 0);
  CHECK(value_of(ledger->keys()) == std::set<std::string>{"k1", "k2"});
  std::this_thread::sleep_for(std::chrono::milliseconds(1200));
  require_ok(ledger->record(sample_record("k3")));
  CHECK(value_of(ledger->forget_all_but({"k1"}, std::chrono::seconds(1))) == 1);
  CHECK(value_of(ledger->keys()) == std::set<std::string>{"k1", "k3"});
}

TEST_CASE("one record is forgotten, and may be recorded anew with other files") {
  const DatabaseUnderTest under_test;
  const auto ledger = under_test.database->ledger();
  require_ok(ledger->record(sample_record("k1")));
  require_ok(ledger->record(sample_record("k2")));
  require_ok(ledger->forget("k1"));
  require_ok(ledger->forget("never known"));
  CHECK_FALSE(value_of(ledger->find("k1")));
  CHECK(value_of(ledger->find("k2")));
  StepRecord again = sample_record("k1");
  again.files = {{"other.mp4", {digest_of("other"), 5, "video/mp4"}}};
  require_ok(ledger->record(again));
  CHECK(value_of(ledger->find("k1"))->files == again.files);
}

TEST_CASE("every artefact that records have as a file is told once") {
  const DatabaseUnderTest under_test;
  const auto ledger = under_test.database->ledger();
  CHECK(value_of(ledger->artefacts()).empty());
  require_ok(ledger->record(sample_record("k1")));
  require_ok(ledger->record(sample_record("k2")));
  std::map<Digest, std::uint64_t> told;
  for (const ArtefactRef& artefact : value_of(ledger->artefacts()))
    CHECK(told.emplace(artefact.digest, artefact.bytes).second);
  CHECK(told == std::map<Digest, std::uint64_t>{{digest_of("video"), 5}, {digest_of("note"), 4}});
}

TEST_CASE("records that are not live are forgotten with their files") {
  const DatabaseUnderTest under_test;
  const auto ledger = under_test.database->ledger();
  require_ok(ledger->record(sample_record("k1")));
  require_ok(ledger->record(sample_record("k2")));
  CHECK(value_of(ledger->forget_all_but({"k1"}, std::chrono::seconds(0))) == 1);
  CHECK(value_of(ledger->find("k1")));
  CHECK_FALSE(value_of(ledger->find("k2")));
  require_ok(ledger->record(sample_record("k2")));
  CHECK(value_of(ledger->find("k2"))->files.size() == 2);
}

TEST_CASE("what was recorded is there after opening again") {
  const DatabaseUnderTest under_test;
  require_ok(under_test.database->ledger()->record(sample_record("k1")));
  const auto again = value_of(open_database(under_test.url));
  CHECK(value_of(again->ledger()->find("k1")));
  CHECK(again->schema_version() == under_test.database->schema_version());
}
