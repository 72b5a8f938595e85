#include "formats/pack/h5p/exercises.h"

#include <algorithm>

#include "formats/pack/h5p/labels.h"
#include "formats/pack/shared/languages.h"
#include "pipeline/base/message.h"

namespace integrart::h5p {
namespace {

constexpr std::size_t most_blanks_questions = 31;  // the editor of Blanks holds no more

/// HTML text without markup of H5P.
std::string escaped(std::string_view text) {
  std::string html;
  for (const char c : text) {
    if (c == '&')
      html += "&amp;";
    else if (c == '<')
      html += "&lt;";
    else if (c == '>')
      html += "&gt;";
    else if (c == '*')
      html += "\u2217";
    else
      html += c;
  }
  return html;
}

bool can_be_answer(std::string_view text) {
  return !text.empty() && text.find_first_of("*/:&<>\n") == std::string_view::npos;
}

/// "*answer/other:hint*"
std::string gap_of(const ActivityGap& gap, bool with_alternatives) {
  std::string text = "*" + gap.answers.front();
  if (with_alternatives) {
    for (std::size_t i = 1; i < gap.answers.size(); ++i)
      if (can_be_answer(gap.answers[i])) text += "/" + gap.answers[i];
  }
  if (can_be_answer(gap.tip)) text += ":" + gap.tip;
  return text + "*";
}

/// The line with every gap whose answer H5P can hold; the others stay words. Empty when there is none.
std::string with_gaps(const std::string& text, const std::vector<ActivityGap>& gaps, bool with_alternatives) {
  const std::vector<std::string> pieces = gap_pieces(text, gaps);
  std::string line;
  bool has_gap = false;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const bool is_gap = i % 2 == 1 && !gaps[i / 2].answers.empty() && can_be_answer(gaps[i / 2].answers.front());
    line += is_gap ? gap_of(gaps[i / 2], with_alternatives) : escaped(pieces[i]);
    has_gap = has_gap || is_gap;
  }
  return has_gap ? line : std::string();
}

void add_line(std::string& text, const std::string& line) {
  if (line.empty()) return;
  if (!text.empty()) text += "\n";
  text += line;
}

Json drag_text_content(const std::string& task, const std::string& text, const std::string& distractors,
                       const std::string& labels) {
  Json content = Json::object({{"taskDescription", "<p>" + escaped(task) + "</p>"},
                               {"textField", text},
                               {"overallFeedback", whole_range()},
                               {"behaviour", Json::object({{"enableRetry", true},
                                                           {"enableSolutionsButton", true},
                                                           {"enableCheckButton", true},
                                                           {"instantFeedback", false}})}});
  if (!distractors.empty()) content["distractors"] = distractors;
  add_labels(content, drag_text, labels);
  return content;
}

struct Card {
  std::string front, back;
};

Json cards_content(const Activity& activity, const std::vector<Card>& cards, const std::string& labels) {
  Json dialogs = Json::empty_array();
  for (const Card& card : cards)
    dialogs.push_back(Json::object({{"text", "<p>" + escaped(card.front) + "</p>"},
                                    {"answer", "<p>" + escaped(card.back) + "</p>"},
                                    {"tips", Json::empty_object()}}));
  Json content = Json::object({{"title", "<p>" + escaped(render(activity.title, labels)) + "</p>"},
                               {"mode", "normal"},
                               {"description", "<p>" + escaped(render(activity.instructions, labels)) + "</p>"},
                               {"dialogs", std::move(dialogs)},
                               {"behaviour", Json::object({{"enableRetry", true},
                                                           {"disableBackwardsNavigation", false},
                                                           {"scaleTextNotCard", false},
                                                           {"randomCards", false}})}});
  add_labels(content, dialog_cards, labels);
  return content;
}

std::vector<Card> cards_of(const Activity& activity, const std::string& reader) {
  std::vector<Card> cards;
  for (const ActivityItem& item : activity.items) {
    if (const auto* flashcard = std::get_if<FlashcardItem>(&item.content))
      cards.push_back({flashcard->front, best_text(flashcard->back, reader).text});
    if (const auto* word = std::get_if<VocabularyItem>(&item.content)) {
      const std::string meaning = best_text(word->translation, reader).text;
      cards.push_back({word->word, word->example + (meaning.empty() ? "" : " – " + meaning)});
    }
    if (const auto* match = std::get_if<MatchItem>(&item.content))
      for (const MatchPair& pair : match->pairs) cards.push_back({pair.line, best_text(pair.translation, reader).text});
  }
  std::erase_if(cards, [](const Card& card) { return card.front.empty() || card.back.empty(); });
  return cards;
}

/// Which words are heard: drag them into the lines; the wrong ones lie beside.
std::pair<std::string, std::string> choice_texts(const Activity& activity) {
  std::string text, distractors;
  for (const ActivityItem& item : activity.items) {
    const auto* choice = std::get_if<ChoiceItem>(&item.content);
    if (choice == nullptr) continue;
    const std::string line = with_gaps(choice->text, {choice->gap}, false);
    if (line.empty()) continue;
    add_line(text, line);
    for (std::size_t i = 0; i < choice->options.size(); ++i)
      if (i != choice->correct && can_be_answer(choice->options[i]))
        add_line(distractors, "*" + choice->options[i] + "*");
  }
  return {text, distractors};
}

}  // namespace

std::string blanks_line(const GapItem& item) {
  const std::string line = with_gaps(item.text, item.gaps, true);
  return line.empty() ? line : "<p>" + line + "</p>";
}

Json blanks_content(const std::string& task, const std::vector<std::string>& questions, const std::string& labels) {
  Json content = Json::object({{"text", "<p>" + escaped(task) + "</p>"},
                               {"questions", json_list(questions)},
                               {"overallFeedback", whole_range()},
                               {"behaviour", Json::object({{"enableRetry", true},
                                                           {"enableSolutionsButton", true},
                                                           {"enableCheckButton", true},
                                                           {"autoCheck", false},
                                                           {"caseSensitive", false},
                                                           {"showSolutionsRequiresInput", true},
                                                           {"separateLines", false},
                                                           {"confirmCheckDialog", false},
                                                           {"confirmRetryDialog", false},
                                                           {"acceptSpellingErrors", false}})}});
  add_labels(content, blanks, labels);
  return content;
}

std::optional<Package> exercise_of(const Activity& activity, const PackWork& work, const std::string& labels,
                                   const std::string& reader) {
  Package package;
  package.work = &work;
  package.language = labels;
  package.title = best_text(work.title, reader).text + " – " + render(activity.title, labels);
  const std::string task = render(activity.instructions, labels);

  if (const std::vector<Card> cards = cards_of(activity, reader); !cards.empty()) {
    package.libraries = {dialog_cards};
    package.content = cards_content(activity, cards, labels);
    return package;
  }
  if (const auto [text, distractors] = choice_texts(activity); !text.empty()) {
    package.libraries = {drag_text};
    package.content = drag_text_content(task, text, distractors, labels);
    return package;
  }
  std::vector<std::string> questions;
  std::string text;
  for (const ActivityItem& item : activity.items) {
    const auto* gaps = std::get_if<GapItem>(&item.content);
    if (gaps == nullptr) continue;
    add_line(text, with_gaps(gaps->text, gaps->gaps, false));
    if (std::string line = blanks_line(*gaps); !line.empty()) questions.push_back(std::move(line));
  }
  if (questions.empty()) return std::nullopt;
  if (questions.size() > most_blanks_questions) questions.resize(most_blanks_questions);
  // The easiest gaps are dragged, the others written.
  const bool is_dragged = activity.level == 1;
  package.libraries = {is_dragged ? drag_text : blanks};
  package.content = is_dragged ? drag_text_content(task, text, "", labels) : blanks_content(task, questions, labels);
  return package;
}

}  // namespace integrart::h5p
