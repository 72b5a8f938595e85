// integrart-server: reads the command line, opens the back ends, serves until it is told to stop. (Composition root.)

#include <csignal>

#include <cstdio>
#include <filesystem>
#include <vector>

#include "authoring/http/server.h"
#include "authoring/options.h"
#include "authoring/route.h"
#include "pipeline/store/durable_file.h"

namespace integrart {
namespace {

/// Blocked in every thread, so that only `wait_for_farewell` receives them. Must run before the first thread starts.
void hold_signals() {
  (void)std::signal(SIGPIPE, SIG_IGN);
  sigset_t farewell;
  sigemptyset(&farewell);
  sigaddset(&farewell, SIGTERM);
  sigaddset(&farewell, SIGINT);
  pthread_sigmask(SIG_BLOCK, &farewell, nullptr);
}

void wait_for_farewell() {
  sigset_t farewell;
  sigemptyset(&farewell);
  sigaddset(&farewell, SIGTERM);
  sigaddset(&farewell, SIGINT);
  int received = 0;
  sigwait(&farewell, &received);
}

void print(std::FILE* to, std::string_view text) {
  (void)std::fwrite(text.data(), 1, text.size(), to);
  (void)std::fflush(to);
}

Result<> serve(const ServerOptions& options) {
  if (options.queue != "local:") return fail(Errc::unsupported, "server.queue_unknown", {{"url", options.queue}});
  TRY(make_durable_folder(options.data));
  TRY_ASSIGN(const std::unique_ptr<Database> database, open_database(options.database));
  TRY_ASSIGN(const std::unique_ptr<ArtefactStore> store, open_artefact_store(options.store));
  const Services services{*database, *store, INTEGRART_VERSION};
  const HttpApplication application{
      [](std::string_view method, std::string_view path) { return most_body_bytes(routes(), method, path); },
      [&services](const HttpRequest& request) { return dispatch(routes(), request, services); }};
  TRY_ASSIGN(const std::unique_ptr<HttpServer> server,
             HttpServer::start(options.listen.host, options.listen.port, application));
  const bool is_ipv6 = options.listen.host.find(':') != std::string::npos;
  const std::string host = is_ipv6 ? "[" + options.listen.host + "]" : options.listen.host;
  print(stdout, "http://" + host + ":" + std::to_string(server->port()) + "\n");
  wait_for_farewell();
  server->stop();
  return {};
}

int run(std::span<const std::string_view> arguments) {
  const Result<ServerOptions> options = server_options_from(arguments);
  if (!options) {
    print(stderr, "integrart-server: " + render(options.error()) + "\n");
    return 2;
  }
  if (options->help) return print(stdout, server_help()), 0;
  if (options->version) return print(stdout, "integrart-server " INTEGRART_VERSION "\n"), 0;
  hold_signals();
  const Result<> served = guard([&] { return serve(*options); });
  if (served) return 0;
  print(stderr, "integrart-server: " + render(served.error()) + "\n");
  return policy_of(served.error().code).exit_status;
}

}  // namespace
}  // namespace integrart

int main(int count, char** arguments) {
  const std::vector<std::string_view> all(arguments, arguments + count);
  return integrart::run(std::span(all).subspan(all.empty() ? 0 : 1));
}
