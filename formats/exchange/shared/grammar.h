#pragma once
// The grammar of an XML format as a table: which attributes and children an element may and must have. Stands in for
// an XML schema, so that a refusal names the line and what to do.

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/xml/xml.h"
#include "pipeline/base/exchange_format.h"

namespace integrart {

using ExchangeProblems = std::vector<ExchangeProblem>;

/// `attributes`: blank-separated `name=type`, `name!=type` when required; `other` allows attributes of other
/// namespaces; a name may have a prefix of the grammar. Types: `any`, `nmtoken`, `nmtokens`, `language`, `integer`,
/// `positive`, `number`, `percent` (0 to 100), `prefixed` (prefix:value), `date` (ISO 8601 without separators), or
/// alternatives `a|b|c`; among these, `prefixed` and `x-` (x-anything)
/// take more.
/// `content`: blank-separated in order: `name`, alternatives `a|b`, each with `?`, `*`, `+` or once; `other` stands for
/// elements of other namespaces, `any` for everything, `text` allows text.
struct ElementRule {
  std::string_view prefix;  // of the namespace; empty: that of the root element
  std::string_view name;
  std::string_view attributes;
  std::string_view content;
};

class Grammar {
 public:
  /// `spaces`: prefix to namespace URI. The views must outlive the grammar.
  Grammar(std::span<const ElementRule> rules, std::map<std::string, std::string, std::less<>> spaces,
          std::string_view rule_prefix);

  /// Adds what is wrong in and below `element`. `root_space` is the namespace of the root element.
  void check(const XmlNode& element, std::string_view root_space, ExchangeProblems& problems) const;

 private:
  struct Content {
    std::vector<std::pair<std::string_view, std::string_view>> names;  // prefix, name
    bool other = false;
    bool optional = false;
    bool repeated = false;
    std::string_view written;
  };
  struct Attribute {
    std::string_view type;
    bool required = false;
  };
  struct Rule {
    std::map<std::pair<std::string_view, std::string_view>, Attribute> attributes;
    bool other_attributes = false;
    std::vector<Content> content;
    bool text = false;
    bool anything = false;
  };

  static Rule parsed(const ElementRule& rule);
  std::string_view prefix_of(std::string_view space, std::string_view root_space) const;
  bool is_known(std::string_view space, std::string_view root_space) const;
  void check_attributes(const XmlNode& element, const Rule& rule, std::string_view root_space,
                        ExchangeProblems& problems) const;
  void check_content(const XmlNode& element, const Rule& rule, std::string_view root_space,
                     ExchangeProblems& problems) const;
  bool fits(const XmlNode& element, const Content& content, std::string_view root_space) const;

  std::map<std::pair<std::string_view, std::string_view>, Rule> m_rules;
  std::map<std::string, std::string, std::less<>> m_spaces;
  std::string m_rule_prefix;
};

/// True when `value` is of a type as written in ElementRule.
bool is_of_type(std::string_view value, std::string_view type);
bool is_nmtoken(std::string_view text);

/// A name in a message: bounded, without surprises.
std::string shown(std::string_view text);

}  // namespace integrart
