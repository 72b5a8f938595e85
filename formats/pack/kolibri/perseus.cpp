#include "formats/pack/kolibri/perseus.h"

#include <algorithm>
#include <set>

#include "formats/pack/quiz/quiz.h"
#include "formats/pack/shared/instructions.h"
#include "pipeline/base/message.h"

namespace integrart::kolibri {
namespace {

constexpr std::string_view blank = "____";
constexpr std::size_t most_words_in_a_list = 6;
constexpr std::int64_t longest_series = 5;  // answers that count for passing; all but one of them must be right

Json widget(std::string_view type, Json options, int major_version = 0) {
  return Json::object({{"type", type},
                       {"alignment", "default"},
                       {"static", false},
                       {"graded", true},
                       {"version", Json::object({{"major", major_version}, {"minor", 0}})},
                       {"options", std::move(options)}});
}

Json item_document(const std::string& content, std::string_view widget_name, Json the_widget,
                   const std::string& explanation, const std::string& tip = "") {
  Json hints = Json::empty_array();
  for (const std::string& words : {tip, explanation})
    if (!words.empty())
      hints.push_back(Json::object({{"content", markdown_escaped(words)},
                                    {"images", Json::empty_object()},
                                    {"widgets", Json::empty_object()},
                                    {"replace", false}}));
  Json widgets = Json::empty_object();
  widgets[widget_name] = std::move(the_widget);
  return Json::object(
      {{"question",
        Json::object({{"content", content}, {"images", Json::empty_object()}, {"widgets", std::move(widgets)}})},
       {"answerArea", Json::object({{"calculator", false},
                                    {"chi2Table", false},
                                    {"periodicTable", false},
                                    {"tTable", false},
                                    {"zTable", false}})},
       {"itemDataVersion", Json::object({{"major", 0}, {"minor", 1}})},
       {"hints", std::move(hints)}});
}

class ExerciseMaker {
 public:
  explicit ExerciseMaker(const Uuid& space) : m_space(space) {}

  void add(const std::string& name, std::string_view kind, const Json& document) {
    const std::string id = uuid_hex(uuid_of_name(m_space, name));
    m_exercise.assessment.items.push_back(id);
    m_mapping[id] = kind;
    m_exercise.files.push_back({id + ".json", document.dump()});
  }

  std::optional<Exercise> finish() {
    Assessment& assessment = m_exercise.assessment;
    if (assessment.items.empty()) return std::nullopt;
    assessment.of = std::min<std::int64_t>(static_cast<std::int64_t>(assessment.items.size()), longest_series);
    assessment.right = std::max<std::int64_t>(1, assessment.of - 1);
    const Json list = Json::object({{"mastery_model", "m_of_n"},
                                    {"m", assessment.right},
                                    {"n", assessment.of},
                                    {"randomize", false},
                                    {"all_assessment_items", json_list(assessment.items)},
                                    {"assessment_mapping", std::move(m_mapping)}});
    m_exercise.files.push_back({"exercise.json", list.dump()});
    std::ranges::sort(m_exercise.files, {}, &PackEntry::path);
    return std::move(m_exercise);
  }

 private:
  Uuid m_space;
  Exercise m_exercise;
  Json m_mapping = Json::empty_object();
};

void add_choice(ExerciseMaker& maker, const quiz::Item& item, const std::string& instructions) {
  Json choices = Json::empty_array();
  for (std::size_t i = 0; i < item.options.size(); ++i)
    choices.push_back(Json::object({{"content", markdown_escaped(item.options[i])},
                                    {"correct", std::ranges::find(item.correct, i) != item.correct.end()}}));
  const bool several = item.kind == quiz::Kind::some_of;
  Json radio = widget("radio",
                      Json::object({{"choices", std::move(choices)},
                                    {"randomize", false},
                                    {"multipleSelect", several},
                                    {"countChoices", false},
                                    {"displayCount", Json()},
                                    {"hasNoneOfTheAbove", false},
                                    {"onePerLine", true},
                                    {"deselectEnabled", false}}),
                      1);
  const std::string content =
      markdown_escaped(instructions) + "\n\n" + markdown_escaped(item.prompt) + "\n\n[[☃ radio 1]]";
  maker.add(item.id, several ? "multiple_selection" : "single_selection",
            item_document(content, "radio 1", std::move(radio), item.explanation));
}

/// `answer` among the words of the other gaps; alphabetical, so that the place says nothing.
std::vector<std::string> word_list(const std::set<std::string>& words, const std::string& answer) {
  const std::vector<std::string> all(words.begin(), words.end());
  const auto own = static_cast<std::size_t>(std::ranges::find(all, answer) - all.begin());
  std::set<std::string> list;
  for (std::size_t i = 0; i < std::min(all.size(), most_words_in_a_list); ++i) list.insert(all[(own + i) % all.size()]);
  return {list.begin(), list.end()};
}

/// `item` has a gap.
void add_gap(ExerciseMaker& maker, const quiz::Item& item, const std::set<std::string>& words,
             const std::string& instructions) {
  Json choices = Json::empty_array();
  for (const std::string& word : word_list(words, item.accepted.front()))
    choices.push_back(Json::object({{"content", word}, {"correct", word == item.accepted.front()}}));
  const std::size_t gap = *item.gap;
  const std::string content = markdown_escaped(instructions) + "\n\n" + markdown_escaped(item.prompt.substr(0, gap)) +
                              "[[☃ dropdown 1]]" + markdown_escaped(item.prompt.substr(gap + blank.size()), false);
  Json dropdown =
      widget("dropdown", Json::object({{"placeholder", ""}, {"static", false}, {"choices", std::move(choices)}}));
  maker.add(item.id, "perseus_question",
            item_document(content, "dropdown 1", std::move(dropdown), item.explanation, item.tip));
}

void add_order(ExerciseMaker& maker, const std::string& id, const OrderItem& item, const std::string& instructions) {
  Json lines = Json::empty_array();
  for (const std::string& line : item.lines) lines.push_back(markdown_escaped(line));
  Json sorter =
      widget("sorter", Json::object({{"correct", std::move(lines)}, {"padding", true}, {"layout", "vertical"}}));
  maker.add(id, "perseus_question",
            item_document(markdown_escaped(instructions) + "\n\n[[☃ sorter 1]]", "sorter 1", std::move(sorter), ""));
}

}  // namespace

std::string markdown_escaped(std::string_view text, bool begins_line) {
  std::string escaped;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '\r') {
      if (text.substr(i + 1).starts_with('\n')) continue;
      c = '\n';  // as Perseus reads it
    }
    if (c == '\t' || c == '\f') c = ' ';
    // Four spaces would make the line one of a program, in which all backslashes are seen and no widget is one.
    if (c == ' ' && begins_line) {
      escaped += "\u00A0";
      continue;
    }
    begins_line = c == '\n';
    if (std::string_view("\\`*_{}[]()#+-.!|<>$~^=:&\"'").find(c) != std::string_view::npos) escaped += '\\';
    // A line break that is kept: two spaces before it.
    if (c == '\n') escaped += "  ";
    escaped += c;
  }
  return escaped;
}

std::optional<Exercise> exercise_of(const Activity& activity, const Uuid& space, const std::string& labels,
                                    const std::string& reader) {
  ExerciseMaker maker(space);
  const std::string instructions = render(instructions_for_lists(activity), labels);
  for (const ActivityItem& item : activity.items)
    if (const auto* order = std::get_if<OrderItem>(&item.content)) add_order(maker, item.id, *order, instructions);
  const std::optional<quiz::Quiz> quiz = quiz::quiz_of(activity, labels, reader);
  if (!quiz) return maker.finish();
  std::set<std::string> words;
  for (const quiz::Item& item : quiz->items)
    if (item.kind == quiz::Kind::written) words.insert(item.accepted.front());
  for (const quiz::Item& item : quiz->items) {
    const bool is_gap = activity.kind == "gap_fill" && item.gap.has_value();
    if (!item.options.empty())
      add_choice(maker, item, instructions);
    else if (is_gap && words.size() > 1)
      add_gap(maker, item, words, instructions);
  }
  return maker.finish();
}

}  // namespace integrart::kolibri
