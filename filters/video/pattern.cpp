// Regular stripes that can cause seizures in people with pattern-sensitive epilepsy.

#include <algorithm>
#include <array>
#include <cmath>

#include "filters/video/flash/linear_picture.h"
#include "filters/video/looks/filter_output.h"
#include "filters/video/pattern/stripe_watch.h"
#include "filters/video/pattern/stripes.h"
#include "pipeline/base/filter.h"
#include "pipeline/media/frame.h"

namespace integrart {
namespace {

using namespace pattern;

/// As of flashes, so that both look at one scaled picture.
constexpr int longest_side = 256;

/// While there are no stripes, it is enough to look this often; a pattern must last half a second.
constexpr double seconds_between_looks = 0.1;

class PatternSink final : public FrameSink {
 public:
  explicit PatternSink(const VideoFacts& video)
      : m_needs(needs_within(video, longest_side, PixelLayout::bgr24, 0)), m_search(m_needs.width, m_needs.height) {}

  FrameNeeds needs() const override { return {m_needs, std::nullopt}; }
  using FrameSink::consume;
  Result<> consume(const VideoFrame& frame) override;
  Result<StepOutput> finish() override;

 private:
  VideoNeeds m_needs;
  StripeSearch m_search;
  StripeWatch m_watch;
  std::vector<float> m_luminance;
  double m_looked = -1;
  std::int64_t m_looks = 0;
};

Result<> PatternSink::consume(const VideoFrame& frame) {
  if (frame.picture.width != m_needs.width || frame.picture.height != m_needs.height)
    return fail(Errc::internal, "filters.wrong_picture_size", {{"filter", std::string("pattern")}});
  const double seconds = frame.time.seconds();
  const std::optional<Wave> watched = m_watch.wave();
  if (!watched && m_looks > 0 && seconds - m_looked < seconds_between_looks) return {};
  flash::measure_luminance(frame.picture, m_luminance);
  m_watch.look(seconds, m_search.strongest(m_luminance, watched));
  m_looked = seconds;
  ++m_looks;
  return {};
}

Severity severity_of(const StripeStretch& stretch) {
  if (stretch.is_allowed) return Severity::low;
  return stretch.movement == StripeMovement::changing ? Severity::high : Severity::medium;
}

Finding found(const StripeStretch& stretch) {
  Finding finding;
  finding.kind = stretch.is_allowed ? "pattern.drifting" : "pattern.stripes";
  finding.start = stretch.begin;
  finding.end = stretch.end;
  finding.box = stretch.box;
  finding.score = stretch.area;
  finding.severity = severity_of(stretch);
  finding.rule = rule_of(stretch);
  finding.message = {stretch.is_allowed ? "filters.pattern_drifting" : "filters.pattern_stripes",
                     {{"pairs", static_cast<std::int64_t>(std::llround(stretch.pairs))},
                      {"most", static_cast<std::int64_t>(most_pairs(stretch.movement))},
                      {"percent", static_cast<std::int64_t>(std::llround(stretch.area * 100))}}};
  if (stretch.is_allowed)
    finding.message.arguments.emplace_back("most_standing",
                                           static_cast<std::int64_t>(most_pairs(StripeMovement::standing)));
  else
    finding.message.arguments.emplace_back("movement", std::string(name_of(stretch.movement)));
  finding.producer = "pattern/2";
  return finding;
}

Result<StepOutput> PatternSink::finish() {
  m_watch.finish();
  FilterResult result;
  Json stretches = Json::empty_array();
  for (const StripeStretch& stretch : m_watch.stretches()) {
    result.findings.push_back(found(stretch));
    stretches.push_back(Json::object({{"rule", rule_of(stretch)},
                                      {"begin", stretch.begin},
                                      {"end", stretch.end},
                                      {"area", stretch.area},
                                      {"pairs", stretch.pairs}}));
  }
  result.evidence = Json::object({{"columns", m_needs.width},
                                  {"rows", m_needs.height},
                                  {"pictures", static_cast<long long>(m_looks)},
                                  {"stretches", std::move(stretches)}});
  return output_of(result);
}

Result<std::unique_ptr<FrameSink>> make_sink(const SourceFacts& facts, const Json& /*parameters*/) {
  if (!facts.video) return fail(Errc::unsupported, "filters.no_moving_picture", {{"filter", std::string("pattern")}});
  return std::make_unique<PatternSink>(*facts.video);
}

constexpr auto kinds = std::to_array<std::string_view>({"pattern.stripes", "pattern.drifting"});

// Clips described in words that the test draws: pairs of upright stripes over the screen, what they do, and how often.
constexpr auto examples = std::to_array<Example>({
    {"ten pairs that stand still", R"({"pairs":10,"movement":"standing"})", false},
    {"seven pairs that stand still", R"({"pairs":7,"movement":"standing"})", true},
    {"seven pairs that drift one way", R"({"pairs":7,"movement":"drifting","hertz":1})", true},
    {"ten pairs that drift one way: a warning", R"({"pairs":10,"movement":"drifting","hertz":1})", false},
    {"fifteen pairs that drift one way", R"({"pairs":15,"movement":"drifting","hertz":1})", false},
    {"seven pairs that invert five times a second", R"({"pairs":7,"movement":"inverting","hertz":5})", false},
    {"four pairs that invert five times a second", R"({"pairs":4,"movement":"inverting","hertz":5})", true},
});

}  // namespace

extern const Filter filter_pattern;
const Filter filter_pattern{
    .id = "pattern",
    .version = 2,  // 2: warns of drifting stripes that might not stand still
    .doc =
        {.summary = "Regular stripes that can cause seizures.",
         .details =
             "Looks in a small linear-light picture for the strongest regular stripes of any direction. A finding is "
             "light and dark stripes on more than a quarter of the picture for half a second or longer, the light ones "
             "above 50 of 200 cd/m2: more than 8 pairs when they stand, more than 12 when they drift one way, more "
             "than "
             "5 when they move to and fro, invert, or come and go. More than 8 that drift are a warning of their own "
             "(pattern.drifting): allowed while they move. The score is the largest share of the picture. Not "
             "looked at: rings, spirals and checkerboards, two patterns at once, stripes finer than two cells of the "
             "grid of 256. An automatic check, no certificate.",
         .source = "https://doi.org/10.1111/j.1528-1167.2005.31405.x",
         .examples = examples},
    .kinds = kinds,
    .make_sink = make_sink,
};

}  // namespace integrart
