#include "pipeline/learning/activities.h"

#include <algorithm>
#include <array>

#include "pipeline/base/licence_name.h"
#include "pipeline/learning/derivations.h"
#include "pipeline/learning/line_source.h"

namespace integrart::learning {

namespace {

struct Derivation {
  std::string_view kind;
  std::vector<Activity> (*derive)(const Material&);
};
constexpr auto derivations = std::to_array<Derivation>({{"karaoke", derive_karaoke},
                                                        {"gap_fill", derive_gap_fill},
                                                        {"choice", derive_choice},
                                                        {"order", derive_order},
                                                        {"match", derive_match},
                                                        {"dictation", derive_dictation},
                                                        {"vocabulary", derive_vocabulary},
                                                        {"flashcards", derive_flashcards},
                                                        {"repeat", derive_repeat}});

const CollectionWork* source_of(const PackWork& work, const Collection& collection) {
  const auto source = std::ranges::find(collection.works, work.id, &CollectionWork::id);
  return source == collection.works.end() ? nullptr : &*source;
}

const std::vector<std::string>& kinds_for(const CollectionWork* source, const Collection& collection) {
  return source != nullptr && source->activities ? *source->activities : collection.pack.activities;
}

std::vector<Activity> questions_of(const Material& material, const CollectionWork& source) {
  Activity activity = activity_of(material, "questions");
  for (const Question& question : source.questions) {
    add_item(activity, question.question.in(material.work.language.text()), question);
  }
  return unless_empty(std::move(activity));
}

bool is_known(const std::string& kind) {
  return std::ranges::find(activity_kinds, kind) != activity_kinds.end();
}

void note_unknown_kinds(const std::vector<std::string>& kinds, std::vector<Message>& notes) {
  for (const std::string& kind : kinds) {
    const Message note{"learning.kind_unknown", {{"kind", kind}}};
    if (!is_known(kind) && std::ranges::find(notes, note) == notes.end()) notes.push_back(note);
  }
}

/// In the order in which the curator named the kinds.
void derive_all(const Material& material, const std::vector<std::string>& kinds, std::vector<Activity>& activities) {
  for (const std::string& kind : kinds) {
    const auto derivation = std::ranges::find(derivations, kind, &Derivation::kind);
    const bool again = std::ranges::find(activities, kind, &Activity::kind) != activities.end();
    if (derivation == derivations.end() || again) continue;
    for (Activity& activity : derivation->derive(material)) activities.push_back(std::move(activity));
  }
}

/// What the curator changed stands in the place of what was derived; without items it takes that out. The notes tell
/// where the work has gone on since.
Result<> apply_edits(const CollectionWork& source, const Lines& lines, std::vector<Activity>& activities,
                     std::vector<Message>& notes) {
  for (const Json& one : source.activity_edits.items()) {
    TRY_ASSIGN(Activity edited, Activity::from_json(one));
    note_older_edits(edited, lines, source, notes);
    const auto derived = std::ranges::find(activities, edited.id, &Activity::id);
    if (derived == activities.end())
      activities.push_back(std::move(edited));
    else
      *derived = std::move(edited);
  }
  std::erase_if(activities, [](const Activity& activity) { return activity.items.empty(); });
  return {};
}

}  // namespace

Result<std::vector<Message>> add_activities(std::vector<PackWork>& works, const Collection& collection) {
  const CollectionWork no_source;
  std::vector<Message> notes;
  std::vector<Lines> lines;
  WordCounts counts;
  for (const PackWork& work : works) {
    TRY_ASSIGN(Lines found, lines_of(work));
    // What a licence keeps whole is not looked into for other works either.
    if (work.may_be_changed()) counts.add(found);
    lines.push_back(std::move(found));
  }
  for (std::size_t i = 0; i < works.size(); ++i) {
    PackWork& work = works[i];
    const CollectionWork* source = source_of(work, collection);
    const std::vector<std::string>& kinds = kinds_for(source, collection);
    const Material material{work, lines[i], counts};
    note_unknown_kinds(kinds, notes);
    const CollectionWork& edited = source != nullptr ? *source : no_source;
    std::vector<Activity> activities;
    if (work.may_be_changed()) {
      derive_all(material, kinds, activities);
      TRY(apply_edits(edited, lines[i], activities, notes));
    } else if (!kinds.empty() || !edited.activity_edits.items().empty()) {
      const bool is_refused = changes_under(work.licence) == ChangesAllowed::no;
      notes.push_back({is_refused ? "learning.no_derivatives" : "learning.no_permission",
                       {{"work", work.id}, {"licence", work.licence}}});
    }
    if (source != nullptr)
      for (Activity& questions : questions_of(material, *source)) activities.push_back(std::move(questions));
    work.activities = std::move(activities);
  }
  return notes;
}

}  // namespace integrart::learning
