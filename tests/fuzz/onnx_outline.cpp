// The outline of ONNX models over hostile bytes: what is accepted is within its limits.

#include "filters/video/classes/outline.h"
#include "tests/fuzz/target.h"

namespace {

using namespace integrart;

std::string problem_of_onnx_outline(std::string_view bytes) {
  const classes::OutlineLimits limits;
  const auto outline = classes::outline_of(bytes, limits);
  if (!outline) return outline.error().what.id.starts_with("filters.model_") ? "" : "an error of another module";
  for (const auto* ports : {&outline->inputs, &outline->outputs})
    for (const classes::ModelPort& port : *ports) {
      if (port.dimensions.size() > limits.dimensions) return "more dimensions than the limit";
      for (const std::int64_t size : port.dimensions)
        if (size < 0 || static_cast<std::uint64_t>(size) > limits.numbers) return "an impossible dimension";
    }
  return "";
}

}  // namespace

FUZZ_READER(problem_of_onnx_outline)
