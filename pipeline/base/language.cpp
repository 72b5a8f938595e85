#include "pipeline/base/language.h"

#include <unicode/locid.h>
#include <unicode/uloc.h>

#include <array>

namespace integrart {

namespace {

/// Codes that people write for a language although they name a country or are too wide.
struct Mended {
  std::string_view written;
  std::string_view meant;
};
constexpr std::array mended_codes{Mended{"ua", "uk"}, Mended{"no", "nb"}};

std::string utf8(const icu::UnicodeString& text) {
  std::string bytes;
  text.toUTF8String(bytes);
  return bytes;
}

tl::unexpected<Error> malformed(std::string_view text) {
  return fail(Errc::invalid_input, "base.language_malformed", {{"text", std::string(text.substr(0, 60))}});
}

}  // namespace

Result<Noted<LanguageTag>> LanguageTag::parse(std::string_view text) {
  if (text.empty() || text.size() > 60) return malformed(text);
  UErrorCode status = U_ZERO_ERROR;
  std::array<char, ULOC_FULLNAME_CAPACITY> locale{};
  std::int32_t parsed = 0;
  uloc_forLanguageTag(std::string(text).c_str(), locale.data(), static_cast<std::int32_t>(locale.size()), &parsed,
                      &status);
  if (U_FAILURE(status) || parsed != static_cast<std::int32_t>(text.size())) return malformed(text);
  const auto canonical = icu::Locale::createCanonical(locale.data()).toLanguageTag<std::string>(status);
  if (U_FAILURE(status)) return malformed(text);

  Noted<LanguageTag> result;
  result.value.m_text = canonical;
  for (const Mended& code : mended_codes) {
    if (result.value.primary() != code.written) continue;
    result.value.m_text = std::string(code.meant) + canonical.substr(code.written.size());
    result.notes.push_back({"base.language_mended", {{"written", std::string(text)}, {"meant", result.value.m_text}}});
  }
  return result;
}

std::string LanguageTag::primary() const {
  return m_text.substr(0, m_text.find('-'));
}

std::string LanguageTag::three_letter_code() const {
  const std::string code = icu::Locale(m_text.c_str()).getISO3Language();
  return code.empty() ? "und" : code;
}

bool LanguageTag::is_right_to_left() const {
  return icu::Locale(m_text.c_str()).isRightToLeft() != 0;
}

std::string LanguageTag::name_in_itself() const {
  return name_in(m_text);
}

std::string LanguageTag::name_in(std::string_view language) const {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString name;
  icu::Locale::forLanguageTag(m_text, status)
      .getDisplayName(icu::Locale::forLanguageTag(std::string(language), status), name);
  return U_FAILURE(status) || name.isEmpty() ? m_text : utf8(name);
}

}  // namespace integrart
