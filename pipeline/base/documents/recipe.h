#pragma once
// What to make of a source. Document "recipe/1", JSON that people write; every field has a default.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/json.h"

namespace integrart {

/// One rendition of the picture. Rungs above the source's height are dropped by the planner with a note.
struct Rung {
  std::string id;               // "720p"
  int short_side = 720;         // pixels of the shorter side of the displayed picture; even
  int max_bitrate_kbps = 3041;  // VBV maximum rate; the buffer holds two seconds
  double crf = 23;              // constant rate factor of the encoder (x264, SVT-AV1, VP9 scales)
  double max_frame_rate = 60;   // higher rates are halved
};

struct VideoRecipe {
  std::string encoder = "x264";  // id of encoders.def: x264, svtav1, vp9; the main one is always x264
  std::string preset = "veryfast";
  /// Options of the encoder that differ from the preset, in its own words: {"rc-lookahead": "30", "subme": "1"}.
  std::map<std::string, std::string> tuning;
  std::vector<Rung> ladder;
  double gop_seconds = 2;  // closed groups of pictures, at equal times in all rungs
  int threads = 1;         // per encoder; x264's bytes depend on it
};

struct AudioRecipe {
  std::string id;               // "aac", "opus"
  std::string encoder = "aac";  // id of encoders.def: aac, opus
  int bitrate_kbps = 128;       // music: never below 96 for AAC
  int channels = 2;             // mono sources stay mono, more are mixed down
};

struct LoudnessTarget {
  double integrated_lufs = -16;  // EBU R128 / ITU-R BS.1770-4
  double true_peak_dbtp = -1;
};

struct ImageRecipe {
  std::vector<int> long_sides{320, 640, 1280, 2560};  // larger than the picture: dropped with a note
  std::vector<std::string> formats{"webp", "jpeg"};   // webp, jpeg, avif
  int quality = 82;
};

/// Words of one's own: one term a line, empty lines and those that begin with '#' do not count; or a document
/// "term_list/1" (term_list.h).
struct NamedTermList {
  std::string id;
  std::string lines;
  bool dry_run = false;  // only counted: nothing of it is a finding

  bool operator==(const NamedTermList&) const = default;
};

struct Recipe {
  std::string id = "default";
  VideoRecipe video;
  std::vector<VideoRecipe> more_video;  // further codecs over the same frames (AV1, VP9)
  std::vector<AudioRecipe> audio;       // at least one of them AAC
  std::optional<LoudnessTarget> loudness = LoudnessTarget{};
  bool hls = true;
  bool dash = true;
  std::vector<std::string> progressive;  // rung ids that also become one faststart MP4; "smallest" and "largest" too
  bool audio_only = true;                // M4A (and Opus when an audio recipe makes it)
  /// When not 0, the sound file and the smallest MP4 are made with this little AAC too, for packs that would be larger
  /// than their budget otherwise (music: never below 96). The collection decides, so it is not in the document.
  int spare_sound_kbps = 0;
  bool poster = true;
  bool storyboard = true;
  bool waveform = true;
  ImageRecipe image;
  /// Profile by which subtitles are checked and mended; empty: "lyrics" for words of songs, else "plain"; "none".
  std::string cue_profile;
  std::vector<std::string> filters;       // filter ids to run; "all" is every registered one
  std::vector<NamedTermList> term_lists;  // words of one's own to look for, beside the lists that come with filters

  Json to_json() const;
  /// Unknown keys and impossible values are errors that name the key, and so is a recipe without H.264 as its main
  /// video or without AAC: what it makes plays everywhere. Older schema versions are upgraded one step at a time.
  static Result<Recipe> from_json(const Json& json);
  static Recipe default_recipe();  // five rungs 1080..240
  static Recipe phone();           // one small progressive file
  static Recipe archive();         // high quality, one file, AAC at 256 kb/s
  static Result<Recipe> named(const std::string& id);

  /// This recipe for a collection whose packs may have `megabytes`; 0: as much as they take.
  Recipe within_budget(double megabytes) const;
};

}  // namespace integrart
