#pragma once
// Words that people wrote into a media file beside its pictures and sound: tags, titles of chapters, text tracks.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/facts.h"
#include "pipeline/base/input_file.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/result.h"

namespace integrart {

/// A tag that is written to be read: titles, comments, descriptions, lyrics, and who made it. What programs write for
/// programs is none.
struct WrittenTag {
  std::string key;   // "comment", "lyrics": in lower case, without language or maker
  std::string text;  // UTF-8
};
struct WrittenChapter {
  std::int64_t number = 1;  // in the order of the file
  std::string title;        // UTF-8, never empty
  double start = 0;         // seconds
  double end = 0;
};
struct SubtitleTrack {
  std::string codec;    // libav's name
  int text_number = 0;  // as embedded_text.h counts them; 0: it holds pictures of words, or what nobody reads
};
struct WrittenWords {
  std::vector<WrittenTag> tags;  // of the file, then of its streams; no text twice under one key
  std::vector<WrittenChapter> chapters;
  std::vector<SubtitleTrack> subtitles;
};

/// The key of a tag as `WrittenTag` has it; empty when such a tag is not written to be read.
std::string written_key(std::string_view key);

/// Whether a tag says who made a work and under which terms: names in it are there because people want to be named.
bool is_credit_key(std::string_view key);

/// Reads them; nothing is decoded. Errors: limit_exceeded for more metadata or chapters than `limits`; those of opening
/// media.
Result<WrittenWords> read_written_words(const InputFile& file, const MediaLimits& limits);

}  // namespace integrart
