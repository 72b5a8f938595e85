#include "pipeline/engine/draft_pack.h"

#include "pipeline/base/message.h"

namespace integrart {

PackManifest draft_of(PackManifest lesson) {
  lesson.id += "-draft";
  for (auto& [language, title] : lesson.title.by_language) {
    std::string& description = lesson.description.by_language[language];
    const std::string notice = render({"engine.draft_notice", {}}, language);
    description = description.empty() ? notice : notice + " " + description;
    title = render({"engine.draft_title", {{"title", title}}}, language);
  }
  return lesson;
}

}  // namespace integrart
