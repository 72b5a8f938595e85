// XLIFF 2.0, 2.1 and 2.2, with the size restriction and the translation candidates modules.

#include <algorithm>
#include <array>

#include "formats/exchange/shared/code_places.h"
#include "formats/exchange/shared/writing.h"
#include "formats/exchange/xliff/xliff.h"

namespace integrart::xliff {

namespace {

using Kind = ExchangePiece::Kind;
using Attributes = XmlWriter::Attributes;
using Places = std::vector<std::vector<CodePlace>>;

/// Attributes of codes that are carried over, with the values that XLIFF 2 takes.
struct CarriedAttribute {
  std::string_view name, type, elements;
};
constexpr std::array<CarriedAttribute, 22> carried{{
    {"type", "fmt|ui|quote|link|image|other", " ph pc sc ec "},
    {"subType", "prefixed", " ph pc sc ec "},
    {"canCopy", "yes|no", " ph pc sc ec "},
    {"canDelete", "yes|no", " ph pc sc ec "},
    {"canOverlap", "yes|no", " pc sc ec "},
    {"canReorder", "yes|no|firstNo", " ph pc sc ec "},
    {"disp", "any", " ph sc ec "},
    {"dispStart", "any", " pc "},
    {"dispEnd", "any", " pc "},
    {"equiv", "any", " ph sc ec "},
    {"equivStart", "any", " pc "},
    {"equivEnd", "any", " pc "},
    {"subFlows", "nmtokens", " ph sc ec "},
    {"subFlowsStart", "nmtokens", " pc "},
    {"subFlowsEnd", "nmtokens", " pc "},
    {"dir", "ltr|rtl|auto", " pc sc "},
    {"copyOf", "nmtoken", " ph pc sc ec "},
    {"type", "generic|comment|term|prefixed", " mrk sm "},
    {"value", "any", " mrk sm "},
    {"ref", "any", " mrk sm "},
    {"translate", "yes|no", " mrk sm "},
    {"hex", "any", " cp "},
}};

bool is_of_xliff_2(std::string_view element) {
  return std::ranges::any_of(carried, [&](const CarriedAttribute& attribute) {
    return attribute.elements.find(" " + std::string(element) + " ") != std::string_view::npos;
  });
}

/// The texts of one language; where a translation is missing, its source stands in when codes are paired.
std::vector<const ExchangeText*> texts_of(const ExchangeVariant& variant, const ExchangeVariant* stand_in) {
  static const ExchangeText none;
  std::vector<const ExchangeText*> texts;
  for (std::size_t i = 0; i < variant.segments.size(); ++i) {
    const bool own = variant.segments[i].text.has_value();
    const bool other = !own && stand_in != nullptr && i < stand_in->segments.size() && stand_in->segments[i].text;
    texts.push_back(own ? &*variant.segments[i].text : other ? &*stand_in->segments[i].text : &none);
  }
  return texts;
}

class UnitWriting {
 public:
  UnitWriting(XmlWriter& xml, const ExchangeUnit& unit, const ExchangeVariant* target)
      : m_xml(xml), m_unit(unit), m_source(unit.variants.front()), m_target(target) {
    std::set<std::string, std::less<>> used;
    for (const ExchangeSegment& segment : m_source.segments)
      m_segment_ids.push_back(segment.id.empty() && unit.matches.empty() ? "" : unique_id(segment.id, "s", used));
    m_codes = CodePlaces(used);
    m_source_places = m_codes.of(texts_of(m_source, nullptr));
    if (m_target != nullptr) m_target_places = m_codes.of(texts_of(*m_target, &m_source));
  }

  void run() {
    matches();
    notes();
    collect_data();
    original_data(m_data);
    for (std::size_t i = 0; i < m_source.segments.size(); ++i) segment(i);
  }

 private:
  void matches() {
    if (m_unit.matches.empty()) return;
    m_xml.open("mtc:matches");
    std::set<std::string, std::less<>> used;
    for (const ExchangeMatch& match : m_unit.matches) {
      CodePlaces codes({});
      const Places source = codes.of({&match.source});
      const Places target = codes.of({&match.target});
      Attributes attributes{{"id", unique_id(match.id, "m", used)}, {"ref", "#" + m_segment_ids.front()}};
      if (match.quality) attributes.emplace_back("matchQuality", Json(*match.quality).dump());
      if (!match.origin.empty()) attributes.emplace_back("origin", match.origin);
      m_xml.open("mtc:match", attributes);
      std::map<std::string, std::string> data;
      number_data(match.source, data);
      number_data(match.target, data);
      original_data(data);
      std::swap(data, m_data);
      text("source", match.source, source.front());
      text("target", match.target, target.front());
      std::swap(data, m_data);
      m_xml.close();
    }
    m_xml.close();
  }

  void notes() {
    if (m_unit.notes.empty()) return;
    m_xml.open("notes");
    std::set<std::string, std::less<>> used;
    for (const ExchangeNote& note : m_unit.notes) write_note(m_xml, note, used);
    m_xml.close();
  }

 public:
  static void write_note(XmlWriter& xml, const ExchangeNote& note, std::set<std::string, std::less<>>& used) {
    Attributes attributes;
    if (!note.id.empty()) attributes.emplace_back("id", unique_id(note.id, "n", used));
    if (note.applies_to == "source" || note.applies_to == "target")
      attributes.emplace_back("appliesTo", note.applies_to);
    // XLIFF 2 has no place for who wrote a note; her name stands where the kind of note does.
    const std::string& category = note.category.empty() ? note.author : note.category;
    if (!category.empty()) attributes.emplace_back("category", category);
    if (note.priority != 1) attributes.emplace_back("priority", std::to_string(note.priority));
    xml.leaf("note", note.text, attributes);
  }

 private:
  static void number_data(const ExchangeText& text, std::map<std::string, std::string>& data) {
    for (const ExchangePiece& piece : text)
      if (piece.kind != Kind::text && piece.element != "cp" && !piece.text.empty())
        data.emplace(piece.text, "d" + std::to_string(data.size() + 1));
  }
  void collect_data() {
    for (const ExchangeVariant* variant : {&m_source, m_target})
      if (variant != nullptr)
        for (const ExchangeSegment& segment : variant->segments)
          if (segment.text) number_data(*segment.text, m_data);
  }
  void original_data(const std::map<std::string, std::string>& data) {
    if (data.empty()) return;
    std::vector<std::pair<std::string, std::string>> ordered(data.begin(), data.end());
    std::ranges::sort(ordered, {}, [](const auto& item) { return std::pair(item.second.size(), item.second); });
    m_xml.open("originalData");
    for (const auto& [text, id] : ordered) {
      m_xml.open("data", {{"id", id}}, true);
      characters(text);
      m_xml.close();
    }
    m_xml.close();
  }

  void segment(std::size_t index) {
    const ExchangeSegment& source = m_source.segments[index];
    const ExchangeSegment* target =
        m_target != nullptr && index < m_target->segments.size() ? &m_target->segments[index] : nullptr;
    Attributes attributes;
    if (!m_segment_ids[index].empty()) attributes.emplace_back("id", m_segment_ids[index]);
    if (target != nullptr && !source.ignorable && is_of_type(target->state, "initial|translated|reviewed|final") &&
        (target->text || target->state != "final")) {
      attributes.emplace_back("state", target->state);
      if (is_of_type(target->sub_state, "prefixed")) attributes.emplace_back("subState", target->sub_state);
    }
    m_xml.open(source.ignorable ? "ignorable" : "segment", attributes);
    static const ExchangeText none;
    text("source", source.text ? *source.text : none, m_source_places[index]);
    if (target != nullptr && target->text) {
      const Attributes order = target->order ? Attributes{{"order", std::to_string(*target->order)}} : Attributes{};
      text("target", *target->text, m_target_places[index], order);
    }
    m_xml.close();
  }

  void text(std::string_view element, const ExchangeText& text, const std::vector<CodePlace>& places,
            const Attributes& attributes = {}) {
    m_xml.open(element, attributes, true);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i].kind == Kind::text)
        characters(text[i].text);
      else
        code(text[i], places[i]);
    }
    m_xml.close();
  }

  /// Controls that XML cannot hold become <cp/>.
  void characters(std::string_view text) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      if (byte >= 0x20 || byte == '\t' || byte == '\n' || byte == '\r') continue;
      m_xml.text(text.substr(begin, i - begin));
      constexpr std::string_view digits = "0123456789ABCDEF";
      m_xml.empty("cp", {{"hex", {'0', '0', digits[byte >> 4U], digits[byte & 15U]}}});
      begin = i + 1;
    }
    m_xml.text(text.substr(begin));
  }

  Attributes carried_attributes(const ExchangePiece& piece, std::string_view element) const {
    Attributes attributes;
    if (!is_of_xliff_2(piece.element)) return attributes;
    const std::string padded = " " + std::string(element) + " ";
    for (const CarriedAttribute& attribute : carried) {
      const auto found = piece.attributes.find(std::string(attribute.name));
      if (found == piece.attributes.end() || attribute.elements.find(padded) == std::string_view::npos) continue;
      if (!is_of_type(found->second, attribute.type)) continue;
      if (attribute.name == "subType" &&
          std::ranges::none_of(attributes, [](const auto& other) { return other.first == "type"; }))
        continue;
      const std::string value = attribute.name == "copyOf" ? m_codes.id_given_to(found->second) : found->second;
      if (!value.empty()) attributes.emplace_back(attribute.name, value);
    }
    return attributes;
  }

  void code(const ExchangePiece& piece, const CodePlace& place) {
    const bool annotation = is_annotation(piece);
    const bool closing = piece.kind == Kind::closing;
    if (place.nested && closing) {
      m_xml.close();
      return;
    }
    if (annotation && !place.paired) return;  // an annotation of nothing
    if (piece.element == "cp") {
      m_xml.empty("cp", carried_attributes(piece, "cp"));
      return;
    }
    const std::string_view element = place.nested                     ? (annotation ? "mrk" : "pc")
                                     : piece.kind == Kind::standalone ? "ph"
                                     : closing                        ? (annotation ? "em" : "ec")
                                                                      : (annotation ? "sm" : "sc");
    const bool refers = closing && place.paired;
    Attributes attributes{{refers ? "startRef" : "id", place.id}};
    if (!annotation && piece.kind != Kind::standalone && !place.paired) attributes.emplace_back("isolated", "yes");
    if (!annotation && !piece.text.empty())
      attributes.emplace_back(place.nested ? "dataRefStart" : "dataRef", m_data.at(piece.text));
    if (place.nested && !annotation)
      if (const std::string* end = end_data(piece)) attributes.emplace_back("dataRefEnd", m_data.at(*end));
    for (auto& attribute : carried_attributes(piece, element)) attributes.push_back(std::move(attribute));
    if (place.nested)
      m_xml.open(element, attributes, true);
    else
      m_xml.empty(element, attributes);
  }

  /// What the other half of a pair stands for: the next closing piece of the same id in the text around `opening`.
  const std::string* end_data(const ExchangePiece& opening) const {
    const auto search = [&](const ExchangeText& text) -> const std::string* {
      if (text.empty() || &opening < &text.front() || &opening > &text.back()) return nullptr;
      int depth = 0;
      for (const ExchangePiece* piece = &opening + 1; piece <= &text.back(); ++piece) {
        if (piece->id != opening.id || is_annotation(*piece)) continue;
        if (piece->kind == Kind::opening) ++depth;
        if (piece->kind == Kind::closing && depth-- == 0) return piece->text.empty() ? nullptr : &piece->text;
      }
      return nullptr;
    };
    for (const ExchangeVariant* variant : {&m_source, m_target})
      if (variant != nullptr)
        for (const ExchangeSegment& segment : variant->segments)
          if (segment.text)
            if (const std::string* found = search(*segment.text)) return found;
    for (const ExchangeMatch& match : m_unit.matches)
      for (const ExchangeText* text : {&match.source, &match.target})
        if (const std::string* found = search(*text)) return found;
    return nullptr;
  }

  XmlWriter& m_xml;
  const ExchangeUnit& m_unit;
  const ExchangeVariant& m_source;
  const ExchangeVariant* m_target;
  std::vector<std::string> m_segment_ids;
  CodePlaces m_codes{{}};
  Places m_source_places, m_target_places;
  std::map<std::string, std::string> m_data;  // markup to its id
};

class Writing {
 public:
  Writing(const ExchangeDocument& document, std::string_view version)
      : m_document(document), m_version(version), m_target(target_of(document)) {}

  std::string run() {
    const bool matches =
        std::ranges::any_of(m_document.units, [](const ExchangeUnit& unit) { return !unit.matches.empty(); });
    Attributes root{{"xmlns", std::string(m_version == "2.2" ? space_2_2 : space_2)},
                    {"version", std::string(m_version)},
                    {"srcLang", m_document.source_language.text()}};
    if (!m_target.is_undetermined()) root.emplace_back("trgLang", m_target.text());
    if (has_limits(std::nullopt)) root.emplace_back("xmlns:slr", std::string(space_slr));
    if (matches) root.emplace_back("xmlns:mtc", std::string(space_mtc));
    m_xml.open("xliff", root);
    const std::size_t files = std::max<std::size_t>(m_document.files.size(), 1);
    std::set<std::string, std::less<>> used;
    for (std::size_t i = 0; i < files; ++i) file(i, used);
    return m_xml.finish();
  }

 private:
  bool has_limits(std::optional<std::size_t> file) const {
    return std::ranges::any_of(m_document.units, [&](const ExchangeUnit& unit) {
      return unit.most_characters && (!file || unit.file == *file);
    });
  }

  void file(std::size_t index, std::set<std::string, std::less<>>& used) {
    const bool has_units =
        std::ranges::any_of(m_document.units, [&](const ExchangeUnit& unit) { return unit.file == index; });
    if (!has_units && index > 0) return;  // XLIFF has no empty file
    static const ExchangeFile unnamed;
    const ExchangeFile& file = index < m_document.files.size() ? m_document.files[index] : unnamed;
    Attributes attributes{{"id", unique_id(file.id, "f", used)}};
    if (!file.original.empty()) attributes.emplace_back("original", file.original);
    m_xml.open("file", attributes);
    if (has_limits(index)) m_xml.empty("slr:profiles", {{"generalProfile", "xliff:codepoints"}});
    if (!file.notes.empty()) {
      m_xml.open("notes");
      std::set<std::string, std::less<>> notes;
      for (const ExchangeNote& note : file.notes) UnitWriting::write_note(m_xml, note, notes);
      m_xml.close();
    }
    units(index);
    m_xml.close();
  }

  void units(std::size_t index) {
    std::set<std::string, std::less<>> unit_ids, group_ids;
    std::vector<std::string> path;
    const auto leave_to = [&](std::size_t depth) {
      for (; path.size() > depth; path.pop_back()) m_xml.close();
    };
    for (const ExchangeUnit& unit : m_document.units) {
      if (unit.file != index || unit.variants.empty() || unit.variants.front().segments.empty()) continue;
      const auto [here, there] = std::ranges::mismatch(path, unit.groups);
      leave_to(static_cast<std::size_t>(here - path.begin()));
      for (auto group = there; group != unit.groups.end(); ++group) {
        m_xml.open("group", {{"id", unique_id(*group, "g", group_ids)}});
        path.push_back(*group);
      }
      this->unit(unit, unit_ids);
    }
    leave_to(0);
  }

  void unit(const ExchangeUnit& unit, std::set<std::string, std::less<>>& used) {
    const std::string id = unique_id(unit.id, "u", used);
    Attributes attributes{{"id", id}};
    const std::string& name = unit.name.empty() && id != unit.id ? unit.id : unit.name;
    if (!name.empty()) attributes.emplace_back("name", name);
    if (!unit.translate) attributes.emplace_back("translate", "no");
    if (unit.most_characters) attributes.emplace_back("slr:sizeRestriction", std::to_string(*unit.most_characters));
    if (needs_space_kept(unit)) attributes.emplace_back("xml:space", "preserve");
    m_xml.open("unit", attributes);
    UnitWriting(m_xml, unit, target_variant(unit, m_target)).run();
    m_xml.close();
  }

  const ExchangeDocument& m_document;
  std::string_view m_version;
  LanguageTag m_target;
  XmlWriter m_xml;
};

}  // namespace

Result<Noted<std::string>> write_2(const ExchangeDocument& document, std::string_view version) {
  if (document.units.empty()) return fail(Errc::invalid_input, "exchange.nothing_to_write");
  return Noted<std::string>{Writing(document, version).run(), {}};
}

}  // namespace integrart::xliff
