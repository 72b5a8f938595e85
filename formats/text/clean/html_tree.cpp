#include "formats/text/clean/html_tree.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "formats/text/clean/characters.h"
#include "formats/text/clean/fragment.h"
#include "formats/text/clean/html_elements.h"
#include "formats/text/clean/markup_bounds.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

constexpr std::size_t most_depth = 400;
constexpr std::size_t most_tags = 500'000;
constexpr std::size_t most_repeated_formatting = 4'000'000;  // open formatting elements x tags
constexpr std::size_t most_notes = 20;

std::string name_of(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  GumboStringPiece name = element.original_tag;
  gumbo_tag_from_original_text(&name);
  return name.data == nullptr ? std::string("?") : display_name({name.data, name.length}, 20);
}

std::string_view attribute(const GumboElement& element, const char* name) {
  const GumboAttribute* const found = gumbo_get_attribute(&element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

StatedLanguage stated_by(const GumboElement& element) {
  std::string dir(attribute(element, "dir"));
  std::ranges::transform(dir, dir.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return {std::string(attribute(element, "lang")), dir};
}

std::optional<Leaf> leaf_of(Treatment treatment) {
  switch (treatment) {
    case Treatment::paragraph:
      return Leaf::p;
    case Treatment::heading1:
      return Leaf::h1;
    case Treatment::heading2:
      return Leaf::h2;
    case Treatment::heading3:
      return Leaf::h3;
    case Treatment::heading4:
      return Leaf::h4;
    default:
      return std::nullopt;
  }
}

std::optional<Container> container_of(Treatment treatment) {
  switch (treatment) {
    case Treatment::quotation:
      return Container::blockquote;
    case Treatment::bullets:
      return Container::ul;
    case Treatment::numbers:
      return Container::ol;
    case Treatment::item:
      return Container::li;
    case Treatment::table:
      return Container::table;
    case Treatment::row:
      return Container::tr;
    case Treatment::heading_cell:
      return Container::th;
    case Treatment::cell:
      return Container::td;
    default:
      return std::nullopt;
  }
}

std::optional<Inline> inline_of(Treatment treatment) {
  switch (treatment) {
    case Treatment::emphasis:
      return Inline::em;
    case Treatment::strong:
      return Inline::strong;
    case Treatment::superscript:
      return Inline::sup;
    case Treatment::subscript:
      return Inline::sub;
    case Treatment::ruby:
      return Inline::ruby;
    case Treatment::ruby_text:
      return Inline::rt;
    case Treatment::ruby_fallback:
      return Inline::rp;
    case Treatment::link:
      return Inline::a;
    default:
      return std::nullopt;
  }
}

/// Walks the parsed tree into a FragmentBuilder and counts what is lost.
class TreeWalk {
 public:
  TreeWalk(const LanguageTag& language, const TextLimits& limits) : m_builder(language, limits) {}

  void node(const GumboNode& node) {
    if (node.type == GUMBO_NODE_ELEMENT)
      element(node.v.element);
    else if (node.type == GUMBO_NODE_TEMPLATE)
      ++m_dropped["template"];
    else if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA)
      text(node.v.text.text);
    else if (node.type == GUMBO_NODE_COMMENT && std::string_view(node.v.text.text) == " raw HTML omitted ")
      ++m_dropped["HTML"];
  }

  Result<Noted<CleanText>> finish() {
    TRY_ASSIGN(Noted<CleanText> finished, m_builder.finish());
    add_notes("text.element_dropped", m_dropped, finished.notes);
    add_notes("text.element_unwrapped", m_unwrapped, finished.notes);
    if (m_attributes > 0) finished.notes.push_back({"text.attributes_dropped", {{"count", m_attributes}}});
    if (m_links > 0) finished.notes.push_back({"text.links_dropped", {{"count", m_links}}});
    return finished;
  }

 private:
  using Counts = std::map<std::string, std::int64_t>;

  static void add_notes(const char* id, const Counts& counts, std::vector<Message>& notes) {
    std::size_t named = 0;
    for (const auto& [name, count] : counts)
      if (++named <= most_notes) notes.push_back({id, {{"element", name}, {"count", count}}});
  }

  void text(std::string_view utf8) {
    if (!m_keep_lines) return m_builder.text(utf8);
    for (std::size_t begin = 0; begin <= utf8.size();) {  // <pre>: lines are meant
      const std::size_t end = std::min(utf8.find('\n', begin), utf8.size());
      m_builder.text(utf8.substr(begin, end - begin));
      if (end < utf8.size()) m_builder.line_break();
      begin = end + 1;
    }
  }

  void children(const GumboElement& element) {
    for (unsigned i = 0; i < element.children.length; ++i)
      node(*static_cast<const GumboNode*>(element.children.data[i]));
  }

  void count_attributes(const GumboElement& element, Treatment treatment) {
    for (unsigned i = 0; i < element.attributes.length; ++i) {
      const std::string_view name = static_cast<const GumboAttribute*>(element.attributes.data[i])->name;
      const bool kept =
          name == "lang" || name == "dir" || (treatment == Treatment::link && (name == "href" || name == "rel"));
      m_attributes += kept ? 0 : 1;
    }
  }

  void element(const GumboElement& element) {
    Treatment treatment = treatment_of(element.tag);
    if (element.tag_namespace != GUMBO_NAMESPACE_HTML) treatment = Treatment::drop;
    if (treatment == Treatment::drop_quietly) return;
    if (treatment == Treatment::drop) {
      ++m_dropped[name_of(element)];
      return;
    }
    count_attributes(element, treatment);
    if (treatment == Treatment::line_break) return m_builder.line_break();
    if (treatment == Treatment::rule) return m_builder.rule();
    const StatedLanguage stated = stated_by(element);
    if (const auto leaf = leaf_of(treatment)) {
      m_builder.open(*leaf, stated);
      children(element);
      m_builder.close_leaf();
    } else if (const auto container = container_of(treatment)) {
      m_builder.open(*container, stated);
      children(element);
      m_builder.close(*container);
    } else if (const auto phrase = inline_of(treatment)) {
      const std::string_view href = attribute(element, "href");
      if (treatment == Treatment::link && safe_address(href).empty() && !href.empty()) ++m_links;
      m_builder.open(*phrase, href, stated);
      children(element);
      m_builder.close(*phrase);
    } else {
      wrapper(element, treatment, stated);
    }
  }

  void wrapper(const GumboElement& element, Treatment treatment, const StatedLanguage& stated) {
    if (treatment == Treatment::unwrap) ++m_unwrapped[name_of(element)];
    const bool block =
        treatment == Treatment::structure || (treatment == Treatment::unwrap && !is_phrasing(element.tag));
    const bool kept_lines = m_keep_lines;
    m_keep_lines = m_keep_lines || element.tag == GUMBO_TAG_PRE;
    if (block) m_builder.close_leaf();
    m_builder.open_scope(stated);
    children(element);
    if (block) m_builder.close_leaf();
    m_builder.close_scope();
    m_keep_lines = kept_lines;
  }

  FragmentBuilder m_builder;
  Counts m_dropped;
  Counts m_unwrapped;
  std::int64_t m_attributes = 0;
  std::int64_t m_links = 0;
  bool m_keep_lines = false;
};

/// Collects the words that a page has beside its text, also of elements that are left away.
class BesideWalk {
 public:
  void node(const GumboNode& node) {
    if (node.type == GUMBO_NODE_DOCUMENT) return children(node.v.document.children);
    if (node.type != GUMBO_NODE_ELEMENT && node.type != GUMBO_NODE_TEMPLATE) return;
    const GumboElement& element = node.v.element;
    if (element.tag == GUMBO_TAG_TITLE) titles(element);
    if (element.tag == GUMBO_TAG_META && names_description(element))
      add("page_description", "description", attribute(element, "content"));
    numbered(m_alternatives, "alt_text", "alt", attribute(element, "alt"));
    for (const char* const name : {"title", "aria-label"})
      numbered(m_hints, "hint", "description", attribute(element, name));
    children(element.children);
  }

  std::vector<WordsBeside> finish() && { return std::move(m_found); }

 private:
  static constexpr int most_numbered = 200;  // of one kind; more stand together in the last
  struct Counted {
    int count = 0;
    std::size_t last = 0;  // index of the last
  };

  void children(const GumboVector& nodes) {
    for (unsigned i = 0; i < nodes.length; ++i) node(*static_cast<const GumboNode*>(nodes.data[i]));
  }

  void titles(const GumboElement& element) {
    for (unsigned i = 0; i < element.children.length; ++i) {
      const GumboNode& child = *static_cast<const GumboNode*>(element.children.data[i]);
      if (child.type == GUMBO_NODE_TEXT) add("page_title", "title", child.v.text.text);
    }
  }

  /// `<meta name="description">`, and what social media show in its place.
  static bool names_description(const GumboElement& element) {
    std::string name(attribute(element, "name"));
    if (name.empty()) name = attribute(element, "property");
    std::ranges::transform(name, name.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return name == "description" || name == "keywords" || name == "og:title" || name == "og:description" ||
           name == "twitter:title" || name == "twitter:description";
  }

  static bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n\f") == std::string_view::npos; }

  void add(std::string place, const char* scope, std::string_view text) {
    if (!is_blank(text)) m_found.push_back({std::move(place), scope, std::string(text)});
  }

  void numbered(Counted& kind, const std::string& name, const char* scope, std::string_view text) {
    if (is_blank(text)) return;
    if (kind.count == most_numbered) {
      m_found[kind.last].text += "\n\n" + std::string(text);
      return;
    }
    kind.last = m_found.size();
    add(name + ":" + std::to_string(++kind.count), scope, text);
  }

  std::vector<WordsBeside> m_found;
  Counted m_alternatives;
  Counted m_hints;
};

struct GumboDeleter {
  void operator()(GumboOutput* output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
};

}  // namespace

Result<Noted<CleanText>> clean_html(std::string_view utf8, const LanguageTag& language, const TextLimits& limits) {
  TRY(check_text_bounds(utf8, limits));
  const MarkupEstimate estimate = estimate_markup(utf8);
  if (estimate.depth > most_depth || estimate.tags > most_tags ||
      estimate.open_formatting * estimate.tags > most_repeated_formatting)
    return fail(Errc::limit_exceeded, "text.markup_too_deep", {{"most", static_cast<std::int64_t>(most_depth)}});
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const std::unique_ptr<GumboOutput, GumboDeleter> output(gumbo_parse_with_options(&options, utf8.data(), utf8.size()));
  if (output == nullptr)
    return fail(Errc::internal, "text.markup_too_deep", {{"most", static_cast<std::int64_t>(most_depth)}});
  TreeWalk walk(language, limits);
  walk.node(*output->root);
  TRY_ASSIGN(Noted<CleanText> clean, walk.finish());
  BesideWalk beside;
  beside.node(*output->document);
  clean.value.beside = std::move(beside).finish();
  return clean;
}

bool goes_with_its_words(std::string_view element) {
  constexpr auto without_words =
      std::to_array<GumboTag>({GUMBO_TAG_IMG, GUMBO_TAG_IMAGE, GUMBO_TAG_META, GUMBO_TAG_LINK, GUMBO_TAG_BASE,
                               GUMBO_TAG_INPUT, GUMBO_TAG_EMBED, GUMBO_TAG_FRAME});
  const GumboTag tag = gumbo_tagn_enum(element.data(), static_cast<unsigned>(element.size()));
  return treatment_of(tag) == Treatment::drop && std::ranges::find(without_words, tag) == without_words.end();
}

}  // namespace integrart
