#include "formats/pack/shared/left_out.h"

#include <algorithm>

#include "formats/pack/shared/languages.h"

namespace integrart {
namespace {

constexpr std::string_view renditions_left_out = "pack.renditions_left_out";
constexpr std::string_view exercises_left_out = "pack.exercises_left_out";
constexpr std::string_view text_shortened = "pack.text_shortened";

bool has_rendition(const PackWork& work, std::string_view role) {
  return std::ranges::find(work.renditions, role, &PackRendition::role) != work.renditions.end();
}

const char* name_of_part(WorkPart part) {
  switch (part) {
    case WorkPart::film:
      return "film";
    case WorkPart::sound:
      return "sound";
    case WorkPart::picture:
      return "picture";
    case WorkPart::text:
      return "text";
    case WorkPart::subtitles:
      return "subtitles";
  }
  return "";
}

/// As the message knows it.
const char* name_of_text(TextRole role, bool of_pack) {
  switch (role) {
    case TextRole::title:
      return of_pack ? "pack_title" : "title";
    case TextRole::description:
      return of_pack ? "pack_description" : "description";
    case TextRole::topic:
      return "topic";
    case TextRole::makers:
      return "makers";
  }
  return "";
}

}  // namespace

bool has_part(const PackWork& work, WorkPart part) {
  switch (part) {
    case WorkPart::film:
      return has_rendition(work, "video");
    case WorkPart::sound:
      // The sound of a film alone is another file of the film.
      return has_rendition(work, "audio") || (has_rendition(work, "audio_only") && !has_rendition(work, "video"));
    case WorkPart::picture:
      return has_rendition(work, "image");
    case WorkPart::text:
      return !work.texts.empty();
    case WorkPart::subtitles:
      return !work.tracks.empty();
  }
  return false;
}

void note_parts_left_out(const PackWork& work, std::initializer_list<WorkPart> parts, std::vector<Message>& notes) {
  for (const WorkPart part : parts)
    if (has_part(work, part))
      notes.push_back({"pack.part_left_out", {{"work", work.id}, {"part", std::string(name_of_part(part))}}});
}

void note_left_out(const PackWork& work, const PackRendition& rendition, std::vector<Message>& notes) {
  // Pictures of one size in two types have one id.
  const std::string name = rendition.id + "." + rendition.extension;
  const auto note = std::ranges::find_if(notes, [&](const Message& one) {
    return one.id == renditions_left_out && std::get<std::string>(one.arguments[0].second) == work.id;
  });
  if (note == notes.end())
    notes.push_back({std::string(renditions_left_out), {{"work", work.id}, {"files", name}}});
  else
    std::get<std::string>(note->arguments[1].second) += ", " + name;
}

void note_left_out(const PackWork& work, const Activity& activity, std::vector<Message>& notes) {
  const auto is_of_kind = [&](const Message& note) {
    return note.id == exercises_left_out && std::get<std::string>(note.arguments[0].second) == activity.kind;
  };
  const auto note = std::ranges::find_if(notes, is_of_kind);
  if (note == notes.end()) {
    notes.push_back(
        {std::string(exercises_left_out), {{"kind", activity.kind}, {"count", std::int64_t{1}}, {"works", work.id}}});
    return;
  }
  ++std::get<std::int64_t>(note->arguments[1].second);
  std::string& works = std::get<std::string>(note->arguments[2].second);
  if (works != work.id && !works.ends_with(", " + work.id)) works += ", " + work.id;
}

std::string shortened_with_note(std::string_view text, std::size_t most, const std::string& work, TextRole role,
                                std::vector<Message>& notes) {
  std::string kept = shortened(text, most);
  if (kept == text) return kept;
  const auto length = static_cast<std::int64_t>(most);
  const std::string name = name_of_text(role, work.empty());
  const auto note = std::ranges::find_if(notes, [&](const Message& one) {
    return one.id == text_shortened && std::get<std::string>(one.arguments[0].second) == work &&
           std::get<std::string>(one.arguments[1].second) == name;
  });
  if (note == notes.end()) {
    notes.push_back({std::string(text_shortened), {{"work", work}, {"text", name}, {"count", length}}});
  } else {
    std::int64_t& told = std::get<std::int64_t>(note->arguments[2].second);
    told = std::min(told, length);
  }
  return kept;
}

}  // namespace integrart
