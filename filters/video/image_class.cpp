// What pictures show, as a model tells it that somebody else made and a person chose.

#include <array>

#include "filters/video/classes/class_sink.h"
#include "pipeline/base/filter.h"
#include "pipeline/base/input_file.h"

namespace integrart {
namespace {

/// "model": the manifest; "model_file": where its bytes are.
Result<std::unique_ptr<FrameSink>> make_sink(const SourceFacts& facts, const Json& parameters) {
  const std::string filter = "image_class";
  if (!facts.video) return fail(Errc::unsupported, "filters.no_moving_picture", {{"filter", filter}});
  const std::string file = parameters.at_or_null("model_file").string_or("");
  const Json& named = parameters.at_or_null("model");
  if (file.empty() || named.is_null()) return fail(Errc::unavailable, "filters.no_model", {{"filter", filter}});
  TRY_ASSIGN(ModelManifest manifest, ModelManifest::from_json(named));
  if (!manifest.classes) return fail(Errc::unavailable, "filters.no_model", {{"filter", filter}});
  TRY_ASSIGN(const auto opened, open_regular_file(file, manifest.bytes));
  TRY_ASSIGN(const std::string onnx, read_all(opened.second, manifest.bytes));
  TRY_ASSIGN(classes::Classifier classifier, classes::Classifier::open(onnx, manifest));
  return std::make_unique<classes::ClassSink>(*facts.video, std::move(manifest), std::move(classifier));
}

constexpr auto kinds = std::to_array<std::string_view>({"image_class"});

// Pictures of one colour, shown to a model that the test makes: it finds "red" from a score of one half.
constexpr auto examples = std::to_array<Example>({
    {"what the model looks for", R"({"red":1,"green":0,"blue":0})", false},
    {"something else", R"({"red":0,"green":0,"blue":1})", true},
});

}  // namespace

extern const Filter filter_image_class;
const Filter filter_image_class{
    .id = "image_class",
    .version = 2,
    .doc =
        {.summary = "What pictures show, by a model that is named with --model.",
         .details =
             "Comes without a model: while none is named nothing is checked, the report says so, and a policy that "
             "requires image_class (the strict one does) is inconclusive, so that a person looks. A model is an ONNX "
             "file with a manifest (model/1): its digest, how pictures are brought to it (size, order of the channels, "
             "layout, scale, mean and standard deviation, stretched, cropped or boxed), what makes scores of its "
             "answer, its labels with the threshold, severity and finding of each, its licence, and what it is not "
             "good for, which every report repeats. It looks at stills, and in films every two seconds and after each "
             "cut. A finding is image_class with the label's finding behind it, through neighbouring looks; its score "
             "is the model's, its rule names the model, its version and the threshold, its box is what the model was "
             "shown (less than the picture when it is cropped). Only one way goes in and one list of scores comes "
             "out; what OpenCV cannot read, bytes that are not those of the digest, and answers that are no numbers "
             "stop the work with the reason. Scores order what people look at first. They decide nothing: "
             "breastfeeding, medicine and lessons about the body are welcome here, and models do not know them apart.",
         .source = "https://onnx.ai/onnx/repo-docs/IR.html",
         .examples = examples},
    .kinds = kinds,
    .looks_at_stills = true,
    .model = ModelUse::needs,
    .make_sink = make_sink,
};

}  // namespace integrart
