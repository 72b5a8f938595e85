#include <catch2/catch.hpp>
#include <cmath>

#include "pipeline/media/rendition.h"
#include "tests/unit/media/made_media.h"

using namespace integrart;
using namespace integrart::test;

namespace {

/// Counts how often the sound of one track crosses zero: twice its frequency in a second.
class CrossingCounter : public FrameSink {
 public:
  CrossingCounter(int track, std::shared_ptr<int> crossings) : m_track(track), m_crossings(std::move(crossings)) {}
  FrameNeeds needs() const override {
    FrameNeeds needs;
    needs.audio = AudioNeeds{};
    needs.audio->track = m_track;
    needs.audio->channels = 1;
    return needs;
  }
  Result<> consume(const AudioBlock& block) override {
    for (const float sample : block.samples) {
      if (std::signbit(sample) != std::signbit(m_last)) ++*m_crossings;
      m_last = sample;
    }
    return {};
  }
  Result<StepOutput> finish() override { return StepOutput{}; }

 private:
  int m_track;
  std::shared_ptr<int> m_crossings;
  float m_last = 0;
};

std::filesystem::path two_tracks(const TemporaryFolder& folder) {
  return make_media(
      folder,
      "-f lavfi -i testsrc2=s=160x120:r=25:d=2 -f lavfi -i sine=440:d=2 -f lavfi -i sine=880:d=2 -map 0 -map 1 -map 2 "
      "-c:v mpeg4 -c:a flac",
      "dub.mkv");
}

}  // namespace

TEST_CASE("a dub is heard where it is asked for, beside the first track") {
  const TemporaryFolder folder;
  const auto file = two_tracks(folder);
  REQUIRE(facts_of(file).audio.size() == 2);
  const auto first = std::make_shared<int>(0);
  const auto second = std::make_shared<int>(0);
  std::vector<std::unique_ptr<FrameSink>> sinks;
  sinks.push_back(std::make_unique<CrossingCounter>(1, second));
  sinks.push_back(std::make_unique<CrossingCounter>(0, first));
  const auto passed = pass_over(file, std::move(sinks));
  REQUIRE(passed);
  REQUIRE(passed->sinks[0]);
  REQUIRE(passed->sinks[1]);
  CHECK(*first == Approx(2 * 2 * 440).epsilon(0.03));
  CHECK(*second == Approx(2 * 2 * 880).epsilon(0.03));
}

TEST_CASE("an audio rendition takes the track of its settings") {
  const TemporaryFolder folder;
  AudioRenditionSettings settings;
  settings.track = 1;
  const auto rendition = make_audio_rendition(settings, folder.path());
  REQUIRE(rendition);
  CHECK((*rendition)->needs().audio->track == 1);
}

TEST_CASE("a track that is not there is an error, not another track") {
  const TemporaryFolder folder;
  std::vector<std::unique_ptr<FrameSink>> sinks;
  sinks.push_back(std::make_unique<CrossingCounter>(2, std::make_shared<int>(0)));
  const auto passed = pass_over(two_tracks(folder), std::move(sinks));
  REQUIRE_FALSE(passed);
  CHECK(passed.error().what.id == "media.no_such_track");
}
