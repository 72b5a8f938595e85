// Clips whose truth is known by construction: what WCAG 2.3.1 and ITU-R BT.1702 say about each of them.

#include <catch2/catch.hpp>

#include <set>

#include "tests/unit/filters/drawn_flashes.h"

using namespace integrart;

namespace {

using Rules = std::vector<std::string>;

const Rules nothing{};
const Rules general_everywhere{"bt1702", "wcag-2.3.1"};
const Rules general_in_sight{"wcag-2.3.1"};

DrawnClip with_times(DrawnClip clip, std::vector<MediaTime> times) {
  clip.times = std::move(times);
  return clip;
}

Rules rules_broken_by(const DrawnClip& clip) {
  return rules_of(look_at(filter_named("flash"), clip));
}

}  // namespace

TEST_CASE("up to three flashes a second pass, more are found, at every frame rate") {
  for (const double hertz : {1.0, 2.0, 2.5, 3.0}) {
    CAPTURE(hertz);
    CHECK(rules_broken_by(full_screen(hertz)) == nothing);
  }
  for (const double hertz : {3.75, 5.0, 10.0}) {
    CAPTURE(hertz);
    CHECK(rules_broken_by(full_screen(hertz)) == general_everywhere);
  }
  for (const Rational rate : {Rational{24000, 1001}, {25, 1}, {30000, 1001}, {50, 1}, {60, 1}}) {
    CAPTURE(rate.numerator, rate.denominator);
    CHECK(rules_broken_by(with_times(full_screen(5), times_at(rate, 3))) == general_everywhere);
    CHECK(rules_broken_by(with_times(full_screen(2.5), times_at(rate, 3))) == nothing);
  }
}

TEST_CASE("times come from the time stamps, not from counting pictures") {
  CHECK(rules_broken_by(with_times(full_screen(5), uneven_times(3))) == general_everywhere);
  CHECK(rules_broken_by(with_times(full_screen(2.5), uneven_times(3))) == nothing);
  // The same pictures, shown half as fast.
  std::vector<MediaTime> slow;
  for (int picture = 0; picture < 100; ++picture) slow.push_back({picture * 8, {1, 100}});
  CHECK(rules_broken_by(with_times(full_screen(2.4), slow)) == Rules{"bt1702-long-sequence"});
}

TEST_CASE("two to three flashes a second are a warning when they go on for more than five seconds") {
  const auto lasting = [](double hertz, double seconds, double area = 1) {
    DrawnClip clip = strip(hertz, area, grey(0), grey(1));
    clip.seconds = seconds;
    return rules_broken_by(clip);
  };
  CHECK(lasting(2, 8) == Rules{"bt1702-long-sequence"});
  CHECK(lasting(2.5, 8) == Rules{"bt1702-long-sequence"});
  CHECK(lasting(3, 8) == Rules{"bt1702-long-sequence"});
  CHECK(lasting(2.5, 4.5) == nothing);
  CHECK(lasting(1, 12) == nothing);
  CHECK(lasting(1.5, 12) == nothing);
  CHECK(lasting(2.5, 8, 0.2) == nothing);
  CHECK(lasting(5, 8) == general_everywhere);  // the stronger rule says it all
}

TEST_CASE("three flashes alone pass") {
  const DrawnClip three{[](double, double, double t) { return grey(t < 1 && t > 0.1 ? phase(t, 3.3) : 0); }};
  CHECK(rules_broken_by(three) == nothing);
}

TEST_CASE("the area counts: of what is seen at one glance, and of the screen") {
  CHECK(rules_broken_by(strip(5, 0.02, grey(0), grey(1))) == nothing);
  CHECK(rules_broken_by(strip(5, 0.20, grey(0), grey(1))) == general_in_sight);
  CHECK(rules_broken_by(strip(5, 0.24, grey(0), grey(1))) == general_in_sight);
  CHECK(rules_broken_by(strip(5, 0.27, grey(0), grey(1))) == general_everywhere);
}

TEST_CASE("small differences over large areas are found, too small and too bright ones are not") {
  CHECK(rules_broken_by(strip(5, 0.30, grey(0.30), grey(0.50))) == general_everywhere);
  CHECK(rules_broken_by(strip(5, 0.60, grey(0.30), grey(0.42))) == general_everywhere);
  CHECK(rules_broken_by(full_screen(5, grey(0.300), grey(0.423))) == general_everywhere);
  CHECK(rules_broken_by(full_screen(5, grey(0.300), grey(0.376))) == nothing);
  CHECK(rules_broken_by(full_screen(5, grey(0.83), grey(1))) == nothing);
  CHECK(rules_broken_by(full_screen(5, grey(0.75), grey(1))) == general_everywhere);
}

TEST_CASE("what blinks in turn is found though the mean of the picture stays the same") {
  const DrawnClip halves{[](double x, double, double t) { return grey((phase(t, 5) == 0) == (x < 640) ? 0 : 1); }};
  CHECK(rules_broken_by(halves) == general_everywhere);
  const DrawnClip strips{[](double, double y, double t) {
    if (y < 216) return grey(phase(t, 5));
    return y > 504 ? grey(1 - phase(t, 5)) : grey(0.2);
  }};
  CHECK(rules_broken_by(strips) == general_everywhere);
  const auto checkerboard = [](int side) {
    return DrawnClip{.drawing =
                         [side](double x, double y, double t) {
                           return grey((static_cast<int>(x) / side + static_cast<int>(y) / side + phase(t, 5)) % 2);
                         },
                     .samples = 5,
                     .state = [](double t) { return phase(t, 5); }};
  };
  CHECK(rules_broken_by(checkerboard(20)) == general_everywhere);
  CHECK(rules_broken_by(checkerboard(1)) == nothing);  // fine balanced patterns are exempt
  CHECK(rules_broken_by(checkerboard(3)) == nothing);
}

TEST_CASE("fades, camera motion, cuts and stills pass") {
  const DrawnClip fade{[](double, double, double t) { return grey(0.5 - 0.5 * std::cos(t * 3.14159 * 2 * 0.5)); }};
  CHECK(rules_broken_by(fade) == nothing);
  const DrawnClip pan{
      [](double x, double y, double t) { return grey(0.5 + 0.4 * std::sin((x + 300 * t) / 150) * std::cos(y / 130)); }};
  CHECK(rules_broken_by(pan) == nothing);
  const DrawnClip cuts{[](double x, double y, double t) {
    const int scene = static_cast<int>(t * 2.5);
    return grey(0.5 + 0.5 * std::sin(x / (40 + scene % 5 * 30) + scene) * std::sin(y / (50 + scene % 3 * 20)));
  }};
  CHECK(rules_broken_by(cuts) == nothing);
  CHECK(rules_broken_by({[](double, double, double) { return grey(0.4); }}) == nothing);
}

TEST_CASE("a noisy picture is no flash") {
  const DrawnClip noise{.drawing =
                            [](double x, double y, double t) {
                              const double value =
                                  std::sin(std::floor(x) * 12.9898 + std::floor(y) * 78.233 + t * 37.7);
                              return grey(0.2 + 0.2 * (value * 43758.5453 - std::floor(value * 43758.5453)));
                            },
                        .seconds = 1.4,
                        .samples = 5};
  CHECK(rules_broken_by(noise) == nothing);
}

TEST_CASE("what moves to and fro is no flash, what blinks out of step is") {
  // As a bird beats its wings: a dark bar a quarter of the screen wide and 30 pixels high, 3.5 times a second up and
  // down.
  const DrawnClip wings{[](double x, double y, double t) {
    const double middle = 360 + 130 * std::sin(t * 3.14159 * 2 * 3.5);
    return grey(std::abs(x - 640) < 160 && std::abs(y - middle) < 15 ? 0.05 : 0.5);
  }};
  CHECK(rules_broken_by(wings) == nothing);
  const DrawnClip out_of_step{[](double x, double, double t) { return grey(phase(x < 640 ? t : t + 0.05, 5)); }};
  CHECK(rules_broken_by(out_of_step) == general_everywhere);
}

TEST_CASE("a gradual swing is a flash all the same, also when it is stronger in one place than in another") {
  const DrawnClip uneven{[](double x, double, double t) {
    return grey((0.25 + 0.75 * x / screen_width) * (0.5 - 0.5 * std::cos(t * 3.14159 * 2 * 4)));
  }};
  CHECK(rules_broken_by(uneven) == general_everywhere);
  const DrawnClip swing{[](double, double, double t) { return grey(0.5 - 0.5 * std::cos(t * 3.14159 * 2 * 5)); }};
  CHECK(rules_broken_by(swing) == general_everywhere);
}

TEST_CASE("saturated red is counted on its own, by the older and the newer definition") {
  const Rules all_red{"bt1702-red", "bt1702-red-uv", "wcag-2.2-red", "wcag-2.3.1-red"};
  const Rules red_and_general{"bt1702", "bt1702-red", "bt1702-red-uv", "wcag-2.2-red", "wcag-2.3.1", "wcag-2.3.1-red"};
  CHECK(rules_broken_by(full_screen(5, grey(0), pure_red)) == red_and_general);
  CHECK(rules_broken_by(full_screen(3, grey(0), pure_red)) == nothing);
  CHECK(rules_broken_by(full_screen(5, pure_blue, pure_red)) == red_and_general);
  // Grey of the same luminance: nothing changes but the colour.
  CHECK(rules_broken_by(full_screen(5, grey(0.2126), pure_red)) == all_red);
  // Orange is not saturated red; nor does a dark red that is hardly seen count as a change of luminance.
  CHECK(rules_broken_by(full_screen(5, {1, 0.45, 0.1}, {0.95, 0.43, 0.1})) == nothing);
  CHECK(rules_broken_by(full_screen(5, grey(0), {0.004, 0, 0})) == nothing);
}

TEST_CASE("each of the two definitions of red finds what the other does not") {
  const Rules older_only{"bt1702-red", "wcag-2.3.1-red"};
  const Rules newer_only{"bt1702-red-uv", "wcag-2.2-red"};
  const Rules all_red{"bt1702-red", "bt1702-red-uv", "wcag-2.2-red", "wcag-2.3.1-red"};
  // Red and half as bright red: (R - G - B) x 320 changes by 64, u' v' not at all, luminance by 0.04.
  CHECK(rules_broken_by(full_screen(5, {0.2, 0, 0}, {0.4, 0, 0})) == older_only);
  CHECK(rules_broken_by(full_screen(3, {0.2, 0, 0}, {0.4, 0, 0})) == nothing);
  // By 15 at most, which is too little; but from (0.451, 0.523) to (0.175, 0.158), (0.125, 0.563) or (0.198, 0.468) in
  // u' v', which is more than 0.2.
  CHECK(rules_broken_by(full_screen(5, {0.045, 0, 0}, {0, 0, 0.045})) == newer_only);
  CHECK(rules_broken_by(full_screen(5, {0.045, 0, 0}, {0, 0.045, 0})) == newer_only);
  CHECK(rules_broken_by(full_screen(5, {0.045, 0, 0}, grey(0.02))) == newer_only);
  CHECK(rules_broken_by(full_screen(3, {0.045, 0, 0}, {0, 0, 0.045})) == nothing);
  // By 26, and as far in u' v'.
  CHECK(rules_broken_by(full_screen(5, {0.08, 0, 0}, {0, 0, 0.045})) == all_red);
  // Saturated red and a paler red: 0.19 in u' v', and by 10.
  CHECK(rules_broken_by(full_screen(5, {0.045, 0, 0}, {0.045, 0.015, 0.015})) == nothing);
  // Far from each other in u' v', and neither is saturated red.
  CHECK(rules_broken_by(full_screen(5, {0.045, 0.015, 0}, {0, 0, 0.045})) == nothing);

  const FilterResult newer = look_at(filter_named("flash"), full_screen(5, {0.045, 0, 0}, {0, 0, 0.045}));
  const FilterResult older = look_at(filter_named("flash"), full_screen(5, {0.2, 0, 0}, {0.4, 0, 0}));
  std::set<std::string> sentences;
  for (const FilterResult* result : {&newer, &older})
    for (const Finding& finding : result->findings) sentences.insert(finding.message.id);
  CHECK(sentences.size() == 4);  // each says by which definition, and of what
}

TEST_CASE("a finding says when, where and how much, and the evidence lists every stretch") {
  const DrawnClip two_stretches{[](double x, double, double t) {
                                  const bool flashing = x >= 854 && ((t >= 1 && t < 3) || (t >= 6 && t < 8));
                                  return grey(flashing ? phase(t, 5) : 0);
                                },
                                9,
                                {}};
  const FilterResult result = look_at(filter_named("flash"), two_stretches);
  REQUIRE(rules_of(result) == general_everywhere);
  const Finding& finding = result.findings.front();
  CHECK(finding.kind == "flash.general");
  CHECK(finding.producer == "flash/5");
  CHECK(*finding.start == Approx(1.1).margin(0.15));
  CHECK(*finding.end == Approx(8.3).margin(0.4));
  CHECK(finding.box->x > 0.6);
  CHECK(finding.score > 0.95);
  CHECK(finding.severity == Severity::high);
  const Json* rules = result.evidence.find("rules");
  REQUIRE(rules != nullptr);
  CHECK(rules->at_or_null("wcag-2.3.1").at_or_null("ranges").items().size() == 2);
  CHECK(rules->at_or_null("wcag-2.3.1-red").at_or_null("ranges").items().empty());
}

TEST_CASE("portrait and tiny pictures are looked at in their own shape") {
  SourceFacts facts = facts_of_drawn_clip();
  facts.video->width = 720;
  facts.video->height = 1280;
  const auto portrait = filter_named("flash").make_sink(facts, {});
  REQUIRE(portrait);
  CHECK((*portrait)->needs().video->width == 144);
  CHECK((*portrait)->needs().video->height == 256);
  facts.video->width = 16;
  facts.video->height = 16;
  CHECK((*filter_named("flash").make_sink(facts, {}))->needs().video->width == 16);
  facts.video.reset();
  CHECK(filter_named("flash").make_sink(facts, {}).error().code == Errc::unsupported);
}

TEST_CASE("a clip without a picture gives no finding and no crash") {
  const auto sink = filter_named("flash").make_sink(facts_of_drawn_clip(), {});
  REQUIRE(sink);
  const auto output = (*sink)->finish();
  REQUIRE(output);
  CHECK(filter_result_from_json(output->document)->findings.empty());
}
