// Which encoding bytes were written in: strict decoding by each candidate, then how much the result looks like a
// language. Byte statistics alone confuse windows-1250 with ISO-8859-2 and KOI8 with windows-1251; letters do not.

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <optional>

#include "pipeline/base/letter_fit.h"
#include "pipeline/base/text.h"

namespace integrart {

namespace {

constexpr std::array candidate_encodings{"windows-1251", "windows-1250", "windows-1252", "KOI8-U",
                                         "KOI8-R",       "ISO-8859-2",   "ISO-8859-5",   "x-mac-cyrillic",
                                         "windows-1253", "windows-1254", "windows-1255", "windows-1256"};
// UTF-8 that was read as one of these and saved as UTF-8 again.
constexpr std::array twice_over{"windows-1252", "ISO-8859-1", "windows-1251", "windows-1250"};
constexpr std::string_view twice_prefix = "UTF-8-twice-";

constexpr double clear_bits = 12;  // the next reading that differs is at least 4096 times less likely
constexpr double least_belonging = 0.85;
constexpr double most_surprise = 7;  // bits per letter; the right letters in the wrong places have more

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

/// ASCII text in UTF-16 has a zero in every second byte; timed text has numbers, spaces and line ends in any language.
const char* utf16_by_zeros(std::string_view bytes) {
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < bytes.size(); ++i) zeros.at(i % 2) += bytes[i] == '\0' ? 1 : 0;
  if (bytes.size() % 2 != 0 || zeros[0] + zeros[1] < 2) return nullptr;
  if (zeros[0] * 20 < zeros[1]) return "UTF-16LE";
  if (zeros[1] * 20 < zeros[0]) return "UTF-16BE";
  return nullptr;
}

/// Undoes UTF-8 over UTF-8: absent when the text was not made that way.
std::optional<std::string> undone_twice(std::string_view utf8, std::string_view between) {
  std::string bytes;
  const auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  UErrorCode status = U_ZERO_ERROR;
  const Converter converter(ucnv_open(std::string(between).c_str(), &status));
  if (U_FAILURE(status)) return std::nullopt;
  ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  ucnv_setFallback(converter.get(), 0);
  bytes.resize(static_cast<std::size_t>(text.length()) * 2 + 8);
  const std::int32_t length = ucnv_fromUChars(converter.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()),
                                              text.getBuffer(), text.length(), &status);
  if (U_FAILURE(status)) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(length));
  if (bytes.size() >= utf8.size() || !is_valid_utf8(bytes) || bytes.find('\0') != std::string::npos)
    return std::nullopt;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
  return bytes;
}

/// The encoding that an XML declaration at the front names.
std::optional<std::string> declared_in_xml(std::string_view bytes) {
  if (!bytes.starts_with("<?xml")) return std::nullopt;
  const std::string_view declaration = bytes.substr(0, std::min<std::size_t>(bytes.find("?>"), 200));
  const std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return std::nullopt;
  const std::size_t begin = declaration.find_first_of("\"'", at);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::size_t end = declaration.find(declaration[begin], begin + 1);
  if (end == std::string_view::npos) return std::nullopt;
  return std::string(declaration.substr(begin + 1, end - begin - 1));
}

/// Lengths of the parts of a text that are UTF-8 beyond ASCII, and of those that are not.
struct Utf8Share {
  std::size_t good = 0;  // signs of two bytes and more
  std::size_t bad = 0;   // bytes
  std::size_t first_bad = 0;
};
Utf8Share utf8_share(std::string_view bytes) {
  Utf8Share share;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
    const bool good =
        lead < 0x80 || (length > 1 && is_valid_utf8(bytes.substr(i, length)) && i + length <= bytes.size());
    if (!good && share.bad++ == 0) share.first_bad = i;
    if (good && length > 1) ++share.good;
    i += good ? length : 1;
  }
  return share;
}

struct Reading {
  DecodedText text;
  LetterFit fit;
};

/// Every way to read the bytes, the likeliest first. Readings that say the same stand once.
std::vector<Reading> readings_of(std::string_view bytes, const LanguageTag& hint) {
  std::vector<Reading> readings;
  const auto add = [&](std::string utf8, std::string encoding) {
    const auto same = std::ranges::find(readings, utf8, [](const Reading& reading) { return reading.text.utf8; });
    if (same != readings.end()) return;
    const LetterFit fit = letter_fit(utf8, hint);
    readings.push_back({{std::move(utf8), std::move(encoding)}, fit});
  };
  if (const char* const wide = utf16_by_zeros(bytes)) {
    if (const auto text = decode_strictly(bytes, wide)) add(to_utf8(*text), wide);
  } else if (is_valid_utf8(bytes)) {
    add(std::string(bytes), "UTF-8");
    for (const char* const between : twice_over)
      if (auto once = undone_twice(bytes, between)) add(std::move(*once), std::string(twice_prefix) + between);
  } else {
    for (const char* const encoding : candidate_encodings)
      if (const auto text = decode_strictly(bytes, encoding)) add(to_utf8(*text), encoding);
  }
  std::ranges::stable_sort(readings, std::ranges::greater{}, [](const Reading& reading) { return reading.fit.bits; });
  return readings;
}

bool is_plausible(const Reading& reading) {
  return reading.fit.belonging >= least_belonging && reading.fit.surprise <= most_surprise;
}

/// The question to the person: every way to read the bytes with a line of it, the likeliest first.
Error unsure(std::string_view bytes, const LanguageTag& hint) {
  Error error = fail(Errc::invalid_input, "text.encoding_unsure").value();
  for (const EncodingCandidate& candidate : encoding_candidates(bytes, hint))
    error = while_doing(std::move(error), {"text.reads_as",
                                           {{"encoding", candidate.encoding},
                                            {"certainty", candidate.certainty},
                                            {"preview", display_name(candidate.preview)}}});
  return error;
}

}  // namespace

Result<DecodedText> decode_text_as(std::string_view bytes, std::string_view encoding) {
  const std::string name(encoding);
  if (name.starts_with(twice_prefix)) {
    const auto once = is_valid_utf8(bytes) ? undone_twice(bytes, encoding.substr(twice_prefix.size())) : std::nullopt;
    if (!once) return fail(Errc::invalid_input, "text.encoding_mismatch", {{"encoding", name}});
    return DecodedText{*once, name};
  }
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
  std::vector<Reading> readings = readings_of(bytes, hint);
  // Nothing reads like the language that was named: it may be another one.
  if (!hint.is_undetermined() && !readings.empty() && !is_plausible(readings.front()))
    readings = readings_of(bytes, {});
  double sum = 0;
  for (const Reading& reading : readings) sum += std::exp2(reading.fit.bits - readings.front().fit.bits);
  for (const Reading& reading : readings) {
    if (candidates.size() >= most) break;
    const double share = std::exp2(reading.fit.bits - readings.front().fit.bits) / sum;
    candidates.push_back({reading.text.encoding, share * reading.fit.belonging,
                          preview_of(icu::UnicodeString::fromUTF8(reading.text.utf8))});
  }
  return candidates;
}

Result<DecodedText> decode_text(std::string_view bytes, const LanguageTag& hint) {
  if (const auto mark = byte_order_mark(bytes)) return decode_text_as(bytes, mark->encoding);
  if (const auto declared = declared_in_xml(bytes))
    if (auto text = decode_text_as(bytes, *declared); text && !is_valid_utf8(bytes)) return text;
  const bool is_wide = utf16_by_zeros(bytes) != nullptr;
  if (!is_wide && bytes.find('\0') != std::string_view::npos && is_valid_utf8(bytes))
    return fail(Errc::invalid_input, "text.nul_character");
  if (const Utf8Share share = utf8_share(bytes);
      !is_wide && share.bad > 0 && share.good >= 5 && share.bad * 5 <= share.good)
    return fail(
        Errc::invalid_input, "text.utf8_damaged",
        {{"line", std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(share.first_bad), '\n') + 1},
         {"count", static_cast<std::int64_t>(share.bad)}});
  std::vector<Reading> readings = readings_of(bytes, hint);
  if (readings.empty()) return fail(Errc::invalid_input, "text.not_text");
  // UTF-8 is not left for a reading that is no better; beyond that nobody writes it by chance.
  const bool is_utf8 = std::ranges::any_of(readings, [](const Reading& r) { return r.text.encoding == "UTF-8"; });
  if (is_utf8 && (readings.size() == 1 || readings[0].text.encoding == "UTF-8"))
    return DecodedText{std::string(bytes), "UTF-8"};
  if (is_wide) return std::move(readings[0].text);
  const bool is_clear = readings.size() == 1 || readings[0].fit.bits - readings[1].fit.bits >= clear_bits;
  if (!is_clear || !is_plausible(readings[0])) return tl::unexpected<Error>(unsure(bytes, hint));
  return std::move(readings[0].text);
}

}  // namespace integrart
