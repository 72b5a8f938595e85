#pragma once
// One paragraph with its inline elements, written as HTML with every sentence in a span of its own.

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "formats/text/clean/fragment.h"

namespace integrart {

/// An inline element around a run; runs of one element carry the same `number`.
struct InlineElement {
  Inline kind = Inline::em;
  std::size_t number = 0;
  std::string href;
  StatedLanguage stated;
};

/// Text with the same elements around all of it, or a line break.
struct Run {
  std::string text;
  bool is_break = false;
  std::vector<std::shared_ptr<const InlineElement>> inside;  // outermost first
};

std::string_view tag_of(Inline kind);
/// ` lang="uk" dir="ltr"`, what is stated of it.
std::string attributes_of(const StatedLanguage& stated);

/// White space as browsers show it: one space between words, none at the ends or beside line breaks; runs that end up
/// empty are removed, and breaks at either end.
void collapse_space(std::vector<Run>& runs);

/// The words alone: without annotations of ruby, "\n" for breaks.
std::string words_of(const std::vector<Run>& runs);

/// Appends the paragraph's HTML to `html` and its sentences to `sentences`; span ids go on from there. An element that
/// crosses the end of a sentence is closed and opened again; ruby is never divided. False, and the rest left out, when
/// `html` grows beyond `most_bytes`.
bool write_with_sentences(const std::vector<Run>& runs, const LanguageTag& language, std::size_t most_bytes,
                          std::string& html, std::vector<std::string>& sentences);

}  // namespace integrart
