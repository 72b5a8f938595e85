#pragma once
// Telephone numbers that belong to no person: emergency, help lines, offices. Texts should name them, so they are no
// personal data. Document "help_lines/1" (filters/data/help_lines/*.json, or one's own).

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/json.h"
#include "pipeline/base/result.h"

namespace integrart {

struct HelpLine {
  std::string number;   // 3 to 15 digits, as dialled inside its country; blanks and hyphens are taken out
  std::string country;  // two capital letters (ISO 3166-1); empty: the same in every country of ours
  std::string name;     // whom one reaches there
  std::string source;   // where the number is published
};

struct HelpLines {
  std::string id;
  std::string name;     // for people; empty: the id
  std::string owner;    // who answers for it
  std::string source;   // where the numbers come from
  std::string licence;  // SPDX identifier
  std::string expires;  // YYYY-MM-DD, the last day: numbers are given to others, so somebody must look again
  std::vector<HelpLine> lines;

  /// Errors name the place below `path` and what is wrong. Owner, source and last day are asked for: who lets numbers
  /// pass must say why, and for how long. At most 5,000 lines.
  static Result<HelpLines> from_json(const Json& json, const std::string& path = "help_lines");
  Json to_json() const;
  /// True when the text says that it is such a document, whatever else is wrong with it.
  static bool is_document(std::string_view utf8);
  /// A JSON document; one without id is called `id`.
  static Result<HelpLines> read(std::string_view utf8, const std::string& id);
  /// False on the last day itself, and when nobody knows which day it is.
  bool has_expired(std::string_view today) const;
};

}  // namespace integrart
