#include "pipeline/media/rendition/encoder_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace integrart {

Result<int> preset_number(std::string_view preset, const std::array<int, 9>& numbers, int least, int most) {
  const auto* named = std::find(preset_names.begin(), preset_names.end(), preset);
  if (named != preset_names.end()) return numbers[static_cast<std::size_t>(named - preset_names.begin())];
  std::string possible = fmt::format("{}", fmt::join(preset_names, ", "));
  if (least <= most) possible += fmt::format(", {} … {}", least, most);
  int number = 0;
  const auto [end, error] = std::from_chars(preset.data(), preset.data() + preset.size(), number);
  if (error != std::errc{} || end != preset.data() + preset.size() || number < least || number > most)
    return fail(Errc::invalid_input, "media.unknown_preset", {{"preset", std::string(preset)}, {"possible", possible}});
  return number;
}

Result<std::string> tuning_text(const std::map<std::string, std::string>& tuning,
                                std::span<const std::string_view> allowed, std::string_view encoder) {
  std::string text;
  for (const auto& [key, value] : tuning) {
    const bool is_plain = !value.empty() && std::all_of(value.begin(), value.end(), [](char letter) {
      return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
             letter == '.' || letter == ',' || letter == '-' || letter == '_';
    });
    if (!is_plain || std::find(allowed.begin(), allowed.end(), key) == allowed.end())
      return fail(Errc::invalid_input, "media.unknown_tuning",
                  {{"encoder", std::string(encoder)},
                   {"key", key},
                   {"value", value},
                   {"possible", fmt::format("{}", fmt::join(allowed, ", "))}});
    text += fmt::format("{}{}={}", text.empty() ? "" : ":", key, value);
  }
  return text;
}

Result<> set_option(AVCodecContext& context, const char* name, const std::string& value) {
  return libav::check(av_opt_set(context.priv_data, name, value.c_str(), 0), "media.encoder_failed");
}

Result<> set_option(AVCodecContext& context, const char* name, std::int64_t value) {
  return libav::check(av_opt_set_int(context.priv_data, name, value, 0), "media.encoder_failed");
}

Result<> set_option(AVCodecContext& context, const char* name, double value) {
  return libav::check(av_opt_set_double(context.priv_data, name, value, 0), "media.encoder_failed");
}

}  // namespace integrart
