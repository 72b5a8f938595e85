#pragma once
// The outline of an ONNX model (https://onnx.ai/onnx/repo-docs/IR.html, onnx.proto3), read before OpenCV sees it: its
// importer believes what a tensor says of its size and reads past its bytes when that is not so.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"

namespace integrart::classes {

/// What goes into a model or comes out of it. A dimension of 0 is not fixed.
struct ModelPort {
  std::string name;
  std::vector<std::int64_t> dimensions;
};

struct ModelOutline {
  std::vector<ModelPort> inputs;  // without the weights
  std::vector<ModelPort> outputs;
};

struct OutlineLimits {
  std::size_t nodes = 20'000;           // of all graphs together
  std::size_t tensors = 20'000;         // as well
  std::uint64_t numbers = 1ULL << 28U;  // of one tensor
  std::size_t dimensions = 8;
  int depth = 4;  // of graphs in graphs
};

/// Reads all of the model's structure. What it accepts is well-formed protobuf in which each tensor holds as many
/// numbers as its dimensions say, in this file. Errors: invalid_input (broken, weights elsewhere), limit_exceeded.
Result<ModelOutline> outline_of(std::string_view onnx, const OutlineLimits& limits = {});

}  // namespace integrart::classes
