#include "pipeline/media/still/picture_words.h"

#include <algorithm>

#include "pipeline/base/text.h"

namespace integrart {
namespace {

/// Of any encoding; damaged letters are no reason to leave the others unread.
std::string as_utf8(std::string_view bytes) {
  if (is_valid_utf8(bytes)) return std::string(bytes);
  const auto decoded = decode_text(bytes);
  return decoded ? decoded->utf8 : display_name(bytes, bytes.size());
}

}  // namespace

void PictureWords::add(std::string_view key, std::string_view written) {
  const std::size_t last = written.find_last_not_of(std::string_view(" \t\r\n\0", 5));
  written = written.substr(0, last == std::string_view::npos ? 0 : last + 1);
  if (written.empty()) return;
  const bool is_too_much = tags.size() >= most_written_tags || written.size() > most_written_bytes - bytes;
  if (is_too_much || written.size() > longest_written_tag) return add_unread(key);
  WrittenTag tag{std::string(key), as_utf8(written)};
  const bool is_there = std::ranges::any_of(
      tags, [&](const WrittenTag& other) { return other.key == tag.key && other.text == tag.text; });
  if (is_there) return;
  bytes += written.size();
  tags.push_back(std::move(tag));
}

void PictureWords::add_unread(std::string_view key) {
  if (std::ranges::find(unread, key) == unread.end()) unread.emplace_back(key);
}

}  // namespace integrart
