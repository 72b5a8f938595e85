#pragma once
// The collection a curator writes: works and the pack they become. Document "collection/1" (collection.yaml).

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/documents/review.h"
#include "pipeline/base/json.h"
#include "pipeline/base/language.h"

namespace integrart {

/// One text in several languages; keys are canonical tags. `in` falls back: exact, primary language, English, first.
struct LocalisedText {
  std::map<std::string, std::string, std::less<>> by_language;

  const std::string& in(std::string_view language) const;
  bool empty() const { return by_language.empty(); }
  bool operator==(const LocalisedText&) const = default;
};

Json to_json(const LocalisedText& text);
Json to_json(const std::vector<LocalisedText>& texts);

struct Creator {
  std::string name;  // a pseudonym is a full citizen
  std::string role;  // "singer", "author", ... free text
  bool pseudonym = false;
};

Json to_json(const std::vector<Creator>& creators);

/// Recorded consent of the people shown. `granted` purposes: teach, show, remix. "remix" also lets exercises be made of
/// a work whose licence does not speak of changes, as when its makers reserve all rights but agreed to this.
struct Consent {
  int people = 0;
  std::vector<std::string> granted;
  std::string expires;         // YYYY-MM-DD; empty: does not expire
  std::string evidence;        // path inside the collection, never packed; empty when none
  std::optional<bool> minors;  // whether a minor is among the people shown; absent: nobody wrote it down
};

/// A question about a work, written by the curator. Without options the answer is free; without options and answers it
/// is for talking about.
struct Question {
  LocalisedText question;
  std::vector<LocalisedText> options;
  std::vector<std::size_t> correct;    // indices into `options`
  std::vector<LocalisedText> answers;  // accepted free answers
  LocalisedText explanation;           // shown after answering
  bool operator==(const Question&) const = default;
};

/// Of a work that is a video or an audio, whichever its file holds: no kind that people write, but what a command asks
/// for that is given a file.
inline constexpr std::string_view timed_kind = "timed";

struct CollectionWork {
  std::string id;        // [a-z0-9][a-z0-9-]{0,63}, unique
  std::string kind;      // video | audio | image | text
  std::string file;      // path inside the collection folder
  LanguageTag language;  // of the words; "und" for none
  LocalisedText title;
  LocalisedText description;
  LocalisedText alt;  // what a picture shows, for those who do not see it
  std::vector<Creator> creators;
  std::string licence;                    // SPDX identifier; empty: the collection's
  std::string lyrics;                     // words without times, or with them (song.uk.lrc)
  std::vector<std::string> subtitles;     // the language stands before the extension: song.pl.srt, song.pl.singable.srt
  std::vector<std::string> translations;  // of a text: poem.uk.md, poem.pl.md
  std::vector<std::string> pictures;      // of an audio: shown while it sounds (a slideshow video is made)
  bool is_private = false;                // its words leave neither the machine nor, by the memory, the circle
  std::string level;                      // CEFR: A1..C2; empty when not stated
  std::vector<std::string> about;
  std::vector<LocalisedText> objectives;     // what learners practise or can do afterwards, a sentence each
  std::map<std::string, std::string> audio;  // by language tag: the whole work sung, spoken or read aloud in it
  std::optional<Consent> consent;
  bool seen = true;              // "seen: false": it was listed by a machine, and nobody has looked at it yet
  std::vector<Review> reviews;   // what people decided who looked at it
  bool covers_faces = false;     // "redact: faces": nothing is made of its pictures but with all faces covered
  bool softens_flashes = false;  // "soften: flashes": stretches of its film that flash are dimmed before all else
  bool masks_words = false;      // "mask: personal_data": unreadable in title, description and alt before all else
  std::optional<std::vector<std::string>> activities;  // kinds; absent: the pack's; empty: none
  std::vector<Question> questions;
  std::string edited_activities;  // a file {"activities": [...]}: exercises looked through and changed by hand
  Json activity_edits;            // what that file holds, an array of "activity/2"; null when there is none

  /// Whether exercises may be made from its words.
  bool may_be_changed() const;
};

struct PackRequest {
  std::vector<std::string> formats{"web"};
  std::vector<std::string> activities;
  double size_budget_mb = 0;  // 0: no budget
};

struct Collection {
  std::string id;
  LocalisedText title;
  LocalisedText description;
  std::vector<LanguageTag> languages;
  std::string licence;
  std::string publisher;  // a domain name; empty when not said
  std::string published;  // YYYY-MM-DD, the day of this edition; empty when not said
  std::vector<CollectionWork> works;
  bool drafts_allowed = false;          // "drafts: allowed": packs hold draft subtitles too, marked as such
  std::vector<std::string> glossaries;  // files: CSV or TBX
  PackRequest pack;

  Json to_json() const;
  /// Errors name the work and the key. Notes: mended language codes, keys that are not known.
  static Result<Noted<Collection>> from_json(const Json& json);
};

/// Why a work may not be published on `today` (YYYY-MM-DD): no licence, no credit, no live consent for teaching.
/// Empty when it may.
std::vector<Message> publication_obstacles(const Collection& collection, const CollectionWork& work,
                                           std::string_view today);

}  // namespace integrart
