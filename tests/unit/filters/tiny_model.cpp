#include "tests/unit/filters/tiny_model.h"

#include <cstring>

#include "pipeline/base/digest.h"

namespace integrart {
namespace {

std::string varint(std::uint64_t value) {
  std::string bytes;
  for (; value >= 0x80U; value >>= 7U) bytes += static_cast<char>((value & 0x7FU) | 0x80U);
  return bytes + static_cast<char>(value);
}
std::string number(unsigned field, std::uint64_t value) {
  return varint(field << 3U) + varint(value);
}
std::string text(unsigned field, std::string_view bytes) {
  return varint(field << 3U | 2U) + varint(bytes.size()) + std::string(bytes);
}

std::string raw_floats(const std::vector<float>& values) {
  std::string bytes(values.size() * sizeof(float), '\0');
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

std::string tensor(std::string_view name, const std::vector<std::int64_t>& shape, const std::vector<float>& values,
                   const TinyModel& model) {
  std::string bytes;
  for (const std::int64_t size : shape) bytes += number(1, static_cast<std::uint64_t>(size));
  bytes += number(2, 1) + text(8, name);  // FLOAT
  if (model.list_of_bytes) return bytes + text(5, std::string(values.size(), '\1'));
  if (model.weights_elsewhere) return bytes + number(14, 1);
  return bytes + text(9, raw_floats(values));
}

std::string integers(std::string_view name, const std::vector<std::int64_t>& values) {
  std::string bytes = text(1, name);
  for (const std::int64_t value : values) bytes += number(8, static_cast<std::uint64_t>(value));
  return text(5, bytes + number(20, 7));
}

std::string node(std::string_view kind, const std::vector<std::string>& inputs, std::string_view output,
                 const std::string& attributes = {}) {
  std::string bytes;
  for (const std::string& input : inputs) bytes += text(1, input);
  return text(1, bytes + text(2, output) + text(4, kind) + attributes);
}

std::string port(unsigned field, std::string_view name, const std::vector<std::int64_t>& shape) {
  std::string dimensions;
  for (const std::int64_t size : shape)
    dimensions += text(1, size > 0 ? number(1, static_cast<std::uint64_t>(size)) : text(2, "any"));
  return text(field, text(1, name) + text(2, text(1, number(1, 1) + text(2, dimensions))));
}

}  // namespace

std::string onnx_of(const TinyModel& model) {
  const auto count = static_cast<std::int64_t>(model.weights.size());
  std::vector<float> weights;
  for (const auto& row : model.weights) weights.insert(weights.end(), row.begin(), row.end());
  std::string graph;
  if (model.channels_last) graph += node("Transpose", {"picture"}, "planes", integers("perm", {0, 3, 1, 2}));
  graph += node("Conv", {model.channels_last ? "planes" : "picture", "weights", "bias"}, "mixed",
                integers("kernel_shape", {1, 1}));
  graph += node("GlobalAveragePool", {"mixed"}, "means");
  graph += node("Flatten", {"means"}, "scores");
  graph += text(2, "tiny");
  const std::vector<std::int64_t> shape{count, 3, 1, 1};
  graph += text(5, tensor("weights", model.weight_shape.empty() ? shape : model.weight_shape, weights, model));
  graph += text(5, tensor("bias", {count}, model.bias, {}));
  graph += model.channels_last ? port(11, "picture", {1, model.height, model.width, 3})
                               : port(11, "picture", {1, 3, model.height, model.width});
  if (model.second_input) graph += port(11, "another", {1, 3});
  graph += port(12, "scores", {1, count});
  return number(1, 6) + text(7, graph) + text(8, number(2, 11));
}

Json manifest_of(std::string_view onnx, int width, int height) {
  return Json::object(
      {{"schema", "model/1"},
       {"id", "tiny"},
       {"version", "3"},
       {"task", "image_class"},
       {"file", "tiny.onnx"},
       {"sha256", digest_of(onnx).hex()},
       {"licence", "CC0-1.0"},
       {"threshold", 0.25},
       {"limits", Json::object({{"bytes", 100000}, {"not_for", Json::object({{"en", "anything"}})}})},
       {"input", Json::object({{"width", width}, {"height", height}, {"scale", 1 / 255.0}})},
       {"output", "none"},
       {"labels",
        Json::array(
            {Json::object({{"label", "red"}, {"finding", "red_thing"}, {"threshold", 0.5}, {"severity", "medium"}}),
             Json::object({{"label", "blue"}})})}});
}

}  // namespace integrart
