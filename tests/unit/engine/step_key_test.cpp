#include "pipeline/engine/step_key.h"

#include <catch2/catch.hpp>

using namespace integrart;

namespace {

Result<StepOutput> nothing(StepContext&) {
  return StepOutput{};
}
Result<std::unique_ptr<FrameSink>> no_sink(const SourceFacts&, StepContext&) {
  return fail(Errc::internal, "engine.unit_empty");
}
std::string library() {
  return "library 1.0";
}

StepKind kind_named(std::string_view id, int version) {
  StepKind kind{};
  kind.id = id;
  kind.version = version;
  kind.toolchain = library;
  kind.run = nothing;
  return kind;
}

const std::vector<KeyInput> inputs{{"source", "aa"}, {"facts", "bb"}};

}  // namespace

TEST_CASE("a key depends on kind, version, parameters and inputs, and on nothing else") {
  const Json parameters = Json::object({{"crf", 23}});
  const std::string key = key_of(kind_named("a", 1), parameters, inputs).hex;
  CHECK(key == key_of(kind_named("a", 1), Json::object({{"crf", 23.0}}), inputs).hex);
  CHECK(key != key_of(kind_named("b", 1), parameters, inputs).hex);
  CHECK(key != key_of(kind_named("a", 2), parameters, inputs).hex);
  CHECK(key != key_of(kind_named("a", 1), Json::object({{"crf", 24}}), inputs).hex);
  CHECK(key != key_of(kind_named("a", 1), parameters, std::vector<KeyInput>{{"source", "ab"}, {"facts", "bb"}}).hex);
  const std::vector<KeyInput> other_order{{"facts", "bb"}, {"source", "aa"}};
  CHECK(key == key_of(kind_named("a", 1), parameters, other_order).hex);
}

TEST_CASE("new facts of the same source encode nothing again") {
  StepKind frames = kind_named("video_rendition", 1);
  frames.run = nullptr;
  frames.make_sink = no_sink;
  const std::vector<KeyInput> new_facts{{"source", "aa"}, {"facts", "cc"}};
  CHECK(key_of(frames, {}, inputs).hex == key_of(frames, {}, new_facts).hex);
  CHECK(key_of(kind_named("a", 1), {}, inputs).hex != key_of(kind_named("a", 1), {}, new_facts).hex);
}

TEST_CASE("the preimage can be read and says what changed") {
  const StepKey before = key_of(kind_named("a", 1), Json::object({{"crf", 23}, {"preset", "fast"}}), inputs);
  const StepKey after = key_of(kind_named("a", 1), Json::object({{"crf", 21}, {"preset", "fast"}}), inputs);
  CHECK(digest_of(before.preimage).hex() == before.hex);
  CHECK(before.preimage.find("library 1.0") != std::string::npos);
  CHECK(preimage_differences(before.preimage, after.preimage) == std::vector<std::string>{"parameters.crf: 23 -> 21"});
  CHECK(preimage_differences(before.preimage, before.preimage).empty());
}
