#include "authoring/http/handler.h"

#include <array>
#include <istream>

#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/NetException.h>

namespace integrart {
namespace {

/// What a browser must never do with an answer of this server: guess its type, run it, frame it, keep it, tell others
/// where it came from. (OWASP REST Security Cheat Sheet, "Security Headers".)
constexpr std::array<std::pair<const char*, const char*>, 6> security_headers{{
    {"Cache-Control", "no-store"},
    {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Referrer-Policy", "no-referrer"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
}};

constexpr std::size_t longest_target = 4096;

class Handler : public Poco::Net::HTTPRequestHandler {
 public:
  Handler(const HttpApplication& application, Poco::AutoPtr<BoundedSocket> socket)
      : m_application(application), m_socket(std::move(socket)) {}

  void handleRequest(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) override {
    const bool with_body = request.getMethod() != "HEAD";
    send(answer_to(request), response, with_body);
  }

 private:
  HttpResponse answer_to(Poco::Net::HTTPServerRequest& request) {
    HttpRequest ours;
    ours.language = language_from_accept(request.get("Accept-Language", ""));
    ours.method = request.getMethod();
    const std::string& target = request.getURI();
    const std::size_t question = target.find('?');
    ours.path = target.substr(0, question);
    if (question != std::string::npos) ours.query = target.substr(question + 1);
    if (target.empty() || target.size() > longest_target || target.front() != '/') {
      return error_response(fail(Errc::invalid_input, "server.malformed_request").value(), ours.language);
    }
    const std::size_t most = m_application.most_body_bytes(ours.method, ours.path);
    Result<std::string> body = body_of(request, most);
    if (!body) return error_response(body.error(), ours.language);
    ours.body = std::move(*body);
    return m_application.answer(ours);
  }

  Result<std::string> body_of(Poco::Net::HTTPServerRequest& request, std::size_t most) {
    const auto too_large = [most] {
      return fail(Errc::limit_exceeded, "server.body_too_large", {{"most", static_cast<std::int64_t>(most)}});
    };
    if (request.hasContentLength()) {
      if (request.getContentLength64() < 0) return fail(Errc::invalid_input, "server.malformed_request");
      if (static_cast<std::uint64_t>(request.getContentLength64()) > most) return too_large();
    } else if (!request.getChunkedTransferEncoding()) {
      return std::string{};
    }
    m_socket->allow_body(most);
    std::string body(most + 1, '\0');
    request.stream().read(body.data(), static_cast<std::streamsize>(body.size()));
    body.resize(static_cast<std::size_t>(request.stream().gcount()));
    if (body.size() > most) return too_large();
    return body;
  }

  static void send(const HttpResponse& ours, Poco::Net::HTTPServerResponse& response, bool with_body) {
    response.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(ours.status));
    response.setReason(Poco::Net::HTTPResponse::getReasonForStatus(response.getStatus()));
    response.setContentType(ours.media_type);
    response.setContentLength64(static_cast<Poco::Int64>(ours.body.size()));
    for (const auto& [name, value] : security_headers) response.set(name, value);
    for (const auto& [name, value] : ours.headers) response.set(name, value);
    std::ostream& out = response.send();
    if (with_body) out.write(ours.body.data(), static_cast<std::streamsize>(ours.body.size()));
    out.flush();
  }

  const HttpApplication& m_application;
  Poco::AutoPtr<BoundedSocket> m_socket;
};

}  // namespace

Poco::Net::HTTPRequestHandler* HandlerFactory::createRequestHandler(const Poco::Net::HTTPServerRequest&) {
  return new Handler(m_application, m_socket);  // Poco's connection deletes it
}

}  // namespace integrart
