#include "formats/pack/anki/collection.h"

#include <array>
#include <set>

#include "pipeline/base/foreign_digest.h"
#include "pipeline/base/json.h"

namespace integrart::anki {
namespace {

using Row = std::vector<DatabaseCell>;

constexpr std::int64_t first_second = 1'600'000'000;  // any fixed moment: equal content gives equal bytes
constexpr std::int64_t seconds_of_an_edition = 60;
constexpr std::array<std::string_view, 6> field_names{"Front", "Back", "Example", "Picture", "Sound", "Source"};
constexpr std::string_view note_type = "INTEGRART";

const std::vector<std::string>& schema_11() {
  // NOLINTBEGIN(bugprone-suspicious-missing-comma): one statement stands on several lines
  static const std::vector<std::string> statements{
      "CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, scm integer not null, ver "
      "integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null, models "
      "text not null, decks text not null, dconf text not null, tags text not null)",
      "CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null, usn "
      "integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null, flags "
      "integer not null, data text not null)",
      "CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null, "
      "mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not "
      "null, "
      "ivl integer not null, factor integer not null, reps integer not null, lapses integer not null, left integer not "
      "null, odue integer not null, odid integer not null, flags integer not null, data text not null)",
      "CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null, "
      "ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null, type integer "
      "not "
      "null)",
      "CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null)",
      "CREATE INDEX ix_notes_usn ON notes (usn)",
      "CREATE INDEX ix_cards_usn ON cards (usn)",
      "CREATE INDEX ix_revlog_usn ON revlog (usn)",
      "CREATE INDEX ix_cards_nid ON cards (nid)",
      "CREATE INDEX ix_cards_sched ON cards (did, queue, due)",
      "CREATE INDEX ix_revlog_cid ON revlog (cid)",
      "CREATE INDEX ix_notes_csum ON notes (csum)",
  };
  // NOLINTEND(bugprone-suspicious-missing-comma)
  return statements;
}

/// Anki numbers things by the millisecond in which they were made; here it is one that the name says.
std::int64_t number_of(std::string_view name) {
  const auto digest = sha1_of(name);
  std::int64_t number = 0;
  for (std::size_t i = 0; i < 5; ++i) number = number * 256 + digest[i];
  return 1'000'000'000'000 + number % 500'000'000'000;
}

class Numbers {
 public:
  std::int64_t unique(const std::string& name) {
    std::int64_t number = number_of(name);
    while (!m_taken.insert(number).second) ++number;
    return number;
  }

 private:
  std::set<std::int64_t> m_taken;
};

/// What Anki finds doubles by: the first eight hex digits of the SHA-1 of the first field without markup.
std::int64_t checksum_of(const std::string& plain) {
  const auto digest = sha1_of(plain);
  return static_cast<std::int64_t>(digest[0]) << 24 | static_cast<std::int64_t>(digest[1]) << 16 |
         static_cast<std::int64_t>(digest[2]) << 8 | static_cast<std::int64_t>(digest[3]);
}

/// Anki strips elements and turns the entities of escaping back.
std::string without_markup(std::string_view html) {
  static constexpr std::array<std::pair<std::string_view, char>, 7> entities{{{"&amp;", '&'},
                                                                              {"&lt;", '<'},
                                                                              {"&gt;", '>'},
                                                                              {"&quot;", '"'},
                                                                              {"&#39;", '\''},
                                                                              {"&#91;", '['},
                                                                              {"&#92;", '\\'}}};
  std::string plain;
  while (!html.empty()) {
    if (html.front() == '<') {
      html.remove_prefix(std::min(html.size(), html.find('>') + 1));
      continue;
    }
    std::size_t taken = 1;
    char letter = html.front();
    for (const auto& [entity, meaning] : entities) {
      if (!html.starts_with(entity)) continue;
      taken = entity.size();
      letter = meaning;
    }
    plain += letter;
    html.remove_prefix(taken);
  }
  return plain;
}

std::string fields_of(const Note& note, char separator) {
  std::string fields = note.front;
  for (const std::string* field : {&note.back, &note.example, &note.picture, &note.sound, &note.source})
    (fields += separator) += *field;
  return fields;
}

Json note_type_of(std::int64_t id, std::int64_t deck, std::int64_t second) {
  Json fields = Json::empty_array();
  for (std::size_t i = 0; i < field_names.size(); ++i)
    fields.push_back(Json::object({{"name", field_names[i]},
                                   {"ord", i},
                                   {"sticky", false},
                                   {"rtl", false},
                                   {"font", "Arial"},
                                   {"size", 20},
                                   {"media", Json::empty_array()}}));
  const Json card = Json::object(
      {{"name", "Card 1"},
       {"ord", 0},
       {"qfmt", "{{Front}}<div class=picture>{{Picture}}</div>"},
       {"afmt", "{{FrontSide}}<hr id=answer>{{Back}}<p>{{Example}}</p>{{Sound}}<p class=source>{{Source}}</p>"},
       {"did", Json()},
       {"bqfmt", ""},
       {"bafmt", ""}});
  return Json::object({{"id", id},
                       {"name", note_type},
                       {"type", 0},
                       {"mod", second},
                       {"usn", -1},
                       {"sortf", 0},
                       {"did", deck},
                       {"tmpls", Json::array({card})},
                       {"flds", std::move(fields)},
                       {"css",
                        ".card { font-family: sans-serif; font-size: 1.5em; text-align: center; }\n.picture img { "
                        "max-height: 40vh; }\n.source { font-size: .6em; opacity: .7; }\n"},
                       {"latexPre", ""},
                       {"latexPost", ""},
                       {"tags", Json::empty_array()},
                       {"vers", Json::empty_array()},
                       {"req", Json::array({Json::array({0, "any", Json::array({0, 3})})})}});
}

Json deck_entry(std::int64_t id, const std::string& name, std::int64_t second) {
  const Json none = Json::array({0, 0});
  return Json::object({{"id", id},
                       {"name", name},
                       {"mod", second},
                       {"usn", -1},
                       {"lrnToday", none},
                       {"revToday", none},
                       {"newToday", none},
                       {"timeToday", none},
                       {"conf", 1},
                       {"desc", ""},
                       {"dyn", 0},
                       {"collapsed", false},
                       {"browserCollapsed", false},
                       {"extendNew", 10},
                       {"extendRev", 50}});
}

/// The options of the default deck, as a new collection has them; an import does not take them over.
Json deck_options() {
  return Json::object(
      {{"id", 1},
       {"name", "Default"},
       {"mod", 0},
       {"usn", 0},
       {"maxTaken", 60},
       {"autoplay", true},
       {"timer", 0},
       {"replayq", true},
       {"dyn", false},
       {"new", Json::object({{"bury", true},
                             {"delays", Json::array({1, 10})},
                             {"initialFactor", 2500},
                             {"ints", Json::array({1, 4, 7})},
                             {"order", 1},
                             {"perDay", 20},
                             {"separate", true}})},
       {"rev", Json::object({{"bury", true},
                             {"ease4", 1.3},
                             {"fuzz", 0.05},
                             {"ivlFct", 1},
                             {"maxIvl", 36500},
                             {"minSpace", 1},
                             {"perDay", 100}})},
       {"lapse",
        Json::object(
            {{"delays", Json::array({10})}, {"leechAction", 0}, {"leechFails", 8}, {"minInt", 1}, {"mult", 0}})}});
}

Row collection_row(const Deck& deck, std::int64_t deck_id, std::int64_t type_id, std::int64_t second) {
  const Json conf = Json::object({{"nextPos", static_cast<long>(deck.notes.size() + 1)},
                                  {"estTimes", true},
                                  {"activeDecks", Json::array({1})},
                                  {"sortType", "noteFld"},
                                  {"timeLim", 0},
                                  {"sortBackwards", false},
                                  {"addToCur", true},
                                  {"curDeck", 1},
                                  {"newBury", true},
                                  {"newSpread", 0},
                                  {"dueCounts", true},
                                  {"curModel", std::to_string(type_id)},
                                  {"collapseTime", 1200}});
  Json models = Json::empty_object();
  models[std::to_string(type_id)] = note_type_of(type_id, deck_id, second);
  Json decks = Json::empty_object();
  decks["1"] = deck_entry(1, "Default", first_second);
  decks[std::to_string(deck_id)] = deck_entry(deck_id, deck.title, second);
  return Row{std::int64_t{1},
             first_second,
             second * 1000,
             second * 1000,
             std::int64_t{11},
             std::int64_t{0},
             std::int64_t{0},
             std::int64_t{0},
             conf.dump(),
             models.dump(),
             decks.dump(),
             Json::object({{"1", deck_options()}}).dump(),
             "{}"};
}

}  // namespace

DatabaseFile collection_of(const Deck& deck, const std::string& deck_name, std::int64_t edition) {
  const std::int64_t second = first_second + edition * seconds_of_an_edition;
  const std::int64_t deck_id = number_of("deck " + deck_name);
  const std::int64_t type_id = number_of("note type " + std::string(note_type));
  const std::int64_t zero = 0;
  const std::int64_t unsent = -1;
  std::vector<Row> notes, cards;
  Numbers note_numbers, card_numbers;
  for (const Note& note : deck.notes) {
    const std::int64_t id = note_numbers.unique("note " + note.guid);
    const std::string plain = without_markup(note.front);
    notes.push_back(Row{id, note.guid, type_id, second, unsent, " " + note.tag + " ", fields_of(note, '\x1f'), plain,
                        checksum_of(plain), zero, ""});
    cards.push_back(Row{card_numbers.unique("card " + note.guid), id, deck_id, zero, second, unsent, zero, zero,
                        static_cast<std::int64_t>(cards.size() + 1), zero, zero, zero, zero, zero, zero, zero, zero,
                        ""});
  }
  DatabaseFile file;
  file.schema = schema_11();
  file.type = "application/vnd.sqlite3";
  file.tables = {{"col", {collection_row(deck, deck_id, type_id, second)}},
                 {"notes", std::move(notes)},
                 {"cards", std::move(cards)}};
  return file;
}

std::string tab_separated(const Deck& deck) {
  std::string text = "#separator:tab\n#html:true\n#guid column:1\n#tags column:8\n#columns:GUID";
  for (const std::string_view name : field_names) (text += '\t') += name;
  text += "\tTags\n";
  for (const Note& note : deck.notes) text += note.guid + "\t" + fields_of(note, '\t') + "\t" + note.tag + "\n";
  return text;
}

}  // namespace integrart::anki
