#include "formats/pack/shared/works.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "formats/pack/shared/languages.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

bool is_work_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 && id.front() != '-' &&
         std::ranges::all_of(id, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

/// `text` without control characters and non-characters; empty when only white space is left.
std::string presentable_text(std::string_view text) {
  std::string clean;
  bool shows_something = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::string_view three = text.substr(i, 3);
    if (three == "\uFFFE" || three == "\uFFFF") {
      i += 2;
      continue;
    }
    if (byte < 0x20 && byte != '\n' && byte != '\t') continue;
    shows_something = shows_something || (byte > 0x20 && byte != 0x7f);
    clean += text[i];
  }
  return shows_something ? clean : std::string();
}

void make_presentable(LocalisedText& text) {
  for (auto& [language, words] : text.by_language) words = presentable_text(words);
  std::erase_if(text.by_language, [](const auto& entry) { return entry.second.empty(); });
}

void note_other_labels(const PackManifest& manifest, Labels labels, std::vector<Message>& notes) {
  const std::string own = main_language(manifest);
  const std::string shown =
      labels == Labels::of_exercises ? exercise_label_language(own, manifest) : label_language(own, manifest);
  if (own == "und" || own.substr(0, own.find('-')) == shown) return;
  notes.push_back({"pack.labels_in_other_language", {{"language", own}, {"labels", shown}}});
}

}  // namespace

Result<std::vector<Message>> check_works(const PackManifest& manifest, EmptyWork is_empty, Labels labels) {
  std::vector<Message> notes, others;  // what shuts people out comes before the rest
  std::set<std::string_view> ids;
  for (const PackWork& work : manifest.works) {
    if (!is_work_id(work.id) || !ids.insert(work.id).second) {
      return fail(Errc::invalid_input, "pack.work_id", {{"work", display_name(work.id)}});
    }
    const auto note = [&](std::string_view id) { notes.push_back({std::string(id), {{"work", work.id}}}); };
    if (is_empty(work)) {
      others.push_back({"pack.work_empty", {{"work", work.id}}});
      continue;
    }
    if (work.kind == "image" && work.alt.empty()) note("pack.work_without_alt");
    if (work.kind == "video" && work.tracks.empty()) note("pack.work_without_subtitles");
  }
  if (std::ranges::all_of(manifest.works, is_empty)) return fail(Errc::invalid_input, "pack.no_works");
  std::ranges::move(others, std::back_inserter(notes));
  note_other_labels(manifest, labels, notes);
  return notes;
}

bool may_stand_with(const PackWork& work, const Activity& activity) {
  return activity.kind == "questions" || work.may_be_changed();
}

PackManifest presentable(PackManifest manifest, EmptyWork is_empty) {
  std::erase_if(manifest.works, is_empty);
  make_presentable(manifest.title);
  make_presentable(manifest.description);
  if (manifest.title.empty()) manifest.title.by_language["und"] = manifest.id;
  for (PackWork& work : manifest.works) {
    for (LocalisedText* text : {&work.title, &work.description, &work.alt}) make_presentable(*text);
    if (work.title.empty()) work.title.by_language["und"] = work.id;
    std::erase_if(work.activities, [&](const Activity& activity) { return !may_stand_with(work, activity); });
    for (Creator& creator : work.creators) {
      creator.name = presentable_text(creator.name);
      creator.role = presentable_text(creator.role);
    }
    std::erase_if(work.creators, [](const Creator& creator) { return creator.name.empty(); });
    for (LocalisedText& objective : work.objectives) make_presentable(objective);
    std::erase_if(work.objectives, [](const LocalisedText& objective) { return objective.empty(); });
    for (std::string& topic : work.about) topic = presentable_text(topic);
    std::erase(work.about, "");
  }
  return manifest;
}

}  // namespace integrart
