#include "pipeline/base/documents/activity_content.h"

#include <algorithm>
#include <numeric>

#include "pipeline/base/text.h"

namespace integrart {

namespace {

constexpr double last_second = 1e10;

tl::unexpected<Error> refused(std::string_view key, std::string_view expected) {
  return fail(Errc::invalid_input, "base.document_member",
              {{"key", std::string(key)}, {"expected", std::string(expected)}});
}

// ---- offsets: bytes here, code points in the document

/// Half-open, as all offsets in documents are.
Json span_json(std::string_view text, std::size_t begin, std::size_t length) {
  return Json::array({code_point_count(text.substr(0, begin)), code_point_count(text.substr(0, begin + length))});
}

/// Bytes of the first `count` code points of `text`; nothing when it has fewer.
std::optional<std::size_t> bytes_of_points(std::string_view text, std::int64_t count) {
  std::size_t at = 0;
  for (std::int64_t point = 0; point < count; ++point) {
    if (at >= text.size()) return std::nullopt;
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
  }
  return at;
}

/// The "span" of `json`, which is about `text`. In "activity/1" it was "at": [offset, length].
Result<ByteRange> range_from(const Json& json, std::string_view text) {
  const bool is_older = json.find("span") == nullptr;
  const Json::Array& pair = json.at_or_null(is_older ? "at" : "span").items();
  if (pair.size() == 2) {
    const std::int64_t begin = pair[0].integer_or(-1);
    const std::int64_t length = is_older ? pair[1].integer_or(0) : pair[1].integer_or(0) - begin;
    const auto first = begin < 0 ? std::nullopt : bytes_of_points(text, begin);
    const auto bytes = first && length > 0 ? bytes_of_points(text.substr(*first), length) : std::nullopt;
    if (bytes) return ByteRange{*first, *first + *bytes};
  }
  return refused("span", "[begin, end) in code points, inside of the text");
}

// ---- lists of indices

Json indices(const std::vector<std::size_t>& list) {
  Json json = Json::empty_array();
  for (const std::size_t index : list) json.push_back(index);
  return json;
}

Result<std::vector<std::size_t>> indices_from(const Json& json, std::string_view key, std::size_t count) {
  std::vector<std::size_t> list;
  for (const Json& item : json.at_or_null(key).items()) {
    const std::int64_t index = item.integer_or(-1);
    if (index < 0 || static_cast<std::uint64_t>(index) >= count) return refused(key, "numbers of entries");
    list.push_back(static_cast<std::size_t>(index));
  }
  return list;
}

/// Every index below `count` exactly once.
Result<std::vector<std::size_t>> order_from(const Json& json, std::string_view key, std::size_t count) {
  TRY_ASSIGN(std::vector<std::size_t> order, indices_from(json, key, count));
  std::vector<std::size_t> sorted = order, all(count);
  std::ranges::sort(sorted);
  std::iota(all.begin(), all.end(), 0U);
  if (sorted != all) return refused(key, "the number of every entry once");
  return order;
}

// ---- texts in several languages

LocalisedText localised_from(const Json& json) {
  LocalisedText text;
  for (const auto& [language, value] : json.members()) text.by_language[language] = value.string_or("");
  return text;
}

Json localised_list(const std::vector<LocalisedText>& texts) {
  Json json = Json::empty_array();
  for (const LocalisedText& text : texts) json.push_back(to_json(text));
  return json;
}

std::vector<LocalisedText> localised_list_from(const Json& json) {
  std::vector<LocalisedText> texts;
  for (const Json& item : json.items()) texts.push_back(localised_from(item));
  return texts;
}

// ---- one shape after the other

Json gap_json(const ActivityGap& gap, std::string_view text) {
  return Json::object(
      {{"span", span_json(text, gap.begin, gap.length)}, {"answers", json_list(gap.answers)}, {"tip", gap.tip}});
}

Result<ActivityGap> gap_from(const Json& json, std::string_view text) {
  TRY_ASSIGN(const ByteRange range, range_from(json, text));
  ActivityGap gap;
  gap.begin = range.begin;
  gap.length = range.end - range.begin;
  gap.answers = texts_of(json.at_or_null("answers"));
  gap.tip = json.at_or_null("tip").string_or("");
  if (gap.answers.empty()) return refused("answers", "at least one answer");
  return gap;
}

Json content_json(const GapItem& item) {
  Json json = Json::object({{"text", item.text}, {"gaps", Json::empty_array()}});
  for (const ActivityGap& gap : item.gaps) json["gaps"].push_back(gap_json(gap, item.text));
  return json;
}

Result<ActivityContent> gaps_from(const Json& json) {
  GapItem item;
  TRY_ASSIGN(item.text, json.require_string("text"));
  std::size_t end = 0;
  for (const Json& one : json.at_or_null("gaps").items()) {
    TRY_ASSIGN(ActivityGap gap, gap_from(one, item.text));
    if (gap.begin < end) return refused("gaps", "gaps in order that do not overlap");
    end = gap.begin + gap.length;
    item.gaps.push_back(std::move(gap));
  }
  return item;
}

Json content_json(const ChoiceItem& item) {
  return Json::object({{"text", item.text},
                       {"gap", gap_json(item.gap, item.text)},
                       {"options", json_list(item.options)},
                       {"correct", item.correct}});
}

Result<ActivityContent> choice_from(const Json& json) {
  ChoiceItem item;
  TRY_ASSIGN(item.text, json.require_string("text"));
  TRY_ASSIGN(item.gap, gap_from(json.at_or_null("gap"), item.text));
  item.options = texts_of(json.at_or_null("options"));
  const std::int64_t correct = json.at_or_null("correct").integer_or(-1);
  if (correct < 0 || static_cast<std::uint64_t>(correct) >= item.options.size())
    return refused("correct", "the number of an option");
  item.correct = static_cast<std::size_t>(correct);
  return item;
}

Json content_json(const OrderItem& item) {
  return Json::object({{"lines", json_list(item.lines)}, {"shown", indices(item.shown)}});
}

Result<ActivityContent> lines_in_order_from(const Json& json) {
  OrderItem item;
  item.lines = texts_of(json.at_or_null("lines"));
  TRY_ASSIGN(item.shown, order_from(json, "shown", item.lines.size()));
  return item;
}

Json content_json(const MatchItem& item) {
  Json json = Json::object({{"pairs", Json::empty_array()}, {"shown", indices(item.shown)}});
  for (const MatchPair& pair : item.pairs)
    json["pairs"].push_back(Json::object({{"line", pair.line}, {"translation", to_json(pair.translation)}}));
  return json;
}

Result<ActivityContent> match_from(const Json& json) {
  MatchItem item;
  for (const Json& pair : json.at_or_null("pairs").items()) {
    TRY_ASSIGN(std::string line, pair.require_string("line"));
    item.pairs.push_back({std::move(line), localised_from(pair.at_or_null("translation"))});
  }
  TRY_ASSIGN(item.shown, order_from(json, "shown", item.pairs.size()));
  return item;
}

Json content_json(const DictationItem& item) {
  return Json::object(
      {{"text", item.text}, {"accepted", json_list(item.accepted)}, {"translation", to_json(item.translation)}});
}

Result<ActivityContent> dictation_from(const Json& json) {
  DictationItem item;
  TRY_ASSIGN(item.text, json.require_string("text"));
  item.accepted = texts_of(json.at_or_null("accepted"));
  item.translation = localised_from(json.at_or_null("translation"));
  return item;
}

Json content_json(const VocabularyItem& item) {
  return Json::object({{"word", item.word},
                       {"count", item.count},
                       {"example", item.example},
                       {"span", span_json(item.example, item.begin, item.length)},
                       {"translation", to_json(item.translation)}});
}

Result<ActivityContent> vocabulary_from(const Json& json) {
  VocabularyItem item;
  TRY_ASSIGN(item.word, json.require_string("word"));
  TRY_ASSIGN(item.example, json.require_string("example"));
  TRY_ASSIGN(const ByteRange range, range_from(json, item.example));
  item.begin = range.begin;
  item.length = range.end - range.begin;
  item.count = static_cast<std::size_t>(std::max<std::int64_t>(1, json.at_or_null("count").integer_or(1)));
  item.translation = localised_from(json.at_or_null("translation"));
  return item;
}

Json content_json(const FlashcardItem& item) {
  return Json::object({{"front", item.front}, {"back", to_json(item.back)}});
}

Result<ActivityContent> flashcard_from(const Json& json) {
  FlashcardItem item;
  TRY_ASSIGN(item.front, json.require_string("front"));
  item.back = localised_from(json.at_or_null("back"));
  return item;
}

Json content_json(const LineItem& item) {
  Json json =
      Json::object({{"text", item.text}, {"words", Json::empty_array()}, {"translation", to_json(item.translation)}});
  for (const WordTiming& word : item.words)
    json["words"].push_back(Json::object({{"start", word.when.begin.seconds()},
                                          {"end", word.when.end ? Json(word.when.end->seconds()) : Json()},
                                          {"text", word.text}}));
  return json;
}

Result<ActivityContent> line_from(const Json& json) {
  const auto is_time = [](const Json& time) {
    return time.is_number() && time.number_or(-1) >= 0 && time.number_or(-1) <= last_second;
  };
  LineItem item;
  TRY_ASSIGN(item.text, json.require_string("text"));
  for (const Json& one : json.at_or_null("words").items()) {
    WordTiming word;
    TRY_ASSIGN(word.text, one.require_string("text"));
    const Json& begin = one.at_or_null("start");
    const Json& end = one.at_or_null("end");
    if (!is_time(begin) || (!end.is_null() && !is_time(end))) return refused("words", "times in seconds");
    word.when.begin = MediaTime::from_seconds(begin.number_or(0));
    if (!end.is_null()) word.when.end = MediaTime::from_seconds(end.number_or(0));
    item.words.push_back(std::move(word));
  }
  item.translation = localised_from(json.at_or_null("translation"));
  return item;
}

Json content_json(const QuestionItem& item) {
  return Json::object({{"question", to_json(item.question)},
                       {"options", localised_list(item.options)},
                       {"correct", indices(item.correct)},
                       {"answers", localised_list(item.answers)},
                       {"explanation", to_json(item.explanation)}});
}

Result<ActivityContent> question_from(const Json& json) {
  QuestionItem item;
  item.question = localised_from(json.at_or_null("question"));
  if (item.question.empty()) return refused("question", "a text");
  item.options = localised_list_from(json.at_or_null("options"));
  TRY_ASSIGN(item.correct, indices_from(json, "correct", item.options.size()));
  item.answers = localised_list_from(json.at_or_null("answers"));
  item.explanation = localised_from(json.at_or_null("explanation"));
  return item;
}

}  // namespace

Json to_json(const ActivityContent& content) {
  return std::visit([](const auto& item) { return content_json(item); }, content);
}

Result<ActivityContent> content_from_json(const Json& json, std::string_view kind) {
  if (kind == "gap_fill") return gaps_from(json);
  if (kind == "choice") return choice_from(json);
  if (kind == "order") return lines_in_order_from(json);
  if (kind == "match") return match_from(json);
  if (kind == "dictation") return dictation_from(json);
  if (kind == "vocabulary") return vocabulary_from(json);
  if (kind == "flashcards") return flashcard_from(json);
  if (kind == "karaoke" || kind == "repeat") return line_from(json);
  return question_from(json);
}

}  // namespace integrart
