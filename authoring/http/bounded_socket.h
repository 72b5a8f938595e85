#pragma once
// A socket that gives a client neither endless time nor endless bytes. Private to authoring/http.

#include <chrono>
#include <cstddef>

#include <Poco/Net/StreamSocketImpl.h>

#include "authoring/http/server.h"

namespace integrart {

/// Poco's parser limits the length of one header field but not their number, and its timeout starts afresh with every
/// byte: a client could send for ever, slowly or a lot. This socket fails with Poco::TimeoutException after
/// `whole_request`, and with Poco::Net::MessageException once more than `header_bytes` came before `allow_body`.
class BoundedSocket : public Poco::Net::StreamSocketImpl {
 public:
  /// Takes over `descriptor`.
  BoundedSocket(poco_socket_t descriptor, const HttpLimits& limits);

  /// The header was read: `bytes` more may come.
  void allow_body(std::size_t bytes);

  int receiveBytes(void* buffer, int length, int flags) override;

 private:
  std::chrono::steady_clock::time_point m_deadline;
  std::size_t m_bytes_left;
};

}  // namespace integrart
