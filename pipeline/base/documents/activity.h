#pragma once
// A learning activity of a work, format-neutral: what the web lesson plays and every pack format is written from.
// Document "activity/2". Offsets are bytes here and Unicode code points in the JSON; the older "activity/1" is read
// too.

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pipeline/base/artefact.h"
#include "pipeline/base/documents/collection.h"
#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/time.h"

namespace integrart {

/// A stretch of a text that the learner fills in. It never cuts a word and never touches another gap.
struct ActivityGap {
  std::size_t begin = 0, length = 0;  // in bytes of the text
  std::vector<std::string> answers;   // the first is what stands in the text; the others are other spellings of it
  std::string tip;                    // "к…"; empty: no help
  bool operator==(const ActivityGap&) const = default;
};

/// "gap_fill": one line with gaps, in order.
struct GapItem {
  std::string text;
  std::vector<ActivityGap> gaps;
  bool operator==(const GapItem&) const = default;
};

/// "choice": one line with one gap; which word is heard?
struct ChoiceItem {
  std::string text;
  ActivityGap gap;
  std::vector<std::string> options;  // as shown
  std::size_t correct = 0;           // index into `options`
  bool operator==(const ChoiceItem&) const = default;
};

/// "order": lines to be put in order again.
struct OrderItem {
  std::vector<std::string> lines;  // in the right order
  std::vector<std::size_t> shown;  // indices into `lines`, as first shown; never the right order
  bool operator==(const OrderItem&) const = default;
};

struct MatchPair {
  std::string line;
  LocalisedText translation;
  bool operator==(const MatchPair&) const = default;
};

/// "match": lines and their translations. Every pair is translated into the same languages.
struct MatchItem {
  std::vector<MatchPair> pairs;
  std::vector<std::size_t> shown;  // indices into `pairs`: the order in which the translations are first shown
  bool operator==(const MatchItem&) const = default;
};

/// "dictation": a line that is heard and written. What counts as the same is said in pipeline/learning/answer.h.
struct DictationItem {
  std::string text;
  std::vector<std::string> accepted;  // the text, and the text without punctuation, for players that compare plainly
  LocalisedText translation;          // empty when there is none
  bool operator==(const DictationItem&) const = default;
};

/// "vocabulary": a word with a line in which it is sung or said.
struct VocabularyItem {
  std::string word;       // in small letters
  std::size_t count = 1;  // how often the work says it
  std::string example;
  std::size_t begin = 0, length = 0;  // where the word stands in the example, in bytes
  LocalisedText translation;          // of the example
  bool operator==(const VocabularyItem&) const = default;
};

/// "flashcards": front in the language of the work; back in the languages of the learners, or the missing word.
struct FlashcardItem {
  std::string front;
  LocalisedText back;
  bool operator==(const FlashcardItem&) const = default;
};

/// "karaoke" (sing along) and "repeat" (listen, then say it): one line with its words in time.
struct LineItem {
  std::string text;
  std::vector<WordTiming> words;  // empty in "repeat"
  LocalisedText translation;
};

/// "questions": written by the curator.
using QuestionItem = Question;

using ActivityContent = std::variant<GapItem, ChoiceItem, OrderItem, MatchItem, DictationItem, VocabularyItem,
                                     FlashcardItem, LineItem, QuestionItem>;

struct ActivityItem {
  std::string id;                 // unique in its activity
  std::vector<std::string> cues;  // ids of the cues of the work's own track it was made from; empty for texts
  std::optional<TimeRange> when;  // of those cues in the work's media
  ActivityContent content;
  // What it was made from, one for each line, as pipeline/learning/line_source.h writes it: when a curator changed the
  // item, a later build can tell that the line is not the same any more. Empty: nobody knows, or nobody asks.
  std::vector<std::string> source = {};
};

struct Activity {
  std::string id;    // unique in its work and the same in every build: "gap_fill-1"
  std::string kind;  // one of `activity_kinds`
  int level = 0;     // 1 (easy) to 3; 0 when the kind has no levels
  LanguageTag language;
  Message title, instructions;      // render them in the language of the learner
  bool estimated_times = false;     // word times were spread over the line, not measured
  std::vector<ActivityItem> items;  // all of the shape of the kind

  Json to_json() const;
  /// Errc::invalid_input names the key: a kind that is not known, a gap outside of its text, an order that is none.
  static Result<Activity> from_json(const Json& json);
};

inline constexpr std::array<std::string_view, 10> activity_kinds = {
    "karaoke", "gap_fill", "choice", "order", "match", "dictation", "vocabulary", "flashcards", "repeat", "questions"};

/// The text around and in the gaps: n gaps give 2n + 1 pieces, those with odd index are the gaps.
std::vector<std::string> gap_pieces(std::string_view text, const std::vector<ActivityGap>& gaps);

/// The line with "____" for its gap.
std::string with_blank(const ChoiceItem& item, std::string_view blank = "____");

}  // namespace integrart
