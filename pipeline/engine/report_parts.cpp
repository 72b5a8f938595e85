#include "pipeline/engine/report_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "pipeline/base/message.h"
#include "pipeline/base/text.h"

namespace integrart {

std::string page_head(std::string_view language, std::string_view title, std::string_view style) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"{0}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src "
      "'unsafe-inline'\">\n<title>{1}</title>\n<style>{2}</style>\n</head>\n<body>\n<main>\n<h1>{1}</h1>\n",
      html_escaped(language), html_escaped(title), style);
}

std::string duration_text(double seconds) {
  if (seconds < 60) return fmt::format("{:.{}f} s", seconds, seconds < 10 ? 2 : 1);
  const auto whole = static_cast<long long>(std::min(seconds, 1e9));
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

std::string bytes_text(double bytes) {
  if (bytes < 1e6) return fmt::format("{:.1f} kB", bytes / 1e3);
  return bytes < 1e9 ? fmt::format("{:.1f} MB", bytes / 1e6) : fmt::format("{:.2f} GB", bytes / 1e9);
}

std::string element(std::string_view name, std::string_view kind, std::string_view text) {
  return fmt::format("<{0} class=\"{1}\">{2}</{0}>", name, kind, html_escaped(text));
}

std::string_view known_class(std::string_view name) {
  static constexpr std::array<std::string_view, 13> known{"clear", "warn",   "review", "block",   "inconclusive",
                                                          "run",   "cached", "failed", "skipped", "info",
                                                          "low",   "medium", "high"};
  const auto found = std::ranges::find(known, name);
  return found == known.end() ? std::string_view() : *found;
}

std::string text_named(std::string_view area, std::string_view name, std::string_view language) {
  const std::string id = std::string(area) + std::string(name);
  return message_pattern(id, "en").empty() ? std::string(name) : render({id, {}}, language);
}

bool offers_masked_file(const Json& work) {
  return std::ranges::any_of(work.at_or_null("offers").items(),
                             [](const Json& offer) { return offer.at_or_null("file").is_string(); });
}

}  // namespace integrart
