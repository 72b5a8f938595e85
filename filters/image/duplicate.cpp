// Media that are on a list of known ones, and works that are there already.

#include <algorithm>
#include <array>
#include <cmath>

#include "pipeline/base/filter.h"

namespace integrart {
namespace {

constexpr auto kinds = std::to_array<std::string_view>({"duplicate.image", "duplicate.video", "duplicate.audio"});

constexpr std::size_t most_findings = 50;
/// Scores: what may be passed over, what a person should look at, and what a list asks to block.
constexpr double passing_score = 0.25;
constexpr double asking_score = 0.5;
constexpr double blocking_score = 1;

/// One look-alike as the step that compares writes it.
struct Likeness {
  const Json& json;

  std::string text(std::string_view key) const { return json.at_or_null(key).string_or(""); }
  /// For sentences: lists need not say whose they are.
  std::string shown(std::string_view key) const { return text(key).empty() ? "–" : text(key); }
  bool of_a_work() const { return !text("work").empty(); }
  bool sure() const { return json.at_or_null("sure").boolean_or(false); }
  double similarity() const { return json.at_or_null("similarity").number_or(0); }
};

double score_of(const Likeness& like) {
  if (like.of_a_work() || like.text("action") == "note") return passing_score * like.similarity();
  if (like.text("action") == "block" && like.sure()) return blocking_score;
  return asking_score + (blocking_score - asking_score) * 0.8 * like.similarity();
}

Severity severity_of(const Likeness& like) {
  if (like.of_a_work() || like.text("action") == "note") return Severity::info;
  if (!like.sure()) return Severity::low;
  return like.text("action") == "block" ? Severity::high : Severity::medium;
}

std::optional<double> seconds(const Json& json) {
  if (!json.is_number()) return std::nullopt;
  return json.number_or(0);
}

Message message_of(const Likeness& like) {
  if (like.of_a_work()) return {"filters.duplicate_work", {{"work", like.text("work")}}};
  const std::string_view id = like.sure() ? "filters.duplicate_known" : "filters.duplicate_perhaps";
  return {std::string(id),
          {{"entry", like.shown("entry")}, {"owner", like.shown("owner")}, {"reason", like.shown("reason")}}};
}

Finding found(const Likeness& like) {
  Finding finding;
  finding.kind = "duplicate." + like.text("media");
  finding.start = seconds(like.json.at_or_null("start"));
  finding.end = seconds(like.json.at_or_null("end"));
  finding.score = score_of(like);
  finding.severity = severity_of(like);
  finding.rule = like.of_a_work() ? "same-work" : "known-media";
  finding.message = message_of(like);
  finding.text = like.of_a_work() ? like.text("work") : like.text("entry");
  finding.producer = "duplicate/1";
  return finding;
}

/// That something could not be compared is a result, but asks for nothing.
Finding not_compared(std::string_view kind, std::string_view rule, std::string_view message) {
  Finding finding;
  finding.kind = kind;
  finding.score = 0;
  finding.severity = Severity::info;
  finding.rule = rule;
  finding.message = {std::string(message), {}};
  finding.producer = "duplicate/1";
  return finding;
}

Result<FilterResult> look_at_likeness(const Json& likeness) {
  FilterResult result;
  result.evidence = likeness;
  for (const Json& like : likeness.at_or_null("look_alikes").items())
    if (result.findings.size() < most_findings) result.findings.push_back(found({like}));
  if (likeness.at_or_null("lists").integer_or(0) == 0) return result;
  const std::string pictures = likeness.at_or_null("pictures").string_or("");
  const std::string sound = likeness.at_or_null("sound").string_or("");
  if (pictures == "too_plain") {
    const bool film = likeness.at_or_null("kind").string_or("") == "video";
    result.findings.push_back(
        not_compared(film ? "duplicate.video" : "duplicate.image", "too-plain", "filters.duplicate_too_plain"));
  }
  if (sound == "silent" || sound == "too_short")
    result.findings.push_back(
        not_compared("duplicate.audio", sound == "silent" ? "silent" : "too-short", "filters.duplicate_no_sound"));
  return result;
}

// What comparing gave; accepted means nothing is reported.
constexpr auto examples = std::to_array<Example>({
    {"a photo that is on a list", R"({"lists":1,"kind":"image","pictures":"yes","look_alikes":[
      {"media":"image","entry":"wedding","distance":6,"similarity":0.95,"sure":true,"action":"review"}]})",
     false},
    {"a song that another work has", R"({"lists":0,"kind":"audio","sound":"yes","look_alikes":[
      {"media":"audio","entry":"lullaby","work":"lullaby","distance":0.1,"similarity":0.99,"sure":true}]})",
     false},
    {"a picture too dark for a hash", R"({"lists":1,"kind":"image","pictures":"too_plain","look_alikes":[]})", false},
    {"nothing alike", R"({"lists":2,"kind":"video","pictures":"yes","sound":"yes","look_alikes":[]})", true},
    {"no list to compare with", R"({"lists":0,"kind":"image","pictures":"too_plain","look_alikes":[]})", true},
});

}  // namespace

extern const Filter filter_duplicate;
const Filter filter_duplicate{
    .id = "duplicate",
    .version = 1,
    .doc = {.summary = "Media on a list of known ones, and works that are there already.",
            .details =
                "Compares PDQ hashes of pictures (whole, without borders, without or under bands with a caption, with "
                "edges cut off, turned and mirrored), of films in their order (the same; edges cut off twice a "
                "second), and Chromaprint items of the sound (also played 6 % "
                "slower to 6 % faster) with the lists given by --known-media, with the works before it in the "
                "collection, and with what the store remembers. The score is below 0.3 for works and for entries "
                "whose list asks for a note (the default policy warns), 0.5 to 0.9 for entries that a person should "
                "look at (review), and 1 only where the list asks to block and the match is sure: a policy that agrees "
                "says so by a rule at 1; the default policy asks a person. Pictures of quality below 50, silence and "
                "sounds below 5 seconds cannot be compared, which is said and scored 0. Not seen through: crops of "
                "more than 5 % of each side, bands over more than a tenth of a picture of which a list knows only the "
                "hash, drawings over much of a picture, other recordings of a song.",
            .source = "https://github.com/facebook/ThreatExchange/tree/main/pdq",
            .examples = examples},
    .kinds = kinds,
    .look_at_likeness = look_at_likeness,
};

}  // namespace integrart
