// XLIFF 1.2, for tools that read no other.

#include <algorithm>
#include <array>

#include "formats/exchange/shared/code_places.h"
#include "formats/exchange/shared/writing.h"
#include "formats/exchange/xliff/states.h"
#include "formats/exchange/xliff/xliff.h"

namespace integrart::xliff {

namespace {

using Kind = ExchangePiece::Kind;
using Attributes = XmlWriter::Attributes;

bool is_of_xliff_1_2(std::string_view element) {
  constexpr std::string_view names[] = {"g", "x", "bx", "ex", "bpt", "ept", "ph", "it", "mrk"};
  return std::ranges::find(names, element) != std::end(names);
}

/// Attributes of inline codes that are carried over as they are (sections 2.4 and 3.4 of the specification).
Attributes carried_attributes(const ExchangePiece& piece, bool annotation) {
  Attributes attributes;
  if (!is_of_xliff_1_2(piece.element)) return attributes;
  constexpr std::string_view of_codes[] = {"ctype", "clone", "equiv-text", "xid", "ts", "crc", "assoc"};
  constexpr std::string_view of_marks[] = {"mtype", "comment", "ts"};
  const auto carry = [&](std::string_view name) {
    if (const auto found = piece.attributes.find(std::string(name)); found != piece.attributes.end())
      attributes.emplace_back(name, found->second);
  };
  if (annotation)
    std::ranges::for_each(of_marks, carry);
  else
    std::ranges::for_each(of_codes, carry);
  return attributes;
}

class Writing {
 public:
  explicit Writing(const ExchangeDocument& document) : m_document(document), m_target(target_of(document)) {}

  std::string run() {
    m_xml.open("xliff", {{"xmlns", std::string(space_1_2)}, {"version", "1.2"}});
    const std::size_t files = std::max<std::size_t>(m_document.files.size(), 1);
    for (std::size_t i = 0; i < files; ++i) file(i);
    return m_xml.finish();
  }

 private:
  void file(std::size_t index) {
    static const ExchangeFile unnamed;
    const ExchangeFile& file = index < m_document.files.size() ? m_document.files[index] : unnamed;
    Attributes attributes{{"original", file.original.empty() ? (file.id.empty() ? "text" : file.id) : file.original},
                          {"source-language", m_document.source_language.text()},
                          {"datatype", "plaintext"}};
    if (!m_target.is_undetermined()) attributes.emplace_back("target-language", m_target.text());
    m_xml.open("file", attributes);
    if (!file.notes.empty()) {
      m_xml.open("header");
      for (const ExchangeNote& note : file.notes) write_note(note);
      m_xml.close();
    }
    m_xml.open("body");
    std::set<std::string, std::less<>> unit_ids, group_ids;
    std::vector<std::string> path;
    const auto leave_to = [&](std::size_t depth) {
      for (; path.size() > depth; path.pop_back()) m_xml.close();
    };
    for (const ExchangeUnit& unit : m_document.units) {
      if (unit.file != index || unit.variants.empty()) continue;
      const auto [here, there] = std::ranges::mismatch(path, unit.groups);
      leave_to(static_cast<std::size_t>(here - path.begin()));
      for (auto group = there; group != unit.groups.end(); ++group) {
        m_xml.open("group", {{"id", unique_id(*group, "g", group_ids)}});
        path.push_back(*group);
      }
      trans_unit(unit, unit_ids);
    }
    leave_to(0);
    m_xml.close().close();
  }

  void write_note(const ExchangeNote& note) {
    Attributes attributes;
    const std::string& from = note.author.empty() ? note.category : note.author;
    if (!from.empty()) attributes.emplace_back("from", from);
    if (note.priority != 1) attributes.emplace_back("priority", std::to_string(note.priority));
    if (note.applies_to == "source" || note.applies_to == "target")
      attributes.emplace_back("annotates", note.applies_to);
    m_xml.leaf("note", note.text, attributes);
  }

  void trans_unit(const ExchangeUnit& unit, std::set<std::string, std::less<>>& used) {
    const std::string id = unique_id(unit.id, "u", used);
    Attributes attributes{{"id", id}};
    const std::string& name = unit.name.empty() && id != unit.id ? unit.id : unit.name;
    if (!name.empty()) attributes.emplace_back("resname", name);
    if (!unit.translate) attributes.emplace_back("translate", "no");
    if (unit.most_characters) {
      attributes.emplace_back("maxwidth", std::to_string(*unit.most_characters));
      attributes.emplace_back("size-unit", "char");
    }
    if (needs_space_kept(unit)) attributes.emplace_back("xml:space", "preserve");
    const ExchangeVariant* target = target_variant(unit, m_target);
    if (target != nullptr && !target->segments.empty() && target->segments.front().state == "final")
      attributes.emplace_back("approved", "yes");
    m_xml.open("trans-unit", attributes);
    CodePlaces codes({});
    text("source", whole_text(unit.variants.front()), codes);
    if (target != nullptr && has_text(*target)) {
      Attributes states;
      const ExchangeSegment& first = target->segments.front();
      if (!first.state.empty()) states.emplace_back("state", state_for_1_2(first.state, first.sub_state));
      text("target", whole_text(*target), codes, states);
    }
    for (const ExchangeNote& note : unit.notes) write_note(note);
    for (const ExchangeMatch& match : unit.matches) {
      Attributes of_match;
      if (match.quality) of_match.emplace_back("match-quality", Json(*match.quality).dump());
      if (!match.origin.empty()) of_match.emplace_back("origin", match.origin);
      m_xml.open("alt-trans", of_match);
      CodePlaces of_this({});
      text("source", match.source, of_this);
      text("target", match.target, of_this);
      m_xml.close();
    }
    m_xml.close();
  }

  /// 1.2 has one text per unit: the segments in the order of the language.
  static ExchangeText whole_text(const ExchangeVariant& variant) {
    std::vector<std::pair<std::int64_t, const ExchangeSegment*>> ordered;
    for (const ExchangeSegment& segment : variant.segments)
      ordered.emplace_back(segment.order.value_or(static_cast<std::int64_t>(ordered.size()) + 1), &segment);
    std::ranges::stable_sort(ordered, {}, [](const auto& entry) { return entry.first; });
    ExchangeText whole;
    for (const auto& [order, segment] : ordered)
      if (segment->text) whole.insert(whole.end(), segment->text->begin(), segment->text->end());
    return whole;
  }

  void text(std::string_view element, const ExchangeText& text, CodePlaces& codes, const Attributes& attributes = {}) {
    const std::vector<CodePlace> places = codes.of({&text}).front();
    m_xml.open(element, attributes, true);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i].kind == Kind::text)
        m_xml.text(text[i].text);
      else
        code(text[i], places[i]);
    }
    m_xml.close();
  }

  /// A nested pair is one element when its opening half stands for no markup; else both halves are milestones.
  void code(const ExchangePiece& piece, const CodePlace& place) {
    const bool annotation = is_annotation(piece);
    if (place.nested && piece.kind == Kind::opening) {
      m_elements.push_back(annotation || piece.text.empty());
      if (m_elements.back()) return open_element(piece, place, annotation);
    } else if (place.nested && !m_elements.empty()) {
      const bool is_element = m_elements.back();
      m_elements.pop_back();
      if (is_element) {
        m_xml.close();
        return;
      }
    }
    if (!annotation) milestone(piece, place);  // 1.2 has no annotations across elements
  }

  void open_element(const ExchangePiece& piece, const CodePlace& place, bool annotation) {
    Attributes attributes{{annotation ? "mid" : "id", place.id}};
    for (auto& attribute : carried_attributes(piece, annotation)) attributes.push_back(std::move(attribute));
    const bool typed =
        std::ranges::any_of(attributes, [](const auto& attribute) { return attribute.first == "mtype"; });
    if (annotation && !typed) {
      const auto type = piece.attributes.find("type");
      const std::string name = type == piece.attributes.end() ? "generic" : type->second;
      attributes.emplace_back("mtype", name == "term" ? name : "x-" + name);
    }
    m_xml.open(annotation ? "mrk" : "g", attributes, true);
  }

  void milestone(const ExchangePiece& piece, const CodePlace& place) {
    const bool closing = piece.kind == Kind::closing;
    Attributes attributes{{"id", place.id}};
    for (auto& attribute : carried_attributes(piece, false)) attributes.push_back(std::move(attribute));
    std::string_view element = piece.text.empty() ? "x" : "ph";
    if (piece.kind != Kind::standalone) {
      if (place.paired) {
        attributes.front().second = place.id + (closing ? "-end" : "");
        attributes.insert(attributes.begin() + 1, {"rid", place.id});
        element = piece.text.empty() ? (closing ? "ex" : "bx") : (closing ? "ept" : "bpt");
      } else {
        attributes.emplace_back("pos", closing ? "close" : "open");
        element = "it";
      }
    }
    if (piece.text.empty() && element != "it")
      m_xml.empty(element, attributes);
    else
      m_xml.leaf(element, piece.text, attributes);
  }

  const ExchangeDocument& m_document;
  LanguageTag m_target;
  XmlWriter m_xml;
  std::vector<bool> m_elements;  // nested pairs that are open: written as an element?
};

}  // namespace

Result<Noted<std::string>> write_1_2(const ExchangeDocument& document) {
  if (document.units.empty()) return fail(Errc::invalid_input, "exchange.nothing_to_write");
  return Noted<std::string>{Writing(document).run(), {}};
}

}  // namespace integrart::xliff
