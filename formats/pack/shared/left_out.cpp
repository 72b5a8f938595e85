#include "formats/pack/shared/left_out.h"

#include <algorithm>

namespace integrart {
namespace {

bool has_rendition(const PackWork& work, std::string_view role) {
  return std::ranges::find(work.renditions, role, &PackRendition::role) != work.renditions.end();
}

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

}  // namespace

void note_parts_left_out(const PackWork& work, std::initializer_list<WorkPart> parts, std::vector<Message>& notes) {
  for (const WorkPart part : parts)
    if (has_part(work, part))
      notes.push_back({"pack.part_left_out", {{"work", work.id}, {"part", std::string(name_of_part(part))}}});
}

Message note_of_left_out(const PackWork& work, const Activity& activity) {
  return {"pack.activity_left_out", {{"work", work.id}, {"activity", activity.id}}};
}

}  // namespace integrart
