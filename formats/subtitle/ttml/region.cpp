#include "formats/subtitle/ttml/region.h"

#include <algorithm>
#include <cmath>

#include "formats/subtitle/cues/scanning.h"

namespace integrart {
namespace {

constexpr double line_height = 100.0 / 15;  // WebVTT's line boxes are about a fifteenth of the picture
constexpr double margin = 5;

/// One length as percent of the side it lies along; `otherwise` when it cannot be read.
double percent(std::string_view length, double pixels, double cells, double otherwise) {
  const std::size_t unit = std::min(length.find_first_not_of("+-.0123456789"), length.size());
  std::string_view digits = length.substr(0, unit);
  take_character(digits, '+');
  const auto number = decimal_number(digits);
  if (!number) return otherwise;
  const std::string_view name = length.substr(unit);
  if (name == "%" || name == "rw" || name == "rh") return *number;
  if (name == "px" && pixels > 0) return *number / pixels * 100;
  if (name == "c") return *number / cells * 100;
  return otherwise;
}

struct Two {
  std::string_view first, second;
};
Two two_words(std::string_view text) {
  text = without_outer_space(text);
  const std::size_t space = std::min(text.find_first_of(" \t\n\r"), text.size());
  return {text.substr(0, space), without_outer_space(text.substr(space))};
}

double bounded(double value) {
  return std::clamp(std::round(value * 1000) / 1000, 0.0, 100.0);
}

/// tts:position with percentages or the nine words; edges with offsets are read as their edge.
void set_position(std::string_view value, TtmlBox& box) {
  const auto part = [](std::string_view word) {
    if (word == "left" || word == "top") return 0.0;
    if (word == "right" || word == "bottom") return 100.0;
    return word.ends_with('%') ? percent(word, 0, 1, 50) : 50.0;
  };
  Two words = two_words(value);
  if (words.first == "top" || words.first == "bottom" || words.second == "left" || words.second == "right")
    std::swap(words.first, words.second);
  box.x = part(words.first) / 100 * (100 - box.width);
  box.y = part(words.second) / 100 * (100 - box.height);
}

}  // namespace

TtmlBox ttml_box(const TtmlProperties& properties, const TtmlRoot& root) {
  TtmlBox box;
  if (const std::string_view extent = property_or(properties, "extent", "auto"); extent != "auto") {
    const Two words = two_words(extent);
    box.width = percent(words.first, root.width, root.columns, 100);
    box.height = percent(words.second, root.height, root.rows, 100);
  }
  if (const std::string_view position = property_or(properties, "position", ""); !position.empty())
    set_position(position, box);
  if (const std::string_view origin = property_or(properties, "origin", "auto"); origin != "auto") {
    const Two words = two_words(origin);
    box.x = percent(words.first, root.width, root.columns, 0);
    box.y = percent(words.second, root.height, root.rows, 0);
  }
  box.x = bounded(box.x);
  box.y = bounded(box.y);
  box.width = bounded(std::min(box.width, 100 - box.x));
  box.height = bounded(std::min(box.height, 100 - box.y));
  const std::string_view align = property_or(properties, "displayAlign", "before");
  if (align == "center" || align == "after") box.display_align = align;
  const std::string_view mode = property_or(properties, "writingMode", "lrtb");
  if (mode == "tbrl" || mode == "tb") box.writing_mode = "rl";
  if (mode == "tblr") box.writing_mode = "lr";
  return box;
}

CuePlacement placement_of_box(const TtmlBox& box, std::string_view text_align) {
  CuePlacement place;
  place.snap_to_lines = false;
  place.vertical = box.writing_mode;
  const bool vertical = !box.writing_mode.empty();
  const double before = vertical ? box.x : box.y;
  const double depth = vertical ? box.width : box.height;
  const double start = vertical ? box.y : box.x;
  const double length = vertical ? box.height : box.width;
  if (box.display_align == "after") {
    place.line = bounded(before + depth);
    place.line_align = "end";
  } else if (box.display_align == "center") {
    place.line = bounded(before + depth / 2);
    place.line_align = "center";
  } else {
    place.line = bounded(before);
  }
  place.size = length;
  place.align = text_align == "left" || text_align == "right" || text_align == "center" || text_align == "end"
                    ? std::string(text_align)
                    : "start";
  if (place.align == "center") {
    place.position = bounded(start + length / 2);
    place.position_align = "center";
  } else if (place.align == "right" || place.align == "end") {
    place.position = bounded(start + length);
    place.position_align = "line-right";
  } else {
    place.position = bounded(start);
    place.position_align = "line-left";
  }
  return place;
}

TtmlBox box_of_placement(const CuePlacement& place) {
  double before = margin;
  double depth = 100 - 2 * margin;
  TtmlBox box;
  box.writing_mode = place.vertical;
  box.display_align = "after";
  if (place.line && place.snap_to_lines && *place.line >= 0) {
    box.display_align = "before";
    before = std::min(margin + *place.line * line_height, 100 - margin);
    depth = 100 - margin - before;
  } else if (place.line && place.snap_to_lines) {
    depth = std::max(line_height, 100 - 2 * margin + (*place.line + 1) * line_height);
  } else if (place.line && place.line_align == "start") {
    box.display_align = "before";
    before = *place.line;
    depth = 100 - before;
  } else if (place.line && place.line_align == "center") {
    box.display_align = "center";
    depth = 2 * std::min(*place.line, 100 - *place.line);
    before = *place.line - depth / 2;
  } else if (place.line) {
    before = 0;
    depth = *place.line;
  }
  // https://www.w3.org/TR/webvtt1/#processing-cue-settings
  const bool left = place.align == "left" || place.align == "start";
  const bool right = place.align == "right" || place.align == "end";
  const double position = place.position.value_or(left ? 0 : right ? 100 : 50);
  std::string align = place.position_align;
  if (align == "auto") align = left ? "line-left" : right ? "line-right" : "center";
  const double most = align == "line-left"    ? 100 - position
                      : align == "line-right" ? position
                                              : 2 * std::min(position, 100 - position);
  const double length = std::clamp(place.size, 1.0, std::max(1.0, most));
  const double start = align == "line-left"    ? position
                       : align == "line-right" ? position - length
                                               : position - length / 2;
  const bool vertical = !place.vertical.empty();
  box.x = bounded(vertical ? before : start);
  box.y = bounded(vertical ? start : before);
  box.width = bounded(vertical ? depth : length);
  box.height = bounded(vertical ? length : depth);
  return box;
}

TtmlBox box_of_region(const CueRegion& region) {
  TtmlBox box;
  box.display_align = "after";
  box.width = bounded(region.width);
  box.height = bounded(static_cast<double>(std::clamp<std::int64_t>(region.lines, 1, 15)) * line_height);
  box.x = bounded(region.viewport_anchor_x - region.region_anchor_x * box.width / 100);
  box.y = bounded(region.viewport_anchor_y - region.region_anchor_y * box.height / 100);
  return box;
}

}  // namespace integrart
