#pragma once
// A text cut into pages that fit on slides. Private to H5P.

#include <string>
#include <string_view>
#include <vector>

namespace integrart::h5p {

/// `html`, the clean fragment of a PackText, as pages of HTML with only what H5P.AdvancedText keeps; of a fragment that
/// is none, `plain`. Paragraphs stay whole where a page holds them, longer ones are cut after a line or a sentence, and
/// no heading ends a page. Every word of the text is on one page. `language` (BCP 47) gives the direction.
std::vector<std::string> text_pages(std::string_view html, std::string_view plain, std::string_view language);

}  // namespace integrart::h5p
