#include "pipeline/cli/redacting.h"

#include <algorithm>

#include "pipeline/base/documents/facts.h"
#include "pipeline/base/filter.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/text.h"
#include "pipeline/cli/model_loading.h"
#include "pipeline/cli/single_step.h"
#include "pipeline/media/redaction.h"
#include "pipeline/media/rendition.h"

namespace integrart {

namespace {

constexpr double close_to_the_source = 18;  // CRF; what is covered is encoded once more later on

class Redaction {
 public:
  Redaction(const RedactionWishes& wishes, StepChain& chain) : m_wishes(wishes), m_chain(chain) {}

  Result<Redacted> run();

 private:
  Result<> probe();
  Result<UnitInput> masks();
  Result<StepRecord> cover_still(UnitInput masks);
  Result<StepRecord> cover_film(UnitInput masks);
  Result<StepRecord> rewrite(std::vector<UnitInput> more);
  bool has_pictures() const { return m_facts.kind == "image" || m_facts.video.has_value(); }

  const RedactionWishes& m_wishes;
  StepChain& m_chain;
  UnitInput m_source;
  UnitInput m_found;
  SourceFacts m_facts;
  Redacted m_result;
};

Result<> Redaction::probe() {
  TRY_ASSIGN(m_source, m_chain.source("source", m_wishes.file, MediaLimits{}.source_bytes));
  m_result.source = m_source.artefact->digest.hex();
  const Json as_it_comes =
      Json::object({{"kind", ""}, {"extension", extension_of(m_wishes.file)}, {"language", "und"}});
  TRY_ASSIGN(const StepRecord record, m_chain.run("probe", as_it_comes, {m_source}, 0));
  TRY_ASSIGN(m_facts, SourceFacts::from_json(record.document));
  if (m_facts.kind == "text")
    return fail(Errc::unsupported, "cli.redact_text", {{"file", display_name(m_wishes.file)}});
  TRY_ASSIGN(m_found, StepChain::made("facts", record, ""));
  return {};
}

/// First pass: every face, then those that were chosen.
Result<UnitInput> Redaction::masks() {
  const FaceChoice& choice = *m_wishes.faces;
  if (!choice.source.empty() && choice.source != m_result.source)
    return fail(Errc::invalid_input, "cli.redact_other_file", {{"file", display_name(m_wishes.file)}});
  const bool still = m_facts.kind == "image";
  Json parameters = Json::object({{"filter", "face"}, {"every_picture", true}});
  std::vector<UnitInput> inputs{m_source};
  if (!still) inputs.push_back(m_found);
  if (!m_wishes.model.empty()) {
    TRY_ASSIGN(LoadedModel model, load_model(m_wishes.model, "face", m_chain));
    parameters["threshold"] = model.manifest.threshold;
    inputs.push_back(std::move(model.input));
  }
  TRY_ASSIGN(const StepRecord seen, m_chain.run(still ? "filter_still" : "filter_frames", std::move(parameters),
                                                std::move(inputs), m_facts.duration_seconds));
  m_result.faces = seen.document.at_or_null("evidence");
  for (const Message& note : seen.notes) m_result.notes.push_back(note);
  TRY_ASSIGN(UnitInput faces, StepChain::made("faces", seen, ""));
  TRY_ASSIGN(const StepRecord made,
             m_chain.run("face_masks", Json::object({{"choice", choice.to_json()}}), {std::move(faces)}, 0));
  return StepChain::made("masks", made, "");
}

Result<StepRecord> Redaction::cover_still(UnitInput masks) {
  const std::string format = m_wishes.extension == "jpg" ? "jpeg" : m_wishes.extension;
  return m_chain.run("covered_image", Json::object({{"format", format}}), {m_source, std::move(masks)}, 0);
}

/// Second pass: decoded again, covered, encoded; then put together with the sound.
Result<StepRecord> Redaction::cover_film(UnitInput masks) {
  TRY_ASSIGN(const std::string encoder, picture_encoder_for(m_wishes.extension));
  if (encoder.empty())
    return fail(Errc::unsupported, "media.container_unfit",
                {{"extension", m_wishes.extension}, {"codec", m_facts.video->codec}});
  VideoRenditionSettings settings;
  settings.encoder = encoder;
  settings.preset = "fast";
  settings.width = std::max(2, m_facts.video->width / 2 * 2);
  settings.height = std::max(2, m_facts.video->height / 2 * 2);
  settings.crf = close_to_the_source;
  settings.max_frame_rate = MediaLimits{}.frames_per_second;
  settings.frame_rate = m_facts.video->frame_rate;
  TRY_ASSIGN(const StepRecord covered, m_chain.run("video_rendition", settings.to_json(),
                                                   {m_source, m_found, std::move(masks)}, m_facts.duration_seconds));
  for (const Message& note : covered.notes) m_result.notes.push_back(note);
  TRY_ASSIGN(UnitInput pictures, StepChain::made("pictures", covered, "video.mp4"));
  return rewrite({std::move(pictures)});
}

Result<StepRecord> Redaction::rewrite(std::vector<UnitInput> more) {
  std::vector<UnitInput> inputs{m_source, m_found};
  std::ranges::move(more, std::back_inserter(inputs));
  return m_chain.run("redacted_file", Json::object({{"extension", m_wishes.extension}}), std::move(inputs),
                     m_facts.duration_seconds);
}

Result<Redacted> Redaction::run() {
  TRY(probe());
  if (m_wishes.faces && has_pictures()) {
    TRY_ASSIGN(UnitInput covering, masks());
    auto written = m_facts.kind == "image" ? cover_still(std::move(covering)) : cover_film(std::move(covering));
    if (!written) return tl::unexpected<Error>(std::move(written).error());
    m_result.written = std::move(*written);
  } else {
    TRY_ASSIGN(m_result.written, rewrite({}));
  }
  for (const Message& note : m_result.written.notes) m_result.notes.push_back(note);
  return std::move(m_result);
}

}  // namespace

Result<Redacted> redact(const RedactionWishes& wishes, StepChain& chain) {
  return Redaction(wishes, chain).run();
}

}  // namespace integrart
