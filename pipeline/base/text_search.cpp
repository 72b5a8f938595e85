// Folding and look-alikes, for searching in words. (ICU; see text.h.)

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <memory>

#include "pipeline/base/text.h"

namespace integrart {
namespace {

struct SpoofCloser {
  void operator()(USpoofChecker* checker) const { uspoof_close(checker); }
};
using SpoofChecker = std::unique_ptr<USpoofChecker, SpoofCloser>;

icu::UnicodeString unicode_string(std::u32string_view points) {
  icu::UnicodeString text;
  for (const char32_t point : points) text.append(static_cast<UChar32>(point));
  return text;
}

std::u32string points_of(const icu::UnicodeString& text) {
  std::u32string points;
  for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1))
    points += static_cast<char32_t>(text.char32At(at));
  return points;
}

/// Signs that change how a letter is read aloud or drawn and are left out by most writers.
bool is_left_out(UChar32 point) {
  return u_charType(point) == U_NON_SPACING_MARK || u_charType(point) == U_ENCLOSING_MARK || point == 0x0640;
}

/// Letters and the marks behind them belong together when composing.
bool begins_cluster(UChar32 point) {
  return u_getCombiningClass(point) == 0;
}

}  // namespace

FoldedText folded_for_search(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
  FoldedText folded;
  if (U_FAILURE(status) != 0) return folded;
  const std::u32string points =
      points_of(icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size()))));
  for (std::size_t begin = 0; begin < points.size();) {
    std::size_t end = begin + 1;
    while (end < points.size() && !begins_cluster(static_cast<UChar32>(points[end]))) ++end;
    // A letter under hundreds of marks folds like one under a few.
    const std::size_t most = std::min(end, begin + 8);
    const icu::UnicodeString cluster =
        folding->normalize(unicode_string(std::u32string_view(points).substr(begin, most - begin)), status);
    for (const char32_t point : points_of(cluster))
      if (!is_left_out(static_cast<UChar32>(point))) {
        folded.points += point;
        folded.origin.push_back(begin);
      }
    begin = end;
  }
  return folded;
}

bool is_word_character(char32_t point) {
  const auto mask = U_GET_GC_MASK(static_cast<UChar32>(point));
  return (mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

std::u32string without_marks(std::u32string_view word) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* decomposition = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status) != 0) return std::u32string(word);
  std::u32string plain = points_of(decomposition->normalize(unicode_string(word), status));
  std::erase_if(plain, [](char32_t point) { return is_left_out(static_cast<UChar32>(point)); });
  return plain;
}

std::u32string skeleton(std::u32string_view word) {
  UErrorCode status = U_ZERO_ERROR;
  const SpoofChecker checker(uspoof_open(&status));
  if (U_FAILURE(status) != 0) return {};
  icu::UnicodeString result;
  uspoof_getSkeletonUnicodeString(checker.get(), 0, unicode_string(word), result, &status);
  return U_FAILURE(status) != 0 ? std::u32string() : points_of(result);
}

std::u32string skeleton_of_mixed_script(std::u32string_view word) {
  UErrorCode status = U_ZERO_ERROR;
  const SpoofChecker checker(uspoof_open(&status));
  if (U_FAILURE(status) != 0) return {};
  uspoof_setChecks(checker.get(), USPOOF_RESTRICTION_LEVEL, &status);
  uspoof_setRestrictionLevel(checker.get(), USPOOF_HIGHLY_RESTRICTIVE);
  const std::int32_t failed = uspoof_checkUnicodeString(checker.get(), unicode_string(word), nullptr, &status);
  return U_FAILURE(status) == 0 && failed != 0 ? skeleton(word) : std::u32string();
}

}  // namespace integrart
