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
  Redaction(const RedactionWishes& wishes, const Catalogue& catalogue, StepChain& chain)
      : m_wishes(wishes), m_catalogue(catalogue), m_chain(chain) {}

  Result<Redacted> run();

 private:
  Result<> probe();
  Result<UnitInput> masks();
  Result<> soften();
  Result<bool> soften_at(int level);
  Result<Json> flashes_seen(std::vector<UnitInput> inputs, double seconds);
  Result<std::pair<UnitInput, StepRecord>> probe_written(const StepRecord& written);
  Result<Json> flashes_written(const StepRecord& written);
  Result<> check_written(const StepRecord& written);
  std::vector<UnitInput> decoded() const;
  Result<StepRecord> cover_still(UnitInput masks);
  Result<StepRecord> change_film();
  Result<StepRecord> rewrite(std::vector<UnitInput> more);
  Result<StepRecord> write();
  bool has_pictures() const { return m_facts.kind == "image" || m_facts.video.has_value(); }

  const RedactionWishes& m_wishes;
  const Catalogue& m_catalogue;
  StepChain& m_chain;
  UnitInput m_source;
  UnitInput m_found;
  SourceFacts m_facts;
  std::optional<UnitInput> m_masks;
  std::optional<UnitInput> m_softening;
  Json m_flashes;  // as the filter saw them last
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
  Json parameters = face_parameters(m_catalogue, true);
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

/// What every step of the decode pass is given.
std::vector<UnitInput> Redaction::decoded() const {
  std::vector<UnitInput> inputs{m_source, m_found};
  if (m_masks) inputs.push_back(*m_masks);
  if (m_softening) inputs.push_back(*m_softening);
  return inputs;
}

/// Second pass: decoded again, covered and softened, encoded; then put together with the sound.
Result<StepRecord> Redaction::change_film() {
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
  TRY_ASSIGN(const StepRecord changed,
             m_chain.run("video_rendition", settings.to_json(), decoded(), m_facts.duration_seconds));
  for (const Message& note : changed.notes) m_result.notes.push_back(note);
  TRY_ASSIGN(UnitInput pictures, StepChain::made("pictures", changed, "video.mp4"));
  return rewrite({std::move(pictures)});
}

/// Evidence of the filter for flashes.
Result<Json> Redaction::flashes_seen(std::vector<UnitInput> inputs, double seconds) {
  const Filter* filter = find_by_id(m_catalogue.filters, "flash");
  if (filter == nullptr) return fail(Errc::internal, "engine.filter_unknown", {{"filter", std::string("flash")}});
  Json parameters = Json::object({{"filter", filter->id}, {"version", filter->version}});
  TRY_ASSIGN(const StepRecord seen, m_chain.run("filter_frames", std::move(parameters), std::move(inputs), seconds));
  return seen.document;
}

/// The file that was written, as a stranger would find it.
Result<std::pair<UnitInput, StepRecord>> Redaction::probe_written(const StepRecord& written) {
  UnitInput source{"source", written.files.front().artefact, m_wishes.file, {}};
  const Json as_it_comes = Json::object({{"kind", ""}, {"extension", m_wishes.extension}, {"language", "und"}});
  TRY_ASSIGN(StepRecord record, m_chain.run("probe", as_it_comes, {source}, 0));
  return std::pair{std::move(source), std::move(record)};
}

/// Evidence of the filter for flashes, of the file that was written.
Result<Json> Redaction::flashes_written(const StepRecord& written) {
  TRY_ASSIGN(auto probed, probe_written(written));
  TRY_ASSIGN(UnitInput facts, StepChain::made("facts", probed.second, ""));
  return flashes_seen({std::move(probed.first), std::move(facts)}, m_facts.duration_seconds);
}

/// Nobody gets a file of which the program itself can still read something private.
Result<> Redaction::check_written(const StepRecord& written) {
  TRY_ASSIGN(const auto probed, probe_written(written));
  TRY_ASSIGN(const SourceFacts facts, SourceFacts::from_json(probed.second.document));
  const MetadataFacts& left = facts.metadata;
  if (left.location || left.device || left.person || left.unreadable)
    return fail(Errc::internal, "cli.redact_not_clean", {{"file", display_name(m_wishes.file)}});
  return {};
}

/// Softens what was seen last a step further, and writes the file when that seems enough. True when it is.
Result<bool> Redaction::soften_at(int level) {
  std::vector<UnitInput> inputs{{"flashes", std::nullopt, "flash", m_flashes}};
  if (m_softening) inputs.push_back({"before", std::nullopt, "softening", m_softening->document});
  const Json parameters = Json::object({{"style", name_of(*m_wishes.flashes)}, {"level", level}});
  TRY_ASSIGN(const StepRecord made, m_chain.run("flash_softening", parameters, std::move(inputs), 0));
  TRY_ASSIGN(m_softening, StepChain::made("softening", made, ""));
  TRY_ASSIGN(m_flashes, flashes_seen(decoded(), m_facts.duration_seconds));
  if (!is_calm(m_flashes.at_or_null("evidence"))) return false;
  TRY_ASSIGN(StepRecord written, change_film());
  TRY_ASSIGN(m_flashes, flashes_written(written));
  if (!is_calm(m_flashes.at_or_null("evidence"))) return false;
  m_result.written = std::move(written);
  return true;
}

Result<> Redaction::soften() {
  if (!m_facts.video) return fail(Errc::unsupported, "cli.soften_no_film", {{"file", display_name(m_wishes.file)}});
  SoftenedFlashes& flashes = m_result.flashes.emplace();
  TRY_ASSIGN(m_flashes, flashes_seen(decoded(), m_facts.duration_seconds));
  flashes.found = flash_stretches(m_flashes.at_or_null("evidence"));
  for (int level = 1; level <= most_softening && !flashes.none_found(); ++level) {
    TRY_ASSIGN(const bool enough, soften_at(level));
    if (enough) {
      flashes.level = level;
      return {};
    }
  }
  flashes.left = flash_stretches(m_flashes.at_or_null("evidence"));
  return {};
}

Result<StepRecord> Redaction::rewrite(std::vector<UnitInput> more) {
  std::vector<UnitInput> inputs{m_source, m_found};
  std::ranges::move(more, std::back_inserter(inputs));
  return m_chain.run("redacted_file", Json::object({{"extension", m_wishes.extension}}), std::move(inputs),
                     m_facts.duration_seconds);
}

Result<StepRecord> Redaction::write() {
  if (m_masks && m_facts.kind == "image") return cover_still(std::move(*m_masks));
  return m_masks ? change_film() : rewrite({});
}

Result<Redacted> Redaction::run() {
  TRY(probe());
  if (m_wishes.faces && has_pictures()) {
    TRY_ASSIGN(m_masks, masks());
  }
  if (m_wishes.flashes) TRY(soften());
  const bool nothing_helps = m_result.flashes && !m_result.flashes->none_found() && !m_result.flashes->mended();
  const bool nothing_to_do = m_result.flashes && m_result.flashes->none_found() && !m_wishes.faces;
  if (!m_result.written && !nothing_helps && !nothing_to_do) {
    TRY_ASSIGN(m_result.written, write());
  }
  if (m_result.written) {
    TRY(check_written(*m_result.written));
    for (const Message& note : m_result.written->notes) m_result.notes.push_back(note);
  }
  return std::move(m_result);
}

}  // namespace

Result<Redacted> redact(const RedactionWishes& wishes, const Catalogue& catalogue, StepChain& chain) {
  return Redaction(wishes, catalogue, chain).run();
}

}  // namespace integrart
