#pragma once
// What `integrart translate` does with each kind of file: take the lines out, have them drafted, put the drafts in.

#include <string>
#include <vector>

#include "pipeline/cli/session.h"
#include "pipeline/language/draft.h"

namespace integrart {

struct TranslateOptions {
  std::string file;
  std::string out;
  std::string from;
  std::string to;
  std::string encoding;
  std::vector<std::string> memories;
  std::vector<std::string> glossaries;
  std::vector<std::string> engines;
  std::string data;    // folder of a workspace whose memory is used too; empty: none
  std::string circle;  // whose lines of it may be used besides the shared ones
  bool is_private = false;
  bool lyrics = false;  // every line by itself
};

/// A line as it is reported: whose it is, and what was made of it.
struct ReportedLine {
  std::string id;
  DraftLine draft;
  std::size_t length = 0;  // graphemes of the longest line of the translation
  double speed = 0;        // graphemes per second; 0 where there is no time
};

struct TranslatedFile {
  std::vector<ReportedLine> lines;
  std::vector<Message> notes;
};

/// Reads, drafts, writes `options.out`.
Result<TranslatedFile> translate_file(const Session& session, const TranslateOptions& options);

}  // namespace integrart
