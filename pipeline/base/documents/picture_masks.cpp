#include "pipeline/base/documents/picture_masks.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace integrart {

namespace {

constexpr std::array<std::string_view, 2> style_names{"solid", "mosaic"};
constexpr Box whole_picture{0, 0, 1, 1};

Json numbers(std::initializer_list<double> values) {
  Json list = Json::empty_array();
  for (const double value : values) list.push_back(value);
  return list;
}

/// `count` finite numbers.
Result<std::vector<double>> numbers_from(const Json& json, std::size_t count) {
  std::vector<double> values;
  for (const Json& item : json.items()) values.push_back(item.number_or(std::nan("")));
  const bool good =
      values.size() == count && std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
  if (!good) return fail(Errc::invalid_input, "base.masks_unreadable");
  return values;
}

Result<TimeStretch> stretch_from(const Json& json) {
  TRY_ASSIGN(const std::vector<double> values, numbers_from(json, 2));
  return TimeStretch{values[0], values[1]};
}

Result<MaskPath> path_from(const Json& json) {
  MaskPath path;
  path.id = json.at_or_null("id").string_or("");
  for (const Json& item : json.at_or_null("points").items()) {
    TRY_ASSIGN(const std::vector<double> values, numbers_from(item, 5));
    if (!path.points.empty() && values[0] < path.points.back().time)
      return fail(Errc::invalid_input, "base.masks_unreadable");
    path.points.push_back({values[0], {values[1], values[2], values[3], values[4]}});
  }
  return path;
}

Box between(const TimedBox& one, const TimedBox& other, double time) {
  const double length = other.time - one.time;
  const double share = length > 0 ? std::clamp((time - one.time) / length, 0.0, 1.0) : 0;
  const auto mix = [share](double from, double to) { return from + (to - from) * share; };
  return {mix(one.box.x, other.box.x), mix(one.box.y, other.box.y), mix(one.box.width, other.box.width),
          mix(one.box.height, other.box.height)};
}

/// Where the path is at `time`, which lies between its first and last point.
Box place_on(const MaskPath& path, double time) {
  const auto after = std::ranges::upper_bound(path.points, time, {}, &TimedBox::time);
  if (after == path.points.begin()) return path.points.front().box;
  if (after == path.points.end()) return path.points.back().box;
  return between(*std::prev(after), *after, time);
}

}  // namespace

std::string_view name_of(MaskStyle style) {
  return style_names.at(static_cast<std::size_t>(style));
}

Result<MaskStyle> mask_style_from_name(std::string_view name) {
  for (std::size_t i = 0; i < style_names.size(); ++i)
    if (style_names.at(i) == name) return static_cast<MaskStyle>(i);
  return fail(Errc::invalid_input, "base.mask_style_unknown", {{"style", std::string(name)}});
}

Box hull_of(const Box& one, const Box& other) {
  const double left = std::min(one.x, other.x);
  const double top = std::min(one.y, other.y);
  return {left, top, std::max(one.x + one.width, other.x + other.width) - left,
          std::max(one.y + one.height, other.y + other.height) - top};
}

Box clipped(const Box& box) {
  const double left = std::clamp(box.x, 0.0, 1.0);
  const double top = std::clamp(box.y, 0.0, 1.0);
  return {left, top, std::clamp(box.x + box.width, 0.0, 1.0) - left, std::clamp(box.y + box.height, 0.0, 1.0) - top};
}

double overlap_of(const Box& one, const Box& other) {
  const double width = std::min(one.x + one.width, other.x + other.width) - std::max(one.x, other.x);
  const double height = std::min(one.y + one.height, other.y + other.height) - std::max(one.y, other.y);
  if (width <= 0 || height <= 0) return 0;
  const double both = width * height;
  return both / (one.width * one.height + other.width * other.height - both);
}

std::vector<Box> PictureMasks::at(double begin, double end) const {
  const auto touches = [&](const TimeStretch& stretch) { return begin < stretch.end && stretch.begin < end; };
  if (begin < decided.begin || begin >= decided.end || std::ranges::any_of(whole, touches)) return {whole_picture};
  std::vector<Box> boxes;
  for (const MaskPath& path : paths) {
    if (path.points.empty() || path.points.back().time < begin || path.points.front().time >= end) continue;
    // Where it is when the picture appears, and when it goes: nothing looks out on either side.
    const Box box = clipped(hull_of(place_on(path, begin), place_on(path, end)));
    if (box.width > 0 && box.height > 0) boxes.push_back(box);
  }
  return boxes;
}

Json PictureMasks::to_json() const {
  Json json = Json::object(
      {{"schema", "masks/1"}, {"style", name_of(style)}, {"decided", numbers({decided.begin, decided.end})}});
  json["paths"] = Json::empty_array();
  for (const MaskPath& path : paths) {
    Json points = Json::empty_array();
    for (const auto& [time, box] : path.points) points.push_back(numbers({time, box.x, box.y, box.width, box.height}));
    json["paths"].push_back(Json::object({{"id", path.id}, {"points", std::move(points)}}));
  }
  json["whole"] = Json::empty_array();
  for (const TimeStretch& stretch : whole) json["whole"].push_back(numbers({stretch.begin, stretch.end}));
  return json;
}

Result<PictureMasks> PictureMasks::from_json(const Json& json) {
  const std::string schema = json.at_or_null("schema").string_or("");
  if (schema != "masks/1")
    return fail(Errc::unsupported, "base.schema_unknown", {{"schema", schema}, {"expected", "masks/1"}});
  PictureMasks masks;
  TRY_ASSIGN(masks.style, mask_style_from_name(json.at_or_null("style").string_or("")));
  TRY_ASSIGN(masks.decided, stretch_from(json.at_or_null("decided")));
  for (const Json& item : json.at_or_null("paths").items()) {
    TRY_ASSIGN(MaskPath path, path_from(item));
    masks.paths.push_back(std::move(path));
  }
  for (const Json& item : json.at_or_null("whole").items()) {
    TRY_ASSIGN(const TimeStretch stretch, stretch_from(item));
    masks.whole.push_back(stretch);
  }
  return masks;
}

}  // namespace integrart
