#pragma once
// A request and its answer as routes see them: plain data, no socket and no HTTP library.

#include <map>
#include <string>
#include <string_view>

#include "pipeline/base/json.h"
#include "pipeline/base/result.h"

namespace integrart {

struct HttpRequest {
  std::string method;    // upper case
  std::string path;      // as sent, without the query; not decoded
  std::string query;     // as sent; empty when there is none
  std::string language;  // in which a person reads the answer: the best of Accept-Language that messages exist in
  std::string body;      // at most the route's `most_body_bytes`
};

struct HttpResponse {
  int status = 200;
  std::string media_type = "application/json";
  std::string body;
  std::map<std::string, std::string, std::less<>> headers;  // beside the security headers that every answer has
};

HttpResponse json_response(int status, const Json& body);

/// `{"error": {"code": "not_found", "message": "..."}}` with the status of the error's category.
HttpResponse error_response(const Error& error, std::string_view language);

/// The first language of an Accept-Language header (RFC 9110, section 12.5.4) by weight that messages exist in; "en"
/// when there is none. Never fails: what cannot be read is passed over.
std::string language_from_accept(std::string_view header);

}  // namespace integrart
