#include "pipeline/media/encoder.h"
#include "pipeline/media/rendition.h"
#include "pipeline/media/rendition/encoder_options.h"

extern "C" {
#include <libavutil/cpu.h>
}

namespace integrart {

namespace {

// Options of x264 that trade time for quality. Left out on purpose: those that write files, those that change the
// stream's structure (keyframes, threads, levels), and those that settings already say.
constexpr auto tunable = std::to_array<std::string_view>(
    {"rc-lookahead", "b-adapt",    "bframes",    "b-pyramid",    "ref",     "subme",   "trellis",   "me",
     "merange",      "partitions", "8x8dct",     "mixed-refs",   "weightp", "weightb", "chroma-me", "direct",
     "deblock",      "no-deblock", "aq-mode",    "aq-strength",  "psy",     "psy-rd",  "mbtree",    "qcomp",
     "ipratio",      "pbratio",    "fast-pskip", "dct-decimate", "nr",      "cabac"});

/// x264 r3095's AVX-512 code reads memory that was never written (encode under MALLOC_PERTURB_=1 and compare), so that
/// equal pictures give different bytes from one process to the next. Its AVX2 code does not, and costs 1 % more time.
std::string processor_restriction() {
  if ((av_get_cpu_flags() & AV_CPU_FLAG_AVX512) == 0) return {};
  return ":asm=MMX2,SSE2Fast,LZCNT,SSSE3,SSE4.2,AVX,FMA3,BMI2,AVX2";
}

Result<> set_up(AVCodecContext& context, const VideoRenditionSettings& settings) {
  context.pix_fmt = AV_PIX_FMT_YUV420P;
  TRY(preset_number(settings.preset, {}, 0, -1));  // one of the names; x264 itself would complain on standard error
  TRY(set_option(context, "preset", settings.preset));
  TRY(set_option(context, "crf", settings.crf));
  TRY(set_option(context, "forced-idr", std::int64_t{1}));
  TRY_ASSIGN(const std::string tuning, tuning_text(settings.tuning, tunable, "x264"));
  // Keyframes stand where the sink forces them and nowhere else, so that all rungs can be cut at equal times.
  return set_option(
      context, "x264-params",
      "keyint=infinite:scenecut=0:open-gop=0" + processor_restriction() + (tuning.empty() ? "" : ":" + tuning));
}

}  // namespace

extern const Encoder encoder_x264;
const Encoder encoder_x264{
    .id = "x264",
    .kind = EncoderKind::video,
    .libav_name = "libx264",
    .doc = {.summary = "H.264, which every phone and browser plays.",
            .details = "8-bit 4:2:0, High profile, constant quality (CRF) under a maximum rate with a buffer of two "
                       "seconds. Closed groups of pictures. The bytes depend on the number of threads.",
            .source = "https://www.itu.int/rec/T-REC-H.264",
            .examples = {}},
    .set_up_video = set_up,
    .set_up_audio = nullptr,
};

}  // namespace integrart
