#include "formats/subtitle/cues/srt_text.h"

#include <algorithm>
#include <array>
#include <optional>

#include "formats/subtitle/cues/character_reference.h"
#include "formats/subtitle/cues/colours.h"
#include "formats/subtitle/cues/cue_text.h"
#include "formats/subtitle/cues/payload_writer.h"
#include "formats/subtitle/cues/scanning.h"

namespace integrart {
namespace {

constexpr std::size_t longest_tag = 200;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// A tag or override that was found at the front of a text.
struct Markup {
  enum class Kind : std::uint8_t { open, close, line_break, alignment, nothing };
  Kind kind = Kind::nothing;
  std::string element;     // "b", "i", "u", "font"
  std::string colour;      // class of a font, empty when it has none of ours
  int alignment = 0;       // 1..9 as on a number pad
  std::size_t length = 0;  // bytes of the source
  std::string dropped;     // what has no place in WebVTT; empty when nothing is lost
};

std::string colour_class(std::string_view attributes) {
  const std::string text = in_lower_case(attributes);
  const std::size_t at = text.find("color");
  if (at == std::string::npos) return {};
  const std::size_t begin = text.find_first_not_of(" =\"'", at + 5);
  if (begin == std::string::npos) return {};
  const std::string value = text.substr(begin, text.find_first_of(" \"'/", begin) - begin);
  for (const ColourClass& colour : colour_classes)
    if (value == colour.name || value == colour.code || value == colour.code.substr(1)) return std::string(colour.name);
  return {};
}

std::optional<Markup> html_tag(std::string_view text) {
  const bool close = text.size() > 1 && text[1] == '/';
  const std::size_t name_begin = close ? 2 : 1;
  const std::size_t end = text.substr(0, longest_tag).find_first_of("<>", 1);
  if (end == std::string_view::npos || text[end] == '<') return std::nullopt;
  std::size_t name_end = name_begin;
  while (name_end < end && is_letter(text[name_end])) ++name_end;
  const std::string name = in_lower_case(text.substr(name_begin, name_end - name_begin));
  Markup markup;
  markup.kind = close ? Markup::Kind::close : Markup::Kind::open;
  markup.length = end + 1;
  const std::string_view attributes = text.substr(name_end, end - name_end);
  if (!attributes.empty() && attributes.front() != ' ' && attributes.front() != '/') return std::nullopt;
  if (name == "b" || name == "strong") {
    markup.element = "b";
  } else if (name == "i" || name == "em") {
    markup.element = "i";
  } else if (name == "u") {
    markup.element = "u";
  } else if (name == "font") {
    markup.element = "font";
    markup.colour = colour_class(attributes);
    if (!close && markup.colour.empty()) markup.dropped = "<font>";
  } else if (name == "br") {
    markup.kind = Markup::Kind::line_break;
  } else if (name == "s" || name == "strike" || name == "span" || name == "p" || name == "div") {
    markup.kind = Markup::Kind::nothing;
    if (!close) markup.dropped = "<" + name + ">";
  } else {
    return std::nullopt;
  }
  return markup;
}

/// "{b}", "{/i}", "{\an8}", "{\i1}", "{\pos(10,20)}".
std::optional<Markup> brace_override(std::string_view text) {
  const std::size_t end = text.substr(0, longest_tag).find('}');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string body = in_lower_case(text.substr(1, end - 1));
  Markup markup;
  markup.length = end + 1;
  const std::string_view plain = body.starts_with('/') ? std::string_view(body).substr(1) : std::string_view(body);
  if (plain == "b" || plain == "i" || plain == "u") {
    markup.kind = body.starts_with('/') ? Markup::Kind::close : Markup::Kind::open;
    markup.element = plain;
    return markup;
  }
  if (!body.starts_with('\\') || body.size() < 2) return std::nullopt;
  const std::string_view code = std::string_view(body).substr(1);
  const auto digits_after = [&](std::size_t letters) {
    int number = -1;
    for (const char c : code.substr(letters)) {
      if (c < '0' || c > '9' || number > 99) return -1;
      number = std::max(number, 0) * 10 + (c - '0');
    }
    return number;
  };
  if (code.starts_with("an") && digits_after(2) >= 1 && digits_after(2) <= 9) {
    markup.kind = Markup::Kind::alignment;
    markup.alignment = digits_after(2);
  } else if (code.starts_with("a") && alignment_of_old_code(digits_after(1)) != 0) {
    markup.kind = Markup::Kind::alignment;
    markup.alignment = alignment_of_old_code(digits_after(1));
  } else if ((code[0] == 'b' || code[0] == 'i' || code[0] == 'u') && digits_after(1) >= 0) {
    markup.kind = digits_after(1) == 0 ? Markup::Kind::close : Markup::Kind::open;
    markup.element = code.substr(0, 1);
  } else {
    markup.dropped = "{" + body + "}";
  }
  return markup;
}

void open_element(PayloadWriter& writer, const Markup& markup) {
  if (markup.element != "font") return writer.open(markup.element, markup.element);
  writer.open("font", markup.colour.empty() ? std::string() : "c." + markup.colour);
}

std::optional<Markup> markup_at(std::string_view text) {
  if (text.starts_with('<')) return html_tag(text);
  if (text.starts_with('{')) return brace_override(text);
  return std::nullopt;
}

/// True when what follows the words could make a tag or override of their end. A later '<' does not save the words: it
/// may be written as a reference itself.
bool could_become_markup(std::string_view rest) {
  if (markup_at(rest)) return true;
  const std::size_t most = std::min(rest.find('<', 1), longest_tag - 1);
  return markup_at(std::string(rest.substr(0, most)) + (rest.front() == '<' ? '>' : '}')).has_value();
}

void append_srt_words(std::string_view words, std::string& text) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view rest = words.substr(i);
    if (rest.starts_with('&') && character_reference_at(rest))
      text += "&amp;";
    else if (rest.starts_with('<') && could_become_markup(rest))
      text += "&lt;";
    else if (rest.starts_with('{') && could_become_markup(rest))
      text += "&#123;";
    else if (rest.starts_with('>') && text.ends_with("--"))
      text += "&gt;";
    else
      text += rest.front();
  }
}

void write_nodes(const std::vector<CueNode>& nodes, std::string& text, std::vector<std::string>& dropped);

void write_element(const CueNode& node, std::string& text, std::vector<std::string>& dropped) {
  std::string tag;
  if (node.type == "b" || node.type == "i" || node.type == "u") tag = node.type;
  std::string attributes;
  for (const std::string& name : node.classes) {
    const ColourClass* const colour = colour_class_named(name);
    if (node.type == "c" && colour != nullptr && tag.empty()) {
      tag = "font";
      attributes.append(" color=\"").append(colour->code).append("\"");
    } else {
      dropped.emplace_back("class");
    }
  }
  if (node.type == "v") dropped.emplace_back("speaker");
  if (node.type == "lang") dropped.emplace_back("language");
  if (node.type == "ruby") dropped.emplace_back("ruby");
  if (node.type == "rt") text += '(';
  if (!tag.empty()) text.append("<").append(tag).append(attributes).append(">");
  write_nodes(node.children, text, dropped);
  if (!tag.empty()) text.append("</").append(tag).append(">");
  if (node.type == "rt") text += ')';
}

void write_nodes(const std::vector<CueNode>& nodes, std::string& text, std::vector<std::string>& dropped) {
  for (const CueNode& node : nodes) {
    if (node.type == "text")
      append_srt_words(node.text, text);
    else if (node.type == "timestamp")
      dropped.emplace_back("word_times");
    else
      write_element(node, text, dropped);
  }
}

}  // namespace

SrtText parse_srt_text(std::string_view text) {
  SrtText parsed;
  PayloadWriter writer;
  while (!text.empty()) {
    if (const auto markup = markup_at(text)) {
      if (!markup->dropped.empty()) parsed.dropped.push_back(markup->dropped);
      if (markup->kind == Markup::Kind::open) open_element(writer, *markup);
      if (markup->kind == Markup::Kind::close) writer.close(markup->element);
      if (markup->kind == Markup::Kind::line_break) writer.words("\n");
      if (markup->kind == Markup::Kind::alignment) parsed.placement = placement_of_alignment(markup->alignment);
      text.remove_prefix(markup->length);
    } else if (const auto reference = character_reference_at(text)) {
      writer.words(reference->utf8);
      text.remove_prefix(reference->length);
    } else {
      writer.words(text.substr(0, 1));
      text.remove_prefix(1);
    }
  }
  writer.close_all();
  parsed.payload = writer.payload();
  return parsed;
}

int alignment_of_old_code(int code) {
  static constexpr std::array<int, 12> positions{0, 1, 2, 3, 0, 7, 8, 9, 0, 4, 5, 6};
  return code >= 0 && code < 12 ? positions.at(static_cast<std::size_t>(code)) : 0;
}

CuePlacement placement_of_alignment(int alignment) {
  const int row = (alignment - 1) / 3;     // 0 below, 1 middle, 2 above
  const int column = (alignment - 1) % 3;  // 0 left, 1 middle, 2 right
  CuePlacement placement;
  if (row == 2) placement.line = 0;
  if (row == 1) {
    placement.line = 50;
    placement.snap_to_lines = false;
    placement.line_align = "center";
  }
  if (column == 0) placement.align = "left";
  if (column == 2) placement.align = "right";
  return placement;
}

std::string write_srt_text(const Cue& cue, std::vector<std::string>& dropped) {
  std::string text;
  write_nodes(cue.tree.empty() ? parse_cue_text(cue.text) : cue.tree, text, dropped);
  return text;
}

int nearest_alignment(const CuePlacement& placement, bool& exact) {
  int row = 0;
  if (placement.line && placement.snap_to_lines && *placement.line >= 0) row = 2;
  if (placement.line && !placement.snap_to_lines) row = *placement.line < 33 ? 2 : *placement.line <= 66 ? 1 : 0;
  int column = 1;
  if (placement.align == "left" || placement.align == "start") column = 0;
  if (placement.align == "right" || placement.align == "end") column = 2;
  const int alignment = row * 3 + column + 1;
  exact = placement_of_alignment(alignment) == placement;
  return alignment;
}

std::string written_alignment(const CuePlacement& placement, bool& exact) {
  const int alignment = nearest_alignment(placement, exact);
  return alignment == 2 ? std::string() : "{\\an" + std::to_string(alignment) + "}";
}

}  // namespace integrart
