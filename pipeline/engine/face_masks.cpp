#include "pipeline/engine/face_masks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "pipeline/base/documents/reader.h"
#include "pipeline/base/filter.h"

namespace integrart {

namespace {

constexpr double enlargement = 1.3;        // of width and height: hair, ears, chin, and the detector's trembling
constexpr double seconds_around = 0.5;     // before the first and after the last sighting
constexpr double pace_seconds = 0.25;      // over which the movement at the ends is measured
constexpr double straight_enough = 0.004;  // of the picture: points that a straight line explains are left out
constexpr double end_of_time = 1e9;

Box enlarged(const Box& box) {
  return {box.x - box.width * (enlargement - 1) / 2, box.y - box.height * (enlargement - 1) / 2,
          box.width * enlargement, box.height * enlargement};
}

Box moved(const Box& box, double x, double y) {
  return {box.x + x, box.y + y, box.width, box.height};
}

/// A box half a second outside the sightings that covers the last known place and where the movement leads.
TimedBox beyond(const TimedBox& last, const TimedBox& before, double time) {
  const double span = last.time - before.time;
  if (span == 0) return {time, last.box};
  const double share = (time - last.time) / span;
  const auto middle_x = [](const Box& box) { return box.x + box.width / 2; };
  const auto middle_y = [](const Box& box) { return box.y + box.height / 2; };
  return {time, hull_of(last.box, moved(last.box, (middle_x(last.box) - middle_x(before.box)) * share,
                                        (middle_y(last.box) - middle_y(before.box)) * share))};
}

bool is_near(const Box& one, const Box& other) {
  return std::abs(one.x - other.x) < straight_enough && std::abs(one.y - other.y) < straight_enough &&
         std::abs(one.width - other.width) < straight_enough && std::abs(one.height - other.height) < straight_enough;
}

Box on_the_line(const TimedBox& from, const TimedBox& to, double time) {
  const double share = (time - from.time) / (to.time - from.time);
  const auto mix = [share](double one, double other) { return one + (other - one) * share; };
  return {mix(from.box.x, to.box.x), mix(from.box.y, to.box.y), mix(from.box.width, to.box.width),
          mix(from.box.height, to.box.height)};
}

/// The same way with fewer points.
std::vector<TimedBox> simplified(const std::vector<TimedBox>& points) {
  std::vector<TimedBox> kept;
  std::size_t last = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    bool straight = i > last;
    for (std::size_t between = last + 1; straight && between <= i && i + 1 < points.size(); ++between)
      straight = is_near(on_the_line(points[last], points[i + 1], points[between].time), points[between].box);
    if (straight && i + 1 < points.size()) continue;
    kept.push_back(points[i]);
    last = i;
  }
  return kept;
}

MaskPath path_of(const std::string& id, const std::vector<TimedBox>& seen) {
  std::vector<TimedBox> points;
  const auto inner =
      std::ranges::find_if(seen, [&](const TimedBox& point) { return point.time >= seen.front().time + pace_seconds; });
  const auto outer = std::find_if(seen.rbegin(), seen.rend(),
                                  [&](const TimedBox& point) { return point.time <= seen.back().time - pace_seconds; });
  points.push_back(
      beyond(seen.front(), inner == seen.end() ? seen.front() : *inner, seen.front().time - seconds_around));
  points.insert(points.end(), seen.begin(), seen.end());
  points.push_back(beyond(seen.back(), outer == seen.rend() ? seen.back() : *outer, seen.back().time + seconds_around));
  return {id, simplified(points)};
}

std::vector<TimedBox> sightings_of(const Json& track) {
  std::vector<TimedBox> seen;
  for (const Json& item : track.at_or_null("seen").items()) {
    const Json::Array& values = item.items();
    if (values.size() < 5) continue;
    const auto value = [&](std::size_t i) { return values[i].number_or(0); };
    const double time = value(0);
    if (!seen.empty() && time <= seen.back().time) continue;
    seen.push_back({time, enlarged({value(1), value(2), value(3), value(4)})});
  }
  return seen;
}

TimeStretch stretch_of(const Json& pair) {
  const Json::Array& values = pair.items();
  return values.size() == 2 ? TimeStretch{values[0].number_or(0), values[1].number_or(0)} : TimeStretch{};
}

Result<std::set<std::string>> ids_from(const Json& list, const std::string& key) {
  std::set<std::string> ids;
  for (const Json& item : list.items()) {
    if (item.is_string()) ids.insert(item.string_or(""));
    if (item.is_integer()) ids.insert(std::to_string(item.integer_or(0)));
    if (!item.is_string() && !item.is_integer())
      return fail(Errc::invalid_input, "base.document_member",
                  {{"key", key}, {"expected", std::string("list of ids")}});
  }
  if (!list.is_null() && !list.is_array())
    return fail(Errc::invalid_input, "base.document_member", {{"key", key}, {"expected", std::string("list of ids")}});
  return ids;
}

Result<MaskPath> drawn_from(const Json& json, const std::string& place) {
  double start = 0;
  double end = end_of_time;
  DocumentReader reader(json, place);
  reader.read("start", start, 0, end_of_time).read("end", end, 0, end_of_time);
  const Json::Array& values = reader.member("box").items();
  Box box;
  if (values.size() == 4)
    box = {values[0].number_or(-1), values[1].number_or(-1), values[2].number_or(0), values[3].number_or(0)};
  const bool inside = box.x >= 0 && box.y >= 0 && box.width > 0 && box.height > 0 && box.x + box.width <= 1.0001 &&
                      box.y + box.height <= 1.0001;
  if (!inside) reader.refuse("box", "[left, top, width, height] as fractions of the picture");
  if (end < start) reader.refuse("end", "seconds after the start");
  TRY(reader.finish());
  return MaskPath{"", {{start, box}, {end, box}}};
}

}  // namespace

Json FaceChoice::to_json() const {
  const auto list = [](const std::set<std::string>& ids) { return json_list({ids.begin(), ids.end()}); };
  Json json = Json::object({{"schema", "faces/1"},
                            {"cover", all ? Json("all") : list(cover)},
                            {"leave", list(leave)},
                            {"style", name_of(style)}});
  if (!source.empty()) json["source"] = source;
  json["boxes"] = Json::empty_array();
  for (const MaskPath& path : drawn) {
    const Box& box = path.points.front().box;
    json["boxes"].push_back(Json::object({{"start", path.points.front().time},
                                          {"end", path.points.back().time},
                                          {"box", Json::array({box.x, box.y, box.width, box.height})}}));
  }
  return json;
}

Result<FaceChoice> FaceChoice::from_json(const Json& json) {
  FaceChoice choice;
  std::string schema;
  std::string style(name_of(choice.style));
  DocumentReader reader(json, "");
  reader.read("schema", schema).read("source", choice.source).read("style", style);
  if (schema != "faces/1")
    return fail(Errc::unsupported, "base.schema_unknown", {{"schema", schema}, {"expected", "faces/1"}});
  const Json& cover = reader.member("cover");
  choice.all = cover.is_null() || cover.string_or("") == "all";
  if (!choice.all) {
    TRY_ASSIGN(choice.cover, ids_from(cover, "cover"));
  }
  TRY_ASSIGN(choice.leave, ids_from(reader.member("leave"), "leave"));
  const Json& boxes = reader.member("boxes");
  for (std::size_t i = 0; i < boxes.items().size(); ++i) {
    TRY_ASSIGN(MaskPath path, drawn_from(boxes.items()[i], fmt::format("boxes[{}]", i)));
    choice.drawn.push_back(std::move(path));
  }
  if (!boxes.is_null() && !boxes.is_array()) reader.refuse("boxes", "list of boxes");
  TRY(reader.finish());
  TRY_ASSIGN(choice.style, mask_style_from_name(style));
  return choice;
}

Result<PictureMasks> face_masks(const Json& evidence, const FaceChoice& choice) {
  PictureMasks masks;
  masks.style = choice.style;
  masks.decided = stretch_of(evidence.at_or_null("decided"));
  if (!evidence.at_or_null("every_picture").boolean_or(false)) return fail(Errc::internal, "engine.faces_not_followed");
  std::set<std::string> known;
  for (const Json& track : evidence.at_or_null("tracks").items()) {
    const std::string id = track.at_or_null("id").string_or("");
    known.insert(id);
    const std::vector<TimedBox> seen = sightings_of(track);
    if (seen.empty() || choice.leave.contains(id) || (!choice.all && !choice.cover.contains(id))) continue;
    masks.paths.push_back(path_of(id, seen));
  }
  for (const std::set<std::string>* ids : {&choice.cover, &choice.leave})
    for (const std::string& id : *ids)
      if (!known.contains(id)) return fail(Errc::invalid_input, "engine.face_unknown", {{"face", id}});
  masks.paths.insert(masks.paths.end(), choice.drawn.begin(), choice.drawn.end());
  if (choice.all || !choice.cover.empty())
    for (const Json& stretch : evidence.at_or_null("undecided").items()) masks.whole.push_back(stretch_of(stretch));
  return masks;
}

Json face_parameters(const Catalogue& catalogue, bool closely) {
  const Filter* filter = find_by_id(catalogue.filters, "face");
  Json parameters = Json::object({{"filter", "face"}, {"version", filter == nullptr ? 0 : filter->version}});
  if (closely) parameters["every_picture"] = true;
  if (!catalogue.face_cascades.empty()) parameters["cascades"] = catalogue.face_cascades;
  return parameters;
}

}  // namespace integrart
