#include "filters/text/terms/built_in_lists.h"

#include <span>

#include "pipeline/base/documents/help_lines.h"
#include "pipeline/base/embedded.h"

namespace integrart {

std::span<const EmbeddedFile> term_list_files();

Result<std::vector<TermList>> built_in_term_lists() {
  std::vector<TermList> lists;
  for (const EmbeddedFile& file : term_list_files()) {
    TRY_ASSIGN(const Json json, parse_json(file.bytes));
    TRY_ASSIGN(TermList list, TermList::from_json(json));
    lists.push_back(std::move(list));
  }
  return lists;
}

Result<std::vector<TermList>> own_term_lists(const Json& parameters) {
  std::vector<TermList> lists;
  for (const Json& list : parameters.at_or_null("term_lists").items()) {
    if (HelpLines::is_document(list.at_or_null("lines").string_or(""))) continue;  // read by the filter pii
    const std::string id = list.at_or_null("id").string_or("own");
    auto read = TermList::read(list.at_or_null("lines").string_or(""), id);
    if (!read)
      return tl::unexpected<Error>(while_doing(std::move(read).error(), {"base.reading_entry", {{"entry", id}}}));
    lists.push_back(std::move(*read));
    lists.back().dry_run = lists.back().dry_run || list.at_or_null("dry_run").boolean_or(false);
  }
  return lists;
}

Json expired_term_lists(const Json& parameters, std::string_view today) {
  Json expired = Json::empty_array();
  for (const auto& lists : {built_in_term_lists(), own_term_lists(parameters)}) {
    if (!lists) continue;  // the step itself says what is wrong with it
    for (const TermList& list : *lists)
      if (list.has_expired(today)) expired.push_back(Json(list.id));
  }
  return expired.items().empty() ? Json::empty_object() : Json::object({{"expired", std::move(expired)}});
}

}  // namespace integrart
