#pragma once
// Words that belong to a name although they do not look like one: what stands between its parts ("van der", "на",
// "am"), what Arabic writes onto it or sets before it, and names that only the title of a work tells.

#include <set>
#include <string>
#include <vector>

#include "pipeline/learning/lines.h"

namespace integrart::learning {

/// Folded as in LineWord.
struct KnownNames {
  std::set<std::string> people;  // words of what creators and speakers are called
  std::set<std::string> titles;  // names in the title
};

/// Words of `title` that are written large without need. An English title in which every word of meaning is written
/// large says nothing about names and gives none.
std::set<std::string> names_in_title(std::string_view title, const LanguageTag& language);

/// Sets `belongs_to_name` of the words of `lines`, in which `find_words` found the words.
void find_names(std::vector<Line>& lines, const LanguageTag& language, const KnownNames& known);

}  // namespace integrart::learning
