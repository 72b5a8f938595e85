#pragma once
// ONNX models of a few hundred bytes, written byte by byte, whose answers are known by construction: each number is a
// weighted mean of the channels of the picture.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/model_manifest.h"

namespace integrart {

struct TinyModel {
  int width = 8;  // 0: not fixed
  int height = 8;
  bool channels_last = false;                                       // takes 1 x height x width x 3
  std::vector<std::array<float, 3>> weights{{1, 0, 0}, {0, 0, 1}};  // of each number, over the channels
  std::vector<float> bias{0, 0};
  // What hostile files have.
  std::vector<std::int64_t> weight_shape;  // other dimensions than the weights have; empty: theirs
  bool list_of_bytes = false;              // the weights in a list of whole numbers, which floats are not kept in
  bool second_input = false;
  bool weights_elsewhere = false;
};

std::string onnx_of(const TinyModel& model);

/// The manifest of a model that finds "red" by its first number from one half, and knows "blue".
Json manifest_of(std::string_view onnx, int width = 8, int height = 8);

}  // namespace integrart
