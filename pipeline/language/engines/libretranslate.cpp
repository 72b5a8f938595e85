// A server with LibreTranslate's API, and the engines by name.

#include <cstdlib>

#include "pipeline/base/digest.h"
#include "pipeline/base/json.h"
#include "pipeline/base/text.h"
#include "pipeline/language/engine.h"
#include "pipeline/language/engines/batches.h"
#include "pipeline/language/http/client.h"

namespace integrart {

namespace {

using Lines = std::vector<std::optional<std::string>>;

class LibreTranslateServer final : public TranslationEngine {
 public:
  LibreTranslateServer(std::string url, std::string key, const EngineLimits& limits)
      : m_url(std::move(url)), m_key(std::move(key)), m_limits(limits) {}

  std::string id() const override { return "libretranslate"; }
  std::optional<std::string> identity(const LanguageTag&, const LanguageTag&, std::stop_token) override {
    return id() + " " + digest_of(m_url).hex();  // which server, without its name
  }

  Result<EngineAnswer> translate(const std::vector<std::string>& lines, const LanguageTag& from, const LanguageTag& to,
                                 std::stop_token stop) override {
    return translate_in_batches(lines, m_limits, stop, [&](const std::vector<std::string>& batch) -> Result<Lines> {
      Json question = Json::object(
          {{"q", json_list(batch)}, {"source", from.primary()}, {"target", to.primary()}, {"format", "text"}});
      if (!m_key.empty()) question["api_key"] = m_key;
      OutgoingRequest request;
      request.url = m_url + "/translate";
      request.body = question.dump();
      request.content_type = "application/json";
      request.most_bytes = m_limits.answer_bytes;
      request.most_time = m_limits.batch_time;
      TRY_ASSIGN(const OutgoingResponse response, send(request, stop));
      // 403: a key is needed; 429: too many requests, and trying halves would only make more.
      if (response.status == 403 || response.status == 429 || response.status >= 500)
        return fail(Errc::unavailable, "language.engine_refused",
                    {{"engine", id()}, {"status", std::int64_t{response.status}}});
      // 400: an unknown language, or more than the server takes at once.
      if (response.status != 200)
        return fail(Errc::corrupt_media, "language.engine_refused",
                    {{"engine", id()}, {"status", std::int64_t{response.status}}});
      return answers_in(response.body, batch);
    });
  }

 private:
  static Result<Lines> answers_in(std::string_view body, const std::vector<std::string>& batch) {
    TRY_ASSIGN(const Json answer, parse_json(body));
    const Json& texts = answer.at_or_null("translatedText");
    Lines lines(batch.size());
    if (texts.is_string() && batch.size() == 1 && !texts.string_or("").empty()) lines[0] = texts.string_or("");
    if (texts.items().size() != batch.size()) return lines;
    for (std::size_t i = 0; i < batch.size(); ++i)
      if (const std::string text = texts.items()[i].string_or(""); !text.empty() && text != batch[i]) lines[i] = text;
    return lines;
  }

  std::string m_url, m_key;
  EngineLimits m_limits;
};

}  // namespace

std::unique_ptr<TranslationEngine> make_libretranslate_engine(const std::string& url, const std::string& key,
                                                              const EngineLimits& limits) {
  return std::make_unique<LibreTranslateServer>(url, key, limits);
}

Result<std::unique_ptr<TranslationEngine>> make_engine(std::string_view written) {
  const std::size_t colon = written.find(':');
  const std::string_view kind = written.substr(0, colon);
  const std::string rest = colon == std::string_view::npos ? std::string() : std::string(written.substr(colon + 1));
  if (kind == "apertium") return make_apertium_engine(rest.empty() ? "apertium" : rest);
  const bool is_url = rest.starts_with("http://") || rest.starts_with("https://");
  if (kind == "libretranslate" && is_url) {
    const char* key = std::getenv("INTEGRART_LIBRETRANSLATE_KEY");
    return make_libretranslate_engine(rest, key != nullptr ? key : "");
  }
  if (kind == "apy" && is_url) return make_apy_engine(rest);
  return fail(Errc::unsupported, "language.engine_unknown", {{"engine", display_name(written)}});
}

}  // namespace integrart
