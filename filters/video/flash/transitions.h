#pragma once
// Counts, for every cell of the picture on its own, how often it goes up and down: means over the picture would miss
// halves that blink against each other.

#include <array>
#include <cstdint>
#include <vector>

#include "filters/video/flash/linear_picture.h"

namespace integrart::flash {

/// A flash is two opposing transitions; more than three in one second are six transitions and the beginning of the
/// next.
inline constexpr std::size_t too_many_transitions = 7;

/// How often a cell changes. `forbidden`: more than three flashes in a second. `tiring`: two or more a second, which is
/// allowed, but not for long.
enum class Pace : std::uint8_t { forbidden, tiring };

/// Cells flash together when they change within this time, in seconds: in one picture of 25 a second, two of 30, three
/// of
/// 60. What moves changes cell after cell instead (a bird that beats its wings is no flash), while even a gradual swing
/// of forbidden pace takes its whole area through the step within three or four pictures.
inline constexpr float together = 0.034F;

/// The times of the latest transitions of every cell, seconds from the beginning of the medium. Single precision is
/// half a millisecond after two hours.
class TransitionTimes {
 public:
  void resize(std::size_t cells);
  void add(std::size_t cell, float seconds);
  /// When the oldest of the transitions that make the pace was (of seven, or of four); long ago while there are fewer.
  float oldest(Pace pace, std::size_t cell) const { return oldest_of(pace)[cell]; }
  /// Marks the cells that flash at this pace at `seconds` and changed just now; gives their number.
  std::size_t mark(Pace pace, float seconds, std::vector<unsigned char>& flashing) const;

 private:
  struct Ring {
    std::array<float, too_many_transitions> times;
    std::uint8_t next = 0;
  };
  const std::vector<float>& oldest_of(Pace pace) const { return pace == Pace::forbidden ? m_seventh : m_fourth; }

  std::vector<Ring> m_rings;
  std::vector<float> m_seventh, m_fourth, m_latest;  // the times of the seventh latest, ...
  float m_latest_of_all = 0;
};

/// Luminance: a transition is a change by at least 0.1 of the maximum whose darker state is below 0.8 (WCAG 2.2
/// "general flash"; 20 cd/m2 and 160 cd/m2 of a 200 cd/m2 screen in ITU-R BT.1702).
class LuminanceTransitions {
 public:
  void look(const std::vector<float>& luminance, float seconds);
  const TransitionTimes& times() const { return m_times; }

 private:
  void look_at_cell(std::size_t cell, float now, float seconds);

  std::vector<float> m_lowest, m_highest;  // since the last transition
  std::vector<std::int8_t> m_direction;    // of the last transition: 1 up, -1 down, 0 none yet
  TransitionTimes m_times;
};

/// Saturated red, older WCAG measure: a change of redness by more than 20 with one of the two states saturated red.
class RednessTransitions {
 public:
  void look(const RedPicture& picture, float seconds);
  const TransitionTimes& times() const { return m_times; }

 private:
  std::vector<float> m_lowest, m_highest;
  std::vector<unsigned char> m_lowest_red, m_highest_red;  // were those states saturated red
  std::vector<std::int8_t> m_direction;
  TransitionTimes m_times;
};

/// Saturated red, WCAG 2.2 and ISO 9241-391: a change by more than 0.2 in u' v' to or from saturated red.
class ChromaticityTransitions {
 public:
  void look(const RedPicture& picture, float seconds);
  const TransitionTimes& times() const { return m_times; }

 private:
  std::vector<unsigned char> m_inside;  // the cell is red now
  std::vector<float> m_u, m_v;          // inside: its reddest colour; outside: its least red one, since the transition
  TransitionTimes m_times;
};

}  // namespace integrart::flash
