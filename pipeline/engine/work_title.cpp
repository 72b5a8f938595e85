#include "pipeline/engine/work_title.h"

#include <algorithm>
#include <filesystem>

#include "pipeline/base/text.h"

namespace integrart {

void take_title_of_file(const SourceFacts& facts, CollectionWork& work) {
  if (facts.title.empty()) return;
  const std::string stem = display_name(std::filesystem::path(work.file).stem().string());
  const bool is_name = std::ranges::all_of(work.title.by_language, [&](const auto& title) {
    return title.second == stem || stem.starts_with(title.second + ".");
  });
  if (is_name) work.title.by_language = {{work.language.text(), facts.title}};
}

}  // namespace integrart
