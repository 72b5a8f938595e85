#pragma once
// The community's words: which translation of a term is preferred, which is not to be used. Terms are found in any of
// their forms by simple rules of endings, good enough to remind a translator; they know no grammar.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/exchange.h"
#include "pipeline/base/text.h"

namespace integrart {

/// True when `word` looks like a form of `term` in that language: both case folded. Knows the endings and the changes
/// of letters of uk, ru, be, bg, pl, nl, nb, nn, en; others must be equal.
bool is_form_of(std::string_view word, std::string_view term, std::string_view language);

/// A term of the source that a text holds, and what is to stand for it.
struct GlossaryHit {
  std::string concept_id;
  std::string term;                    // as in the glossary
  ByteRange where;                     // in the source text
  std::vector<std::string> preferred;  // translations to use; admitted ones after the preferred
  std::vector<std::string> forbidden;  // translations not to use
};

struct GlossaryProblem {
  enum class Kind : std::uint8_t { missing, forbidden };
  Kind kind = Kind::missing;
  std::string concept_id;
  std::string term;                    // missing: of the source; forbidden: of the target
  std::vector<std::string> preferred;  // what to write instead
};

/// One language direction. Immutable after `add`; thread-safe.
class Glossary {
 public:
  Glossary(LanguageTag from, LanguageTag to) : m_from(std::move(from)), m_to(std::move(to)) {}

  /// Takes the concepts of the document that have a term in either language ("status": preferred, admitted, forbidden).
  void add(const ExchangeDocument& document);
  std::size_t size() const { return m_concepts.size(); }

  std::vector<GlossaryHit> hits(std::string_view source) const;
  /// Terms of the source whose translations are not in the target, and forbidden words that are.
  std::vector<GlossaryProblem> check(std::string_view source, std::string_view target) const;

 private:
  struct Term {
    std::string text;
    std::vector<std::string> words;  // case folded
    std::string status;
  };
  struct Concept {
    std::string id;
    std::vector<Term> from, to;
  };
  std::vector<Concept> m_concepts;
  LanguageTag m_from, m_to;
};

}  // namespace integrart
