#include "pipeline/media/analysis/sound_needs.h"

namespace integrart {

Result<AudioNeeds> plain_sound_of(const SourceFacts& facts) {
  if (facts.audio.empty()) return fail(Errc::invalid_input, "media.no_sound");
  AudioNeeds needs;
  needs.sample_rate = 48000;
  needs.channels = facts.audio.front().channels == 1 ? 1 : 2;
  return needs;
}

}  // namespace integrart
