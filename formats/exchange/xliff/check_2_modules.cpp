// What the modules of XLIFF 2 (section 5) ask beyond the grammar.

#include <algorithm>
#include <array>

#include "formats/exchange/shared/problems.h"
#include "formats/exchange/xliff/xliff.h"

namespace integrart::xliff {

namespace {

using Ids = std::set<std::string, std::less<>>;

// HTML elements that fs:fs may name (section 5.4).
constexpr std::array<std::string_view, 66> html_elements{
    "a",      "b",   "bdo",      "big",   "blockquote", "body",  "br",    "button",   "caption", "center", "cite",
    "code",   "col", "colgroup", "dd",    "del",        "div",   "dl",    "dt",       "em",      "h1",     "h2",
    "h3",     "h4",  "h5",       "h6",    "head",       "hr",    "html",  "i",        "img",     "label",  "legend",
    "li",     "ol",  "p",        "pre",   "q",          "s",     "samp",  "select",   "small",   "span",   "strike",
    "strong", "sub", "sup",      "table", "tbody",      "td",    "tfoot", "th",       "thead",   "title",  "tr",
    "tt",     "u",   "ul",       "abbr",  "acronym",    "input", "link",  "textarea", "option",  "dfn",    "var"};

/// "*", "42", "10,42" or "10,*" (section 5.6.7).
bool is_size_restriction(std::string_view text) {
  const auto digits = [](std::string_view part) {
    return !part.empty() && std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
  };
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return text == "*" || digits(text);
  return digits(text.substr(0, comma)) && (text.substr(comma + 1) == "*" || digits(text.substr(comma + 1)));
}

class ModuleCheck {
 public:
  ModuleCheck(const XmlNode& root, ExchangeProblems& problems) : m_root(root), m_problems(problems) {}

  void run() { walk(m_root, nullptr); }

 private:
  void walk(const XmlNode& element, const XmlNode* parent) {
    const bool outer_profiles = m_counts_code_points;
    if (element.space == m_root.space && element.name == "file") m_counts_code_points = counts_code_points(element);
    style(element);
    sizes(element);
    if (element.is(space_mtc, "matches")) matches(element);
    if (element.is(space_gls, "glossary")) glossary(element);
    if (element.is(space_mda, "metadata")) metadata(element);
    if (element.is(space_res, "resourceData")) resources(element, parent);
    if (element.is(space_res, "resourceItem")) resource_item(element);
    if (element.is(space_val, "rule")) rule(element);
    if (element.is(space_ctr, "revisions")) revisions(element);
    m_path.push_back(&element);
    for (const XmlNode& child : element.children)
      if (!child.is_text()) walk(child, &element);
    m_path.pop_back();
    m_counts_code_points = outer_profiles;
  }

  static bool counts_code_points(const XmlNode& file) {
    return std::ranges::any_of(file.children, [](const XmlNode& child) {
      return child.is(space_slr, "profiles") && child.value_or("generalProfile", "") == "xliff:codepoints";
    });
  }

  void style(const XmlNode& element) {
    const std::string* style = element.find("fs", space_fs);
    if (style != nullptr && std::ranges::find(html_elements, *style) == html_elements.end())
      refuse_value(m_problems, element, "fs:fs", *style, "HTML");
    if (style == nullptr && element.find("subFs", space_fs) != nullptr)
      refuse_without(m_problems, element, "fs:subFs", "fs:fs");
  }

  void sizes(const XmlNode& element) {
    for (const std::string_view name : {"sizeRestriction", "storageRestriction"})
      if (const std::string* value = element.find(name, space_slr); value != nullptr && !is_size_restriction(*value))
        refuse_value(m_problems, element, name, *value, "*, 42, 10,42, 10,*");
    if (const std::string* value = element.find("equivStorage", space_slr);
        value != nullptr && !is_of_type(*value, "integer"))
      refuse_value(m_problems, element, "slr:equivStorage", *value, "integer");
    const std::string* info = element.find("sizeInfo", space_slr);
    const std::string* reference = element.find("sizeInfoRef", space_slr);
    if (info != nullptr && reference != nullptr)
      refuse_together(m_problems, element, "slr:sizeInfo", "slr:sizeInfoRef");
    if (!m_counts_code_points) return;
    if (info != nullptr && !is_of_type(*info, "integer"))
      refuse_value(m_problems, element, "slr:sizeInfo", *info, "integer");
    if (reference != nullptr && !leads_to_data(*reference))
      refuse_reference(m_problems, element, "slr:sizeInfoRef", *reference);
    if (element.space != m_root.space || element.name != "ec" || element.value_or("isolated", "no") == "yes") return;
    for (const std::string_view name : {"equivStorage", "sizeInfo", "sizeInfoRef"})
      if (element.find(name, space_slr) != nullptr) refuse_without(m_problems, element, name, "isolated=\"yes\"");
  }

  static bool names(const XmlNode& element, const std::string& id) {
    return std::ranges::any_of(element.children, [&](const XmlNode& child) {
      return !child.is_text() && (child.value_or("id", "") == id || names(child, id));
    });
  }

  /// To an element inside a slr:data that is a sibling of this element or of one of those around it.
  bool leads_to_data(const std::string& id) const {
    return std::ranges::any_of(m_path, [&](const XmlNode* around) {
      return std::ranges::any_of(around->children,
                                 [&](const XmlNode& child) { return child.is(space_slr, "data") && names(child, id); });
    });
  }

  void matches(const XmlNode& list) {
    Ids known;
    for (const XmlNode& match : list.children) {
      if (match.is_text()) continue;
      if (const std::string* id = match.find("id")) require_unique(m_problems, match, known, *id);
      if (match.find("subType") != nullptr && match.find("type") == nullptr)
        refuse_without(m_problems, match, "subType", "type");
    }
  }

  void glossary(const XmlNode& list) {
    Ids known;
    for (const XmlNode& entry : list.children) {
      if (entry.is_text()) continue;
      if (const std::string* id = entry.find("id")) require_unique(m_problems, entry, known, *id);
      bool explained = false;
      for (const XmlNode& child : entry.children) {
        explained = explained || child.is(space_gls, "translation") || child.is(space_gls, "definition");
        if (const std::string* id = child.find("id"); id != nullptr && child.space == space_gls)
          require_unique(m_problems, child, known, *id);
      }
      if (!explained)
        m_problems.push_back({entry.line, "element_missing",
                              Message{"exchange.element_missing",
                                      {{"line", entry.line},
                                       {"parent", shown(entry.name)},
                                       {"element", std::string("translation|definition")}}}});
    }
  }

  void metadata(const XmlNode& metadata) {
    Ids known;
    if (const std::string* id = metadata.find("id")) known.insert(*id);
    groups(metadata, known);
  }
  void groups(const XmlNode& parent, Ids& known) {
    for (const XmlNode& child : parent.children) {
      if (child.is_text()) continue;
      if (const std::string* id = child.find("id")) require_unique(m_problems, child, known, *id);
      groups(child, known);
    }
  }

  void resources(const XmlNode& list, const XmlNode* parent) {
    Ids known, items;
    for (const XmlNode& child : list.children) {
      if (child.is_text()) continue;
      const std::string* id = child.find("id");
      if (id != nullptr) require_unique(m_problems, child, known, *id);
      if (id != nullptr && child.name == "resourceItem") items.insert(*id);
    }
    for (const XmlNode* around : m_path)
      for (const XmlNode& child : around->children)
        if (child.is(space_res, "resourceData") && around != parent)
          for (const XmlNode& item : child.children)
            if (const std::string* id = item.find("id"); id != nullptr && item.name == "resourceItem")
              items.insert(*id);
    for (const XmlNode& child : list.children)
      if (const std::string* ref = child.find("ref");
          ref != nullptr && child.name == "resourceItemRef" && !items.contains(*ref))
        refuse_reference(m_problems, child, "ref", *ref);
  }

  void resource_item(const XmlNode& item) {
    for (const XmlNode& child : item.children) {
      if (!child.is(space_res, "source") && !child.is(space_res, "target")) continue;
      const bool filled = std::ranges::any_of(child.children, [](const XmlNode& inner) {
        return !inner.is_text() || inner.text.find_first_not_of(" \t\r\n") != std::string::npos;
      });
      const bool linked = child.find("href") != nullptr;
      if (filled && linked) refuse_together(m_problems, child, "href", "text");
      if (!filled && !linked) refuse_missing(m_problems, child, "href");
      const std::string* language = child.find("lang", xml_space);
      const std::string expected = m_root.value_or(child.name == "source" ? "srcLang" : "trgLang", "");
      if (language != nullptr && *language != expected) refuse_language(m_problems, child, *language, expected);
    }
  }

  void rule(const XmlNode& rule) {
    int kinds = 0;
    for (const std::string_view kind : {"isPresent", "isNotPresent", "startsWith", "endsWith"})
      kinds += rule.find(kind) != nullptr ? 1 : 0;
    const bool foreign =
        std::ranges::any_of(rule.attributes, [](const XmlAttribute& attribute) { return !attribute.space.empty(); });
    if (kinds == 0 && !foreign) refuse_missing(m_problems, rule, "isPresent");
    if (kinds > 1 || (kinds == 1 && foreign))
      refuse_together(m_problems, rule, "isPresent", "isNotPresent, startsWith, endsWith");
    if (rule.find("occurs") != nullptr && rule.find("isPresent") == nullptr)
      refuse_without(m_problems, rule, "occurs", "isPresent");
    if (rule.find("existsInSource") != nullptr && rule.find("isPresent") == nullptr &&
        rule.find("startsWith") == nullptr && rule.find("endsWith") == nullptr)
      refuse_without(m_problems, rule, "existsInSource", "isPresent");
  }

  /// `appliesTo` and `ref` name elements of the file, group or unit around.
  void revisions(const XmlNode& revisions) {
    const std::string name = revisions.value_or("appliesTo", "");
    const std::string* ref = revisions.find("ref");
    std::vector<const XmlNode*> candidates;
    const auto around = std::ranges::find_if(m_path.rbegin(), m_path.rend(),
                                             [&](const XmlNode* element) { return element->space == m_root.space; });
    if (around != m_path.rend()) instances(**around, name, candidates);
    if (ref != nullptr) {
      std::erase_if(candidates, [&](const XmlNode* element) { return element->value_or("id", "") != *ref; });
      if (candidates.size() != 1) return refuse_reference(m_problems, revisions, "ref", *ref);
    } else if (candidates.empty()) {
      return refuse_reference(m_problems, revisions, "appliesTo", name);
    } else if (candidates.size() > 1 &&
               std::ranges::all_of(candidates, [](const XmlNode* e) { return e->find("id") != nullptr; })) {
      return refuse_missing(m_problems, revisions, "ref");
    }
    for (const XmlNode& revision : revisions.children)
      for (const XmlNode& item : revision.children) {
        if (!item.is(space_ctr, "item")) continue;
        const std::string property = item.value_or("property", "");
        if (property != "content" &&
            std::ranges::none_of(candidates, [&](const XmlNode* e) { return e->find(property) != nullptr; }))
          refuse_value(m_problems, item, "property", property, "content");
      }
  }

  static void instances(const XmlNode& parent, const std::string& name, std::vector<const XmlNode*>& found) {
    for (const XmlNode& child : parent.children) {
      if (child.is_text() || child.space != parent.space) continue;
      if (child.name == name) found.push_back(&child);
      if (child.name != "unit" && child.name != "group") instances(child, name, found);
    }
  }

  const XmlNode& m_root;
  ExchangeProblems& m_problems;
  std::vector<const XmlNode*> m_path;
  bool m_counts_code_points = false;
};

}  // namespace

void check_modules_2(const XmlNode& root, ExchangeProblems& problems) {
  ModuleCheck(root, problems).run();
}

}  // namespace integrart::xliff
