#include "pipeline/media/encoder.h"
#include "pipeline/media/libav.h"
#include "pipeline/media/rendition.h"

namespace integrart {

namespace {

Result<> set_up(AVCodecContext& context, const AudioRenditionSettings& settings) {
  context.sample_fmt = AV_SAMPLE_FMT_FLTP;
  context.profile = FF_PROFILE_AAC_LOW;
  context.bit_rate = static_cast<std::int64_t>(settings.bitrate_kbps) * 1000;
  return {};
}

}  // namespace

extern const Encoder encoder_aac;
const Encoder encoder_aac{
    .id = "aac",
    .kind = EncoderKind::audio,
    .libav_name = "aac",
    .doc = {.summary = "AAC-LC sound, which every phone and browser plays.",
            .details =
                "Constant bit rate around the wanted one, 96 kb/s and more because music suffers below. Frames of "
                "1024 samples; the encoder's delay of 1024 samples is cut by an edit list. One thread.",
            .source = "https://www.iso.org/standard/76383.html",
            .examples = {}},
    .set_up_video = nullptr,
    .set_up_audio = set_up,
};

}  // namespace integrart
