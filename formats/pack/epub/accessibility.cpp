#include "formats/pack/epub/accessibility.h"

#include <algorithm>

namespace integrart::epub {
namespace {

bool sounds(const book::Chapter& chapter) {
  return !chapter.video.empty() || !chapter.audio.empty();
}
bool is_seen(const book::Chapter& chapter) {
  return !chapter.video.empty() || !chapter.image.empty();
}
bool has_own_words(const book::Chapter& chapter) {
  return !chapter.sections.empty() && chapter.sections.front().track == own_track(*chapter.work) &&
         !chapter.sections.front().lines.empty();
}
/// The words that sound can be read: as lines or as a text.
bool has_transcript(const book::Chapter& chapter) {
  return has_own_words(chapter) || !chapter.work->texts.empty();
}
bool is_described(const book::Chapter& chapter) {
  return !chapter.work->alt.empty();
}

}  // namespace

Accessibility accessibility_of(const book::Book& book) {
  const auto any = [&](auto property) { return std::ranges::any_of(book.chapters, property); };
  const auto every = [&](auto property, auto where) {
    return std::ranges::all_of(book.chapters, [&](const book::Chapter& one) { return !where(one) || property(one); });
  };
  const auto has_film = [](const book::Chapter& one) { return !one.video.empty(); };
  const auto has_picture = [](const book::Chapter& one) { return !one.image.empty() || !one.poster.empty(); };

  Accessibility result;
  result.modes.emplace_back("textual");
  if (any(is_seen)) result.modes.emplace_back("visual");
  if (any(sounds)) result.modes.emplace_back("auditory");
  const bool readable = every(has_transcript, sounds);
  const bool described = every(is_described, is_seen);
  if (readable && described) result.sufficient.emplace_back("textual");
  if (readable && any(is_seen)) result.sufficient.emplace_back("textual,visual");
  if (any(sounds)) result.sufficient.emplace_back(any(is_seen) ? "textual,visual,auditory" : "textual,auditory");

  result.features = {"tableOfContents", "structuralNavigation", "displayTransformability", "unlocked"};
  if (any(has_film) && every(has_own_words, has_film)) result.features.emplace_back("captions");
  if (any(sounds) && readable) result.features.emplace_back("transcript");
  if (any(book::is_read_along)) result.features.emplace_back("synchronizedAudioText");
  if (any(has_picture) && every(is_described, has_picture)) result.features.emplace_back("alternativeText");
  result.hazard = any(has_film) ? "unknown" : "none";
  result.summary_message = readable && described ? "book.accessible_all"
                           : readable            ? "book.accessible_words"
                                                 : "book.accessible_some";
  return result;
}

}  // namespace integrart::epub
