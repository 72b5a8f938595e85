#include "filters/text/personal_data/help_line_numbers.h"

#include <algorithm>
#include <span>

#include "filters/text/personal_data/phone_numbers.h"
#include "pipeline/base/embedded.h"

namespace integrart {

std::span<const EmbeddedFile> help_line_files();

namespace personal_data {

namespace {

Result<std::vector<HelpLines>> read_built_in_help_lines() {
  std::vector<HelpLines> lists;
  for (const EmbeddedFile& file : help_line_files()) {
    TRY_ASSIGN(HelpLines list, HelpLines::read(file.bytes, "starter"));
    lists.push_back(std::move(list));
  }
  return lists;
}

}  // namespace

void HelpLineNumbers::add(const HelpLines& list) {
  for (const HelpLine& line : list.lines) {
    m_numbers.insert(line.number);
    for (const std::string& code : calling_codes(line.country)) {
      m_numbers.insert(code + line.number);
      if (line.number.front() == '0') m_numbers.insert(code + line.number.substr(1));
    }
  }
}

const Result<std::vector<HelpLines>>& built_in_help_lines() {
  static const Result<std::vector<HelpLines>> lists = read_built_in_help_lines();
  return lists;
}

Result<std::vector<HelpLines>> own_help_lines(const Json& parameters) {
  std::vector<HelpLines> lists;
  for (const Json& given : parameters.at_or_null("term_lists").items()) {
    const std::string id = given.at_or_null("id").string_or("own");
    const std::string document = given.at_or_null("lines").string_or("");
    if (!HelpLines::is_document(document)) continue;  // words, read by the filter term
    auto list = HelpLines::read(document, id);
    if (!list)
      return tl::unexpected<Error>(while_doing(std::move(list).error(), {"base.reading_entry", {{"entry", id}}}));
    lists.push_back(std::move(*list));
  }
  return lists;
}

Json expired_help_lines(const Json& parameters, std::string_view today) {
  Json expired = Json::empty_array();
  const Result<std::vector<HelpLines>> own = own_help_lines(parameters);
  for (const auto* lists : {&built_in_help_lines(), &own}) {
    if (!*lists) continue;  // the step itself says what is wrong with it
    for (const HelpLines& list : **lists)
      if (list.has_expired(today)) expired.push_back(Json(list.id));
  }
  return expired.items().empty() ? Json::empty_object() : Json::object({{"expired_help_lines", std::move(expired)}});
}

Result<HelpLineNumbers> help_line_numbers(const Json& parameters) {
  const std::vector<std::string> expired = texts_of(parameters.at_or_null("expired_help_lines"));
  HelpLineNumbers numbers;
  const auto add = [&](const HelpLines& list) {
    if (std::ranges::find(expired, list.id) == expired.end()) numbers.add(list);
  };
  if (!built_in_help_lines()) return tl::unexpected<Error>(built_in_help_lines().error());
  TRY_ASSIGN(const std::vector<HelpLines> own, own_help_lines(parameters));
  std::ranges::for_each(*built_in_help_lines(), add);
  std::ranges::for_each(own, add);
  return numbers;
}

}  // namespace personal_data
}  // namespace integrart
