#pragma once
// One decode of one source for many sinks: demux -> decode -> one conversion per distinct need -> sinks.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "pipeline/base/documents/facts.h"
#include "pipeline/base/documents/flash_softening.h"
#include "pipeline/base/documents/picture_masks.h"
#include "pipeline/base/input_file.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/result.h"
#include "pipeline/media/frame.h"

namespace integrart {

struct DecodePassOptions {
  MediaLimits limits;
  int sink_threads = 2;                  // pool that encodes; each sink is served by one thread at a time
  std::filesystem::path scratch_folder;  // for sound that is replayed after measuring; must exist
  std::function<void(double)> progress;  // share of the source that has been decoded, [0, 1]
  std::stop_token stop;
  /// Lie over every decoded picture before any sink sees it. Not over made ones (slideshows).
  std::optional<PictureMasks> masks = std::nullopt;
  /// Makes flashes of the decoded pictures weaker before any sink sees them, after the masks. Not of made ones.
  std::optional<FlashSoftening> softening = std::nullopt;
};

/// Outcome of one sink; in the order of the sinks given.
struct DecodePassResult {
  std::vector<Result<StepOutput>> sinks;
  /// Processor time that each sink used in its calls, not in threads of its own; what is left of the process's is
  /// decoding and conversion, which serve all.
  std::vector<double> sink_cpu_seconds;
  std::vector<Message> notes;  // about the source: broken tail, dropped pictures, filled gaps
  std::int64_t pictures = 0;
  double decoded_seconds = 0;
};

/// Decodes `source` once. An error of the source before anything was decoded fails the pass; later damage keeps what
/// was decoded, with a note. A sink's error fails that sink only. Blocks until all sinks have finished.
Result<DecodePassResult> run_decode_pass(const InputFile& source, const SourceFacts& facts,
                                         std::vector<std::unique_ptr<FrameSink>> sinks,
                                         const DecodePassOptions& options);

/// The same for pictures shown one after the other (each for an equal share of `duration_seconds`) while a sound plays:
/// `sound` is decoded for the audio sinks, `pictures` (JPEG or PNG files of our own making) feed the video sinks at
/// `width` x `height`, 10 pictures per second with short cross-fades.
struct SlideshowSource {
  InputFile sound;
  SourceFacts sound_facts;
  std::vector<InputFile> pictures;
  int width = 1280;
  int height = 720;
};
Result<DecodePassResult> run_slideshow_pass(const SlideshowSource& source,
                                            std::vector<std::unique_ptr<FrameSink>> sinks,
                                            const DecodePassOptions& options);

}  // namespace integrart
