#pragma once
// Lists of words that a person should look at. Document "term_list/1" (filters/data/terms/*.json, or one's own), or
// plain lines.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/json.h"
#include "pipeline/base/language.h"
#include "pipeline/base/result.h"

namespace integrart {

struct TermRule {
  /// Lower case; the words of a phrase with one space between, "*" at the end of a word: any ending. Of a regular
  /// expression its source (text_pattern.h).
  std::string term;
  std::string match;     // word | prefix | phrase | regex
  std::string category;  // insult | vulgar | slur | threat | sexual | support | other: the second part of the kind
  /// Whole words ("*" at the end: any ending) that begin like it, or are all that a regular expression finds, and mean
  /// no harm; "… at chess": words that say so in the same sentence, also around it ("… van der hoeren").
  std::vector<std::string> exceptions;
  /// Languages in which it is another, harmless word ("slut" is the end in Swedish): not looked for in their texts.
  std::vector<std::string> not_in;

  bool is_for_language(const LanguageTag& language) const;
};

struct TermList {
  std::string id;
  std::string name;                    // for people; empty: the id
  std::vector<std::string> scope;      // "all", or places of words: see `is_for_place`; empty: all
  std::vector<std::string> languages;  // of the texts it is looked for in; empty: of all
  /// What is suggested: "review" by the categories of the rules; "note" never more than a remark; "support" that each
  /// is a call for help. Nothing is ever blocked by a list: only a policy decides, and a person over it.
  std::string action = "review";
  bool dry_run = false;  // only counts: nothing it finds is a finding
  std::string owner;     // who answers for it
  std::string source;    // where the words come from
  std::string licence;   // SPDX identifier
  std::string expires;   // YYYY-MM-DD, the last day; then somebody must look at it again. Empty: never
  std::vector<TermRule> rules;

  /// Errors name the place below `path` and what is wrong. At most 20,000 rules of at most 100 bytes (regular
  /// expressions: 500, from 3 to 300 bytes each).
  static Result<TermList> from_json(const Json& json, const std::string& path = "term_list");
  Json to_json() const;
  /// One term per line; empty lines and lines that begin with '#' are left out. Lines with spaces are phrases.
  static Result<TermList> from_lines(std::string_view utf8, std::string id);
  /// A document when it begins with "{", else lines. A document without id is called `id`, as lines are.
  static Result<TermList> read(std::string_view utf8, const std::string& id);

  /// `place`: "text", "subtitles", "picture" (words seen in one), "title", "description", "alt", "credit", "file_name";
  /// empty is "text".
  bool is_for_place(std::string_view place) const;
  /// A text of unknown language may be of any.
  bool is_for_language(const LanguageTag& language) const;
  /// False without a day, on the last day itself and for lists that never expire.
  bool has_expired(std::string_view today) const;
};

}  // namespace integrart
