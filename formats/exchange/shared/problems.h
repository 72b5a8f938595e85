#pragma once
// The refusals that the checks of several formats share, each with its words.

#include <set>
#include <string>
#include <string_view>

#include "formats/exchange/shared/grammar.h"

namespace integrart {

void refuse_duplicate(ExchangeProblems& problems, const XmlNode& where, std::string_view id);
void refuse_reference(ExchangeProblems& problems, const XmlNode& where, std::string_view attribute,
                      std::string_view value);
void refuse_value(ExchangeProblems& problems, const XmlNode& where, std::string_view attribute, std::string_view value,
                  std::string_view expected);
/// `attribute` may only stand together with `needed`.
void refuse_without(ExchangeProblems& problems, const XmlNode& where, std::string_view attribute,
                    std::string_view needed);
/// Both at once are not allowed.
void refuse_together(ExchangeProblems& problems, const XmlNode& where, std::string_view first, std::string_view second);
void refuse_missing(ExchangeProblems& problems, const XmlNode& where, std::string_view attribute);
void refuse_unpaired(ExchangeProblems& problems, const XmlNode& where, std::string_view id);
/// The language of a text is not that of its file.
void refuse_language(ExchangeProblems& problems, const XmlNode& where, std::string_view language,
                     std::string_view expected);

/// Adds `id` to `known`, refuses it when it is there.
void require_unique(ExchangeProblems& problems, const XmlNode& where, std::set<std::string, std::less<>>& known,
                    const std::string& id);

void sort_by_line(ExchangeProblems& problems);

}  // namespace integrart
