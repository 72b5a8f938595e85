#include "authoring/http/server.h"

#include <fcntl.h>

#include <thread>

#include <Poco/AutoPtr.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerConnection.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/ThreadPool.h>
#include <Poco/URI.h>

#include "authoring/http/bounded_socket.h"
#include "authoring/http/handler.h"

namespace integrart {
namespace {

Poco::Timespan timespan_of(std::chrono::milliseconds duration) {
  return Poco::Timespan(duration.count() * 1000);
}

/// One connection is one request over one bounded socket.
class ConnectionFactory : public Poco::Net::TCPServerConnectionFactory {
 public:
  ConnectionFactory(HttpApplication application, const HttpLimits& limits, Poco::Net::HTTPServerParams::Ptr parameters)
      : m_application(std::move(application)), m_limits(limits), m_parameters(std::move(parameters)) {}

  Poco::Net::TCPServerConnection* createConnection(const Poco::Net::StreamSocket& accepted) override {
    const int descriptor = ::fcntl(accepted.impl()->sockfd(), F_DUPFD_CLOEXEC, 0);
    if (descriptor < 0) throw Poco::Net::NetException("no file descriptor is left");
    Poco::AutoPtr<BoundedSocket> bounded(new BoundedSocket(descriptor, m_limits));
    const Poco::Net::HTTPRequestHandlerFactory::Ptr handlers(new HandlerFactory(m_application, bounded));
    // StreamSocket takes a reference of its own; Poco's server deletes the connection.
    bounded->duplicate();
    return new Poco::Net::HTTPServerConnection(Poco::Net::StreamSocket(bounded.get()), m_parameters, handlers);
  }

 private:
  HttpApplication m_application;
  HttpLimits m_limits;
  Poco::Net::HTTPServerParams::Ptr m_parameters;
};

class PocoHttpServer : public HttpServer {
 public:
  PocoHttpServer(const Poco::Net::ServerSocket& socket, HttpApplication application, const HttpLimits& limits)
      : m_farewell(limits.farewell),
        m_port(socket.address().port()),
        m_threads(1, limits.threads),
        m_server(factory(std::move(application), limits), m_threads, socket, parameters(limits)) {
    m_server.start();
  }
  PocoHttpServer(const PocoHttpServer&) = delete;
  PocoHttpServer& operator=(const PocoHttpServer&) = delete;
  ~PocoHttpServer() override { PocoHttpServer::stop(); }

  std::uint16_t port() const override { return m_port; }

  void stop() override {
    m_server.stop();
    const auto deadline = std::chrono::steady_clock::now() + m_farewell;
    while (m_server.currentConnections() > 0 && std::chrono::steady_clock::now() < deadline)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }

 private:
  static Poco::Net::HTTPServerParams::Ptr parameters(const HttpLimits& limits) {
    Poco::Net::HTTPServerParams::Ptr result(new Poco::Net::HTTPServerParams);
    result->setKeepAlive(false);
    result->setTimeout(timespan_of(limits.silence));
    result->setMaxThreads(limits.threads);
    result->setMaxQueued(limits.queued);
    return result;
  }

  static Poco::Net::TCPServerConnectionFactory::Ptr factory(HttpApplication application, const HttpLimits& limits) {
    return Poco::Net::TCPServerConnectionFactory::Ptr(
        new ConnectionFactory(std::move(application), limits, parameters(limits)));
  }

  std::chrono::milliseconds m_farewell;
  std::uint16_t m_port;
  Poco::ThreadPool m_threads;
  Poco::Net::TCPServer m_server;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::start(const std::string& host, std::uint16_t port,
                                                      HttpApplication application, const HttpLimits& limits) {
  try {
    Poco::Net::ServerSocket socket;
    // Without SO_REUSEPORT, which Poco sets by itself: two servers must not share a port unnoticed.
    constexpr bool reuse_address = true;
    constexpr bool reuse_port = false;
    socket.bind(Poco::Net::SocketAddress(host, port), reuse_address, reuse_port);
    socket.listen(limits.queued);
    return std::make_unique<PocoHttpServer>(socket, std::move(application), limits);
  } catch (const Poco::Exception& caught) {
    return fail(Errc::unavailable, "server.cannot_listen",
                {{"address", host + ":" + std::to_string(port)}, {"reason", caught.displayText()}});
  }
}

}  // namespace integrart
