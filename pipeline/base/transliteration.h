#pragma once
// Rewriting text from one script to another by ICU's rules. (Part of the text home: no ICU type leaves.)

#include <memory>
#include <string>
#include <string_view>

#include "pipeline/base/result.h"

namespace integrart {

/// Immutable once made; `apply` may be called from any thread.
class Transliteration {
 public:
  /// Rules in ICU's transliteration syntax (UTS 35, part 2, section 10), for rule sets of our own.
  static Result<Transliteration> from_rules(std::string_view rules);
  /// A rule set that ICU brings: "Arab-Latn".
  static Result<Transliteration> named(std::string_view id);

  Transliteration(Transliteration&&) noexcept;
  Transliteration& operator=(Transliteration&&) noexcept;
  ~Transliteration();

  /// What no rule touches stays. Invalid UTF-8 becomes U+FFFD.
  std::string apply(std::string_view utf8) const;

 private:
  struct Rules;
  explicit Transliteration(std::unique_ptr<Rules> rules);
  std::unique_ptr<Rules> m_rules;
};

}  // namespace integrart
