#pragma once
// The table of pipeline/media/encoders.def.

#include <span>

#include "pipeline/media/encoder.h"

namespace integrart {

std::span<const Encoder* const> encoders();

}  // namespace integrart
