#include "pipeline/language/http/client.h"

#include <curl/curl.h>

#include <memory>

namespace integrart {

namespace {

constexpr long connect_milliseconds = 5'000;

struct HandleCloser {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct ListCloser {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, HandleCloser>;
using HeaderList = std::unique_ptr<curl_slist, ListCloser>;

struct Answer {
  std::string body;
  std::size_t most = 0;
  std::stop_token stop;
};

std::size_t take(const char* bytes, std::size_t size, std::size_t count, void* target) {
  auto& answer = *static_cast<Answer*>(target);
  if (answer.body.size() + size * count > answer.most) return 0;  // ends the transfer with CURLE_WRITE_ERROR
  answer.body.append(bytes, size * count);
  return size * count;
}

int look_for_stop(void* target, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Answer*>(target)->stop.stop_requested() ? 1 : 0;
}

/// libcurl wants to be started once, by one thread.
bool library_is_ready() {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return ready;
}

tl::unexpected<Error> failure_of(CURLcode code) {
  switch (code) {
    case CURLE_ABORTED_BY_CALLBACK:
      return fail(Errc::cancelled, "language.cancelled");
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_WRITE_ERROR:
      return fail(Errc::limit_exceeded, "language.server_beyond_bounds");
    default:
      return fail(Errc::unavailable, "language.server_not_reached",
                  {{"reason", std::string(curl_easy_strerror(code))}});
  }
}

}  // namespace

Result<OutgoingResponse> send(const OutgoingRequest& request, std::stop_token stop) {
  const Handle handle(library_is_ready() ? curl_easy_init() : nullptr);
  const HeaderList headers(curl_slist_append(nullptr, ("Content-Type: " + request.content_type).c_str()));
  if (!handle || !headers)
    return fail(Errc::unavailable, "language.server_not_reached", {{"reason", std::string("libcurl")}});
  Answer answer{{}, request.most_bytes, std::move(stop)};
  CURL* curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, connect_milliseconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.most_time.count()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &look_for_stop);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &answer);
  const CURLcode code = curl_easy_perform(curl);
  if (code != CURLE_OK) return failure_of(code);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  return OutgoingResponse{static_cast<int>(status), std::move(answer.body)};
}

std::string form_encoded(const std::vector<std::pair<std::string, std::string>>& fields) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto encode = [&](std::string_view text, std::string& out) {
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (plain.find(c) != std::string_view::npos)
        out += c;
      else
        out += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
  };
  std::string body;
  for (const auto& [name, value] : fields) {
    if (!body.empty()) body += '&';
    encode(name, body);
    body += '=';
    encode(value, body);
  }
  return body;
}

}  // namespace integrart
