#pragma once
// Between Poco's requests and ours. Private to authoring/http.

#include <Poco/AutoPtr.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>

#include "authoring/http/bounded_socket.h"
#include "authoring/http/server.h"

namespace integrart {

/// Makes the handler of the one request that comes over `socket`. `application` must outlive it.
class HandlerFactory : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  HandlerFactory(const HttpApplication& application, Poco::AutoPtr<BoundedSocket> socket)
      : m_application(application), m_socket(std::move(socket)) {}
  Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest& request) override;

 private:
  const HttpApplication& m_application;
  Poco::AutoPtr<BoundedSocket> m_socket;
};

}  // namespace integrart
