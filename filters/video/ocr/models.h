#pragma once
// Which models read which languages, and whether they are there. Any thread.

#include <string>
#include <vector>

#include "pipeline/base/language.h"

namespace integrart {

/// Models that read together, of one script.
struct ScriptModels {
  std::string names;  // "pol+eng"; the first is that of the work's language, when it is known
  /// Added to their confidence before it is compared with that of other scripts: 0.12 for the script of the work's
  /// language (Latin when that is not known), for numbers look alike in all; -0.1 for Arabic, whose model is sure of
  /// words that it makes up from letters of others, unless the work is in it.
  double trust = 0;
  bool is_latin = false;
};

struct ReadingModels {
  std::string folder;                // where they lie; empty when there are none
  std::vector<ScriptModels> groups;  // Latin first, when it is there
  std::vector<std::string> used;     // names of the models: "pol"
  std::vector<std::string> missing;
};

/// For words in any script people here write. Of a work whose language is known, its own model and English read Latin;
/// else English, Polish, Dutch and Norwegian. Ukrainian and Russian read Cyrillic, Arabic its own script. A model is a
/// file NAME.traineddata of Debian's tesseract-ocr-NAME; one that is not installed is missing.
ReadingModels reading_models(const LanguageTag& language);

}  // namespace integrart
