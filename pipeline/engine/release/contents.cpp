#include "pipeline/engine/release/contents.h"

#include <set>

namespace integrart {
namespace {

constexpr std::size_t line_digits = 8;
constexpr std::size_t fact_digits = 16;

/// Of what people read about a work: tells two releases apart without being in the list. Empty when there is nothing.
std::string told(const Json& words) {
  const bool is_empty = words.items().empty() && words.members().empty();
  return is_empty ? "" : digest_of(words.dump()).hex().substr(0, fact_digits);
}

Json media_of(const PackWork& work) {
  std::set<std::string> digests;
  for (const PackRendition& rendition : work.renditions) digests.insert(rendition.file.digest.hex());
  for (const PackTrack& track : work.tracks) digests.insert(track.webvtt.digest.hex());
  if (work.poster) digests.insert(work.poster->file.digest.hex());
  if (work.storyboard) digests.insert(work.storyboard->digest.hex());
  return json_list({digests.begin(), digests.end()});
}

Json track_of(const PackTrack& track) {
  Json lines = Json::empty_array();
  for (const Json& cue : track.cues.at_or_null("cues").items())
    lines.push_back(digest_of(cue.at_or_null("text").string_or("")).hex().substr(0, line_digits));
  return Json::object({{"language", track.language.text()},
                       {"kind", track.kind},
                       {"variant", track.variant},
                       {"draft", track.draft},
                       {"sha256", track.webvtt.digest.hex()},
                       {"lines", std::move(lines)}});
}

Json work_of(const PackWork& work) {
  Json json = Json::object({{"id", work.id},
                            {"kind", work.kind},
                            {"title", to_json(work.title)},
                            {"licence", work.licence},
                            {"level", work.level},
                            {"description", told(to_json(work.description))},
                            {"alt", told(to_json(work.alt))},
                            {"credits", told(to_json(work.creators))},
                            {"topics", told(json_list(work.about))},
                            {"objectives", told(to_json(work.objectives))},
                            {"media", media_of(work)},
                            {"tracks", Json::empty_array()},
                            {"texts", Json::empty_array()},
                            {"activities", Json::empty_array()}});
  for (const PackTrack& track : work.tracks) json["tracks"].push_back(track_of(track));
  for (const PackText& text : work.texts)
    json["texts"].push_back(
        Json::object({{"language", text.language.text()}, {"sha256", digest_of(text.html + text.plain).hex()}}));
  for (const Activity& activity : work.activities)
    json["activities"].push_back(Json::object({{"id", activity.id},
                                               {"kind", activity.kind},
                                               {"items", static_cast<long>(activity.items.size())},
                                               {"sha256", digest_of(activity.to_json().dump()).hex()}}));
  return json;
}

}  // namespace

Json contents_of(const PackManifest& manifest) {
  Json works = Json::empty_array();
  for (const PackWork& work : manifest.works) works.push_back(work_of(work));
  return Json::object({{"title", to_json(manifest.title)},
                       {"description", told(to_json(manifest.description))},
                       {"licence", manifest.licence},
                       {"works", std::move(works)}});
}

}  // namespace integrart
