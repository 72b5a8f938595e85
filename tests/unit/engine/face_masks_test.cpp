#include <catch2/catch.hpp>

#include "pipeline/engine/face_masks.h"

using namespace integrart;

namespace {

/// Evidence of the filter `face`: one face that moves right by a tenth of the picture a second, another that stands.
Json evidence() {
  Json moving = Json::empty_array();
  for (int i = 0; i <= 20; ++i) moving.push_back(Json::array({1 + 0.1 * i, 0.2 + 0.01 * i, 0.4, 0.1, 0.1, 0.9}));
  Json standing = Json::empty_array();
  for (const double time : {4.0, 4.1, 5.0}) standing.push_back(Json::array({time, 0.6, 0.2, 0.1, 0.1, 0.9}));
  return Json::object({{"detector", "cascades"},
                       {"every_picture", true},
                       {"decided", Json::array({0, 10})},
                       {"undecided", Json::array({Json::array({7.0, 7.1})})},
                       {"tracks", Json::array({Json::object({{"id", "1"}, {"seen", moving}}),
                                               Json::object({{"id", "2"}, {"seen", standing}})})}});
}

FaceChoice choice_from(const std::string& json) {
  return FaceChoice::from_json(*parse_json(json)).value();
}

bool covers(const PictureMasks& masks, double time, const Box& face) {
  for (const Box& box : masks.at(time, time + 0.04))
    if (hull_of(box, face) == box) return true;
  return false;
}

}  // namespace

TEST_CASE("masks follow a face, a third larger, half a second longer, and where it went") {
  const PictureMasks masks = face_masks(evidence(), {}).value();
  REQUIRE(masks.paths.size() == 2);
  for (double time = 1; time <= 3; time += 0.05) CHECK(covers(masks, time, {0.2 + 0.1 * (time - 1), 0.4, 0.1, 0.1}));
  // Where it would be half a second before and after, had it gone on.
  for (const double time : {0.55, 0.8, 3.2, 3.45}) CHECK(covers(masks, time, {0.2 + 0.1 * (time - 1), 0.4, 0.1, 0.1}));
  CHECK(masks.at(0.3, 0.34).empty());
  CHECK(masks.at(3.52, 3.56).at(0).y < 0.3);        // only the other one, which comes at 4
  CHECK(covers(masks, 4.5, {0.6, 0.2, 0.1, 0.1}));  // between two sightings
  CHECK(masks.at(6, 6.04).empty());
  const Box box = masks.at(2, 2.001).front();
  CHECK(box.width == Approx(0.13).margin(0.001));
  CHECK(box.height == Approx(0.13).margin(0.001));
  CHECK(masks.paths[0].points.size() < 8);  // a straight way needs few points
}

TEST_CASE("undecided times are covered whole, and so is what lies outside what was looked at") {
  const PictureMasks masks = face_masks(evidence(), {}).value();
  CHECK(masks.at(7.05, 7.06) == std::vector<Box>{{0, 0, 1, 1}});
  CHECK(masks.at(10, 10.04) == std::vector<Box>{{0, 0, 1, 1}});
  Json glanced = evidence();
  glanced["every_picture"] = false;
  CHECK_FALSE(face_masks(glanced, {}));
  CHECK_FALSE(face_masks(Json::empty_object(), {}));
}

TEST_CASE("people choose faces, and draw boxes of their own") {
  const PictureMasks one = face_masks(evidence(), choice_from(R"({"schema":"faces/1","cover":[2]})")).value();
  REQUIRE(one.paths.size() == 1);
  CHECK(one.paths[0].id == "2");
  CHECK(one.whole.size() == 1);
  const PictureMasks left = face_masks(evidence(), choice_from(R"({"schema":"faces/1","leave":["2"]})")).value();
  REQUIRE(left.paths.size() == 1);
  CHECK(left.paths[0].id == "1");
  const PictureMasks drawn =
      face_masks(
          evidence(),
          choice_from(
              R"({"schema":"faces/1","cover":[],"boxes":[{"start":1,"end":2,"box":[0,0,0.5,0.5]}],"style":"mosaic"})"))
          .value();
  CHECK(drawn.style == MaskStyle::mosaic);
  CHECK(drawn.whole.empty());
  CHECK(drawn.at(1.5, 1.54) == std::vector<Box>{{0, 0, 0.5, 0.5}});
  CHECK(drawn.at(2.5, 2.54).empty());
  CHECK(face_masks(evidence(), choice_from(R"({"schema":"faces/1","leave":["9"]})")).error().what.id ==
        "engine.face_unknown");
}

TEST_CASE("a choice survives being a document, and a broken one is refused") {
  const FaceChoice choice = choice_from(
      R"({"schema":"faces/1","source":"ab","cover":["1","2"],"leave":["3"],"boxes":[{"box":[0.1,0.1,0.2,0.2]}],"style":"mosaic"})");
  CHECK(FaceChoice::from_json(choice.to_json()).value().to_json() == choice.to_json());
  CHECK(FaceChoice::from_json(FaceChoice{}.to_json()).value().all);
  for (const char* broken :
       {R"({})", R"({"schema":"faces/2"})", R"({"schema":"faces/1","cover":"none"})",
        R"({"schema":"faces/1","cover":[1.5]})", R"({"schema":"faces/1","leave":{}})",
        R"({"schema":"faces/1","boxes":[{"start":2,"end":1,"box":[0,0,1,1]}]})",
        R"({"schema":"faces/1","boxes":[{"box":[0,0,0,1]}]})",
        R"({"schema":"faces/1","boxes":[{"box":[0.5,0,0.6,1]}]})", R"({"schema":"faces/1","boxes":{}})",
        R"({"schema":"faces/1","style":"blur"})", R"({"schema":"faces/1","covers":"all"})"}) {
    CAPTURE(broken);
    CHECK_FALSE(FaceChoice::from_json(*parse_json(broken)));
  }
}
