// Faces: found, followed, and honest about what was not decided.

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "filters/video/face/cuts.h"
#include "filters/video/face/face_sink.h"
#include "tests/unit/filters/drawn_face.h"

using namespace integrart;
using namespace integrart::face;

namespace {

FilterResult look_closely(const DrawnClip& clip) {
  return look_at(filter_named("face"), clip, Json::object({{"every_picture", true}}));
}

/// Says what it is told, picture by picture.
class ToldDetector final : public Detector {
 public:
  explicit ToldDetector(std::vector<Result<std::vector<SeenFace>>> answers) : m_answers(std::move(answers)) {}
  std::string_view name() const override { return "told"; }
  PixelLayout layout() const override { return PixelLayout::gray8; }
  Result<std::vector<SeenFace>> look(const PictureView&) override { return m_answers.at(m_next++); }

 private:
  std::vector<Result<std::vector<SeenFace>>> m_answers;
  std::size_t m_next = 0;
};

SeenFace face_in(double x, double y) {
  return {{x, y, 0.1, 0.1}, 0.9};
}

/// Shows grey pictures of the levels, 100 ms each, to a sink with that detector.
FilterResult shown(std::vector<Result<std::vector<SeenFace>>> answers, const std::vector<int>& levels) {
  FaceSink sink(64, 64, std::make_unique<ToldDetector>(std::move(answers)), thorough());
  for (std::size_t number = 0; number < levels.size(); ++number) {
    const std::vector<std::uint8_t> pixels(64 * 64, static_cast<std::uint8_t>(levels[number]));
    VideoFrame frame;
    frame.picture = {64, 64, PixelLayout::gray8, {pixels.data()}, {64}};
    frame.time = {static_cast<std::int64_t>(number), {1, 10}};
    frame.duration = {1, {1, 10}};
    REQUIRE(sink.consume(frame));
  }
  return *filter_result_from_json(sink.finish()->document);
}

std::size_t tracks_in(const FilterResult& result) {
  return result.evidence.at_or_null("tracks").items().size();
}

}  // namespace

TEST_CASE("the examples of face are told as documented") {
  for (const Example& example : filter_named("face").doc.examples) {
    CAPTURE(example.name);
    const Json json = *parse_json(example.input);
    FacePlace place;
    place.half_height = json.at_or_null("height").number_or(0) * screen_height / 2;
    place.turn = json.at_or_null("turn").number_or(0);
    place.featureless = json.at_or_null("featureless").boolean_or(false);
    DrawnClip clip;
    clip.drawing = drawing_of_face([=](double) { return place.half_height > 0 ? std::optional(place) : std::nullopt; });
    clip.seconds = 1;
    clip.state = [](double) { return 0; };
    const FilterResult result = look_at(filter_named("face"), clip);
    CHECK(result.findings.empty() == example.accepted);
    CHECK(result.evidence.at_or_null("detector").string_or("") == "cascades");
    for (const Finding& finding : result.findings) {
      CHECK(finding.severity == Severity::info);
      CHECK(finding.rule == "cascades");
      REQUIRE(finding.box);
      CHECK(finding.box->x + finding.box->width / 2 == Approx(0.5).margin(0.08));
      CHECK(finding.box->y + finding.box->height / 2 == Approx(0.5).margin(0.12));
      for (const std::string& language : message_languages())
        CHECK(render(finding.message, language).find("filters.") == std::string::npos);
    }
  }
}

TEST_CASE("each shot is looked at, and a long one again") {
  // A face stays for ten seconds, is gone with a cut, and comes back with the next.
  DrawnClip clip;
  const auto is_there = [](double t) { return t < 10 || t >= 12; };
  const Drawing with_face = drawing_of_face([](double) { return FacePlace{}; });
  clip.drawing = [=](double x, double y, double t) {
    return is_there(t) ? with_face(x, y, t) : grey(x < 640 ? 0.9 : 0);
  };
  clip.seconds = 14;
  clip.state = [=](double t) { return is_there(t) ? 0 : 1; };
  const FilterResult result = look_at(filter_named("face"), clip);
  REQUIRE(result.findings.size() == 2);
  CHECK(*result.findings[0].start == Approx(0).margin(0.3));
  CHECK(*result.findings[0].end == Approx(8).margin(0.5));
  CHECK(*result.findings[1].start == Approx(12).margin(0.5));
  CHECK(result.evidence.at_or_null("cuts").items().size() == 2);
  CHECK(result.evidence.at_or_null("looks").integer_or(0) <= 6);
}

TEST_CASE("a face that moves and turns is one face, and one that comes back is another") {
  DrawnClip clip;
  clip.seconds = 4;
  clip.times = times_at({12, 1}, 4);
  clip.drawing = drawing_of_face([](double t) -> std::optional<FacePlace> {
    if (t >= 1.5 && t < 2.8) return std::nullopt;
    return FacePlace{.x = 400 + 100 * t, .y = 330, .half_height = 130, .turn = 0.3 * std::sin(3 * t)};
  });
  const FilterResult result = look_closely(clip);
  REQUIRE(tracks_in(result) == 2);
  const Json& first = result.evidence.at_or_null("tracks").items().front();
  CHECK(first.at_or_null("start").number_or(-1) == Approx(0).margin(0.1));
  CHECK(first.at_or_null("end").number_or(-1) == Approx(1.5).margin(0.2));
  CHECK(first.at_or_null("seen").items().size() >= 15);
}

TEST_CASE("gaps of a second are closed, longer ones and cuts are not") {
  using Answers = std::vector<Result<std::vector<SeenFace>>>;
  const std::vector<SeenFace> face{face_in(0.3, 0.3)};
  const std::vector<SeenFace> nobody;
  Answers short_gap(12, nobody);
  short_gap.front() = short_gap[9] = face;
  CHECK(tracks_in(shown(short_gap, std::vector<int>(12, 90))) == 1);
  Answers long_gap(14, nobody);
  long_gap.front() = long_gap[12] = face;
  CHECK(tracks_in(shown(long_gap, std::vector<int>(14, 90))) == 2);
  CHECK(tracks_in(shown({face, face}, {90, 90})) == 1);
  CHECK(tracks_in(shown({face, face}, {90, 200})) == 2);
  // Two faces stay two, also when both move.
  const FilterResult two = shown({Answers::value_type({face_in(0.2, 0.2), face_in(0.6, 0.2)}),
                                  Answers::value_type({face_in(0.61, 0.22), face_in(0.22, 0.21)})},
                                 {90, 90});
  REQUIRE(tracks_in(two) == 2);
  for (const Json& track : two.evidence.at_or_null("tracks").items())
    CHECK(std::abs(track.at_or_null("seen").items()[0].items()[1].number_or(0) -
                   track.at_or_null("seen").items()[1].items()[1].number_or(0)) < 0.05);
}

TEST_CASE("a picture that the detector cannot tell of is undecided, not empty") {
  const auto broken = Result<std::vector<SeenFace>>(
      fail(Errc::internal, "filters.face_detector_failed", {{"reason", std::string("?")}}));
  const FilterResult result =
      shown({std::vector<SeenFace>{}, broken, broken, std::vector<SeenFace>{}, broken}, {90, 90, 90, 90, 90});
  CHECK(result.evidence.at_or_null("undecided").dump() == "[[0.1,0.3],[0.4,0.5]]");
  CHECK(result.evidence.at_or_null("decided").items()[1].number_or(0) == Approx(0.5));
}

TEST_CASE("a face in profile is seen by the cascade for profiles, turned to either side") {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "integrart-frontal-cascades";
  std::filesystem::remove_all(folder);
  std::filesystem::copy("/usr/share/opencv4", folder, std::filesystem::copy_options::recursive);
  std::filesystem::copy_file(folder / "haarcascades/haarcascade_frontalface_default.xml",
                             folder / "haarcascades/haarcascade_profileface.xml",
                             std::filesystem::copy_options::overwrite_existing);
  const auto all = make_detector({});
  const auto frontal_alone = make_detector({.cascades = folder.string()});
  REQUIRE((all && frontal_alone));
  for (const bool mirrored : {false, true}) {
    CAPTURE(mirrored);
    const FacePlace place{.x = mirrored ? 200.0 : 440.0,
                          .y = 180,
                          .half_height = 90,
                          .turn = 1,
                          .in_profile = true,
                          .mirrored = mirrored};
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < 360; ++y)
      for (int x = 0; x < 640; ++x)
        pixels.push_back(static_cast<std::uint8_t>(std::lround(face_at(x, y, place).value_or(0.45) * 255)));
    const PictureView picture{640, 360, PixelLayout::gray8, {pixels.data()}, {640}};
    const auto seen = (*all)->look(picture);
    REQUIRE(seen);
    REQUIRE(seen->size() == 1);
    const Box& box = seen->front().box;
    CHECK(box.x + box.width / 2 == Approx(place.x / 640).margin(0.08));
    CHECK(box.y + box.height / 2 == Approx(0.5).margin(0.12));
    CHECK((*frontal_alone)->look(picture)->empty());
  }
  std::filesystem::remove_all(folder);
}

TEST_CASE("without a detector there is an error, not a picture without faces") {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "integrart-no-cascades";
  std::filesystem::create_directories(folder);
  const auto missing = make_detector({.cascades = folder.string()});
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == Errc::unavailable);
  CHECK(missing.error().what.id == "filters.face_no_detector");
  CHECK(render(missing.error().what, "en").find(folder.string()) != std::string::npos);
  const Json parameters = Json::object({{"cascades", folder.string()}});
  CHECK(filter_named("face").make_sink(facts_of_drawn_clip(), parameters).error().code == Errc::unavailable);
  // One that is missing or broken among many is no reason to look with the others.
  std::filesystem::copy("/usr/share/opencv4", folder, std::filesystem::copy_options::recursive);
  CHECK(make_detector({.cascades = folder.string()}));
  std::ofstream(folder / "haarcascades/haarcascade_profileface.xml", std::ios::trunc) << "<?xml version=\"1.0\"?>";
  CHECK(make_detector({.cascades = folder.string()}).error().what.id == "filters.face_no_detector");
  std::filesystem::remove_all(folder);
}

TEST_CASE("a model that is none is an error, never the end of the process") {
  const std::string folder = std::filesystem::temp_directory_path() / "integrart-face-model";
  std::filesystem::create_directories(folder);
  const auto refused = [&](const std::string& name, const std::string& bytes) {
    const std::string file = folder + "/" + name;
    std::ofstream(file, std::ios::binary) << bytes;
    const auto made = make_detector({.model_file = file});
    REQUIRE_FALSE(made);
    CHECK(made.error().code == Errc::invalid_input);
    CHECK(made.error().what.id == "filters.face_model_unusable");
  };
  refused("empty.onnx", "");
  refused("words.onnx", "this is no model");
  refused("cut.onnx", std::string("\x08\x06\x12\x07pytorch\x1a\x03"
                                  "1.9:\xff\xff\x7f",
                                  19));
  CHECK_FALSE(make_detector({.model_file = folder + "/absent.onnx"}));
  std::filesystem::remove_all(folder);
}
