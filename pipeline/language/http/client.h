#pragma once
// One HTTP request with bounds. (libcurl's only home.)

#include <chrono>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/base/result.h"

namespace integrart {

struct OutgoingRequest {
  std::string url;   // http or https
  std::string body;  // sent with POST
  std::string content_type;
  std::size_t most_bytes = 1U << 20U;  // of the answer
  std::chrono::milliseconds most_time{20'000};
};

struct OutgoingResponse {
  int status = 0;
  std::string body;
};

/// Sends a POST request and waits. Redirects are not followed and certificates are checked. Errc::unavailable when the
/// server cannot be reached, Errc::limit_exceeded for a late or long answer, Errc::cancelled by `stop`. Thread-safe.
Result<OutgoingResponse> send(const OutgoingRequest& request, std::stop_token stop = {});

/// application/x-www-form-urlencoded.
std::string form_encoded(const std::vector<std::pair<std::string, std::string>>& fields);

}  // namespace integrart
