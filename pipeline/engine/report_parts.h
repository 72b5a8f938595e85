#pragma once
// What the run report and the moderation page have in common. Private to them.

#include <string>
#include <string_view>

#include "pipeline/base/json.h"

namespace integrart {

/// Everything up to and with the heading. The page holds no script and asks for nothing outside itself: its
/// Content-Security-Policy allows pictures from data: URIs and its own style, and nothing else.
std::string page_head(std::string_view language, std::string_view title, std::string_view style);
inline constexpr std::string_view page_foot = "</main>\n</body>\n</html>\n";

/// "2.50 s", "12.0 s" or "0:03:21".
std::string duration_text(double seconds);

/// "12.3 kB", "4.5 MB", "1.20 GB".
std::string bytes_text(double bytes);

/// An element with a class; `text` is escaped here.
std::string element(std::string_view name, std::string_view kind, std::string_view text);

/// Verdicts, severities and states become class names only when they are ours; empty otherwise.
std::string_view known_class(std::string_view name);

/// The text of the message `area` + `name`; the name itself when there is none.
std::string text_named(std::string_view area, std::string_view name, std::string_view language);

/// Whether a copy of a file of `work` (of "report/1") can be written in which personal data is masked.
bool offers_masked_file(const Json& work);

}  // namespace integrart
