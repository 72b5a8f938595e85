#include "pipeline/media/encoder.h"
#include "pipeline/media/libav.h"
#include "pipeline/media/rendition.h"

namespace integrart {

namespace {

Result<> set_up(AVCodecContext& context, const AudioRenditionSettings& settings) {
  context.sample_fmt = AV_SAMPLE_FMT_FLT;
  context.bit_rate = static_cast<std::int64_t>(settings.bitrate_kbps) * 1000;
  TRY(libav::check(av_opt_set(context.priv_data, "application", "audio", 0), "media.encoder_failed"));
  TRY(libav::check(av_opt_set(context.priv_data, "frame_duration", "20", 0), "media.encoder_failed"));
  return libav::check(av_opt_set(context.priv_data, "vbr", "on", 0), "media.encoder_failed");
}

}  // namespace

extern const Encoder encoder_opus;
const Encoder encoder_opus{
    .id = "opus",
    .kind = EncoderKind::audio,
    .libav_name = "libopus",
    .doc = {.summary = "Opus sound: as good as AAC at two thirds of the bytes, in all browsers since 2017.",
            .details =
                "Variable bit rate around the wanted one, frames of 20 ms, 48 kHz only. The encoder's delay (312 "
                "samples, RFC 6716 section 4.5) is cut by an edit list in MP4 and by the pre-skip in Ogg. One "
                "thread.",
            .source = "https://www.rfc-editor.org/rfc/rfc6716",
            .examples = {}},
    .set_up_video = nullptr,
    .set_up_audio = set_up,
};

}  // namespace integrart
