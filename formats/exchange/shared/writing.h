#pragma once
// What the writers of bilingual and many-language formats share.

#include <set>
#include <string>
#include <vector>

#include "pipeline/base/exchange_format.h"

namespace integrart {

/// The target language of the document, or the first language of a unit that is not its source's.
LanguageTag target_of(const ExchangeDocument& document);
/// The variant in the target language, or null.
const ExchangeVariant* target_variant(const ExchangeUnit& unit, const LanguageTag& target);
/// Whether a text keeps its meaning only with its white space.
bool needs_space_kept(const ExchangeUnit& unit);
/// `wanted` when it is an NMTOKEN that was not given yet; else `prefix` and a number.
std::string unique_id(const std::string& wanted, std::string_view prefix, std::set<std::string, std::less<>>& used);
/// "exchange.not_written" for what a format cannot hold, with how often it was met.
void tell_losses(const ExchangeDocument& document, const ExchangeFeatures& kept, std::vector<Message>& notes);

}  // namespace integrart
