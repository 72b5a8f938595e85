#include "formats/pack/quiz/quiz.h"

#include <algorithm>

#include "formats/pack/shared/identifiers.h"
#include "formats/pack/shared/instructions.h"
#include "formats/pack/shared/languages.h"
#include "formats/pack/shared/left_out.h"
#include "formats/pack/shared/works.h"
#include "pipeline/base/digest.h"
#include "pipeline/base/message.h"

namespace integrart::quiz {
namespace {

constexpr std::string_view blank = "____";

/// The identifier itself where it can be a file name and an identifier of QTI, as those that the program makes; else,
/// for a curator writes what they like, one that no other identifier gives.
std::string safe_id(std::string_view text) {
  constexpr std::size_t longest = 64;
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789-_";
  const bool is_safe = !text.empty() && text.size() <= longest && text.front() != '_' && text.front() != '-' &&
                       text.find_first_not_of(letters) == std::string_view::npos;
  return is_safe ? std::string(text) : "named-" + digest_of(text).hex().substr(0, 16);
}

/// One question per gap; the other gaps of the line show their words.
void add_gaps(Quiz& quiz, const std::string& id, const std::string& language, const GapItem& item) {
  for (std::size_t i = 0; i < item.gaps.size(); ++i) {
    const ActivityGap& gap = item.gaps[i];
    if (gap.answers.empty()) continue;
    Item question;
    question.id = id + "-" + std::to_string(i + 1);
    question.kind = Kind::written;
    question.prompt = item.text.substr(0, gap.begin) + std::string(blank) + item.text.substr(gap.begin + gap.length);
    question.prompt_language = language;
    question.gap = gap.begin;
    question.accepted = gap.answers;
    question.tip = gap.tip;
    quiz.items.push_back(std::move(question));
  }
}

void add_choice(Quiz& quiz, const std::string& id, const std::string& language, const ChoiceItem& item) {
  Item question;
  question.id = id;
  question.prompt = with_blank(item, blank);
  question.prompt_language = language;
  question.options = item.options;
  question.correct = {item.correct};
  quiz.items.push_back(std::move(question));
}

/// By the line, whichever lines it stands with: a line that is left out renames no other.
std::string id_of_line(const Quiz& quiz, const std::string& line) {
  const std::string stem = digest_of(line).hex().substr(0, 16);
  std::string id = stem;
  for (int number = 2; std::ranges::find(quiz.items, id, &Item::id) != quiz.items.end(); ++number)
    id = stem + "-" + std::to_string(number);
  return id;
}

/// One question per line: which translation is its own?
void add_match(Quiz& quiz, const std::string& language, const MatchItem& item, const std::string& reader) {
  std::vector<std::string> options;
  for (const std::size_t shown : item.shown) options.push_back(best_text(item.pairs[shown].translation, reader).text);
  for (std::size_t i = 0; i < item.pairs.size(); ++i) {
    Item question;
    question.id = id_of_line(quiz, item.pairs[i].line);
    question.prompt = item.pairs[i].line;
    question.prompt_language = language;
    question.options = options;
    const auto own = std::ranges::find(item.shown, i);
    if (own == item.shown.end()) continue;
    question.correct = {static_cast<std::size_t>(own - item.shown.begin())};
    quiz.items.push_back(std::move(question));
  }
}

void add_question(Quiz& quiz, const std::string& id, const QuestionItem& item, const std::string& reader) {
  const TaggedText words = best_text(item.question, reader);
  Item question;
  question.id = id;
  question.prompt = words.text;
  question.prompt_language = words.language;
  question.explanation = best_text(item.explanation, reader).text;
  for (const LocalisedText& option : item.options) question.options.push_back(best_text(option, reader).text);
  for (const LocalisedText& answer : item.answers)
    for (const auto& [language, text] : answer.by_language) question.accepted.push_back(text);
  question.correct = item.correct;
  if (!question.options.empty())
    question.kind = question.correct.size() == 1 ? Kind::one_of : Kind::some_of;
  else
    question.kind = question.accepted.empty() ? Kind::free : Kind::written;
  quiz.items.push_back(std::move(question));
}

}  // namespace

std::string prompt_with_tip(const Item& item) {
  if (item.tip.empty() || !item.gap) return item.prompt;
  const std::size_t after = *item.gap + blank.size();
  return item.prompt.substr(0, after) + " (" + item.tip + ")" + item.prompt.substr(after);
}

std::optional<Quiz> quiz_of(const Activity& activity, const std::string& labels, const std::string& reader) {
  Quiz quiz;
  quiz.id = safe_id(activity.id);
  quiz.title = render(activity.title, labels);
  quiz.instructions = render(instructions_without_sound(activity), labels);
  const std::string& language = activity.language.text();
  for (const ActivityItem& item : activity.items) {
    const std::string id = safe_id(item.id);
    if (const auto* gaps = std::get_if<GapItem>(&item.content)) add_gaps(quiz, id, language, *gaps);
    if (const auto* choice = std::get_if<ChoiceItem>(&item.content)) add_choice(quiz, id, language, *choice);
    if (const auto* match = std::get_if<MatchItem>(&item.content)) add_match(quiz, language, *match, reader);
    if (const auto* question = std::get_if<QuestionItem>(&item.content)) add_question(quiz, id, *question, reader);
  }
  if (quiz.items.empty()) return std::nullopt;
  return quiz;
}

std::vector<Quiz> quizzes_of(const PackWork& work, const PackManifest& manifest, std::vector<Message>& notes) {
  std::vector<Quiz> quizzes;
  const std::string reader = main_language(manifest);
  const std::string labels = exercise_label_language(reader, manifest);
  for (const Activity& activity : work.activities) {
    if (!may_stand_with(work, activity)) continue;
    std::optional<Quiz> quiz = quiz_of(activity, labels, reader);
    if (!quiz) {
      note_left_out(work, activity, notes);
      continue;
    }
    for (Item& item : quiz->items) item.id = "item-" + stable_name(manifest, work.id + "/" + quiz->id + "/" + item.id);
    quizzes.push_back(std::move(*quiz));
  }
  return quizzes;
}

}  // namespace integrart::quiz
