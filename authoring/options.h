#pragma once
// The command line of integrart-server. The names are a contract: add to them, do not break them.

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "pipeline/base/result.h"

namespace integrart {

struct ListenAddress {
  std::string host = "127.0.0.1";  // a name or address; IPv6 addresses without their brackets
  std::uint16_t port = 8480;       // 0: the system chooses a free one
  bool operator==(const ListenAddress&) const = default;
};

/// `HOST:PORT` or `[IPv6]:PORT`.
Result<ListenAddress> listen_address_from(std::string_view text);

struct ServerOptions {
  std::filesystem::path data;  // folder of the embedded database and artefact store
  ListenAddress listen;
  std::string database;  // URL; by default `sqlite:DATA/integrart.db`
  std::string store;     // URL; by default `file:DATA/artefacts`
  std::string queue = "local:";
  bool help = false;
  bool version = false;
};

/// Reads the arguments after the program's name. `--name value` and `--name=value` both work. Anything unknown, doubled
/// or incomplete is Errc::invalid_input with the argument in the message.
Result<ServerOptions> server_options_from(std::span<const std::string_view> arguments);

/// What `--help` prints, with an example that works.
std::string_view server_help();

}  // namespace integrart
