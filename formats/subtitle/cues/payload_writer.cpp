#include "formats/subtitle/cues/payload_writer.h"

#include <algorithm>

#include "formats/subtitle/cues/cue_text.h"
#include "formats/subtitle/cues/scanning.h"
#include "formats/subtitle/cues/timestamps.h"

namespace integrart {
namespace {

constexpr std::size_t most_nesting = 28;  // the tree takes 30

/// The last tag of `payload` when it ends in one; empty otherwise. Other '>' are escaped in payloads.
std::string_view tag_at_end(std::string_view payload) {
  return payload.ends_with('>') ? payload.substr(payload.rfind('<')) : std::string_view();
}

/// What is not seen at the end of a cue goes: white space in front of the closing tags, and elements it leaves empty.
std::string without_space_at_end(std::string payload) {
  std::string closing;
  while (!payload.empty()) {
    const std::string_view tag = tag_at_end(payload);
    if (tag.starts_with("</")) {
      closing.insert(0, tag);
      payload.erase(payload.size() - tag.size());
    } else if (!tag.empty() && !closing.empty() && (tag[1] < '0' || tag[1] > '9')) {
      payload.erase(payload.size() - tag.size());
      closing.erase(0, closing.find('>') + 1);
    } else if (payload.back() == ' ' || payload.back() == '\t' || payload.back() == '\n') {
      payload.pop_back();
    } else {
      break;
    }
  }
  return payload + closing;
}

}  // namespace

void PayloadWriter::open(std::string_view element, std::string_view tag) {
  if (m_open.size() >= most_nesting) return;
  m_open.push_back({std::string(element), std::string(tag)});
}

void PayloadWriter::close(std::string_view element) {
  const auto last = std::ranges::find(m_open.rbegin(), m_open.rend(), element, &Open::element);
  if (last == m_open.rend()) return;
  const std::vector<Open> again(last.base(), m_open.end());
  while (m_open.back().element != element) end();
  end();
  for (const Open& crossed : again) m_open.push_back({crossed.element, crossed.tag});
}

bool PayloadWriter::is_open(std::string_view element) const {
  return std::ranges::find(m_open, element, &Open::element) != m_open.end();
}

void PayloadWriter::close_to(std::size_t depth) {
  while (m_open.size() > depth) end();
}

void PayloadWriter::words(std::string_view utf8) {
  if (utf8.empty()) return;
  for (Open& element : m_open) {
    // A space keeps "--" at the end of a name and the '>' from being the arrow between times.
    if (!element.written && !element.tag.empty())
      m_payload.append("<").append(element.tag).append(element.tag.ends_with("--") ? " >" : ">");
    element.written = true;
  }
  m_payload += escaped_cue_text(utf8);
}

void PayloadWriter::timestamp(const MediaTime& time) {
  m_payload.append("<").append(written_time(time, '.')).append(">");
}

void PayloadWriter::end() {
  const std::string& tag = m_open.back().tag;
  if (m_open.back().written && !tag.empty())
    m_payload.append("</").append(tag.substr(0, tag.find_first_of(". "))).append(">");
  m_open.pop_back();
}

std::string tidy_payload(std::string_view payload, bool* lost) {
  std::string kept;
  bool gap = false;
  for (const std::string_view line : lines_of(payload)) {
    const std::string_view words = without_outer_space(line);
    gap = gap || (words.empty() && !kept.empty());
    if (words.empty()) continue;
    if (gap && lost != nullptr) *lost = true;
    gap = false;
    if (!kept.empty()) kept += '\n';
    kept += words;
  }
  return without_space_at_end(std::move(kept));
}

}  // namespace integrart
