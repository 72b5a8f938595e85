// XLIFF 1.2 (and 1.1, which says the same here) to the document.

#include <algorithm>
#include <array>

#include "formats/exchange/shared/reading.h"
#include "formats/exchange/xliff/states.h"
#include "formats/exchange/xliff/xliff.h"

namespace integrart::xliff {

namespace {

class Reading {
 public:
  Reading(const XmlNode& root, const ExchangeLimits& limits) : m_root(root), m_limits(limits) {}

  Result<Noted<ExchangeDocument>> run() {
    ExchangeDocument& document = m_result.value;
    document.version = m_root.value_or("version", "1.2");
    for (const XmlNode& file : m_root.children) {
      if (!file.is(m_root.space, "file")) continue;
      ExchangeFile entry;
      entry.id = "f" + std::to_string(document.files.size() + 1);
      entry.original = file.value_or("original", "");
      m_source = language_of(file.value_or("source-language", "und"), m_result.notes);
      m_target = language_of(file.value_or("target-language", "und"), m_result.notes);
      if (document.files.empty()) {
        document.source_language = m_source;
        document.target_language = m_target;
      }
      if (const XmlNode* header = file.child("header")) {
        notes(*header, entry.notes);
        if (header->child("skl") != nullptr) m_losses.add("skl");
      }
      document.files.push_back(std::move(entry));
      if (const XmlNode* body = file.child("body")) TRY(container(*body, {}, true, {}));
    }
    m_losses.tell(m_result.notes, "exchange.not_read");
    return std::move(m_result);
  }

 private:
  Result<> container(const XmlNode& parent, const std::vector<std::string>& groups, bool translate,
                     std::optional<std::int64_t> most) {
    for (const XmlNode& child : parent.children) {
      if (child.is_text()) continue;
      const bool inner_translate = child.value_or("translate", translate ? "yes" : "no") != "no";
      const auto own = restriction(child);
      if (child.is(m_root.space, "group")) {
        std::vector<std::string> path = groups;
        path.push_back(child.value_or("id", "g" + std::to_string(++m_groups)));
        TRY(container(child, path, inner_translate, own ? own : most));
      } else if (child.is(m_root.space, "trans-unit")) {
        TRY(check_unit_count(m_result.value.units.size() + 1, m_limits));
        unit(child, groups, inner_translate, own ? own : most);
      } else if (child.is(m_root.space, "bin-unit")) {
        m_losses.add("bin-unit");
      }
    }
    return {};
  }

  /// maxwidth counts what size-unit says, pixels when it says nothing; only characters are ours.
  static std::optional<std::int64_t> restriction(const XmlNode& element) {
    const std::string* most = element.find("maxwidth");
    if (most == nullptr || element.value_or("size-unit", "pixel") != "char" || !is_of_type(*most, "integer") ||
        most->starts_with('-'))
      return std::nullopt;
    return std::atoll(most->c_str());
  }

  void notes(const XmlNode& parent, std::vector<ExchangeNote>& notes) const {
    for (const XmlNode& element : parent.children) {
      if (!element.is(m_root.space, "note")) continue;
      ExchangeNote note;
      note.text = element.all_text();
      note.author = element.value_or("from", "");
      note.applies_to = element.value_or("annotates", "");
      if (note.applies_to == "general") note.applies_to.clear();
      note.priority = std::clamp<std::int64_t>(std::atoll(element.value_or("priority", "1").c_str()), 1, 10);
      notes.push_back(std::move(note));
    }
  }

  void unit(const XmlNode& element, const std::vector<std::string>& groups, bool translate,
            std::optional<std::int64_t> most) {
    ExchangeUnit unit;
    unit.id = element.value_or("id", "");
    unit.name = element.value_or("resname", "");
    unit.file = m_result.value.files.size() - 1;
    unit.groups = groups;
    unit.translate = translate;
    unit.keep_space = element.value_or("space", "", xml_space) == "preserve";
    unit.most_characters = most;
    notes(element, unit.notes);
    const XmlNode* source = element.child("source");
    unit.variants.push_back(exchange_variant(m_source, source == nullptr ? ExchangeText{} : pieces(*source)));
    if (const XmlNode* target = element.child("target")) {
      ExchangeVariant variant = exchange_variant(target->find("lang", xml_space) != nullptr
                                                     ? language_of(*target->find("lang", xml_space), m_result.notes)
                                                     : m_target,
                                                 pieces(*target));
      const std::string written = target->value_or("state", "");
      const bool approved = element.value_or("approved", "no") == "yes";
      variant.segments.front().state = written.empty() ? (approved ? "final" : "") : state_of_1_2(written);
      if (!written.empty()) variant.segments.front().sub_state = "xliff12:" + written;
      unit.variants.push_back(std::move(variant));
    }
    for (const XmlNode& child : element.children)
      if (child.is(m_root.space, "alt-trans")) match(child, unit);
    m_result.value.units.push_back(std::move(unit));
  }

  ExchangeText pieces(const XmlNode& text) {
    ExchangeText result;
    append(text, result);
    return result;
  }

  void append(const XmlNode& parent, ExchangeText& pieces) {
    using Kind = ExchangePiece::Kind;
    for (const XmlNode& child : parent.children) {
      if (child.is_text()) {
        append_text(pieces, child.text);
        continue;
      }
      ExchangePiece piece;
      piece.element = child.name;
      piece.id = child.value_or("rid", child.value_or("id", child.value_or("mid", "")));
      for (const XmlAttribute& attribute : child.attributes)
        if (attribute.space.empty() && attribute.name != "id" && attribute.name != "rid")
          piece.attributes[attribute.name] = attribute.value;
      if (child.name == "g" || child.name == "mrk") {
        ExchangePiece closing;
        closing.kind = Kind::closing;
        closing.element = piece.element;
        closing.id = piece.id;
        piece.kind = Kind::opening;
        pieces.push_back(std::move(piece));
        append(child, pieces);
        pieces.push_back(std::move(closing));
        continue;
      }
      const std::string position = child.value_or("pos", "");
      const bool opens = child.name == "bx" || child.name == "bpt" || (child.name == "it" && position == "open");
      const bool closes = child.name == "ex" || child.name == "ept" || (child.name == "it" && position == "close");
      piece.kind = opens ? Kind::opening : closes ? Kind::closing : Kind::standalone;
      piece.text = child.all_text();
      pieces.push_back(std::move(piece));
    }
  }

  void match(const XmlNode& element, ExchangeUnit& unit) {
    ExchangeMatch match;
    match.origin = element.value_or("origin", "");
    std::string quality = element.value_or("match-quality", "");
    if (quality.ends_with('%')) quality.pop_back();
    if (is_of_type(quality, "percent")) match.quality = std::strtod(quality.c_str(), nullptr);
    if (const XmlNode* source = element.child("source")) match.source = pieces(*source);
    if (const XmlNode* target = element.child("target")) match.target = pieces(*target);
    unit.matches.push_back(std::move(match));
  }

  const XmlNode& m_root;
  const ExchangeLimits& m_limits;
  Noted<ExchangeDocument> m_result;
  ExchangeLosses m_losses;
  LanguageTag m_source, m_target;
  int m_groups = 0;
};

}  // namespace

Result<Noted<ExchangeDocument>> read_1_2(const XmlNode& root, const ExchangeLimits& limits) {
  return Reading(root, limits).run();
}

}  // namespace integrart::xliff
