#pragma once
// How a picture file moves, read from its structure without any image library.

#include <cstdint>
#include <string_view>
#include <vector>

#include "pipeline/media/still/header.h"

namespace integrart {

struct StillMotion {
  std::uint64_t pictures = 1;  // that are shown one after the other; 1: it stands still
  std::vector<std::uint32_t>
      delays;            // milliseconds as the file gives them, of each picture; empty when it stands still
  bool followed = true;  // false: it moves (AVIF and HEIC sequences), and nothing here can show how
};

/// Counts the pictures of a GIF (image descriptors), WebP (RFC 9649, ANMF) or PNG (third edition, acTL and fcTL), with
/// their delays. Delays are kept of the first `most` pictures only; all are counted. Never fails: what is cut off or
/// broken ends the count there.
StillMotion read_motion(std::string_view bytes, StillType type, std::uint64_t most);

/// Until it begins again, as browsers play it; 0: it stands still. A sequence that is not followed has a second for
/// form's sake.
double round_seconds(const StillMotion& motion);

/// How long browsers show a picture: delays of up to 10 ms, which old programs wrote for "as fast as you can", last
/// 100 ms in all of them, in every format.
std::uint32_t played_milliseconds(std::uint32_t delay);

}  // namespace integrart
