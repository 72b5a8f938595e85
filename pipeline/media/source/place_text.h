#pragma once
// Places in the bytes of one sample of a track that does not play.

#include <cstddef>
#include <string_view>

namespace integrart {

/// Bytes that are looked at, from the first on.
inline constexpr std::size_t longest_place_text = 16U << 10U;

/// Whether words or data tell places: GPX, KML, NMEA 0183, or coordinates as drones write them under each picture. Any
/// bytes; pure.
bool tells_places(std::string_view bytes);

}  // namespace integrart
