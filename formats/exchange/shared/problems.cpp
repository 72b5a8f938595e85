#include "formats/exchange/shared/problems.h"

#include <algorithm>

namespace integrart {

void refuse_duplicate(ExchangeProblems& problems, const XmlNode& where, std::string_view id) {
  problems.push_back(
      {where.line, "id_unique",
       Message{"exchange.id_twice", {{"line", where.line}, {"element", shown(where.name)}, {"id", shown(id)}}}});
}

void refuse_reference(ExchangeProblems& problems, const XmlNode& where, std::string_view attribute,
                      std::string_view value) {
  problems.push_back({where.line, "reference",
                      Message{"exchange.reference_broken",
                              {{"line", where.line},
                               {"element", shown(where.name)},
                               {"attribute", std::string(attribute)},
                               {"value", shown(value)}}}});
}

void refuse_value(ExchangeProblems& problems, const XmlNode& where, std::string_view attribute, std::string_view value,
                  std::string_view expected) {
  problems.push_back({where.line, "attribute_value",
                      Message{"exchange.attribute_value",
                              {{"line", where.line},
                               {"element", shown(where.name)},
                               {"attribute", std::string(attribute)},
                               {"value", shown(value)},
                               {"expected", std::string(expected)}}}});
}

void refuse_without(ExchangeProblems& problems, const XmlNode& where, std::string_view attribute,
                    std::string_view needed) {
  problems.push_back({where.line, "attribute_needs",
                      Message{"exchange.attribute_needs",
                              {{"line", where.line},
                               {"element", shown(where.name)},
                               {"attribute", std::string(attribute)},
                               {"needed", std::string(needed)}}}});
}

void refuse_together(ExchangeProblems& problems, const XmlNode& where, std::string_view first,
                     std::string_view second) {
  problems.push_back({where.line, "exclusive",
                      Message{"exchange.not_together",
                              {{"line", where.line},
                               {"element", shown(where.name)},
                               {"first", std::string(first)},
                               {"second", std::string(second)}}}});
}

void refuse_missing(ExchangeProblems& problems, const XmlNode& where, std::string_view attribute) {
  problems.push_back(
      {where.line, "attribute_missing",
       Message{"exchange.attribute_missing",
               {{"line", where.line}, {"element", shown(where.name)}, {"attribute", std::string(attribute)}}}});
}

void refuse_unpaired(ExchangeProblems& problems, const XmlNode& where, std::string_view id) {
  problems.push_back(
      {where.line, "code_pair",
       Message{"exchange.code_unpaired", {{"line", where.line}, {"element", shown(where.name)}, {"id", shown(id)}}}});
}

void refuse_language(ExchangeProblems& problems, const XmlNode& where, std::string_view language,
                     std::string_view expected) {
  problems.push_back({where.line, "language",
                      Message{"exchange.language_differs",
                              {{"line", where.line},
                               {"element", shown(where.name)},
                               {"language", shown(language)},
                               {"expected", shown(expected)}}}});
}

void require_unique(ExchangeProblems& problems, const XmlNode& where, std::set<std::string, std::less<>>& known,
                    const std::string& id) {
  if (!known.insert(id).second) refuse_duplicate(problems, where, id);
}

void sort_by_line(ExchangeProblems& problems) {
  std::ranges::stable_sort(problems, {}, &ExchangeProblem::line);
}

}  // namespace integrart
