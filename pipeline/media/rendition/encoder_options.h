#pragma once
// What the video encoders share. Private to pipeline/media.

#include <array>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "pipeline/base/result.h"
#include "pipeline/media/libav.h"

namespace integrart {

/// x264's names of speeds, slowest last. Recipes may use them for every encoder.
constexpr std::array<std::string_view, 9> preset_names{"ultrafast", "superfast", "veryfast", "faster",  "fast",
                                                       "medium",    "slow",      "slower",   "veryslow"};

/// The encoder's number for a preset: a number within [least, most], or one of preset_names through `numbers` (same
/// order). With `least` above `most` there are names only. Errc::invalid_input names what is possible.
Result<int> preset_number(std::string_view preset, const std::array<int, 9>& numbers, int least, int most);

/// "key=value:key=value" of a recipe's tuning. Only `allowed` keys (recipes come from people, and encoders know options
/// that write files), and values of letters, digits, '.', ',', '-' and '_'.
Result<std::string> tuning_text(const std::map<std::string, std::string>& tuning,
                                std::span<const std::string_view> allowed, std::string_view encoder);

Result<> set_option(AVCodecContext& context, const char* name, const std::string& value);
Result<> set_option(AVCodecContext& context, const char* name, std::int64_t value);
Result<> set_option(AVCodecContext& context, const char* name, double value);

}  // namespace integrart
