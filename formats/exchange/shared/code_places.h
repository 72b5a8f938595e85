#pragma once
// How the inline codes of a unit lie: which open and close each other, which nest, and an id for each that is fit for
// any format and the same in source and translation.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "pipeline/base/documents/exchange.h"

namespace integrart {

struct CodePlace {
  std::string id;       // NMTOKEN, unique in the unit but for the other half of a pair and for other languages
  bool paired = false;  // its other half is in the same language of the unit
  bool nested = false;  // ... and in the same text, so that the pair can be one element
};

class CodePlaces {
 public:
  /// `reserved`: ids that codes must not take.
  explicit CodePlaces(std::set<std::string, std::less<>> reserved) : m_used(std::move(reserved)) {}

  /// Places of all pieces of the texts of one language, in their order; what is text has an empty place.
  std::vector<std::vector<CodePlace>> of(const std::vector<const ExchangeText*>& texts);

  /// The id that the first code with that id in the document got; empty when there is none.
  std::string id_given_to(std::string_view id) const;

 private:
  std::string id_for(char kind, const std::string& id, int occurrence);

  std::set<std::string, std::less<>> m_used;
  std::map<std::tuple<char, std::string, int>, std::string> m_given;
  int m_next = 0;
};

/// Annotations of translators, not codes of the text.
bool is_annotation(const ExchangePiece& piece);

}  // namespace integrart
