#include "authoring/options.h"

#include <array>
#include <charconv>
#include <optional>
#include <set>

namespace integrart {
namespace {

using Setter = Result<> (*)(ServerOptions&, std::string_view);

struct Option {
  std::string_view name;
  Setter set;
};

constexpr std::array options{
    Option{"--data", [](ServerOptions& to, std::string_view value) -> Result<> { return to.data = value, Result<>{}; }},
    Option{"--listen",
           [](ServerOptions& to, std::string_view value) -> Result<> {
             TRY_ASSIGN(to.listen, listen_address_from(value));
             return {};
           }},
    Option{"--database",
           [](ServerOptions& to, std::string_view value) -> Result<> { return to.database = value, Result<>{}; }},
    Option{"--store",
           [](ServerOptions& to, std::string_view value) -> Result<> { return to.store = value, Result<>{}; }},
    Option{"--queue",
           [](ServerOptions& to, std::string_view value) -> Result<> { return to.queue = value, Result<>{}; }},
};

const Option* option_named(std::string_view name) {
  for (const Option& option : options)
    if (option.name == name) return &option;
  return nullptr;
}

tl::unexpected<Error> wrong_use(std::string_view message, std::string_view argument) {
  return fail(Errc::invalid_input, message, {{"argument", std::string(argument)}});
}

std::optional<std::uint16_t> port_from(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return port;
}

}  // namespace

Result<ListenAddress> listen_address_from(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return wrong_use("server.listen_malformed", text);
  std::string_view host = text.substr(0, colon);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  const bool is_ipv6 = host.find(':') != std::string_view::npos;
  const std::optional<std::uint16_t> port = port_from(text.substr(colon + 1));
  if (!port || is_ipv6 != bracketed) return wrong_use("server.listen_malformed", text);
  return ListenAddress{std::string(host), *port};
}

Result<ServerOptions> server_options_from(std::span<const std::string_view> arguments) {
  ServerOptions result;
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--help" || argument == "-h") {
      result.help = true;
      return result;
    }
    if (argument == "--version") {
      result.version = true;
      return result;
    }
    const std::size_t equals = argument.find('=');
    const std::string_view name = argument.substr(0, equals);
    const Option* option = option_named(name);
    if (option == nullptr) return wrong_use("server.option_unknown", argument);
    if (!seen.insert(option->name).second) return wrong_use("server.option_twice", name);
    const bool value_follows = equals == std::string_view::npos;
    if (value_follows && i + 1 == arguments.size()) return wrong_use("server.option_incomplete", name);
    const std::string_view value = value_follows ? arguments[++i] : argument.substr(equals + 1);
    if (value.empty()) return wrong_use("server.option_incomplete", name);
    TRY(option->set(result, value));
  }
  if (result.data.empty()) return fail(Errc::invalid_input, "server.data_missing");
  if (result.database.empty()) result.database = "sqlite:" + (result.data / "integrart.db").string();
  if (result.store.empty()) result.store = "file:" + (result.data / "artefacts").string();
  return result;
}

std::string_view server_help() {
  return R"(integrart-server: the authoring server of INTEGRART

  integrart-server --data DIR [--listen HOST:PORT] [--database URL] [--store URL] [--queue URL]

  --data DIR           folder of the server's data; made when it does not exist
  --listen HOST:PORT   where to listen (127.0.0.1:8480); port 0 takes a free one, and the first line printed names it
  --database URL       sqlite:FILE               (sqlite:DIR/integrart.db)
  --store URL          file:FOLDER               (file:DIR/artefacts)
  --queue URL          local:                    (local:)
  --version            print the version and leave
  --help               print this and leave

Example:
  integrart-server --data /var/lib/integrart --listen 127.0.0.1:8480
  curl http://127.0.0.1:8480/healthz

It stops in order on SIGTERM or SIGINT: requests that have begun are answered first.
Exit status: 0 stopped in order, 2 wrong use, 3 a refused database, 4 something needed is missing or in use, 5 internal error.
)";
}

}  // namespace integrart
