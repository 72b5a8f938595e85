// Stripes whose number, area and movement are known by construction, and what the consensus figures say about them.

#include <catch2/catch.hpp>

#include "pipeline/policy.h"
#include "tests/unit/filters/drawn_flashes.h"

using namespace integrart;

namespace {

using Rules = std::vector<std::string>;

const Rules nothing{};
const Rules standing{"stripes-standing"};
const Rules drifting{"stripes-drifting"};
const Rules drifting_allowed{"stripes-drifting-allowed"};
const Rules changing{"stripes-changing"};

Rules rules_broken_by(const DrawnClip& clip) {
  return rules_of(look_at(filter_named("pattern"), clip));
}
Rules rules_broken_by(const Stripes& stripes) {
  return rules_broken_by(drawn(stripes));
}

}  // namespace

TEST_CASE("stripes that stand: more than eight pairs, of every direction") {
  CHECK(rules_broken_by(Stripes{.pairs = 10}) == standing);
  CHECK(rules_broken_by(Stripes{.pairs = 7}) == nothing);
  CHECK(rules_broken_by(Stripes{.pairs = 4}) == nothing);
  CHECK(rules_broken_by(Stripes{.pairs = 20, .angle = 90}) == standing);  // 18 pixels each
  CHECK(rules_broken_by(Stripes{.pairs = 7, .angle = 90}) == nothing);
  for (const double angle : {17.0, 30.0, 45.0, 60.0, 120.0, 150.0}) {
    CAPTURE(angle);
    CHECK(rules_broken_by(Stripes{.pairs = 18, .angle = angle}) == standing);
  }
  CHECK(rules_broken_by(Stripes{.pairs = 60}) == standing);  // thin ones
  CHECK(rules_broken_by(Stripes{.pairs = 12, .soft = true}) == standing);
}

TEST_CASE("stripes that drift one way: more than twelve pairs") {
  const auto right = [](double t) { return -1.3 * t; };
  CHECK(rules_broken_by(Stripes{.pairs = 7, .moved = right}) == nothing);
  CHECK(rules_broken_by(Stripes{.pairs = 10, .moved = right}) == drifting_allowed);  // more than might stand still
  CHECK(rules_broken_by(Stripes{.pairs = 16, .moved = right}) == drifting);
  CHECK(rules_broken_by(Stripes{.pairs = 20, .angle = 90, .moved = [](double t) { return 3 * t; }}) == drifting);
}

TEST_CASE("stripes that change: more than five pairs") {
  CHECK(rules_broken_by(Stripes{.pairs = 10, .moved = [](double t) { return inverting(t, 5); }}) == changing);
  CHECK(rules_broken_by(Stripes{.pairs = 7, .moved = [](double t) { return inverting(t, 2.5); }}) == changing);
  CHECK(rules_broken_by(Stripes{.pairs = 4, .moved = [](double t) { return inverting(t, 5); }}) == nothing);
  // To and fro, as a curtain in the wind.
  CHECK(rules_broken_by(Stripes{.pairs = 7, .moved = [](double t) { return 0.4 * std::sin(t * 12); }}) == changing);
  // Faster than the pictures can tell from inverting.
  CHECK(rules_broken_by(Stripes{.pairs = 7, .moved = [](double t) { return 11 * t; }}) == changing);
  // Coming and going, five times a second.
  DrawnClip blinking = drawn({.pairs = 7});
  blinking.drawing = [stripes = blinking.drawing](double x, double y, double t) {
    return inverting(t, 5) > 0 ? grey(0.3) : stripes(x, y, t);
  };
  CHECK(rules_broken_by(blinking) == changing);
}

TEST_CASE("the area, the light and the time count") {
  CHECK(rules_broken_by(Stripes{.pairs = 40, .area = 0.28}) == standing);
  CHECK(rules_broken_by(Stripes{.pairs = 40, .area = 0.22}) == nothing);
  CHECK(rules_broken_by(Stripes{.dark = 0.45, .light = 0.50}) == nothing);
  CHECK(rules_broken_by(Stripes{.dark = 0.35, .light = 0.55}) == standing);
  CHECK(rules_broken_by(Stripes{.dark = 0, .light = 0.18}) == nothing);
  CHECK(rules_broken_by(Stripes{.begin = 0.5, .end = 0.9}) == nothing);
  CHECK(rules_broken_by(Stripes{.begin = 0.5, .end = 1.4}) == standing);
}

TEST_CASE("every frame rate, and times that are uneven") {
  for (const Rational rate : {Rational{24000, 1001}, {25, 1}, {30000, 1001}, {50, 1}, {60, 1}}) {
    CAPTURE(rate.numerator, rate.denominator);
    DrawnClip clip = drawn({.pairs = 7, .moved = [](double t) { return inverting(t, 5); }});
    clip.times = times_at(rate, 2);
    CHECK(rules_broken_by(clip) == changing);
    DrawnClip still = drawn({.pairs = 10});
    still.times = times_at(rate, 2);
    CHECK(rules_broken_by(still) == standing);
  }
  DrawnClip uneven = drawn({.pairs = 16, .moved = [](double t) { return t; }});
  for (std::int64_t milliseconds = 0, number = 0; milliseconds < 2000; ++number, milliseconds += 33 + number % 3 * 8)
    uneven.times.push_back(MediaTime::from_milliseconds(milliseconds));
  CHECK(rules_broken_by(uneven) == drifting);
}

TEST_CASE("scenes without regular stripes pass") {
  const DrawnClip pan{
      [](double x, double y, double t) { return grey(0.5 + 0.4 * std::sin((x + 300 * t) / 150) * std::cos(y / 130)); }};
  CHECK(rules_broken_by(pan) == nothing);
  const DrawnClip noise{.drawing =
                            [](double x, double y, double t) {
                              const double value =
                                  std::sin(std::floor(x / 9) * 12.9898 + std::floor(y / 9) * 78.233 + t * 0.7);
                              return grey(0.5 + 0.5 * (value * 43758.5453 - std::floor(value * 43758.5453)));
                            },
                        .seconds = 1.5};
  CHECK(rules_broken_by(noise) == nothing);
  // A fence before a house: stripes on a tenth of the picture.
  const DrawnClip fence{[](double x, double y, double) {
    return y > 620 && std::fmod(x, 40) < 20 ? grey(0.9) : grey(0.3 + 0.2 * std::sin(x / 200) * std::sin(y / 90));
  }};
  CHECK(rules_broken_by(fence) == nothing);
  // A keyboard, a bookshelf: about as wide as each other, no two the same.
  const DrawnClip books{[](double x, double, double) {
    const double shelf = x + 60 * std::sin(x / 70) + 40 * std::sin(x / 31);
    return grey(0.2 + 0.6 * std::abs(std::sin(std::floor(shelf / 50) * 37.7)));
  }};
  CHECK(rules_broken_by(books) == nothing);
  CHECK(rules_broken_by({[](double, double, double) { return grey(0.4); }}) == nothing);
  CHECK(rules_broken_by({[](double, double, double) { return grey(0); }}) == nothing);
}

TEST_CASE("a finding of stripes says when, where, and how many") {
  const FilterResult result =
      look_at(filter_named("pattern"), drawn({.pairs = 30, .area = 0.5, .begin = 0.6, .end = 1.6}));
  REQUIRE(result.findings.size() == 1);
  const Finding& finding = result.findings.front();
  CHECK(finding.kind == "pattern.stripes");
  CHECK(*finding.start == Approx(0.6).margin(0.13));
  CHECK(*finding.end == Approx(1.56).margin(0.1));
  CHECK(finding.score == Approx(0.5).margin(0.06));
  CHECK(finding.box->x < 0.05);
  CHECK(finding.box->width == Approx(0.5).margin(0.08));
  CHECK(result.evidence.at_or_null("stretches").items().front().at_or_null("pairs").number_or(0) ==
        Approx(15).margin(1));
  CHECK(render(finding.message, "en").find("standing still (at most 8)") != std::string::npos);
}

TEST_CASE("stripes that may drift but not stand are a warning, and the policy takes it for one") {
  const FilterResult result =
      look_at(filter_named("pattern"), drawn({.pairs = 10, .moved = [](double t) { return t; }}));
  REQUIRE(result.findings.size() == 1);
  const Finding& finding = result.findings.front();
  CHECK(finding.kind == "pattern.drifting");
  CHECK(finding.severity == Severity::low);
  CHECK(render(finding.message, "en").find("at most 12") != std::string::npos);
  CHECK(judge(Policy::default_policy(), result.findings, {}).kind == VerdictKind::warn);
}
