#include "formats/pack/h5p/film.h"

#include <algorithm>

#include "formats/pack/h5p/exercises.h"
#include "formats/pack/h5p/labels.h"
#include "formats/pack/shared/languages.h"
#include "formats/pack/shared/left_out.h"
#include "formats/pack/shared/small_files.h"
#include "formats/pack/shared/timed_lines.h"
#include "formats/pack/shared/works.h"
#include "pipeline/base/message.h"

namespace integrart::h5p {
namespace {

constexpr std::size_t longest_title_at_start = 200;  // characters that the first picture of a film has room for

Json text_tracks(const PackWork& work, Package& package) {
  Json tracks = Json::empty_array();
  for (std::size_t i = 0; i < work.tracks.size(); ++i) {
    const PackTrack& track = work.tracks[i];
    const std::string path = "files/words-" + std::to_string(i + 1) + ".vtt";
    package.files.emplace_back(path, track.webvtt);
    tracks.push_back(Json::object({{"label", track.language.name_in_itself()},
                                   {"kind", &track == own_track(work) ? "captions" : "subtitles"},
                                   {"srcLang", track.language.text()},
                                   {"track", Json::object({{"path", path}, {"mime", "text/vtt"}})}}));
  }
  return tracks;
}

/// The film stops after a line and asks for its missing words.
Json interaction_of(const ActivityItem& item, const std::string& question, const Activity& activity,
                    const PackWork& work, const std::string& labels) {
  const double at = std::min(item.when->end ? item.when->end->seconds() : item.when->begin.seconds() + 1,
                             std::max(0.0, work.duration_seconds - 0.5));
  const std::string title = render(activity.title, labels);
  const Json action = inner_content(blanks, blanks_content(render(activity.instructions, labels), {question}, labels),
                                    work.id + " " + activity.id + " " + item.id, title, work);
  return Json::object({{"x", 10},
                       {"y", 10},
                       {"width", 24},
                       {"height", 12},
                       {"duration", Json::object({{"from", at}, {"to", at + 0.5}})},
                       {"pause", true},
                       {"displayType", "poster"},
                       {"buttonOnMobile", true},
                       {"libraryTitle", "Fill in the Blanks"},
                       {"label", paragraph(render({"h5p.interaction", {}}, labels), labels)},
                       {"action", action}});
}

/// From the easiest exercise with gaps.
Json interactions_of(const PackWork& work, const std::string& labels) {
  Json interactions = Json::empty_array();
  const Activity* easiest = nullptr;
  for (const Activity& activity : work.activities)
    if (activity.kind == "gap_fill" && may_stand_with(work, activity) &&
        (easiest == nullptr || activity.level < easiest->level))
      easiest = &activity;
  if (easiest == nullptr) return interactions;
  for (const ActivityItem& item : easiest->items) {
    const auto* gaps = std::get_if<GapItem>(&item.content);
    const std::string question = gaps == nullptr || !item.when ? "" : blanks_line(*gaps);
    if (!question.empty()) interactions.push_back(interaction_of(item, question, *easiest, work, labels));
  }
  return interactions;
}

Json summary_task(const PackWork& work) {
  return Json::object(
      {{"task", inner_content(summary, Json::object({{"intro", ""}, {"summaries", Json::empty_array()}}),
                              work.id + " summary", best_text(work.title, "en").text, work)},
       {"displayAt", 3}});
}

}  // namespace

std::optional<Package> film_of(const PackWork& work, const std::string& labels, const std::string& reader,
                               std::vector<Message>& notes) {
  const SmallFiles files = small_files(work, small_enough);
  if (files.video == nullptr) return std::nullopt;
  if (files.video->file.bytes > small_enough.largest_file) notes.push_back({"h5p.large_film", {{"work", work.id}}});
  Package package;
  package.work = &work;
  package.language = labels;
  const std::string title = best_text(work.title, reader).text;
  const std::string shown_title = shortened_with_note(title, longest_title_at_start, work.id, TextRole::title, notes);
  package.title = title + " – " + render({"h5p.film", {}}, labels);
  package.files.emplace_back("videos/film.mp4", files.video->file);
  Json video = Json::object({{"startScreenOptions", Json::object({{"title", shown_title}, {"hideStartTitle", false}})},
                             {"textTracks", Json::object({{"videoTrack", text_tracks(work, package)}})},
                             {"files", Json::array({Json::object({{"path", "videos/film.mp4"},
                                                                  {"mime", "video/mp4"},
                                                                  {"copyright", copyright_of(work, title)}})})}});
  Json interactions = interactions_of(work, labels);
  package.libraries = {interactive_video, summary};
  if (!interactions.items().empty()) package.libraries.push_back(blanks);
  Json assets = Json::object({{"interactions", std::move(interactions)},
                              {"bookmarks", Json::empty_array()},
                              {"endscreens", Json::empty_array()}});
  package.content = Json::object(
      {{"interactiveVideo",
        Json::object({{"video", std::move(video)}, {"assets", std::move(assets)}, {"summary", summary_task(work)}})},
       {"override", Json::object({{"autoplay", false},
                                  {"loop", false},
                                  {"showBookmarksmenuOnLoad", false},
                                  {"showRewind10", true},
                                  {"preventSkippingMode", "none"},
                                  {"deactivateSound", false}})}});
  add_labels(package.content, interactive_video, labels);
  return package;
}

}  // namespace integrart::h5p
