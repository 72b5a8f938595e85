#include "formats/pack/web/page_data.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "formats/pack/shared/languages.h"
#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/documents/waveform.h"
#include "pipeline/base/text.h"
#include "pipeline/base/track_name.h"

namespace integrart::web_pack {
namespace {

constexpr std::size_t cover_peaks = 56;    // bars on the picture of a song in the list
constexpr std::size_t player_peaks = 240;  // bars of the seek bar; about one every 4 px of a wide page
constexpr std::size_t excerpt_code_points = 160;

Json localised(const LocalisedText& text) {
  Json json = Json::empty_object();
  for (const auto& [language, value] : text.by_language) json[language] = value;
  return json;
}

double to_milliseconds(double seconds) {
  return std::round(seconds * 1000) / 1000;
}

Json numbers(const std::vector<int>& values) {
  Json json = Json::empty_array();
  for (const int value : values) json.push_back(value);
  return json;
}

void add_languages(std::set<std::string>& languages, const LocalisedText& text) {
  for (const auto& [language, value] : text.by_language) languages.insert(language);
}

std::set<std::string> all_languages(const PackManifest& manifest) {
  std::set<std::string> languages;
  for (const LanguageTag& tag : manifest.languages) languages.insert(tag.text());
  add_languages(languages, manifest.title);
  add_languages(languages, manifest.description);
  for (const PackWork& work : manifest.works) {
    languages.insert(work.language.text());
    add_languages(languages, work.title);
    add_languages(languages, work.description);
    add_languages(languages, work.alt);
    for (const LocalisedText& objective : work.objectives) add_languages(languages, objective);
    for (const PackRendition& rendition : work.renditions) languages.insert(rendition.language.text());
    for (const PackTrack& track : work.tracks) languages.insert(track.language.text());
    for (const PackText& text : work.texts) languages.insert(text.language.text());
  }
  return languages;
}

/// {tag: {"self": name in itself, "rtl": bool, "in": {interface language: name}}}
Json language_names(const PackManifest& manifest) {
  Json names = Json::empty_object();
  for (const std::string& text : all_languages(manifest)) {
    const Result<Noted<LanguageTag>> tag = LanguageTag::parse(text);
    if (!tag || tag->value.is_undetermined()) continue;
    Json in = Json::empty_object();
    for (const std::string& language : message_languages()) in[language] = tag->value.name_in(language);
    names[text] = Json::object(
        {{"self", tag->value.name_in_itself()}, {"rtl", tag->value.is_right_to_left()}, {"in", std::move(in)}});
  }
  return names;
}

/// The beginning of a text, cut after a word, for its card in the list.
Json excerpt_of(const PackWork& work) {
  if (work.texts.empty()) return nullptr;
  const PackText& text = work.texts.front();
  std::string_view plain = text.plain;
  std::size_t end = 0, code_points = 0, last_space = 0;
  for (; end < plain.size() && code_points <= excerpt_code_points; ++end) {
    const auto byte = static_cast<unsigned char>(plain[end]);
    if ((byte & 0xC0U) != 0x80U) ++code_points;
    if (byte == ' ' || byte == '\n') last_space = end;
  }
  std::string excerpt(end == plain.size() ? plain : plain.substr(0, last_space > 0 ? last_space : end - 1));
  if (end != plain.size()) excerpt += "…";
  return Json::object({{"language", text.language.text()}, {"text", std::move(excerpt)}});
}

Json picture(const PackRendition& rendition, const std::string& path) {
  return Json::object({{"path", path}, {"width", rendition.width}, {"height", rendition.height}});
}

/// The smallest still picture of an image work, for its card.
Json card_picture(const PackWork& work, const WorkPaths& paths) {
  if (work.poster) return picture(*work.poster, paths.poster);
  constexpr int wide_enough = 480;  // a card at twice the pixels of a cheap phone
  const PackRendition* best = nullptr;
  std::size_t best_index = 0;
  for (std::size_t i = 0; i < work.renditions.size(); ++i) {
    const PackRendition& rendition = work.renditions[i];
    if (rendition.role != "image") continue;
    const bool better = best == nullptr ||
                        (best->width < wide_enough ? rendition.width > best->width
                                                   : rendition.width >= wide_enough && rendition.width < best->width);
    if (better) best = &rendition;
    if (better) best_index = i;
  }
  return best == nullptr ? Json() : picture(*best, paths.renditions[best_index]);
}

Json credits(const PackWork& work) {
  Json creators = Json::empty_array();
  for (const Creator& creator : work.creators) {
    creators.push_back(Json::object({{"name", creator.name}, {"role", creator.role}}));
  }
  return creators;
}

/// For readers of screens: that nobody described the picture, in every language that the page speaks.
Json undescribed(const PackWork& work) {
  Json words = Json::empty_object();
  for (const std::string& language : message_languages())
    words[language] = words_of_undescribed(best_text(work.title, language).text, language);
  return words;
}

Json summary(const PackWork& work) {
  const WorkPaths paths = paths_of(work);
  Json subtitles = Json::empty_array(), texts = Json::empty_array(), about = Json::empty_array();
  for (const PackTrack& track : work.tracks) subtitles.push_back(track.language.text());
  for (const PackText& text : work.texts) texts.push_back(text.language.text());
  for (const std::string& topic : work.about) about.push_back(topic);
  Json objectives = Json::empty_array();
  for (const LocalisedText& objective : work.objectives) objectives.push_back(localised(objective));
  Json json = Json::object({{"id", work.id},
                            {"kind", work.kind},
                            {"language", work.language.text()},
                            {"title", localised(work.title)},
                            {"description", localised(work.description)},
                            {"alt", localised(work.alt)},
                            {"creators", credits(work)},
                            {"licence", work.licence},
                            {"level", work.level},
                            {"about", std::move(about)},
                            {"objectives", std::move(objectives)},
                            {"seconds", to_milliseconds(work.duration_seconds)},
                            {"picture", card_picture(work, paths)},
                            {"placeholder", work.placeholder},
                            {"subtitles", std::move(subtitles)},
                            {"texts", std::move(texts)},
                            {"excerpt", work.kind == "text" ? excerpt_of(work) : Json()},
                            {"peaks", numbers(waveform_peaks(work.waveform, cover_peaks))},
                            {"data", paths.data}});
  if (work.kind == "image" && work.alt.empty()) json["undescribed"] = undescribed(work);
  return json;
}

bool stands_at_top(const CuePlacement& place) {
  if (!place.line) return false;
  return place.snap_to_lines ? *place.line >= 0 && *place.line < 6 : *place.line < 40;
}

/// {"b": begin, "e": end, "t": text[, "who": speaker][, "top": true][, "w": [[begin, end, word], ...]]}
Json compact_cue(const Cue& cue, double until) {
  const double end = cue.when.end ? cue.when.end->seconds() : until;
  Json json = Json::object({{"b", to_milliseconds(cue.when.begin.seconds())},
                            {"e", to_milliseconds(std::max(end, cue.when.begin.seconds()))},
                            {"t", plain_text(cue)}});
  if (!cue.speaker.empty()) json["who"] = cue.speaker;
  if (stands_at_top(cue.placement)) json["top"] = true;
  if (cue.words.empty()) return json;
  Json words = Json::empty_array();
  for (const WordTiming& word : cue.words) {
    const double word_end = word.when.end ? word.when.end->seconds() : end;
    words.push_back(Json::array({to_milliseconds(word.when.begin.seconds()), to_milliseconds(word_end), word.text}));
  }
  json["w"] = std::move(words);
  return json;
}

Result<Json> compact_track(const PackTrack& track, const std::string& path, double duration) {
  TRY_ASSIGN(CueTrack cues, CueTrack::from_json(track.cues));
  std::ranges::stable_sort(cues.cues, {}, [](const Cue& cue) { return cue.when.begin; });
  Json list = Json::empty_array();
  for (std::size_t i = 0; i < cues.cues.size(); ++i) {
    const double until = i + 1 < cues.cues.size() ? cues.cues[i + 1].when.begin.seconds() : duration;
    list.push_back(compact_cue(cues.cues[i], until));
  }
  Json json = Json::object({{"language", track.language.text()},
                            {"key", TrackName{track.language.text(), track.variant}.text()},
                            {"kind", track.kind},
                            {"path", path},
                            {"cues", std::move(list)}});
  if (!track.variant.empty()) json["variant"] = track.variant;
  if (track.draft) json["draft"] = true;
  return json;
}

Json rendition_data(const PackRendition& rendition, const std::string& path) {
  Json json = Json::object({{"id", rendition.id},
                            {"role", rendition.role},
                            {"path", path},
                            {"type", rendition.file.type},
                            {"width", rendition.width},
                            {"height", rendition.height},
                            {"bytes", rendition.file.bytes},
                            {"seconds", to_milliseconds(rendition.duration_seconds)}});
  if (rendition.is_other_sound()) json["language"] = rendition.language.text();
  return json;
}

Json text_data(const PackText& text) {
  Json sentences = Json::empty_array();
  for (const std::string& sentence : text.sentences) sentences.push_back(sentence);
  return Json::object({{"language", text.language.text()}, {"html", text.html}, {"sentences", std::move(sentences)}});
}

}  // namespace

std::string script_literal(const Json& value) {
  const std::string json = value.dump();
  std::string script;
  script.reserve(json.size());
  for (std::size_t i = 0; i < json.size(); ++i) {
    const std::string_view three = std::string_view(json).substr(i, 3);
    if (json[i] == '<') {
      script += "\\u003c";
    } else if (three == "\u2028" || three == "\u2029") {
      script += three == "\u2028" ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      script += json[i];
    }
  }
  return script;
}

std::string pack_script(const PackManifest& manifest, std::string_view version) {
  Json languages = Json::empty_array(), works = Json::empty_array();
  for (const LanguageTag& language : manifest.languages) languages.push_back(language.text());
  for (const PackWork& work : manifest.works) works.push_back(summary(work));
  const Json pack = Json::object({{"id", manifest.identity()},
                                  {"title", localised(manifest.title)},
                                  {"description", localised(manifest.description)},
                                  {"languages", std::move(languages)},
                                  {"licence", manifest.licence},
                                  {"tool", manifest.tool_version},
                                  {"version", version},
                                  {"names", language_names(manifest)},
                                  {"works", std::move(works)}});
  return "integrart.pack = " + script_literal(pack) + ";\n";
}

Result<std::string> work_script(const PackWork& work, const WorkPaths& paths) {
  Json renditions = Json::empty_array(), tracks = Json::empty_array(), texts = Json::empty_array();
  for (std::size_t i = 0; i < work.renditions.size(); ++i) {
    renditions.push_back(rendition_data(work.renditions[i], paths.renditions[i]));
  }
  for (std::size_t i = 0; i < work.tracks.size(); ++i) {
    Result<Json> track = compact_track(work.tracks[i], paths.tracks[i], work.duration_seconds);
    if (!track) return tl::unexpected<Error>(std::move(track).error());
    tracks.push_back(std::move(*track));
  }
  for (const PackText& text : work.texts) texts.push_back(text_data(text));
  Json storyboard;
  if (work.storyboard) {
    storyboard = Json::object({{"path", paths.storyboard}, {"webvtt", work.storyboard_webvtt}});
  }
  Json activities = Json::empty_array();
  for (const Activity& activity : work.activities) activities.push_back(activity.to_json());
  const Json data = Json::object({{"renditions", std::move(renditions)},
                                  {"activities", std::move(activities)},
                                  {"tracks", std::move(tracks)},
                                  {"texts", std::move(texts)},
                                  {"storyboard", std::move(storyboard)},
                                  {"peaks", numbers(waveform_peaks(work.waveform, player_peaks))}});
  return "integrart.works[" + script_literal(work.id) + "] = " + script_literal(data) + ";\n";
}

std::string strings_script() {
  Json strings = Json::empty_object();
  for (const std::string& id : message_ids()) {
    if (!id.starts_with("web.") && !id.starts_with("learning.title_") && !id.starts_with("learning.instructions_"))
      continue;
    for (const std::string& language : message_languages()) strings[language][id] = message_pattern(id, language);
  }
  return "integrart.strings = " + script_literal(strings) + ";\n";
}

}  // namespace integrart::web_pack
