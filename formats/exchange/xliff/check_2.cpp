// What XLIFF 2 asks of a document beyond its grammar: languages, identifiers, notes, skeleton, states, order.

#include <algorithm>

#include "formats/exchange/shared/problems.h"
#include "formats/exchange/xliff/xliff.h"

namespace integrart::xliff {

namespace {

using Ids = std::set<std::string, std::less<>>;

bool is_element(const XmlNode& node, std::string_view name, const XmlNode& root) {
  return !node.is_text() && node.is(root.space, name);
}

class DocumentCheck {
 public:
  DocumentCheck(const XmlNode& root, ExchangeProblems& problems)
      : m_root(root),
        m_problems(problems),
        m_source_language(root.value_or("srcLang", "")),
        m_target_language(root.find("trgLang")) {}

  void run() {
    Ids files;
    const std::string language = m_root.value_or("lang", "", xml_space);
    for (const XmlNode& file : m_root.children) {
      if (!is_element(file, "file", m_root)) continue;
      unique(files, file);
      m_groups.clear();
      m_units.clear();
      skeleton(file);
      container(file, file.value_or("lang", language, xml_space), file.value_or("space", "default", xml_space));
      sub_flows(file);
    }
  }

 private:
  void unique(Ids& known, const XmlNode& element) {
    if (const std::string* id = element.find("id")) require_unique(m_problems, element, known, *id);
  }

  void skeleton(const XmlNode& file) {
    const XmlNode* skeleton = file.child("skeleton");
    if (skeleton == nullptr) return;
    const bool filled = !skeleton->children.empty();
    if (filled && skeleton->find("href") != nullptr) refuse_together(m_problems, *skeleton, "href", "text");
    if (!filled && skeleton->find("href") == nullptr) refuse_missing(m_problems, *skeleton, "href");
  }

  void container(const XmlNode& parent, const std::string& language, const std::string& space) {
    extension_ids(parent);
    notes(parent);
    for (const XmlNode& child : parent.children) {
      const std::string inner_language = child.value_or("lang", language, xml_space);
      const std::string inner_space = child.value_or("space", space, xml_space);
      if (is_element(child, "group", m_root)) {
        unique(m_groups, child);
        container(child, inner_language, inner_space);
      } else if (is_element(child, "unit", m_root)) {
        unique(m_units, child);
        unit(child, inner_language, inner_space);
      }
    }
  }

  /// Ids of extension elements are unique within the file, group or unit around them.
  void extension_ids(const XmlNode& parent) {
    Ids known;
    for (const XmlNode& child : parent.children)
      if (!child.is_text() && child.space != m_root.space) ids_of_extension(child, known);
  }
  void ids_of_extension(const XmlNode& element, Ids& known) {
    const std::string* id = element.find("id");
    if (id == nullptr) id = element.find("id", xml_space);
    const bool module = element.space.starts_with("urn:oasis:names:tc:xliff:");
    if (id != nullptr && !module) require_unique(m_problems, element, known, element.space + ' ' + *id);
    for (const XmlNode& child : element.children)
      if (!child.is_text() && child.space != m_root.space) ids_of_extension(child, known);
  }

  void notes(const XmlNode& parent) {
    Ids known;
    if (const XmlNode* list = parent.child("notes"))
      for (const XmlNode& note : list->children) unique(known, note);
  }

  void unit(const XmlNode& unit, const std::string& language, const std::string& space) {
    extension_ids(unit);
    notes(unit);
    Ids data;
    if (const XmlNode* original = unit.child("originalData"))
      for (const XmlNode& item : original->children) unique(data, item);
    std::int64_t parts = 0;
    bool has_segment = false;
    for (const XmlNode& part : unit.children) {
      const bool segment = is_element(part, "segment", m_root);
      if (!segment && !is_element(part, "ignorable", m_root)) continue;
      ++parts;
      has_segment = has_segment || segment;
      check_part(part, language, space);
    }
    if (!has_segment)
      m_problems.push_back(
          {unit.line, "element_missing",
           Message{"exchange.element_missing",
                   {{"line", unit.line}, {"parent", shown(unit.name)}, {"element", std::string("segment")}}}});
    order(unit, parts);
    check_codes_2(unit, m_problems);
    for (const XmlNode& child : unit.children)
      if (child.is(space_mtc, "matches"))
        for (const XmlNode& match : child.children)
          if (const XmlNode* source = child_of(match, "source")) text_language(*source, language, m_source_language);
  }

  const XmlNode* child_of(const XmlNode& parent, std::string_view name) const {
    const auto found =
        std::ranges::find_if(parent.children, [&](const XmlNode& child) { return is_element(child, name, m_root); });
    return found == parent.children.end() ? nullptr : &*found;
  }

  void text_language(const XmlNode& text, const std::string& inherited, std::string_view expected) {
    const std::string effective = text.value_or("lang", inherited, xml_space);
    const auto same = [](std::string_view a, std::string_view b) {
      return std::ranges::equal(a, b, [](char x, char y) {
        return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
      });
    };
    if (!effective.empty() && !same(effective, expected)) refuse_language(m_problems, text, effective, expected);
  }

  void check_part(const XmlNode& part, const std::string& language, const std::string& space) {
    if (part.find("subState") != nullptr && part.find("state") == nullptr)
      refuse_without(m_problems, part, "subState", "state");
    const XmlNode* source = part.child("source");
    const XmlNode* target = part.child("target");
    if (source != nullptr) text_language(*source, language, m_source_language);
    if (target == nullptr) {
      const std::string state = part.value_or("state", "initial");
      if (state == "final")
        m_problems.push_back(
            {part.line, "element_missing",
             Message{"exchange.element_missing",
                     {{"line", part.line}, {"parent", shown(part.name)}, {"element", std::string("target")}}}});
      return;
    }
    if (m_target_language == nullptr)
      refuse_missing(m_problems, m_root, "trgLang");
    else
      text_language(*target, language, *m_target_language);
    if (source != nullptr && source->value_or("space", space, xml_space) != target->value_or("space", space, xml_space))
      refuse_value(m_problems, *target, "xml:space", target->value_or("space", space, xml_space),
                   source->value_or("space", space, xml_space));
  }

  /// The orders of a unit's targets are positions in it, each taken once: what has no order takes its own place.
  void order(const XmlNode& unit, std::int64_t parts) {
    std::set<std::int64_t> taken;
    std::int64_t position = 0;
    bool any = false;
    for (const XmlNode& part : unit.children) {
      if (!is_element(part, "segment", m_root) && !is_element(part, "ignorable", m_root)) continue;
      ++position;
      const XmlNode* target = part.child("target");
      const std::string* written = target == nullptr ? nullptr : target->find("order");
      std::int64_t place = position;
      if (written != nullptr) {
        any = true;
        place = std::atoll(written->c_str());
        if (place < 1 || place > parts)
          refuse_value(m_problems, *target, "order", *written, "1 - " + std::to_string(parts));
      }
      if (!taken.insert(place).second && any)
        refuse_value(m_problems, target != nullptr ? *target : part, "order", std::to_string(place),
                     "1 - " + std::to_string(parts));
    }
  }

  /// Units that codes point to as their sub-flows lie in the same file.
  void sub_flows(const XmlNode& element) {
    for (const std::string_view name : {"subFlows", "subFlowsStart", "subFlowsEnd"}) {
      const std::string* value = element.find(name);
      if (value == nullptr || element.space != m_root.space) continue;
      std::string_view rest = *value;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        if (end > 0 && !m_units.contains(rest.substr(0, end)))
          refuse_reference(m_problems, element, name, rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    for (const XmlNode& child : element.children)
      if (!child.is_text()) sub_flows(child);
  }

  const XmlNode& m_root;
  ExchangeProblems& m_problems;
  std::string m_source_language;
  const std::string* m_target_language;
  Ids m_groups, m_units;
};

}  // namespace

void check_units_2(const XmlNode& root, ExchangeProblems& problems) {
  DocumentCheck(root, problems).run();
}

ExchangeProblems check_2(const XmlNode& root) {
  ExchangeProblems problems;
  grammar_2().check(root, root.space, problems);
  check_units_2(root, problems);
  check_references_2(root, problems);
  check_modules_2(root, problems);
  sort_by_line(problems);
  return problems;
}

}  // namespace integrart::xliff
