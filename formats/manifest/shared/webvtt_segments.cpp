#include "formats/manifest/shared/webvtt_segments.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace integrart {

namespace {

/// Local time 0 is the media's time stamp 0: CMAF tracks of ours begin there.
constexpr std::string_view segment_head = "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0\n";

struct Block {
  std::string text;                                // lines, each with its line feed
  std::optional<std::pair<double, double>> shown;  // of a cue
};

std::string_view next_line(std::string_view& text) {
  const std::size_t end = text.find_first_of("\r\n");
  const std::string_view line = text.substr(0, end);
  if (end == std::string_view::npos) {
    text = {};
  } else {
    text.remove_prefix(text.substr(end, 2) == "\r\n" ? end + 2 : end + 1);
  }
  return line;
}

/// "[hours:]minutes:seconds.milliseconds" at the start of `text`.
std::optional<double> read_time(std::string_view text) {
  double seconds = 0;
  int parts = 0;
  while (true) {
    std::size_t digits = 0;
    double part = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9')
      part = part * 10 + (text[digits++] - '0');
    if (digits == 0 || digits > 6) return std::nullopt;
    seconds = seconds * 60 + part;
    ++parts;
    text.remove_prefix(digits);
    if (text.starts_with(':') && parts < 3) {
      text.remove_prefix(1);
      continue;
    }
    break;
  }
  if (parts < 2 || text.size() < 4 || text[0] != '.') return std::nullopt;
  double fraction = 0;
  for (std::size_t i = 1; i <= 3; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    fraction = fraction * 10 + (text[i] - '0');
  }
  return seconds + fraction / 1000;
}

std::optional<std::pair<double, double>> read_times(std::string_view line) {
  const std::size_t arrow = line.find("-->");
  const auto begin = read_time(line.substr(0, arrow));
  std::string_view after = line.substr(arrow + 3);
  after.remove_prefix(std::min(after.find_first_not_of(" \t"), after.size()));
  const auto end = read_time(after);
  if (!begin || !end) return std::nullopt;
  return std::pair(*begin, *end);
}

Result<std::vector<Block>> read_blocks(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::string_view signature = next_line(text);
  if (signature.substr(0, 6) != "WEBVTT" || (signature.size() > 6 && signature[6] != ' ' && signature[6] != '\t'))
    return fail(Errc::invalid_input, "manifest.subtitles_not_webvtt");
  std::vector<Block> blocks;
  Block block;
  bool in_head = true;  // what follows the signature without an empty line is metadata
  const auto close = [&] {
    const bool kept = block.shown || block.text.starts_with("STYLE") || block.text.starts_with("REGION");
    if (!in_head && kept) blocks.push_back(block);
    block = {};
    in_head = false;
  };
  while (!text.empty()) {
    const std::string_view line = next_line(text);
    if (line.empty()) {
      close();
      continue;
    }
    if (!block.shown && line.find("-->") != std::string_view::npos) {
      block.shown = read_times(line);
      if (!block.shown)
        return fail(Errc::invalid_input, "manifest.cue_times_unreadable", {{"line", std::string(line)}});
      in_head = false;
    }
    block.text.append(line).push_back('\n');
  }
  close();
  return blocks;
}

}  // namespace

Result<std::vector<WebvttSegment>> cut_webvtt(std::string_view webvtt, double duration, double segment_seconds) {
  TRY_ASSIGN(const std::vector<Block> blocks, read_blocks(webvtt));
  std::string head(segment_head);
  for (const Block& block : blocks)
    if (!block.shown) head.append("\n").append(block.text);

  const auto count = static_cast<std::size_t>(std::max(1.0, std::ceil(duration / segment_seconds)));
  std::vector<WebvttSegment> segments(count);
  for (std::size_t i = 0; i < count; ++i) {
    segments[i].start = static_cast<double>(i) * segment_seconds;
    segments[i].duration = std::min(segment_seconds, duration - segments[i].start);
    segments[i].text = head;
  }
  for (const Block& block : blocks) {
    if (!block.shown || block.shown->first >= duration) continue;
    const auto first = static_cast<std::size_t>(block.shown->first / segment_seconds);
    const double last_second = std::max(block.shown->first, block.shown->second);
    for (std::size_t i = first; i < count; ++i) {
      if (i > first && segments[i].start >= last_second) break;
      segments[i].text.append("\n").append(block.text);
    }
  }
  return segments;
}

}  // namespace integrart
