#include "pipeline/engine/pack_assembly.h"

#include <algorithm>

namespace integrart {

namespace {

const StepFile* file_named(const StepRecord* record, std::string_view name) {
  if (record == nullptr) return nullptr;
  for (const StepFile& file : record->files)
    if (file.name == name) return &file;
  return nullptr;
}

Result<std::string> text_of(const StepFile& file, const ArtefactStore& store) {
  TRY_ASSIGN(const auto opened, store.open(file.artefact.digest));
  return read_all(opened.second, 64ULL << 20U);
}

int integer_at(const Json& json, std::string_view key) {
  return static_cast<int>(json.at_or_null(key).integer_or(0));
}

class Assembly {
 public:
  Assembly(const WorkBuild& build, bool with_drafts, const ArtefactStore& store, PackWork& work)
      : m_build(build), m_with_drafts(with_drafts), m_store(store), m_work(work) {}

  Result<> run() {
    for (const StepProgress& step : m_build.steps())
      if (step.record) TRY(add(step));
    if (const StepRecord* pictures = m_build.record("cover_sizes")) add_still_poster(*pictures);
    if (const StepRecord* pictures = m_build.record("image")) add_still_poster(*pictures);
    std::stable_sort(m_work.renditions.begin(), m_work.renditions.end(),
                     [](const PackRendition& a, const PackRendition& b) {
                       return std::pair(a.is_other_sound(), -a.width) < std::pair(b.is_other_sound(), -b.width);
                     });
    // The work's own language comes first; readers and players start with it.
    const auto own_first = [&](const auto& a, const auto& b) {
      return (a.language == m_work.language) > (b.language == m_work.language);
    };
    std::stable_sort(m_work.texts.begin(), m_work.texts.end(), own_first);
    std::stable_sort(m_work.tracks.begin(), m_work.tracks.end(), own_first);
    return {};
  }

 private:
  Result<> add(const StepProgress& step) {
    const StepRecord& record = *step.record;
    const bool is_spare = step.planned.id.ends_with(spare_suffix);
    const std::string id = step.planned.id.substr(0, step.planned.id.size() - (is_spare ? spare_suffix.size() : 0));
    const std::string name = id.substr(id.find(':') + 1);
    const std::size_t before = m_work.renditions.size();
    if (record.kind == "progressive") add_rendition(record, name, "video", "video.mp4", "mp4");
    if (id == "sound_file:aac")
      add_rendition(record, "audio", m_build.facts()->kind == "audio" ? "audio" : "audio_only", "audio.m4a", "m4a");
    if (is_spare) {
      for (std::size_t i = before; i < m_work.renditions.size(); ++i) m_work.renditions[i].is_spare = true;
      return {};
    }
    if (step.planned.id.starts_with("sound_in:")) TRY(add_other_sound(record, name));
    if (step.planned.id == "image") add_sizes(record);
    if (record.kind == "poster") add_poster(record);
    if (record.kind == "storyboard") TRY(add_storyboard(record));
    if (record.kind == "waveform") TRY(add_waveform(record));
    const bool is_draft = record.kind == "draft_track";
    if (record.kind == "cue_track" || record.kind == "align" || (is_draft && m_with_drafts)) TRY(add_track(record));
    if (record.kind == "line_sounds") add_line_sounds(record);
    if (record.kind == "text") TRY(add_text(record));
    return {};
  }

  void add_rendition(const StepRecord& record, const std::string& id, const std::string& role,
                     std::string_view file_name, const std::string& extension) {
    const StepFile* file = file_named(&record, file_name);
    if (file == nullptr) return;
    m_work.renditions.push_back({id, role, file->artefact, extension, integer_at(record.document, "width"),
                                 integer_at(record.document, "height"),
                                 record.document.at_or_null("duration").number_or(0), LanguageTag{}});
  }

  /// A text that is read aloud in its own language has no other sound: that is the work's own.
  Result<> add_other_sound(const StepRecord& record, const std::string& language) {
    const std::size_t before = m_work.renditions.size();
    TRY_ASSIGN(const auto tag, LanguageTag::parse(language));
    const bool is_own = tag.value == m_work.language;
    add_rendition(record, is_own ? "audio" : "audio-" + language,
                  m_build.facts()->kind == "video" ? "audio_only" : "audio", "audio.m4a", "m4a");
    if (m_work.renditions.size() > before && !is_own) m_work.renditions.back().language = tag.value;
    return {};
  }

  void add_sizes(const StepRecord& record) {
    for (const Json& size : record.document.at_or_null("sizes").items()) {
      const StepFile* file = file_named(&record, size.at_or_null("name").string_or(""));
      if (file == nullptr) continue;
      const std::size_t dot = file->name.rfind('.');
      m_work.renditions.push_back({file->name.substr(0, dot), "image", file->artefact, file->name.substr(dot + 1),
                                   integer_at(size, "width"), integer_at(size, "height"), 0});
    }
  }

  void add_poster(const StepRecord& record) {
    const StepFile* file = file_named(&record, "poster.jpg");
    if (file == nullptr) return;
    m_work.poster = PackRendition{"poster",
                                  "image",
                                  file->artefact,
                                  "jpg",
                                  integer_at(record.document, "width"),
                                  integer_at(record.document, "height"),
                                  0};
    m_work.placeholder = record.document.at_or_null("placeholder").string_or("");
  }

  /// The largest JPEG up to 1280 pixels stands for a still picture or a cover.
  void add_still_poster(const StepRecord& record) {
    for (const Json& size : record.document.at_or_null("sizes").items()) {
      const StepFile* file = file_named(&record, size.at_or_null("name").string_or(""));
      const int width = integer_at(size, "width");
      const int height = integer_at(size, "height");
      if (file == nullptr || !file->name.ends_with(".jpg") || std::max(width, height) > 1280) continue;
      if (!m_work.poster || width > m_work.poster->width)
        m_work.poster = PackRendition{"poster", "image", file->artefact, "jpg", width, height, 0};
    }
    m_work.placeholder = record.document.at_or_null("placeholder").string_or("");
  }

  Result<> add_storyboard(const StepRecord& record) {
    const StepFile* image = file_named(&record, "storyboard.jpg");
    const StepFile* cues = file_named(&record, "storyboard.vtt");
    if (image == nullptr || cues == nullptr) return {};
    m_work.storyboard = image->artefact;
    TRY_ASSIGN(m_work.storyboard_webvtt, text_of(*cues, m_store));
    return {};
  }

  Result<> add_waveform(const StepRecord& record) {
    const StepFile* file = file_named(&record, "waveform.json");
    if (file == nullptr) return {};
    TRY_ASSIGN(const std::string text, text_of(*file, m_store));
    TRY_ASSIGN(m_work.waveform, parse_json(text));
    return {};
  }

  Result<> add_track(const StepRecord& record) {
    const StepFile* file = file_named(&record, "track.vtt");
    if (file == nullptr) return {};
    TRY_ASSIGN(const auto language, LanguageTag::parse(record.document.at_or_null("language").string_or("und")));
    const Json& cues = record.document.at_or_null("cues");
    m_work.tracks.push_back({language.value, cues.at_or_null("kind").string_or("subtitles"), cues, file->artefact,
                             record.document.at_or_null("variant").string_or(""),
                             record.document.at_or_null("draft").boolean_or(false)});
    return {};
  }

  void add_line_sounds(const StepRecord& record) {
    for (const Json& clip : record.document.at_or_null("clips").items())
      if (const StepFile* file = file_named(&record, clip.at_or_null("name").string_or("")); file != nullptr)
        m_work.line_sounds.push_back({texts_of(clip.at_or_null("cues")), file->artefact});
  }

  Result<> add_text(const StepRecord& record) {
    TRY_ASSIGN(const auto language, LanguageTag::parse(record.document.at_or_null("language").string_or("und")));
    m_work.texts.push_back({language.value, record.document.at_or_null("html").string_or(""),
                            record.document.at_or_null("plain").string_or(""),
                            texts_of(record.document.at_or_null("sentences"))});
    return {};
  }

  const WorkBuild& m_build;
  bool m_with_drafts;
  const ArtefactStore& m_store;
  PackWork& m_work;
};

std::vector<PackSource> sources_of(const WorkSources& files) {
  std::vector<PackSource> sources;
  const auto add = [&](const char* kind, const SourceFile& file) {
    sources.push_back({kind, file.artefact.digest, file.artefact.bytes});
  };
  add("main", files.main);
  if (files.lyrics) add("lyrics", *files.lyrics);
  for (const auto& [track, file] : files.subtitles) add("subtitles", file);
  for (const auto& [language, file] : files.translations) add("translation", file);
  for (const SourceFile& file : files.pictures) add("picture", file);
  for (const auto& [language, file] : files.audio) add("audio", file);
  return sources;
}

}  // namespace

Result<PackWork> assemble_work(const WorkBuild& build, const Collection& collection, const ArtefactStore& store) {
  const CollectionWork& source = build.work();
  PackWork work;
  work.id = source.id;
  work.kind = build.facts() ? build.facts()->kind : source.kind;
  work.language = source.language;
  work.title = source.title;
  if (work.title.empty()) work.title.by_language["und"] = source.id;
  work.description = source.description;
  work.alt = source.alt;
  work.creators = source.creators;
  work.licence = source.licence.empty() ? collection.licence : source.licence;
  work.level = source.level;
  work.about = source.about;
  work.objectives = source.objectives;
  work.sources = sources_of(build.sources());
  if (source.consent)
    work.consent = PackConsent{source.consent->people, source.consent->granted, source.consent->expires};
  const bool stands_still = !build.facts() || build.facts()->kind == "image";  // as published, if not in the source
  work.duration_seconds = stands_still ? 0 : build.facts()->duration_seconds;
  TRY(Assembly(build, collection.drafts_allowed, store, work).run());
  return work;
}

}  // namespace integrart
