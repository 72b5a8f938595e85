#pragma once
// WebVTT's default colour classes. (https://www.w3.org/TR/webvtt1/#default-text-color)

#include <array>
#include <cstdint>
#include <string_view>

namespace integrart {

struct ColourClass {
  std::string_view name;
  std::string_view code;  // "#rrggbb"
  std::uint32_t rgb;
};
inline constexpr std::array<ColourClass, 8> colour_classes{{{"white", "#ffffff", 0xFFFFFF},
                                                            {"lime", "#00ff00", 0x00FF00},
                                                            {"cyan", "#00ffff", 0x00FFFF},
                                                            {"red", "#ff0000", 0xFF0000},
                                                            {"yellow", "#ffff00", 0xFFFF00},
                                                            {"magenta", "#ff00ff", 0xFF00FF},
                                                            {"blue", "#0000ff", 0x0000FF},
                                                            {"black", "#000000", 0x000000}}};

/// The class of exactly this colour; null when WebVTT has none.
inline const ColourClass* colour_class_of(std::uint32_t rgb) {
  for (const ColourClass& colour : colour_classes)
    if (colour.rgb == rgb) return &colour;
  return nullptr;
}

/// The class of that name ("yellow"); null for any other.
inline const ColourClass* colour_class_named(std::string_view name) {
  for (const ColourClass& colour : colour_classes)
    if (colour.name == name) return &colour;
  return nullptr;
}

}  // namespace integrart
