#include "formats/text/clean/fragment.h"

#include <algorithm>
#include <array>
#include <utility>

#include "formats/text/clean/sentence_marks.h"

namespace integrart {
namespace {

constexpr std::size_t most_nesting = 16;
constexpr std::size_t most_sentences = 200'000;
constexpr std::size_t most_html_bytes = 64U << 20U;
constexpr std::size_t longest_address = 2048;

std::string_view tag_of(Container container) {
  static constexpr std::array<std::string_view, 8> tags{"blockquote", "ul", "ol", "li", "table", "tr", "th", "td"};
  return tags.at(static_cast<std::size_t>(container));
}

std::string_view tag_of(Leaf leaf) {
  static constexpr std::array<std::string_view, 5> tags{"p", "h1", "h2", "h3", "h4"};
  return tags.at(static_cast<std::size_t>(leaf));
}

bool is_list(Container container) {
  return container == Container::ul || container == Container::ol;
}

bool is_cell(Container container) {
  return container == Container::td || container == Container::th;
}

bool is_in_table(Container container) {
  return container == Container::tr || is_cell(container);
}

std::string direction_of(const LanguageTag& language) {
  if (language.is_undetermined()) return "auto";
  return language.is_right_to_left() ? "rtl" : "ltr";
}

struct OpenContainer {
  Container kind = Container::ul;
  StatedLanguage in_force;       // at this element
  bool written = false;          // containers are written when something comes into them
  bool implied = false;          // made to put things right; closed with what it was made for
  bool empty = true;             // nothing is written inside it yet
  std::string empty_cells = {};  // of a row: that stand before what is written next
};

}  // namespace

struct FragmentBuilder::State {
  State(const LanguageTag& tag, const TextLimits& text_limits) : language(tag), limits(text_limits) {
    scopes.push_back({tag.is_undetermined() ? std::string() : tag.text(), direction_of(tag)});
  }

  LanguageTag language;
  TextLimits limits;
  std::vector<StatedLanguage> scopes;  // in force, innermost last; the first is the document's
  std::vector<OpenContainer> containers;
  std::size_t flattened_containers = 0;  // open ones beyond the nesting limit
  bool in_leaf = false;
  bool leaf_is_stated = false;
  Leaf leaf = Leaf::p;
  StatedLanguage leaf_language;
  std::vector<Run> runs;
  std::vector<std::shared_ptr<const InlineElement>> inlines;
  std::size_t flattened_inlines = 0;
  std::size_t next_number = 1;
  CharacterLosses losses;
  CleanText result;
  bool too_large = false;

  StatedLanguage in_force(const StatedLanguage& stated) const {
    StatedLanguage language_in_force = scopes.back();
    if (!stated.lang.empty()) {
      const auto parsed = LanguageTag::parse(stated.lang);
      if (parsed && !parsed->value.is_undetermined())
        language_in_force = {parsed->value.text(), direction_of(parsed->value)};
    }
    if (stated.dir == "ltr" || stated.dir == "rtl" || stated.dir == "auto") language_in_force.dir = stated.dir;
    return language_in_force;
  }

  /// What an element must say to have `wanted` in force inside its parent.
  StatedLanguage difference(const StatedLanguage& wanted) const {
    StatedLanguage parent;
    for (const OpenContainer& container : containers)
      if (container.written) parent = container.in_force;
    return {wanted.lang == parent.lang ? std::string() : wanted.lang,
            wanted.dir == parent.dir ? std::string() : wanted.dir};
  }

  void write_containers() {
    for (std::size_t i = 0; i < containers.size(); ++i) {
      OpenContainer& container = containers[i];
      if (container.written) continue;
      if (i > 0) containers[i - 1].empty = false;
      const StatedLanguage stated = difference(container.in_force);
      if (i > 0) result.html += std::exchange(containers[i - 1].empty_cells, {});
      result.html.append("<").append(tag_of(container.kind)).append(attributes_of(stated)).append(">");
      container.written = true;
    }
  }

  void push(Container kind, const StatedLanguage& language_in_force, bool implied) {
    containers.push_back({.kind = kind, .in_force = language_in_force, .implied = implied});
  }

  void pop() {
    const OpenContainer closed = std::move(containers.back());
    containers.pop_back();
    if (closed.written)
      result.html.append(closed.empty_cells).append("</").append(tag_of(closed.kind)).append(">");
    else if (is_cell(closed.kind) && !containers.empty())
      containers.back()
          .empty_cells.append("<")
          .append(tag_of(closed.kind))
          .append("></")
          .append(tag_of(closed.kind))
          .append(">");
  }

  /// Whether a part of a table may come here; an implied row or cell ends with it.
  bool fits_in_table(Container kind) {
    while (!containers.empty() && containers.back().implied && is_in_table(containers.back().kind) &&
           (kind == Container::tr || is_cell(containers.back().kind)))
      pop();
    return !containers.empty() && containers.back().kind == (kind == Container::tr ? Container::table : Container::tr);
  }

  /// What is no part of a table stands in a cell of it.
  void imply_cell() {
    if (containers.empty()) return;
    if (containers.back().kind == Container::table) push(Container::tr, containers.back().in_force, true);
    if (containers.back().kind == Container::tr) push(Container::td, containers.back().in_force, true);
  }

  void write_leaf() {
    collapse_space(runs);
    const std::string words = words_of(runs);
    if (words.find_first_not_of(" \n\t") == std::string::npos || too_large) {
      runs.clear();
      return;
    }
    if (!containers.empty() && is_list(containers.back().kind)) push(Container::li, containers.back().in_force, true);
    imply_cell();
    write_containers();
    const bool bare = !leaf_is_stated && !containers.empty() && containers.back().empty &&
                      (containers.back().kind == Container::li || is_cell(containers.back().kind));
    if (!containers.empty()) containers.back().empty = false;
    const StatedLanguage stated = difference(leaf_language);
    const bool with_tag = !bare || !stated.lang.empty() || !stated.dir.empty();
    if (with_tag) result.html.append("<").append(tag_of(leaf)).append(attributes_of(stated)).append(">");
    const auto spoken = LanguageTag::parse(leaf_language.lang);
    too_large =
        !write_with_sentences(runs, spoken ? spoken->value : language, most_html_bytes, result.html, result.sentences);
    if (with_tag) result.html.append("</").append(tag_of(leaf)).append(">");
    if (containers.empty()) result.html += '\n';
    if (!result.plain.empty()) result.plain += "\n\n";
    result.plain += words;
    too_large = too_large || result.sentences.size() > most_sentences;
    runs.clear();
  }
};

FragmentBuilder::FragmentBuilder(const LanguageTag& language, const TextLimits& limits)
    : m_state(std::make_unique<State>(language, limits)) {}
FragmentBuilder::~FragmentBuilder() = default;

void FragmentBuilder::open(Container container, const StatedLanguage& stated) {
  close_leaf();
  State& state = *m_state;
  const StatedLanguage in_force = state.in_force(stated);
  if (container == Container::li && !state.containers.empty() && state.containers.back().implied &&
      state.containers.back().kind == Container::li)
    state.pop();
  const bool in_list = !state.containers.empty() && is_list(state.containers.back().kind);
  const std::size_t needed = container == Container::table ? 5 : 2;  // with a cell, and what may come into it
  const bool fits =
      is_in_table(container) ? state.fits_in_table(container) : state.containers.size() + needed <= most_nesting;
  if (!fits || state.flattened_containers > 0) {
    ++state.flattened_containers;
  } else {
    if (container == Container::li && !in_list) state.push(Container::ul, state.scopes.back(), true);
    if (container != Container::li && in_list) state.push(Container::li, state.scopes.back(), true);
    if (!is_in_table(container)) state.imply_cell();
    state.push(container, in_force, false);
  }
  state.scopes.push_back(in_force);
}

void FragmentBuilder::close(Container container) {
  close_leaf();
  State& state = *m_state;
  if (state.scopes.size() > 1) state.scopes.pop_back();
  if (state.flattened_containers > 0) {
    --state.flattened_containers;
    return;
  }
  const auto last =
      std::ranges::find_if(state.containers.rbegin(), state.containers.rend(),
                           [&](const OpenContainer& open) { return open.kind == container && !open.implied; });
  if (last == state.containers.rend()) return;
  const auto keep = static_cast<std::size_t>(state.containers.rend() - last) - 1;
  while (state.containers.size() > keep) state.pop();
  while (!state.containers.empty() && state.containers.back().implied && container == Container::li &&
         is_list(state.containers.back().kind))
    state.pop();
  if (state.containers.empty() && !state.result.html.empty() && !state.result.html.ends_with('\n'))
    state.result.html += '\n';
}

void FragmentBuilder::open(Leaf leaf, const StatedLanguage& stated) {
  close_leaf();
  m_state->in_leaf = true;
  m_state->leaf_is_stated = true;
  m_state->leaf = leaf;
  m_state->leaf_language = m_state->in_force(stated);
}

void FragmentBuilder::close_leaf() {
  m_state->write_leaf();
  m_state->in_leaf = false;
  m_state->leaf_is_stated = false;
  m_state->leaf = Leaf::p;
}

void FragmentBuilder::open(Inline element, std::string_view href, const StatedLanguage& stated) {
  State& state = *m_state;
  const auto inside = [&](Inline kind) {
    return std::ranges::any_of(state.inlines, [&](const auto& open_element) { return open_element->kind == kind; });
  };
  const bool unfit = ((element == Inline::rt || element == Inline::rp) && !inside(Inline::ruby)) ||
                     ((element == Inline::a || element == Inline::ruby) && inside(element)) ||
                     (element == Inline::a && safe_address(href).empty());
  if (unfit || state.flattened_inlines > 0 || state.inlines.size() >= most_nesting) {
    ++state.flattened_inlines;
    return;
  }
  StatedLanguage language;
  if (!stated.lang.empty() || !stated.dir.empty()) language = state.in_force(stated);
  state.inlines.push_back(std::make_shared<const InlineElement>(InlineElement{
      element, state.next_number++, element == Inline::a ? safe_address(href) : std::string(), language}));
}

void FragmentBuilder::close(Inline element) {
  State& state = *m_state;
  if (state.flattened_inlines > 0) {
    --state.flattened_inlines;
    return;
  }
  const auto last = std::ranges::find_if(state.inlines.rbegin(), state.inlines.rend(),
                                         [&](const auto& open_element) { return open_element->kind == element; });
  if (last != state.inlines.rend()) state.inlines.erase(last.base() - 1, state.inlines.end());
}

void FragmentBuilder::open_scope(const StatedLanguage& stated) {
  m_state->scopes.push_back(m_state->in_force(stated));
}

void FragmentBuilder::close_scope() {
  if (m_state->scopes.size() > 1) m_state->scopes.pop_back();
}

void FragmentBuilder::text(std::string_view utf8) {
  State& state = *m_state;
  std::string clean = clean_characters(utf8, state.limits, state.losses);
  if (clean.empty()) return;
  if (!state.in_leaf) {
    if (clean.find_first_not_of(" \n\t\r\f") == std::string::npos) return;
    state.in_leaf = true;
    state.leaf_language = state.scopes.back();
  }
  state.runs.push_back({std::move(clean), false, state.inlines});
}

void FragmentBuilder::line_break() {
  if (m_state->in_leaf) m_state->runs.push_back({{}, true, {}});
}

void FragmentBuilder::rule() {
  close_leaf();
  State& state = *m_state;
  if (!state.containers.empty() && is_list(state.containers.back().kind)) return;
  state.imply_cell();
  state.write_containers();
  if (!state.containers.empty()) state.containers.back().empty = false;
  state.result.html += state.containers.empty() ? "<hr>\n" : "<hr>";
}

Result<Noted<CleanText>> FragmentBuilder::finish() {
  State& state = *m_state;
  close_leaf();
  while (!state.containers.empty()) state.pop();
  if (state.too_large) return fail(Errc::limit_exceeded, "text.too_large");
  Noted<CleanText> finished{std::move(state.result), {}};
  if (state.losses.controls > 0)
    finished.notes.push_back({"text.controls_removed", {{"count", state.losses.controls}}});
  if (state.losses.marks > 0) finished.notes.push_back({"text.marks_removed", {{"count", state.losses.marks}}});
  return finished;
}

std::string safe_address(std::string_view address) {
  while (!address.empty() && (address.front() == ' ' || address.front() == '\n' || address.front() == '\t'))
    address.remove_prefix(1);
  while (!address.empty() && (address.back() == ' ' || address.back() == '\n' || address.back() == '\t'))
    address.remove_suffix(1);
  if (address.size() > longest_address) return {};
  const bool hidden = std::ranges::any_of(address, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7F || c == '"' || c == '<' || c == '>' || c == '\\' || c == '`';
  });
  const std::size_t colon = address.find(':');
  if (hidden || colon == std::string_view::npos) return {};
  std::string scheme(address.substr(0, std::min<std::size_t>(colon, 8)));
  std::ranges::transform(scheme, scheme.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const bool web = (scheme == "http" || scheme == "https") && address.substr(colon).starts_with("://");
  return web || scheme == "mailto" ? scheme.append(address.substr(colon)) : std::string();
}

}  // namespace integrart
