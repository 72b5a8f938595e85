#include "pipeline/cli/encoding_question.h"

#include <fmt/format.h>

namespace integrart {

namespace {

bool is_candidate(const Message& activity) {
  return activity.id == "text.reads_as";
}

std::string text_of(const Message& message, std::string_view name) {
  for (const auto& [key, value] : message.arguments)
    if (const auto* text = std::get_if<std::string>(&value); key == name && text != nullptr) return *text;
  return {};
}

double number_of(const Message& message, std::string_view name) {
  for (const auto& [key, value] : message.arguments) {
    if (key != name) continue;
    if (const auto* number = std::get_if<double>(&value)) return *number;
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  }
  return 0;
}

}  // namespace

Error shown_encodings(const Session& session, Error error) {
  if (error.what.id != "text.encoding_unsure") return error;
  Json candidates = Json::empty_array();
  for (const Message& activity : error.while_doing) {
    if (!is_candidate(activity)) continue;
    const std::string encoding = text_of(activity, "encoding");
    const double certainty = number_of(activity, "certainty");
    const std::string preview = text_of(activity, "preview");
    candidates.push_back(Json::object({{"encoding", encoding}, {"certainty", certainty}, {"preview", preview}}));
    if (!session.json) session.print(fmt::format("{:<16} {:.2f}  {}", encoding, certainty, preview));
  }
  if (session.json) session.print_json(Json::object({{"candidates", std::move(candidates)}}));
  std::erase_if(error.while_doing, is_candidate);
  return error;
}

}  // namespace integrart
