#pragma once
// A text for a person, kept as an identifier and arguments until the moment it is shown.
//
// Library code never glues sentences: it names a message ("media.truncated") and gives the values. `render` looks the
// text up in the message catalogues (the `messages.json` beside each module, compiled in) and formats it with ICU
// MessageFormat in the language of whoever reads it.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace integrart {

using MessageValue = std::variant<std::int64_t, double, std::string>;
using MessageArguments = std::vector<std::pair<std::string, MessageValue>>;

struct Message {
  std::string id;              // "<area>.<what>", a key of a messages.json
  MessageArguments arguments;  // named arguments of the ICU MessageFormat pattern

  bool operator==(const Message&) const = default;
};

/// The languages every message exists in: en, uk, pl, nl, nb, nn. English is the fallback for any other language.
const std::vector<std::string>& message_languages();

/// Text of `message` in `language` (a BCP 47 tag; `uk-UA` falls back to `uk`, unknown ones to English). A message that
/// is missing everywhere renders as its id and arguments, so that nothing is ever swallowed. Thread-safe.
std::string render(const Message& message, std::string_view language = "en");

/// The identifiers of all messages that are compiled in, sorted. For the tests that hold catalogues and code together.
std::vector<std::string> message_ids();

/// The raw ICU pattern of `id` in exactly `language`; empty when there is none.
std::string_view message_pattern(std::string_view id, std::string_view language);

}  // namespace integrart
