#pragma once
// The part of a plan that is heard. Private to the planner.

#include <string>
#include <vector>

#include "pipeline/engine/plan.h"

namespace integrart {

/// An audio rendition that a step of the plan makes: "audio_rendition:" and its id.
struct PlannedSound {
  std::string id;
  std::string encoder;
  std::string language;   // as players are told; empty when not known
  std::string title;      // of the stream
  bool is_other = false;  // the work in another language, or a text read aloud
  std::string recipe;     // id
};

/// A work with what its sounds are made from; everything is borrowed.
struct SoundPlanning {
  const CollectionWork& work;
  const WorkSources& sources;
  const SourceFacts& facts;
  const Recipe& recipe;
};

/// Adds a rendition of every stream that the work's file has, by every audio recipe. `decoded` are the inputs of steps
/// that take part in the decode pass.
std::vector<PlannedSound> plan_own_sounds(const SoundPlanning& about, const std::vector<PlannedInput>& decoded,
                                          Plan& plan);

/// Adds what there is to hear of the work in other languages, and of a text read aloud: renditions of the files that
/// were given for that (added to `sounds`), and one sound file, step "sound_in:" and the language, for each language of
/// those and of further streams of the work's own file. A file that was given goes before a stream. Beside pictures it
/// ends when they do; without them it is as long as it is.
void plan_other_sounds(const SoundPlanning& about, std::vector<PlannedSound>& sounds, Plan& plan);

/// Adds the spare sound that `recipe` asks for to a plan that is finished otherwise: the work's own AAC with fewer
/// kilobits, in a sound file and in the smallest film. They are no part of streams. Nothing when the sound has no more
/// than that anyway.
void plan_spare_sound(const Recipe& recipe, Plan& plan);

/// What a file of the work says of itself when it is heard in `language`.
Json sound_naming(const CollectionWork& work, const std::string& language);

/// The last extension of a file name, in small letters; empty when it has none.
std::string small_extension(std::string_view name);

}  // namespace integrart
