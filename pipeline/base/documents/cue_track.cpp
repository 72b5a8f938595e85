#include "pipeline/base/documents/cue_track.h"

#include <algorithm>
#include <array>

#include "pipeline/base/limits.h"
#include "pipeline/base/track_name.h"

namespace integrart {

namespace {

constexpr std::array<std::string_view, 5> confidences = {"", "aligned", "unsure", "interpolated", "manual"};

constexpr int deepest_node = 32;  // of the parsed payload; real cues nest two or three tags

Json optional_number(const std::optional<double>& value, const Json& otherwise) {
  return value ? Json(*value) : otherwise;
}

std::optional<double> number_or_none(const Json& json) {
  if (!json.is_number()) return std::nullopt;
  return json.number_or(0);
}

Json seconds_of(const MediaTime& time) {
  return time.seconds();
}

constexpr double last_second = 1e10;  // three centuries; inline times of WebVTT may have any number of hours

/// A time of the document; the bound keeps hostile numbers away from integer arithmetic.
Result<MediaTime> time_from(const Json& json, std::string_view key) {
  const double seconds = json.number_or(-1);
  if (!json.is_number() || !(seconds >= 0) || seconds > last_second) {
    return fail(Errc::invalid_input, "base.document_member",
                {{"key", std::string(key)}, {"expected", "seconds, not negative"}});
  }
  return MediaTime::from_seconds(seconds);
}

Result<TimeRange> range_from(const Json& json) {
  TimeRange range;
  TRY_ASSIGN(range.begin, time_from(json.at_or_null("start"), "start"));
  if (json.at_or_null("end").is_null()) return range;
  TRY_ASSIGN(range.end, time_from(json.at_or_null("end"), "end"));
  return range;
}

Json json_of(const CueNode& node) {
  Json json = Json::object({{"type", node.type}});
  if (node.type == "text") {
    json["text"] = node.text;
    return json;
  }
  if (node.type == "timestamp") {
    json["timestamp"] = node.timestamp ? seconds_of(*node.timestamp) : Json();
    return json;
  }
  json["classes"] = Json::empty_array();
  for (const std::string& name : node.classes) json["classes"].push_back(name);
  json["annotation"] = node.annotation;
  json["lang"] = node.lang;
  json["children"] = Json::empty_array();
  for (const CueNode& child : node.children) json["children"].push_back(json_of(child));
  return json;
}

Result<CueNode> node_from(const Json& json, int depth) {
  if (depth > deepest_node) {
    return fail(Errc::limit_exceeded, "base.document_member",
                {{"key", "tree"}, {"expected", "at most 32 tags inside each other"}});
  }
  CueNode node;
  TRY_ASSIGN(node.type, json.require_string("type"));
  node.text = json.at_or_null("text").string_or("");
  if (const Json& at = json.at_or_null("timestamp"); !at.is_null()) {
    TRY_ASSIGN(node.timestamp, time_from(at, "timestamp"));
  }
  for (const Json& name : json.at_or_null("classes").items()) node.classes.push_back(name.string_or(""));
  node.annotation = json.at_or_null("annotation").string_or("");
  node.lang = json.at_or_null("lang").string_or("");
  for (const Json& child : json.at_or_null("children").items()) {
    TRY_ASSIGN(CueNode inner, node_from(child, depth + 1));
    node.children.push_back(std::move(inner));
  }
  return node;
}

Json json_of(const CuePlacement& place) {
  return Json::object({{"vertical", place.vertical},
                       {"snap_to_lines", place.snap_to_lines},
                       {"line", optional_number(place.line, "auto")},
                       {"line_align", place.line_align},
                       {"position", optional_number(place.position, "auto")},
                       {"position_align", place.position_align},
                       {"size", place.size},
                       {"align", place.align},
                       {"region", place.region.empty() ? Json() : Json(place.region)}});
}

CuePlacement placement_from(const Json& json) {
  CuePlacement place;
  place.vertical = json.at_or_null("vertical").string_or(place.vertical);
  place.snap_to_lines = json.at_or_null("snap_to_lines").boolean_or(place.snap_to_lines);
  place.line = number_or_none(json.at_or_null("line"));
  place.line_align = json.at_or_null("line_align").string_or(place.line_align);
  place.position = number_or_none(json.at_or_null("position"));
  place.position_align = json.at_or_null("position_align").string_or(place.position_align);
  place.size = json.at_or_null("size").number_or(place.size);
  place.align = json.at_or_null("align").string_or(place.align);
  place.region = json.at_or_null("region").string_or("");
  return place;
}

Json json_of(const Cue& cue) {
  Json tree = Json::empty_array(), words = Json::empty_array();
  for (const CueNode& node : cue.tree) tree.push_back(json_of(node));
  for (const WordTiming& word : cue.words) {
    words.push_back(Json::object({{"start", seconds_of(word.when.begin)},
                                  {"end", word.when.end ? seconds_of(*word.when.end) : Json()},
                                  {"text", word.text}}));
  }
  Json json = Json::object({{"id", cue.id},
                            {"start", seconds_of(cue.when.begin)},
                            {"end", cue.when.end ? seconds_of(*cue.when.end) : Json()},
                            {"text", cue.text},
                            {"tree", std::move(tree)},
                            {"placement", json_of(cue.placement)},
                            {"speaker", cue.speaker},
                            {"words", std::move(words)}});
  if (!cue.confidence.empty()) json["confidence"] = cue.confidence;
  if (!cue.origin.empty()) json["origin"] = cue.origin;
  return json;
}

Result<Cue> cue_from(const Json& json) {
  Cue cue;
  cue.id = json.at_or_null("id").string_or("");
  TRY_ASSIGN(cue.when, range_from(json));
  TRY_ASSIGN(cue.text, json.require_string("text"));
  for (const Json& item : json.at_or_null("tree").items()) {
    TRY_ASSIGN(CueNode node, node_from(item, 1));
    cue.tree.push_back(std::move(node));
  }
  cue.placement = placement_from(json.at_or_null("placement"));
  cue.speaker = json.at_or_null("speaker").string_or("");
  for (const Json& item : json.at_or_null("words").items()) {
    WordTiming word;
    TRY_ASSIGN(word.when, range_from(item));
    TRY_ASSIGN(word.text, item.require_string("text"));
    cue.words.push_back(std::move(word));
  }
  cue.confidence = json.at_or_null("confidence").string_or("");
  if (std::find(confidences.begin(), confidences.end(), cue.confidence) == confidences.end()) {
    return fail(Errc::invalid_input, "base.document_member",
                {{"key", "confidence"}, {"expected", "aligned, unsure, interpolated or manual"}});
  }
  cue.origin = json.at_or_null("origin").string_or("");
  return cue;
}

Json json_of(const CueRegion& region) {
  return Json::object({{"id", region.id},
                       {"width", region.width},
                       {"lines", static_cast<long long>(region.lines)},
                       {"region_anchor_x", region.region_anchor_x},
                       {"region_anchor_y", region.region_anchor_y},
                       {"viewport_anchor_x", region.viewport_anchor_x},
                       {"viewport_anchor_y", region.viewport_anchor_y},
                       {"scroll", region.scroll}});
}

Result<CueRegion> region_from(const Json& json) {
  CueRegion region;
  TRY_ASSIGN(region.id, json.require_string("id"));
  region.width = json.at_or_null("width").number_or(region.width);
  region.lines = json.at_or_null("lines").integer_or(region.lines);
  region.region_anchor_x = json.at_or_null("region_anchor_x").number_or(region.region_anchor_x);
  region.region_anchor_y = json.at_or_null("region_anchor_y").number_or(region.region_anchor_y);
  region.viewport_anchor_x = json.at_or_null("viewport_anchor_x").number_or(region.viewport_anchor_x);
  region.viewport_anchor_y = json.at_or_null("viewport_anchor_y").number_or(region.viewport_anchor_y);
  region.scroll = json.at_or_null("scroll").string_or("");
  return region;
}

/// The words below `nodes`; readings over ruby text are left out, as they repeat it.
void append_words(const std::vector<CueNode>& nodes, std::string& words) {
  for (const CueNode& node : nodes) {
    if (node.type == "text") words += node.text;
    if (node.type != "rt") append_words(node.children, words);
  }
}

/// The payload of a cue that was never parsed: tags out, the character references of WebVTT in.
std::string without_tags(std::string_view payload) {
  static constexpr std::pair<std::string_view, std::string_view> references[] = {
      {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&nbsp;", "\u00a0"}, {"&lrm;", "\u200e"}, {"&rlm;", "\u200f"}};
  std::string words;
  while (!payload.empty()) {
    if (payload.front() == '<') {
      const std::size_t close = payload.find('>');
      payload.remove_prefix(close == std::string_view::npos ? payload.size() : close + 1);
      continue;
    }
    std::size_t taken = 1;
    std::string_view piece = payload.substr(0, 1);
    for (const auto& [reference, character] : references) {
      if (!payload.starts_with(reference)) continue;
      piece = character;
      taken = reference.size();
    }
    words += piece;
    payload.remove_prefix(taken);
  }
  return words;
}

}  // namespace

Json CueTrack::to_json() const {
  Json json = Json::object({{"schema", "cues/1"}, {"language", language.text()}, {"kind", kind}});
  if (!variant.empty()) json["variant"] = variant;
  if (draft) json["draft"] = true;
  json["cues"] = Json::empty_array();
  for (const Cue& cue : cues) json["cues"].push_back(json_of(cue));
  json["regions"] = Json::empty_array();
  for (const CueRegion& region : regions) json["regions"].push_back(json_of(region));
  return json;
}

Result<CueTrack> CueTrack::from_json(const Json& json) {
  TRY_ASSIGN(const std::string schema, json.require_string("schema"));
  if (schema != "cues/1") {
    return fail(Errc::unsupported, "base.schema_unknown", {{"schema", schema}, {"expected", "cues/1"}});
  }
  CueTrack track;
  TRY_ASSIGN(auto language, LanguageTag::parse(json.at_or_null("language").string_or("und")));
  track.language = std::move(language.value);
  track.kind = json.at_or_null("kind").string_or(track.kind);
  track.variant = json.at_or_null("variant").string_or("");
  if (!track.variant.empty() && !is_track_variant(track.variant)) {
    return fail(Errc::invalid_input, "base.document_member", {{"key", "variant"}, {"expected", "literal or singable"}});
  }
  track.draft = json.at_or_null("draft").boolean_or(false);
  TRY_ASSIGN(const Json::Array* cues, json.require_array("cues"));
  if (cues->size() > SubtitleLimits{}.cues) {
    return fail(Errc::limit_exceeded, "base.document_member", {{"key", "cues"}, {"expected", "at most 50000 cues"}});
  }
  for (const Json& item : *cues) {
    TRY_ASSIGN(Cue cue, cue_from(item));
    track.cues.push_back(std::move(cue));
  }
  for (const Json& item : json.at_or_null("regions").items()) {
    TRY_ASSIGN(CueRegion region, region_from(item));
    track.regions.push_back(std::move(region));
  }
  return track;
}

bool has_confirmed_start(const Cue& cue) {
  return cue.confidence == "manual";
}

std::string plain_text(const Cue& cue) {
  if (cue.tree.empty()) return without_tags(cue.text);
  std::string words;
  append_words(cue.tree, words);
  return words;
}

}  // namespace integrart
