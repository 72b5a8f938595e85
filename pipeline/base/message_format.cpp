#include "pipeline/base/message_format.h"

#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>

#include <algorithm>
#include <set>

namespace integrart {

namespace {

icu::Formattable formattable(const MessageValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return icu::Formattable(*integer);
  if (const auto* real = std::get_if<double>(&value)) return icu::Formattable(*real);
  return icu::Formattable(icu::UnicodeString::fromUTF8(std::get<std::string>(value)));
}

}  // namespace

std::optional<std::string> format_pattern(std::string_view pattern, std::string_view language,
                                          const MessageArguments& arguments) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::MessageFormat format(
      icu::UnicodeString::fromUTF8(icu::StringPiece(pattern.data(), static_cast<std::int32_t>(pattern.size()))),
      icu::Locale(std::string(language).c_str()), status);
  if (U_FAILURE(status)) return std::nullopt;
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const auto& [name, value] : arguments) {
    names.push_back(icu::UnicodeString::fromUTF8(name));
    values.push_back(formattable(value));
  }
  icu::UnicodeString text;
  format.format(names.data(), values.data(), static_cast<std::int32_t>(names.size()), text, status);
  if (U_FAILURE(status)) return std::nullopt;
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

std::optional<std::vector<std::string>> pattern_arguments(std::string_view pattern) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::MessagePattern parsed(
      icu::UnicodeString::fromUTF8(icu::StringPiece(pattern.data(), static_cast<std::int32_t>(pattern.size()))),
      nullptr, status);
  if (U_FAILURE(status)) return std::nullopt;
  std::set<std::string> names;
  for (std::int32_t i = 0; i < parsed.countParts(); ++i) {
    const icu::MessagePattern::Part& part = parsed.getPart(i);
    if (part.getType() != UMSGPAT_PART_TYPE_ARG_NAME) continue;
    std::string name;
    parsed.getSubstring(part).toUTF8String(name);
    names.insert(name);
  }
  return std::vector<std::string>(names.begin(), names.end());
}

}  // namespace integrart
