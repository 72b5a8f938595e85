#pragma once
// Which streams hold words, and how. Private to pipeline/media.

#include <cstdint>
#include <optional>
#include <string>

#include "pipeline/media/libav.h"

namespace integrart {

enum class TextKind : std::uint8_t { subrip, ass, webvtt, tx3g, wvtt, stpp };

/// How the words of a stream are stored; absent when it holds no words (pictures of words are none).
std::optional<TextKind> text_kind_of(const AVCodecParameters& codec);

/// How a stream of words is called: libav's name, or the one of its MP4 sample entry.
std::string text_codec_name(const AVCodecParameters& codec, TextKind kind);

}  // namespace integrart
