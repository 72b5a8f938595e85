// (cmark-gfm's home)
#include <cmark-gfm.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "formats/tables.h"
#include "formats/text/clean/characters.h"
#include "formats/text/clean/html_tree.h"

namespace integrart {
namespace {

constexpr std::string_view extensions[] = {"md", "markdown"};

constexpr Example examples[] = {
    {"emphasis and headings", "# Two homes\n\nOne *song*, **two** homes."},
    {"lists", "- a\n- b\n  1. c\n"},
    {"front matter is not text", "---\ntitle: x\n---\nwords"},
    {"raw HTML goes", "a <script>alert(1)</script> b"},
    {"an address that is code", "[words](javascript:alert(1))"},
    {"quotations without end",
     "> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > x", false},
};

constexpr std::size_t most_markers = 40;  // containers opened by one line
constexpr std::size_t longest_front_matter = 64U << 10U;

/// Markers of quotations and lists at the beginning of a line: how many containers it may open.
std::size_t markers_of(std::string_view line) {
  std::size_t markers = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool spaced = i + 1 >= line.size() || line[i + 1] == ' ' || line[i + 1] == '\t';
    if (c == ' ' || c == '\t' || (c >= '0' && c <= '9')) continue;
    if (c != '>' && !((c == '-' || c == '*' || c == '+' || c == '.' || c == ')') && spaced)) break;
    ++markers;
  }
  return markers;
}

Result<> check_nesting(std::string_view text) {
  std::int64_t line_number = 1;
  for (std::size_t begin = 0; begin < text.size(); ++line_number) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (markers_of(text.substr(begin, end - begin)) > most_markers)
      return fail(Errc::limit_exceeded, "text.markdown_too_deep",
                  {{"line", line_number}, {"most", static_cast<std::int64_t>(most_markers)}});
    begin = end + 1;
  }
  return {};
}

/// Length of a YAML block between "---" lines at the very beginning; 0 when there is none.
std::size_t front_matter_length(std::string_view text) {
  if (!text.starts_with("---\n") && !text.starts_with("---\r\n")) return 0;
  const std::string_view head = text.substr(0, longest_front_matter);
  const std::size_t end = head.find("\n---", 3);
  if (end == std::string_view::npos) return 0;
  const std::size_t line_end = head.find('\n', end + 1);
  const std::size_t length = line_end == std::string_view::npos ? text.size() : line_end + 1;
  const std::string_view closing = text.substr(end + 4, length - end - 4);
  return closing.find_first_not_of(" \t\r\n") == std::string_view::npos ? length : 0;
}

Result<Noted<CleanText>> read_markdown(std::string_view utf8, const LanguageTag& language, const TextLimits& limits) {
  TRY(check_text_bounds(utf8, limits));
  TRY(check_nesting(utf8));
  const std::size_t front_matter = front_matter_length(utf8);
  const std::string_view body = utf8.substr(front_matter);
  // CMARK_OPT_UNSAFE is not set: raw HTML and dangerous addresses are left out. The fragment's allow-list comes after.
  const std::unique_ptr<char, decltype(&std::free)> html(
      cmark_markdown_to_html(body.data(), body.size(), CMARK_OPT_VALIDATE_UTF8), &std::free);
  if (html == nullptr) return fail(Errc::internal, "text.too_large");
  TextLimits rendered = limits;  // the rendering is longer than its source, and its lines end elsewhere
  rendered.source_bytes *= 8;
  rendered.line_bytes = rendered.source_bytes;
  TRY_ASSIGN(Noted<CleanText> clean, clean_html(html.get(), language, rendered));
  if (front_matter > 0) clean.notes.insert(clean.notes.begin(), {"text.front_matter_dropped", {}});
  return clean;
}

}  // namespace

extern const TextFormat text_markdown;
const TextFormat text_markdown{
    .id = "markdown",
    .media_type = "text/markdown",
    .extensions = extensions,
    .doc = {.summary = "CommonMark, without raw HTML.",
            .details =
                "Keeps paragraphs, headings, emphasis, lists, quotations, rules, line breaks and links. Pictures, code "
                "formatting, raw HTML and a YAML block at the beginning go with a note. One line may open at most 40 "
                "quotations and lists. May be called from any thread.",
            .source = "https://spec.commonmark.org/0.29/",
            .examples = examples},
    .read = read_markdown};

}  // namespace integrart
