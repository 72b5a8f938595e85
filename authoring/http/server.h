#pragma once
// The HTTP server. (authoring/http is Poco::Net's only home; none of its types leave.)

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "authoring/http/exchange.h"
#include "pipeline/base/result.h"

namespace integrart {

struct HttpLimits {
  int threads = 8;                                  // requests answered at the same time
  int queued = 64;                                  // connections that wait for a thread; more are closed at once
  std::size_t header_bytes = 16U << 10U;            // request line and header fields together
  std::chrono::milliseconds whole_request{15'000};  // from the accepted connection to the last byte of the request
  std::chrono::milliseconds silence{5'000};         // no byte comes or goes for that long
  std::chrono::milliseconds farewell{20'000};       // how long `stop` waits for requests that have begun
};

struct HttpApplication {
  /// How large the body of such a request may be; larger ones are answered 413 before they are read.
  std::function<std::size_t(std::string_view method, std::string_view path)> most_body_bytes;
  /// Thread-safe.
  std::function<HttpResponse(const HttpRequest&)> answer;
};

/// One request per connection; every answer carries the security headers of a server of JSON. Thread-safe.
class HttpServer {
 public:
  virtual ~HttpServer() = default;  // stops

  /// The port it really listens on.
  virtual std::uint16_t port() const = 0;
  /// Takes no new connection, waits for the requests that have begun (at most `farewell`), then returns.
  virtual void stop() = 0;

  /// Starts listening. Errc::unavailable when the address is taken, unknown or not allowed. Port 0: a free one.
  static Result<std::unique_ptr<HttpServer>> start(const std::string& host, std::uint16_t port,
                                                   HttpApplication application, const HttpLimits& limits = {});
};

}  // namespace integrart
