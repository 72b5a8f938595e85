#include <cmath>

#include "pipeline/base/documents/reader.h"
#include "pipeline/media/rendition.h"

namespace integrart {

Json VideoRenditionSettings::to_json() const {
  Json json = Json::object({{"encoder", encoder},
                            {"preset", preset},
                            {"width", width},
                            {"height", height},
                            {"crf", crf},
                            {"max_bitrate_kbps", max_bitrate_kbps},
                            {"gop_seconds", gop_seconds},
                            {"max_frame_rate", max_frame_rate},
                            {"threads", threads},
                            {"frame_rate", Json::array({frame_rate.numerator, frame_rate.denominator})}});
  json["tuning"] = Json::empty_object();
  for (const auto& [name, value] : tuning) json["tuning"][name] = value;
  return json;
}

Result<VideoRenditionSettings> VideoRenditionSettings::from_json(const Json& json) {
  VideoRenditionSettings settings;
  DocumentReader reader(json, "video_rendition");
  reader.read("encoder", settings.encoder)
      .read("preset", settings.preset)
      .read("tuning", settings.tuning)
      .read("width", settings.width, 2, 8192)
      .read("height", settings.height, 2, 8192)
      .read("crf", settings.crf, 0, 63)
      .read("max_bitrate_kbps", settings.max_bitrate_kbps, 0, 200'000)
      .read("gop_seconds", settings.gop_seconds, 0.5, 10)
      .read("max_frame_rate", settings.max_frame_rate, 0, 240)
      .read("threads", settings.threads, 1, 16);
  const Json::Array& rate = reader.member("frame_rate").items();
  if (rate.size() == 2) settings.frame_rate = {rate[0].integer_or(0), rate[1].integer_or(0)};
  if (settings.frame_rate.numerator <= 0 || settings.frame_rate.denominator <= 0)
    reader.refuse("frame_rate", "two numbers above 0");
  if (settings.width <= 0 || settings.width % 2 != 0) reader.refuse("width", "an even number");
  if (settings.height <= 0 || settings.height % 2 != 0) reader.refuse("height", "an even number");
  TRY(reader.finish());
  return settings;
}

}  // namespace integrart
