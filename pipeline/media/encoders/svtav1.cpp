#include <fmt/format.h>

#include "pipeline/media/encoder.h"
#include "pipeline/media/rendition.h"
#include "pipeline/media/rendition/encoder_options.h"

namespace integrart {

namespace {

// x264's words for speed, in presets that cost about as much at the same size.
constexpr std::array<int, 9> presets{13, 12, 11, 10, 9, 8, 6, 4, 2};

constexpr auto tunable = std::to_array<std::string_view>(
    {"tune", "enable-qm", "qm-min", "qm-max", "film-grain", "aq-mode", "enable-cdef", "enable-restoration", "enable-tf",
     "enable-overlays", "fast-decode", "lookahead", "hierarchical-levels"});

Result<> set_up(AVCodecContext& context, const VideoRenditionSettings& settings) {
  context.pix_fmt = AV_PIX_FMT_YUV420P;
  TRY_ASSIGN(const int preset, preset_number(settings.preset, presets, 0, 13));
  TRY(set_option(context, "preset", std::int64_t{preset}));
  TRY(set_option(context, "crf", static_cast<std::int64_t>(settings.crf)));
  TRY_ASSIGN(const std::string tuning, tuning_text(settings.tuning, tunable, "svtav1"));
  // irefresh-type 2: keyframes close their group; keyint -1: none after the first. SVT-AV1 1.4 cannot be told where
  // keyframes have to be, so it is started anew for every group. lp: logical processors.
  std::string parameters = fmt::format("irefresh-type=2:keyint=-1:scd=0:lp={}", settings.threads);
  if (settings.max_bitrate_kbps > 0) parameters += fmt::format(":mbr={}", settings.max_bitrate_kbps);
  context.rc_max_rate = 0;  // said as mbr; the wrapper would switch to another rate control
  context.rc_buffer_size = 0;
  context.gop_size = 0;
  return set_option(context, "svtav1-params", parameters + (tuning.empty() ? "" : ":" + tuning));
}

}  // namespace

extern const Encoder encoder_svtav1;
const Encoder encoder_svtav1{
    .id = "svtav1",
    .kind = EncoderKind::video,
    .libav_name = "libsvtav1",
    .doc = {.summary = "AV1, about half the bytes of H.264 at equal quality, for devices of the last years.",
            .details = "8-bit 4:2:0, Main profile, constant quality (CRF) under a maximum rate. Presets 0 (slow) to 13 "
                       "(fast), or "
                       "x264's names. Keyframes close their group of pictures.",
            .source = "https://aomediacodec.github.io/av1-spec/",
            .examples = {}},
    .forces_keyframes = false,
    .set_up_video = set_up,
    .set_up_audio = nullptr,
};

}  // namespace integrart
