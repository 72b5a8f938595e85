#include <algorithm>
#include <vector>

#include "formats/tables.h"
#include "formats/text/clean/fragment.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

constexpr std::string_view extensions[] = {"txt", "text"};

constexpr Example examples[] = {
    {"a poem keeps its lines", "Two homes,\none song\n\nand rain"},
    {"markup is words here", "<b>1 < 2</b> & *so* on"},
    {"lines end as they like", "a\r\nb\rc\n\n\nd"},
    {"nothing but space", " \n\n "},
    {"not UTF-8", "\xFFwords", false},
};

/// A line this long is a paragraph of its own: the text was written without wrapping.
constexpr std::size_t longest_verse = 120;  // code points

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
  }
  return lines;
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\f\v") == std::string_view::npos;
}

void write_paragraph(const std::vector<std::string_view>& lines, FragmentBuilder& builder) {
  const bool prose =
      std::ranges::any_of(lines, [](std::string_view line) { return code_point_count(line) > longest_verse; });
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i == 0 || prose)
      builder.open(Leaf::p);
    else
      builder.line_break();
    builder.text(lines[i]);
  }
  builder.close_leaf();
}

Result<Noted<CleanText>> read_plain(std::string_view utf8, const LanguageTag& language, const TextLimits& limits) {
  TRY(check_text_bounds(utf8, limits));
  FragmentBuilder builder(language, limits);
  std::vector<std::string_view> paragraph;
  for (const std::string_view line : lines_of(utf8)) {
    if (!is_blank(line)) {
      paragraph.push_back(line);
    } else if (!paragraph.empty()) {
      write_paragraph(paragraph, builder);
      paragraph.clear();
    }
  }
  if (!paragraph.empty()) write_paragraph(paragraph, builder);
  return builder.finish();
}

}  // namespace

extern const TextFormat text_plain;
const TextFormat text_plain{
    .id = "plain",
    .media_type = "text/plain",
    .extensions = extensions,
    .doc =
        {.summary = "Plain text: paragraphs between empty lines, line breaks kept for verse.",
         .details =
             "When a paragraph has a line of more than 120 characters, its lines are paragraphs of their own, because "
             "the text was typed without wrapping. Nothing in it is markup. May be called from any thread.",
         .source = "https://www.rfc-editor.org/rfc/rfc2046#section-4.1.3",
         .examples = examples},
    .read = read_plain};

}  // namespace integrart
