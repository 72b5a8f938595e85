#pragma once
// The words of a cue as runs of one style, as formats without nested spans need them.

#include <string>
#include <vector>

#include "pipeline/base/documents/cue_track.h"

namespace integrart {

struct TextRun {
  std::string text;  // may hold line ends
  bool bold = false;
  bool italic = false;
  bool underline = false;
  std::string colour;  // a class of WebVTT; empty for none
  std::string speaker;
  std::string language;

  bool has_same_style(const TextRun& other) const;
};

/// In order; neighbours of one style are one run. Readings of ruby follow their words in parentheses.
std::vector<TextRun> runs_of(const Cue& cue);

}  // namespace integrart
