#include "formats/subtitle/cues/track_writing.h"

#include "formats/subtitle/cues/cue_text.h"
#include "pipeline/base/text.h"

namespace integrart {

MediaTime end_of_cue(const CueTrack& track, std::size_t index, std::vector<Message>& notes) {
  const Cue& cue = track.cues[index];
  if (cue.when.end) return *cue.when.end;
  notes.push_back({"subtitle.end_made_up", {{"cue", display_name(cue.id)}}});
  for (std::size_t next = index + 1; next < track.cues.size(); ++next)
    if (cue.when.begin < track.cues[next].when.begin) return track.cues[next].when.begin;
  return cue.when.begin + MediaTime::from_milliseconds(5000);
}

std::string safe_payload(const Cue& cue, std::vector<Message>& notes) {
  const std::string wanted = cue.text.empty() ? write_cue_text(cue.tree) : cue.text;
  std::string payload;
  for (const char c : wanted) {
    if (c == '\r' || c == '\0' || (c == '\n' && (payload.empty() || payload.back() == '\n'))) continue;
    if (c == '>' && payload.ends_with("--"))
      payload += "&gt;";
    else
      payload += c;
  }
  if (payload.ends_with('\n')) payload.pop_back();
  if (payload != wanted) notes.push_back({"subtitle.payload_changed", {{"cue", display_name(cue.id)}}});
  return payload;
}

}  // namespace integrart
