#include "pipeline/base/transliteration.h"

#include <unicode/translit.h>

#include <mutex>

namespace integrart {

/// ICU does not promise that a transliterator can be used by two threads, so each has a lock of its own.
struct Transliteration::Rules {
  std::unique_ptr<icu::Transliterator> transliterator;
  std::mutex in_use;
};

namespace {

icu::UnicodeString unicode(std::string_view utf8) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
}

}  // namespace

Transliteration::Transliteration(std::unique_ptr<Rules> rules) : m_rules(std::move(rules)) {}
Transliteration::Transliteration(Transliteration&&) noexcept = default;
Transliteration& Transliteration::operator=(Transliteration&&) noexcept = default;
Transliteration::~Transliteration() = default;

Result<Transliteration> Transliteration::from_rules(std::string_view rules) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError where{};
  auto made = std::make_unique<Rules>();
  made->transliterator.reset(
      icu::Transliterator::createFromRules(u"Own", unicode(rules), UTRANS_FORWARD, where, status));
  if (U_FAILURE(status) || !made->transliterator)
    return fail(Errc::internal, "base.transliteration_unknown",
                {{"id", std::string(u_errorName(status)) + " at " + std::to_string(where.offset)}});
  return Transliteration(std::move(made));
}

Result<Transliteration> Transliteration::named(std::string_view id) {
  UErrorCode status = U_ZERO_ERROR;
  auto made = std::make_unique<Rules>();
  made->transliterator.reset(icu::Transliterator::createInstance(unicode(id), UTRANS_FORWARD, status));
  if (U_FAILURE(status) || !made->transliterator)
    return fail(Errc::unavailable, "base.transliteration_unknown", {{"id", std::string(id)}});
  return Transliteration(std::move(made));
}

std::string Transliteration::apply(std::string_view utf8) const {
  icu::UnicodeString text = unicode(utf8);
  {
    const std::scoped_lock lock(m_rules->in_use);
    m_rules->transliterator->transliterate(text);
  }
  std::string result;
  text.toUTF8String(result);
  return result;
}

}  // namespace integrart
