// Fragment identifiers of XLIFF 2 (section 4.4): "#f=f1/u=u1/n=n1". Their syntax, and that they lead somewhere.

#include <algorithm>
#include <array>
#include <optional>

#include "formats/exchange/shared/problems.h"
#include "formats/exchange/xliff/xliff.h"

namespace integrart::xliff {

namespace {

struct Selector {
  std::string prefix;  // empty: a segment or an inline element of a source
  std::string id;
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> module_prefixes{
    {{"gls", space_gls},
     {"res", space_res},
     {"mda", space_mda},
     {"mtc", space_mtc},
     {"ctr", space_ctr},
     {"slr", space_slr},
     {"tbx", "urn:iso:std:iso:30042:ed-1:v1:en"}}};

std::string_view module_of(std::string_view prefix) {
  for (const auto& [name, space] : module_prefixes)
    if (name == prefix) return space;
  return {};
}

/// f, g, u in this order; the leaf last.
int rank_of(std::string_view prefix) {
  return prefix == "f" ? 1 : prefix == "g" ? 2 : prefix == "u" ? 3 : 4;
}

std::optional<std::vector<Selector>> selectors_of(std::string_view fragment) {
  std::vector<Selector> selectors;
  if (fragment.starts_with('/')) fragment.remove_prefix(1);
  int rank = 0;
  while (true) {
    const std::size_t end = std::min(fragment.find('/'), fragment.size());
    const std::string_view part = fragment.substr(0, end);
    const std::size_t equals = part.find('=');
    Selector selector;
    if (equals != std::string_view::npos) selector.prefix = part.substr(0, equals);
    selector.id = equals == std::string_view::npos ? part : part.substr(equals + 1);
    const bool core =
        selector.prefix.empty() ||
        (selector.prefix.size() == 1 && std::string_view("fgundt").find(selector.prefix) != std::string_view::npos);
    if (equals == 0 || !is_nmtoken(selector.id) || (!core && module_of(selector.prefix).empty())) return std::nullopt;
    if (rank_of(selector.prefix) <= rank) return std::nullopt;
    rank = rank_of(selector.prefix);
    selectors.push_back(std::move(selector));
    if (end == fragment.size()) return selectors;
    fragment.remove_prefix(end + 1);
  }
}

/// The element with that name and id somewhere below, not through another container.
const XmlNode* descendant(const XmlNode& parent, std::string_view name, std::string_view id, bool deep) {
  for (const XmlNode& child : parent.children) {
    if (child.is_text()) continue;
    if (child.name == name && child.space == parent.space && child.value_or("id", "") == id) return &child;
    if (deep && child.space == parent.space)
      if (const XmlNode* found = descendant(child, name, id, deep)) return found;
  }
  return nullptr;
}

bool has_id(const XmlNode& parent, std::string_view space, std::string_view id) {
  return std::ranges::any_of(parent.children, [&](const XmlNode& child) {
    if (child.is_text()) return false;
    const bool same = child.value_or("id", "") == id || child.value_or("id", "", xml_space) == id;
    return (child.space == space && same) || has_id(child, space, id);
  });
}

class ReferenceCheck {
 public:
  ReferenceCheck(const XmlNode& root, ExchangeProblems& problems) : m_root(root), m_problems(problems) {}

  void run() {
    for (const XmlNode& file : m_root.children) {
      if (file.is_text() || file.name != "file") continue;
      m_file = &file;
      m_container = &file;
      walk(file);
    }
  }

 private:
  void walk(const XmlNode& element) {
    const XmlNode* outer = m_container;
    const bool core = element.space == m_root.space;
    if (core && (element.name == "unit" || element.name == "group")) m_container = &element;
    const bool match = element.is(space_mtc, "match");
    const bool glossary = element.space == space_gls;
    if (const std::string* ref = element.find("ref"); ref != nullptr) {
      if (core && (element.name == "mrk" || element.name == "sm" || element.name == "note"))
        reference(element, *ref, false);
      if (match || glossary) reference(element, *ref, match);
    }
    for (const XmlNode& child : element.children)
      if (!child.is_text()) walk(child);
    m_container = outer;
  }

  void reference(const XmlNode& element, const std::string& value, bool must_be_fragment) {
    if (!value.starts_with('#')) {
      if (must_be_fragment) refuse_reference(m_problems, element, "ref", value);
      return;
    }
    const auto selectors = selectors_of(std::string_view(value).substr(1));
    if (!selectors || !resolves(*selectors)) refuse_reference(m_problems, element, "ref", value);
  }

  bool resolves(const std::vector<Selector>& selectors) const {
    const XmlNode* file = m_file;
    const XmlNode* container = m_container;
    for (const Selector& selector : selectors) {
      if (selector.prefix == "f") {
        container = file = descendant(m_root, "file", selector.id, false);
      } else if (selector.prefix == "g" || selector.prefix == "u") {
        container = descendant(*file, selector.prefix == "g" ? "group" : "unit", selector.id, true);
      } else {
        return leaf(*container, selector);
      }
      if (container == nullptr) return false;
    }
    return true;
  }

  bool leaf(const XmlNode& container, const Selector& selector) const {
    if (const std::string_view space = module_of(selector.prefix); !space.empty())
      return has_id(container, space, selector.id);
    if (selector.prefix == "n") {
      const XmlNode* notes = container.child("notes");
      return notes != nullptr && descendant(*notes, "note", selector.id, false) != nullptr;
    }
    if (container.name != "unit") return false;
    if (selector.prefix == "d") {
      const XmlNode* data = container.child("originalData");
      return data != nullptr && descendant(*data, "data", selector.id, false) != nullptr;
    }
    const std::string_view side = selector.prefix == "t" ? "target" : "source";
    return std::ranges::any_of(container.children, [&](const XmlNode& part) {
      if (part.is_text() || part.space != m_root.space || (part.name != "segment" && part.name != "ignorable"))
        return false;
      if (selector.prefix.empty() && part.value_or("id", "") == selector.id) return true;
      const XmlNode* text = part.child(side);
      return text != nullptr && has_id(*text, m_root.space, selector.id);
    });
  }

  const XmlNode& m_root;
  ExchangeProblems& m_problems;
  const XmlNode* m_file = nullptr;
  const XmlNode* m_container = nullptr;
};

}  // namespace

void check_references_2(const XmlNode& root, ExchangeProblems& problems) {
  ReferenceCheck(root, problems).run();
}

}  // namespace integrart::xliff
