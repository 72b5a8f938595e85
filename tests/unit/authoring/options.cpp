#include "authoring/options.h"

#include <vector>

#include <catch2/catch.hpp>

using namespace integrart;

namespace {
Result<ServerOptions> read(const std::vector<std::string_view>& arguments) {
  return server_options_from(arguments);
}
}  // namespace

TEST_CASE("server options: a data folder is enough") {
  const auto options = read({"--data", "/srv/integrart"});
  REQUIRE(options);
  CHECK(options->database == "sqlite:/srv/integrart/integrart.db");
  CHECK(options->store == "file:/srv/integrart/artefacts");
  CHECK(options->listen == ListenAddress{"127.0.0.1", 8480});
}

TEST_CASE("server options: values may follow an equals sign") {
  const auto options = read({"--data=/a=b", "--listen=0.0.0.0:0", "--database", "sqlite:/x.db", "--store=file:/y"});
  REQUIRE(options);
  CHECK(options->data == "/a=b");
  CHECK(options->listen == ListenAddress{"0.0.0.0", 0});
  CHECK(options->database == "sqlite:/x.db");
  CHECK(options->store == "file:/y");
}

TEST_CASE("server options: wrong use names the argument") {
  const auto [arguments, message] = GENERATE(table<std::vector<std::string_view>, std::string>({
      {std::vector<std::string_view>{}, "server.data_missing"},
      {{"--data"}, "server.option_incomplete"},
      {{"--data="}, "server.option_incomplete"},
      {{"--data", "a", "--data", "b"}, "server.option_twice"},
      {{"--date", "a"}, "server.option_unknown"},
      {{"surplus"}, "server.option_unknown"},
      {{"--data", "a", "--listen", "8480"}, "server.listen_malformed"},
  }));
  const auto options = read(arguments);
  REQUIRE_FALSE(options);
  CHECK(options.error().what.id == message);
  CHECK(policy_of(options.error().code).http_status == 400);
}

TEST_CASE("listen addresses") {
  CHECK(listen_address_from("[::1]:80") == ListenAddress{"::1", 80});
  CHECK(listen_address_from("localhost:65535") == ListenAddress{"localhost", 65535});
  for (const char* wrong :
       {"", ":", ":80", "a", "a:", "a:65536", "a:-1", "a: 80", "a:80x", "::1:80", "[::1]", "[a]:80"}) {
    INFO(wrong);
    CHECK_FALSE(listen_address_from(wrong));
  }
}

TEST_CASE("server help shows an example that can be read") {
  const std::string help(server_help());
  const auto example = help.find("integrart-server --data /var/lib/integrart --listen 127.0.0.1:8480\n");
  REQUIRE(example != std::string::npos);
  CHECK(read({"--data", "/var/lib/integrart", "--listen", "127.0.0.1:8480"}));
}
