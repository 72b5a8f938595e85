#pragma once
// Machine translation as a suggestion, by whatever engine there is. An engine that fails, or answers with nothing,
// gives no suggestion; it never stops the work.

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/language.h"
#include "pipeline/base/result.h"

namespace integrart {

struct EngineLimits {
  std::size_t lines = 5'000;       // of one request for translations
  std::size_t line_bytes = 4'000;  // longer lines get no suggestion
  std::size_t batch_lines = 40;    // given to the engine at a time
  std::size_t batch_bytes = 8'000;
  std::size_t answer_bytes = 1U << 20U;  // of one batch
  std::chrono::milliseconds batch_time{20'000};
  std::chrono::milliseconds whole_time{120'000};  // what is not translated then stays so
};

struct EngineAnswer {
  std::vector<std::optional<std::string>> lines;  // as many as were asked for; absent: no suggestion
  std::vector<Message> notes;                     // what went wrong with some of them
};

class TranslationEngine {
 public:
  virtual ~TranslationEngine() = default;
  virtual std::string id() const = 0;  // "apertium", "libretranslate", "apy"; kept as the origin of every line
  /// Texts leave this machine.
  virtual bool is_remote() const { return true; }
  /// What its translations between the two depend on as far as can be told from here, for keys of results: equal text,
  /// equal translations. Absent when it has not that pair.
  virtual std::optional<std::string> identity(const LanguageTag& from, const LanguageTag& to, std::stop_token stop) = 0;
  /// Lines without line feeds. Errc::unsupported when the engine has not that pair; Errc::unavailable when it cannot be
  /// reached at all. Blocks; looks at `stop` between batches.
  virtual Result<EngineAnswer> translate(const std::vector<std::string>& lines, const LanguageTag& from,
                                         const LanguageTag& to, std::stop_token stop) = 0;
};

/// The `apertium` program. Errc::unavailable when it is not there.
Result<std::unique_ptr<TranslationEngine>> make_apertium_engine(const std::string& program = "apertium",
                                                                const EngineLimits& limits = {});
/// A server with LibreTranslate's API. `key` may be empty.
std::unique_ptr<TranslationEngine> make_libretranslate_engine(const std::string& url, const std::string& key = {},
                                                              const EngineLimits& limits = {});
/// A server with the API of Apertium APy.
std::unique_ptr<TranslationEngine> make_apy_engine(const std::string& url, const EngineLimits& limits = {});

/// By what a person writes: "apertium", "libretranslate:URL", "apy:URL". The key of a LibreTranslate server is taken
/// from the environment variable INTEGRART_LIBRETRANSLATE_KEY, never from the command line.
Result<std::unique_ptr<TranslationEngine>> make_engine(std::string_view written);

}  // namespace integrart
