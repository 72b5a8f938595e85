#include "formats/pack/shared/single_work.h"

#include <span>

#include "formats/pack/web/page_data.h"
#include "pipeline/base/embedded.h"
#include "pipeline/base/message.h"

namespace integrart {

std::span<const EmbeddedFile> single_work_assets();

std::string single_work_script(std::string_view own_script) {
  Json strings = Json::empty_object();
  for (const std::string& language : message_languages())
    for (const std::string_view id : {"sco.offline", "sco.your_data"})
      strings[language][id] = message_pattern(id, language);
  std::string script = "const single_work_strings = " + web_pack::script_literal(strings) + ";\n";
  for (const EmbeddedFile& file : single_work_assets()) script += file.bytes;
  return script.append(own_script);
}

}  // namespace integrart
