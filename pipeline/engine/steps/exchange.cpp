// Reads a translation file, memory or glossary, or says what is wrong with it.

#include <algorithm>
#include <fstream>

#include "pipeline/base/exchange_format.h"
#include "pipeline/base/text.h"
#include "pipeline/engine/step.h"

namespace integrart {

namespace {

/// The formats in the order in which to try them: those of the extension first. One only when `id` names it.
Result<std::vector<const ExchangeFormat*>> formats_to_try(const StepContext& context) {
  const auto& all = context.catalogue.exchanges;
  if (const std::string id = context.parameters.at_or_null("format").string_or(""); !id.empty()) {
    const ExchangeFormat* format = find_by_id(all, id);
    if (format == nullptr) return fail(Errc::unsupported, "engine.format_unknown", {{"format", id}});
    return std::vector<const ExchangeFormat*>{format};
  }
  const std::string extension = context.parameters.at_or_null("extension").string_or("");
  std::vector<const ExchangeFormat*> order(all.begin(), all.end());
  std::ranges::stable_partition(order, [&](const ExchangeFormat* format) {
    return std::ranges::find(format->extensions, extension) != format->extensions.end();
  });
  return order;
}

/// A memory of 100,000 lines is more than an answer may hold.
Result<> move_to_file(const StepContext& context, StepOutput& output) {
  std::ofstream file(context.work_folder / "exchange.json", std::ios::binary);
  file << output.document.dump();
  file.close();
  if (!file) return fail(Errc::unavailable, "engine.write_failed", {{"file", "exchange.json"}});
  output.files.push_back({"exchange.json", "exchange.json", "application/json"});
  output.document = Json::empty_object();
  return {};
}

/// Asks one format after the other until one knows the bytes.
template <class Answer>
Result<StepOutput> ask_formats(const StepContext& context, Answer&& answer) {
  TRY_ASSIGN(const StepInput* source, context.input("source"));
  TRY_ASSIGN(const auto order, formats_to_try(context));
  TRY_ASSIGN(const std::string bytes, read_all(source->file, ExchangeLimits{}.source_bytes));
  const std::string name = display_name(source->file.name);
  for (const ExchangeFormat* format : order) {
    Result<StepOutput> output = answer(*format, bytes);
    if (output) {
      if (context.parameters.at_or_null("as_file").boolean_or(false)) TRY(move_to_file(context, *output));
      output->document["format"] = format->id;
      return output;
    }
    if (output.error().code != Errc::unrecognised || order.size() == 1)
      return tl::unexpected<Error>(while_doing(std::move(output).error(), {"engine.reading_file", {{"file", name}}}));
  }
  return fail(Errc::unrecognised, "engine.exchange_unrecognised", {{"file", name}});
}

Result<StepOutput> read(const ExchangeFormat& format, std::string_view bytes) {
  TRY_ASSIGN(auto document, format.read(bytes, ExchangeLimits{}));
  StepOutput output;
  output.document = document.value.to_json();
  output.notes = std::move(document.notes);
  return output;
}

Result<StepOutput> check(const ExchangeFormat& format, std::string_view bytes) {
  TRY_ASSIGN(const auto problems, format.check(bytes, ExchangeLimits{}));
  StepOutput output;
  output.document["problems"] = Json::empty_array();
  for (const ExchangeProblem& problem : problems)
    output.document["problems"].push_back(
        Json::object({{"line", problem.line}, {"rule", problem.rule}, {"message", to_json(problem.message)}}));
  return output;
}

Result<StepOutput> run(StepContext& context) {
  return context.parameters.at_or_null("check").boolean_or(false) ? ask_formats(context, check)
                                                                  : ask_formats(context, read);
}

}  // namespace

extern const StepKind step_exchange;
const StepKind step_exchange{
    .id = "exchange",
    .version = 1,
    .doc =
        {"Reads a translation file, memory or glossary, or says what is wrong with it.",
         "Any registered exchange format. The document is an \"exchange/1\", with \"format\"; with parameter check it "
         "is {\"format\", \"problems\"}. With parameter as_file all but the format is in exchange.json instead.",
         "",
         {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 4ULL << 30U, .file_bytes = 512ULL << 20U, .cpu_seconds = 120, .wall_seconds = 240},
    .run = run,
};

}  // namespace integrart
