#include "formats/subtitle/ttml/document.h"

#include <algorithm>

#include "formats/subtitle/cues/scanning.h"
#include "formats/subtitle/ttml/head.h"

namespace integrart {
namespace {

constexpr std::size_t most_depth = 64;
constexpr std::size_t most_nodes = 1'500'000;
constexpr std::size_t most_pieces_of_a_paragraph = 2'000;

/// What an element hands down to those inside it.
struct Scope {
  TtmlInterval clip;
  TtmlTextStyle style;
  bool is_shown = true;  // no tts:display="none" above
  std::vector<TtmlChange> changes;
  std::string region;
  std::string speaker;
  std::string language;
  bool keeps_space = false;
  TtmlRuby ruby = TtmlRuby::none;
  int ruby_container = 0;
};

class Layout {
 public:
  Layout(const TtmlHead& ttml_head, const TtmlStyles& styles, TtmlDocument& document)
      : m_head(ttml_head), m_styles(styles), m_document(document) {}

  void run(const XmlNode& tt) {
    Scope scope;
    scope.keeps_space = xml_attribute(tt, "space") == "preserve";
    for (const XmlNode& body : tt.children)
      if (ttml_element(body) == "body") visit(body, scope, 0);
  }

 private:
  static bool is_timed(std::string_view name) {
    return name == "body" || name == "div" || name == "p" || name == "span";
  }

  /// Lays out an element whose times count from `reference`; where it ends, before anything above cuts it off.
  TtmlTime visit(const XmlNode& node, const Scope& outer, TtmlTime reference) {
    const auto timing = ttml_timing(node, reference, m_head.clock);
    if (!timing) {
      m_document.notes.push_back({"subtitle.time_not_understood", {{"line", node.line}}});
      return reference;
    }
    const TtmlInterval stated{timing->begin, timing->end.value_or(ttml_never)};
    const Scope scope = inner_scope(node, outer, stated);
    const bool is_paragraph = node.name == "p";
    if (is_paragraph) begin_paragraph(node, scope);
    // Songs timed by the word count from the start of the sound everywhere.
    const TtmlTime implied = visit_children(node, scope, m_document.is_word_timed ? 0 : timing->begin);
    if (is_paragraph) m_paragraph = nullptr;
    return timing->end.value_or(implied);
  }

  Scope inner_scope(const XmlNode& node, const Scope& outer, const TtmlInterval& stated) {
    Scope scope = outer;
    scope.clip = common_part(outer.clip, stated);
    const TtmlProperties properties = m_styles.properties_of(node);
    const bool is_span = node.name == "span";
    if (outer.region.empty() || !ttml_attribute(node, TtmlVocabulary::content, "region").empty())
      enter_region(node, scope);
    scope.style = changed(scope.style, properties, is_span);
    if (property_or(properties, "display", "auto") == "none") scope.is_shown = false;
    const auto changes = ttml_changes(node, scope.clip, m_head.clock);
    scope.changes.insert(scope.changes.end(), changes.begin(), changes.end());
    if (const auto agent = m_head.speakers.find(ttml_attribute(node, TtmlVocabulary::metadata, "agent"));
        agent != m_head.speakers.end())
      scope.speaker = agent->second;
    if (const std::string_view language = xml_attribute(node, "lang"); !language.empty())
      scope.language = language == m_document.language ? std::string_view() : language;
    if (const std::string_view space = xml_attribute(node, "space"); !space.empty())
      scope.keeps_space = space == "preserve";
    if (is_span) enter_ruby(property_or(properties, "ruby", "none"), scope);
    return scope;
  }

  /// Words inherit from the region they flow into.
  void enter_region(const XmlNode& node, Scope& scope) {
    const std::string_view id = ttml_attribute(node, TtmlVocabulary::content, "region");
    if (id.empty()) return;
    scope.region = id;
    const TtmlRegion* const region = m_document.region(scope.region);
    if (region == nullptr) return;
    scope.clip = common_part(scope.clip, region->when);
    scope.is_shown = scope.is_shown && region->is_shown;
    scope.changes.insert(scope.changes.begin(), region->changes.begin(), region->changes.end());
    scope.style.bold = scope.style.bold || region->style.bold;
    scope.style.italic = scope.style.italic || region->style.italic;
    scope.style.underline = scope.style.underline || region->style.underline;
    scope.style.visible = scope.style.visible && region->style.visible;
    if (!scope.style.rgb) scope.style.rgb = region->style.rgb;
    if (scope.style.text_align.empty()) scope.style.text_align = region->text_align;
  }

  void enter_ruby(std::string_view role, Scope& scope) {
    if (role == "container") scope.ruby_container = ++m_ruby_containers;
    if (role == "container" || role == "base" || role == "baseContainer") scope.ruby = TtmlRuby::base;
    if (role == "text" || role == "textContainer") scope.ruby = TtmlRuby::reading;
    if (role == "delimiter") scope.is_shown = false;
    if (scope.ruby_container == 0) scope.ruby = TtmlRuby::none;
  }

  void begin_paragraph(const XmlNode& node, const Scope& scope) {
    TtmlParagraph paragraph;
    paragraph.id = identifier_of_ttml_name(xml_attribute(node, "id"));
    paragraph.line = node.line;
    paragraph.when = scope.clip;
    paragraph.region = scope.region;
    paragraph.text_align = scope.style.text_align;
    m_document.paragraphs.push_back(std::move(paragraph));
    m_paragraph = &m_document.paragraphs.back();
  }

  /// Children of a "seq" follow each other, all others begin together (SMIL 3.0, 5.4). Words last as long as what they
  /// stand in, in a "seq" no time at all.
  TtmlTime visit_children(const XmlNode& node, const Scope& scope, TtmlTime begin) {
    const bool sequence = ttml_attribute(node, TtmlVocabulary::content, "timeContainer") == "seq";
    TtmlTime end = begin;
    for (const XmlNode& child : node.children) {
      const std::string_view name = ttml_element(child);
      const TtmlTime reference = sequence ? end : begin;
      TtmlTime child_end = sequence ? reference : ttml_never;
      if (child.is_text()) {
        if (m_paragraph == nullptr) continue;
        add(child.text, false, scope, {reference, child_end});
      } else if (name == "br") {
        add("\n", true, scope, {reference, child_end});
      } else if (is_timed(name) && (name == "span") == (m_paragraph != nullptr)) {
        child_end = visit(child, scope, reference);
      } else {
        continue;
      }
      end = std::max(end, child_end);
    }
    return end;
  }

  void add(std::string_view text, bool is_break, const Scope& scope, const TtmlInterval& when) {
    if (m_paragraph == nullptr || !scope.is_shown) return;
    for (const TtmlInterval& part : seen_parts(common_part(scope.clip, when), scope.style.visible, scope.changes)) {
      if (part.begin >= part.end || m_paragraph->pieces.size() >= most_pieces_of_a_paragraph) continue;
      TtmlPiece piece;
      piece.when = part;
      piece.text = text;
      piece.is_break = is_break;
      piece.keeps_space = scope.keeps_space;
      piece.style = scope.style;
      piece.ruby = scope.ruby;
      piece.ruby_container = scope.ruby_container;
      piece.speaker = scope.speaker;
      piece.language = scope.language;
      m_paragraph->pieces.push_back(std::move(piece));
    }
  }

  const TtmlHead& m_head;
  const TtmlStyles& m_styles;
  TtmlDocument& m_document;
  TtmlParagraph* m_paragraph = nullptr;
  int m_ruby_containers = 0;
};

}  // namespace

const TtmlRegion* TtmlDocument::region(const std::string& id) const {
  const auto found = std::ranges::find(regions, id, &TtmlRegion::id);
  return found == regions.end() ? nullptr : &*found;
}

Result<TtmlDocument> parse_ttml(std::string_view utf8) {
  XmlLimits limits;
  limits.nodes = most_nodes;
  limits.depth = most_depth;
  TRY_ASSIGN(const XmlNode tt, parse_xml(utf8, limits));
  if (ttml_element(tt) != "tt") return fail(Errc::unrecognised, "subtitle.not_ttml");
  TRY_ASSIGN(const TtmlHead stated, read_ttml_head(tt));
  const XmlNode* const head_element = tt.child("head");
  const TtmlStyles styles(head_element);
  TtmlDocument document;
  document.language = xml_attribute(tt, "lang");
  document.is_word_timed = ttml_attribute(tt, TtmlVocabulary::lyrics, "timing") == "Word";
  if (head_element != nullptr) document.regions = read_ttml_regions(*head_element, styles, stated, document.notes);
  Layout(stated, styles, document).run(tt);
  return document;
}

}  // namespace integrart
