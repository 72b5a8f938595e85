// What an audio rendition may be asked for.

#include "pipeline/media/sound/audio_settings.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/limits.h"
#include "pipeline/media/encoders.h"
#include "pipeline/media/rendition.h"

namespace integrart {

namespace {

constexpr int least_aac_kbps = 96;

template <class T>
Result<> within(std::string_view key, T value, T least, T most) {
  if (value >= least && value <= most) return {};
  return fail(Errc::invalid_input, "media.audio_setting_out_of_range",
              {{"key", std::string(key)}, {"least", static_cast<double>(least)}, {"most", static_cast<double>(most)}});
}

Result<std::optional<LoudnessTarget>> target_from_json(const Json& json) {
  if (json.is_null()) return std::nullopt;
  LoudnessTarget target;
  TRY_ASSIGN(target.integrated_lufs, json.require_number("integrated_lufs"));
  TRY_ASSIGN(target.true_peak_dbtp, json.require_number("true_peak_dbtp"));
  return target;
}

}  // namespace

Result<const Encoder*> check_settings(const AudioRenditionSettings& settings) {
  const Encoder* encoder = find_by_id(encoders(), settings.encoder);
  if (encoder == nullptr || encoder->kind != EncoderKind::audio)
    return fail(Errc::invalid_input, "media.audio_encoder_unknown", {{"encoder", settings.encoder}});
  TRY(within("track", settings.track, 0, 63));
  TRY(within("bitrate_kbps", settings.bitrate_kbps, 6, 512));
  TRY(within("channels", settings.channels, 1, 2));
  TRY(within("sample_rate", settings.sample_rate, 8000, 96000));
  TRY(within("segment_seconds", settings.segment_seconds, 0.1, 60.0));
  TRY(within("most_seconds", settings.most_seconds, 0.0, MediaLimits{}.duration_seconds));
  if (settings.loudness) {
    TRY(within("integrated_lufs", settings.loudness->integrated_lufs, -50.0, -5.0));
    TRY(within("true_peak_dbtp", settings.loudness->true_peak_dbtp, -20.0, 0.0));
  }
  if (settings.encoder == "aac" && settings.bitrate_kbps < least_aac_kbps)
    return fail(Errc::invalid_input, "media.aac_bitrate_too_low",
                {{"kbps", settings.bitrate_kbps}, {"least", least_aac_kbps}});
  return encoder;
}

Json AudioRenditionSettings::to_json() const {
  Json target = nullptr;
  if (loudness)
    target =
        Json::object({{"integrated_lufs", loudness->integrated_lufs}, {"true_peak_dbtp", loudness->true_peak_dbtp}});
  Json json = Json::object({{"encoder", encoder},
                            {"track", track},
                            {"bitrate_kbps", bitrate_kbps},
                            {"channels", channels},
                            {"sample_rate", sample_rate},
                            {"segment_seconds", segment_seconds},
                            {"loudness", std::move(target)}});
  if (most_seconds > 0) json["most_seconds"] = most_seconds;
  return json;
}

Result<AudioRenditionSettings> AudioRenditionSettings::from_json(const Json& json) {
  AudioRenditionSettings settings;
  const auto integer = [&](std::string_view key, int& value) -> Result<> {
    if (json.find(key) == nullptr) return {};
    TRY_ASSIGN(const std::int64_t number, json.require_integer(key));
    TRY(within<std::int64_t>(key, number, 0, 1'000'000));
    value = static_cast<int>(number);
    return {};
  };
  if (json.find("encoder") != nullptr) {
    TRY_ASSIGN(settings.encoder, json.require_string("encoder"));
  }
  TRY(integer("track", settings.track));
  TRY(integer("bitrate_kbps", settings.bitrate_kbps));
  TRY(integer("channels", settings.channels));
  TRY(integer("sample_rate", settings.sample_rate));
  if (json.find("segment_seconds") != nullptr) {
    TRY_ASSIGN(settings.segment_seconds, json.require_number("segment_seconds"));
  }
  if (json.find("most_seconds") != nullptr) {
    TRY_ASSIGN(settings.most_seconds, json.require_number("most_seconds"));
  }
  TRY_ASSIGN(settings.loudness, target_from_json(json.at_or_null("loudness")));
  TRY(check_settings(settings));
  return settings;
}

}  // namespace integrart
