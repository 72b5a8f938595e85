#include "pipeline/language/cue_sentences.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "pipeline/base/text.h"

namespace integrart {

namespace {

constexpr double pause_seconds = 2;
constexpr std::size_t most_cues = 5;
constexpr std::size_t most_sentence_bytes = 800;  // about 400 letters of Cyrillic

std::string one_line(std::string_view text) {
  std::string line;
  bool gap = false;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      gap = !line.empty();
      continue;
    }
    if (gap) line += ' ';
    gap = false;
    line += c;
  }
  return line;
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) { return text.ends_with(ending); });
}

bool ends_sentence(std::string_view text) {
  while (ends_with_any(text, {"\"", ")", "]", "”", "»", "’", "♪", " "})) {
    text.remove_suffix(1);
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) text.remove_suffix(1);
    if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0U) text.remove_suffix(1);
  }
  return text.empty() || ends_with_any(text, {".", "!", "?", "…", ":", "؟", "۔", "。"});
}

bool begins_speech(std::string_view text) {
  return text.starts_with("-") || text.starts_with("–") || text.starts_with("—") || text.starts_with("[") ||
         text.starts_with("♪") || text.starts_with("#");
}

bool pauses(const Cue& before, const Cue& after) {
  return before.when.end && after.when.begin.seconds() - before.when.end->seconds() >= pause_seconds;
}

struct Word {
  std::string_view text;
  std::size_t length = 0;  // graphemes
};

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back({text.substr(0, end), grapheme_count(text.substr(0, end))});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

/// How bad a break after this word is: words of one or two letters lean on the next one in all our languages.
double break_cost(const Word& word) {
  constexpr std::array<std::string_view, 24> leaning{"the", "and",  "for", "but", "with", "een", "het", "van",
                                                     "met", "voor", "ein", "eit", "for",  "som", "nie", "dla",
                                                     "pod", "nad",  "від", "для", "про",  "над", "без", "але"};
  if (ends_with_any(word.text, {".", "!", "?", "…"})) return -0.15;
  if (ends_with_any(word.text, {",", ";", ":", "–", "—"})) return -0.1;
  if (word.length <= 2) return 0.3;
  return std::ranges::find(leaning, word.text) != leaning.end() ? 0.15 : 0;
}

std::string joined(const std::vector<Word>& words, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text.append(i == begin ? "" : " ").append(words[i].text);
  return text;
}

/// Ends of the parts (word counts) that cost least: the squared difference to the wanted share, and the breaks.
std::vector<std::size_t> best_ends(const std::vector<Word>& words, const std::vector<double>& weights) {
  const std::size_t n = words.size();
  const std::size_t k = weights.size();
  double total_weight = 0;
  for (const double weight : weights) total_weight += weight;
  std::vector<double> upto(n + 1, 0);
  for (std::size_t i = 0; i < n; ++i) upto[i + 1] = upto[i] + static_cast<double>(words[i].length + 1);
  constexpr double never = std::numeric_limits<double>::infinity();
  std::vector<std::vector<double>> cost(k + 1, std::vector<double>(n + 1, never));
  std::vector<std::vector<std::size_t>> from(k + 1, std::vector<std::size_t>(n + 1, 0));
  cost[0][0] = 0;
  for (std::size_t part = 1; part <= k; ++part) {
    const double share = total_weight > 0 ? weights[part - 1] / total_weight : 1.0 / static_cast<double>(k);
    for (std::size_t end = part; end + (k - part) <= n; ++end) {
      const double at_break = end == n ? 0 : break_cost(words[end - 1]);
      for (std::size_t begin = part - 1; begin < end; ++begin) {
        if (cost[part - 1][begin] == never) continue;
        const double difference = (upto[end] - upto[begin]) / upto[n] - share;
        const double whole = cost[part - 1][begin] + difference * difference * static_cast<double>(k) + at_break;
        if (whole < cost[part][end]) {
          cost[part][end] = whole;
          from[part][end] = begin;
        }
      }
    }
  }
  std::vector<std::size_t> ends(k);
  for (std::size_t part = k, end = n; part > 0; --part) {
    ends[part - 1] = end;
    end = from[part][end];
  }
  return ends;
}

double overlap(const Cue& a, const Cue& b) {
  const double end_a = a.when.end ? a.when.end->seconds() : std::numeric_limits<double>::max();
  const double end_b = b.when.end ? b.when.end->seconds() : std::numeric_limits<double>::max();
  return std::min(end_a, end_b) - std::max(a.when.begin.seconds(), b.when.begin.seconds());
}

}  // namespace

std::vector<CueSentence> cue_sentences(const CueTrack& track) {
  std::vector<CueSentence> groups;
  bool open = false;
  for (std::size_t i = 0; i < track.cues.size(); ++i) {
    const Cue& cue = track.cues[i];
    const std::string words = one_line(plain_text(cue));
    if (words.empty()) {
      open = false;
      continue;
    }
    const bool joins = open && track.kind != "lyrics" && !pauses(track.cues[i - 1], cue) && !begins_speech(words) &&
                       cue.speaker == track.cues[i - 1].speaker && groups.back().count < most_cues &&
                       groups.back().text.size() + words.size() < most_sentence_bytes;
    if (joins) {
      groups.back().text += " " + words;
      ++groups.back().count;
    } else {
      groups.push_back({i, 1, words});
    }
    open = !ends_sentence(words);
  }
  return groups;
}

std::vector<std::string> split_sentence(std::string_view translation, const std::vector<double>& weights) {
  const std::string line = one_line(translation);
  const std::vector<Word> words = words_of(line);
  std::vector<std::string> parts(weights.size());
  if (weights.empty()) return parts;
  if (weights.size() == 1 || words.size() < weights.size()) {
    parts.front() = line;
    return parts;
  }
  std::size_t begin = 0;
  std::size_t part = 0;
  for (const std::size_t end : best_ends(words, weights)) {
    parts[part++] = joined(words, begin, end);
    begin = end;
  }
  return parts;
}

std::string wrapped(std::string_view text, std::size_t most) {
  if (grapheme_count(text) <= most || text.find(' ') == std::string_view::npos) return std::string(text);
  const std::vector<std::string> lines = split_sentence(text, {1, 1});
  return lines[1].empty() ? lines[0] : lines[0] + "\n" + lines[1];
}

double reading_speed(const Cue& cue, std::string_view text) {
  if (!cue.when.end) return 0;
  const double seconds = cue.when.end->seconds() - cue.when.begin.seconds();
  return seconds <= 0 ? 0 : static_cast<double>(grapheme_count(one_line(text))) / seconds;
}

std::vector<DualCue> pair_by_overlap(const CueTrack& first, const CueTrack& second) {
  std::vector<DualCue> pairs(first.cues.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i].first = i;
  for (std::size_t j = 0; j < second.cues.size(); ++j) {
    std::size_t best = first.cues.size();
    double longest = 0;
    for (std::size_t i = 0; i < first.cues.size(); ++i) {
      const double shared = overlap(first.cues[i], second.cues[j]);
      if (shared > longest) {
        longest = shared;
        best = i;
      }
    }
    if (best < pairs.size()) pairs[best].second.push_back(j);
  }
  return pairs;
}

}  // namespace integrart
