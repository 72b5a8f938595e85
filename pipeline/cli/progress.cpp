#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>

#include "pipeline/cli/session.h"

namespace integrart {

namespace {

using Clock = std::chrono::steady_clock;

/// One line that is drawn over and over.
class Bar {
 public:
  explicit Bar(std::string language) : m_language(std::move(language)) {}
  ~Bar() {
    if (m_drawn) fmt::print(stderr, "\r\033[K");
  }

  void take(const ProgressEvent& event) {
    if (event.work.empty() && event.step.empty()) m_settled = event.done;
    if (!event.step.empty()) m_running = fmt::format("{} {} {:.0f} %", event.work, event.step, event.done * 100);
    if (event.finished) m_running.clear();
    const auto now = Clock::now();
    if (m_drawn && now - m_last < std::chrono::milliseconds(100)) return;
    m_last = now;
    m_drawn = true;
    constexpr int width = 24;
    const int filled = static_cast<int>(std::lround(m_settled * width));
    fmt::print(stderr, "\r\033[K[{:#<{}}{:.<{}}] {:3.0f} %{} {:.60}", "", filled, "", width - filled, m_settled * 100,
               estimate(now), m_running);
    std::fflush(stderr);
  }

 private:
  /// Remaining time by what is settled so far; nothing before a tenth is done, because it would only jump.
  std::string estimate(Clock::time_point now) const {
    if (m_settled < 0.1 || m_settled >= 1) return "";
    const double passed = std::chrono::duration<double>(now - m_begin).count();
    const auto left = static_cast<int>(passed * (1 - m_settled) / m_settled);
    return fmt::format("  {}:{:02}", left / 60, left % 60);
  }

  std::string m_language;
  Clock::time_point m_begin = Clock::now();
  Clock::time_point m_last;
  double m_settled = 0;
  std::string m_running;
  bool m_drawn = false;
};

/// A line when something begins or ends, for logs.
class Lines {
 public:
  explicit Lines(std::string language) : m_language(std::move(language)) {}

  void take(const ProgressEvent& event) {
    const std::string what = fmt::format("{} {}", event.work, event.step);
    const int quarter = static_cast<int>(event.done * 4);
    if (event.work.empty() && event.step.empty()) return;
    if (auto& told = m_told[what]; told == quarter + 1 && !event.finished)
      return;
    else
      told = quarter + 1;
    const std::string activity = render(event.activity, m_language);
    if (event.step.empty())
      fmt::print(stderr, "{}: {}\n", event.work, activity);
    else
      fmt::print(stderr, "{}{}{}: {} {:.0f} %\n", event.work, event.work.empty() ? "" : ": ", event.step, activity,
                 event.done * 100);
  }

 private:
  std::string m_language;
  std::map<std::string, int> m_told;  // quarter that was told last, plus one
};

template <class Display>
ProgressListener listener(const std::string& language) {
  return [display = std::make_shared<Display>(language)](const ProgressEvent& event) { display->take(event); };
}

}  // namespace

ProgressListener make_progress_listener(const Session& session) {
  if (session.quiet) return {};
  return isatty(STDERR_FILENO) != 0 ? listener<Bar>(session.language) : listener<Lines>(session.language);
}

}  // namespace integrart
