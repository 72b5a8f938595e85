#include "pipeline/base/documents/model_manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>
#include <string_view>

#include "pipeline/base/digest.h"
#include "pipeline/base/documents/reader.h"
#include "pipeline/base/language.h"

namespace integrart {

namespace {

constexpr int largest_side = 1024;
constexpr std::size_t most_labels = 1000;
constexpr std::size_t longest_id = 64;  // it names steps
constexpr std::size_t longest_name = 100;
constexpr std::size_t longest_text = 1000;
constexpr double largest_factor = 1e6;
constexpr double least_deviation = 1e-6;

constexpr std::array<std::string_view, 2> order_names{"rgb", "bgr"};
constexpr std::array<std::string_view, 2> layout_names{"nchw", "nhwc"};
constexpr std::array<std::string_view, 3> resize_names{"stretch", "crop", "letterbox"};
constexpr std::array<std::string_view, 3> activation_names{"none", "softmax", "sigmoid"};
constexpr std::array severities{Severity::info, Severity::low, Severity::medium, Severity::high};

bool is_made_of(std::string_view text, std::string_view more) {
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || more.find(c) != std::string_view::npos;
  });
}

/// One of `names`; the enumeration counts as they do.
template <class T, std::size_t N>
void read_name(DocumentReader& reader, std::string_view key, const std::array<std::string_view, N>& names, T& target) {
  std::string name(names[static_cast<std::size_t>(target)]);
  reader.read(key, name);
  const auto found = std::ranges::find(names, name);
  if (found == names.end())
    reader.refuse(key, fmt::format("{}", fmt::join(names, ", ")));
  else
    target = static_cast<T>(found - names.begin());
}

/// A number for all channels, or a list of three.
void read_channels(DocumentReader& reader, std::string_view key, std::array<double, 3>& target, double least) {
  const Json& value = reader.member(key);
  if (value.is_null()) return;
  const auto fits = [least](const Json& number) {
    return number.is_number() && number.number_or(0) >= least && number.number_or(0) <= largest_factor;
  };
  const bool one = fits(value);
  const Json::Array& items = value.items();
  if (!one && (items.size() != target.size() || !std::ranges::all_of(items, fits)))
    return reader.refuse(key, fmt::format("a number or a list of three, each {} ... {}", least, largest_factor));
  for (std::size_t i = 0; i < target.size(); ++i) target[i] = (one ? value : items[i]).number_or(0);
}

ModelPicture read_picture(const Json& json, DocumentReader& whole) {
  ModelPicture picture;
  DocumentReader reader(json, "input");
  reader.read("width", picture.width, 1, largest_side).read("height", picture.height, 1, largest_side);
  for (const auto& [key, side] : {std::pair("width", picture.width), std::pair("height", picture.height)})
    if (side == 0) reader.refuse(key, fmt::format("1 ... {}", largest_side));
  read_name(reader, "channels", order_names, picture.channels);
  read_name(reader, "layout", layout_names, picture.layout);
  read_name(reader, "resize", resize_names, picture.resize);
  read_channels(reader, "scale", picture.scale, -largest_factor);
  read_channels(reader, "mean", picture.mean, -largest_factor);
  read_channels(reader, "std", picture.deviation, least_deviation);
  const bool crops = picture.resize == ModelResize::crop;
  reader.read("crop_side", picture.crop_side, 0, 2 * largest_side);
  if (picture.crop_side != 0 && (!crops || picture.crop_side < std::max(picture.width, picture.height)))
    reader.refuse("crop_side", "with resize crop only, at least the larger of width and height");
  if (auto read = reader.finish(); !read) whole.refuse(std::move(read).error());
  return picture;
}

ModelLabel read_label(const Json& json, const std::string& path, double threshold, DocumentReader& whole) {
  ModelLabel label;
  label.threshold = threshold;
  std::string severity(name_of(label.severity));
  DocumentReader reader(json, path);
  reader.read("label", label.name)
      .read("finding", label.finding)
      .read("threshold", label.threshold, threshold, 1)
      .read("severity", severity);
  if (label.name.empty() || label.name.size() > longest_name)
    reader.refuse("label", fmt::format("the class in the model's words, 1 ... {} bytes", longest_name));
  if (!label.finding.empty() && (!is_made_of(label.finding, "_") || label.finding.size() > longest_id))
    reader.refuse("finding", "lower-case letters, digits and _");
  const auto named = std::ranges::find(severities, severity, [](Severity one) { return name_of(one); });
  if (named == severities.end())
    reader.refuse("severity", "info, low, medium, high");
  else
    label.severity = *named;
  if (auto read = reader.finish(); !read) whole.refuse(std::move(read).error());
  return label;
}

std::vector<ModelLabel> read_labels(DocumentReader& reader, double threshold) {
  std::vector<ModelLabel> labels;
  const Json::Array& items = reader.member("labels").items();
  if (items.empty() || items.size() > most_labels) {
    reader.refuse("labels", fmt::format("a list of 1 ... {} classes, in the order of the model's answer", most_labels));
    return labels;
  }
  std::set<std::string> names;
  for (std::size_t i = 0; i < items.size(); ++i) {
    labels.push_back(read_label(items[i], fmt::format("labels[{}]", i), threshold, reader));
    if (!names.insert(labels.back().name).second) reader.refuse(fmt::format("labels[{}]", i), "a name of its own");
  }
  if (std::ranges::all_of(labels, [](const ModelLabel& label) { return label.finding.empty(); }))
    reader.refuse("labels", "\"finding\" in one of them at least: else the model would never find anything");
  return labels;
}

void read_limits(DocumentReader& reader, ModelManifest& manifest) {
  const Json& json = reader.member("limits");
  if (json.is_null()) return;
  DocumentReader limits(json, "limits");
  int bytes = static_cast<int>(ModelManifest::most_bytes);
  limits.read("bytes", bytes, 1, bytes);
  manifest.bytes = static_cast<std::uint64_t>(bytes);
  std::map<std::string, std::string> texts;
  limits.read("not_for", texts);
  for (auto& [language, text] : texts) {
    if (!LanguageTag::parse(language)) limits.refuse("not_for", "texts by language, as in {\"en\": \"...\"}");
    if (text.empty() || text.size() > longest_text)
      limits.refuse("not_for." + language, fmt::format("1 ... {} bytes", longest_text));
    manifest.not_for.by_language[language] = std::move(text);
  }
  if (auto read = limits.finish(); !read) reader.refuse(std::move(read).error());
}

void read_classes(DocumentReader& reader, ModelManifest& manifest) {
  if (!is_made_of(manifest.id, ".-_") || manifest.id.size() > longest_id)
    reader.refuse("id", fmt::format("1 ... {} lower-case letters, digits and . - _", longest_id));
  if (manifest.licence.empty()) reader.refuse("licence", "the licence under which the model may be used");
  if (manifest.not_for.empty())
    reader.refuse("limits.not_for", "what the model is not good for, as in {\"en\": \"...\"}");
  ImageClasses classes;
  const Json& input = reader.member("input");
  if (!input.is_object())
    reader.refuse("input", "what a model for image_class is shown: its width, height, channels, ...");
  else
    classes.picture = read_picture(input, reader);
  read_name(reader, "output", activation_names, classes.activation);
  classes.labels = read_labels(reader, manifest.threshold);
  manifest.classes = std::move(classes);
}

Json channels_json(const std::array<double, 3>& values) {
  return Json::array({values[0], values[1], values[2]});
}

Json json_of(const ModelPicture& picture) {
  Json json = Json::object({{"width", picture.width},
                            {"height", picture.height},
                            {"channels", order_names[static_cast<std::size_t>(picture.channels)]},
                            {"layout", layout_names[static_cast<std::size_t>(picture.layout)]},
                            {"scale", channels_json(picture.scale)},
                            {"mean", channels_json(picture.mean)},
                            {"std", channels_json(picture.deviation)},
                            {"resize", resize_names[static_cast<std::size_t>(picture.resize)]}});
  if (picture.crop_side != 0) json["crop_side"] = picture.crop_side;
  return json;
}

Json json_of(const ModelLabel& label) {
  return Json::object({{"label", label.name},
                       {"finding", label.finding},
                       {"threshold", label.threshold},
                       {"severity", name_of(label.severity)}});
}

}  // namespace

Json ModelManifest::to_json() const {
  Json json = Json::object({{"schema", "model/1"},
                            {"id", id},
                            {"version", version},
                            {"task", task},
                            {"file", file},
                            {"sha256", sha256},
                            {"licence", licence},
                            {"threshold", threshold}});
  json["limits"] = Json::object({{"bytes", static_cast<long long>(bytes)}});
  if (!not_for.empty()) json["limits"]["not_for"] = integrart::to_json(not_for);
  if (!classes) return json;
  json["input"] = json_of(classes->picture);
  json["output"] = activation_names[static_cast<std::size_t>(classes->activation)];
  json["labels"] = Json::empty_array();
  for (const ModelLabel& label : classes->labels) json["labels"].push_back(json_of(label));
  return json;
}

Result<ModelManifest> ModelManifest::from_json(const Json& json) {
  ModelManifest manifest;
  std::string schema;
  DocumentReader reader(json, "");
  reader.read("schema", schema)
      .read("id", manifest.id)
      .read("version", manifest.version)
      .read("task", manifest.task)
      .read("file", manifest.file)
      .read("sha256", manifest.sha256)
      .read("licence", manifest.licence)
      .read("threshold", manifest.threshold, 0, 1);
  if (schema != "model/1")
    return fail(Errc::unsupported, "base.schema_unknown", {{"schema", schema}, {"expected", "model/1"}});
  if (manifest.task != "face" && manifest.task != "image_class")
    reader.refuse("task", "what the model is for: face or image_class");
  if (manifest.file.empty()) reader.refuse("file", "the name of the model's file");
  if (!Digest::from_hex(manifest.sha256)) reader.refuse("sha256", "64 lower-case hexadecimal digits");
  for (const auto& [key, text] : {std::pair("version", &manifest.version), std::pair("licence", &manifest.licence)})
    if (text->size() > longest_name) reader.refuse(key, fmt::format("at most {} bytes", longest_name));
  read_limits(reader, manifest);
  if (manifest.task == "image_class") read_classes(reader, manifest);
  TRY(reader.finish());
  return manifest;
}

}  // namespace integrart
