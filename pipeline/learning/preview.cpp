#include "pipeline/learning/preview.h"

#include <fmt/format.h>

namespace integrart::learning {

namespace {

std::string joined(const std::vector<std::string>& list, std::string_view between) {
  std::string text;
  for (const std::string& item : list) text += (text.empty() ? "" : std::string(between)) + item;
  return text;
}

std::string with_brackets(const std::string& text, const std::vector<ActivityGap>& gaps) {
  std::string marked;
  const std::vector<std::string> pieces = gap_pieces(text, gaps);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i % 2 == 0) {
      marked += pieces[i];
      continue;
    }
    const ActivityGap& gap = gaps[i / 2];
    marked += "[" + joined(gap.answers, "|") + (gap.tip.empty() ? "]" : " " + gap.tip + "]");
  }
  return marked;
}

std::string in_order(const std::vector<std::size_t>& order) {
  std::vector<std::string> numbers;
  for (const std::size_t index : order) numbers.push_back(std::to_string(index + 1));
  return joined(numbers, " ");
}

struct Preview {
  std::string_view language;

  std::string operator()(const GapItem& item) const { return with_brackets(item.text, item.gaps); }
  std::string operator()(const ChoiceItem& item) const {
    return fmt::format("{}  ({}) = {}", with_blank(item), joined(item.options, ", "), item.correct + 1);
  }
  std::string operator()(const OrderItem& item) const {
    return fmt::format("{}  ({})", joined(item.lines, " / "), in_order(item.shown));
  }
  std::string operator()(const MatchItem& item) const {
    std::vector<std::string> pairs;
    for (const MatchPair& pair : item.pairs) pairs.push_back(pair.line + " = " + pair.translation.in(language));
    return fmt::format("{}  ({})", joined(pairs, " / "), in_order(item.shown));
  }
  std::string operator()(const DictationItem& item) const { return joined(item.accepted, "  |  "); }
  std::string operator()(const VocabularyItem& item) const {
    return fmt::format("{} ×{}: {}", item.word, item.count,
                       with_brackets(item.example, {{item.begin, item.length, {item.word}, ""}}));
  }
  std::string operator()(const FlashcardItem& item) const { return item.front + " = " + item.back.in(language); }
  std::string operator()(const LineItem& item) const {
    std::string text = item.text;
    for (const WordTiming& word : item.words) text += fmt::format(" {:.2f}:{}", word.when.begin.seconds(), word.text);
    return text;
  }
  std::string operator()(const QuestionItem& item) const {
    std::vector<std::string> options;
    for (const LocalisedText& option : item.options) options.push_back(option.in(language));
    return fmt::format("{}  ({}) = {}", item.question.in(language), joined(options, ", "), in_order(item.correct));
  }
};

}  // namespace

std::vector<std::string> preview(const Activity& activity, std::string_view language) {
  std::vector<std::string> lines;
  for (const ActivityItem& item : activity.items) lines.push_back(std::visit(Preview{language}, item.content));
  return lines;
}

}  // namespace integrart::learning
