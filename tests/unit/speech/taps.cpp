#include "pipeline/speech/taps.h"

#include <catch2/catch.hpp>

using namespace integrart;

namespace {

Result<std::vector<Tap>> taps_of(const char* json) {
  return taps_from_json(parse_json(json).value(), 5, 100);
}

LineTimes line_at(double second, LineConfidence confidence) {
  LineTimes line;
  line.begin = second;
  line.confidence = confidence;
  return line;
}

}  // namespace

TEST_CASE("taps come in the order of lines, the last of a line counts") {
  const auto taps =
      taps_of(R"([{"line":3,"time":9},{"line":1,"time":2},{"line":3,"time":8,"confirmed":true,"end":9.5}])");
  REQUIRE(taps);
  REQUIRE(taps->size() == 2);
  CHECK(taps->at(0).line == 0);
  CHECK(taps->at(1).second == 8);
  CHECK(taps->at(1).confirmed);
  CHECK(taps->at(1).end == 9.5);
}

TEST_CASE("taps that make no sense are refused with their number") {
  for (const char* json : {R"([{"line":0,"time":1}])", R"([{"line":6,"time":1}])", R"([{"line":1,"time":-1}])",
                           R"([{"line":1,"time":101}])", R"([{"line":1}])", R"([{"line":1,"time":2,"end":1}])", "[7]"})
    CHECK(taps_of(json).error().what.id == "speech.tap_refused");
  CHECK(taps_of("{}").error().what.id == "speech.taps_no_list");
  CHECK(taps_of(R"([{"line":1,"time":5},{"line":2,"time":4}])").error().what.id == "speech.taps_backwards");
}

TEST_CASE("the delay of a person is learnt from the lines that are certain") {
  std::vector<LineTimes> by_sound;
  std::vector<Tap> taps;
  for (std::size_t i = 0; i < 5; ++i) {
    by_sound.push_back(line_at(10.0 * static_cast<double>(i), LineConfidence::aligned));
    taps.push_back({i, by_sound.back().begin + 0.25, std::nullopt, false});
  }
  CHECK(tap_delay(taps, by_sound) == Approx(0.25));
  by_sound[4].confidence = LineConfidence::unsure;
  by_sound[4].begin = 50;
  CHECK(tap_delay(taps, by_sound) == Approx(0.25));
  CHECK(tap_delay(std::span(taps).first(1), by_sound) == Approx(0.1));  // one tap says little
  CHECK(tap_delay({}, by_sound) == 0);
  taps[1].confirmed = true;
  const auto anchors = anchors_of(taps, 0.25);
  CHECK(anchors[1].second == Approx(10.25));
  CHECK(anchors[2].second == Approx(20));
}
