// "karaoke": the whole work to sing along, word by word; "repeat": one line at a time, heard and said again.
#include <algorithm>

#include "pipeline/base/text.h"
#include "pipeline/learning/derivations.h"

namespace integrart::learning {

namespace {

constexpr std::size_t most_sung_lines = 500;
constexpr std::size_t most_repeated_lines = 20;
constexpr double longest_repeated_seconds = 12;

/// Words between spaces with shares of the line's time by their letters: plausible, and said to be estimated.
std::vector<WordTiming> estimated(const Line& line) {
  std::vector<WordTiming> words;
  const std::string& text = line.text;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    if (!words.empty() && !word.empty() && std::ranges::none_of(line.words, [&](const LineWord& one) {
          return one.range.begin >= at && one.range.begin < end;
        }))
      words.back().text += " " + word;  // a dash is no word of its own
    else if (!word.empty())
      words.push_back({{}, word});
    at = end + 1;
  }
  double letters = 0, before = 0;
  for (const WordTiming& word : words) letters += static_cast<double>(grapheme_count(word.text) + 1);
  const double begin = line.when->begin.seconds(), length = line.when->end->seconds() - begin;
  for (WordTiming& word : words) {
    word.when.begin = MediaTime::from_seconds(begin + length * before / letters, {1, 1000});
    before += static_cast<double>(grapheme_count(word.text) + 1);
    word.when.end = MediaTime::from_seconds(begin + length * before / letters, {1, 1000});
  }
  return words;
}

bool has_length(const Line& line) {
  return line.when && line.when->end && line.when->begin < *line.when->end;
}

}  // namespace

std::vector<Activity> derive_karaoke(const Material& material) {
  if (!material.lines.is_heard) return {};
  Activity activity = activity_of(material, "karaoke");
  for (const Line& line : material.lines.all) {
    if (!has_length(line) || activity.items.size() == most_sung_lines) continue;
    LineItem item;
    item.text = line.text;
    item.words = line.timings.empty() ? estimated(line) : line.timings;
    item.translation = line.translation;
    activity.estimated_times = activity.estimated_times || line.timings.empty();
    add_item(activity, {&line}, std::move(item));
  }
  return unless_empty(std::move(activity));
}

std::vector<Activity> derive_repeat(const Material& material) {
  if (!material.lines.is_heard) return {};
  Activity activity = activity_of(material, "repeat");
  std::vector<const Line*> lines;
  for (const Line& line : material.lines.unique)
    if (has_length(line) && line.when->end->seconds() - line.when->begin.seconds() <= longest_repeated_seconds)
      lines.push_back(&line);
  for (const Line* line : spread(lines, most_repeated_lines)) {
    LineItem item;
    item.text = line->text;
    item.translation = line->translation;
    add_item(activity, {line}, std::move(item));
  }
  return unless_empty(std::move(activity));
}

}  // namespace integrart::learning
