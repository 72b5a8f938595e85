#include "pipeline/base/text_pattern.h"

#include <unicode/regex.h>

#include <algorithm>

namespace integrart {

namespace {

constexpr std::size_t longest_pattern = 300;
constexpr std::int32_t stack_bytes = 1 << 20;  // of ICU's own stack for going back

/// ICU counts in steps of its engine, ten thousand to the unit. Twenty steps for each sign are enough for what finds
/// words; what goes back again and again takes millions.
std::int32_t most_steps(std::size_t points) {
  return static_cast<std::int32_t>(std::min<std::size_t>(100 + points / 500, 10000));
}

Error wrong(std::string_view pattern, std::int64_t at) {
  return {Errc::invalid_input,
          {"base.pattern_wrong", {{"pattern", std::string(pattern)}, {"at", at}}},
          {},
          std::source_location::current()};
}

}  // namespace

struct TextPattern::Compiled {
  std::unique_ptr<icu::RegexPattern> pattern;
};

TextPattern::TextPattern(std::unique_ptr<const Compiled> compiled) : m_compiled(std::move(compiled)) {}
TextPattern::TextPattern(TextPattern&&) noexcept = default;
TextPattern& TextPattern::operator=(TextPattern&&) noexcept = default;
TextPattern::~TextPattern() = default;

Result<TextPattern> TextPattern::from(std::string_view utf8) {
  if (utf8.empty() || utf8.size() > longest_pattern || !is_valid_utf8(utf8))
    return tl::unexpected<Error>(wrong(utf8.substr(0, 0), 0));
  const auto source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  UErrorCode status = U_ZERO_ERROR;
  UParseError place{};
  auto compiled = std::make_unique<Compiled>();
  compiled->pattern.reset(icu::RegexPattern::compile(source, UREGEX_CASE_INSENSITIVE, place, status));
  if (U_FAILURE(status) != 0 || compiled->pattern == nullptr)
    return tl::unexpected<Error>(wrong(utf8, std::int64_t{std::max(place.offset, std::int32_t{0})}));
  const icu::UnicodeString nothing;
  const std::unique_ptr<icu::RegexMatcher> matcher(compiled->pattern->matcher(nothing, status));
  if (U_FAILURE(status) != 0 || matcher->find(status) != 0) return tl::unexpected<Error>(wrong(utf8, 0));
  return TextPattern(std::move(compiled));
}

struct PatternText::Units {
  icu::UnicodeString units;
  std::vector<std::size_t> point_of;  // each UTF-16 unit is of
};

PatternText::PatternText(const FoldedText& text) {
  auto made = std::make_unique<Units>();
  for (std::size_t i = 0; i < text.points.size(); ++i) {
    made->units.append(static_cast<UChar32>(text.points[i]));
    made->point_of.resize(static_cast<std::size_t>(made->units.length()), i);
  }
  made->point_of.push_back(text.points.size());
  m_units = std::move(made);
}
PatternText::PatternText(PatternText&&) noexcept = default;
PatternText& PatternText::operator=(PatternText&&) noexcept = default;
PatternText::~PatternText() = default;

TextPattern::Found TextPattern::find_in(const PatternText& text, std::size_t most) const {
  const icu::UnicodeString& units = text.m_units->units;
  const std::vector<std::size_t>& point_of = text.m_units->point_of;
  Found found;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::RegexMatcher> matcher(m_compiled->pattern->matcher(units, status));
  if (U_SUCCESS(status) != 0) {
    matcher->setTimeLimit(most_steps(point_of.back()), status);
    matcher->setStackLimit(stack_bytes, status);
  }
  while (U_SUCCESS(status) != 0 && found.places.size() < most && matcher->find(status) != 0) {
    const auto begin = static_cast<std::size_t>(matcher->start(status));
    const auto end = static_cast<std::size_t>(matcher->end(status));
    if (U_SUCCESS(status) != 0 && end > begin) found.places.push_back({point_of[begin], point_of[end]});
  }
  found.gave_up = U_FAILURE(status) != 0;
  return found;
}

}  // namespace integrart
