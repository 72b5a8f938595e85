#include <catch2/catch.hpp>

#include "pipeline/base/documents/cue_track.h"

using namespace integrart;

namespace {

CueTrack track_of_confidence(std::string_view confidence) {
  CueTrack track;
  Cue cue;
  cue.id = "1";
  cue.when = {MediaTime::from_seconds(1), MediaTime::from_seconds(2)};
  cue.text = "Добрий вечір";
  cue.confidence = confidence;
  track.cues.push_back(cue);
  return track;
}

}  // namespace

TEST_CASE("how sure the times of a cue are survives its document, and what is unknown is not written") {
  for (const std::string_view confidence : {"aligned", "unsure", "interpolated", "manual"}) {
    const Json json = track_of_confidence(confidence).to_json();
    const auto back = CueTrack::from_json(json);
    REQUIRE(back);
    CHECK(back->cues.front().confidence == confidence);
    CHECK(has_confirmed_start(back->cues.front()) == (confidence == "manual"));
  }
  const Json unknown = track_of_confidence("").to_json();
  CHECK(unknown.at_or_null("cues").items().front().find("confidence") == nullptr);
  REQUIRE(CueTrack::from_json(unknown));
  CHECK_FALSE(CueTrack::from_json(track_of_confidence("perhaps").to_json()));
}
