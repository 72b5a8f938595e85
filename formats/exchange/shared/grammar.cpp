#include "formats/exchange/shared/grammar.h"

#include <algorithm>
#include <charconv>

#include "pipeline/base/text.h"

namespace integrart {

namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::pair<std::string_view, std::string_view> prefixed_name(std::string_view written) {
  const std::size_t colon = written.find(':');
  if (colon == std::string_view::npos) return {{}, written};
  return {written.substr(0, colon), written.substr(colon + 1)};
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_number(std::string_view text) {
  double value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  return status == std::errc{} && end == text.data() + text.size();
}

double number_of(std::string_view text) {
  double value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return !text.empty() && text.size() <= 18 && std::ranges::all_of(text, is_digit);
}

/// YYYYMMDDThhmmssZ (TMX 1.4, ISO 8601 basic form).
bool is_date(std::string_view text) {
  return text.size() == 16 && text[8] == 'T' && text[15] == 'Z' && std::ranges::all_of(text.substr(0, 8), is_digit) &&
         std::ranges::all_of(text.substr(9, 6), is_digit);
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool is_prefixed(std::string_view text) {
  const std::size_t colon = text.find(':');
  return colon != std::string_view::npos && colon > 0 && colon + 1 < text.size() &&
         text.find_first_of(" \t\n") == std::string_view::npos;
}

}  // namespace

std::string shown(std::string_view text) {
  return display_name(text, 40);
}

bool is_nmtoken(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    return letter || is_digit(c) || c == '-' || c == '.' || c == '_' || c == ':';
  });
}

bool is_of_type(std::string_view value, std::string_view type) {
  if (type == "any") return true;
  if (type == "nmtoken") return is_nmtoken(value);
  if (type == "nmtokens") return !is_blank(value) && std::ranges::all_of(split(value, ' '), is_nmtoken);
  if (type == "language") return LanguageTag::parse(value).has_value();
  if (type == "integer") return is_integer(value);
  if (type == "positive") return is_integer(value) && !value.starts_with('-') && number_of(value) >= 1;
  if (type == "number") return is_number(value);
  if (type == "percent") return is_number(value) && number_of(value) >= 0 && number_of(value) <= 100;
  if (type == "prefixed") return is_prefixed(value);
  if (type == "date") return is_date(value);
  return std::ranges::any_of(split(type, '|'), [&](std::string_view one) {
    if (one == "x-") return value.starts_with("x-") && value.size() > 2;
    return one == "prefixed" ? is_prefixed(value) : one == value;
  });
}

Grammar::Grammar(std::span<const ElementRule> rules, std::map<std::string, std::string, std::less<>> spaces,
                 std::string_view rule_prefix)
    : m_spaces(std::move(spaces)), m_rule_prefix(rule_prefix) {
  for (const ElementRule& rule : rules) m_rules.emplace(std::pair(rule.prefix, rule.name), parsed(rule));
}

Grammar::Rule Grammar::parsed(const ElementRule& written) {
  Rule rule;
  for (const std::string_view word : split(written.attributes, ' ')) {
    if (word == "other") {
      rule.other_attributes = true;
      continue;
    }
    const std::size_t equals = word.find('=');
    std::string_view name = word.substr(0, equals);
    const bool required = name.ends_with('!');
    if (required) name.remove_suffix(1);
    rule.attributes.emplace(prefixed_name(name), Attribute{word.substr(equals + 1), required});
  }
  for (std::string_view word : split(written.content, ' ')) {
    if (word == "text") {
      rule.text = true;
      continue;
    }
    if (word == "any") {
      rule.anything = true;
      continue;
    }
    Content content;
    content.written = word;
    content.optional = word.ends_with('?') || word.ends_with('*');
    content.repeated = word.ends_with('*') || word.ends_with('+');
    if (content.optional || content.repeated) word.remove_suffix(1);
    for (const std::string_view name : split(word, '|')) {
      if (name == "other")
        content.other = true;
      else
        content.names.push_back(prefixed_name(name));
    }
    rule.content.push_back(std::move(content));
  }
  return rule;
}

std::string_view Grammar::prefix_of(std::string_view space, std::string_view root_space) const {
  if (space == root_space) return {};
  for (const auto& [prefix, uri] : m_spaces)
    if (uri == space) return prefix;
  return "?";
}

bool Grammar::is_known(std::string_view space, std::string_view root_space) const {
  return prefix_of(space, root_space) != "?";
}

void Grammar::check(const XmlNode& element, std::string_view root_space, ExchangeProblems& problems) const {
  const auto found = m_rules.find({prefix_of(element.space, root_space), element.name});
  if (found == m_rules.end()) {
    if (is_known(element.space, root_space))
      problems.push_back(
          {element.line, "element_unknown",
           Message{"exchange.element_unknown", {{"line", element.line}, {"element", shown(element.name)}}}});
    return;
  }
  const Rule& rule = found->second;
  check_attributes(element, rule, root_space, problems);
  if (rule.anything) return;
  check_content(element, rule, root_space, problems);
  for (const XmlNode& child : element.children)
    if (!child.is_text()) check(child, root_space, problems);
}

void Grammar::check_attributes(const XmlNode& element, const Rule& rule, std::string_view root_space,
                               ExchangeProblems& problems) const {
  for (const XmlAttribute& attribute : element.attributes) {
    const std::string_view prefix = attribute.space.empty()        ? std::string_view{}
                                    : attribute.space == xml_space ? std::string_view("xml")
                                                                   : prefix_of(attribute.space, root_space);
    const auto allowed = rule.attributes.find({prefix, attribute.name});
    const bool foreign = !attribute.space.empty() && attribute.space != xml_space && attribute.space != root_space;
    if (allowed == rule.attributes.end()) {
      if (foreign && rule.other_attributes) continue;
      problems.push_back(
          {element.line, "attribute_unknown",
           Message{"exchange.attribute_unknown",
                   {{"line", element.line}, {"element", shown(element.name)}, {"attribute", shown(attribute.name)}}}});
    } else if (!is_of_type(attribute.value, allowed->second.type)) {
      problems.push_back({element.line, "attribute_value",
                          Message{"exchange.attribute_value",
                                  {{"line", element.line},
                                   {"element", shown(element.name)},
                                   {"attribute", shown(attribute.name)},
                                   {"value", shown(attribute.value)},
                                   {"expected", std::string(allowed->second.type)}}}});
    }
  }
  for (const auto& [name, attribute] : rule.attributes) {
    if (!attribute.required) continue;
    const auto space = m_spaces.find(name.first);
    const std::string_view uri = name.first == "xml"       ? xml_space
                                 : space == m_spaces.end() ? std::string_view{}
                                                           : std::string_view(space->second);
    if (element.find(name.second, uri) == nullptr)
      problems.push_back(
          {element.line, "attribute_missing",
           Message{
               "exchange.attribute_missing",
               {{"line", element.line}, {"element", shown(element.name)}, {"attribute", std::string(name.second)}}}});
  }
}

bool Grammar::fits(const XmlNode& element, const Content& content, std::string_view root_space) const {
  const std::string_view prefix = prefix_of(element.space, root_space);
  if (std::ranges::find(content.names, std::pair(prefix, std::string_view(element.name))) != content.names.end())
    return true;
  return content.other && element.space != root_space;
}

void Grammar::check_content(const XmlNode& element, const Rule& rule, std::string_view root_space,
                            ExchangeProblems& problems) const {
  std::size_t at = 0;
  bool met = false;  // something fitted rule.content[at]
  for (const XmlNode& child : element.children) {
    if (child.is_text()) {
      if (!rule.text && !is_blank(child.text))
        problems.push_back(
            {element.line, "text_unexpected",
             Message{"exchange.text_unexpected",
                     {{"line", element.line}, {"element", shown(element.name)}, {"text", shown(child.text)}}}});
      continue;
    }
    // Consecutive parts of a grammar never share names, so the first that fits is the right one.
    std::size_t next = at;
    bool next_met = met;
    while (next < rule.content.size() &&
           !(fits(child, rule.content[next], root_space) && (!next_met || rule.content[next].repeated)) &&
           (next_met || rule.content[next].optional)) {
      ++next;
      next_met = false;
    }
    if (next == rule.content.size() || !fits(child, rule.content[next], root_space)) {
      problems.push_back(
          {child.line, "element_unexpected",
           Message{"exchange.element_unexpected",
                   {{"line", child.line}, {"element", shown(child.name)}, {"parent", shown(element.name)}}}});
      continue;
    }
    at = next;
    met = true;
  }
  for (std::size_t i = at; i < rule.content.size(); ++i) {
    if (rule.content[i].optional || (i == at && met)) continue;
    problems.push_back({element.line, "element_missing",
                        Message{"exchange.element_missing",
                                {{"line", element.line},
                                 {"parent", shown(element.name)},
                                 {"element", std::string(rule.content[i].written)}}}});
  }
}

}  // namespace integrart
