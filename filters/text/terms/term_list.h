#pragma once
// Lists of words that a person should look at. Document "term_list/1" (filters/data/terms/*.json, or one's own).

#include <string>
#include <vector>

#include "pipeline/base/json.h"
#include "pipeline/base/result.h"

namespace integrart {

struct TermRule {
  std::string term;   // lower case; the words of a phrase with one space between, "*" at the end of a word: any ending
  std::string match;  // word | prefix | phrase
  std::string category;  // insult | vulgar | slur | threat | sexual | support | other: the second part of the kind
  std::vector<std::string> exceptions;  // whole words that begin like it and mean no harm
};

struct TermList {
  std::string id;
  std::string owner;    // who answers for it
  std::string source;   // where the words come from
  std::string licence;  // SPDX identifier
  std::string expires;  // YYYY-MM-DD when somebody must look at it again; empty: never
  std::vector<TermRule> rules;

  /// Errors name the list and the rule. At most 20,000 rules of at most 100 bytes.
  static Result<TermList> from_json(const Json& json);
  Json to_json() const;
  /// One term per line; empty lines and lines that begin with '#' are left out. Lines with spaces are phrases.
  static Result<TermList> from_lines(std::string_view utf8, std::string id);
};

/// The starter lists that come with the program.
Result<std::vector<TermList>> built_in_term_lists();

}  // namespace integrart
