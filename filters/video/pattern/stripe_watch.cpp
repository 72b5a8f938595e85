#include "filters/video/pattern/stripe_watch.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace integrart::pattern {
namespace {

constexpr double most_area = 0.25;
constexpr double least_seconds = 0.5;
constexpr double longest_gap = 0.35;  // away for longer is another pattern
constexpr double remembered = 1.0;    // seconds of movement that are looked at

constexpr double jump =
    0.6 * std::numbers::pi;  // from picture to picture: inverted, or moving too fast to tell from it
constexpr double drift = 0.5 * std::numbers::pi;
constexpr int many = 2;  // jumps or returns in a second

StripeMovement movement_of(const StripeRun& run) {
  double way = 0, net = 0;
  int jumps = 0;
  for (const StripeRun::Move& move : run.moves) {
    way += std::abs(move.turn);
    net += move.turn;
    jumps += std::abs(move.turn) > jump ? 1 : 0;
  }
  if (jumps >= many || static_cast<int>(run.returns.size()) >= many) return StripeMovement::changing;
  if (way > drift) return std::abs(net) > way / 2 ? StripeMovement::drifting : StripeMovement::changing;
  return StripeMovement::standing;
}

}  // namespace

double most_pairs(StripeMovement movement) {
  switch (movement) {
    case StripeMovement::standing:
      return 8;
    case StripeMovement::drifting:
      return 12;
    case StripeMovement::changing:
      return 5;
  }
  return 0;
}

std::string_view name_of(StripeMovement movement) {
  switch (movement) {
    case StripeMovement::standing:
      return "standing";
    case StripeMovement::drifting:
      return "drifting";
    case StripeMovement::changing:
      return "changing";
  }
  return {};
}

std::string_view rule_of(const StripeStretch& stretch) {
  switch (stretch.movement) {
    case StripeMovement::standing:
      return "stripes-standing";
    case StripeMovement::drifting:
      return stretch.is_allowed ? "stripes-drifting-allowed" : "stripes-drifting";
    case StripeMovement::changing:
      return "stripes-changing";
  }
  return {};
}

std::optional<Wave> StripeWatch::wave() const {
  if (!m_run) return std::nullopt;
  return m_run->wave;
}

void StripeWatch::look(double seconds, const std::optional<Stripes>& stripes) {
  if (m_run && seconds - m_run->last > longest_gap) {
    close_stretch();
    m_run.reset();
  }
  if (!stripes || stripes->area <= most_area) {
    if (m_run) m_run->interrupted = true;
    return;
  }
  if (m_run && !m_run->wave.is_near(stripes->wave)) {
    close_stretch();
    m_run.reset();
  }
  if (!m_run) {
    m_run.emplace();
    m_run->wave = stripes->wave;
    m_run->begin = m_run->last = seconds;
    m_run->phase = stripes->phase;
    return;
  }
  follow(seconds, *stripes);
  judge(*stripes);
}

void StripeWatch::finish() {
  close_stretch();
  m_run.reset();
}

void StripeWatch::follow(double seconds, const Stripes& stripes) {
  StripeRun& run = *m_run;
  if (run.interrupted) run.returns.push_back(seconds);
  run.interrupted = false;
  run.moves.push_back({seconds, std::remainder(stripes.phase - run.phase, 2 * std::numbers::pi)});
  while (seconds - run.moves.front().seconds > remembered) run.moves.pop_front();
  while (!run.returns.empty() && seconds - run.returns.front() > remembered) run.returns.pop_front();
  run.phase = stripes.phase;
  run.last = seconds;
}

void StripeWatch::judge(const Stripes& stripes) {
  StripeRun& run = *m_run;
  if (run.last - run.begin < least_seconds) return;
  const StripeMovement movement = movement_of(run);
  const bool is_allowed = stripes.pairs <= most_pairs(movement);
  if (is_allowed && (movement != StripeMovement::drifting || stripes.pairs <= most_pairs(StripeMovement::standing)))
    return;
  if (run.stretch && (run.stretch->movement != movement || run.stretch->is_allowed != is_allowed)) close_stretch();
  if (!run.stretch) {
    run.stretch.emplace();
    run.stretch->movement = movement;
    run.stretch->is_allowed = is_allowed;
    const bool continued = !m_stretches.empty() && m_stretches.back().end >= run.begin;
    run.stretch->begin = continued ? m_stretches.back().end : run.begin;
  }
  run.stretch->end = run.last;
  run.stretch->pairs = std::max(run.stretch->pairs, stripes.pairs);
  if (stripes.area > run.stretch->area) {
    run.stretch->area = stripes.area;
    run.stretch->box = stripes.box;
  }
}

void StripeWatch::close_stretch() {
  if (m_run && m_run->stretch) m_stretches.push_back(*m_run->stretch);
  if (m_run) m_run->stretch.reset();
}

}  // namespace integrart::pattern
