#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

#include "pipeline/base/documents/flash_softening.h"
#include "pipeline/base/filter.h"
#include "pipeline/base/language_in_name.h"
#include "pipeline/base/manifest_format.h"
#include "pipeline/base/subtitle_format.h"
#include "pipeline/base/track_name.h"
#include "pipeline/engine/cue_checking.h"
#include "pipeline/engine/face_masks.h"
#include "pipeline/engine/filter_planning.h"
#include "pipeline/engine/ladder.h"
#include "pipeline/engine/plan.h"
#include "pipeline/engine/sound_planning.h"
#include "pipeline/learning/activities.h"
#include "pipeline/media/encoder.h"
#include "pipeline/media/rendition.h"

namespace integrart {

namespace {

/// The first step that builds try: enough for most of what was seen, and what is drawn stays.
constexpr int middle_softening = 2;

/// Adds the steps of one work, kind by kind.
class Planner {
 public:
  Planner(const CollectionWork& work, const WorkSources& sources, const SourceFacts& facts, const Recipe& recipe,
          const Catalogue& catalogue, const DraftWishes& drafts, std::string_view today)
      : m_work(work),
        m_sources(sources),
        m_facts(facts),
        m_recipe(recipe),
        m_catalogue(catalogue),
        m_drafts(drafts),
        m_today(today) {}

  Result<Plan> plan() {
    m_plan.work = m_work.id;
    m_plan.notes = m_sources.notes;
    TRY(check_kind());
    TRY(check_names());
    m_plan.steps.push_back(plan_probe(m_work, m_sources));
    if (m_work.covers_faces && m_facts.video) cover_faces_of_film();
    if (m_work.softens_flashes && m_facts.video) soften_flashes_of_film();
    if (m_facts.kind == "image") image();
    if (m_facts.kind == "text") texts();
    if (m_facts.kind == "audio" || m_facts.kind == "video") TRY(timed());
    if (m_facts.kind == "text") plan_other_sounds(heard(), m_audios, m_plan);
    plan_filters({m_work, m_sources, m_facts, m_recipe, m_catalogue, m_drafts, decoded(), m_still, m_today}, m_plan);
    m_plan.steps.push_back({"judge", "judge", Json::empty_object(), findings_inputs(), true});
    return std::move(m_plan);
  }

 private:
  Result<> check_kind() const {
    const bool is_timed = m_facts.kind == "video" || m_facts.kind == "audio";
    if (m_work.kind.empty() || m_work.kind == m_facts.kind || (m_work.kind == timed_kind && is_timed)) return {};
    return fail(Errc::invalid_input, "engine.kind_differs",
                {{"file", m_sources.main.name}, {"declared", m_work.kind}, {"found", m_facts.kind}});
  }

  Result<> check_names() const {
    std::vector<const VideoRecipe*> videos{&m_recipe.video};
    for (const VideoRecipe& more : m_recipe.more_video) videos.push_back(&more);
    for (const VideoRecipe* video : videos) TRY(check_encoder(video->encoder, EncoderKind::video));
    for (const AudioRecipe& audio : m_recipe.audio) TRY(check_encoder(audio.encoder, EncoderKind::audio));
    for (const std::string& filter : m_recipe.filters)
      if (filter != "all" && find_by_id(m_catalogue.filters, filter) == nullptr)
        return fail(Errc::invalid_input, "engine.filter_unknown", {{"filter", filter}});
    return {};
  }

  Result<> check_encoder(const std::string& id, EncoderKind kind) const {
    const Encoder* encoder = find_by_id(m_catalogue.encoders, id);
    if (encoder != nullptr && encoder->kind == kind) return {};
    return fail(Errc::invalid_input, "engine.encoder_unknown", {{"encoder", id}});
  }

  void add(std::string id, std::string kind, Json parameters, std::vector<PlannedInput> inputs, bool required = true) {
    m_plan.steps.push_back({std::move(id), std::move(kind), std::move(parameters), std::move(inputs), required});
  }

  /// What every step needs that takes part in the decode pass. With "redact: faces" nothing sees a picture but through
  /// the masks: without them there is no such step.
  std::vector<PlannedInput> decoded() const {
    std::vector<PlannedInput> inputs{from_source("source", m_sources.main), from_step("facts", "probe", "")};
    if (m_work.covers_faces && m_facts.video) inputs.push_back(from_step("masks", "face_masks", ""));
    if (!m_softening.empty()) inputs.push_back(from_step("softening", m_softening, ""));
    return inputs;
  }

  SoundPlanning heard() const { return {m_work, m_sources, m_facts, m_recipe}; }

  /// With "soften: flashes": looked for, softened, looked for again, and softened as much as can be where that was not
  /// enough. The filter of the plan looks at the outcome, as at everything that is shown.
  void soften_flashes_of_film() {
    const Filter* filter = find_by_id(m_catalogue.filters, "flash");
    const Json look = Json::object({{"filter", "flash"}, {"version", filter == nullptr ? 0 : filter->version}});
    for (const int level : {middle_softening, most_softening}) {
      const std::string flashes = fmt::format("flashes:{}", level);
      const std::string softening = fmt::format("softening:{}", level);
      add(flashes, "filter_frames", look, decoded());
      std::vector<PlannedInput> inputs{from_step("flashes", flashes, "")};
      if (!m_softening.empty()) inputs.push_back(from_step("before", m_softening, ""));
      add(softening, "flash_softening", Json::object({{"style", "dim"}, {"level", level}}), std::move(inputs));
      m_softening = softening;
    }
  }

  /// The filter "face", looking closely. A catalogue without it fails the step, and with it the work.
  void look_for_faces(const std::string& id, const std::string& kind, std::vector<PlannedInput> inputs) {
    Json parameters = face_parameters(m_catalogue, true);
    give_face_model(m_sources, parameters, inputs);
    add(id, kind, std::move(parameters), std::move(inputs));
  }

  void cover_faces_of_film() {
    look_for_faces("faces", "filter_frames", {from_source("source", m_sources.main), from_step("facts", "probe", "")});
    add("face_masks", "face_masks", cover_all(), {from_step("faces", "faces", "")});
  }

  static Json cover_all() { return Json::object({{"choice", Json::object({{"schema", "faces/1"}})}}); }

  /// A still picture as it may be shown: itself, or what three more steps make of it.
  PlannedInput shown_still(const std::string& id, const PlannedInput& source) {
    if (!m_work.covers_faces) return source;
    look_for_faces("faces:" + id, "filter_still", {source});
    add("face_masks:" + id, "face_masks", cover_all(), {from_step("faces", "faces:" + id, "")});
    add("covered:" + id, "covered_image", Json::object({{"format", "png"}}),
        {source, from_step("masks", "face_masks:" + id, "")});
    return from_step("source", "covered:" + id, "*");
  }

  void image() {
    m_still = shown_still("image", from_source("source", m_sources.main));
    add("image", "image", m_recipe.to_json().at_or_null("image"), {m_still});
  }

  void text(const std::string& language, const SourceFile& source, bool is_timed = false) {
    add("text:" + language, "text", Json::object({{"extension", small_extension(source.name)}, {"language", language}}),
        {from_source("source", source)});
    // The words of subtitles stand between times and markup, and go on in the next cue.
    if (is_timed || holds_cues(m_catalogue, source))
      add("cue_track:" + language, "cue_track",
          Json::object({{"extension", small_extension(source.name)}, {"language", language}}),
          {from_source("source", source)}, false);
  }

  void texts() {
    text(m_work.language.text(), m_sources.main, find_by_id(m_catalogue.subtitles, m_facts.container) != nullptr);
    for (const auto& [language, source] : m_sources.translations) text(language, source);
  }

  Result<> timed() {
    if (m_facts.video) {
      video_renditions(*m_facts.video, decoded());
      if (m_recipe.poster) add("poster", "poster", Json::empty_object(), decoded(), false);
      if (m_recipe.storyboard) add("storyboard", "storyboard", Json::empty_object(), decoded(), false);
      add("shots", "shots", Json::empty_object(), decoded(), false);
    } else {
      pictures_for_sound();
    }
    m_audios = plan_own_sounds(heard(), decoded(), m_plan);
    plan_other_sounds(heard(), m_audios, m_plan);
    if (!m_facts.audio.empty()) {
      if (m_recipe.waveform) add("waveform", "waveform", Json::empty_object(), decoded(), false);
      add("loudness", "loudness", Json::empty_object(), decoded(), false);
    }
    TRY(cue_tracks());
    line_sounds();
    progressive();
    if (m_recipe.hls) manifest("hls");
    if (m_recipe.dash) manifest("dash");
    return {};
  }

  /// A sound with pictures becomes a slideshow video; with a cover picture it gets a poster.
  void pictures_for_sound() {
    if (m_sources.pictures.empty()) {
      if (!m_facts.has_cover) return;
      add("cover", "cover", Json::empty_object(), {from_source("source", m_sources.main)}, false);
      add("cover_sizes", "image", m_recipe.to_json().at_or_null("image"),
          {shown_still("cover", from_step("source", "cover", "*"))}, false);
      return;
    }
    VideoFacts slides;
    slides.width = 1280;
    slides.height = 720;
    slides.frame_rate = {10, 1};
    std::vector<PlannedInput> inputs = decoded();
    PlannedInput first;
    for (std::size_t i = 0; i < m_sources.pictures.size(); ++i) {
      const std::string id = fmt::format("slide:{}", i);
      const Json sizes =
          Json::object({{"long_sides", Json::array({1280})}, {"formats", Json::array({"jpeg"})}, {"quality", 92}});
      const PlannedInput picture = shown_still(id, from_source("source", m_sources.pictures[i]));
      if (i == 0) first = picture;
      add(id, "image", sizes, {picture});
      inputs.push_back(from_step(fmt::format("picture:{}", i), id, "*"));
    }
    video_renditions(slides, inputs);
    if (m_recipe.poster) add("cover_sizes", "image", m_recipe.to_json().at_or_null("image"), {first}, false);
  }

  void video_renditions(const VideoFacts& video, const std::vector<PlannedInput>& inputs) {
    ladder(m_recipe.video, "", video, inputs);
    m_main_videos = m_videos.size();
    for (const VideoRecipe& more : m_recipe.more_video) ladder(more, more.encoder + "-", video, inputs);
  }

  void ladder(const VideoRecipe& recipe, const std::string& prefix, const VideoFacts& video,
              const std::vector<PlannedInput>& inputs) {
    auto rungs = fit_ladder(recipe.ladder, video);
    for (Message& note : rungs.notes) m_plan.notes.push_back(std::move(note));
    for (const PlannedRung& rung : rungs.value) {
      VideoRenditionSettings settings;
      settings.encoder = recipe.encoder;
      settings.preset = recipe.preset;
      settings.tuning = recipe.tuning;
      settings.width = rung.width;
      settings.height = rung.height;
      settings.crf = rung.rung.crf;
      settings.max_bitrate_kbps = rung.rung.max_bitrate_kbps;
      settings.gop_seconds = recipe.gop_seconds;
      settings.max_frame_rate = rung.rung.max_frame_rate;
      settings.threads = recipe.threads;
      settings.frame_rate = video.frame_rate;
      add("video_rendition:" + prefix + rung.rung.id, "video_rendition", settings.to_json(), inputs);
      m_videos.push_back(prefix + rung.rung.id);
    }
  }

  Result<> cue_tracks() {
    TRY_ASSIGN(const Json checks,
               cue_check_parameters(m_catalogue, m_recipe.cue_profile, m_sources.lyrics.has_value()));
    for (const auto& [name, source] : m_sources.subtitles) subtitles(TrackName::parse(name), source, checks);
    if (lyrics_have_times() && !has_own_subtitles())
      subtitles({m_work.language.text(), ""}, *m_sources.lyrics, checks, "lyrics");
    if (m_sources.lyrics && !lyrics_have_times())
      add("text:" + m_work.language.text(), "text",
          Json::object({{"extension", small_extension(m_sources.lyrics->name)}, {"language", m_work.language.text()}}),
          {from_source("source", *m_sources.lyrics)});
    if (is_to_align()) align(checks);
    draft_tracks(checks);
    return {};
  }

  void subtitles(const TrackName& name, const SourceFile& source, const Json& checks, std::string_view kind = {}) {
    Json parameters =
        Json::object({{"language", name.language}, {"extension", small_extension(source.name)}, {"checks", checks}});
    if (const auto written = LanguageTag::parse(language_in_name(source.name)); written)
      m_plan.notes.insert(m_plan.notes.end(), written->notes.begin(), written->notes.end());
    if (!name.variant.empty()) parameters["variant"] = name.variant;
    if (!kind.empty()) parameters["kind"] = kind;
    add("cue_track:" + name.text(), "cue_track", std::move(parameters),
        and_shots(checks, {from_source("source", source)}));
    m_tracks.push_back({name, "cue_track:" + name.text(), false});
  }

  /// Subtitles wait for the pictures only when their profile says how cues and shots stand to each other.
  std::vector<PlannedInput> and_shots(const Json& checks, std::vector<PlannedInput> inputs) const {
    if (m_facts.video && checks.at_or_null("shots").boolean_or(false)) {
      inputs.push_back(from_step("shots", "shots", ""));
      inputs.back().optional = true;
    }
    return inputs;
  }

  /// A track for every language that the collection has and the work has not.
  void draft_tracks(const Json& checks) {
    const std::vector<Track> made_by_people = m_tracks;
    if (made_by_people.empty()) return;
    std::vector<PlannedInput> inputs;
    for (const bool own : {true, false})  // the work's own language is the one to translate from, if it can be
      for (const Track& track : made_by_people)
        if ((track.name.language == m_work.language.text()) == own && track.name.variant != "singable")
          inputs.push_back(optional_from(track, "track:" + track.name.text(), ""));
    for (std::size_t i = 0; i < m_sources.glossaries.size() && !inputs.empty(); ++i) {
      const std::string id = fmt::format("glossary:{}", i);
      add(id, "exchange", Json::object({{"extension", small_extension(m_sources.glossaries[i].name)}}),
          {from_source("source", m_sources.glossaries[i])}, false);
      inputs.push_back(from_step(id, id, ""));
      inputs.back().optional = true;
    }
    for (const LanguageTag& language : m_drafts.languages) {
      const bool there = std::ranges::any_of(
          m_tracks, [&](const Track& track) { return serves(track.name.language, language.text()); });
      if (there || inputs.empty() || language.is_undetermined()) continue;
      add("draft:" + language.text(), "draft", Json::object({{"to", language.text()}, {"private", m_work.is_private}}),
          inputs, false);
      add("draft_track:" + language.text(), "draft_track",
          Json::object({{"language", language.text()}, {"checks", checks}}),
          and_shots(checks, {from_step("draft", "draft:" + language.text(), "")}), false);
      m_tracks.push_back({{language.text(), ""}, "draft_track:" + language.text(), true});
    }
  }

  bool has_own_subtitles() const { return m_sources.subtitles.contains(m_work.language.text()); }

  /// A file of words that is named as a format with times (song.uk.lrc) is taken for what it says.
  bool lyrics_have_times() const {
    if (!m_sources.lyrics) return false;
    const std::string extension = small_extension(m_sources.lyrics->name);
    return extension != "txt" && std::ranges::any_of(m_catalogue.subtitles, [&](const SubtitleFormat* format) {
             return std::ranges::find(format->extensions, extension) != format->extensions.end();
           });
  }

  /// Words without times, unless a subtitle file in the work's own language has the times already.
  bool is_to_align() const {
    return m_sources.lyrics && !lyrics_have_times() && !m_facts.audio.empty() && !has_own_subtitles();
  }

  void align(const Json& checks) {
    add("sound_features", "sound_features", Json::empty_object(), decoded(), false);
    add("align:" + m_work.language.text(), "align",
        Json::object({{"language", m_work.language.text()}, {"checks", checks}}),
        and_shots(checks,
                  {from_step("features", "sound_features", "features.bin"), from_source("source", *m_sources.lyrics)}),
        false);
    m_tracks.push_back({{m_work.language.text(), ""}, "align:" + m_work.language.text(), true});
  }

  /// For cards to learn by heart, of which works that must stay as they are have none.
  void line_sounds() {
    const PlannedSound* sound = first_audio("aac");
    const auto own = std::ranges::find_if(m_tracks, [&](const Track& track) {
      return track.name.language == m_work.language.text() && track.name.variant.empty();
    });
    if (sound == nullptr || own == m_tracks.end() || !m_work.may_be_changed()) return;
    add("line_sounds", "line_sounds", Json::empty_object(),
        {from_step("audio", "audio_rendition:" + sound->id, "audio.mp4"), from_step("track", own->step, "")}, false);
  }

  /// The rung a recipe means by "720p", "largest" or "smallest": itself, or the best one that is not larger. Of further
  /// codecs only what is named as it is ("vp9-720p"): a file that stands in for another plays everywhere.
  std::string rung_for(const std::string& wanted) const {
    const std::span<const std::string> main = std::span(m_videos).first(m_main_videos);
    if (wanted == "largest") return main.front();
    if (wanted == "smallest") return main.back();
    if (std::find(m_videos.begin(), m_videos.end(), wanted) != m_videos.end()) return wanted;
    const int side = std::atoi(wanted.c_str());
    for (const std::string& id : main)
      if (std::atoi(id.c_str()) <= side) return id;
    return main.back();
  }

  void progressive() {
    const PlannedSound* aac = first_audio("aac");
    if (!m_videos.empty()) {
      std::set<std::string> made;
      for (const std::string& wanted : m_recipe.progressive) {
        const std::string id = rung_for(wanted);
        if (!made.insert(id).second) continue;
        std::vector<PlannedInput> inputs{from_step("video", "video_rendition:" + id, "video.mp4")};
        if (aac != nullptr) inputs.push_back(from_step("audio", "audio_rendition:" + aac->id, "audio.mp4"));
        add("progressive:" + id, "progressive", sound_naming(m_work, m_work.language.text()), std::move(inputs));
      }
    }
    // A song is heard as a file of its own; of a video only when the recipe asks.
    if (!m_recipe.audio_only && !m_videos.empty()) return;
    for (const char* encoder : {"aac", "opus"})
      if (const PlannedSound* audio = first_audio(encoder))
        add(std::string("sound_file:") + encoder, "sound_file", sound_naming(m_work, m_work.language.text()),
            {from_step("audio", "audio_rendition:" + audio->id, "audio.mp4")});
  }

  void manifest(const std::string& format) {
    if (m_videos.empty() && m_audios.empty()) return;
    std::vector<PlannedInput> inputs;
    Json labels = Json::empty_object();
    for (const std::string& id : m_videos)
      inputs.push_back(from_step("video:" + id, "video_rendition:" + id, "video.mp4"));
    for (const PlannedSound& audio : m_audios) {
      inputs.push_back(from_step("audio:" + audio.id, "audio_rendition:" + audio.id, "audio.mp4"));
      labels[audio.id] = Json::object({{"language", audio.language}, {"label", audio.title}, {"recipe", audio.recipe}});
    }
    for (const Track& track : m_tracks) {
      inputs.push_back(from_step("subtitles:" + track.name.text(), track.step, "track.vtt"));
      inputs.back().optional = track.optional;
    }
    add("stream_manifest:" + format, "stream_manifest",
        Json::object({{"format", format}, {"audio", std::move(labels)}}), std::move(inputs), false);
  }

  std::vector<PlannedInput> findings_inputs() const {
    std::vector<PlannedInput> inputs;
    for (const PlannedStep& step : m_plan.steps)
      if (step.id.starts_with("filter:")) inputs.push_back(from_step(step.id, step.id, ""));
    return inputs;
  }

  struct Track {
    TrackName name;
    std::string step;       // that makes it
    bool optional = false;  // others do without it when it could not be made
  };
  static PlannedInput optional_from(const Track& track, std::string role, std::string file) {
    PlannedInput input = from_step(std::move(role), track.step, std::move(file));
    input.optional = true;
    return input;
  }
  /// The sound of the work itself.
  const PlannedSound* first_audio(std::string_view encoder) const {
    const auto found = std::find_if(m_audios.begin(), m_audios.end(), [&](const PlannedSound& audio) {
      return audio.encoder == encoder && !audio.is_other;
    });
    return found == m_audios.end() ? nullptr : &*found;
  }

  const CollectionWork& m_work;
  const WorkSources& m_sources;
  const SourceFacts& m_facts;
  const Recipe& m_recipe;
  const Catalogue& m_catalogue;
  const DraftWishes& m_drafts;
  std::string_view m_today;
  Plan m_plan;
  PlannedInput m_still;               // of an image, as it may be shown
  std::string m_softening;            // step that says where the film is made calmer; empty: nowhere
  std::vector<std::string> m_videos;  // rendition ids: of the main codec, best first, then of the others
  std::size_t m_main_videos = 0;      // how many of the main codec
  std::vector<PlannedSound> m_audios;
  std::vector<Track> m_tracks;  // in the order in which players show them
};

}  // namespace

PlannedStep plan_probe(const CollectionWork& work, const WorkSources& sources) {
  const Json parameters = Json::object(
      {{"kind", work.kind}, {"extension", small_extension(sources.main.name)}, {"language", work.language.text()}});
  return {"probe", "probe", parameters, {from_source("source", sources.main)}, true};
}

Result<Plan> plan_work(const CollectionWork& work, const WorkSources& sources, const SourceFacts& facts,
                       const Recipe& recipe, const Catalogue& catalogue, const DraftWishes& drafts,
                       std::string_view today) {
  TRY_ASSIGN(Plan plan, Planner(work, sources, facts, recipe, catalogue, drafts, today).plan());
  plan_spare_sound(recipe, plan);
  return plan;
}

}  // namespace integrart
