#include "pipeline/speech/text_alignment.h"

#include <algorithm>
#include <array>

#include "pipeline/speech/aligned_track.h"
#include "pipeline/speech/lyric_lines.h"
#include "pipeline/speech/taps.h"

namespace integrart {

namespace {

/// Slow speech is nearest to singing; measured (decision 10).
constexpr std::array speeds{110, 130};

/// One byte each, in the memory of one step; 25 minutes of speech, or two hours with the words of a dozen songs.
constexpr std::size_t most_cells = 1'400'000'000;

/// Longer pairs are refused in words instead of by running out of memory.
Result<> check_size(const SoundFeatures& sound, const Readings& readings) {
  for (const Reading& reading : readings)
    if (sound.coarse.rows() * (reading.coarse.rows() + reading.words.size()) > most_cells)
      return fail(Errc::limit_exceeded, "speech.too_long_together",
                  {{"minutes", static_cast<std::int64_t>(sound.seconds / 60)}});
  return {};
}

void note_doubts(const CueTrack& track, std::vector<Message>& notes) {
  std::string lines;
  std::int64_t count = 0;
  for (const Cue& cue : track.cues) {
    if (cue.confidence != "unsure" && cue.confidence != "interpolated") continue;
    ++count;
    if (count <= 20) lines += (lines.empty() ? "" : ", ") + cue.id;
    if (count == 21) lines += ", …";
  }
  if (count > 0)
    notes.push_back({"speech.lines_unsure",
                     {{"count", count}, {"all", static_cast<std::int64_t>(track.cues.size())}, {"lines", lines}}});
}

Result<Readings> read_at_all_speeds(std::span<const TextLine> lines) {
  TRY_ASSIGN(ReferenceVoice voice, ReferenceVoice::create());
  Readings readings;
  for (const int speed : speeds) {
    TRY_ASSIGN(Reading reading, read_lines(voice, lines, speed));
    readings.push_back(std::move(reading));
  }
  return readings;
}

/// Times with the person's taps; the lines that the sound alone is certain of tell how late she taps.
Result<std::vector<LineTimes>> times_with_taps(const SoundFeatures& sound, const Readings& readings, const Json& json,
                                               const std::function<void(double)>& progress) {
  std::vector<Tap> taps;
  if (!json.is_null()) {
    TRY_ASSIGN(taps, taps_from_json(json, readings.front().words.size(), sound.seconds));
  }
  const LineAlignment alignment(sound, readings, progress);
  const bool tapped = std::any_of(taps.begin(), taps.end(), [](const Tap& tap) { return !tap.confirmed; });
  const double delay = tapped ? tap_delay(taps, alignment.times()) : 0;
  auto times = alignment.times(anchors_of(taps, delay));
  for (const Tap& tap : taps)
    if (tap.end && tap.line < times.size()) times[tap.line].end = *tap.end;
  return times;
}

}  // namespace

Result<Noted<CueTrack>> align_text(const SoundFeatures& sound, std::string_view utf8, const AlignmentWishes& wishes,
                                   const std::function<void(double)>& progress) {
  TRY_ASSIGN(auto lines, lyric_lines(utf8, wishes.language));
  TRY_ASSIGN(const Readings readings, read_at_all_speeds(lines.value));
  TRY(check_size(sound, readings));
  TRY_ASSIGN(const auto times, times_with_taps(sound, readings, wishes.taps, progress));
  Noted<CueTrack> track{{}, std::move(lines.notes)};
  track.value =
      aligned_track(lines.value, times, readings.front().words, {wishes.language, wishes.words, sound.seconds});
  if (times.empty()) track.notes.push_back({"speech.nothing_heard", {}});
  note_doubts(track.value, track.notes);
  return track;
}

std::string speech_toolchain() {
  return "espeak-ng " + ReferenceVoice::version();
}

}  // namespace integrart
