#pragma once
// The dictionaries of this machine through Hunspell, whose only home this is.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/base/language.h"

namespace integrart {

class Dictionary {
 public:
  Dictionary(Dictionary&&) noexcept;
  ~Dictionary();

  /// The dictionary of that language from the folders of DICPATH or the system's; none when there is none.
  static std::optional<Dictionary> open(const LanguageTag& language);

  /// Whether it knows the word in this spelling; true for what it cannot spell in its own encoding.
  bool knows(std::string_view word);

 private:
  struct State;
  explicit Dictionary(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

}  // namespace integrart
