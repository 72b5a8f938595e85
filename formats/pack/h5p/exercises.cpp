#include "formats/pack/h5p/exercises.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <span>

#include "formats/pack/h5p/labels.h"
#include "formats/pack/shared/instructions.h"
#include "formats/pack/shared/languages.h"
#include "pipeline/base/message.h"
#include "pipeline/base/text.h"

namespace integrart::h5p {
namespace {

constexpr std::size_t most_blanks_questions = 31;  // the editor of Blanks holds no more

/// White space that the reader of Blanks takes away around an answer (`trim` of ECMAScript, its most common part).
std::string_view trimmed(std::string_view text) {
  constexpr auto spaces =
      std::to_array<std::string_view>({" ", "\t", "\n", "\r", "\u00A0", "\u2028", "\u2029", "\uFEFF"});
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view space : spaces) {
      if (text.starts_with(space)) {
        text.remove_prefix(space.size());
        again = true;
      }
      if (text.ends_with(space)) {
        text.remove_suffix(space.size());
        again = true;
      }
    }
  }
  return text;
}

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

/// Whether H5P would read the same out of its notation: none of its signs, no line end (its gaps do not reach over one)
/// and something to write.
bool can_be_answer(std::string_view text) {
  constexpr std::string_view signs = "*/:\\&<>\n\r";
  if (text.find_first_of(signs) != std::string_view::npos) return false;
  if (text.find("\u2028") != std::string_view::npos || text.find("\u2029") != std::string_view::npos) return false;
  return !trimmed(text).empty();
}

/// "*answer/other:hint*". Answers and hints that H5P cannot hold are counted.
std::string gap_of(const ActivityGap& gap, bool with_alternatives, std::size_t& lost) {
  std::string text = "*" + std::string(trimmed(gap.answers.front()));
  const auto add = [&](char sign, const std::string& more) {
    if (trimmed(more).empty()) return;
    if (can_be_answer(more))
      text += sign + std::string(trimmed(more));
    else
      ++lost;
  };
  if (with_alternatives)
    for (std::size_t i = 1; i < gap.answers.size(); ++i) add('/', gap.answers[i]);
  add(':', gap.tip);
  return text + "*";
}

/// The line with every gap whose answer H5P can hold; the others stay words and are counted. Empty when there is none.
std::string with_gaps(const std::string& text, const std::vector<ActivityGap>& gaps, bool with_alternatives,
                      std::size_t& lost) {
  const std::vector<std::string> pieces = gap_pieces(text, gaps);
  std::string line;
  bool has_gap = false;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const bool is_gap = i % 2 == 1 && !gaps[i / 2].answers.empty() && can_be_answer(gaps[i / 2].answers.front());
    if (i % 2 == 1 && !is_gap) ++lost;
    line += is_gap ? gap_of(gaps[i / 2], with_alternatives, lost) : escaped(pieces[i]);
    has_gap = has_gap || is_gap;
  }
  return has_gap ? line : std::string();
}

/// A line whose words are dragged into it.
struct DragLine {
  std::string text;  // in the notation of Drag the Words
  std::string answer;
  std::vector<std::string> wrong;  // words that could be taken for the answer
};

/// `lines` in tasks of about five: more do not fit a phone, and nobody finds her word among dozens.
std::vector<std::span<const DragLine>> tasks_of(std::span<const DragLine> lines) {
  constexpr std::size_t good = 5;
  const std::size_t count = std::max<std::size_t>(1, (lines.size() + good / 2) / good);
  std::vector<std::span<const DragLine>> tasks;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t begin = i * lines.size() / count;
    tasks.push_back(lines.subspan(begin, (i + 1) * lines.size() / count - begin));
  }
  return tasks;
}

/// A wrong word a line at most, each once, and none that is right in another line of the task.
std::string distractors_of(std::span<const DragLine> task) {
  std::set<std::string> used;
  for (const DragLine& line : task) used.insert(case_folded(line.answer));
  std::string distractors;
  for (const DragLine& line : task) {
    const auto fresh = std::ranges::find_if(
        line.wrong, [&](const std::string& word) { return used.insert(case_folded(word)).second; });
    if (fresh != line.wrong.end()) distractors += (distractors.empty() ? "*" : "\n*") + *fresh + "*";
  }
  return distractors;
}

Json drag_text_content(std::span<const DragLine> lines, const std::string& labels) {
  std::string text;
  for (const DragLine& line : lines) text += (text.empty() ? "" : "\n") + line.text;
  const std::string distractors = distractors_of(lines);
  const std::string task = render({distractors.empty() ? "h5p.task_drag" : "h5p.task_drag_some", {}}, labels);
  Json content = Json::object({{"taskDescription", paragraph(escaped(task), labels)},
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
    dialogs.push_back(Json::object({{"text", paragraph(escaped(card.front), activity.language.text())},
                                    {"answer", "<p>" + escaped(card.back) + "</p>"},
                                    {"tips", Json::empty_object()}}));
  Json content =
      Json::object({{"title", paragraph(escaped(render(activity.title, labels)), labels)},
                    {"mode", "normal"},
                    {"description", paragraph(escaped(render(instructions_for_cards(activity), labels)), labels)},
                    {"dialogs", std::move(dialogs)},
                    {"behaviour", Json::object({{"enableRetry", true},
                                                {"disableBackwardsNavigation", false},
                                                {"scaleTextNotCard", false},
                                                {"randomCards", false}})}});
  add_labels(content, dialog_cards, labels);
  return content;
}

std::vector<Card> cards_of(const Activity& activity, const std::string& reader, std::size_t& lost) {
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
  lost += std::erase_if(cards, [](const Card& card) { return card.front.empty() || card.back.empty(); });
  return cards;
}

std::optional<DragLine> drag_line_of(const ChoiceItem& choice, std::size_t& lost) {
  DragLine line{with_gaps(choice.text, {choice.gap}, false, lost), "", {}};
  if (line.text.empty()) return std::nullopt;
  line.answer = trimmed(choice.gap.answers.front());
  for (std::size_t i = 0; i < choice.options.size(); ++i) {
    if (i == choice.correct || trimmed(choice.options[i]).empty()) continue;
    if (can_be_answer(choice.options[i]))
      line.wrong.emplace_back(trimmed(choice.options[i]));
    else
      ++lost;
  }
  return line;
}

/// Which words are heard, and the easiest gaps.
std::vector<DragLine> drag_lines_of(const Activity& activity, std::size_t& lost) {
  std::vector<DragLine> lines;
  for (const ActivityItem& item : activity.items) {
    if (const auto* choice = std::get_if<ChoiceItem>(&item.content)) {
      if (auto line = drag_line_of(*choice, lost)) lines.push_back(std::move(*line));
    } else if (const auto* gaps = std::get_if<GapItem>(&item.content); gaps != nullptr && activity.level == 1) {
      DragLine line{with_gaps(gaps->text, gaps->gaps, false, lost), "", {}};
      if (!line.text.empty()) lines.push_back(std::move(line));
    }
  }
  return lines;
}

std::string blanks_line_of(const GapItem& item, std::size_t& lost) {
  const std::string line = with_gaps(item.text, item.gaps, true, lost);
  return line.empty() ? line : "<p>" + line + "</p>";
}

/// Gaps that are written, but for the easiest.
std::vector<std::string> questions_of(const Activity& activity, std::size_t& lost) {
  std::vector<std::string> questions;
  for (const ActivityItem& item : activity.items)
    if (const auto* gaps = std::get_if<GapItem>(&item.content); gaps != nullptr && activity.level != 1)
      if (std::string line = blanks_line_of(*gaps, lost); !line.empty()) questions.push_back(std::move(line));
  if (questions.size() > most_blanks_questions) {
    lost += questions.size() - most_blanks_questions;
    questions.resize(most_blanks_questions);
  }
  return questions;
}

struct Content {
  Library library;
  Json json;
};

/// In the first way that holds something of the exercise.
std::vector<Content> contents_of(const Activity& activity, const std::string& labels, const std::string& reader,
                                 std::size_t& lost) {
  if (const std::vector<Card> cards = cards_of(activity, reader, lost); !cards.empty())
    return {{dialog_cards, cards_content(activity, cards, labels)}};
  if (const std::vector<DragLine> lines = drag_lines_of(activity, lost); !lines.empty()) {
    std::vector<Content> contents;
    for (const std::span<const DragLine> task : tasks_of(lines))
      contents.push_back({drag_text, drag_text_content(task, labels)});
    return contents;
  }
  const std::vector<std::string> questions = questions_of(activity, lost);
  if (questions.empty()) return {};
  return {{blanks, blanks_content(render(instructions_without_sound(activity), labels), questions, labels)}};
}

}  // namespace

std::string blanks_line(const GapItem& item) {
  std::size_t lost = 0;  // the exercise itself tells of them
  return blanks_line_of(item, lost);
}

Json blanks_content(const std::string& task, const std::vector<std::string>& questions, const std::string& labels) {
  Json content = Json::object({{"text", paragraph(escaped(task), labels)},
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

std::vector<Package> exercise_of(const Activity& activity, const PackWork& work, const std::string& labels,
                                 const std::string& reader, std::vector<Message>& notes) {
  std::size_t lost = 0;
  std::vector<Content> contents = contents_of(activity, labels, reader, lost);
  if (contents.empty()) return {};
  if (lost > 0)
    notes.push_back({"h5p.parts_left_out",
                     {{"work", work.id}, {"activity", activity.id}, {"count", static_cast<std::int64_t>(lost)}}});
  const std::string title = best_text(work.title, reader).text + " – " + render(activity.title, labels);
  std::vector<Package> parts;
  for (Content& content : contents) {
    Package& package = parts.emplace_back();
    package.work = &work;
    package.activity = activity.id;
    package.part = parts.size();
    package.language = labels;
    package.title = title;
    if (contents.size() > 1)
      package.title += " (" + std::to_string(parts.size()) + "/" + std::to_string(contents.size()) + ")";
    package.libraries = {content.library};
    package.content = std::move(content.json);
  }
  return parts;
}

}  // namespace integrart::h5p
