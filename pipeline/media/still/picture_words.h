#pragma once
// The words that people wrote into a picture beside its pixels, as they are gathered from all places for them.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/media/written_words.h"

namespace integrart {

/// Bounds on the words of one picture.
inline constexpr std::size_t most_written_tags = 1000;
inline constexpr std::size_t longest_written_tag = 64U << 10U;  // bytes
inline constexpr std::size_t most_written_bytes = 512U << 10U;  // of all together

struct PictureWords {
  std::vector<WrittenTag> tags;     // keys in lower case, no text twice under one key
  std::vector<std::string> unread;  // keys of what is too long, too much, or cannot be unpacked; each once
  std::size_t bytes = 0;            // of all texts

  /// Any encoding in, UTF-8 kept; what holds nothing but blanks is no text. Beyond the bounds it is unread.
  void add(std::string_view key, std::string_view written);
  void add_unread(std::string_view key);
};

}  // namespace integrart
