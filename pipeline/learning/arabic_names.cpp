#include "pipeline/learning/arabic_names.h"

#include <algorithm>
#include <array>
#include <utility>

#include "pipeline/learning/arabic.h"

namespace integrart::learning {

namespace {

constexpr std::size_t letter_bytes = 2;

// One word between two spaces; the spaces at the ends make every word findable as " word ".
constexpr std::string_view names =
    " محمد أحمد احمد علي حسن حسين عمر خالد يوسف إبراهيم ابراهيم مصطفى محمود كريم سامي سمير رامي زياد طارق وليد ياسر "
    "هاني نور "
    "ليلى فاطمة عائشة مريم زينب سارة هدى منى رنا ريم دينا سلمى ياسمين أمينة خديجة سميرة نادية هالة لينا دانا جميلة "
    "سوريا دمشق "
    "حلب حمص بيروت لبنان بغداد العراق مصر القاهرة اليمن السودان فلسطين القدس غزة الأردن عمان المغرب تونس الجزائر ليبيا "
    "هولندا "
    "أمستردام النرويج أوسلو بولندا وارسو أوكرانيا كييف أوروبا ";

// Names that are no other word. They are looked for after gaps are drawn, as all that `belongs_to_name` says: the other
// lines of a work with one of them keep the exercises that they had before this list.
constexpr std::string_view more_names =
    " إسماعيل إسحاق يعقوب عيسى موسى عثمان سليمان داود أيوب يونس زكريا حمزة بلال هشام عدنان غسان مروان فراس نزار جورج "
    "ماريا سعاد حليمة صفية رقية شيماء نجلاء أوكسانا هالينا ماريك فيروز "
    "سورية مكة الكويت دبي أبوظبي الخرطوم صنعاء طرابلس بنغازي الموصل البصرة أربيل كركوك اللاذقية طرطوس إدلب القامشلي "
    "عفرين كوباني نابلس حيفا يافا عكا رفح الإسكندرية أسوان مراكش الصومال مقديشو إريتريا أسمرة إثيوبيا إيران طهران "
    "أفغانستان كابول تركيا إسطنبول أنقرة باريس لندن برلين روما مدريد فيينا ألمانيا فرنسا بريطانيا إسبانيا إيطاليا "
    "السويد الدنمارك روسيا موسكو خاركيف أوديسا ماريوبول لفيف دونيتسك كراكوف غدانسك لوبلين لاهاي روتردام أوتريخت "
    "خرونينغن برغن بيرغن تروندهايم ستافنغر ترومسو بروكسل أمريكا كندا الهند آسيا أفريقيا إفريقيا ";

// Two words that are one name.
constexpr auto pairs = std::to_array<std::pair<std::string_view, std::string_view>>({{"رام", "الله"},
                                                                                     {"الدار", "البيضاء"},
                                                                                     {"بيت", "لحم"},
                                                                                     {"دير", "الزور"},
                                                                                     {"شرم", "الشيخ"},
                                                                                     {"بور", "سعيد"},
                                                                                     {"بور", "سودان"},
                                                                                     {"سيدي", "بوزيد"},
                                                                                     {"خان", "يونس"},
                                                                                     {"كفر", "الشيخ"},
                                                                                     {"نيو", "يورك"},
                                                                                     {"لوس", "أنجلوس"}});

// "servant of", "father of", "mother of", "son of", "house of", each with the word after it.
constexpr auto openers = std::to_array<std::string_view>({"عبد", "أبو", "أبا", "أم", "ابن", "إبن", "آل"});
// With a small word before them these would be other words ("لبن", "كام").
constexpr auto bare_openers = std::to_array<std::string_view>({"بن", "ابو", "ام"});
// After words of address a name stands that is not part of them.
constexpr auto address = std::to_array<std::string_view>(
    {"يا", "السيد", "السيدة", "الأستاذ", "الأستاذة", "أستاذ", "أستاذة", "الدكتور", "الدكتورة", "الحاج", "عمو"});

bool has_letters(std::string_view word, std::size_t least) {
  return word.size() >= least * letter_bytes;
}

/// As the lists are compared: alifs with and without hamza are one at the beginning, also after the article.
std::string listed_form(std::string_view word) {
  constexpr std::string_view article = "ال";
  const std::size_t from = word.starts_with(article) && has_letters(word, 3) ? article.size() : 0;
  if (!has_letters(word, 2)) return std::string(word);
  return std::string(word.substr(0, from)) + bare_arabic(word.substr(from, letter_bytes)) +
         std::string(word.substr(from + letter_bytes));
}

const std::set<std::string>& listed_names() {
  static const auto set = [] {
    std::set<std::string> all;
    for (std::string_view list : {names, more_names})
      while (!list.empty()) {
        const std::string_view name = list.substr(0, list.find(' '));
        list.remove_prefix(std::min(name.size() + 1, list.size()));
        if (!name.empty()) all.insert(listed_form(name));
      }
    return all;
  }();
  return set;
}

void add_without(std::string_view word, std::string_view prefix, std::vector<std::string>& readings) {
  constexpr std::size_t least_rest = 2;
  if (word.starts_with(prefix) && has_letters(word.substr(prefix.size()), least_rest))
    readings.emplace_back(word.substr(prefix.size()));
}

bool is_any_of(const std::vector<std::string>& readings, const auto& words) {
  return std::ranges::any_of(
      readings, [&](const std::string& reading) { return std::ranges::find(words, reading) != words.end(); });
}

bool is_opener(const std::vector<std::string>& readings) {
  return is_any_of(readings, openers) || std::ranges::find(bare_openers, readings.front()) != bare_openers.end();
}

/// "عبدالله", written as one word.
bool is_joined_servant(const std::vector<std::string>& readings) {
  return std::ranges::any_of(
      readings, [](const std::string& reading) { return reading.starts_with("عبدال") && has_letters(reading, 7); });
}

bool is_name(const std::vector<std::string>& readings, const std::set<std::string>& people) {
  constexpr std::size_t least_letters = 3;
  return is_joined_servant(readings) || std::ranges::any_of(readings, [&](const std::string& reading) {
           return has_letters(reading, least_letters) &&
                  (listed_names().contains(listed_form(reading)) || people.contains(reading));
         });
}

bool is_pair(const std::vector<std::string>& first, const std::string& second) {
  return std::ranges::any_of(pairs, [&](const auto& pair) {
    return pair.second == second && std::ranges::find(first, pair.first) != first.end();
  });
}

/// Whether only spaces stand before word `index`, which is not the first.
bool follows_directly(const Line& line, std::size_t index) {
  const std::size_t begin = line.words[index - 1].range.end;
  return line.text.find_first_not_of(' ', begin) == line.words[index].range.begin;
}

/// What `before` makes of the word after it, and of itself.
void mark_pair(LineWord& before, const std::vector<std::string>& readings, LineWord& word,
               const std::vector<std::string>& own) {
  const bool is_father = is_any_of(readings, std::array<std::string_view, 1>{"أبي"}) && word.belongs_to_name;
  const bool is_daughter = is_any_of(readings, std::array<std::string_view, 1>{"بنت"}) && before.belongs_to_name;
  const bool opens = is_opener(readings) || is_pair(readings, own.front()) || is_father || is_daughter;
  // "here or there" begins like "mother of Kulthum".
  if (opens && !word.is_function) before.belongs_to_name = word.belongs_to_name = true;
  if (is_any_of(readings, address) && !word.is_function) word.belongs_to_name = true;
  // Before "son of" stands whose son it is; "ابن" begins many a name and needs one before it.
  if (own.front() == "بن" && !before.is_function) before.belongs_to_name = true;
  const bool after_name = before.may_be_name || before.belongs_to_name;
  if (after_name && is_any_of(own, std::array<std::string_view, 1>{"بنت"})) word.belongs_to_name = true;
}

}  // namespace

bool is_arabic_name(std::string_view folded) {
  return names.find(" " + std::string(folded) + " ") != std::string_view::npos;
}

std::vector<std::string> arabic_readings(std::string_view word) {
  const std::string whole = without_signs(word);
  std::vector<std::string> readings{whole};
  for (const std::string_view conjunction : {"و", "ف"}) add_without(whole, conjunction, readings);
  for (std::size_t i = 0, count = readings.size(); i < count; ++i) {
    const std::string reading = readings[i];
    for (const std::string_view preposition : {"ب", "ل", "ك"}) add_without(reading, preposition, readings);
    if (!reading.starts_with("لل") || !has_letters(reading, 4)) continue;
    readings.push_back("ا" + reading);                            // ل + اللاذقية: its own lam is written once
    readings.push_back("ال" + reading.substr(2 * letter_bytes));  // ل + القاهرة
  }
  return readings;
}

void find_arabic_names(std::vector<Line>& lines, const std::set<std::string>& people) {
  std::set<std::string> known;
  for (const std::string& name : people) known.insert(without_signs(name));
  for (Line& line : lines) {
    std::vector<std::vector<std::string>> readings;
    for (LineWord& word : line.words) {
      readings.push_back(arabic_readings(word.folded));
      if (!word.is_function && is_name(readings.back(), known)) word.belongs_to_name = true;
    }
    for (std::size_t i = 1; i < line.words.size(); ++i)
      if (follows_directly(line, i)) mark_pair(line.words[i - 1], readings[i - 1], line.words[i], readings[i]);
  }
}

}  // namespace integrart::learning
