// (cmark-gfm's home)
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

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
    {"a script over paragraphs", "a <script>\n\nalert(*1*)\n\n</script> b <style>c"},
    {"an address that is code", "[words](javascript:alert(1))"},
    {"a table", "| od | do |\n|----|:--:|\n| Oslo | *Lwów* |\n| Gdańsk |\n"},
    {"quotations without end",
     "> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > x", false},
};

constexpr std::size_t most_markers = 40;  // containers opened by one line
constexpr std::uint64_t most_cells = 200'000;
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

/// Rows are filled up to as many cells as the line of dashes below the headings has: how many cells that could make.
Result<> check_tables(std::string_view text) {
  std::uint64_t cells = 0;
  std::uint64_t columns = 0;  // of the widest table that may go on here
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const bool is_blank = line.find_first_not_of(" \t\r") == std::string_view::npos;
    const bool is_rule = !is_blank && line.find_first_not_of("|:-> \t\r*+.)0123456789") == std::string_view::npos;
    if (is_blank) columns = 0;
    if (is_rule) columns = std::max(columns, static_cast<std::uint64_t>(std::ranges::count(line, '|')) + 1);
    cells += columns;
  }
  if (cells <= most_cells) return {};
  return fail(Errc::limit_exceeded, "text.table_too_large", {{"most", static_cast<std::int64_t>(most_cells)}});
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

struct MarkdownTreeDeleter {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using MarkdownTree = std::unique_ptr<cmark_node, MarkdownTreeDeleter>;

/// CommonMark with tables; null without memory.
MarkdownTree parsed(std::string_view text) {
  cmark_gfm_core_extensions_ensure_registered();
  const std::unique_ptr<cmark_parser, decltype(&cmark_parser_free)> parser(cmark_parser_new(CMARK_OPT_VALIDATE_UTF8),
                                                                           &cmark_parser_free);
  if (parser == nullptr) return nullptr;
  if (cmark_syntax_extension* tables = cmark_find_syntax_extension("table"); tables != nullptr)
    cmark_parser_attach_syntax_extension(parser.get(), tables);
  cmark_parser_feed(parser.get(), text.data(), text.size());
  return MarkdownTree(cmark_parser_finish(parser.get()));
}

/// A tag in raw HTML.
struct RawTag {
  std::string name;  // small letters
  bool ends = false;
};

std::vector<RawTag> tags_in(std::string_view html) {
  std::vector<RawTag> tags;
  if (html.starts_with("<!--")) return tags;
  for (std::size_t at = 0; (at = html.find('<', at)) != std::string_view::npos;) {
    RawTag tag;
    tag.ends = ++at < html.size() && html[at] == '/';
    if (tag.ends) ++at;
    for (; at < html.size() && std::isalnum(static_cast<unsigned char>(html[at])) != 0; ++at)
      tag.name += static_cast<char>(std::tolower(static_cast<unsigned char>(html[at])));
    if (goes_with_its_words(tag.name)) tags.push_back(std::move(tag));
  }
  return tags;
}

/// Calls back for every node without children, in order.
template <class Visit>
void each_leaf(cmark_node& document, const Visit& visit) {
  const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> iterator(cmark_iter_new(&document), &cmark_iter_free);
  for (cmark_event_type event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get()))
    if (cmark_node* node = cmark_iter_get_node(iterator.get());
        event == CMARK_EVENT_ENTER && cmark_node_first_child(node) == nullptr)
      visit(node);
}

std::string_view raw_html(cmark_node* node) {
  const cmark_node_type type = cmark_node_get_type(node);
  if (type != CMARK_NODE_HTML_INLINE && type != CMARK_NODE_HTML_BLOCK) return {};
  const char* literal = cmark_node_get_literal(node);
  return literal == nullptr ? std::string_view() : std::string_view(literal);
}

/// Takes out what stands between the tags of a script, a style and their like, as browsers do not show it. The tags
/// themselves stay: the renderer leaves them out and says so. One that never ends takes nothing with it.
void drop_words_of_raw_html(cmark_node& document) {
  std::map<std::string, std::size_t> last_end;  // by name: number of the node
  std::size_t number = 0;
  each_leaf(document, [&](cmark_node* node) {
    ++number;
    for (const RawTag& tag : tags_in(raw_html(node)))
      if (tag.ends) last_end[tag.name] = number;
  });
  std::vector<MarkdownTree> dropped;  // what is freed leaves the tree
  std::string inside;
  number = 0;
  each_leaf(document, [&](cmark_node* node) {
    ++number;
    for (const RawTag& tag : tags_in(raw_html(node))) {
      if (inside.empty() && !tag.ends && last_end.contains(tag.name) && last_end[tag.name] >= number)
        inside = tag.name;
      else if (tag.ends && tag.name == inside)
        inside.clear();
    }
    if (!inside.empty() && raw_html(node).empty()) dropped.emplace_back(node);
  });
}

Result<Noted<CleanText>> read_markdown(std::string_view utf8, const LanguageTag& language, const TextLimits& limits) {
  TRY(check_text_bounds(utf8, limits));
  TRY(check_nesting(utf8));
  TRY(check_tables(utf8));
  const std::size_t front_matter = front_matter_length(utf8);
  const std::string_view body = utf8.substr(front_matter);
  const MarkdownTree document = parsed(body);
  if (document == nullptr) return fail(Errc::internal, "text.too_large");
  drop_words_of_raw_html(*document);
  // CMARK_OPT_UNSAFE is not set: raw HTML and dangerous addresses are left out. The fragment's allow-list comes after.
  const std::unique_ptr<char, decltype(&std::free)> html(
      cmark_render_html(document.get(), CMARK_OPT_VALIDATE_UTF8, nullptr), &std::free);
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
    .doc =
        {.summary = "CommonMark with tables, without raw HTML.",
         .details =
             "Keeps paragraphs, headings, emphasis, lists, tables (at most 200 000 cells in all), quotations, rules, "
             "line breaks and links. Pictures, code "
             "formatting, raw HTML (of scripts and styles what is in them, too) and a YAML block at the beginning go "
             "with a note. One line may open at most 40 "
             "quotations and lists. May be called from any thread.",
         .source = "https://spec.commonmark.org/0.29/",
         .examples = examples},
    .read = read_markdown};

}  // namespace integrart
