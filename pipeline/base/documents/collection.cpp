#include "pipeline/base/documents/collection.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "pipeline/base/date.h"
#include "pipeline/base/documents/reader.h"
#include "pipeline/base/licence_name.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/text.h"

namespace integrart {

namespace {

constexpr std::array<std::string_view, 4> work_kinds{"video", "audio", "image", "text"};
constexpr std::array<std::string_view, 6> cefr_levels{"A1", "A2", "B1", "B2", "C1", "C2"};

Error invalid(std::string_view key, std::string_view expected) {
  return Error{Errc::invalid_input,
               {"base.document_member", {{"key", std::string(key)}, {"expected", std::string(expected)}}},
               {},
               std::source_location::current()};
}

bool is_identifier(std::string_view id) {
  return !id.empty() && id.size() <= 64 && id.front() != '-' && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

/// A path that stays inside the collection folder: relative, no "..", no NUL, no empty part.
bool stays_inside(std::string_view path) {
  if (path.empty() || path.front() == '/' || path.find('\0') != std::string_view::npos) return false;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    if (part.empty() || part == "." || part == "..") return false;
    begin = end + 1;
  }
  return true;
}

/// Reads one collection; notes gather here.
class CollectionReader {
 public:
  Result<Noted<Collection>> read(const Json& json);

 private:
  Result<LanguageTag> language(const Json& json, const std::string& path);
  Result<LocalisedText> localised(const Json& json, const std::string& path);
  Result<std::vector<Creator>> creators(const Json& json, const std::string& path);
  Result<std::optional<Consent>> consent(const Json& json, const std::string& path);
  Result<std::vector<LocalisedText>> objectives(const Json& json, const std::string& path);
  Result<std::map<std::string, std::string>> audio(const Json& json, const std::string& path,
                                                   const CollectionWork& work);
  Result<std::vector<Question>> questions(const Json& json, const std::string& path);
  Result<Question> question(const Json& json, const std::string& path);
  Result<CollectionWork> work(const Json& json, const std::string& path);
  Result<PackRequest> pack(const Json& json);
  void note_unknown(const DocumentReader& reader);

  std::vector<Message> m_notes;
};

Result<LanguageTag> CollectionReader::language(const Json& json, const std::string& path) {
  if (json.is_null()) return LanguageTag{};
  auto parsed = LanguageTag::parse(json.string_or(""));
  if (!parsed)
    return tl::unexpected<Error>(while_doing(std::move(parsed).error(), {"base.reading_key", {{"key", path}}}));
  for (Message& note : parsed->notes) m_notes.push_back(std::move(note));
  return parsed->value;
}

Result<LocalisedText> CollectionReader::localised(const Json& json, const std::string& path) {
  LocalisedText text;
  if (json.is_null()) return text;
  if (json.is_string()) {
    text.by_language["und"] = json.string_or("");
    return text;
  }
  if (!json.is_object()) return tl::unexpected<Error>(invalid(path, "text, or texts by language"));
  for (const auto& [tag, value] : json.members()) {
    if (!value.is_string()) return tl::unexpected<Error>(invalid(path + "." + tag, "text"));
    TRY_ASSIGN(const LanguageTag parsed, language(Json(tag), path));
    text.by_language[parsed.text()] = value.string_or("");
  }
  return text;
}

Result<std::vector<Creator>> CollectionReader::creators(const Json& json, const std::string& path) {
  std::vector<Creator> people;
  for (std::size_t i = 0; i < json.items().size(); ++i) {
    Creator creator;
    DocumentReader reader(json.items()[i], fmt::format("{}[{}]", path, i));
    reader.read("name", creator.name).read("role", creator.role).read("pseudonym", creator.pseudonym);
    if (creator.name.empty()) reader.refuse("name", "a name or a pseudonym");
    TRY(reader.finish_lenient());
    note_unknown(reader);
    people.push_back(std::move(creator));
  }
  if (!json.is_null() && !json.is_array()) return tl::unexpected<Error>(invalid(path, "list of people"));
  return people;
}

Result<std::optional<Consent>> CollectionReader::consent(const Json& json, const std::string& path) {
  if (json.is_null()) return std::optional<Consent>{};
  Consent consent;
  DocumentReader reader(json, path);
  reader.read("people", consent.people, 0, 10000)
      .read("granted", consent.granted)
      .read("expires", consent.expires)
      .read("evidence", consent.evidence);
  if (const Json& minors = reader.member("minors"); minors.is_bool())
    consent.minors = minors.boolean_or(false);
  else if (!minors.is_null())
    reader.refuse("minors", "true or false");
  if (!consent.expires.empty() && !is_date(consent.expires)) reader.refuse("expires", "YYYY-MM-DD");
  if (!consent.evidence.empty() && !stays_inside(consent.evidence))
    reader.refuse("evidence", "a file inside the collection folder");
  TRY(reader.finish_lenient());
  note_unknown(reader);
  return std::optional<Consent>(std::move(consent));
}

Result<std::vector<LocalisedText>> CollectionReader::objectives(const Json& json, const std::string& path) {
  constexpr std::uint64_t most = CollectionLimits{}.objectives;
  std::vector<LocalisedText> list;
  if (!json.is_null() && (!json.is_array() || json.items().size() > most))
    return tl::unexpected<Error>(invalid(path, fmt::format("list of at most {} texts", most)));
  for (std::size_t i = 0; i < json.items().size(); ++i) {
    const std::string place = fmt::format("{}[{}]", path, i);
    TRY_ASSIGN(LocalisedText text, localised(json.items()[i], place));
    const auto says_nothing = [](const auto& entry) { return entry.second.empty(); };
    if (text.empty() || std::ranges::any_of(text.by_language, says_nothing))
      return tl::unexpected<Error>(invalid(place, "text, or texts by language"));
    list.push_back(std::move(text));
  }
  return list;
}

/// Files by language. A film or a song sounds in its own language already; a text does not sound at all.
Result<std::map<std::string, std::string>> CollectionReader::audio(const Json& json, const std::string& path,
                                                                   const CollectionWork& work) {
  constexpr std::uint64_t most = CollectionLimits{}.audio_languages;
  std::map<std::string, std::string> files;
  if (json.is_null()) return files;
  if (work.kind == "image") return tl::unexpected<Error>(invalid(path, "a work that is not an image"));
  if (!json.is_object() || json.members().size() > most)
    return tl::unexpected<Error>(invalid(path, fmt::format("files by language, at most {}", most)));
  for (const auto& [tag, file] : json.members()) {
    TRY_ASSIGN(const LanguageTag parsed, language(Json(tag), path));
    const std::string place = path + "." + tag;
    if (!file.is_string() || !stays_inside(file.string_or("")))
      return tl::unexpected<Error>(invalid(place, "a file inside the collection folder"));
    if (parsed.is_undetermined() || (work.kind != "text" && parsed == work.language))
      return tl::unexpected<Error>(invalid(place, "another language than the work's"));
    if (!files.emplace(parsed.text(), file.string_or("")).second)
      return tl::unexpected<Error>(invalid(place, "one file for each language"));
  }
  return files;
}

Result<Question> CollectionReader::question(const Json& json, const std::string& path) {
  Question question;
  DocumentReader reader(json, path);
  std::vector<int> correct;
  TRY_ASSIGN(question.question, localised(reader.member("question"), reader.path_of("question")));
  TRY_ASSIGN(question.explanation, localised(reader.member("explanation"), reader.path_of("explanation")));
  for (const auto& [key, texts] : {std::pair("options", &question.options), std::pair("answers", &question.answers)})
    for (const Json& one : reader.member(key).items()) {
      TRY_ASSIGN(LocalisedText text, localised(one, reader.path_of(key)));
      texts->push_back(std::move(text));
    }
  reader.read("correct", correct, 1, static_cast<int>(question.options.size()));
  for (const int number : correct) question.correct.push_back(static_cast<std::size_t>(number) - 1);
  if (question.question.empty()) reader.refuse("question", "a text");
  if (!question.options.empty() && correct.empty())
    reader.refuse("correct", "the numbers of the right options, counted from 1");
  TRY(reader.finish_lenient());
  note_unknown(reader);
  return question;
}

Result<std::vector<Question>> CollectionReader::questions(const Json& json, const std::string& path) {
  std::vector<Question> list;
  for (std::size_t i = 0; i < json.items().size(); ++i) {
    TRY_ASSIGN(Question next, question(json.items()[i], fmt::format("{}[{}]", path, i)));
    list.push_back(std::move(next));
  }
  if (!json.is_null() && !json.is_array()) return tl::unexpected<Error>(invalid(path, "list of questions"));
  return list;
}

Result<CollectionWork> CollectionReader::work(const Json& json, const std::string& path) {
  CollectionWork work;
  DocumentReader reader(json, path);
  std::string redact;
  std::string soften;
  std::string mask;
  reader.read("id", work.id)
      .read("kind", work.kind)
      .read("file", work.file)
      .read("licence", work.licence)
      .read("lyrics", work.lyrics)
      .read("subtitles", work.subtitles)
      .read("translations", work.translations)
      .read("pictures", work.pictures)
      .read("edited_activities", work.edited_activities)
      .read("private", work.is_private)
      .read("seen", work.seen)
      .read("redact", redact)
      .read("soften", soften)
      .read("mask", mask)
      .read("level", work.level)
      .read("about", work.about);
  if (!is_identifier(work.id)) reader.refuse("id", "a-z, 0-9 and -, at most 64");
  if (std::find(work_kinds.begin(), work_kinds.end(), work.kind) == work_kinds.end())
    reader.refuse("kind", "video, audio, image or text");
  if (!work.level.empty() && std::find(cefr_levels.begin(), cefr_levels.end(), work.level) == cefr_levels.end())
    reader.refuse("level", "A1, A2, B1, B2, C1 or C2");
  if (!redact.empty() && redact != "faces") reader.refuse("redact", "faces");
  work.covers_faces = redact == "faces";
  if (!soften.empty() && soften != "flashes") reader.refuse("soften", "flashes");
  work.softens_flashes = soften == "flashes";
  if (!mask.empty() && mask != "personal_data") reader.refuse("mask", "personal_data");
  work.masks_words = mask == "personal_data";
  const auto check_path = [&](std::string_view key, const std::string& file) {
    if (!stays_inside(file)) reader.refuse(key, "a file inside the collection folder");
  };
  check_path("file", work.file);
  if (!work.lyrics.empty()) check_path("lyrics", work.lyrics);
  if (!work.edited_activities.empty()) check_path("edited_activities", work.edited_activities);
  for (const std::string& file : work.subtitles) check_path("subtitles", file);
  for (const std::string& file : work.translations) check_path("translations", file);
  for (const std::string& file : work.pictures) check_path("pictures", file);
  TRY_ASSIGN(work.language, language(reader.member("language"), reader.path_of("language")));
  TRY_ASSIGN(work.title, localised(reader.member("title"), reader.path_of("title")));
  TRY_ASSIGN(work.description, localised(reader.member("description"), reader.path_of("description")));
  TRY_ASSIGN(work.alt, localised(reader.member("alt"), reader.path_of("alt")));
  TRY_ASSIGN(work.creators, creators(reader.member("creators"), reader.path_of("creators")));
  TRY_ASSIGN(work.questions, questions(reader.member("questions"), reader.path_of("questions")));
  TRY_ASSIGN(work.objectives, objectives(reader.member("objectives"), reader.path_of("objectives")));
  TRY_ASSIGN(work.audio, audio(reader.member("audio"), reader.path_of("audio"), work));
  if (!reader.member("activities").is_null()) reader.read("activities", work.activities.emplace());
  TRY_ASSIGN(work.consent, consent(reader.member("consent"), reader.path_of("consent")));
  TRY_ASSIGN(work.reviews, reviews_from_json(reader.member("reviews"), reader.path_of("reviews")));
  TRY(reader.finish_lenient());
  note_unknown(reader);
  return work;
}

Result<PackRequest> CollectionReader::pack(const Json& json) {
  PackRequest request;
  if (json.is_null()) return request;
  DocumentReader reader(json, "pack");
  reader.read("formats", request.formats)
      .read("activities", request.activities)
      .read("size_budget_mb", request.size_budget_mb, 0, 1e6);
  TRY(reader.finish_lenient());
  note_unknown(reader);
  return request;
}

void CollectionReader::note_unknown(const DocumentReader& reader) {
  for (const std::string& key : reader.unknown_keys())
    m_notes.push_back({"base.document_key_ignored", {{"key", display_name(key)}}});
}

Result<Noted<Collection>> CollectionReader::read(const Json& json) {
  Collection collection;
  DocumentReader reader(json, "");
  std::string schema;
  std::string drafts = "left_out";
  reader.read("schema", schema)
      .read("id", collection.id)
      .read("licence", collection.licence)
      .read("publisher", collection.publisher)
      .read("published", collection.published)
      .read("drafts", drafts)
      .read("glossaries", collection.glossaries);
  if (schema != "collection/1")
    return fail(Errc::unsupported, "base.schema_unknown", {{"schema", schema}, {"expected", "collection/1"}});
  if (!is_identifier(collection.id)) reader.refuse("id", "a-z, 0-9 and -, at most 64");
  // No year before 1980: the clocks of archives and of old devices begin there.
  if (!collection.published.empty() && (!is_date(collection.published) || collection.published < "1980"))
    reader.refuse("published", "YYYY-MM-DD");
  if (drafts != "allowed" && drafts != "left_out") reader.refuse("drafts", "allowed or left_out");
  collection.drafts_allowed = drafts == "allowed";
  for (const std::string& file : collection.glossaries)
    if (!stays_inside(file)) reader.refuse("glossaries", "a file inside the collection folder");
  TRY_ASSIGN(collection.title, localised(reader.member("title"), "title"));
  TRY_ASSIGN(collection.description, localised(reader.member("description"), "description"));
  for (const Json& tag : reader.member("languages").items()) {
    TRY_ASSIGN(LanguageTag parsed, language(tag, "languages"));
    collection.languages.push_back(std::move(parsed));
  }
  TRY_ASSIGN(collection.pack, pack(reader.member("pack")));
  const Json& works = reader.member("works");
  if (!works.is_array() || works.items().empty()) reader.refuse("works", "at least one work");
  if (works.items().size() > CollectionLimits{}.works)
    reader.refuse("works", fmt::format("at most {} works", CollectionLimits{}.works));
  TRY(reader.finish_lenient());
  note_unknown(reader);
  std::set<std::string> ids;
  for (std::size_t i = 0; i < works.items().size(); ++i) {
    const std::string path = fmt::format("works[{}]", i);
    TRY_ASSIGN(CollectionWork next, work(works.items()[i], path));
    if (!ids.insert(next.id).second)
      return tl::unexpected<Error>(invalid(path + ".id", "an id that no other work has"));
    collection.works.push_back(std::move(next));
  }
  return Noted<Collection>{std::move(collection), std::move(m_notes)};
}

Json json_of(const Question& question) {
  Json correct = Json::empty_array();
  for (const std::size_t index : question.correct) correct.push_back(index + 1);
  return Json::object({{"question", to_json(question.question)},
                       {"options", to_json(question.options)},
                       {"correct", std::move(correct)},
                       {"answers", to_json(question.answers)},
                       {"explanation", to_json(question.explanation)}});
}

Json json_of(const CollectionWork& work) {
  Json json = Json::object({{"id", work.id},
                            {"kind", work.kind},
                            {"file", work.file},
                            {"language", work.language.text()},
                            {"title", to_json(work.title)},
                            {"description", to_json(work.description)},
                            {"alt", to_json(work.alt)},
                            {"licence", work.licence},
                            {"lyrics", work.lyrics},
                            {"subtitles", json_list(work.subtitles)},
                            {"translations", json_list(work.translations)},
                            {"pictures", json_list(work.pictures)},
                            {"private", work.is_private},
                            {"level", work.level},
                            {"about", json_list(work.about)}});
  json["creators"] = to_json(work.creators);
  if (work.consent)
    json["consent"] = Json::object({{"people", work.consent->people},
                                    {"granted", json_list(work.consent->granted)},
                                    {"expires", work.consent->expires},
                                    {"evidence", work.consent->evidence},
                                    {"minors", work.consent->minors ? Json(*work.consent->minors) : Json()}});
  if (!work.seen) json["seen"] = false;
  if (!work.reviews.empty()) json["reviews"] = to_json(work.reviews);
  if (!work.objectives.empty()) json["objectives"] = to_json(work.objectives);
  for (const auto& [language, file] : work.audio) json["audio"][language] = file;
  if (work.covers_faces) json["redact"] = "faces";
  if (work.softens_flashes) json["soften"] = "flashes";
  if (work.masks_words) json["mask"] = "personal_data";
  if (work.activities) json["activities"] = json_list(*work.activities);
  if (!work.edited_activities.empty()) json["edited_activities"] = work.edited_activities;
  if (!work.questions.empty()) json["questions"] = Json::empty_array();
  for (const Question& question : work.questions) json["questions"].push_back(json_of(question));
  if (work.level.empty()) json["level"] = Json();
  if (work.lyrics.empty()) json["lyrics"] = Json();
  return json;
}

}  // namespace

Json to_json(const LocalisedText& text) {
  Json json = Json::empty_object();
  for (const auto& [language, value] : text.by_language) json[language] = value;
  return json;
}

Json to_json(const std::vector<LocalisedText>& texts) {
  Json list = Json::empty_array();
  for (const LocalisedText& text : texts) list.push_back(to_json(text));
  return list;
}

Json to_json(const std::vector<Creator>& creators) {
  Json list = Json::empty_array();
  for (const Creator& creator : creators)
    list.push_back(Json::object({{"name", creator.name}, {"role", creator.role}, {"pseudonym", creator.pseudonym}}));
  return list;
}

const std::string& LocalisedText::in(std::string_view language) const {
  static const std::string none;
  for (const std::string_view tag :
       {language, language.substr(0, language.find('-')), std::string_view("en"), std::string_view("und")})
    if (const auto found = by_language.find(tag); found != by_language.end()) return found->second;
  return by_language.empty() ? none : by_language.begin()->second;
}

Result<Noted<Collection>> Collection::from_json(const Json& json) {
  return CollectionReader().read(json);
}

Json Collection::to_json() const {
  Json json = Json::object({{"schema", "collection/1"},
                            {"id", id},
                            {"title", integrart::to_json(title)},
                            {"description", integrart::to_json(description)},
                            {"licence", licence},
                            {"publisher", publisher}});
  if (!published.empty()) json["published"] = published;
  json["drafts"] = drafts_allowed ? "allowed" : "left_out";
  json["glossaries"] = json_list(glossaries);
  json["languages"] = Json::empty_array();
  for (const LanguageTag& language : languages) json["languages"].push_back(language.text());
  json["works"] = Json::empty_array();
  for (const CollectionWork& work : works) json["works"].push_back(json_of(work));
  json["pack"] = Json::object({{"formats", json_list(pack.formats)},
                               {"activities", json_list(pack.activities)},
                               {"size_budget_mb", pack.size_budget_mb}});
  return json;
}

bool CollectionWork::may_be_changed() const {
  return integrart::may_be_changed(licence, consent ? consent->granted : std::vector<std::string>{});
}

std::vector<Message> publication_obstacles(const Collection& collection, const CollectionWork& work,
                                           std::string_view today) {
  std::vector<Message> obstacles;
  if (work.licence.empty() && collection.licence.empty())
    obstacles.push_back({"base.obstacle_licence", {{"work", work.id}}});
  if (work.creators.empty()) obstacles.push_back({"base.obstacle_credit", {{"work", work.id}}});
  if (!work.consent) {
    obstacles.push_back({"base.obstacle_consent_absent", {{"work", work.id}}});
    return obstacles;
  }
  if (!work.consent->expires.empty() && work.consent->expires < today)
    obstacles.push_back({"base.obstacle_consent_expired", {{"work", work.id}, {"date", work.consent->expires}}});
  const auto& granted = work.consent->granted;
  if (work.consent->people > 0 && std::find(granted.begin(), granted.end(), "teach") == granted.end())
    obstacles.push_back({"base.obstacle_consent_purpose", {{"work", work.id}}});
  return obstacles;
}

}  // namespace integrart
