#include "pipeline/cli/exchange_files.h"

#include <algorithm>

#include "pipeline/base/input_file.h"
#include "pipeline/base/text.h"
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

/// Asks one format after the other until one knows the bytes.
template <class Answer>
auto ask_formats(const Session& session, const std::string& file, const std::string& format_id, Answer&& answer)
    -> Result<
        std::pair<const ExchangeFormat*, typename decltype(answer(*session.catalogue.exchanges[0], ""))::value_type>> {
  TRY_ASSIGN(const auto order, order_for(session, file, format_id));
  TRY_ASSIGN(const auto opened, open_regular_file(file, ExchangeLimits{}.source_bytes));
  TRY_ASSIGN(const std::string bytes, read_all(opened.second, ExchangeLimits{}.source_bytes));
  const Message reading{"cli.exchange_reading", {{"file", display_name(file)}}};
  for (const ExchangeFormat* format : order) {
    auto result = answer(*format, bytes);
    if (result) return std::pair(format, std::move(*result));
    if (result.error().code != Errc::unrecognised || order.size() == 1)
      return tl::unexpected<Error>(while_doing(std::move(result).error(), reading));
  }
  return fail(Errc::unrecognised, "cli.exchange_unrecognised", {{"file", display_name(file)}});
}

}  // namespace

Result<ExchangeFileRead> read_exchange_file(const Session& session, const std::string& file,
                                            const std::string& format_id) {
  TRY_ASSIGN(auto found,
             ask_formats(session, file, format_id, [](const ExchangeFormat& format, std::string_view bytes) {
               return format.read(bytes, ExchangeLimits{});
             }));
  return ExchangeFileRead{found.first, std::move(found.second)};
}

Result<ExchangeFileChecked> check_exchange_file(const Session& session, const std::string& file,
                                                const std::string& format_id) {
  TRY_ASSIGN(auto found,
             ask_formats(session, file, format_id, [](const ExchangeFormat& format, std::string_view bytes) {
               return format.check(bytes, ExchangeLimits{});
             }));
  return ExchangeFileChecked{found.first, std::move(found.second)};
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
