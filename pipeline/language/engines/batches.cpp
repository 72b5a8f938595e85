#include "pipeline/language/engines/batches.h"

#include <algorithm>

namespace integrart {

namespace {

using Clock = std::chrono::steady_clock;
using Lines = std::vector<std::optional<std::string>>;

std::string mark(std::size_t number) {
  return "@@" + std::to_string(number) + "@@";
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

bool has_letters(std::string_view line) {
  return std::ranges::any_of(line, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
  });
}

class Batches {
 public:
  Batches(const std::vector<std::string>& lines, const EngineLimits& limits, std::stop_token stop,
          const BatchTranslation& translate)
      : m_lines(lines),
        m_limits(limits),
        m_stop(std::move(stop)),
        m_translate(translate),
        m_end(Clock::now() + limits.whole_time) {
    m_answer.lines.resize(lines.size());
  }

  Result<EngineAnswer> run() {
    std::vector<std::size_t> batch;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
      const std::string& line = m_lines[i];
      const bool fit = has_letters(line) && line.size() <= m_limits.line_bytes &&
                       line.find("@@") == std::string::npos && i < m_limits.lines;
      if (!fit) continue;
      if (batch.size() >= m_limits.batch_lines || bytes + line.size() > m_limits.batch_bytes) {
        TRY(send(batch));
        batch.clear();
        bytes = 0;
      }
      batch.push_back(i);
      bytes += line.size();
    }
    TRY(send(batch));
    if (m_answer.notes.empty() && m_late) m_answer.notes.push_back(Message{"language.engine_out_of_time", {}});
    return std::move(m_answer);
  }

 private:
  Result<> send(const std::vector<std::size_t>& batch) {
    if (batch.empty()) return {};
    if (m_stop.stop_requested()) return fail(Errc::cancelled, "language.cancelled");
    if (Clock::now() > m_end) {
      m_late = true;
      return {};
    }
    std::vector<std::string> texts;
    for (const std::size_t index : batch) texts.push_back(m_lines[index]);
    const Result<Lines> result = m_translate(texts);
    if (!result && (result.error().code == Errc::unsupported || result.error().code == Errc::unavailable ||
                    result.error().code == Errc::cancelled))
      return tl::unexpected<Error>(result.error());
    std::vector<std::size_t> missing;
    for (std::size_t k = 0; k < batch.size(); ++k) {
      if (result && k < result->size() && (*result)[k])
        m_answer.lines[batch[k]] = (*result)[k];
      else
        missing.push_back(batch[k]);
    }
    if (missing.empty()) return {};
    if (batch.size() == 1) {
      // The line itself stays out of the note: it may be private.
      m_answer.notes.push_back(
          Message{"language.engine_no_suggestion", {{"line", static_cast<std::int64_t>(batch.front()) + 1}}});
      return {};
    }
    const auto middle = missing.begin() + static_cast<std::ptrdiff_t>((missing.size() + 1) / 2);
    TRY(send({missing.begin(), middle}));
    return send({middle, missing.end()});
  }

  const std::vector<std::string>& m_lines;
  const EngineLimits& m_limits;
  std::stop_token m_stop;
  const BatchTranslation& m_translate;
  Clock::time_point m_end;
  EngineAnswer m_answer;
  bool m_late = false;
};

}  // namespace

std::string joined_with_marks(const std::vector<std::string>& lines) {
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) text += lines[i] + "\n\n" + mark(i + 1) + "\n\n";
  return text;
}

std::vector<std::optional<std::string>> divided_by_marks(std::string_view answer, std::size_t lines) {
  Lines divided(lines);
  bool whole = true;  // the mark before this line was found
  for (std::size_t i = 0; i < lines; ++i) {
    const std::string here = mark(i + 1);
    const std::size_t at = answer.find(here);
    if (at == std::string_view::npos) {
      whole = false;
      continue;
    }
    const std::string_view text = trimmed(answer.substr(0, at));
    if (whole && !text.empty()) divided[i] = std::string(text);
    answer.remove_prefix(at + here.size());
    whole = true;
  }
  return divided;
}

bool take_unknown_marks(std::string& translation, std::string_view source) {
  bool all_known = true;
  for (const char mark : {'*', '#', '@'}) {
    if (source.find(mark) != std::string_view::npos) continue;  // it may be the text's own
    all_known = std::erase(translation, mark) == 0 && all_known;
  }
  return all_known;
}

Result<EngineAnswer> translate_in_batches(const std::vector<std::string>& lines, const EngineLimits& limits,
                                          std::stop_token stop, const BatchTranslation& translate) {
  return Batches(lines, limits, std::move(stop), translate).run();
}

}  // namespace integrart
