#include "pipeline/base/documents/cue_profile.h"

#include <algorithm>
#include <array>

#include "pipeline/base/documents/reader.h"

namespace integrart {

namespace {

struct Number {
  std::string_view key;
  double CueNumbers::*member;
  double least;
  double most;
};
constexpr std::array<Number, 9> numbers{{{"characters_per_line", &CueNumbers::characters_per_line, 0, 200},
                                         {"lines", &CueNumbers::lines, 0, 10},
                                         {"characters_per_second", &CueNumbers::characters_per_second, 0, 100},
                                         {"words_per_minute", &CueNumbers::words_per_minute, 0, 600},
                                         {"least_seconds", &CueNumbers::least_seconds, 0, 10},
                                         {"most_seconds", &CueNumbers::most_seconds, 0, 60},
                                         {"gap_seconds", &CueNumbers::gap_seconds, 0, 5},
                                         {"close_gap_seconds", &CueNumbers::close_gap_seconds, 0, 5},
                                         {"frames_per_second", &CueNumbers::frames_per_second, 1, 240}}};

struct Habit {
  std::string_view key;
  std::string CueNumbers::*member;
  std::string_view choices;  // separated by spaces
};
constexpr std::array<Habit, 5> habits{{{"shots", &CueNumbers::shots, "any netflix bbc"},
                                       {"dashes", &CueNumbers::dashes, "any both both_spaced second"},
                                       {"ellipsis", &CueNumbers::ellipsis, "any character dots"},
                                       {"run_on", &CueNumbers::run_on, "any ellipsis none"},
                                       {"music", &CueNumbers::music, "any enclosed last"}}};

bool is_choice(std::string_view choices, std::string_view word) {
  while (!choices.empty()) {
    const std::size_t space = std::min(choices.find(' '), choices.size());
    if (choices.substr(0, space) == word) return true;
    choices.remove_prefix(std::min(space + 1, choices.size()));
  }
  return false;
}

/// Lays the values of a `numbers` object over `target`.
Result<> read_numbers(const Json& json, const std::string& path, CueNumbers& target) {
  DocumentReader reader(json, path);
  const auto entry = [&](std::string_view key) -> const Json* {
    const Json& item = reader.member(key);
    if (item.is_null()) return nullptr;
    if (item.at_or_null("source").string_or("").empty()) reader.refuse(key, "{\"value\", \"source\"}");
    return &item.at_or_null("value");
  };
  for (const Number& number : numbers) {
    const Json* value = entry(number.key);
    if (value == nullptr) continue;
    const double given = value->number_or(-1);
    if (!(given >= number.least && given <= number.most)) reader.refuse(number.key, "a number within sense");
    target.*number.member = given;
  }
  for (const Habit& habit : habits) {
    const Json* value = entry(habit.key);
    if (value == nullptr) continue;
    const std::string given = value->string_or("");
    if (!is_choice(habit.choices, given)) reader.refuse(habit.key, habit.choices);
    target.*habit.member = given;
  }
  return reader.finish();
}

}  // namespace

CueNumbers CueProfile::numbers_for(const LanguageTag& language) const {
  CueNumbers result = numbers;
  const auto own = languages.find(language.primary());
  if (own == languages.end() || !read_numbers(own->second, "", result)) return result;
  return result;
}

bool CueProfile::asks(std::string_view rule) const {
  return std::find(off.begin(), off.end(), rule) == off.end();
}

Result<CueProfile> CueProfile::from_json(const Json& json) {
  DocumentReader reader(json, "");
  std::string schema, about;
  CueProfile profile;
  reader.read("schema", schema).read("id", profile.id).read("about", about);
  reader.read("mends", profile.mends).read("off", profile.off);
  if (schema != "cue_profile/1")
    return fail(Errc::unsupported, "base.schema_unknown", {{"schema", schema}, {"expected", "cue_profile/1"}});
  TRY(read_numbers(reader.member("numbers"), "numbers", profile.numbers));
  for (const auto& [language, differing] : reader.member("languages").members()) {
    CueNumbers trial = profile.numbers;
    TRY(read_numbers(differing, "languages." + language, trial));
    profile.languages.emplace(language, differing);
  }
  TRY(reader.finish());
  return profile;
}

}  // namespace integrart
