#include "pipeline/base/message.h"

#include <fmt/format.h>

#include <map>
#include <span>

#include "pipeline/base/embedded.h"
#include "pipeline/base/json.h"
#include "pipeline/base/message_format.h"

namespace integrart {

std::span<const EmbeddedFile> message_catalogue_files();

namespace {

using Patterns = std::map<std::string, std::string, std::less<>>;  // language -> pattern
using Catalogues = std::map<std::string, Patterns, std::less<>>;   // message id -> patterns

Catalogues load_catalogues() {
  Catalogues catalogues;
  for (const EmbeddedFile& file : message_catalogue_files()) {
    const Result<Json> parsed = parse_json(file.bytes);
    if (!parsed) continue;  // the catalogue test parses every file and names the broken one
    for (const auto& [id, by_language] : parsed->members())
      for (const auto& [language, pattern] : by_language.members()) catalogues[id][language] = pattern.string_or("");
  }
  return catalogues;
}

const Catalogues& catalogues() {
  static const Catalogues loaded = load_catalogues();
  return loaded;
}

std::string_view best_pattern(std::string_view id, std::string_view language) {
  for (std::string_view tag = language; !tag.empty();
       tag = tag.substr(0, tag.rfind('-') == std::string_view::npos ? 0 : tag.rfind('-')))
    if (const std::string_view pattern = message_pattern(id, tag); !pattern.empty()) return pattern;
  return message_pattern(id, "en");
}

std::string without_pattern(const Message& message) {
  std::string text = message.id;
  for (const auto& [name, value] : message.arguments)
    text += std::visit([&](const auto& v) { return fmt::format(" {}={}", name, v); }, value);
  return text;
}

}  // namespace

const std::vector<std::string>& message_languages() {
  static const std::vector<std::string> languages{"en", "uk", "pl", "nl", "nb", "nn"};
  return languages;
}

std::string_view message_pattern(std::string_view id, std::string_view language) {
  const auto patterns = catalogues().find(id);
  if (patterns == catalogues().end()) return {};
  const auto pattern = patterns->second.find(language);
  return pattern == patterns->second.end() ? std::string_view{} : std::string_view(pattern->second);
}

std::vector<std::string> message_ids() {
  std::vector<std::string> ids;
  for (const auto& [id, patterns] : catalogues()) ids.push_back(id);
  return ids;
}

std::string render(const Message& message, std::string_view language) {
  const std::string_view pattern = best_pattern(message.id, language);
  if (pattern.empty()) return without_pattern(message);
  return format_pattern(pattern, language, message.arguments).value_or(without_pattern(message));
}

}  // namespace integrart
