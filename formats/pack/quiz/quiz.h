#pragma once
// Activities as plain questions with one answer each: what every question format of learning platforms can hold.

#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/documents/pack_manifest.h"

namespace integrart::quiz {

enum class Kind { one_of, some_of, written, free };

struct Item {
  std::string id;  // letters, digits, '-' and '_'; unique in its quiz, and the same wherever it stands there
  Kind kind = Kind::one_of;
  std::string prompt;  // plain text; a gap is "____"
  std::string prompt_language;
  std::optional<std::size_t> gap;     // byte of `prompt` where its "____" begins; a line may have others of its own
  std::vector<std::string> options;   // of one_of and some_of
  std::vector<std::size_t> correct;   // indices into `options`
  std::vector<std::string> accepted;  // of written; not empty
  std::string tip;                    // "к…", how the answer of a gap begins; empty when nothing is said of it
  std::string explanation;            // empty when there is none
};

struct Quiz {
  std::string id;  // of the activity; unique in its work
  std::string title, instructions;
  std::vector<Item> items;
};

/// The prompt of `item` with its tip behind the gap, for formats that have no other place for it.
std::string prompt_with_tip(const Item& item);

/// `activity` as a quiz, or nothing when it is of a kind that is no set of questions (karaoke, cards, order, dictation,
/// which needs its sound). Labels are in `labels`, a language that messages exist in; translations in `reader`, the
/// language of who learns.
std::optional<Quiz> quiz_of(const Activity& activity, const std::string& labels, const std::string& reader);

/// The quizzes of a work, those that its licence allows; what cannot be one is added to `notes`. The identifiers of
/// their items are "item-" and 24 hex digits, and no other item of any pack has the same.
std::vector<Quiz> quizzes_of(const PackWork& work, const PackManifest& manifest, std::vector<Message>& notes);

}  // namespace integrart::quiz
