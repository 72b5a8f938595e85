#include "pipeline/base/documents/facts.h"

#include <array>

namespace integrart {

namespace {

constexpr std::array<std::string_view, 3> rate_names{"constant", "variable", "still"};
constexpr std::array<std::string_view, 3> range_names{"standard", "pq", "hlg"};

template <class Enum, std::size_t N>
Enum from_name(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return Enum{};
}

struct MetadataName {
  std::string_view name;
  bool MetadataFacts::*present;
};
constexpr auto metadata_names = std::to_array<MetadataName>({{"location", &MetadataFacts::location},
                                                             {"device", &MetadataFacts::device},
                                                             {"person", &MetadataFacts::person},
                                                             {"creation_time", &MetadataFacts::creation_time},
                                                             {"credit", &MetadataFacts::credit},
                                                             {"licence", &MetadataFacts::licence},
                                                             {"unreadable", &MetadataFacts::unreadable},
                                                             {"comment", &MetadataFacts::comment}});

Json json_of(const MetadataFacts& metadata) {
  Json json = Json::empty_object();
  for (const MetadataName& known : metadata_names) json[known.name] = metadata.*known.present;
  return json;
}

MetadataFacts metadata_from(const Json& json) {
  MetadataFacts metadata;
  for (const MetadataName& known : metadata_names)
    metadata.*known.present = json.at_or_null(known.name).boolean_or(false);
  return metadata;
}

Json json_of(Rational value) {
  return Json::array({Json(static_cast<long long>(value.numerator)), Json(static_cast<long long>(value.denominator))});
}

Rational rational_from(const Json& json, Rational fallback) {
  if (json.items().size() != 2) return fallback;
  const Rational value{json.items()[0].integer_or(fallback.numerator),
                       json.items()[1].integer_or(fallback.denominator)};
  return value.denominator > 0 ? value : fallback;
}

int int_of(const Json& json, std::string_view key) {
  return static_cast<int>(json.at_or_null(key).integer_or(0));
}

Json json_of(const VideoFacts& v) {
  return Json::object({{"stream_index", v.stream_index},
                       {"codec", v.codec},
                       {"width", v.width},
                       {"height", v.height},
                       {"coded_width", v.coded_width},
                       {"coded_height", v.coded_height},
                       {"rotation", v.rotation},
                       {"mirrored", v.mirrored},
                       {"sample_aspect", json_of(v.sample_aspect)},
                       {"frame_rate", json_of(v.frame_rate)},
                       {"frame_rate_kind", rate_names[static_cast<std::size_t>(v.frame_rate_kind)]},
                       {"interlaced", v.interlaced},
                       {"bit_depth", v.bit_depth},
                       {"chroma", v.chroma},
                       {"dynamic_range", range_names[static_cast<std::size_t>(v.dynamic_range)]},
                       {"matrix", v.matrix},
                       {"primaries", v.primaries},
                       {"transfer", v.transfer},
                       {"full_range", v.full_range},
                       {"duration_seconds", v.duration_seconds},
                       {"bit_rate", static_cast<long long>(v.bit_rate)},
                       {"has_alpha", v.has_alpha}});
}

VideoFacts video_from(const Json& json) {
  VideoFacts v;
  v.stream_index = int_of(json, "stream_index");
  v.codec = json.at_or_null("codec").string_or("");
  v.width = int_of(json, "width");
  v.height = int_of(json, "height");
  v.coded_width = int_of(json, "coded_width");
  v.coded_height = int_of(json, "coded_height");
  v.rotation = int_of(json, "rotation");
  v.mirrored = json.at_or_null("mirrored").boolean_or(false);
  v.sample_aspect = rational_from(json.at_or_null("sample_aspect"), v.sample_aspect);
  v.frame_rate = rational_from(json.at_or_null("frame_rate"), v.frame_rate);
  v.frame_rate_kind = from_name<FrameRateKind>(rate_names, json.at_or_null("frame_rate_kind").string_or(""));
  v.interlaced = json.at_or_null("interlaced").boolean_or(false);
  v.bit_depth = int_of(json, "bit_depth");
  v.chroma = json.at_or_null("chroma").string_or("");
  v.dynamic_range = from_name<DynamicRange>(range_names, json.at_or_null("dynamic_range").string_or(""));
  v.matrix = json.at_or_null("matrix").string_or("");
  v.primaries = json.at_or_null("primaries").string_or("");
  v.transfer = json.at_or_null("transfer").string_or("");
  v.full_range = json.at_or_null("full_range").boolean_or(false);
  v.duration_seconds = json.at_or_null("duration_seconds").number_or(0);
  v.bit_rate = json.at_or_null("bit_rate").integer_or(0);
  v.has_alpha = json.at_or_null("has_alpha").boolean_or(false);
  return v;
}

Json json_of(const AudioFacts& a) {
  return Json::object({{"stream_index", a.stream_index},
                       {"codec", a.codec},
                       {"channels", a.channels},
                       {"layout", a.layout},
                       {"sample_rate", a.sample_rate},
                       {"duration_seconds", a.duration_seconds},
                       {"bit_rate", static_cast<long long>(a.bit_rate)},
                       {"language", a.language},
                       {"title", a.title}});
}

AudioFacts audio_from(const Json& json) {
  AudioFacts a;
  a.stream_index = int_of(json, "stream_index");
  a.codec = json.at_or_null("codec").string_or("");
  a.channels = int_of(json, "channels");
  a.layout = json.at_or_null("layout").string_or("");
  a.sample_rate = int_of(json, "sample_rate");
  a.duration_seconds = json.at_or_null("duration_seconds").number_or(0);
  a.bit_rate = json.at_or_null("bit_rate").integer_or(0);
  a.language = json.at_or_null("language").string_or("");
  a.title = json.at_or_null("title").string_or("");
  return a;
}

}  // namespace

void MetadataFacts::add(const MetadataFacts& others) {
  for (const MetadataName& known : metadata_names)
    if (others.*known.present) this->*known.present = true;
}

Json SourceFacts::to_json() const {
  Json json = Json::object({{"schema", "facts/1"},
                            {"kind", kind},
                            {"container", container},
                            {"bytes", static_cast<long long>(bytes)},
                            {"duration_seconds", duration_seconds},
                            {"has_cover", has_cover},
                            {"image_width", image_width},
                            {"image_height", image_height},
                            {"image_orientation", image_orientation},
                            {"text_encoding", text_encoding},
                            {"metadata", Json::object({{"location", metadata.location},
                                                       {"device", metadata.device},
                                                       {"person", metadata.person},
                                                       {"creation_time", metadata.creation_time},
                                                       {"credit", metadata.credit},
                                                       {"licence", metadata.licence}})}});
  if (!title.empty()) json["title"] = title;
  if (metadata.comment) json["metadata_comment"] = true;
  if (metadata.unreadable) json["metadata_unreadable"] = true;
  if (cover_metadata != MetadataFacts{}) json["cover_metadata"] = json_of(cover_metadata);
  json["video"] = video ? json_of(*video) : Json();
  json["audio"] = Json::empty_array();
  for (const AudioFacts& track : audio) json["audio"].push_back(json_of(track));
  json["subtitles"] = Json::empty_array();
  for (const SubtitleFacts& track : subtitles)
    json["subtitles"].push_back(
        Json::object({{"stream_index", track.stream_index}, {"codec", track.codec}, {"language", track.language}}));
  return json;
}

Result<SourceFacts> SourceFacts::from_json(const Json& json) {
  TRY_ASSIGN(const std::string schema, json.require_string("schema"));
  if (schema != "facts/1")
    return fail(Errc::unsupported, "base.schema_unknown", {{"schema", schema}, {"expected", "facts/1"}});
  SourceFacts facts;
  TRY_ASSIGN(facts.kind, json.require_string("kind"));
  TRY_ASSIGN(facts.container, json.require_string("container"));
  facts.bytes = static_cast<std::uint64_t>(json.at_or_null("bytes").integer_or(0));
  facts.duration_seconds = json.at_or_null("duration_seconds").number_or(0);
  facts.title = json.at_or_null("title").string_or("");
  if (!json.at_or_null("video").is_null()) facts.video = video_from(json.at_or_null("video"));
  for (const Json& track : json.at_or_null("audio").items()) facts.audio.push_back(audio_from(track));
  for (const Json& track : json.at_or_null("subtitles").items())
    facts.subtitles.push_back({int_of(track, "stream_index"), track.at_or_null("codec").string_or(""),
                               track.at_or_null("language").string_or("")});
  facts.has_cover = json.at_or_null("has_cover").boolean_or(false);
  facts.image_width = int_of(json, "image_width");
  facts.image_height = int_of(json, "image_height");
  facts.image_orientation = static_cast<int>(json.at_or_null("image_orientation").integer_or(1));
  facts.text_encoding = json.at_or_null("text_encoding").string_or("");
  facts.metadata = metadata_from(json.at_or_null("metadata"));
  facts.cover_metadata = metadata_from(json.at_or_null("cover_metadata"));
  facts.metadata.comment = json.at_or_null("metadata_comment").boolean_or(false);
  facts.metadata.unreadable = json.at_or_null("metadata_unreadable").boolean_or(false);
  return facts;
}

}  // namespace integrart
