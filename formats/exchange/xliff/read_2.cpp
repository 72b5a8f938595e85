// XLIFF 2.0, 2.1, 2.2 to the document.

#include <algorithm>
#include <charconv>

#include "formats/exchange/shared/reading.h"
#include "formats/exchange/xliff/xliff.h"

namespace integrart::xliff {

namespace {

using Data = std::map<std::string, std::string, std::less<>>;

/// A code point that XML cannot hold, as text ("U+0001").
std::string code_point_name(std::string_view hex) {
  return "U+" + std::string(hex.substr(0, 8));
}

class Reading {
 public:
  Reading(const XmlNode& root, const ExchangeLimits& limits) : m_root(root), m_limits(limits) {}

  Result<Noted<ExchangeDocument>> run() {
    ExchangeDocument& document = m_result.value;
    document.version = m_root.value_or("version", "2.0");
    document.source_language = language_of(m_root.value_or("srcLang", "und"), m_result.notes);
    if (const std::string* target = m_root.find("trgLang"))
      document.target_language = language_of(*target, m_result.notes);
    for (const XmlNode& file : m_root.children) {
      if (!file.is(m_root.space, "file")) continue;
      ExchangeFile entry;
      entry.id = file.value_or("id", "");
      entry.original = file.value_or("original", "");
      notes(file, entry.notes);
      if (file.child("skeleton") != nullptr) m_losses.add("skeleton");
      document.files.push_back(std::move(entry));
      TRY(container(file, {}, file.value_or("translate", "yes") != "no",
                    file.value_or("space", "", xml_space) == "preserve", {}));
    }
    m_losses.tell(m_result.notes, "exchange.not_read");
    return std::move(m_result);
  }

 private:
  Result<> container(const XmlNode& parent, const std::vector<std::string>& groups, bool translate, bool keep_space,
                     std::optional<std::int64_t> most) {
    const auto own = restriction(parent);
    if (own) most = own;
    for (const XmlNode& child : parent.children) {
      if (child.is_text()) continue;
      if (child.space != m_root.space) {
        const bool known = child.is(space_mtc, "matches") || child.space == space_slr;
        if (!known) m_losses.add(child.name);
        continue;
      }
      const bool inner_translate = child.value_or("translate", translate ? "yes" : "no") != "no";
      const bool inner_space = child.value_or("space", keep_space ? "preserve" : "", xml_space) == "preserve";
      if (child.name == "group") {
        std::vector<std::string> path = groups;
        path.push_back(child.value_or("id", ""));
        TRY(container(child, path, inner_translate, inner_space, most));
      } else if (child.name == "unit") {
        TRY(check_unit_count(m_result.value.units.size() + 1, m_limits));
        unit(child, groups, inner_translate, inner_space, most);
      }
    }
    return {};
  }

  /// The upper bound of slr:sizeRestriction: "42" or "10,42"; "*" is none.
  static std::optional<std::int64_t> restriction(const XmlNode& element) {
    const std::string* written = element.find("sizeRestriction", space_slr);
    if (written == nullptr) return std::nullopt;
    const std::string_view upper =
        std::string_view(*written).substr(written->find(',') == std::string::npos ? 0 : written->find(',') + 1);
    std::int64_t most = 0;
    const auto [end, status] = std::from_chars(upper.data(), upper.data() + upper.size(), most);
    if (status != std::errc{} || end != upper.data() + upper.size() || most < 0) return std::nullopt;
    return most;
  }

  void notes(const XmlNode& parent, std::vector<ExchangeNote>& notes) const {
    const XmlNode* list = parent.child("notes");
    if (list == nullptr) return;
    for (const XmlNode& element : list->children) {
      if (!element.is(m_root.space, "note")) continue;
      ExchangeNote note;
      note.id = element.value_or("id", "");
      note.text = element.all_text();
      note.category = element.value_or("category", "");
      note.applies_to = element.value_or("appliesTo", "");
      note.priority = std::clamp<std::int64_t>(std::atoll(element.value_or("priority", "1").c_str()), 1, 10);
      notes.push_back(std::move(note));
    }
  }

  void unit(const XmlNode& element, const std::vector<std::string>& groups, bool translate, bool keep_space,
            std::optional<std::int64_t> most) {
    ExchangeUnit unit;
    unit.id = element.value_or("id", "");
    unit.name = element.value_or("name", "");
    unit.file = m_result.value.files.size() - 1;
    unit.groups = groups;
    unit.translate = translate;
    unit.keep_space = keep_space;
    const auto own = restriction(element);
    unit.most_characters = own ? own : most;
    notes(element, unit.notes);
    const Data data = original_data(element);
    ExchangeVariant source, target;
    source.language = m_result.value.source_language;
    target.language = m_result.value.target_language;
    bool anything = false;
    for (const XmlNode& part : element.children) {
      if (part.is_text()) continue;
      if (part.is(space_mtc, "matches"))
        matches(part, unit);
      else if (part.space != m_root.space && part.space != space_slr)
        m_losses.add(part.name);
      if (part.space != m_root.space || (part.name != "segment" && part.name != "ignorable")) continue;
      anything = part_of(part, data, source, target) || anything;
    }
    unit.variants.push_back(std::move(source));
    if (anything) unit.variants.push_back(std::move(target));
    m_result.value.units.push_back(std::move(unit));
  }

  Data original_data(const XmlNode& parent) const {
    Data data;
    const XmlNode* list = nullptr;
    for (const XmlNode& child : parent.children)
      if (child.is(m_root.space, "originalData")) list = &child;
    if (list != nullptr)
      for (const XmlNode& item : list->children)
        if (!item.is_text()) data[item.value_or("id", "")] = item.all_text();
    return data;
  }

  /// True when there is a translation or a state beyond the first.
  bool part_of(const XmlNode& part, const Data& data, ExchangeVariant& source, ExchangeVariant& target) {
    ExchangeSegment from, to;
    from.id = to.id = part.value_or("id", "");
    from.ignorable = to.ignorable = part.name == "ignorable";
    if (const XmlNode* text = part.child("source")) from.text = pieces(*text, data);
    to.state = part.value_or("state", "");
    to.sub_state = part.value_or("subState", "");
    if (const XmlNode* text = part.child("target")) {
      to.text = pieces(*text, data);
      if (const std::string* order = text->find("order")) to.order = std::atoll(order->c_str());
    }
    const bool said = to.text.has_value() || (!to.state.empty() && to.state != "initial");
    source.segments.push_back(std::move(from));
    target.segments.push_back(std::move(to));
    return said;
  }

  ExchangeText pieces(const XmlNode& text, const Data& data) {
    ExchangeText result;
    append(text, data, result);
    return result;
  }

  void append(const XmlNode& parent, const Data& data, ExchangeText& pieces) {
    for (const XmlNode& child : parent.children) {
      if (child.is_text()) {
        append_text(pieces, child.text);
        continue;
      }
      if (child.space != m_root.space) {
        m_losses.add(child.name);
        continue;
      }
      const bool pair = child.name == "pc" || child.name == "mrk";
      ExchangePiece piece = code(child);
      if (pair) {
        ExchangePiece closing;
        closing.kind = ExchangePiece::Kind::closing;
        closing.id = piece.id;
        closing.element = piece.element;
        piece.kind = ExchangePiece::Kind::opening;
        piece.text = data_of(data, child.find("dataRefStart"));
        closing.text = data_of(data, child.find("dataRefEnd"));
        pieces.push_back(std::move(piece));
        append(child, data, pieces);
        pieces.push_back(std::move(closing));
      } else {
        piece.text =
            child.name == "cp" ? code_point_name(child.value_or("hex", "")) : data_of(data, child.find("dataRef"));
        pieces.push_back(std::move(piece));
      }
    }
  }

  static std::string data_of(const Data& data, const std::string* id) {
    const auto found = id == nullptr ? data.end() : data.find(*id);
    return found == data.end() ? std::string() : found->second;
  }

  static ExchangePiece code(const XmlNode& element) {
    using Kind = ExchangePiece::Kind;
    ExchangePiece piece;
    piece.kind = element.name == "sc" || element.name == "sm"   ? Kind::opening
                 : element.name == "ec" || element.name == "em" ? Kind::closing
                                                                : Kind::standalone;
    piece.element = element.name;
    piece.id = element.value_or("id", element.value_or("startRef", ""));
    for (const XmlAttribute& attribute : element.attributes) {
      const bool reference =
          attribute.name.starts_with("dataRef") || attribute.name == "id" || attribute.name == "startRef";
      if (!reference && attribute.space.empty()) piece.attributes[attribute.name] = attribute.value;
    }
    return piece;
  }

  void matches(const XmlNode& list, ExchangeUnit& unit) {
    for (const XmlNode& element : list.children) {
      if (!element.is(space_mtc, "match")) continue;
      ExchangeMatch match;
      match.id = element.value_or("id", "");
      match.origin = element.value_or("origin", "");
      const std::string* quality = element.find("matchQuality");
      if (quality == nullptr) quality = element.find("similarity");
      if (quality != nullptr && is_of_type(*quality, "percent")) match.quality = std::strtod(quality->c_str(), nullptr);
      const Data data = original_data(element);
      for (const XmlNode& child : element.children) {
        if (child.is(m_root.space, "source")) match.source = pieces(child, data);
        if (child.is(m_root.space, "target")) match.target = pieces(child, data);
      }
      unit.matches.push_back(std::move(match));
    }
  }

  const XmlNode& m_root;
  const ExchangeLimits& m_limits;
  Noted<ExchangeDocument> m_result;
  ExchangeLosses m_losses;
};

}  // namespace

Result<Noted<ExchangeDocument>> read_2(const XmlNode& root, const ExchangeLimits& limits) {
  return Reading(root, limits).run();
}

}  // namespace integrart::xliff
