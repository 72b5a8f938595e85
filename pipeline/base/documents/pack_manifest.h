#pragma once
// What goes into a pack, format-neutral: the lesson every pack format is written from. Document "pack/1".

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/artefact.h"
#include "pipeline/base/documents/activity.h"
#include "pipeline/base/documents/collection.h"
#include "pipeline/base/documents/h5p_library.h"

namespace integrart {

/// A playable file of a work.
struct PackRendition {
  std::string id;    // "720p", "audio", "1280"
  std::string role;  // video | audio | image | audio_only
  ArtefactRef file;
  std::string extension;  // "mp4"
  int width = 0, height = 0;
  double duration_seconds = 0;
  LanguageTag language = {};  // of a sound in another language than the work's; "und": in the work's own
  bool is_spare = false;      // the one of the same id and role with less sound: in its place when a budget asks for it

  /// The whole work again, for listening in another language.
  bool is_other_sound() const { return !language.is_undetermined(); }
};

/// Timed text of one language, as a CueTrack document and as a WebVTT file.
struct PackTrack {
  LanguageTag language;
  std::string kind;  // subtitles | captions | lyrics
  Json cues;         // "cues/1"
  ArtefactRef webvtt;
  std::string variant = {};  // of a translation: "literal" or "singable"; mostly empty
  bool draft = false;        // a machine's suggestion; its name says so wherever it is shown
};

/// What a line of the work's own track sounds like, cut out of the recording (M4A).
struct PackLineSound {
  std::vector<std::string> cues;  // that say it: a refrain is one
  ArtefactRef file;
};

/// A text, or the words of a song: clean semantic HTML plus its sentences.
struct PackText {
  LanguageTag language;
  std::string html;  // sanitised fragment
  std::string plain;
  std::vector<std::string> sentences;
};

/// A file that the work was made from, by its digest: enough to prove where a pack came from, and to find the file
/// again. What it was called is not in it, because people call files after people.
struct PackSource {
  std::string kind;  // main | lyrics | subtitles | translation | picture | audio
  Digest digest;
  std::uint64_t bytes = 0;
  bool operator==(const PackSource&) const = default;
};

/// What the people shown agreed to. Neither their names nor the proof of it.
struct PackConsent {
  int people = 0;
  std::vector<std::string> granted;  // teach, show, remix
  std::string expires;               // YYYY-MM-DD; empty: does not expire
  bool operator==(const PackConsent&) const = default;
};

struct PackWork {
  std::string id;
  std::string kind;  // video | audio | image | text
  LanguageTag language;
  LocalisedText title, description, alt;
  std::vector<Creator> creators;
  std::string licence;  // SPDX
  std::string level;
  std::vector<std::string> about;
  std::vector<LocalisedText> objectives;  // what learners practise or can do afterwards
  std::vector<PackSource> sources;
  std::optional<PackConsent> consent;
  double duration_seconds = 0;
  std::vector<PackRendition> renditions;  // best first
  std::optional<PackRendition> poster;    // JPEG
  std::string placeholder;                // tiny blurred picture as a data: URI; empty when none
  std::optional<ArtefactRef> storyboard;  // sprite sheet (JPEG)
  std::string storyboard_webvtt;          // its cues, with file name "storyboard.jpg"
  Json waveform;                          // audiowaveform JSON; null when none
  std::vector<PackTrack> tracks;
  std::vector<PackLineSound> line_sounds;
  std::vector<PackText> texts;  // the work's own language first
  std::vector<Activity> activities;
  std::vector<Message> notes;  // shown to curators, never in the pack

  /// Whether exercises may be made from its words.
  bool may_be_changed() const;
};

struct PackManifest {
  std::string id;
  LocalisedText title, description;
  std::vector<LanguageTag> languages;
  std::string licence;
  std::vector<PackWork> works;
  std::string tool_version;  // "integrart 0.1.0"
  std::string publisher;     // domain name of whoever publishes; empty when not said
  std::string published;     // YYYY-MM-DD; empty when not said
  std::int64_t edition = 1;  // counts the contents published under this id, from 1; it never goes down

  /// YYYY-MM-DD, the day on which this edition was first written; empty when nobody remembers. The machine's memory, so
  /// not in the document.
  std::string first_written = {};

  /// For full packages of H5P; none: content only. They are the machine's on which packs are made: not in the document.
  std::vector<H5pLibrary> h5p_libraries;

  /// The pack among those of all publishers, "school.example/two-keys": identifiers that leave the pack are made of it,
  /// because two publishers may call their collections the same. Without a publisher it is the id alone.
  std::string identity() const { return publisher.empty() ? id : publisher + "/" + id; }

  Json to_json() const;
  static Result<PackManifest> from_json(const Json& json);
};

}  // namespace integrart
