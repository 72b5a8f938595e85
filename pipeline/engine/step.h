#pragma once
// Step kinds: what can be done to artefacts (pipeline/engine/steps.def, one file per kind in steps/).

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/artefact.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/cue_translator.h"
#include "pipeline/base/descriptor.h"
#include "pipeline/base/documents/facts.h"
#include "pipeline/base/input_file.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/result.h"
#include "pipeline/media/frame.h"
#include "pipeline/store/job_queue.h"

namespace integrart {

struct StepInput {
  std::string role;  // "source", "video", "subtitles:pl"
  InputFile file;    // open; the step may read it and nothing else
  Json document;     // the document of the step that made it; null for sources
};

/// All that a running step may touch. Lives inside the sandboxed child.
struct StepContext {
  const Json& parameters;
  const std::vector<StepInput>& inputs;
  std::filesystem::path work_folder;  // empty at the start; the only place that can be written
  const Catalogue& catalogue;
  std::function<void(double)> progress;
  std::stop_token stop;
  CueTranslator* translator = nullptr;  // of trusted steps only: it reaches the database, programs and servers

  /// The input of that role; Errc::internal when the plan forgot it.
  Result<const StepInput*> input(std::string_view role) const;
};

/// How much of the machine a step may use; enforced by the sandbox.
struct StepBounds {
  std::uint64_t memory_bytes = 1ULL << 30U;
  std::uint64_t file_bytes = 4ULL << 30U;  // largest single file
  double cpu_seconds = 60;
  double wall_seconds = 120;
  double per_media_second = 0;  // added to both times for every second of the source
};

/// Of all frame steps, which share one decode pass: address space for decoder, frame pools and encoders; half a minute
/// of processor time for every second of the medium is ten times what the slowest encoder needs.
inline constexpr StepBounds decode_pass_bounds{.memory_bytes = 4ULL << 30U,
                                               .file_bytes = MediaLimits{}.source_bytes,
                                               .cpu_seconds = 120,
                                               .wall_seconds = 240,
                                               .per_media_second = 30};

struct StepKind {
  std::string_view id;  // "video_rendition"
  int version = 1;      // raised whenever the output may change
  Doc doc;
  JobWeight weight = JobWeight::light;
  StepBounds bounds;
  std::string (*toolchain)() = nullptr;  // libraries the bytes depend on; null: none
  /// Reads only documents of our own making: runs in the calling process, leaves no files.
  bool trusted = false;
  /// Exactly one of the two is set. A frame step takes part in the decode pass of its input "source".
  Result<StepOutput> (*run)(StepContext& context) = nullptr;
  Result<std::unique_ptr<FrameSink>> (*make_sink)(const SourceFacts& facts, StepContext& context) = nullptr;
};

}  // namespace integrart
