#include <catch2/catch.hpp>

#include "pipeline/engine/flash_softening.h"

using namespace integrart;

namespace {

Json rule_of(std::initializer_list<std::pair<double, double>> ranges) {
  Json list = Json::empty_array();
  for (const auto& [begin, end] : ranges) list.push_back(Json::array({begin, end}));
  return Json::object({{"ranges", std::move(list)}});
}

Json evidence_of(Json general, Json red, Json lasting) {
  return Json::object({{"rules", Json::object({{"wcag-2.3.1", std::move(general)},
                                               {"bt1702-red", std::move(red)},
                                               {"bt1702-long-sequence", std::move(lasting)}})}});
}

Json lasting(double begin, double seconds) {
  return Json::object({{"longest_seconds", seconds}, {"begin", begin}});
}

}  // namespace

TEST_CASE("every stretch of every rule is softened, a little around it, once") {
  const Json evidence = evidence_of(rule_of({{2, 4}, {10, 11}}), rule_of({{3.9, 5}}), lasting(20, 7));
  const auto softening = flash_softening(evidence, SofteningStyle::dim, 1);
  REQUIRE(softening);
  CHECK(softening->stretches.size() == 3);
  CHECK(softening->stretches[0].begin == Approx(1.9));
  CHECK(softening->stretches[0].end == Approx(5.1));
  CHECK(softening->stretches[2].end == Approx(27.1));
  CHECK(FlashSoftening::from_json(softening->to_json()) == *softening);
  CHECK_FALSE(is_calm(evidence));
}

TEST_CASE("what keeps to the rules is calm") {
  const Json calm = evidence_of(rule_of({}), rule_of({}), lasting(3, 4));
  CHECK(is_calm(calm));
  CHECK(flash_softening(calm, SofteningStyle::dim, 1)->stretches.empty());
  CHECK(flash_softening(Json::empty_object(), SofteningStyle::dim, 1).error().code == Errc::internal);
}

TEST_CASE("stretches of an earlier softening stay") {
  const FlashSoftening before{SofteningStyle::dim, 1, {{1.9, 4.1}}};
  const auto next = flash_softening(evidence_of(rule_of({{4, 5}, {8, 9}}), rule_of({}), lasting(0, 0)),
                                    SofteningStyle::dim, 2, before);
  REQUIRE(next);
  CHECK(next->level == 2);
  REQUIRE(next->stretches.size() == 2);
  CHECK(next->stretches[0].begin == Approx(1.9));
  CHECK(next->stretches[0].end == Approx(5.1));
}

TEST_CASE("softening comes and goes over half a second") {
  const FlashSoftening softening{SofteningStyle::dim, 1, {{2, 4}, {10, 11}}};
  CHECK(softening.share_at(1.5) == Approx(0));
  CHECK(softening.share_at(1.75) == Approx(0.5));
  CHECK(softening.share_at(2) == Approx(1));
  CHECK(softening.share_at(3) == Approx(1));
  CHECK(softening.share_at(4.25) == Approx(0.5));
  CHECK(softening.share_at(7) == 0);
  CHECK(softening.share_at(10.5) == Approx(1));
}

TEST_CASE("documents of softening that make no sense are refused") {
  const Json good = FlashSoftening{SofteningStyle::desaturate, 3, {{1, 2}, {3, 4}}}.to_json();
  REQUIRE(FlashSoftening::from_json(good));
  for (const auto& [key, value] : {std::pair("level", Json(0)),
                                   {"level", Json(5)},
                                   {"style", Json("blur")},
                                   {"stretches", Json::array({Json::array({3.0, 4.0}), Json::array({1.0, 2.0})})},
                                   {"stretches", Json::array({Json::array({2.0, 1.0})})},
                                   {"stretches", Json::array({Json::array({2.0})})}}) {
    CAPTURE(key, value.dump());
    Json broken = good;
    broken[key] = value;
    CHECK(FlashSoftening::from_json(broken).error().code == Errc::invalid_input);
  }
  Json other = good;
  other["schema"] = "softening/2";
  CHECK(FlashSoftening::from_json(other).error().code == Errc::unsupported);
}
