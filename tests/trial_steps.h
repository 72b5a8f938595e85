#pragma once
// Step kinds that do what their parameters say, for tests of workers; shared by a test and by the child that runs them
// (programs/step_trial.cpp).
//   {"deed": "write"}                      leaves the file out.txt
//   {"deed": "work", "seconds": n}         takes its time, then leaves nothing
//   {"deed": "fail"}                       says that its input is no good
//   {"deed": "crash" | "die"}              ends by SIGSEGV | as if somebody had killed it
//   trial_listener: {"burn_seconds": n}    hears a sound; uses so much processor time for it

#include <signal.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <ctime>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include "pipeline/engine/step.h"

namespace integrart::trial {

inline Result<StepOutput> obey(StepContext& context) {
  const std::string deed = context.parameters.at_or_null("deed").string_or("");
  context.progress(0);
  if (deed == "fail") return fail(Errc::invalid_input, "base.out_of_memory");
  if (deed == "crash") ::raise(SIGSEGV);
  if (deed == "die") ::kill(::getpid(), SIGKILL);
  std::this_thread::sleep_for(std::chrono::duration<double>(context.parameters.at_or_null("seconds").number_or(0)));
  StepOutput output;
  if (deed == "write") {
    std::ofstream(context.work_folder / "out.txt") << "done";
    output.files.push_back({"out.txt", "out.txt", "text/plain"});
  }
  return output;
}

class Listener final : public FrameSink {
 public:
  explicit Listener(double burn_seconds) : m_burn_seconds(burn_seconds) {}
  FrameNeeds needs() const override {
    FrameNeeds needs;
    needs.audio = AudioNeeds{};
    return needs;
  }
  Result<> consume(const AudioBlock&) override {
    const std::clock_t until = std::clock() + static_cast<std::clock_t>(m_burn_seconds * CLOCKS_PER_SEC);
    while (std::clock() < until) continue;
    m_burn_seconds = 0;
    return {};
  }
  Result<StepOutput> finish() override { return StepOutput{}; }

 private:
  double m_burn_seconds;
};

inline Result<std::unique_ptr<FrameSink>> listen(const SourceFacts&, StepContext& context) {
  return std::make_unique<Listener>(context.parameters.at_or_null("burn_seconds").number_or(0));
}

inline const StepKind light{
    .id = "trial_light", .version = 1, .doc = {}, .weight = JobWeight::light, .bounds = {}, .run = obey};
inline const StepKind heavy{
    .id = "trial_heavy", .version = 1, .doc = {}, .weight = JobWeight::heavy, .bounds = {}, .run = obey};
inline const StepKind listener{
    .id = "trial_listener", .version = 1, .doc = {}, .weight = JobWeight::heavy, .bounds = {}, .make_sink = listen};
inline const std::array<const StepKind*, 3> kinds{&light, &heavy, &listener};

inline Catalogue catalogue() {
  Catalogue all;
  all.steps = kinds;
  return all;
}

}  // namespace integrart::trial
