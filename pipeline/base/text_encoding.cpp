// Which encoding bytes were written in: strict decoding by each candidate, then how much the result looks like the
// language. Byte statistics alone confuse windows-1250 with ISO-8859-2 and KOI8 with windows-1251; letters do not.

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ulocdata.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "pipeline/base/text.h"

namespace integrart {

namespace {

constexpr std::array candidate_encodings{"windows-1251", "windows-1250", "windows-1252",   "KOI8-U",   "KOI8-R",
                                         "ISO-8859-2",   "ISO-8859-5",   "x-mac-cyrillic", "UTF-16LE", "UTF-16BE"};
constexpr std::array known_languages{"uk", "pl", "nl", "nb", "nn", "en", "ru",
                                     "be", "de", "fr", "cs", "lt", "ro", "ar"};

constexpr double certain_enough = 0.8;  // best candidate
constexpr double clear_margin = 0.1;    // to the next one that reads differently

struct ConverterCloser {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, ConverterCloser>;

std::string to_utf8(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

/// Decodes strictly: malformed or unassigned bytes give nothing.
std::optional<icu::UnicodeString> decode_strictly(std::string_view bytes, const char* encoding) {
  UErrorCode status = U_ZERO_ERROR;
  const Converter converter(ucnv_open(encoding, &status));
  if (U_FAILURE(status)) return std::nullopt;
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  icu::UnicodeString text;
  const auto capacity = static_cast<std::int32_t>(bytes.size() * 2 + 2);
  char16_t* buffer = text.getBuffer(capacity);
  const std::int32_t length =
      ucnv_toUChars(converter.get(), buffer, capacity, bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  text.releaseBuffer(U_SUCCESS(status) ? length : 0);
  if (U_FAILURE(status) || text.indexOf(u'\0') >= 0) return std::nullopt;
  return text;
}

icu::UnicodeSet letters_of(const char* language) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeSet letters;
  ULocaleData* data = ulocdata_open(language, &status);
  if (U_FAILURE(status)) return letters;
  ulocdata_getExemplarSet(data, letters.toUSet(), USET_ADD_CASE_MAPPINGS, ULOCDATA_ES_STANDARD, &status);
  ulocdata_close(data);
  return letters;
}

/// Share of the letters beyond ASCII that belong to the language, less what no writer does: symbols for letters,
/// control characters, capitals in the middle of words. [0, 1].
double fit(const icu::UnicodeString& text, const icu::UnicodeSet& letters) {
  double beyond = 0, belonging = 0, odd = 0;
  UChar32 previous = 0;
  for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    const UChar32 point = text.char32At(at);
    if (point > 0x7F) {
      ++beyond;
      const auto category = u_charType(point);
      const bool punctuation = u_ispunct(point) || u_isUWhiteSpace(point);
      if (letters.contains(point) || punctuation || category == U_NON_SPACING_MARK) ++belonging;
      if (category == U_CONTROL_CHAR || category == U_OTHER_SYMBOL || category == U_MATH_SYMBOL) ++odd;
      if (u_isupper(point) && u_islower(previous)) ++odd;
    }
    previous = point;
  }
  if (beyond == 0) return 0;
  return std::clamp((belonging - odd) / beyond, 0.0, 1.0);
}

double best_fit(const icu::UnicodeString& text, const LanguageTag& hint) {
  if (!hint.is_undetermined()) return fit(text, letters_of(hint.primary().c_str()));
  double best = 0;
  for (const char* language : known_languages) best = std::max(best, fit(text, letters_of(language)));
  return best;
}

std::string preview_of(const icu::UnicodeString& text) {
  std::int32_t begin = 0;
  for (std::int32_t at = 0; at < text.length(); ++at) {
    if (text.charAt(at) == u'\n') begin = at + 1;
    if (text.charAt(at) > 0x7F) break;
  }
  icu::UnicodeString line = text.tempSubString(begin);
  for (std::int32_t at = 0; at < line.length(); ++at)
    if (line.charAt(at) == u'\n' || line.charAt(at) == u'\r') {
      line.truncate(at);
      break;
    }
  if (line.countChar32() > 80) line.truncate(line.moveIndex32(0, 80));
  return to_utf8(line);
}

struct Mark {
  std::string_view bytes;
  const char* encoding;
};
constexpr std::array byte_order_marks{Mark{"\xEF\xBB\xBF", "UTF-8"}, Mark{"\xFF\xFE", "UTF-16LE"},
                                      Mark{"\xFE\xFF", "UTF-16BE"}};

std::optional<Mark> byte_order_mark(std::string_view bytes) {
  for (const Mark& mark : byte_order_marks)
    if (bytes.starts_with(mark.bytes)) return mark;
  return std::nullopt;
}

}  // namespace

Result<DecodedText> decode_text_as(std::string_view bytes, std::string_view encoding) {
  const std::string name(encoding);
  UErrorCode status = U_ZERO_ERROR;
  if (const Converter known(ucnv_open(name.c_str(), &status)); U_FAILURE(status))
    return fail(Errc::invalid_input, "text.encoding_unknown", {{"encoding", name}});
  if (const auto mark = byte_order_mark(bytes); mark && ucnv_compareNames(mark->encoding, name.c_str()) == 0)
    bytes.remove_prefix(mark->bytes.size());
  const auto text = decode_strictly(bytes, name.c_str());
  if (!text) return fail(Errc::invalid_input, "text.encoding_mismatch", {{"encoding", name}});
  return DecodedText{to_utf8(*text), name};
}

std::vector<EncodingCandidate> encoding_candidates(std::string_view bytes, const LanguageTag& hint, std::size_t most) {
  std::vector<EncodingCandidate> candidates;
  for (const char* encoding : candidate_encodings) {
    const auto text = decode_strictly(bytes, encoding);
    if (!text) continue;
    candidates.push_back({encoding, best_fit(*text, hint), preview_of(*text)});
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const auto& a, const auto& b) { return a.certainty > b.certainty; });
  if (candidates.size() > most) candidates.resize(most);
  return candidates;
}

Result<DecodedText> decode_text(std::string_view bytes, const LanguageTag& hint) {
  if (const auto mark = byte_order_mark(bytes)) return decode_text_as(bytes, mark->encoding);
  if (is_valid_utf8(bytes)) {
    if (bytes.find('\0') != std::string_view::npos) return fail(Errc::invalid_input, "text.nul_character");
    return DecodedText{std::string(bytes), "UTF-8"};
  }
  const auto candidates = encoding_candidates(bytes, hint);
  if (candidates.empty()) return fail(Errc::invalid_input, "text.not_text");
  TRY_ASSIGN(DecodedText best, decode_text_as(bytes, candidates.front().encoding));
  for (std::size_t i = 1; i < candidates.size(); ++i) {
    if (candidates.front().certainty - candidates[i].certainty >= clear_margin) break;
    const auto other = decode_text_as(bytes, candidates[i].encoding);
    if (other && other->utf8 != best.utf8) return fail(Errc::invalid_input, "text.encoding_unsure");
  }
  if (candidates.front().certainty < certain_enough) return fail(Errc::invalid_input, "text.encoding_unsure");
  return best;
}

}  // namespace integrart
