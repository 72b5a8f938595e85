#pragma once
// The name of a result before it exists: everything it depends on, hashed. Equal key, equal bytes.

#include <span>
#include <string>
#include <vector>

#include "pipeline/engine/step.h"

namespace integrart {

struct KeyInput {
  std::string role;
  std::string digest;  // hex of the artefact; of a document: hex of its canonical JSON; of both: joined by '+'
};

struct StepKey {
  std::string hex;       // 64 digits: SHA-256 of the preimage
  std::string preimage;  // canonical JSON, for `integrart explain`
};

/// Kind, version, parameters, inputs and the libraries the bytes depend on. The input "facts" of a frame step is left
/// out: it is itself a function of the source, so that a new field in the facts encodes nothing again.
StepKey key_of(const StepKind& kind, const Json& parameters, std::span<const KeyInput> inputs);

/// What differs between two preimages, for people: "parameters.crf: 23 -> 21".
std::vector<std::string> preimage_differences(const std::string& before, const std::string& after);

}  // namespace integrart
