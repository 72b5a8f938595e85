#pragma once
// Waveform data as audiowaveform writes it (https://github.com/bbc/audiowaveform/blob/master/doc/DataFormat.md).

#include <cstddef>
#include <vector>

#include "pipeline/base/json.h"

namespace integrart {

/// `count` heights of 0..100 (fewer when there are fewer points) from a waveform document: version 2, 8 or 16 bits, any
/// number of channels. The loudest is 100. Empty when there is no data; malformed points count as silence.
std::vector<int> waveform_peaks(const Json& waveform, std::size_t count);

}  // namespace integrart
