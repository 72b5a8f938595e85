#include "formats/pack/kolibri/channel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "formats/pack/kolibri/database.h"
#include "formats/pack/kolibri/perseus.h"
#include "formats/pack/shared/instructions.h"
#include "formats/pack/shared/languages.h"
#include "formats/pack/shared/left_out.h"
#include "formats/pack/shared/small_files.h"
#include "formats/pack/shared/works.h"
#include "formats/pack/web/one_work.h"
#include "pipeline/base/message.h"

namespace integrart::kolibri {
namespace {

constexpr int film_short_side = 720;              // pixels; le-utils calls a film of 720 lines and more "high"
constexpr int film_short_side_in_a_lesson = 360;  // the lesson repeats the film beside its exercises, so a small one
constexpr std::string_view watch = "UD5UGM0z", listen = "mkA1R3NU", read = "wA01urpi", explore = "#j8L0eq3",
                           practice = "VwRCom7G";
constexpr std::string_view captions_or_subtitles = "da2iCe";  // le_utils/constants/labels/accessibility_categories.py

class ChannelMaker {
 public:
  ChannelMaker(const PackManifest& manifest, std::vector<Message>& notes)
      : m_manifest(manifest),
        m_notes(notes),
        m_reader(main_language(manifest)),
        m_labels(exercise_label_language(m_reader, manifest)),
        m_space(uuid_of_name(uuid_domain_names, manifest.publisher.empty() ? "integrart" : manifest.publisher)) {}

  Result<Channel> make() {
    m_channel.id = uuid_of_name(m_space, m_manifest.id);
    const auto of_channel = [&](const LocalisedText& text, std::size_t most, TextRole role) {
      return shortened_with_note(best_text(text, m_reader).text, most, "", role, m_notes);
    };
    m_channel.title = of_channel(m_manifest.title, longest_title, TextRole::title);
    m_channel.description = of_channel(m_manifest.description, longest_channel_description, TextRole::description);
    ChannelNode root;
    root.id = root.content_id = m_channel.id;
    root.kind = "topic";
    root.title = m_channel.title;
    root.description = best_text(m_manifest.description, m_reader).text;
    root.language = m_reader == "und" ? "" : m_reader;
    m_channel.nodes.push_back(std::move(root));
    for (const PackWork& work : m_manifest.works) TRY(add_work(work));
    return std::move(m_channel);
  }

 private:
  Result<> add_work(const PackWork& work) {
    note_short_texts(work);
    m_topic = m_channel.nodes.size();
    ChannelNode topic = node_of(work, "", "topic", best_text(work.title, m_reader).text, 0);
    topic.description = best_text(work.description, m_reader).text;
    add_thumbnail(topic);
    m_channel.nodes.push_back(std::move(topic));
    add_film(work);
    TRY(add_lesson(work));
    for (const Activity& activity : work.activities)
      if (may_stand_with(work, activity)) add_exercise(work, activity);
    note_renditions(work);
    return {};
  }

  /// Of what the database holds in fewer characters; titles are those of nodes.
  void note_short_texts(const PackWork& work) {
    shortened_with_note(makers_of(work, ""), longest_makers, work.id, TextRole::makers, m_notes);
    for (const std::string& topic : work.about)
      shortened_with_note(topic, longest_tag, work.id, TextRole::topic, m_notes);
  }

  /// Those that are neither the film nor in the lesson.
  void note_renditions(const PackWork& work) {
    const PackRendition* film = small_files(work, {.video_short_side = film_short_side}).video;
    const SmallFiles lesson = small_files(work, {.video_short_side = film_short_side_in_a_lesson});
    for (const PackRendition& rendition : work.renditions) {
      const auto is_there = [&](const PackRendition* other) { return other == &rendition; };
      if (std::ranges::none_of(std::array{film, lesson.video, lesson.audio, lesson.image}, is_there))
        note_left_out(work, rendition, m_notes);
    }
  }

  /// `part` tells the resources of a work apart and never changes.
  ChannelNode node_of(const PackWork& work, const std::string& part, const std::string& kind, const std::string& title,
                      std::size_t parent) {
    ChannelNode node;
    node.content_id = uuid_of_name(m_space, m_manifest.id + "/" + work.id + (part.empty() ? "" : "/") + part);
    node.id = uuid_of_name(m_channel.nodes[parent].id, uuid_hex(node.content_id));
    node.parent = parent;
    node.kind = kind;
    node.title = shortened_with_note(title, longest_title, work.id, TextRole::title, m_notes);
    node.language = work.language.is_undetermined() ? "" : work.language.text();
    node.work = &work;
    return node;
  }

  static PackEntry entry(const ChannelNode& node, const std::string& name, auto content) {
    return {"files/" + uuid_hex(node.id) + "/" + name, std::move(content)};
  }

  static void add_thumbnail(ChannelNode& node) {
    const auto& poster = node.work->poster;
    if (!poster || (poster->extension != "jpg" && poster->extension != "png")) return;
    node.files.push_back({.entry = entry(node, "thumbnail." + poster->extension, poster->file),
                          .extension = poster->extension,
                          .preset = node.kind + "_thumbnail",
                          .language = {},
                          .supplementary = true,
                          .thumbnail = true});
  }

  void add_film(const PackWork& work) {
    const SmallFiles small = small_files(work, {.video_short_side = film_short_side});
    const PackRendition* film = small.video;
    if (film == nullptr) return;
    if (!small.other_sounds.empty()) m_notes.push_back({"kolibri.other_sounds_in_lesson", {{"work", work.id}}});
    ChannelNode node = node_of(work, "film", "video", best_text(work.title, m_reader).text, m_topic);
    node.description = best_text(work.description, m_reader).text;
    node.activity = watch;
    node.duration = std::llround(work.duration_seconds);
    const bool high = std::min(film->width, film->height) >= film_short_side;
    node.files.push_back({.entry = entry(node, "film.mp4", film->file),
                          .extension = "mp4",
                          .preset = high ? "high_res_video" : "low_res_video",
                          .language = {}});
    add_subtitles(node);
    if (has_captions(work)) node.accessibility = captions_or_subtitles;
    add_thumbnail(node);
    m_channel.nodes.push_back(std::move(node));
  }

  /// Whether those who do not hear can read what is said: in its own language, as people wrote it.
  static bool has_captions(const PackWork& work) {
    return std::ranges::any_of(work.tracks, [&](const PackTrack& track) {
      return !track.draft && !track.language.is_undetermined() && track.language.primary() == work.language.primary();
    });
  }

  /// One file per language: those that people made come before drafts, as the tracks stand in the manifest.
  void add_subtitles(ChannelNode& node) {
    std::vector<const PackTrack*> tracks;
    for (const bool draft : {false, true})
      for (const PackTrack& track : node.work->tracks)
        if (track.draft == draft) tracks.push_back(&track);
    std::set<std::string> languages;
    for (const PackTrack* track : tracks) {
      const std::string& language = track->language.text();
      if (track->language.is_undetermined() || !languages.insert(language).second) {
        m_notes.push_back({"kolibri.track_left_out", {{"work", node.work->id}, {"language", language}}});
        continue;
      }
      node.files.push_back({.entry = entry(node, language + ".vtt", track->webvtt),
                            .extension = "vtt",
                            .preset = "video_subtitle",
                            .language = language,
                            .supplementary = true});
    }
  }

  /// The whole lesson of the work as an app, for what Kolibri has no resource of its own for.
  Result<> add_lesson(const PackWork& work) {
    ChannelNode node =
        node_of(work, "lesson", "html5",
                best_text(work.title, m_reader).text + " – " + render({"kolibri.lesson", {}}, m_labels), m_topic);
    node.description = best_text(work.description, m_reader).text;
    node.activity = work.kind == "video" ? watch : work.kind == "audio" ? listen : work.kind == "text" ? read : explore;
    PackManifest lesson = m_manifest;
    lesson.works = {work};
    std::vector<Message> small_notes;  // the lesson is made small on purpose
    lesson = with_small_files(lesson, {.video_short_side = film_short_side_in_a_lesson}, small_notes);
    lesson.works.front().storyboard.reset();
    lesson.works.front().storyboard_webvtt.clear();
    TRY_ASSIGN(std::vector<PackEntry> files, web_pack::one_work_lesson(lesson));
    node.files.push_back({.entry = entry(node, "lesson.zip", InnerArchive{std::move(files), "application/zip"}),
                          .extension = "zip",
                          .preset = "html5_zip",
                          .language = {}});
    add_thumbnail(node);
    if (work.kind == "audio") m_notes.push_back({"kolibri.sound_in_lesson", {{"work", work.id}}});
    m_channel.nodes.push_back(std::move(node));
    return {};
  }

  void add_exercise(const PackWork& work, const Activity& activity) {
    ChannelNode node = node_of(work, "exercise/" + activity.id, "exercise", render(activity.title, m_labels), m_topic);
    std::optional<Exercise> exercise = exercise_of(activity, node.content_id, m_labels, m_reader);
    if (!exercise) return;  // it is in the lesson
    node.description = render(instructions_for_lists(activity), m_labels);
    node.activity = practice;
    node.assessment = exercise->assessment;
    node.files.push_back(
        {.entry = entry(node, "exercise.perseus", InnerArchive{std::move(exercise->files), "application/zip"}),
         .extension = "perseus",
         .preset = "exercise",
         .language = {}});
    add_thumbnail(node);
    m_channel.nodes.push_back(std::move(node));
  }

  const PackManifest& m_manifest;
  std::vector<Message>& m_notes;
  std::string m_reader, m_labels;
  Uuid m_space;
  Channel m_channel;
  std::size_t m_topic = 0;
};

}  // namespace

Result<Channel> channel_of(const PackManifest& manifest, std::vector<Message>& notes) {
  return ChannelMaker(manifest, notes).make();
}

}  // namespace integrart::kolibri
