#pragma once
// Descriptor of an encoder (pipeline/media/encoders.def): what a recipe may name and how it is set up.

#include <cstdint>
#include <string_view>

#include "pipeline/base/descriptor.h"
#include "pipeline/base/result.h"

struct AVCodecContext;

namespace integrart {

struct VideoRenditionSettings;
struct AudioRenditionSettings;

enum class EncoderKind : std::uint8_t { video, audio };

struct Encoder {
  std::string_view id;  // "x264"
  EncoderKind kind;
  std::string_view libav_name;  // "libx264"
  Doc doc;
  /// Whether it makes a keyframe of the picture it is told to. One that does not is started anew for every group.
  bool forces_keyframes = true;
  /// Sets the options of a fresh context (size, rates and time base are already set). One of the two is null.
  Result<> (*set_up_video)(AVCodecContext& context, const VideoRenditionSettings& settings);
  Result<> (*set_up_audio)(AVCodecContext& context, const AudioRenditionSettings& settings);
};

}  // namespace integrart
