#include "formats/pack/web/one_work.h"

#include <algorithm>

#include "formats/pack/web/lesson.h"
#include "formats/pack/web/page_data.h"
#include "pipeline/base/message.h"

namespace integrart::web_pack {
namespace {

/// The script that shows one work only, with the texts it shows, in every language of the interface.
Result<std::string> one_work_script(const std::string& work) {
  Json texts = Json::empty_object();
  for (const std::string& language : message_languages()) texts[language] = message_pattern("sco.offline", language);
  TRY_ASSIGN(const std::string code, asset("one_work.js"));
  return "const one_work = " + script_literal(Json::object({{"id", work}, {"offline", std::move(texts)}})) + ";\n" +
         code;
}

}  // namespace

Result<std::vector<PackEntry>> one_work_lesson(const PackManifest& lesson) {
  PackTree tree;
  TRY(add_lesson(tree, lesson));
  TRY_ASSIGN(std::string page, index_html(lesson));
  page.insert(page.find("</head>"), "<script src=\"one_work.js\" defer></script>\n");
  TRY_ASSIGN(std::string script, one_work_script(lesson.works.front().id));
  tree.entries.push_back({"index.html", std::move(page)});
  tree.entries.push_back({"one_work.js", std::move(script)});
  tree.entries.push_back({"data.js", pack_script(lesson, "")});
  std::ranges::sort(tree.entries, {}, &PackEntry::path);
  return std::move(tree.entries);
}

}  // namespace integrart::web_pack
