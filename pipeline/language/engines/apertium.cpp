// Apertium on this machine, and on a server (APy): rule-based translation between near languages.

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

#include "pipeline/base/digest.h"
#include "pipeline/base/json.h"
#include "pipeline/language/engine.h"
#include "pipeline/language/engines/batches.h"
#include "pipeline/language/engines/program.h"
#include "pipeline/language/http/client.h"

namespace integrart {

namespace {

using Lines = std::vector<std::optional<std::string>>;

/// Marks taken out; a line that came back as it went, with words unknown, was not translated.
Lines finished(const std::vector<std::string>& sources, Lines lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i]) continue;
    const bool all_known = take_unknown_marks(*lines[i], sources[i]);
    if (!all_known && *lines[i] == sources[i]) lines[i].reset();
  }
  return lines;
}

class ApertiumProgram final : public TranslationEngine {
 public:
  ApertiumProgram(std::string program, const EngineLimits& limits) : m_program(std::move(program)), m_limits(limits) {}

  std::string id() const override { return "apertium"; }
  bool is_remote() const override { return false; }

  std::optional<std::string> identity(const LanguageTag& from, const LanguageTag& to, std::stop_token stop) override {
    const std::string pair = pair_of(from, to);
    if (const auto known = m_identities.find(pair); known != m_identities.end()) return known->second;
    const auto offered = offers(pair, stop);
    std::optional<std::string> identity;
    if (offered && *offered) identity = id() + " " + pair + " " + data_digest(pair);
    if (offered) m_identities[pair] = identity;
    return identity;
  }

  Result<EngineAnswer> translate(const std::vector<std::string>& lines, const LanguageTag& from, const LanguageTag& to,
                                 std::stop_token stop) override {
    const std::string pair = pair_of(from, to);
    TRY_ASSIGN(const bool offered, offers(pair, stop));
    if (!offered)
      return fail(Errc::unsupported, "language.engine_no_pair",
                  {{"engine", id()}, {"from", from.text()}, {"to", to.text()}});
    return translate_in_batches(lines, m_limits, stop, [&](const std::vector<std::string>& batch) -> Result<Lines> {
      TRY_ASSIGN(const ProgramRun run, run_program(m_program, {"-f", "txt", pair}, joined_with_marks(batch),
                                                   m_limits.answer_bytes, m_limits.batch_time, stop));
      // A stage of the pipeline that crashed leaves a good exit status and no output: only whole lines count.
      return finished(batch, divided_by_marks(run.output, batch.size()));
    });
  }

 private:
  static std::string pair_of(const LanguageTag& from, const LanguageTag& to) {
    return from.three_letter_code() + "-" + to.three_letter_code();
  }

  Result<bool> offers(const std::string& pair, const std::stop_token& stop) const {
    TRY_ASSIGN(const ProgramRun modes,
               run_program(m_program, {"-l"}, {}, m_limits.answer_bytes, m_limits.batch_time, stop));
    return has_mode(modes.output, pair) || has_mode(modes.errors, pair);
  }

  /// Of the pair's data files, which its mode file names between quotes; another release of the pair has others.
  static std::string data_digest(const std::string& pair) {
    const auto bytes_of = [](const std::string& file) {
      std::ifstream stream(file, std::ios::binary);
      return std::string(std::istreambuf_iterator<char>(stream), {});
    };
    const std::string mode = bytes_of("/usr/share/apertium/modes/" + pair + ".mode");
    Hasher hasher;
    hasher.add(mode);
    for (std::size_t begin = mode.find('\''); begin != std::string::npos;) {
      const std::size_t end = mode.find('\'', begin + 1);
      if (end == std::string::npos) break;
      hasher.add(bytes_of(mode.substr(begin + 1, end - begin - 1)));
      begin = mode.find('\'', end + 1);
    }
    return hasher.finish().hex();
  }

  static bool has_mode(std::string_view list, const std::string& mode) {
    while (!list.empty()) {
      const std::size_t end = std::min(list.find('\n'), list.size());
      std::string_view line = list.substr(0, end);
      while (line.starts_with(' ')) line.remove_prefix(1);
      if (line == mode) return true;
      list.remove_prefix(std::min(end + 1, list.size()));
    }
    return false;
  }

  std::string m_program;
  EngineLimits m_limits;
  std::map<std::string, std::optional<std::string>> m_identities;  // by pair
};

class ApyServer final : public TranslationEngine {
 public:
  ApyServer(std::string url, const EngineLimits& limits) : m_url(std::move(url)), m_limits(limits) {}

  std::string id() const override { return "apy"; }
  std::optional<std::string> identity(const LanguageTag&, const LanguageTag&, std::stop_token) override {
    return id() + " " + digest_of(m_url).hex();  // which server, without its name
  }

  Result<EngineAnswer> translate(const std::vector<std::string>& lines, const LanguageTag& from, const LanguageTag& to,
                                 std::stop_token stop) override {
    const std::string pair = from.three_letter_code() + "|" + to.three_letter_code();
    return translate_in_batches(lines, m_limits, stop, [&](const std::vector<std::string>& batch) -> Result<Lines> {
      OutgoingRequest request;
      request.url = m_url + "/translate";
      // The server's own defaults are HTML and marked words.
      request.body = form_encoded(
          {{"langpair", pair}, {"q", joined_with_marks(batch)}, {"markUnknown", "yes"}, {"format", "txt"}});
      request.content_type = "application/x-www-form-urlencoded";
      request.most_bytes = m_limits.answer_bytes;
      request.most_time = m_limits.batch_time;
      TRY_ASSIGN(const OutgoingResponse response, send(request, stop));
      if (response.status == 400)
        return fail(Errc::unsupported, "language.engine_no_pair",
                    {{"engine", id()}, {"from", from.text()}, {"to", to.text()}});
      if (response.status != 200)
        return fail(Errc::corrupt_media, "language.engine_refused",
                    {{"engine", id()}, {"status", std::int64_t{response.status}}});
      TRY_ASSIGN(const Json answer, parse_json(response.body));
      const std::string text = answer.at_or_null("responseData").at_or_null("translatedText").string_or("");
      return finished(batch, divided_by_marks(text, batch.size()));
    });
  }

 private:
  std::string m_url;
  EngineLimits m_limits;
};

}  // namespace

Result<std::unique_ptr<TranslationEngine>> make_apertium_engine(const std::string& program,
                                                                const EngineLimits& limits) {
  // Started once, so that an absent program is told before the work and not in its middle.
  TRY(run_program(program, {"-l"}, {}, limits.answer_bytes, limits.batch_time, {}));
  return std::make_unique<ApertiumProgram>(program, limits);
}

std::unique_ptr<TranslationEngine> make_apy_engine(const std::string& url, const EngineLimits& limits) {
  return std::make_unique<ApyServer>(url, limits);
}

}  // namespace integrart
