#pragma once
// Texts on their way between translators and tools: units with their variants, states, notes, limits and inline codes.
// Document "exchange/1". The shape follows XLIFF 2.1, which can say most; a translation memory (TMX) is the same with
// more than two languages, a glossary (TBX) the same with terms for texts.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/json.h"
#include "pipeline/base/language.h"
#include "pipeline/base/result.h"

namespace integrart {

/// A stretch of text, or an inline code: markup of the text's own format, or a translator's annotation. What a code
/// stands for is opaque: it is carried, never looked into.
struct ExchangePiece {
  enum class Kind : std::uint8_t { text, standalone, opening, closing };
  Kind kind = Kind::text;
  std::string text;     // of a code: the markup it stands for ("<i>"), empty when the file does not say
  std::string id;       // of a code: opening and closing share it; source and target use the same
  std::string element;  // of a code: what the file called it ("ph", "pc", "sc", "mrk", "bpt", ...)
  std::map<std::string, std::string> attributes;  // of a code: the others, as in the file

  bool operator==(const ExchangePiece&) const = default;
};
using ExchangeText = std::vector<ExchangePiece>;

/// States of XLIFF 2 from first to last: "initial", "translated", "reviewed", "final".
struct ExchangeSegment {
  std::string id;          // empty when the file gives none
  bool ignorable = false;  // between sentences; not translated
  std::optional<ExchangeText> text;
  std::string state;                  // of a translation; empty: not said
  std::string sub_state;              // "xliff12:needs-review-translation", "po:fuzzy", another tool's
  std::optional<std::int64_t> order;  // position in the translation, from 1, where it differs

  bool operator==(const ExchangeSegment&) const = default;
};

struct ExchangeVariant {
  LanguageTag language;
  std::vector<ExchangeSegment> segments;
  std::map<std::string, std::string> properties;  // "status" of a term, "plural" of a PO form, dates and users of TMX

  bool operator==(const ExchangeVariant&) const = default;
};

struct ExchangeNote {
  std::string id;
  std::string text;
  std::string category;    // the tool's own word
  std::string applies_to;  // "source", "target" or empty
  std::string author;
  std::int64_t priority = 1;  // 1 is the highest, 10 the lowest

  bool operator==(const ExchangeNote&) const = default;
};

/// A suggestion that came with the file.
struct ExchangeMatch {
  std::string id;
  std::string origin;
  std::optional<double> quality;  // percent
  ExchangeText source;
  ExchangeText target;

  bool operator==(const ExchangeMatch&) const = default;
};

struct ExchangeUnit {
  std::string id;                   // unique in its file
  std::string name;                 // what the unit is called where it comes from; empty when not said
  std::size_t file = 0;             // index into ExchangeDocument::files
  std::vector<std::string> groups;  // ids of the groups around it, outermost first
  bool translate = true;
  bool keep_space = false;                // white space counts (xml:space="preserve")
  std::vector<ExchangeVariant> variants;  // the source first; a language comes again for synonyms and plural forms
  std::vector<ExchangeNote> notes;
  std::vector<ExchangeMatch> matches;
  std::optional<std::int64_t> most_characters;  // Unicode code points of the translation
  std::map<std::string, std::string> properties;

  const ExchangeVariant* find(const LanguageTag& language) const;
  bool operator==(const ExchangeUnit&) const = default;
};

struct ExchangeFile {
  std::string id;
  std::string original;  // name of the file the units come from
  std::vector<ExchangeNote> notes;
  bool operator==(const ExchangeFile&) const = default;
};

struct ExchangeDocument {
  std::string version;  // of the format it was read from
  LanguageTag source_language;
  LanguageTag target_language;  // "und" when there is none or there are many
  std::vector<ExchangeFile> files;
  std::vector<ExchangeUnit> units;
  std::map<std::string, std::string> properties;

  /// {"source_language","target_language","units":[{"id","variants":[{"language","text",...}],...}]}
  Json to_json() const;
  /// Everything that `to_json` wrote. Errc::invalid_input for what is no such document.
  static Result<ExchangeDocument> from_json(const Json& json);
};

ExchangePiece text_piece(std::string_view text);
ExchangeText plain_exchange_text(std::string_view text);
/// The text outside inline codes.
std::string plain_text(const ExchangeText& text);
/// The text of all segments in the order of the translation, outside inline codes.
std::string plain_text(const ExchangeVariant& variant);
/// True when at least one segment that is to be translated has a text.
bool has_text(const ExchangeVariant& variant);
/// A variant of one segment.
ExchangeVariant exchange_variant(const LanguageTag& language, ExchangeText text, std::string_view state = {});

}  // namespace integrart
