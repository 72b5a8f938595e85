#pragma once
// The error policy: every fallible function returns Result<T>; nothing throws across a module boundary.

#include <cstdint>
#include <exception>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "pipeline/base/message.h"

namespace integrart {

/// Machine category of an error. `unrecognised` means "not mine, try the next reader"; all others stop.
enum class Errc : std::uint8_t {
  invalid_input,
  unrecognised,
  unsupported,
  corrupt_media,
  limit_exceeded,
  refused_by_policy,
  not_found,
  conflict,
  unavailable,
  cancelled,
  internal,
};

/// What happened, where, and (inside the message text) what to do next. `while_doing` goes from the innermost to the
/// outermost activity; `where` is for developers and never shown to people.
struct Error {
  Errc code = Errc::internal;
  Message what;
  std::vector<Message> while_doing;
  std::source_location where;
};

template <class T = void>
using Result = tl::expected<T, Error>;

/// `return fail(Errc::corrupt_media, "media.no_streams", {{"file", name}});`
[[nodiscard]] tl::unexpected<Error> fail(Errc code, std::string_view message_id, MessageArguments arguments = {},
                                         std::source_location where = std::source_location::current());

/// The same error with one more activity around it.
[[nodiscard]] Error while_doing(Error error, Message activity);

/// A successful value that lost something on the way: each note says what and where. Not an error.
template <class T>
struct Noted {
  T value;
  std::vector<Message> notes;
};

/// How an error category behaves at the edges. The table in error.cpp is total (a test walks it).
enum class Retry : std::uint8_t { never, later };
enum class LogLevel : std::uint8_t { debug, info, warning, error };
struct ErrorPolicy {
  Errc code;
  std::string_view name;  // the enumerator's name, used in JSON
  int http_status;
  int exit_status;  // by the contract in the command line documentation
  Retry retry;
  LogLevel level;
};
const ErrorPolicy& policy_of(Errc code);
Result<Errc> errc_from_name(std::string_view name);

/// "clip.mov: the file ends in the middle of a picture ... (while probing clip.mov)" in `language`.
std::string render(const Error& error, std::string_view language = "en");

/// Runs `body` and turns any exception of a third-party library into Errc::internal (bad_alloc: limit_exceeded).
/// For the edges of modules that use throwing libraries.
Error error_of_exception(const std::exception* caught, std::source_location where);
template <class Body>
auto guard(Body&& body, std::source_location where = std::source_location::current()) -> decltype(body()) {
  try {
    return std::forward<Body>(body)();
  } catch (const std::exception& caught) {
    return tl::unexpected<Error>(error_of_exception(&caught, where));
  } catch (...) {
    return tl::unexpected<Error>(error_of_exception(nullptr, where));
  }
}

}  // namespace integrart

// TRY(expression): leaves the function with the error if there is one.
// TRY_ASSIGN(auto value, expression): the same, and keeps the value.
#define INTEGRART_JOIN_(a, b) a##b
#define INTEGRART_JOIN(a, b) INTEGRART_JOIN_(a, b)
#define TRY(expression)                                                                          \
  do {                                                                                           \
    auto&& try_result_ = (expression);                                                           \
    if (!try_result_) return tl::unexpected<::integrart::Error>(std::move(try_result_).error()); \
  } while (false)
#define TRY_ASSIGN_(result, target, expression)                                      \
  auto&& result = (expression);                                                      \
  if (!result) return tl::unexpected<::integrart::Error>(std::move(result).error()); \
  target = std::move(*result)
#define TRY_ASSIGN(target, expression) TRY_ASSIGN_(INTEGRART_JOIN(try_assign_, __LINE__), target, expression)
