#pragma once
// Cues grouped to sentences for translation, and a translated sentence split back over its cues: their number and times
// stay as they are.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/cue_track.h"

namespace integrart {

/// Neighbouring cues that hold one sentence (or a few short ones).
struct CueSentence {
  std::size_t first = 0;  // index into the track's cues
  std::size_t count = 1;
  std::string text;  // their words on one line
};

/// Every cue with words is in exactly one group. A group ends with the sentence (. ! ? … and their like), at a pause of
/// two seconds, where the speaker changes (a name, a dash at the beginning), and after five cues or 400 letters. In a
/// track of lyrics every cue is by itself.
std::vector<CueSentence> cue_sentences(const CueTrack& track);

/// The translation in as many parts as there are `weights`, with lengths in the proportion of these, divided between
/// words only: rather after punctuation, not after short words that lean on the next ("w", "і", "de", "og"). Parts are
/// empty only when there are fewer words than parts; then the caller translates cue by cue.
std::vector<std::string> split_sentence(std::string_view translation, const std::vector<double>& weights);

/// The part on at most two lines of about equal length when it is longer than `most` graphemes.
std::string wrapped(std::string_view text, std::size_t most = 42);

/// Graphemes per second of a text while the cue is shown; 0 when the cue has no length.
double reading_speed(const Cue& cue, std::string_view text);

/// Cues of a second track that are shown with each cue of the first, by overlap in time: index pairs in order. A second
/// cue goes to the first cue that it overlaps longest; tracks of people differ in number of cues, so that indices would
/// not do.
struct DualCue {
  std::size_t first = 0;
  std::vector<std::size_t> second;
};
std::vector<DualCue> pair_by_overlap(const CueTrack& first, const CueTrack& second);

}  // namespace integrart
