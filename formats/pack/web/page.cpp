#include "formats/pack/web/page.h"

#include "formats/metadata/schema_org.h"
#include "formats/pack/shared/languages.h"
#include "formats/pack/web/page_data.h"
#include "formats/pack/web/work_paths.h"
#include "pipeline/base/message.h"
#include "pipeline/base/text.h"

namespace integrart::web_pack {
namespace {

/// Language and words of the best text for a page without scripts: English, or the first there is.
std::pair<std::string, std::string> english_or_first(const LocalisedText& text) {
  if (text.by_language.empty()) return {"en", ""};
  const auto english = text.by_language.find("en");
  return english != text.by_language.end() ? *english : *text.by_language.begin();
}

std::string direction_of(const std::string& language) {
  const auto tag = LanguageTag::parse(language);
  return tag && tag->value.is_right_to_left() ? "rtl" : "ltr";
}

std::string language_attributes(const std::string& language) {
  return " lang=\"" + html_escaped(language) + "\" dir=\"" + direction_of(language) + "\"";
}

std::string link(const std::string& path, const std::string& label) {
  return "<a href=\"" + html_escaped(path) + "\">" + html_escaped(label) + "</a> ";
}

std::string work_item(const PackWork& work) {
  const auto [language, title] = english_or_first(work.title);
  const WorkPaths paths = paths_of(work);
  std::string item = "<li><strong" + language_attributes(language) + ">" + html_escaped(title) + "</strong><br>";
  for (const Creator& creator : work.creators) item += "<bdi>" + html_escaped(creator.name) + "</bdi> ";
  item += html_escaped(work.licence) + "<br>";
  for (std::size_t i = 0; i < work.renditions.size(); ++i) {
    item += link(paths.renditions[i], work.renditions[i].id + " (" + work.renditions[i].extension + ")");
  }
  for (const PackText& text : work.texts) {
    item += "<pre" + language_attributes(text.language.text()) + ">" + html_escaped(text.plain) + "</pre>";
  }
  return item + "</li>\n";
}

std::string value_of(std::string_view name, const PackManifest& manifest) {
  const auto [language, title] = english_or_first(manifest.title);
  if (name == "title") return html_escaped(title);
  if (name == "language") return html_escaped(language);
  if (name == "direction") return direction_of(language);
  if (name == "description") return html_escaped(english_or_first(manifest.description).second);
  if (name == "metadata") return script_literal(schema_org(manifest, page_files(manifest)));
  if (name == "credits") return html_escaped(render({"web.credits_page", {}}, label_language(language, manifest)));
  std::string works;
  for (const PackWork& work : manifest.works) works += work_item(work);
  return works;
}

}  // namespace

std::vector<WorkFiles> page_files(const PackManifest& manifest) {
  std::vector<WorkFiles> files;
  for (const PackWork& work : manifest.works) files.push_back(files_of(work, "index.html#/work/" + work.id));
  return files;
}

std::string index_page(std::string_view page, const PackManifest& manifest) {
  std::string filled;
  while (true) {
    const std::size_t open = page.find("{{");
    const std::size_t close = page.find("}}", open == std::string_view::npos ? page.size() : open);
    if (close == std::string_view::npos) return filled += page;
    filled += page.substr(0, open);
    filled += value_of(page.substr(open + 2, close - open - 2), manifest);
    page.remove_prefix(close + 2);
  }
}

}  // namespace integrart::web_pack
