#include "pipeline/speech/aligned_track.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace integrart {

namespace {

constexpr double least_cue = 0.5;  // seconds; shorter cues flash by
constexpr double least_word = 0.02;

/// A piece of a line that is lit up at once: a word with the punctuation around it.
struct Token {
  std::size_t begin = 0;  // in code points
  std::size_t end = 0;
  std::size_t first_byte = 0;
  std::size_t last_byte = 0;
};

std::vector<Token> tokens_of(const std::string& line) {
  std::vector<Token> tokens;
  std::size_t point = 0;
  bool inside = false;
  for (std::size_t byte = 0; byte < line.size(); ++byte) {
    if ((static_cast<unsigned char>(line[byte]) & 0xC0U) == 0x80U) continue;
    if (line[byte] == ' ') {
      inside = false;
    } else {
      if (!inside) tokens.push_back({point, point, byte, byte});
      inside = true;
      std::size_t next = byte + 1;
      while (next < line.size() && (static_cast<unsigned char>(line[next]) & 0xC0U) == 0x80U) ++next;
      tokens.back().end = point + 1;
      tokens.back().last_byte = next;
    }
    ++point;
  }
  return tokens;
}

/// When each token begins: the first word of the reading inside it; tokens that the voice did not say share the time
/// between their neighbours.
std::vector<double> token_seconds(const std::vector<Token>& tokens, std::span<const Reading::Word> words,
                                  const LineTimes& times) {
  std::vector<double> seconds(tokens.size(), -1);
  for (std::size_t i = 0; i < tokens.size(); ++i)
    for (std::size_t w = 0; w < std::min(words.size(), times.words.size()); ++w)
      if (words[w].begin >= tokens[i].begin && words[w].begin < tokens[i].end) {
        seconds[i] = times.words[w];
        break;
      }
  if (!seconds.empty()) seconds.front() = times.begin;
  for (std::size_t i = 1; i < seconds.size(); ++i) {
    if (seconds[i] >= 0) continue;
    std::size_t next = i;
    while (next < seconds.size() && seconds[next] < 0) ++next;
    const double to = next < seconds.size() ? seconds[next] : times.end;
    seconds[i] = seconds[i - 1] + (to - seconds[i - 1]) / static_cast<double>(next - i + 1);
  }
  for (std::size_t i = 1; i < seconds.size(); ++i)
    seconds[i] = std::clamp(seconds[i], seconds[i - 1] + least_word, std::max(times.end, seconds[i - 1] + least_word));
  return seconds;
}

MediaTime milliseconds(double seconds) {
  return MediaTime::from_milliseconds(std::llround(seconds * 1000));
}

std::string escaped(std::string_view words) {
  std::string result;
  for (const char c : words) {
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else
      result += c;
  }
  return result;
}

std::string written(const MediaTime& time) {
  const std::int64_t all = time.ticks_in({1, 1000});
  const auto padded = [](std::int64_t number, std::size_t width) {
    const std::string digits = std::to_string(number);
    return std::string(width - std::min(width, digits.size()), '0') + digits;
  };
  return padded(all / 3'600'000, 2) + ":" + padded(all / 60'000 % 60, 2) + ":" + padded(all / 1000 % 60, 2) + "." +
         padded(all % 1000, 3);
}

CueNode text_node(std::string text) {
  CueNode node;
  node.type = "text";
  node.text = std::move(text);
  return node;
}

void fill_with_words(Cue& cue, const std::string& line, const std::vector<Token>& tokens,
                     const std::vector<double>& seconds) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::size_t end = i + 1 < tokens.size() ? tokens[i + 1].first_byte : tokens[i].last_byte;
    const std::string piece = line.substr(tokens[i].first_byte, end - tokens[i].first_byte);
    WordTiming word;
    word.when.begin = milliseconds(seconds[i]);
    word.when.end = i + 1 < tokens.size() ? milliseconds(seconds[i + 1]) : *cue.when.end;
    word.text = line.substr(tokens[i].first_byte, tokens[i].last_byte - tokens[i].first_byte);
    if (i > 0) {
      CueNode stamp;
      stamp.type = "timestamp";
      stamp.timestamp = word.when.begin;
      cue.tree.push_back(std::move(stamp));
      cue.text += "<" + written(word.when.begin) + ">";
    }
    cue.text += escaped(piece);
    cue.tree.push_back(text_node(piece));
    cue.words.push_back(std::move(word));
  }
}

}  // namespace

CueTrack aligned_track(std::span<const TextLine> lines, std::span<const LineTimes> times,
                       std::span<const std::vector<Reading::Word>> words, const TrackWishes& wishes) {
  CueTrack track;
  track.language = wishes.language;
  track.kind = "lyrics";
  for (std::size_t line = 0; line < times.size(); ++line) {
    const double limit = line + 1 < times.size() ? times[line + 1].begin : std::max(wishes.seconds, times[line].end);
    LineTimes own = times[line];
    own.end = std::max(own.begin + 0.001, std::min(std::max(own.end, own.begin + least_cue), limit));
    Cue cue;
    cue.id = std::to_string(line + 1);
    cue.when = {milliseconds(own.begin), milliseconds(own.end)};
    cue.confidence = name_of(own.confidence);
    const auto tokens = tokens_of(lines[line].text);
    const bool timed =
        wishes.words && tokens.size() > 1 && own.end - own.begin > least_word * static_cast<double>(tokens.size() + 1);
    if (timed) {
      fill_with_words(cue, lines[line].text, tokens, token_seconds(tokens, words[line], own));
    } else {
      cue.text = escaped(lines[line].text);
      cue.tree.push_back(text_node(lines[line].text));
      if (wishes.words) cue.words.push_back({cue.when, lines[line].text});
    }
    track.cues.push_back(std::move(cue));
  }
  return track;
}

}  // namespace integrart
