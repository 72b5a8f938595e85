// Cuts the sound of every line out of the recording.

#include <algorithm>
#include <map>

#include "pipeline/base/documents/cue_track.h"
#include "pipeline/engine/step.h"
#include "pipeline/media/rendition.h"
#include "pipeline/media/sound_clips.h"

namespace integrart {

namespace {

constexpr std::size_t most_clips = 300;
constexpr double longest_clip = 20;  // seconds
// Singers begin before the line is shown and hold its last note; a clip may reach into the pause, not into a neighbour.
const MediaTime before_the_line = MediaTime::from_milliseconds(100);
const MediaTime after_the_line = MediaTime::from_milliseconds(250);

TimeRange heard_range(const CueTrack& track, const Cue& cue) {
  MediaTime begin = cue.when.begin - before_the_line;
  MediaTime end = *cue.when.end + after_the_line;
  for (const Cue& other : track.cues) {
    if (other.when.end && *other.when.end <= cue.when.begin) begin = std::max(begin, *other.when.end);
    if (other.when.begin >= *cue.when.end) end = std::min(end, other.when.begin);
  }
  return {std::max(begin, MediaTime{}), end};
}

struct LineClip {
  SoundClip clip;
  std::vector<std::string> cues;  // that say this
};

/// A refrain is cut once, where it is sung first.
std::vector<LineClip> clips_of(const CueTrack& track) {
  std::vector<LineClip> clips;
  std::map<std::string, std::size_t> known;
  for (const Cue& cue : track.cues) {
    const std::string words = plain_text(cue);
    if (words.empty() || cue.id.empty() || !cue.when.end) continue;
    if (const auto same = known.find(words); same != known.end()) {
      clips[same->second].cues.push_back(cue.id);
      continue;
    }
    if ((*cue.when.end - cue.when.begin).seconds() > longest_clip || clips.size() >= most_clips) continue;
    known.emplace(words, clips.size());
    clips.push_back({{heard_range(track, cue), std::to_string(clips.size() + 1) + ".m4a"}, {cue.id}});
  }
  return clips;
}

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const StepInput* audio, context.input("audio"));
  TRY_ASSIGN(const StepInput* words, context.input("track"));
  TRY_ASSIGN(const CueTrack track, CueTrack::from_json(words->document.at_or_null("cues")));
  const std::vector<LineClip> lines = clips_of(track);
  std::vector<SoundClip> clips;
  for (const LineClip& line : lines) clips.push_back(line.clip);
  TRY(write_sound_clips(audio->file, clips, context.work_folder, context.stop));
  StepOutput output;
  Json written = Json::empty_array();
  for (const auto& [clip, cues] : lines) {
    if (!std::filesystem::exists(context.work_folder / clip.name)) continue;  // behind the end of the sound
    written.push_back(Json::object({{"name", clip.name}, {"cues", json_list(cues)}}));
    output.files.push_back({clip.name, clip.name, "audio/mp4"});
  }
  output.document = Json::object({{"clips", std::move(written)}});
  return output;
}

}  // namespace

extern const StepKind step_line_sounds;
const StepKind step_line_sounds{
    .id = "line_sounds",
    .version = 1,
    .doc = {"Cuts the sound of every line out of the recording.",
            "One M4A for each line of the work's own track, nothing is encoded again; a line that is sung again is cut "
            "once. At most 300 lines of up to 20 seconds.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 1ULL << 30U, .file_bytes = 16ULL << 20U, .cpu_seconds = 60, .wall_seconds = 180},
    .toolchain = rendition_toolchain,
    .run = run,
};

}  // namespace integrart
