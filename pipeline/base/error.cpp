#include <fmt/format.h>

#include <array>
#include <new>

#include "pipeline/base/result.h"

namespace integrart {

namespace {

// Exit statuses are the contract of the command line: 1 the answer is no, 3 input refused or broken, 4 something needed
// is missing or unavailable, 5 internal error.
constexpr std::array policies{
    ErrorPolicy{Errc::invalid_input, "invalid_input", 400, 3, Retry::never, LogLevel::info},
    ErrorPolicy{Errc::unrecognised, "unrecognised", 415, 3, Retry::never, LogLevel::info},
    ErrorPolicy{Errc::unsupported, "unsupported", 415, 3, Retry::never, LogLevel::info},
    ErrorPolicy{Errc::corrupt_media, "corrupt_media", 422, 3, Retry::never, LogLevel::info},
    ErrorPolicy{Errc::limit_exceeded, "limit_exceeded", 413, 3, Retry::never, LogLevel::info},
    ErrorPolicy{Errc::refused_by_policy, "refused_by_policy", 403, 1, Retry::never, LogLevel::info},
    ErrorPolicy{Errc::not_found, "not_found", 404, 4, Retry::never, LogLevel::info},
    ErrorPolicy{Errc::conflict, "conflict", 409, 4, Retry::later, LogLevel::warning},
    ErrorPolicy{Errc::unavailable, "unavailable", 503, 4, Retry::later, LogLevel::warning},
    ErrorPolicy{Errc::cancelled, "cancelled", 499, 4, Retry::never, LogLevel::debug},
    ErrorPolicy{Errc::internal, "internal", 500, 5, Retry::later, LogLevel::error},
};

constexpr bool table_is_in_order() {
  for (std::size_t i = 0; i < policies.size(); ++i)
    if (static_cast<std::size_t>(policies[i].code) != i) return false;
  return policies.size() == static_cast<std::size_t>(Errc::internal) + 1;
}
static_assert(table_is_in_order(), "every Errc has its row, in the order of the enumeration");

}  // namespace

tl::unexpected<Error> fail(Errc code, std::string_view message_id, MessageArguments arguments,
                           std::source_location where) {
  return tl::unexpected<Error>(Error{code, Message{std::string(message_id), std::move(arguments)}, {}, where});
}

Error while_doing(Error error, Message activity) {
  error.while_doing.push_back(std::move(activity));
  return error;
}

const ErrorPolicy& policy_of(Errc code) {
  return policies[static_cast<std::size_t>(code)];
}

Result<Errc> errc_from_name(std::string_view name) {
  for (const ErrorPolicy& policy : policies)
    if (policy.name == name) return policy.code;
  return fail(Errc::invalid_input, "base.unknown_error_name", {{"name", std::string(name)}});
}

std::string render(const Error& error, std::string_view language) {
  std::string text = render(error.what, language);
  for (const Message& activity : error.while_doing) text += fmt::format(" ({})", render(activity, language));
  return text;
}

Error error_of_exception(const std::exception* caught, std::source_location where) {
  if (dynamic_cast<const std::bad_alloc*>(caught) != nullptr)
    return Error{Errc::limit_exceeded, Message{"base.out_of_memory", {}}, {}, where};
  const std::string what = caught != nullptr ? caught->what() : "?";
  return Error{Errc::internal, Message{"base.library_failed", {{"what", what}}}, {}, where};
}

}  // namespace integrart
