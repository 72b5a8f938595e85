#include "authoring/http/bounded_socket.h"

#include <algorithm>

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>

namespace integrart {

BoundedSocket::BoundedSocket(poco_socket_t descriptor, const HttpLimits& limits)
    : StreamSocketImpl(descriptor),
      m_deadline(std::chrono::steady_clock::now() + limits.whole_request),
      m_bytes_left(limits.header_bytes) {}

void BoundedSocket::allow_body(std::size_t bytes) {
  m_bytes_left += bytes;
}

int BoundedSocket::receiveBytes(void* buffer, int length, int flags) {
  if (std::chrono::steady_clock::now() >= m_deadline) throw Poco::TimeoutException("the whole request took too long");
  if (m_bytes_left == 0) throw Poco::Net::MessageException("the request is larger than allowed");
  const int most = static_cast<int>(std::min(m_bytes_left, static_cast<std::size_t>(std::max(length, 0))));
  const int received = StreamSocketImpl::receiveBytes(buffer, most, flags);
  m_bytes_left -= static_cast<std::size_t>(std::max(received, 0));
  return received;
}

}  // namespace integrart
