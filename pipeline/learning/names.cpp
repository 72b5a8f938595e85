#include "pipeline/learning/names.h"

#include <algorithm>
#include <array>
#include <utility>

#include "pipeline/learning/arabic_names.h"
#include "pipeline/learning/words.h"

namespace integrart::learning {

namespace {

// One word between two spaces; the spaces at the ends make every word findable as " word ".

// Before a name they belong to it, whatever stands before them: "de Vries", "ter Apel", "фон Бюлов".
constexpr std::string_view particles =
    " van von vom zum zur den der de ter ten te del della delle dei degli di da dal dalla dos das do du des la las le "
    "les los el al bin ibn bint ben af t s "
    "ван фон цу дер ден де тер тен да ди ді ду дю дос дель делла ла ле лос лас аль ель эль бин бін бен ибн ібн бинт "
    "бінт ";

// Between two parts of a name they belong to it: "Frankfurt am Main", "Ростов на Дону", "Bosnia and Herzegovina".
constexpr std::string_view connectors =
    " op aan in bij onder over uit voor en tot het am im an auf ob vor bei und unter zu dem of the on upon by under "
    "and "
    "at y e et i sur sous lès lez aux au à abu abou av på og ved til det w we z ze nad na pod u przy koło "
    "на над під под при в у з із с и і й та ";

// After these old forms of the article Dutch surnames take a preposition before it too: "op den Akker", "in 't Veld".
constexpr std::string_view dutch_articles = " den der ten ter t ";

constexpr std::size_t most_small_words = 3;  // "in de la"

bool is_in(std::string_view list, std::string_view folded) {
  return list.find(" " + std::string(folded) + " ") != std::string_view::npos;
}

/// Some of them are words of everyday in a language in which no surname begins so: "du Anna" is no name in Norwegian.
bool is_particle(const LineWord& word, const LanguageTag& language) {
  using Everyday = std::pair<std::string_view, std::string_view>;  // language, words
  constexpr auto everyday =
      std::to_array<Everyday>({{"nb", " du "}, {"nn", " du "}, {"pl", " do te "}, {"en", " do "}});
  const bool is_everyday = std::ranges::any_of(
      everyday, [&](const Everyday& one) { return one.first == language.primary() && is_in(one.second, word.folded); });
  // "The Hague" at the beginning of a sentence; small it is the article of any name.
  const bool is_hague = language.primary() == "en" && word.folded == "the" && word.is_capital;
  return is_hague || (!is_everyday && is_in(particles, word.folded));
}

bool is_small_part(const LineWord& word) {
  return is_in(particles, word.folded) || is_in(connectors, word.folded);
}

/// Whether nothing but spaces, hyphens and apostrophes stands between two neighbours.
bool are_joined(const Line& line, std::size_t left) {
  constexpr auto joints =
      std::to_array<std::string_view>({" ", "\u00A0", "\u202F", "-", "\u2010", "\u2011", "'", "\u2019", "\u02BC"});
  const std::size_t begin = line.words[left].range.end, end = line.words[left + 1].range.begin;
  std::string_view between = std::string_view(line.text).substr(begin, end - begin);
  while (!between.empty()) {
    const auto joint = std::ranges::find_if(joints, [&](std::string_view sign) { return between.starts_with(sign); });
    if (joint == joints.end()) return false;
    between.remove_prefix(joint->size());
  }
  return true;
}

/// "amira's" is "amira".
std::string without_possessive(std::string_view folded) {
  return std::string(folded.ends_with("'s") ? folded.substr(0, folded.size() - 2) : folded);
}

class NamesOfLine {
 public:
  NamesOfLine(Line& line, const LanguageTag& language, const KnownNames& known)
      : m_line(line), m_language(language), m_known(known) {}

  void find() {
    for (std::size_t i = 0; i < m_line.words.size(); ++i) {
      LineWord& word = m_line.words[i];
      if (!word.is_function && is_known(word)) word.belongs_to_name = true;
      if (!is_part(i)) continue;
      take_small_words_after(i);
      take_small_words_before(i);
      take_capital_before(i);
    }
  }

 private:
  bool is_known(const LineWord& word) const {
    const std::string name = without_possessive(word.folded);
    return m_known.titles.contains(name) || m_known.people.contains(name);
  }

  /// A part of a name that stands for itself.
  bool is_part(std::size_t index) const {
    const LineWord& word = m_line.words[index];
    if (word.is_capital) return word.may_be_name;
    return !is_small_part(word) && !word.is_function && (word.may_be_name || is_known(word));
  }

  /// The small words up to the next part of the name, when there is one.
  void take_small_words_after(std::size_t index) {
    std::size_t end = index + 1;
    while (end < m_line.words.size() && end - index <= most_small_words && are_joined(m_line, end - 1) &&
           is_small_part(m_line.words[end]) && !is_part(end))
      ++end;
    if (end >= m_line.words.size() || !are_joined(m_line, end - 1) || !is_part(end)) return;
    for (std::size_t i = index + 1; i < end; ++i) m_line.words[i].belongs_to_name = true;
  }

  void take_small_words_before(std::size_t index) {
    std::size_t first = index;
    const auto has_before = [&](bool is_one) { return is_one && index - first < most_small_words; };
    while (first > 0 && are_joined(m_line, first - 1) && has_before(is_particle(m_line.words[first - 1], m_language)))
      m_line.words[--first].belongs_to_name = true;
    const bool takes_preposition =
        first < index && m_language.primary() == "nl" && is_in(dutch_articles, m_line.words[first].folded);
    if (first > 0 && takes_preposition && are_joined(m_line, first - 1) &&
        is_in(connectors, m_line.words[first - 1].folded))
      m_line.words[first - 1].belongs_to_name = true;
  }

  /// "New York sleeps": whether the first word of a sentence is part of the name after it, nothing tells.
  void take_capital_before(std::size_t index) {
    if (index == 0 || m_line.words[index].opens_sentence || !m_line.words[index].is_capital) return;
    LineWord& before = m_line.words[index - 1];
    if (before.is_capital && before.opens_sentence && !before.is_function && are_joined(m_line, index - 1))
      before.belongs_to_name = true;
  }

  Line& m_line;
  const LanguageTag& m_language;
  const KnownNames& m_known;
};

}  // namespace

std::set<std::string> names_in_title(std::string_view title, const LanguageTag& language) {
  std::vector<Line> lines(1);
  lines.front().text = title;
  find_words(lines, language, {});
  std::set<std::string> names;
  bool has_small = language.primary() != "en";
  for (const LineWord& word : lines.front().words) {
    has_small = has_small || (word.is_small && !word.is_function && word.letters > 1);
    if (word.is_capital && !word.opens_sentence && !word.is_function) names.insert(without_possessive(word.folded));
  }
  return has_small ? names : std::set<std::string>{};
}

void find_names(std::vector<Line>& lines, const LanguageTag& language, const KnownNames& known) {
  for (Line& line : lines) NamesOfLine(line, language, known).find();
  if (language.primary() == "ar") find_arabic_names(lines, known.people);
}

}  // namespace integrart::learning
