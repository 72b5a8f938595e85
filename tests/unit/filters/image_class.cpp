// What a model says of pictures: its answers are known by construction, and what is no model is told as an error.

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <limits>
#include <random>

#include "filters/video/classes/classifier.h"
#include "filters/video/classes/model_picture.h"
#include "filters/video/classes/outline.h"
#include "pipeline/base/digest.h"
#include "pipeline/policy.h"
#include "tests/temporary_folder.h"
#include "tests/unit/filters/drawn_clip.h"
#include "tests/unit/filters/tiny_model.h"

using namespace integrart;
using namespace integrart::classes;

namespace {

ModelManifest read(const Json& json) {
  const auto manifest = ModelManifest::from_json(json);
  INFO((manifest ? std::string() : render(manifest.error())));
  REQUIRE(manifest);
  return *manifest;
}

Json changed(Json json, std::string_view key, const Json& value) {
  json[key] = value;
  return json;
}
Json changed_input(Json json, std::string_view key, const Json& value) {
  json["input"][key] = value;
  return json;
}

/// A picture of one colour, B, G, R.
cv::Mat plain(int width, int height, const cv::Scalar& colour) {
  return cv::Mat(height, width, CV_8UC3, colour);
}
const cv::Scalar pure_red(0, 0, 255), pure_blue(255, 0, 0);

std::vector<double> scores_of(const TinyModel& model, const Json& manifest, const cv::Mat& picture) {
  auto classifier = Classifier::open(onnx_of(model), read(manifest));
  INFO((classifier ? std::string() : render(classifier.error())));
  REQUIRE(classifier);
  const auto scores = classifier->scores(picture);
  INFO((scores ? std::string() : render(scores.error())));
  REQUIRE(scores);
  return *scores;
}

/// Message of the error that the model makes; empty when it is taken.
std::string complaint(const std::string& onnx, const Json& manifest) {
  const auto classifier = Classifier::open(onnx, read(manifest));
  return classifier ? "" : classifier.error().what.id;
}
std::string complaint(const TinyModel& model) {
  const std::string onnx = onnx_of(model);
  return complaint(onnx, manifest_of(onnx));
}

/// Parameters of the filter, with the model in a file.
Json parameters_with(const TemporaryFolder& folder, const TinyModel& model = {}) {
  const std::string onnx = onnx_of(model);
  const std::string file = (folder.path() / "tiny.onnx").string();
  std::ofstream(file, std::ios::binary) << onnx;
  return Json::object({{"model", manifest_of(onnx)}, {"model_file", file}});
}

DrawnClip clip_of(const Drawing& drawing, double seconds) {
  DrawnClip clip;
  clip.drawing = drawing;
  clip.seconds = seconds;
  clip.times = times_at({5, 1}, seconds);
  return clip;
}

}  // namespace

TEST_CASE("a model's scores are those that it has by construction, in either order of channels and either layout") {
  const TinyModel model;
  const Json manifest = manifest_of(onnx_of(model));
  CHECK(scores_of(model, manifest, plain(8, 8, pure_red)) == std::vector<double>{1, 0});
  CHECK(scores_of(model, manifest, plain(8, 8, pure_blue)) == std::vector<double>{0, 1});
  const auto mixed = scores_of(model, manifest, plain(640, 480, {51, 200, 102}));
  CHECK(mixed[0] == Approx(0.4).margin(1e-5));
  CHECK(mixed[1] == Approx(0.2).margin(1e-5));
  CHECK(scores_of(model, changed_input(manifest, "channels", "bgr"), plain(8, 8, pure_red)) ==
        std::vector<double>{0, 1});
  TinyModel last;
  last.channels_last = true;
  const Json last_manifest = changed_input(manifest_of(onnx_of(last)), "layout", "nhwc");
  CHECK(scores_of(last, last_manifest, plain(8, 8, pure_red)) == std::vector<double>{1, 0});
  TinyModel any_size;
  any_size.width = any_size.height = 0;
  CHECK(scores_of(any_size, manifest_of(onnx_of(any_size)), plain(8, 8, pure_blue)) == std::vector<double>{0, 1});
}

TEST_CASE("scale, mean and deviation count for each channel in the named order") {
  const TinyModel model;
  Json manifest = manifest_of(onnx_of(model));
  manifest["input"]["scale"] = 1;
  manifest["input"]["mean"] = Json::array({-45, 0, -5});
  manifest["input"]["std"] = Json::array({600, 1, 100});
  const auto scores = scores_of(model, manifest, plain(8, 8, {25, 77, 255}));
  CHECK(scores[0] == Approx(0.5).margin(1e-6));  // (255 + 45) / 600
  CHECK(scores[1] == Approx(0.3).margin(1e-6));  // (25 + 5) / 100
}

TEST_CASE("softmax and sigmoid make scores of any numbers") {
  TinyModel model;
  model.bias = {2, 0};
  const Json manifest = manifest_of(onnx_of(model));
  const auto soft = scores_of(model, changed(manifest, "output", "softmax"), plain(8, 8, pure_red));
  CHECK(soft[0] == Approx(std::exp(3) / (std::exp(3) + 1)).margin(1e-6));
  CHECK(soft[0] + soft[1] == Approx(1));
  const auto sigmoid = scores_of(model, changed(manifest, "output", "sigmoid"), plain(8, 8, pure_red));
  CHECK(sigmoid[0] == Approx(1 / (1 + std::exp(-3))).margin(1e-6));
  CHECK(sigmoid[1] == Approx(0.5));
  CHECK(complaint(onnx_of(model), manifest) == "filters.model_score_range");
}

TEST_CASE("pictures are stretched, cropped or boxed as the manifest says") {
  // Left half red, right half blue, with a green column in the middle quarter.
  cv::Mat wide = plain(64, 16, pure_red);
  wide(cv::Rect(32, 0, 32, 16)).setTo(pure_blue);
  wide(cv::Rect(24, 0, 16, 16)).setTo(cv::Scalar(0, 255, 0));
  ModelPicture wanted;
  wanted.width = wanted.height = 16;
  const auto channel_mean = [&](int channel) {
    const cv::Mat tensor = tensor_of(wanted, wide);
    REQUIRE(tensor.dims == 4);
    double sum = 0;
    for (int i = 0; i < 256; ++i) sum += tensor.ptr<float>()[channel * 256 + i];
    return sum / 256 / 255;
  };
  CHECK(channel_mean(0) == Approx(0.375));
  CHECK(channel_mean(1) == Approx(0.25));
  CHECK(seen_part(wanted, 64, 16) == Box{0, 0, 1, 1});
  wanted.resize = ModelResize::crop;  // the middle is green, and nothing else is seen
  CHECK(channel_mean(0) == Approx(0));
  CHECK(channel_mean(1) == Approx(1));
  CHECK(seen_part(wanted, 64, 16) == Box{0.375, 0, 0.25, 1});
  wanted.crop_side = 32;  // half as much in either direction
  CHECK(seen_part(wanted, 64, 16) == Box{28 / 64.0, 0.25, 0.125, 0.5});
  wanted.crop_side = 0;
  wanted.resize = ModelResize::letterbox;  // a quarter of the height, black above and below
  CHECK(channel_mean(0) == Approx(0.375 / 4));
  CHECK(channel_mean(1) == Approx(0.25 / 4));
  CHECK(tensor_of(wanted, wide).ptr<float>()[0] == 0);
}

TEST_CASE("pictures are asked for just as large as the model needs them") {
  ModelPicture wanted;
  wanted.width = wanted.height = 224;
  VideoFacts video;
  video.width = 1280;
  video.height = 720;
  const auto asked = [&] { return std::pair(needs_of(wanted, video, 2).width, needs_of(wanted, video, 2).height); };
  CHECK(asked().second == 224);
  wanted.resize = ModelResize::crop;
  wanted.crop_side = 256;
  CHECK(asked() == std::pair(456, 258));  // 256 or just above, and even
  wanted = {.width = 224, .height = 224, .resize = ModelResize::letterbox};
  CHECK(asked() == std::pair(224, 126));
  video.width = 100000;
  video.height = 4;
  CHECK(asked().first <= 4096);
}

TEST_CASE("what does not fit its manifest is an error that says what") {
  const TinyModel good;
  const std::string onnx = onnx_of(good);
  CHECK(complaint(onnx, manifest_of(onnx)).empty());
  CHECK(complaint(onnx, changed(manifest_of(onnx), "sha256", std::string(64, '0'))) == "filters.model_other_bytes");
  CHECK(complaint(onnx, manifest_of(onnx, 9, 8)) == "filters.model_shape");
  CHECK(complaint(onnx, changed_input(manifest_of(onnx), "layout", "nhwc")) == "filters.model_shape");
  Json three = manifest_of(onnx);
  three["labels"].push_back(Json::object({{"label", "green"}}));
  CHECK(complaint(onnx, three) == "filters.model_labels");
  Json small = manifest_of(onnx);
  small["limits"]["bytes"] = static_cast<int>(onnx.size()) - 1;
  CHECK(complaint(onnx, small) == "filters.model_too_large");
}

TEST_CASE("hostile models are errors") {
  TinyModel model;
  model.bias = {std::numeric_limits<float>::quiet_NaN(), 0};
  CHECK(complaint(model) == "filters.model_no_numbers");
  model.bias = {std::numeric_limits<float>::infinity(), 0};
  CHECK(complaint(model) == "filters.model_no_numbers");
  // OpenCV would read past the end of these.
  for (const std::vector<std::int64_t>& shape : std::vector<std::vector<std::int64_t>>{
           {2, 3, 1, 2}, {1LL << 20, 3, 1, 1}, {2, 3, 1}, {2, 3, 1, 0}, {7}, {2, 3, 1, 1, 1, 1, 1, 1, 2}}) {
    TinyModel lies;
    lies.weight_shape = shape;
    CAPTURE(shape);
    CHECK_FALSE(complaint(lies).empty());
  }
  TinyModel huge;
  huge.weight_shape = {1LL << 40, 1LL << 40};
  CHECK(complaint(huge) == "filters.model_too_large");
  huge.weight_shape = {-1, 3, 1, 1};
  CHECK(complaint(huge) == "filters.model_too_large");
  TinyModel list;
  list.list_of_bytes = true;
  CHECK(complaint(list) == "filters.model_tensor");
  TinyModel two;
  two.second_input = true;
  CHECK(complaint(two) == "filters.model_ports");
  TinyModel elsewhere;
  elsewhere.weights_elsewhere = true;
  CHECK(complaint(elsewhere) == "filters.model_elsewhere");
  for (const std::string& bytes : {std::string("no model"), std::string(), std::string("\x3a\x00", 2)}) {
    const auto refused = Classifier::open(bytes, read(manifest_of(bytes)));
    REQUIRE_FALSE(refused);
    for (const std::string& language : message_languages())
      CHECK(render(refused.error(), language).find("filters.") == std::string::npos);
  }
}

TEST_CASE("two hundred damaged models are errors or models, and never the end of the process") {
  const std::string whole = onnx_of({});
  std::mt19937 random(7);
  int refused = 0;
  for (int round = 0; round < 200; ++round) {
    std::string onnx = whole;
    if (round % 2 == 0) {
      onnx.resize(random() % whole.size());
    } else {
      for (auto flips = 1 + random() % 3; flips > 0; --flips)
        onnx[random() % onnx.size()] ^= static_cast<char>(1U << random() % 8);
    }
    CAPTURE(round);
    // In a process of its own, so that one that dies says which it was.
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      const auto manifest = ModelManifest::from_json(manifest_of(onnx));
      const auto classifier = manifest ? Classifier::open(onnx, *manifest) : tl::unexpected<Error>(manifest.error());
      _exit(classifier ? 0 : 1);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    refused += WIFEXITED(status) && WEXITSTATUS(status) == 1 ? 1 : 0;
  }
  CHECK(refused > 120);  // every one that is cut off, and many of the others
}

TEST_CASE("the outline of a model has its ports, without the weights, and each list of numbers is counted") {
  const auto outline = outline_of(onnx_of({}));
  REQUIRE(outline);
  REQUIRE(outline->inputs.size() == 1);
  CHECK(outline->inputs.front().name == "picture");
  CHECK(outline->inputs.front().dimensions == std::vector<std::int64_t>{1, 3, 8, 8});
  CHECK(outline->outputs.front().dimensions == std::vector<std::int64_t>{1, 2});
  OutlineLimits few;
  few.nodes = 2;
  CHECK_FALSE(outline_of(onnx_of({}), few));
  const std::string whole = onnx_of({});
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto cut = outline_of(whole.substr(0, length));
    // Only the version of the operators, which comes last, may be missing.
    if (cut) CHECK(length + 8 > whole.size());
  }
}

TEST_CASE("the examples of image_class are told as documented") {
  const TemporaryFolder folder;
  for (const Example& example : filter_named("image_class").doc.examples) {
    CAPTURE(example.name);
    const Json json = *parse_json(example.input);
    const Colour colour{json.at_or_null("red").number_or(0), json.at_or_null("green").number_or(0),
                        json.at_or_null("blue").number_or(0)};
    const auto result = look_at(filter_named("image_class"), clip_of([&](double, double, double) { return colour; }, 1),
                                parameters_with(folder));
    CHECK(result.findings.empty() == example.accepted);
  }
}

TEST_CASE("a film is looked at after each cut, and what goes on is one finding") {
  const TemporaryFolder folder;
  const auto red_for_a_while = [](double, double, double t) {
    return t >= 1 && t < 6 ? Colour{1, 0, 0} : Colour{0, 0, 1};
  };
  const FilterResult result =
      look_at(filter_named("image_class"), clip_of(red_for_a_while, 9), parameters_with(folder));
  REQUIRE(result.findings.size() == 1);
  const Finding& finding = result.findings.front();
  CHECK(finding.kind == "image_class.red_thing");
  CHECK(*finding.start == Approx(1).margin(0.5));
  CHECK(*finding.end == Approx(6).margin(0.5));
  CHECK(finding.score == 1);
  CHECK(finding.severity == Severity::medium);
  CHECK(finding.text == "red");
  CHECK(finding.rule == "tiny 3 >= 0.50");
  CHECK(finding.producer == "image_class/2");
  CHECK(finding.box == Box{0, 0, 1, 1});
  CHECK(render(finding.message, "en").find("tiny 3") != std::string::npos);
  for (const std::string& language : message_languages())
    CHECK(render(finding.message, language).find("filters.") == std::string::npos);
  const Json& model = result.evidence.at_or_null("model");
  CHECK(model.at_or_null("id").string_or("") == "tiny");
  CHECK(model.at_or_null("licence").string_or("") == "CC0-1.0");
  CHECK(model.at_or_null("not_for").at_or_null("en").string_or("") == "anything");
  CHECK(model.at_or_null("looks").integer_or(0) >= 5);
  CHECK(model.at_or_null("looks").integer_or(0) <= 8);
  const Json::Array& highest = result.evidence.at_or_null("highest").items();
  REQUIRE(highest.size() == 2);
  CHECK(highest[1].at_or_null("label").string_or("") == "blue");
  CHECK(highest[1].at_or_null("score").number_or(0) == 1);
}

TEST_CASE("a score below its threshold stands out nowhere and is written down") {
  const TemporaryFolder folder;
  const FilterResult result = look_at(filter_named("image_class"),
                                      clip_of(
                                          [](double, double, double) {
                                            return Colour{0.2, 0.2, 0.2};
                                          },
                                          1),
                                      parameters_with(folder));
  CHECK(result.findings.empty());
  CHECK(result.evidence.at_or_null("highest").items().front().at_or_null("score").number_or(0) ==
        Approx(0.4845).margin(0.003));  // 0.2 in linear light is 124 of 255
}

TEST_CASE("without a model, or without a picture, there is no answer") {
  const Filter& filter = filter_named("image_class");
  const auto without = filter.make_sink(facts_of_drawn_clip(), Json::empty_object());
  REQUIRE_FALSE(without);
  CHECK(without.error().code == Errc::unavailable);
  const TemporaryFolder folder;
  const auto sink = filter.make_sink(facts_of_drawn_clip(), parameters_with(folder));
  REQUIRE(sink);
  CHECK_FALSE((*sink)->finish());
}

TEST_CASE("a model that finds something asks a person only by a policy that says so, and its absence holds a work") {
  Finding finding;
  finding.kind = "image_class.nudity";
  finding.score = 0.97;
  Policy policy = Policy::default_policy();
  CHECK(judge(policy, {}, {}).kind == VerdictKind::clear);
  const std::vector<std::string> missing{"image_class"};
  const auto is_held = [&](const Circumstances& circumstances) {
    const Verdict held = judge(policy, {}, missing, circumstances);
    return held.kind == VerdictKind::inconclusive && held.reviewers == 1 && held.missing == missing;
  };
  CHECK(is_held({}));
  CHECK(judge(policy, {}, missing, {.seen = true}).kind == VerdictKind::clear);
  policy.required_filters.push_back("image_class");
  CHECK(is_held({}));
  CHECK(is_held({.seen = true}));
  policy.rules.push_back({"image_class.nudity", 0.9, VerdictKind::review});
  CHECK(judge(policy, std::vector{finding}, {}).kind == VerdictKind::review);
}
