#include "pipeline/base/artefact.h"

namespace integrart {

Json ArtefactRef::to_json() const {
  return Json::object({{"sha256", digest.hex()}, {"bytes", static_cast<long long>(bytes)}, {"type", type}});
}

Result<ArtefactRef> ArtefactRef::from_json(const Json& json) {
  ArtefactRef artefact;
  TRY_ASSIGN(const std::string hex, json.require_string("sha256"));
  TRY_ASSIGN(artefact.digest, Digest::from_hex(hex));
  TRY_ASSIGN(const std::int64_t bytes, json.require_integer("bytes"));
  if (bytes < 0) return fail(Errc::invalid_input, "base.json_member", {{"key", "bytes"}, {"expected", "integer >= 0"}});
  artefact.bytes = static_cast<std::uint64_t>(bytes);
  TRY_ASSIGN(artefact.type, json.require_string("type"));
  return artefact;
}

Json to_json(const Message& message) {
  Json arguments = Json::empty_array();  // an array, because the order matters to readers of plain ids
  for (const auto& [name, value] : message.arguments)
    arguments.push_back(Json::array({Json(name), std::visit([](const auto& v) { return Json(v); }, value)}));
  return Json::object({{"id", message.id}, {"arguments", std::move(arguments)}});
}

Result<Message> message_from_json(const Json& json) {
  Message message;
  TRY_ASSIGN(message.id, json.require_string("id"));
  TRY_ASSIGN(const Json::Array* arguments, json.require_array("arguments"));
  for (const Json& pair : *arguments) {
    if (pair.items().size() != 2 || !pair.items()[0].is_string())
      return fail(Errc::invalid_input, "base.json_member", {{"key", "arguments"}, {"expected", "[name, value]"}});
    const Json& value = pair.items()[1];
    MessageValue parsed = value.string_or("");
    if (value.is_integer())
      parsed = value.integer_or(0);
    else if (value.is_number())
      parsed = value.number_or(0);
    message.arguments.emplace_back(pair.items()[0].string_or(""), std::move(parsed));
  }
  return message;
}

Json to_json(const Error& error) {
  Json activities = Json::empty_array();
  for (const Message& activity : error.while_doing) activities.push_back(to_json(activity));
  return Json::object(
      {{"code", policy_of(error.code).name}, {"what", to_json(error.what)}, {"while_doing", std::move(activities)}});
}

Result<Error> error_from_json(const Json& json) {
  Error error;
  TRY_ASSIGN(const std::string code, json.require_string("code"));
  TRY_ASSIGN(error.code, errc_from_name(code));
  TRY_ASSIGN(error.what, message_from_json(json.at_or_null("what")));
  for (const Json& activity : json.at_or_null("while_doing").items()) {
    TRY_ASSIGN(Message message, message_from_json(activity));
    error.while_doing.push_back(std::move(message));
  }
  return error;
}

}  // namespace integrart
