#include "pipeline/base/text.h"

#include <fmt/format.h>
#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <memory>

#include "pipeline/base/text_abbreviations.h"

namespace integrart {

namespace {

std::unique_ptr<icu::BreakIterator> break_iterator(UBreakIteratorType kind, const LanguageTag& language) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag(language.text(), status);
  switch (kind) {
    case UBRK_SENTENCE:
      return std::unique_ptr<icu::BreakIterator>(icu::BreakIterator::createSentenceInstance(locale, status));
    case UBRK_WORD:
      return std::unique_ptr<icu::BreakIterator>(icu::BreakIterator::createWordInstance(locale, status));
    default:
      return std::unique_ptr<icu::BreakIterator>(icu::BreakIterator::createCharacterInstance(locale, status));
  }
}

struct TextCloser {
  void operator()(UText* text) const { utext_close(text); }
};
using Text = std::unique_ptr<UText, TextCloser>;

/// A view of UTF-8 for break iterators, so that boundaries are byte offsets.
Text open_text(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  return Text(utext_openUTF8(nullptr, utf8.data(), static_cast<std::int64_t>(utf8.size()), &status));
}

template <class Each>
void for_each_piece(UBreakIteratorType kind, std::string_view text, const LanguageTag& language, Each&& each) {
  const auto breaks = break_iterator(kind, language);
  const Text view = open_text(text);
  if (!breaks || !view) return;
  UErrorCode status = U_ZERO_ERROR;
  breaks->setText(view.get(), status);
  std::int32_t begin = breaks->first();
  for (std::int32_t end = breaks->next(); end != icu::BreakIterator::DONE; begin = end, end = breaks->next())
    each(static_cast<std::size_t>(begin), static_cast<std::size_t>(end), breaks->getRuleStatus());
}

UChar32 code_point_at(std::string_view text, std::size_t& offset) {
  UChar32 point = 0;
  auto index = static_cast<std::int32_t>(offset);
// ICU's macro narrows int to uint8_t inside.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
  U8_NEXT(text.data(), index, static_cast<std::int32_t>(text.size()), point);
#pragma GCC diagnostic pop
  offset = static_cast<std::size_t>(index);
  return point;
}

ByteRange without_outer_space(std::string_view text, ByteRange range) {
  std::size_t begin = range.begin;
  while (begin < range.end) {
    std::size_t next = begin;
    if (!u_isUWhiteSpace(code_point_at(text, next))) break;
    begin = next;
  }
  std::size_t end = begin;
  for (std::size_t at = begin; at < range.end;)
    if (!u_isUWhiteSpace(code_point_at(text, at))) end = at;
  return {begin, end};
}

bool must_be_visible(UChar32 point) {
  const auto category = u_charType(point);
  return category == U_CONTROL_CHAR || category == U_FORMAT_CHAR || category == U_LINE_SEPARATOR ||
         category == U_PARAGRAPH_SEPARATOR || category == U_PRIVATE_USE_CHAR;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (code_point_at(text, at) < 0) return false;
  return true;
}

std::string to_nfc(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return std::string(text);
  const auto source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  std::string result;
  nfc->normalize(source, status).toUTF8String(result);
  return result;
}

std::string case_folded(std::string_view text) {
  auto folded = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  std::string result;
  folded.foldCase().toUTF8String(result);
  return result;
}

std::size_t grapheme_count(std::string_view text) {
  std::size_t count = 0;
  for_each_piece(UBRK_CHARACTER, text, {}, [&](std::size_t, std::size_t, std::int32_t) { ++count; });
  return count;
}

std::size_t code_point_count(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) code_point_at(text, at);
  return count;
}

std::vector<ByteRange> sentence_ranges(std::string_view text, const LanguageTag& language) {
  std::vector<ByteRange> ranges;
  for_each_piece(UBRK_SENTENCE, text, language, [&](std::size_t begin, std::size_t end, std::int32_t) {
    const ByteRange range = without_outer_space(text, {begin, end});
    if (range.begin == range.end) return;
    if (!ranges.empty() && continues_sentence(text, ranges.back(), range, language))
      ranges.back().end = range.end;
    else
      ranges.push_back(range);
  });
  return ranges;
}

std::vector<ByteRange> word_ranges(std::string_view text, const LanguageTag& language) {
  std::vector<ByteRange> ranges;
  for_each_piece(UBRK_WORD, text, language, [&](std::size_t begin, std::size_t end, std::int32_t status) {
    if (status >= UBRK_WORD_NONE_LIMIT) ranges.push_back({begin, end});
  });
  return ranges;
}

std::string display_name(std::string_view name, std::size_t most) {
  std::string visible;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t begin = at;
    const UChar32 point = code_point_at(name, at);
    if (point < 0)
      visible += "\xEF\xBF\xBD";
    else if (must_be_visible(point))
      visible += fmt::format("\\u{{{:X}}}", static_cast<std::uint32_t>(point));
    else
      visible += name.substr(begin, at - begin);
  }
  std::vector<std::size_t> ends;
  for_each_piece(UBRK_CHARACTER, visible, {}, [&](std::size_t, std::size_t end, std::int32_t) { ends.push_back(end); });
  if (ends.size() <= most || most < 3) return visible;
  const std::size_t head = (most - 1) / 2;
  const std::size_t tail = most - 1 - head;
  return visible.substr(0, ends[head - 1]) + "…" + visible.substr(ends[ends.size() - tail - 1]);
}

std::string html_escaped(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

}  // namespace integrart
