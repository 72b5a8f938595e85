#pragma once
// The few tags that a redacted file keeps. Private to pipeline/media.

#include "pipeline/media/libav.h"

namespace integrart {

/// Title, credit and licence of `tags`, under the names every muxer knows ("title", "artist", "copyright").
libav::Dictionary tags_to_keep(const AVDictionary* tags);

}  // namespace integrart
