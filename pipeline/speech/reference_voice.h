#pragma once
// A synthetic voice reads the words, so that there is something to compare a recording with. (libespeak-ng's only home)

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/language.h"
#include "pipeline/base/result.h"

namespace integrart {

/// One line as the voice reads it.
struct SpokenLine {
  struct Word {
    std::size_t begin = 0;  // in the line, in code points, half-open
    std::size_t end = 0;
    double second = 0;  // when it begins in `samples`
  };
  std::vector<float> samples;  // mono
  std::vector<Word> words;
};

/// The voices of espeak-ng. The library has one state for the whole process: there is at most one object at a time, and
/// a second `create` waits until the first is gone. Equal calls from the start of a process on give equal samples; what
/// was read before moves the phase of the voice, not its words. Every step has a process of its own.
class ReferenceVoice {
 public:
  /// Errc::unavailable when the voice data cannot be read.
  static Result<ReferenceVoice> create();
  ReferenceVoice(ReferenceVoice&&) noexcept;
  ReferenceVoice& operator=(ReferenceVoice&&) = delete;
  ~ReferenceVoice();

  /// The voice that reads `language`: the one of the full tag, else of its primary subtag; Norwegian Nynorsk is read by
  /// the voice for Bokmål, which speaks nearly the same sounds. Errc::unsupported with the list of languages when there
  /// is none: another voice would give wrong times without telling.
  Result<std::string> voice_for(const LanguageTag& language) const;

  int sample_rate() const;
  /// Of the library: "1.51".
  static std::string version();

  /// Reads `text` (one line, at most 1000 code points) with a voice that `voice_for` named, at `words_per_minute`
  /// (80 to 450), with the pause of a sentence at the end. A line without anything to say gives no samples.
  Result<SpokenLine> read(std::string_view text, const std::string& voice, int words_per_minute);

 private:
  struct State;
  explicit ReferenceVoice(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

}  // namespace integrart
