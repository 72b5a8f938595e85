#pragma once
// Styles of TTML: referenced, chained, inherited. (https://www.w3.org/TR/ttml2/#styling)

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/subtitle/ttml/names.h"

namespace integrart {

/// The tts: properties that an element states, itself or through the styles it refers to.
using TtmlProperties = std::map<std::string, std::string, std::less<>>;

/// What is in force for words.
struct TtmlTextStyle {
  bool bold = false;
  bool italic = false;
  bool underline = false;
  bool visible = true;
  std::optional<std::uint32_t> rgb;  // stated on a span, or above and not white
  std::string text_align;            // "" when nobody said

  bool operator==(const TtmlTextStyle&) const = default;
};

class TtmlStyles {
 public:
  /// Learns the style elements of the head, which must outlive this; null when there is none.
  explicit TtmlStyles(const XmlNode* head);

  /// Its own properties over those of the styles it refers to, later references over earlier ones.
  TtmlProperties properties_of(const XmlNode& element) const;

 private:
  void add_referenced(std::string_view references, TtmlProperties& properties, std::vector<const XmlNode*>& chain,
                      int& references_left) const;

  std::map<std::string, const XmlNode*, std::less<>> m_styles;
};

/// `style` with what `properties` change for an element inside; a span's colour counts even when it is white.
TtmlTextStyle changed(const TtmlTextStyle& style, const TtmlProperties& properties, bool is_span);

/// "#rrggbb", "#rrggbbaa", "rgb(1,2,3)", "rgba(1,2,3,4)" and the sixteen names, as 0xRRGGBB.
std::optional<std::uint32_t> ttml_colour(std::string_view text);

/// A property, or `otherwise`.
std::string_view property_or(const TtmlProperties& properties, std::string_view name, std::string_view otherwise);

}  // namespace integrart
