#pragma once
// Rows of the conformance table that read cues: inputs written for it and what must come out.

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "formats/tables.h"
#include "pipeline/base/catalogue.h"
#include "tests/conformance_row.h"

namespace integrart::test {

struct CueCase {
  std::string_view name;
  std::string_view input;
  std::vector<std::string> cues;  // "1.000-2.500 payload"; a missing end is "1.000- payload"
  std::string_view note = {};     // identifier of a note that must be there
};

inline std::string described(const Cue& cue) {
  std::string text = fmt::format("{:.3f}-", cue.when.begin.seconds());
  if (cue.when.end) text += fmt::format("{:.3f}", cue.when.end->seconds());
  return text + " " + cue.text;
}

inline std::vector<std::string> described(const CueTrack& track) {
  std::vector<std::string> cues;
  for (const Cue& cue : track.cues) cues.push_back(described(cue));
  return cues;
}

inline bool has_note(const std::vector<Message>& notes, std::string_view id) {
  for (const Message& note : notes)
    if (note.id == id) return true;
  return id.empty();
}

/// Reads every case as the format its content looks like, which must be `format`.
inline void run_row(const std::string& name, std::string_view format, const std::vector<CueCase>& cases) {
  Row row{name};
  for (const CueCase& each : cases) {
    INFO(name << ": " << each.name);
    const SubtitleFormat* const found = by_likeness(subtitle_formats(), each.input, "").front();
    const auto track = found->read(each.input, {});
    REQUIRE(track);
    const bool right = found->id == format && described(track->value) == each.cues && has_note(track->notes, each.note);
    CHECK(found->id == format);
    CHECK(described(track->value) == each.cues);
    CHECK(has_note(track->notes, each.note));
    ++(right ? row.right : row.wrong);
  }
  row.finish();
}

}  // namespace integrart::test
