#pragma once
// Which files of a work a pack takes when learning apps ask for little: one film, one sound, one picture.

#include <vector>

#include "pipeline/base/documents/pack_manifest.h"

namespace integrart {

struct SmallFiles {
  const PackRendition* video = nullptr;            // MP4
  const PackRendition* audio = nullptr;            // the sound of a song, or of the film alone
  const PackRendition* image = nullptr;            // JPEG or PNG; of an image work only
  std::vector<const PackRendition*> other_sounds;  // the work in other languages
  std::vector<Message> left_out;  // "pack.renditions_left_out" and "pack.sound_left_out" for all that was not taken
};

struct SmallFileLimits {
  int video_short_side = 480;      // pixels; the largest film up to this
  int image_long_side = 1600;      // pixels
  std::uint64_t largest_file = 0;  // bytes; 0: no limit. A film above it is taken only when all are.
};

/// Points into `work`.
SmallFiles small_files(const PackWork& work, const SmallFileLimits& limits = {});

/// `manifest` with only the small files of each work, and its sounds in other languages, for packs of the web lesson
/// that are uploaded to learning platforms; what was left out is added to `notes`.
PackManifest with_small_files(const PackManifest& manifest, const SmallFileLimits& limits, std::vector<Message>& notes);

/// What `small_files` picks nothing of and no text: nothing to show or play.
bool is_empty_work(const PackWork& work);

}  // namespace integrart
