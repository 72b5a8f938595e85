#include "formats/pack/shared/timed_lines.h"

#include <algorithm>
#include <cmath>

#include "pipeline/base/documents/cue_track.h"

namespace integrart {
namespace {

std::int64_t milliseconds(double seconds) {
  return std::llround(std::max(0.0, seconds) * 1000);
}

std::vector<TimedWord> words_in(const std::string& text, const Cue& cue, std::int64_t line_end) {
  std::vector<TimedWord> words;
  std::size_t at = 0;
  for (std::size_t i = 0; i < cue.words.size(); ++i) {
    const WordTiming& timing = cue.words[i];
    const std::size_t begin = timing.text.empty() ? std::string::npos : text.find(timing.text, at);
    if (begin == std::string::npos) return {};
    at = begin + timing.text.size();
    TimedWord word{.begin = begin, .end = at, .from = milliseconds(timing.when.begin.seconds()), .to = line_end};
    if (i + 1 < cue.words.size()) word.to = milliseconds(cue.words[i + 1].when.begin.seconds());
    if (timing.when.end) word.to = std::min(word.to, milliseconds(timing.when.end->seconds()));
    if (!words.empty()) word.from = std::max(word.from, words.back().to);
    word.to = std::max(word.to, word.from + 1);
    words.push_back(word);
  }
  return words;
}

}  // namespace

Result<std::vector<TimedLine>> timed_lines(const PackTrack& track, double duration) {
  TRY_ASSIGN(CueTrack cues, CueTrack::from_json(track.cues));
  std::ranges::stable_sort(cues.cues, {}, [](const Cue& cue) { return cue.when.begin; });
  std::vector<TimedLine> lines;
  for (std::size_t i = 0; i < cues.cues.size(); ++i) {
    const Cue& cue = cues.cues[i];
    TimedLine line;
    line.text = plain_text(cue);
    if (line.text.find_first_not_of(" \t\n") == std::string::npos) continue;
    line.speaker = cue.speaker;
    line.from = milliseconds(cue.when.begin.seconds());
    const double until = i + 1 < cues.cues.size() ? cues.cues[i + 1].when.begin.seconds() : duration;
    line.to = std::max(milliseconds(cue.when.end ? cue.when.end->seconds() : until), line.from + 1);
    line.words = words_in(line.text, cue, line.to);
    lines.push_back(std::move(line));
  }
  return lines;
}

const PackTrack* own_track(const PackWork& work) {
  const auto own = std::ranges::find_if(
      work.tracks, [&](const PackTrack& track) { return track.language.primary() == work.language.primary(); });
  return own == work.tracks.end() ? nullptr : &*own;
}

}  // namespace integrart
