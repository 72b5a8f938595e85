#include "filters/video/ocr/models.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <utility>

namespace integrart {
namespace {

constexpr auto folders =
    std::to_array<std::string_view>({"/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tessdata"});

struct Model {
  std::string_view language;  // primary subtag
  std::string_view name;
};
constexpr auto latin_models = std::to_array<Model>({{"en", "eng"},
                                                    {"pl", "pol"},
                                                    {"nl", "nld"},
                                                    {"nb", "nor"},
                                                    {"nn", "nor"},
                                                    {"no", "nor"},
                                                    {"de", "deu"},
                                                    {"fr", "fra"},
                                                    {"es", "spa"},
                                                    {"so", "som"},
                                                    {"tr", "tur"}});

std::vector<std::string> latin_names(const LanguageTag& language) {
  if (language.is_undetermined()) return {"eng", "pol", "nld", "nor"};
  const auto own = std::ranges::find(latin_models, language.primary(), &Model::language);
  if (own == latin_models.end() || own->name == "eng") return {"eng"};
  return {std::string(own->name), "eng"};
}

enum class Script : std::uint8_t { latin, cyrillic, arabic };

Script script_of(const LanguageTag& language) {
  constexpr auto cyrillic = std::to_array<std::string_view>({"uk", "ru", "be", "bg", "sr", "mk"});
  constexpr auto arabic = std::to_array<std::string_view>({"ar", "fa", "ur", "ps", "ckb", "apc", "arb"});
  if (std::ranges::find(cyrillic, language.primary()) != cyrillic.end()) return Script::cyrillic;
  return std::ranges::find(arabic, language.primary()) != arabic.end() ? Script::arabic : Script::latin;
}

double trust_in(Script script, const LanguageTag& language) {
  if (script == script_of(language)) return 0.12;
  return script == Script::arabic ? -0.1 : 0;
}

}  // namespace

ReadingModels reading_models(const LanguageTag& language) {
  ReadingModels models;
  std::error_code error;
  for (const std::string_view folder : folders)
    if (models.folder.empty() && std::filesystem::is_directory(folder, error)) models.folder = folder;
  const std::vector<std::pair<Script, std::vector<std::string>>> scripts{
      {Script::latin, latin_names(language)}, {Script::cyrillic, {"ukr", "rus"}}, {Script::arabic, {"ara"}}};
  for (const auto& [script, names] : scripts) {
    std::string group;
    for (const std::string& name : names) {
      const bool is_there = !models.folder.empty() &&
                            std::filesystem::is_regular_file(models.folder + "/" + name + ".traineddata", error);
      (is_there ? models.used : models.missing).push_back(name);
      if (is_there) group += (group.empty() ? "" : "+") + name;
    }
    if (!group.empty()) models.groups.push_back({group, trust_in(script, language), script == Script::latin});
  }
  return models;
}

}  // namespace integrart
