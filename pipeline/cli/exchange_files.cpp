#include "pipeline/cli/exchange_files.h"

#include <algorithm>

#include "pipeline/base/artefact.h"
#include "pipeline/cli/single_step.h"

namespace integrart {

namespace {

Result<std::vector<const ExchangeFormat*>> order_for(const Session& session, const std::string& file,
                                                     const std::string& format_id) {
  std::vector<const ExchangeFormat*> order(session.catalogue.exchanges.begin(), session.catalogue.exchanges.end());
  if (!format_id.empty()) {
    const ExchangeFormat* format = find_by_id(session.catalogue.exchanges, format_id);
    if (format == nullptr) return fail(Errc::unsupported, "engine.format_unknown", {{"format", format_id}});
    return std::vector<const ExchangeFormat*>{format};
  }
  const std::string extension = extension_of(file);
  std::ranges::stable_partition(order, [&](const ExchangeFormat* format) {
    return std::ranges::find(format->extensions, extension) != format->extensions.end();
  });
  return order;
}

struct Answer {
  const ExchangeFormat* format = nullptr;
  Json document;
  std::vector<Message> notes;
};

Result<Answer> ask_child(const Session& session, const std::string& file, const std::string& format_id, bool check) {
  const Json parameters =
      Json::object({{"extension", extension_of(file)}, {"format", format_id}, {"check", check}, {"as_file", true}});
  TRY_ASSIGN(auto ran, run_single_step_for("exchange.json", session, "exchange", parameters, file));
  Answer answer;
  answer.format = find_by_id(session.catalogue.exchanges, ran.first.document.at_or_null("format").string_or(""));
  if (answer.format == nullptr) return fail(Errc::internal, "engine.child_answer");
  TRY_ASSIGN(answer.document, parse_json(ran.second, {.bytes = 2ULL << 30U}));
  answer.notes = std::move(ran.first.notes);
  return answer;
}

}  // namespace

Result<ExchangeFileRead> read_exchange_file(const Session& session, const std::string& file,
                                            const std::string& format_id) {
  TRY_ASSIGN(Answer answer, ask_child(session, file, format_id, false));
  ExchangeFileRead read{answer.format, {}};
  TRY_ASSIGN(read.read.value, ExchangeDocument::from_json(answer.document));
  read.read.notes = std::move(answer.notes);
  return read;
}

Result<ExchangeFileChecked> check_exchange_file(const Session& session, const std::string& file,
                                                const std::string& format_id) {
  TRY_ASSIGN(const Answer answer, ask_child(session, file, format_id, true));
  ExchangeFileChecked checked{answer.format, {}};
  for (const Json& item : answer.document.at_or_null("problems").items()) {
    FoundProblem problem;
    problem.line = item.at_or_null("line").integer_or(0);
    problem.rule = item.at_or_null("rule").string_or("");
    TRY_ASSIGN(problem.message, message_from_json(item.at_or_null("message")));
    checked.problems.push_back(std::move(problem));
  }
  return checked;
}

Result<const ExchangeFormat*> exchange_format_for(const Session& session, const std::string& file,
                                                  const std::string& format_id) {
  TRY_ASSIGN(const auto order, order_for(session, file, format_id));
  const std::string extension = extension_of(file);
  const ExchangeFormat* format = order.front();
  if (format_id.empty() && std::ranges::find(format->extensions, extension) == format->extensions.end())
    return fail(Errc::unsupported, "engine.format_unknown", {{"format", extension}});
  return format;
}

}  // namespace integrart
