#pragma once
// Which stretches of a film are made calmer, because they flash, and how much. Document "softening/1".

#include <string_view>
#include <vector>

#include "pipeline/base/documents/picture_masks.h"

namespace integrart {

enum class SofteningStyle : std::uint8_t {
  dim,         // light and colour stay near what they were on average lately, place by place
  desaturate,  // colour goes out of the whole picture; light stays
};
std::string_view name_of(SofteningStyle style);
/// "dim" or "desaturate".
Result<SofteningStyle> softening_style_from_name(std::string_view name);

/// Of the steps from gentle to strong that are tried one after the other.
inline constexpr int most_softening = 4;

struct FlashSoftening {
  SofteningStyle style = SofteningStyle::dim;
  int level = 1;                       // 1..most_softening; larger is stronger
  std::vector<TimeStretch> stretches;  // in order and apart; softened fully, and around them less and less

  /// How much of the softening a picture at `time` gets, [0, 1]: it comes and goes over half a second outside each
  /// stretch, so that it makes no jump of its own.
  double share_at(double time) const;

  Json to_json() const;
  /// Errors: unsupported (another schema), invalid_input.
  static Result<FlashSoftening> from_json(const Json& json);
  bool operator==(const FlashSoftening&) const = default;
};

}  // namespace integrart
