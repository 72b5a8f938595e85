// Manifests of models: what is written is read, and each mistake is told with its place.

#include "pipeline/base/documents/model_manifest.h"

#include <catch2/catch.hpp>

using namespace integrart;

namespace {

Json parsed(std::string_view text) {
  auto json = parse_json(text);
  REQUIRE(json);
  return *json;
}

const std::string digest(64, 'a');

Json face() {
  return Json::object(
      {{"schema", "model/1"}, {"task", "face"}, {"file", "yunet.onnx"}, {"sha256", digest}, {"licence", "MIT"}});
}

Json image_class() {
  Json json = parsed(R"({"schema":"model/1","id":"open-nsfw","version":"2016-09","task":"image_class",
    "file":"open_nsfw.onnx","licence":"BSD-2-Clause","threshold":0.2,
    "limits":{"bytes":30000000,"not_for":{"en":"Drawings; violence.","uk":"Малюнки; насильство."}},
    "input":{"width":224,"height":224,"channels":"bgr","layout":"nchw","scale":1,"mean":[104,117,123],"std":1,
             "resize":"crop","crop_side":256},
    "output":"none",
    "labels":[{"label":"sfw"},{"label":"nsfw","finding":"nudity","threshold":0.8,"severity":"medium"}]})");
  json["sha256"] = digest;
  return json;
}

/// The English text of the error; empty when the manifest is taken.
std::string complaint(const Json& json) {
  const auto manifest = ModelManifest::from_json(json);
  return manifest ? "" : render(manifest.error(), "en");
}

/// `text` replaces the member at `path`, whose parts are keys.
std::string complaint_with(std::initializer_list<const char*> path, std::string_view text) {
  Json json = image_class();
  Json* member = &json;
  for (const char* key : path) member = &(*member)[key];
  *member = parsed(text);
  return complaint(json);
}

}  // namespace

TEST_CASE("a manifest of a model for faces is what it was") {
  const auto manifest = ModelManifest::from_json(face());
  REQUIRE(manifest);
  CHECK(manifest->threshold == 0.6);
  CHECK_FALSE(manifest->classes);
  CHECK(ModelManifest::from_json(manifest->to_json()).value() == *manifest);
  Json with_input = face();
  with_input["input"] = Json::empty_object();
  CHECK(complaint(with_input).starts_with("input"));
}

TEST_CASE("a manifest of a model that tells what a picture shows") {
  const auto manifest = ModelManifest::from_json(image_class());
  REQUIRE(manifest);
  REQUIRE(manifest->classes);
  CHECK(manifest->bytes == 30'000'000);
  CHECK(manifest->not_for.in("uk") == "Малюнки; насильство.");
  const ModelPicture& picture = manifest->classes->picture;
  CHECK(picture.channels == ChannelOrder::bgr);
  CHECK(picture.mean == std::array<double, 3>{104, 117, 123});
  CHECK(picture.deviation == std::array<double, 3>{1, 1, 1});
  CHECK(picture.crop_side == 256);
  CHECK(manifest->classes->activation == Activation::none);
  const ModelLabel nudity{"nsfw", "nudity", 0.8, Severity::medium};
  CHECK(manifest->classes->labels.back() == nudity);
  CHECK(ModelManifest::from_json(manifest->to_json()).value() == *manifest);
}

TEST_CASE("each mistake in a manifest is told with its place") {
  CHECK(complaint_with({"schema"}, R"("model/2")").find("model/2") != std::string::npos);
  CHECK(complaint_with({"task"}, R"("smell")").starts_with("task:"));
  CHECK(complaint_with({"id"}, R"("Open NSFW")").starts_with("id:"));
  CHECK(complaint_with({"licence"}, R"("")").starts_with("licence:"));
  CHECK(complaint_with({"sha256"}, R"("AB")").starts_with("sha256:"));
  CHECK(complaint_with({"threshold"}, "1.5").starts_with("threshold:"));
  CHECK(complaint_with({"limits"}, "{}").starts_with("limits.not_for:"));
  CHECK(complaint_with({"limits", "bytes"}, "0").starts_with("limits.bytes:"));
  CHECK(complaint_with({"limits", "bytes"}, "1000000000").starts_with("limits.bytes:"));
  CHECK(complaint_with({"limits", "not_for"}, R"({"en":""})").starts_with("limits.not_for.en:"));
  CHECK(complaint_with({"limits", "not_for"}, R"({"!":"x"})").starts_with("limits.not_for:"));
  CHECK(complaint_with({"input"}, "[]").starts_with("input:"));
  CHECK(complaint_with({"input", "width"}, "2048").starts_with("input.width:"));
  CHECK(complaint_with({"input", "height"}, "0").starts_with("input.height:"));
  CHECK(complaint_with({"input", "height"}, "null").starts_with("input.height:"));
  CHECK(complaint_with({"input", "channels"}, R"("grey")").starts_with("input.channels:"));
  CHECK(complaint_with({"input", "layout"}, R"("chw")").starts_with("input.layout:"));
  CHECK(complaint_with({"input", "mean"}, "[1,2]").starts_with("input.mean:"));
  CHECK(complaint_with({"input", "mean"}, R"([1,2,"3"])").starts_with("input.mean:"));
  CHECK(complaint_with({"input", "scale"}, "1e300").starts_with("input.scale:"));
  CHECK(complaint_with({"input", "std"}, "0").starts_with("input.std:"));
  CHECK(complaint_with({"input", "std"}, "[1,1,-1]").starts_with("input.std:"));
  CHECK(complaint_with({"input", "resize"}, R"("squeeze")").starts_with("input.resize:"));
  CHECK(complaint_with({"input", "resize"}, R"("stretch")").starts_with("input.crop_side:"));
  CHECK(complaint_with({"input", "crop_side"}, "100").starts_with("input.crop_side:"));
  CHECK(complaint_with({"input", "colour"}, "1").find("input.colour") != std::string::npos);
  CHECK(complaint_with({"output"}, R"("argmax")").starts_with("output:"));
  CHECK(complaint_with({"labels"}, "[]").starts_with("labels:"));
  CHECK(complaint_with({"labels"}, R"([{"label":"a"}])").starts_with("labels:"));
  CHECK(complaint_with({"labels"}, R"(["a"])").starts_with("labels[0]:"));
  CHECK(complaint_with({"labels"}, R"([{"label":"a","finding":"x"},{"label":"a"}])").starts_with("labels[1]:"));
  CHECK(complaint_with({"labels"}, R"([{"label":"a","finding":"X.y"}])").starts_with("labels[0].finding:"));
  CHECK(complaint_with({"labels"}, R"([{"label":"a","finding":"x","threshold":0.1}])")
            .starts_with("labels[0].threshold:"));  // below what counts at all
  CHECK(complaint_with({"labels"}, R"([{"label":"a","finding":"x","severity":"grave"}])")
            .starts_with("labels[0].severity:"));
  CHECK(complaint_with({"labels"}, R"([{"label":"a","finding":"x","weight":1}])").find("labels[0].weight") !=
        std::string::npos);
  Json many = image_class();
  for (int i = 0; i < 1000; ++i) many["labels"].push_back(Json::object({{"label", std::to_string(i)}}));
  CHECK(complaint(many).starts_with("labels:"));
  for (const char* text : {"null", "[]", "1", "{}", R"({"schema":1})"}) CHECK_FALSE(complaint(parsed(text)).empty());
}
