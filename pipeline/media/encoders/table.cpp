#include "pipeline/media/encoders.h"

#include <array>

namespace integrart {

#define ENCODER(name) extern const Encoder encoder_##name;
#include "pipeline/media/encoders.def"
#undef ENCODER

std::span<const Encoder* const> encoders() {
#define ENCODER(name) &encoder_##name,
  static constexpr auto table = std::to_array<const Encoder*>({
#include "pipeline/media/encoders.def"
  });
#undef ENCODER
  return table;
}

}  // namespace integrart
