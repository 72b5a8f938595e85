#include "pipeline/engine/ladder.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

using namespace integrart;

namespace {

VideoFacts picture(int width, int height) {
  VideoFacts video;
  video.width = width;
  video.height = height;
  return video;
}

std::vector<std::string> ids(const std::vector<PlannedRung>& rungs) {
  std::vector<std::string> names;
  for (const PlannedRung& rung : rungs) names.push_back(rung.rung.id);
  return names;
}

const std::vector<Rung> ladder = Recipe::default_recipe().video.ladder;

}  // namespace

TEST_CASE("rungs above the source are dropped, each with a note") {
  const auto rungs = fit_ladder(ladder, picture(1280, 720));
  CHECK(ids(rungs.value) == std::vector<std::string>{"720p", "480p", "360p", "240p"});
  REQUIRE(rungs.notes.size() == 1);
  CHECK(rungs.notes.front().id == "engine.rung_dropped");
}

TEST_CASE("a phone held upright is measured by its short side") {
  const auto rungs = fit_ladder(ladder, picture(1080, 1920));
  REQUIRE(rungs.value.size() == 5);
  CHECK(rungs.value.front().width == 1080);
  CHECK(rungs.value.front().height == 1920);
  CHECK(rungs.value.back().width == 240);
  CHECK(rungs.value.back().height == 426);
}

TEST_CASE("a picture between two rungs keeps its own size when much would be lost") {
  const auto much = fit_ladder(ladder, picture(1024, 576));
  CHECK(ids(much.value) == std::vector<std::string>{"576p", "480p", "360p", "240p"});
  CHECK(much.value.front().width == 1024);
  CHECK(much.value.front().rung.max_bitrate_kbps < 3041);
  const auto little = fit_ladder(ladder, picture(960, 540));
  CHECK(ids(little.value) == std::vector<std::string>{"480p", "360p", "240p"});
}

TEST_CASE("a picture smaller than the whole ladder is made once, at its own even size") {
  const auto rungs = fit_ladder(ladder, picture(161, 121));
  REQUIRE(rungs.value.size() == 1);
  CHECK(rungs.value.front().width % 2 == 0);
  CHECK(rungs.value.front().height % 2 == 0);
  CHECK(rungs.value.front().height <= 121);
}

TEST_CASE("all sizes are even and keep the shape of the picture") {
  for (int width = 64; width <= 4096; width += 97)
    for (const int height : {66, 240, 480, 811, 1080, 2160})
      for (const PlannedRung& rung : fit_ladder(ladder, picture(width, height)).value) {
        CHECK(rung.width % 2 == 0);
        CHECK(rung.height % 2 == 0);
        const double shape = static_cast<double>(width) / height;
        CHECK(std::abs(static_cast<double>(rung.width) - rung.height * shape) <= 2 * std::max(1.0, shape));
      }
}
