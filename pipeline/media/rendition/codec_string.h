#pragma once
// Names of codecs as browsers and manifests want them (RFC 6381). Private to pipeline/media.

#include <string>

#include "pipeline/base/result.h"
#include "pipeline/media/libav.h"

namespace integrart {

/// Of an opened video encoder: "avc1.64001F" (ISO/IEC 14496-15, Annex E), "av01.0.04M.08" (AV1 in ISOBMFF, section 5),
/// "vp09.00.31.08" (VP codec binding). `pictures_per_second` decides the VP9 level, which its stream does not carry.
Result<std::string> video_codec_string(const AVCodecContext& encoder, double pictures_per_second);

}  // namespace integrart
