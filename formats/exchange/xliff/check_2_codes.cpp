// What XLIFF 2 (sections 4.3.1 and 4.7) asks of inline codes and annotations in a unit.

#include <algorithm>
#include <charconv>
#include <map>

#include "formats/exchange/shared/problems.h"
#include "formats/exchange/xliff/xliff.h"

namespace integrart::xliff {

namespace {

using Ids = std::set<std::string, std::less<>>;
using Codes = std::vector<const XmlNode*>;

bool is_code(const XmlNode& node) {
  return node.name == "ph" || node.name == "pc" || node.name == "sc" || node.name == "ec";
}
bool is_mark(const XmlNode& node) {
  return node.name == "mrk" || node.name == "sm" || node.name == "em";
}
bool is_yes(const XmlNode& node, std::string_view attribute) {
  return node.value_or(attribute, "") == "yes";
}

void collect(const XmlNode& text, Codes& codes) {
  for (const XmlNode& child : text.children) {
    if (child.is_text() || child.space != text.space) continue;
    codes.push_back(&child);
    collect(child, codes);
  }
}

struct Part {
  const XmlNode* element = nullptr;
  const XmlNode* source = nullptr;
  const XmlNode* target = nullptr;
  std::int64_t place = 0;
};

class UnitCheck {
 public:
  UnitCheck(const XmlNode& unit, ExchangeProblems& problems) : m_unit(unit), m_problems(problems) {
    for (const XmlNode& child : unit.children) {
      if (child.is_text() || child.space != unit.space || (child.name != "segment" && child.name != "ignorable"))
        continue;
      Part part{&child, child.child("source"), child.child("target"), static_cast<std::int64_t>(m_parts.size()) + 1};
      if (part.target != nullptr)
        if (const std::string* order = part.target->find("order")) part.place = std::atoll(order->c_str());
      m_parts.push_back(part);
    }
    for (const Part& part : m_parts)
      if (part.source != nullptr) collect(*part.source, m_source);
    std::vector<Part> ordered = m_parts;
    std::ranges::stable_sort(ordered, {}, &Part::place);
    for (const Part& part : ordered) {
      if (part.target != nullptr) collect(*part.target, m_target);
      // A target that is still missing will hold what its source holds.
      if (const XmlNode* side = part.target != nullptr ? part.target : part.source) collect(*side, m_whole_target);
    }
    m_has_target = std::ranges::any_of(m_parts, [](const Part& part) { return part.target != nullptr; });
  }

  void run() {
    ids();
    pairs(m_source);
    if (m_has_target) pairs(m_whole_target);
    for (const Codes* side : {&m_source, &m_target})
      for (const XmlNode* code : *side) one(*code);
    must_stay();
    sequences();
  }

 private:
  void ids() {
    Ids of_source;
    for (const Part& part : m_parts)
      if (const std::string* id = part.element->find("id")) require_unique(m_problems, *part.element, of_source, *id);
    const Ids of_parts = of_source;
    std::map<std::string, char, std::less<>> kinds;
    for (const XmlNode* code : m_source) {
      const std::string* id = code->find("id");
      if (id == nullptr) continue;
      require_unique(m_problems, *code, of_source, *id);
      kinds.emplace(*id, kind_of(*code));
    }
    Ids of_target = of_parts;
    for (const XmlNode* code : m_target) {
      const std::string* id = code->find("id");
      if (id == nullptr) continue;
      require_unique(m_problems, *code, of_target, *id);
      const auto same = kinds.find(*id);
      if (same != kinds.end() && same->second != kind_of(*code)) refuse_duplicate(m_problems, *code, *id);
    }
  }

  static char kind_of(const XmlNode& code) { return is_mark(code) ? 'm' : code.name == "ph" ? 'h' : 'c'; }

  void pairs(const Codes& codes) {
    std::map<std::string, const XmlNode*, std::less<>> starts, marks;
    Ids closed;
    for (const XmlNode* code : codes) {
      const std::string id = code->value_or("id", "");
      const std::string start = code->value_or("startRef", "");
      if (code->name == "sc") {
        starts.emplace(id, code);
      } else if (code->name == "sm") {
        marks.emplace(id, code);
      } else if (code->name == "em") {
        if (!marks.contains(start) || !closed.insert("m" + start).second) refuse_unpaired(m_problems, *code, start);
      } else if (code->name == "ec" && !is_yes(*code, "isolated")) {
        const auto found = starts.find(start);
        if (found == starts.end() || is_yes(*found->second, "isolated") || !closed.insert("c" + start).second)
          refuse_unpaired(m_problems, *code, start);
        else
          same_rights(*found->second, *code);
      }
    }
    for (const auto& [id, sc] : starts)
      if (!is_yes(*sc, "isolated") && !closed.contains("c" + id)) refuse_unpaired(m_problems, *sc, id);
    for (const auto& [id, sm] : marks)
      if (!closed.contains("m" + id)) refuse_unpaired(m_problems, *sm, id);
  }

  void same_rights(const XmlNode& sc, const XmlNode& ec) {
    for (const std::string_view right : {"canCopy", "canDelete", "canOverlap"})
      if (sc.value_or(right, "yes") != ec.value_or(right, "yes"))
        refuse_value(m_problems, ec, right, ec.value_or(right, "yes"), sc.value_or(right, "yes"));
    const std::string_view wanted = sc.value_or("canReorder", "yes") == "yes" ? "yes" : "no";
    if (ec.value_or("canReorder", "yes") != wanted)
      refuse_value(m_problems, ec, "canReorder", ec.value_or("canReorder", "yes"), wanted);
  }

  void one(const XmlNode& code) {
    if (code.name == "cp") return character(code);
    if (code.name == "ec") end_code(code);
    if (is_mark(code)) return mark(code);
    if (!is_code(code)) return;
    if (code.find("subType") != nullptr) sub_type(code);
    if (code.value_or("canReorder", "yes") != "yes" && code.name != "ec") {
      for (const std::string_view right : {"canCopy", "canDelete"})
        if (code.value_or(right, "yes") != "no")
          refuse_without(m_problems, code, "canReorder", std::string(right) + "=\"no\"");
    }
    data(code);
    copy(code);
  }

  /// Code points that XML cannot hold, as pairs of hexadecimal digits (section 4.2.3.1).
  void character(const XmlNode& cp) {
    const std::string hex = cp.value_or("hex", "");
    std::uint32_t point = 0;
    const auto [end, status] = std::from_chars(hex.data(), hex.data() + hex.size(), point, 16);
    const bool fits = point == 0x9 || point == 0xA || point == 0xD || (point >= 0x20 && point <= 0xD7FF) ||
                      (point >= 0xE000 && point <= 0xFFFD) || point >= 0x10000;
    if (hex.empty() || hex.size() % 2 != 0 || status != std::errc{} || end != hex.data() + hex.size() || fits)
      refuse_value(m_problems, cp, "hex", hex, "0000 - 10FFFF");
  }

  void end_code(const XmlNode& ec) {
    const bool isolated = is_yes(ec, "isolated");
    if (isolated && ec.find("startRef") != nullptr) refuse_together(m_problems, ec, "isolated", "startRef");
    if (isolated && ec.find("id") == nullptr) refuse_missing(m_problems, ec, "id");
    if (!isolated && ec.find("startRef") == nullptr) refuse_missing(m_problems, ec, "startRef");
    if (!isolated && ec.find("id") != nullptr) refuse_without(m_problems, ec, "id", "isolated=\"yes\"");
    if (!isolated && ec.find("dir") != nullptr) refuse_without(m_problems, ec, "dir", "isolated=\"yes\"");
  }

  void mark(const XmlNode& mark) {
    if (mark.value_or("type", "generic") != "comment") return;
    const bool value = mark.find("value") != nullptr;
    const std::string* ref = mark.find("ref");
    if (value && ref != nullptr) refuse_together(m_problems, mark, "value", "ref");
    if (!value && ref == nullptr) refuse_missing(m_problems, mark, "value");
    if (ref != nullptr && (ref->find("n=") == std::string::npos || !names_note(*ref)))
      refuse_reference(m_problems, mark, "ref", *ref);
  }

  bool names_note(std::string_view ref) const {
    const std::string_view id = ref.substr(ref.rfind("n=") + 2);
    const XmlNode* notes = m_unit.child("notes");
    return notes != nullptr && std::ranges::any_of(notes->children, [&](const XmlNode& note) {
             return !note.is_text() && note.value_or("id", "") == id;
           });
  }

  void sub_type(const XmlNode& code) {
    const std::string sub_type = code.value_or("subType", "");
    const std::string* type = code.find("type");
    if (type == nullptr) return refuse_without(m_problems, code, "subType", "type");
    if (!sub_type.starts_with("xlf:")) return;
    const std::string name = sub_type.substr(4);
    const bool formatting = name == "lb" || name == "pb" || name == "b" || name == "i" || name == "u";
    if ((!formatting && name != "var") || *type != (formatting ? "fmt" : "ui"))
      refuse_value(m_problems, code, "subType", sub_type, "xlf:lb|pb|b|i|u (fmt), xlf:var (ui)");
  }

  void data(const XmlNode& code) {
    const XmlNode* original = m_unit.child("originalData");
    for (const std::string_view name : {"dataRef", "dataRefStart", "dataRefEnd"}) {
      const std::string* id = code.find(name);
      if (id == nullptr) continue;
      if (code.find("copyOf") != nullptr) refuse_together(m_problems, code, "copyOf", name);
      const bool found = original != nullptr && std::ranges::any_of(original->children, [&](const XmlNode& item) {
                           return !item.is_text() && item.value_or("id", "") == *id;
                         });
      if (!found) refuse_reference(m_problems, code, name, *id);
    }
  }

  void copy(const XmlNode& code) {
    const std::string* id = code.find("copyOf");
    if (id == nullptr) return;
    const auto is_base = [&](const XmlNode* other) {
      return other != &code && is_code(*other) && other->value_or("id", "") == *id &&
             other->value_or("canCopy", "yes") == "yes";
    };
    if (std::ranges::none_of(m_source, is_base) && std::ranges::none_of(m_target, is_base))
      refuse_reference(m_problems, code, "copyOf", *id);
  }

  /// What may not be deleted is in some target, when its own segment has one.
  void must_stay() {
    Ids kept;
    for (const XmlNode* code : m_target) kept.insert(code->value_or("id", ""));
    for (const Part& part : m_parts) {
      if (part.source == nullptr || part.target == nullptr) continue;
      Codes codes;
      collect(*part.source, codes);
      for (const XmlNode* code : codes)
        if (is_code(*code) && code->find("id") != nullptr && code->value_or("canDelete", "yes") == "no" &&
            !kept.contains(*code->find("id")))
          m_problems.push_back(
              {code->line, "code_missing",
               Message{"exchange.code_missing", {{"line", code->line}, {"id", shown(*code->find("id"))}}}});
    }
  }

  /// Codes that may not be reordered: the first of a sequence says firstNo, and the target keeps them side by side.
  void sequences() {
    const auto movable = [](const Codes& codes) {
      Codes kept;
      std::ranges::copy_if(codes, std::back_inserter(kept),
                           [](const XmlNode* code) { return is_code(*code) && code->name != "ec"; });
      return kept;
    };
    const Codes source = movable(m_source);
    const Codes target = movable(m_target);
    for (const Codes* side : {&source, &target}) {
      std::string before = "yes";
      for (const XmlNode* code : *side) {
        const std::string reorder = code->value_or("canReorder", "yes");
        if (reorder == "no" && before == "yes")
          refuse_without(m_problems, *code, "canReorder", "canReorder=\"firstNo\"");
        before = reorder;
      }
    }
    const auto place = [&](const XmlNode& code) {
      const std::string id = code.value_or("id", "");
      return std::ranges::find_if(target, [&](const XmlNode* other) { return other->value_or("id", "") == id; }) -
             target.begin();
    };
    for (std::size_t i = 1; i < source.size(); ++i) {
      if (source[i]->value_or("canReorder", "yes") != "no") continue;
      const auto first = place(*source[i - 1]);
      const auto second = place(*source[i]);
      const auto end = static_cast<std::ptrdiff_t>(target.size());
      if (first < end && second < end && second != first + 1)
        m_problems.push_back({target[static_cast<std::size_t>(second)]->line, "code_order",
                              Message{"exchange.code_moved",
                                      {{"line", target[static_cast<std::size_t>(second)]->line},
                                       {"id", shown(source[i]->value_or("id", ""))}}}});
    }
  }

  const XmlNode& m_unit;
  ExchangeProblems& m_problems;
  std::vector<Part> m_parts;
  Codes m_source, m_target, m_whole_target;
  bool m_has_target = false;
};

}  // namespace

void check_codes_2(const XmlNode& unit, ExchangeProblems& problems) {
  UnitCheck(unit, problems).run();
}

}  // namespace integrart::xliff
