// Faces, so that a person can see whether everybody who is shown has agreed.

#include <algorithm>
#include <array>

#include "filters/video/face/face_sink.h"
#include "pipeline/base/filter.h"

namespace integrart {
namespace {

using namespace face;

/// "every_picture": look closely, for covering. "model_file", "model" (or "threshold"): YuNet instead of the cascades.
/// "cascades": their folder.
Result<std::unique_ptr<FrameSink>> make_sink(const SourceFacts& facts, const Json& parameters) {
  if (!facts.video) return fail(Errc::unsupported, "filters.no_moving_picture", {{"filter", std::string("face")}});
  const bool closely = parameters.at_or_null("every_picture").boolean_or(false);
  DetectorSettings settings;
  settings.cascades = parameters.at_or_null("cascades").string_or(settings.cascades);
  settings.model_file = parameters.at_or_null("model_file").string_or("");
  const Json& model = parameters.at_or_null("model");
  const double threshold = parameters.at_or_null("threshold").number_or(settings.threshold);
  settings.threshold = std::clamp(model.at_or_null("threshold").number_or(threshold), 0.05, 0.99);
  if (!closely) settings.step = 1.2;
  TRY_ASSIGN(auto detector, make_detector(settings));
  return std::make_unique<FaceSink>(facts.video->width, facts.video->height, std::move(detector),
                                    closely ? thorough() : glancing());
}

constexpr auto kinds = std::to_array<std::string_view>({"face"});

// Pictures described for the test that draws them: a face of that height, turned to a side by so much of a quarter.
constexpr auto examples = std::to_array<Example>({
    {"a face that looks at the camera", R"({"height":0.5,"turn":0})", false},
    {"a face turned to a side", R"({"height":0.5,"turn":0.4})", false},
    {"a round shape without features", R"({"height":0.5,"featureless":true})", true},
    {"no face", R"({"height":0})", true},
});

}  // namespace

extern const Filter filter_face;
const Filter filter_face{
    .id = "face",
    .version = 1,
    .doc = {.summary = "Faces, each with its place and time.",
            .details =
                "Looks at each shot once and then every four seconds, at small pictures. A finding is one face through "
                "one shot, with the box where it was seen best; it is information, since most people who are shown "
                "want to be. Two detectors: YuNet where its model is given (--model), else the Haar and LBP cascades "
                "of Debian's opencv-data (frontal, profile, and profile of the mirrored picture); the rule of a "
                "finding says which. Cascades miss more than half of the faces in a crowd, and those that are small, "
                "dark, tilted, covered or seen from the side: no finding does not mean nobody. Their score grows with "
                "the number of neighbouring windows that saw the face (s/(s+6)); YuNet's is its own. "
                "`integrart redact` runs the same filter over 12 to 15 pictures a second.",
            .source = "https://docs.opencv.org/4.6.0/db/d28/tutorial_cascade_classifier.html",
            .examples = examples},
    .kinds = kinds,
    .looks_at_stills = true,
    .model = ModelUse::better_with,
    .make_sink = make_sink,
};

}  // namespace integrart
