#include "pipeline/base/documents/exchange.h"

#include <algorithm>

namespace integrart {

namespace {

std::string_view name_of(ExchangePiece::Kind kind) {
  switch (kind) {
    case ExchangePiece::Kind::text:
      return "text";
    case ExchangePiece::Kind::standalone:
      return "standalone";
    case ExchangePiece::Kind::opening:
      return "opening";
    case ExchangePiece::Kind::closing:
      return "closing";
  }
  return "text";
}

Json map_to_json(const std::map<std::string, std::string>& map) {
  Json json = Json::empty_object();
  for (const auto& [key, value] : map) json[key] = value;
  return json;
}

/// Members that say nothing are left out.
void put(Json& json, std::string_view key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}

Json text_to_json(const ExchangeText& text) {
  Json list = Json::empty_array();
  for (const ExchangePiece& piece : text) {
    Json json = Json::object({{"kind", name_of(piece.kind)}, {"text", piece.text}});
    put(json, "id", piece.id);
    put(json, "element", piece.element);
    if (!piece.attributes.empty()) json["attributes"] = map_to_json(piece.attributes);
    list.push_back(std::move(json));
  }
  return list;
}

Json segment_to_json(const ExchangeSegment& segment) {
  Json json = Json::object({{"ignorable", segment.ignorable}});
  json["pieces"] = segment.text ? text_to_json(*segment.text) : Json();
  put(json, "id", segment.id);
  put(json, "state", segment.state);
  put(json, "sub_state", segment.sub_state);
  if (segment.order) json["order"] = *segment.order;
  return json;
}

Json variant_to_json(const ExchangeVariant& variant) {
  Json json = Json::object({{"language", variant.language.text()}, {"text", plain_text(variant)}});
  Json segments = Json::empty_array();
  for (const ExchangeSegment& segment : variant.segments) segments.push_back(segment_to_json(segment));
  json["segments"] = std::move(segments);
  if (!variant.properties.empty()) json["properties"] = map_to_json(variant.properties);
  return json;
}

Json notes_to_json(const std::vector<ExchangeNote>& notes) {
  Json list = Json::empty_array();
  for (const ExchangeNote& note : notes) {
    Json json = Json::object({{"text", note.text}, {"priority", note.priority}});
    put(json, "category", note.category);
    put(json, "applies_to", note.applies_to);
    put(json, "author", note.author);
    list.push_back(std::move(json));
  }
  return list;
}

Json unit_to_json(const ExchangeUnit& unit, const std::vector<ExchangeFile>& files) {
  Json json = Json::object({{"id", unit.id}, {"translate", unit.translate}});
  put(json, "name", unit.name);
  if (unit.file < files.size()) put(json, "file", files[unit.file].id);
  if (!unit.groups.empty()) json["groups"] = json_list(unit.groups);
  Json variants = Json::empty_array();
  for (const ExchangeVariant& variant : unit.variants) variants.push_back(variant_to_json(variant));
  json["variants"] = std::move(variants);
  if (!unit.notes.empty()) json["notes"] = notes_to_json(unit.notes);
  for (const ExchangeMatch& match : unit.matches) {
    Json item = Json::object({{"source", plain_text(match.source)}, {"target", plain_text(match.target)}});
    put(item, "origin", match.origin);
    item["quality"] = match.quality ? Json(*match.quality) : Json();
    json["matches"].push_back(std::move(item));
  }
  if (unit.most_characters) json["most_characters"] = *unit.most_characters;
  if (!unit.properties.empty()) json["properties"] = map_to_json(unit.properties);
  return json;
}

}  // namespace

const ExchangeVariant* ExchangeUnit::find(const LanguageTag& language) const {
  const auto found = std::ranges::find(variants, language, &ExchangeVariant::language);
  return found == variants.end() ? nullptr : &*found;
}

Json ExchangeDocument::to_json() const {
  Json json = Json::object({{"schema", "exchange/1"},
                            {"version", version},
                            {"source_language", source_language.text()},
                            {"target_language", target_language.text()}});
  Json list = Json::empty_array();
  for (const ExchangeUnit& unit : units) list.push_back(unit_to_json(unit, files));
  json["units"] = std::move(list);
  if (!properties.empty()) json["properties"] = map_to_json(properties);
  return json;
}

ExchangePiece text_piece(std::string_view text) {
  ExchangePiece piece;
  piece.text = text;
  return piece;
}

ExchangeText plain_exchange_text(std::string_view text) {
  ExchangeText pieces;
  if (!text.empty()) pieces.push_back(text_piece(text));
  return pieces;
}

std::string plain_text(const ExchangeText& text) {
  std::string plain;
  for (const ExchangePiece& piece : text)
    if (piece.kind == ExchangePiece::Kind::text) plain += piece.text;
  return plain;
}

std::string plain_text(const ExchangeVariant& variant) {
  std::vector<std::pair<std::int64_t, const ExchangeSegment*>> ordered;
  for (const ExchangeSegment& segment : variant.segments)
    ordered.emplace_back(segment.order.value_or(static_cast<std::int64_t>(ordered.size()) + 1), &segment);
  std::ranges::stable_sort(ordered, {}, [](const auto& entry) { return entry.first; });
  std::string plain;
  for (const auto& [order, segment] : ordered)
    if (segment->text) plain += plain_text(*segment->text);
  return plain;
}

bool has_text(const ExchangeVariant& variant) {
  return std::ranges::any_of(variant.segments, [](const ExchangeSegment& segment) {
    return !segment.ignorable && segment.text && !segment.text->empty();
  });
}

ExchangeVariant exchange_variant(const LanguageTag& language, ExchangeText text, std::string_view state) {
  ExchangeVariant variant;
  variant.language = language;
  ExchangeSegment segment;
  segment.text = std::move(text);
  segment.state = state;
  variant.segments.push_back(std::move(segment));
  return variant;
}

}  // namespace integrart
