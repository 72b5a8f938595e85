#pragma once
// Exchange files as commands meet them: the format by the file's name, or by trying all. They come from anywhere, so
// they are read in a sandboxed child.

#include <string>
#include <vector>

#include "pipeline/base/exchange_format.h"
#include "pipeline/cli/session.h"

namespace integrart {

struct ExchangeFileRead {
  const ExchangeFormat* format = nullptr;
  Noted<ExchangeDocument> read;
};

/// Reads the file by the format of its extension, else by the first that knows it; `format_id` names one.
Result<ExchangeFileRead> read_exchange_file(const Session& session, const std::string& file,
                                            const std::string& format_id = {});

struct FoundProblem {
  std::int64_t line = 0;
  std::string rule;
  Message message;
};
struct ExchangeFileChecked {
  const ExchangeFormat* format = nullptr;
  std::vector<FoundProblem> problems;
};
Result<ExchangeFileChecked> check_exchange_file(const Session& session, const std::string& file,
                                                const std::string& format_id = {});

/// The format that a new file of that name is to have. Errc::unsupported when none has the extension.
Result<const ExchangeFormat*> exchange_format_for(const Session& session, const std::string& file,
                                                  const std::string& format_id = {});

}  // namespace integrart
