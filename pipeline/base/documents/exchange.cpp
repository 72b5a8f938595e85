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
    put(json, "id", note.id);
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
  if (unit.file > 0) json["file_number"] = unit.file;
  if (unit.keep_space) json["keep_space"] = true;
  if (!unit.groups.empty()) json["groups"] = json_list(unit.groups);
  Json variants = Json::empty_array();
  for (const ExchangeVariant& variant : unit.variants) variants.push_back(variant_to_json(variant));
  json["variants"] = std::move(variants);
  if (!unit.notes.empty()) json["notes"] = notes_to_json(unit.notes);
  for (const ExchangeMatch& match : unit.matches) {
    Json item = Json::object({{"source", plain_text(match.source)}, {"target", plain_text(match.target)}});
    put(item, "id", match.id);
    put(item, "origin", match.origin);
    item["source_pieces"] = text_to_json(match.source);
    item["target_pieces"] = text_to_json(match.target);
    item["quality"] = match.quality ? Json(*match.quality) : Json();
    json["matches"].push_back(std::move(item));
  }
  if (unit.most_characters) json["most_characters"] = *unit.most_characters;
  if (!unit.properties.empty()) json["properties"] = map_to_json(unit.properties);
  return json;
}

std::string text_at(const Json& json, std::string_view key) {
  return json.at_or_null(key).string_or("");
}

std::map<std::string, std::string> map_from(const Json& json) {
  std::map<std::string, std::string> map;
  for (const auto& [key, value] : json.members()) map[key] = value.string_or("");
  return map;
}

ExchangeText text_from(const Json& json) {
  ExchangeText text;
  for (const Json& item : json.items()) {
    ExchangePiece piece;
    const std::string kind = text_at(item, "kind");
    for (const auto known :
         {ExchangePiece::Kind::standalone, ExchangePiece::Kind::opening, ExchangePiece::Kind::closing})
      if (name_of(known) == kind) piece.kind = known;
    piece.text = text_at(item, "text");
    piece.id = text_at(item, "id");
    piece.element = text_at(item, "element");
    piece.attributes = map_from(item.at_or_null("attributes"));
    text.push_back(std::move(piece));
  }
  return text;
}

Result<LanguageTag> language_from(const Json& json, std::string_view key) {
  TRY_ASSIGN(auto parsed, LanguageTag::parse(json.at_or_null(key).string_or("und")));
  return std::move(parsed.value);
}

Result<ExchangeVariant> variant_from(const Json& json) {
  ExchangeVariant variant;
  TRY_ASSIGN(variant.language, language_from(json, "language"));
  variant.properties = map_from(json.at_or_null("properties"));
  for (const Json& item : json.at_or_null("segments").items()) {
    ExchangeSegment segment;
    segment.id = text_at(item, "id");
    segment.ignorable = item.at_or_null("ignorable").boolean_or(false);
    if (const Json& pieces = item.at_or_null("pieces"); !pieces.is_null()) segment.text = text_from(pieces);
    segment.state = text_at(item, "state");
    segment.sub_state = text_at(item, "sub_state");
    if (const Json& order = item.at_or_null("order"); !order.is_null()) segment.order = order.integer_or(0);
    variant.segments.push_back(std::move(segment));
  }
  return variant;
}

std::vector<ExchangeNote> notes_from(const Json& json) {
  std::vector<ExchangeNote> notes;
  for (const Json& item : json.items()) {
    ExchangeNote note;
    note.id = text_at(item, "id");
    note.text = text_at(item, "text");
    note.category = text_at(item, "category");
    note.applies_to = text_at(item, "applies_to");
    note.author = text_at(item, "author");
    note.priority = item.at_or_null("priority").integer_or(1);
    notes.push_back(std::move(note));
  }
  return notes;
}

ExchangeMatch match_from(const Json& json) {
  ExchangeMatch match;
  match.id = text_at(json, "id");
  match.origin = text_at(json, "origin");
  if (const Json& quality = json.at_or_null("quality"); !quality.is_null()) match.quality = quality.number_or(0);
  match.source = text_from(json.at_or_null("source_pieces"));
  match.target = text_from(json.at_or_null("target_pieces"));
  return match;
}

Result<ExchangeUnit> unit_from(const Json& json) {
  ExchangeUnit unit;
  TRY_ASSIGN(unit.id, json.require_string("id"));
  unit.name = text_at(json, "name");
  unit.file = static_cast<std::size_t>(std::max<std::int64_t>(0, json.at_or_null("file_number").integer_or(0)));
  unit.groups = texts_of(json.at_or_null("groups"));
  unit.translate = json.at_or_null("translate").boolean_or(true);
  unit.keep_space = json.at_or_null("keep_space").boolean_or(false);
  for (const Json& item : json.at_or_null("variants").items()) {
    TRY_ASSIGN(ExchangeVariant variant, variant_from(item));
    unit.variants.push_back(std::move(variant));
  }
  unit.notes = notes_from(json.at_or_null("notes"));
  for (const Json& item : json.at_or_null("matches").items()) unit.matches.push_back(match_from(item));
  if (const Json& most = json.at_or_null("most_characters"); !most.is_null()) unit.most_characters = most.integer_or(0);
  unit.properties = map_from(json.at_or_null("properties"));
  return unit;
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
  json["files"] = Json::empty_array();
  for (const ExchangeFile& file : files)
    json["files"].push_back(
        Json::object({{"id", file.id}, {"original", file.original}, {"notes", notes_to_json(file.notes)}}));
  Json list = Json::empty_array();
  for (const ExchangeUnit& unit : units) list.push_back(unit_to_json(unit, files));
  json["units"] = std::move(list);
  if (!properties.empty()) json["properties"] = map_to_json(properties);
  return json;
}

Result<ExchangeDocument> ExchangeDocument::from_json(const Json& json) {
  TRY_ASSIGN(const std::string schema, json.require_string("schema"));
  if (schema != "exchange/1")
    return fail(Errc::unsupported, "base.schema_unknown", {{"schema", schema}, {"expected", "exchange/1"}});
  ExchangeDocument document;
  document.version = text_at(json, "version");
  TRY_ASSIGN(document.source_language, language_from(json, "source_language"));
  TRY_ASSIGN(document.target_language, language_from(json, "target_language"));
  for (const Json& item : json.at_or_null("files").items())
    document.files.push_back({text_at(item, "id"), text_at(item, "original"), notes_from(item.at_or_null("notes"))});
  for (const Json& item : json.at_or_null("units").items()) {
    TRY_ASSIGN(ExchangeUnit unit, unit_from(item));
    document.units.push_back(std::move(unit));
  }
  document.properties = map_from(json.at_or_null("properties"));
  return document;
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
