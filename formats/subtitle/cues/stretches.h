#pragma once
// Karaoke as stretches of words, for formats that time them one after the other.

#include <string>
#include <vector>

#include "formats/subtitle/cues/payload_writer.h"
#include "pipeline/base/documents/cue_track.h"

namespace integrart {

struct Stretch {
  TimeRange when;    // the end is that of the cue, or where the next stretch begins
  std::string text;  // as it stands, with its spaces; may be empty or only white space: a pause
};

/// The words of a cue between its inline times, the first from the cue's begin; inline times that go back or leave the
/// cue are passed over. One stretch without inline times. Readings of ruby follow in parentheses, line ends stay.
std::vector<Stretch> stretches_of(const Cue& cue, const MediaTime& end);

/// Writes inline times into a payload as WebVTT wants them: only inside the cue and only forward.
class WordTimes {
 public:
  WordTimes(PayloadWriter& payload, const MediaTime& cue_begin) : m_payload(payload), m_last(cue_begin) {}
  /// What follows begins at `time`.
  void at(const MediaTime& time);

 private:
  PayloadWriter& m_payload;
  MediaTime m_last;
};

}  // namespace integrart
