#pragma once
// What a moderator reads about one or more files: the verdict first, then when and what, how sure and why, and what was
// not checked. It spares its reader: pictures are small, blurred and grey until they are revealed, one by one, and no
// sound or film plays.

#include <string>
#include <string_view>

#include "pipeline/base/json.h"

namespace integrart {

/// The page, in `language` (of the messages; unknown ones are English). `works` is an array of works of "report/1"
/// (report_html.h), each with "file", the name people know. Pure, deterministic, thread-safe. It holds no script and
/// asks for nothing outside itself. At most 200 findings of a work are shown; how many more there are is said.
std::string moderation_page(const Json& works, std::string_view language);

}  // namespace integrart
