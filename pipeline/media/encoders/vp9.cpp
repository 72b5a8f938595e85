#include "pipeline/media/encoder.h"
#include "pipeline/media/rendition.h"
#include "pipeline/media/rendition/encoder_options.h"

namespace integrart {

namespace {

// x264's words for speed as libvpx's cpu-used; from 6 on it is its real-time mode.
constexpr std::array<int, 9> presets{8, 8, 8, 7, 6, 5, 3, 2, 1};
constexpr int first_realtime_speed = 6;
constexpr int no_keyframes_of_its_own = 1'000'000;

constexpr auto tunable = std::to_array<std::string_view>({"aq-mode", "arnr-maxframes", "arnr-strength", "auto-alt-ref",
                                                          "lag-in-frames", "noise-sensitivity", "sharpness",
                                                          "static-thresh", "undershoot-pct", "overshoot-pct"});

Result<> set_up(AVCodecContext& context, const VideoRenditionSettings& settings) {
  context.pix_fmt = AV_PIX_FMT_YUV420P;
  TRY_ASSIGN(const int speed, preset_number(settings.preset, presets, 0, 8));
  TRY(set_option(context, "deadline", std::string(speed >= first_realtime_speed ? "realtime" : "good")));
  TRY(set_option(context, "cpu-used", std::int64_t{speed}));
  TRY(set_option(context, "crf", static_cast<std::int64_t>(settings.crf)));
  // Equal and far apart switches libvpx's own choice of keyframes off: only forced ones are left.
  context.gop_size = no_keyframes_of_its_own;
  context.keyint_min = no_keyframes_of_its_own;
  // Constrained quality: the bit rate is an upper bound of the average (libvpx has no other with crf).
  context.bit_rate = std::int64_t{settings.max_bitrate_kbps} * 1000;
  context.rc_max_rate = 0;
  context.rc_buffer_size = 0;
  TRY(tuning_text(settings.tuning, tunable, "vp9"));
  for (const auto& [key, value] : settings.tuning) TRY(set_option(context, key.c_str(), value));
  return {};
}

}  // namespace

extern const Encoder encoder_vp9;
const Encoder encoder_vp9{
    .id = "vp9",
    .kind = EncoderKind::video,
    .libav_name = "libvpx-vp9",
    .doc =
        {.summary = "VP9, free of royalties and played by nearly all browsers.",
         .details =
             "8-bit 4:2:0, profile 0, constrained quality. cpu-used 0 (slow) to 8 (fast), or x264's names for speed.",
         .source = "https://www.webmproject.org/vp9/",
         .examples = {}},
    .set_up_video = set_up,
    .set_up_audio = nullptr,
};

}  // namespace integrart
