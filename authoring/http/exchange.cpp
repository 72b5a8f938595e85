#include "authoring/http/exchange.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace integrart {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Thousandths: "q=0.8" is 800, absent is 1000, malformed is 0.
int weight_of(std::string_view parameters) {
  parameters = trimmed(parameters);
  if (parameters.empty()) return 1000;
  if (!parameters.starts_with("q=")) return 0;
  double weight = 0;
  const std::string_view number = parameters.substr(2);
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), weight);
  if (error != std::errc{} || end != number.data() + number.size() || weight < 0 || weight > 1) return 0;
  return static_cast<int>(weight * 1000);
}

std::string primary_language(std::string_view range) {
  std::string primary(trimmed(range.substr(0, range.find('-'))));
  std::transform(primary.begin(), primary.end(), primary.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return primary == "no" ? "nb" : primary;
}

}  // namespace

HttpResponse json_response(int status, const Json& body) {
  HttpResponse response;
  response.status = status;
  response.body = body.dump_pretty();
  return response;
}

HttpResponse error_response(const Error& error, std::string_view language) {
  const ErrorPolicy& policy = policy_of(error.code);
  return json_response(
      policy.http_status,
      Json::object({{"error", Json::object({{"code", policy.name}, {"message", render(error, language)}})}}));
}

std::string language_from_accept(std::string_view header) {
  std::string best = "en";
  int best_weight = 0;
  while (!header.empty()) {
    const std::size_t comma = header.find(',');
    const std::string_view item = header.substr(0, comma);
    header = comma == std::string_view::npos ? std::string_view{} : header.substr(comma + 1);
    const std::size_t semicolon = item.find(';');
    const std::string language = primary_language(item.substr(0, semicolon));
    const int weight = semicolon == std::string_view::npos ? 1000 : weight_of(item.substr(semicolon + 1));
    const auto& known = message_languages();
    if (weight > best_weight && std::find(known.begin(), known.end(), language) != known.end()) {
      best = language;
      best_weight = weight;
    }
  }
  return best;
}

}  // namespace integrart
