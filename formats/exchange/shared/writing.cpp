#include "formats/exchange/shared/writing.h"

#include <algorithm>

#include "formats/exchange/shared/grammar.h"
#include "formats/exchange/shared/reading.h"

namespace integrart {

LanguageTag target_of(const ExchangeDocument& document) {
  if (!document.target_language.is_undetermined()) return document.target_language;
  for (const ExchangeUnit& unit : document.units)
    for (const ExchangeVariant& variant : unit.variants)
      if (variant.language != document.source_language && &variant != &unit.variants.front()) return variant.language;
  return {};
}

const ExchangeVariant* target_variant(const ExchangeUnit& unit, const LanguageTag& target) {
  for (std::size_t i = 1; i < unit.variants.size(); ++i)
    if (unit.variants[i].language == target) return &unit.variants[i];
  return nullptr;
}

bool needs_space_kept(const ExchangeUnit& unit) {
  if (unit.keep_space) return true;
  for (const ExchangeVariant& variant : unit.variants)
    for (const ExchangeSegment& segment : variant.segments)
      if (segment.text && !segment.ignorable) {
        std::string plain = plain_text(*segment.text);
        // Controls that XML cannot hold are no words that white space could stand between.
        std::erase_if(
            plain, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r'; });
        if (plain != collapsed(plain)) return true;
      }
  return false;
}

std::string unique_id(const std::string& wanted, std::string_view prefix, std::set<std::string, std::less<>>& used) {
  if (is_nmtoken(wanted) && used.insert(wanted).second) return wanted;
  for (std::size_t number = used.size() + 1;; ++number) {
    std::string id = std::string(prefix) + std::to_string(number);
    if (used.insert(id).second) return id;
  }
}

void tell_losses(const ExchangeDocument& document, const ExchangeFeatures& kept, std::vector<Message>& notes) {
  ExchangeLosses losses;
  for (const ExchangeUnit& unit : document.units) {
    if (!kept.notes && !unit.notes.empty()) losses.add("note");
    if (!kept.limits && unit.most_characters) losses.add("limit");
    if (!kept.matches && !unit.matches.empty()) losses.add("match");
    if (!kept.many_languages && unit.variants.size() > 2) losses.add("language");
    for (const ExchangeVariant& variant : unit.variants) {
      if (!kept.terms && variant.properties.contains("status")) losses.add("term status");
      for (const ExchangeSegment& segment : variant.segments) {
        if (!kept.states && !segment.state.empty()) losses.add("state");
        if (!kept.codes && segment.text)
          for (const ExchangePiece& piece : *segment.text)
            if (piece.kind != ExchangePiece::Kind::text) losses.add("inline code");
      }
    }
  }
  losses.tell(notes, "exchange.not_written");
}

}  // namespace integrart
