// "dictation": a line is heard and written down. Only works that sound, and lines short enough to keep in mind.
#include "pipeline/base/text.h"
#include "pipeline/learning/derivations.h"

namespace integrart::learning {

namespace {

constexpr std::size_t most_lines = 12;
constexpr std::size_t least_words = 2, most_words = 12;
constexpr std::size_t longest_line = 80;  // grapheme clusters

/// The words of a line with single spaces between them; what stands inside of a word stays.
std::string without_punctuation(const Line& line) {
  std::string text;
  for (std::size_t i = 0; i < line.words.size(); ++i) {
    const LineWord& word = line.words[i];
    const bool joined = i > 0 && line.text.find(' ', line.words[i - 1].range.end) >= word.range.begin;
    if (i > 0)
      text +=
          joined ? line.text.substr(line.words[i - 1].range.end, word.range.begin - line.words[i - 1].range.end) : " ";
    text += text_of(line, word);
  }
  return text;
}

}  // namespace

std::vector<Activity> derive_dictation(const Material& material) {
  if (!material.lines.is_heard) return {};
  Activity activity = activity_of(material, "dictation");
  std::vector<const Line*> lines;
  for (const Line& line : material.lines.unique)
    if (line.when && line.words.size() >= least_words && line.words.size() <= most_words &&
        grapheme_count(line.text) <= longest_line)
      lines.push_back(&line);
  for (const Line* line : spread(lines, most_lines)) {
    DictationItem item;
    item.text = line->text;
    item.accepted.push_back(line->text);
    if (std::string plain = without_punctuation(*line); plain != line->text) item.accepted.push_back(std::move(plain));
    item.translation = line->translation;
    add_item(activity, {line}, std::move(item));
  }
  return unless_empty(std::move(activity));
}

}  // namespace integrart::learning
