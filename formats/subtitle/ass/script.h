#pragma once
// An ASS or SSA script taken apart: resolution, styles, events. (https://aegisub.org/docs/latest/ass_tags/)

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/base/time.h"

namespace integrart {

struct AssStyle {
  bool bold = false;
  bool italic = false;
  bool underline = false;
  std::uint32_t rgb = 0xFFFFFF;
  int alignment = 2;  // as on a number pad
};

struct AssEvent {
  std::int64_t line = 0;  // number in the file
  TimeRange when;
  std::string style;
  std::string speaker;
  std::string_view text;
};

struct AssScript {
  double width = 384;  // of the picture that positions refer to
  double height = 288;
  bool breaks_at_small_n = false;  // WrapStyle 2: \n is a line break too
  std::map<std::string, AssStyle, std::less<>> styles;
  std::vector<AssEvent> events;  // what is shown, in order of the file
  std::vector<std::int64_t> not_understood;

  /// The style an event names; without a leading '*', and "Default" when there is none of that name.
  AssStyle style_of(const AssEvent& event) const;
};

/// Sections, Format lines, V4 and V4+ styles. The views point into `text`. Errors: unrecognised without any event or
/// section of a script.
Result<AssScript> parse_ass(std::string_view text);

/// "&H00FFFF&", "&HAABBGGRR" or a decimal number as 0xRRGGBB.
std::optional<std::uint32_t> ass_colour(std::string_view text);

}  // namespace integrart
