#include "formats/subtitle/ttml/style.h"

#include <algorithm>
#include <array>
#include <utility>

#include "formats/subtitle/cues/scanning.h"

namespace integrart {
namespace {

constexpr int most_references = 100;  // followed for one element; chains may branch

/// https://www.w3.org/TR/ttml2/#style-value-named-color
constexpr std::array<std::pair<std::string_view, std::uint32_t>, 18> colour_names{{{"black", 0x000000},
                                                                                   {"silver", 0xC0C0C0},
                                                                                   {"gray", 0x808080},
                                                                                   {"white", 0xFFFFFF},
                                                                                   {"maroon", 0x800000},
                                                                                   {"red", 0xFF0000},
                                                                                   {"purple", 0x800080},
                                                                                   {"fuchsia", 0xFF00FF},
                                                                                   {"magenta", 0xFF00FF},
                                                                                   {"green", 0x008000},
                                                                                   {"lime", 0x00FF00},
                                                                                   {"olive", 0x808000},
                                                                                   {"yellow", 0xFFFF00},
                                                                                   {"navy", 0x000080},
                                                                                   {"blue", 0x0000FF},
                                                                                   {"teal", 0x008080},
                                                                                   {"aqua", 0x00FFFF},
                                                                                   {"cyan", 0x00FFFF}}};

std::optional<std::uint32_t> hexadecimal_colour(std::string_view digits) {
  if (digits.size() != 6 && digits.size() != 8) return std::nullopt;
  std::uint32_t rgb = 0;
  const auto [end, status] = std::from_chars(digits.data(), digits.data() + 6, rgb, 16);
  if (status != std::errc{} || end != digits.data() + 6) return std::nullopt;
  return rgb;
}

std::optional<std::uint32_t> component_colour(std::string_view components) {
  std::uint32_t rgb = 0;
  for (int i = 0; i < 3; ++i) {
    const std::size_t end = components.find_first_of(",)");
    if (end == std::string_view::npos) return std::nullopt;
    const auto value = decimal_number(without_outer_space(components.substr(0, end)));
    if (!value || *value < 0 || *value > 255) return std::nullopt;
    rgb = rgb << 8U | static_cast<std::uint32_t>(*value);
    components.remove_prefix(end + 1);
  }
  return rgb;
}

void take_own(const XmlNode& element, TtmlProperties& properties) {
  for (const XmlAttribute& attribute : element.attributes)
    if (ttml_vocabulary(attribute.space) == TtmlVocabulary::style)
      properties.insert_or_assign(attribute.name, attribute.value);
}

}  // namespace

TtmlStyles::TtmlStyles(const XmlNode* head) {
  if (head == nullptr) return;
  for (const XmlNode& styling : head->children) {
    if (ttml_element(styling) != "styling") continue;
    for (const XmlNode& style : styling.children)
      if (ttml_element(style) == "style") m_styles.emplace(xml_attribute(style, "id"), &style);
  }
}

void TtmlStyles::add_referenced(std::string_view references, TtmlProperties& properties,
                                std::vector<const XmlNode*>& chain, int& references_left) const {
  constexpr std::string_view space = " \t\n\r";
  for (std::size_t begin = references.find_first_not_of(space); begin != std::string_view::npos;) {
    const std::size_t end = std::min(references.find_first_of(space, begin), references.size());
    if (--references_left < 0) return;
    const auto found = m_styles.find(references.substr(begin, end - begin));
    if (found != m_styles.end() && std::ranges::find(chain, found->second) == chain.end()) {
      chain.push_back(found->second);
      add_referenced(ttml_attribute(*found->second, TtmlVocabulary::content, "style"), properties, chain,
                     references_left);
      chain.pop_back();
      take_own(*found->second, properties);
    }
    begin = references.find_first_not_of(space, end);
  }
}

TtmlProperties TtmlStyles::properties_of(const XmlNode& element) const {
  TtmlProperties properties;
  int left = most_references;
  std::vector<const XmlNode*> chain;
  add_referenced(ttml_attribute(element, TtmlVocabulary::content, "style"), properties, chain, left);
  for (const XmlNode& child : element.children) {  // of a region
    if (ttml_element(child) != "style") continue;
    add_referenced(ttml_attribute(child, TtmlVocabulary::content, "style"), properties, chain, left);
    take_own(child, properties);
  }
  take_own(element, properties);
  return properties;
}

TtmlTextStyle changed(const TtmlTextStyle& style, const TtmlProperties& properties, bool is_span) {
  TtmlTextStyle inner = style;
  for (const auto& [name, value] : properties) {
    if (name == "fontWeight") inner.bold = value == "bold";
    if (name == "fontStyle") inner.italic = value == "italic" || value == "oblique";
    if (name == "textDecoration" && value.find("noUnderline") != std::string::npos) inner.underline = false;
    if (name == "textDecoration" && value == "none") inner.underline = false;
    if (name == "textDecoration" && value.find("underline") != std::string::npos) inner.underline = true;
    if (name == "visibility") inner.visible = value != "hidden";
    if (name == "textAlign") inner.text_align = value;
    if (name == "color") inner.rgb = ttml_colour(value);
    if (name == "color" && !is_span && inner.rgb == 0xFFFFFFU) inner.rgb.reset();
  }
  return inner;
}

std::optional<std::uint32_t> ttml_colour(std::string_view text) {
  const std::string name = in_lower_case(without_outer_space(text));
  for (const auto& [known, rgb] : colour_names)
    if (name == known) return rgb;
  if (name.starts_with('#')) return hexadecimal_colour(std::string_view(name).substr(1));
  for (const std::string_view function : {"rgb(", "rgba("})
    if (name.starts_with(function)) return component_colour(std::string_view(name).substr(function.size()));
  return std::nullopt;
}

std::string_view property_or(const TtmlProperties& properties, std::string_view name, std::string_view otherwise) {
  const auto found = properties.find(name);
  return found == properties.end() ? otherwise : std::string_view(found->second);
}

}  // namespace integrart
