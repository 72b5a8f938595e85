#pragma once
// Fingerprints of single files, for the commands that show and compare them.

#include <string>

#include "pipeline/cli/step_chain.h"
#include "pipeline/fingerprint/fingerprint.h"

namespace integrart {

struct FingerprintedFile {
  std::string sha256;
  std::string kind;  // "image", "video", "audio"
  Fingerprint fingerprint;
  StepRecord record;  // of the step that took it
};

/// Probes `file` and takes its fingerprint, both in the sandbox. Errors: unsupported for texts.
Result<FingerprintedFile> fingerprint_of_file(StepChain& chain, const std::string& file);

/// True when `file` is a list of hashes, by its first lines.
Result<bool> is_hash_list(const std::string& file);

}  // namespace integrart
