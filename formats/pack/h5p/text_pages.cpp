#include "formats/pack/h5p/text_pages.h"

#include <algorithm>
#include <array>

#include "formats/pack/shared/fragment_xml.h"
#include "formats/pack/shared/languages.h"
#include "formats/xml/xml.h"
#include "pipeline/base/text.h"

namespace integrart::h5p {
namespace {

// What a slide of Course Presentation holds (640 by 324 units, letters of 16, lines of 24), with a little room left.
constexpr std::size_t letters_of_a_line = 62;
constexpr std::size_t letters_of_a_heading = 40;
constexpr std::size_t lines_of_a_page = 11;
constexpr std::size_t lines_after_a_heading = 3;  // that must have room below it, or it begins the next page
constexpr std::string_view layout_space = " \t\r\n";

/// A word with the elements around it, or a line break.
struct Token {
  std::string opens, closes;
  std::string text;  // ends with a space when one follows the word
  bool is_break = false;

  bool ends_sentence() const;
};

struct Block {
  std::string opens, closes;
  std::vector<Token> tokens;
  std::size_t letters = letters_of_a_line;  // of one line

  bool is_heading() const { return letters == letters_of_a_heading; }
};

bool Token::ends_sentence() const {
  constexpr auto closers = std::to_array<std::string_view>({" ", "\"", "'", ")", "»", "”", "“", "’"});
  constexpr auto ends = std::to_array<std::string_view>({".", "!", "?", "…", "。", "؟", "۔", "।"});
  std::string_view rest = text;
  const auto ends_with = [&](std::string_view end) { return rest.ends_with(end); };
  for (auto found = std::ranges::find_if(closers, ends_with); found != closers.end();
       found = std::ranges::find_if(closers, ends_with))
    rest.remove_suffix(found->size());
  return std::ranges::any_of(ends, ends_with);
}

/// Counts lines as a slide would break them.
class LineCounter {
 public:
  explicit LineCounter(std::size_t letters) : m_letters(letters) {}
  void add(const Token& token) {
    const std::size_t count = token.is_break ? m_letters : code_point_count(token.text);
    if (token.is_break || (m_used > 0 && m_used + count > m_letters)) {
      ++m_lines;
      m_used = 0;
    }
    if (!token.is_break) m_used += count;
  }
  std::size_t lines() const { return m_lines; }

 private:
  std::size_t m_letters;
  std::size_t m_lines = 1;
  std::size_t m_used = 0;
};

std::string attributes_of(const XmlNode& node) {
  std::string attributes;
  if (const std::string* language = node.find("lang"); language != nullptr && !language->empty())
    attributes += " lang=\"" + html_escaped(*language) + "\"";
  const std::string direction = node.value_or("dir", "");
  if (direction == "ltr" || direction == "rtl" || direction == "auto") attributes += " dir=\"" + direction + "\"";
  return attributes;
}

/// Reads the tree of a fragment into blocks.
class BlockReader {
 public:
  explicit BlockReader(std::string_view language)
      : m_direction(integrart::is_right_to_left(language) ? " dir=\"rtl\"" : "") {}

  void read_children(const XmlNode& parent) {
    for (const XmlNode& child : parent.children) {
      if (child.name == "ul" || child.name == "ol")
        read_list(child);
      else if (child.name == "hr")
        m_blocks.push_back({"<hr>", "", {}});
      else if (child.name == "tr")
        read_row(child);
      else if (child.name == "blockquote" || child.name == "div" || child.name == "table")
        read_children(child);
      else if (!child.is_text() || child.text.find_first_not_of(layout_space) != std::string::npos)
        read_block(child);
    }
  }

  void read_plain(std::string_view plain) {
    while (!plain.empty()) {
      const std::size_t end = plain.find("\n\n");
      std::string_view paragraph = plain.substr(0, end);
      plain = end == std::string_view::npos ? std::string_view() : plain.substr(end + 2);
      Block block = paragraph_block();
      while (true) {
        const std::size_t line_end = paragraph.find('\n');
        add_words(block.tokens, paragraph.substr(0, line_end), "", "");
        if (line_end == std::string_view::npos) break;
        block.tokens.push_back({"", "", "", true});
        paragraph.remove_prefix(line_end + 1);
      }
      if (std::ranges::any_of(block.tokens, [](const Token& token) { return !token.is_break; }))
        m_blocks.push_back(std::move(block));
    }
  }

  std::vector<Block> take() { return std::move(m_blocks); }

 private:
  Block paragraph_block() const { return {"<p" + m_direction + ">", "</p>", {}}; }

  void read_block(const XmlNode& node) {
    Block block = paragraph_block();
    const bool is_heading = node.name.size() == 2 && node.name[0] == 'h' && node.name[1] >= '1' && node.name[1] <= '6';
    if (is_heading || node.name == "p") {
      // The slide's own title is the first level.
      const std::string name = is_heading ? "h" + std::to_string(std::min(node.name[1] - '0' + 1, 6)) : "p";
      const std::string own = attributes_of(node);
      block.opens = "<" + name + own + (own.find(" dir=") == std::string::npos ? m_direction : std::string()) + ">";
      block.closes = "</" + name + ">";
      if (is_heading) block.letters = letters_of_a_heading;
      for (const XmlNode& child : node.children) read_inline(block.tokens, child, "", "");
    } else {
      read_inline(block.tokens, node, "", "");
    }
    if (!block.tokens.empty()) m_blocks.push_back(std::move(block));
  }

  /// Every item is a block of its own, so that a page can end after any; those on one page become one list again.
  void read_list(const XmlNode& list) {
    std::size_t number = 0;
    for (const XmlNode& item : list.children) {
      if (item.is_text()) continue;
      ++number;
      const std::string start = list.name == "ol" && number > 1 ? " start=\"" + std::to_string(number) + "\"" : "";
      Block block{"<" + list.name + start + m_direction + "><li>", "</li></" + list.name + ">", {}};
      read_item(block.tokens, item);
      if (!block.tokens.empty()) m_blocks.push_back(std::move(block));
    }
  }

  /// A page can end after any row of a table: each is a paragraph.
  void read_row(const XmlNode& row) {
    Block block = paragraph_block();
    for (const XmlNode& cell : row.children) {
      if (cell.is_text()) continue;
      if (!block.tokens.empty()) block.tokens.push_back({"", "", " | "});
      read_item(block.tokens, cell);
    }
    if (!block.tokens.empty()) m_blocks.push_back(std::move(block));
  }

  void read_item(std::vector<Token>& tokens, const XmlNode& item) {
    for (const XmlNode& child : item.children) {
      if (child.name == "ul" || child.name == "ol") {
        for (const XmlNode& inner : child.children) {
          if (inner.is_text()) continue;
          tokens.push_back({"", "", "", true});
          tokens.push_back({"", "", "– "});
          read_item(tokens, inner);
        }
      } else {
        if (child.name == "p" && !tokens.empty()) tokens.push_back({"", "", "", true});
        read_inline(tokens, child, "", "");
      }
    }
  }

  void read_inline(std::vector<Token>& tokens, const XmlNode& node, const std::string& opens,
                   const std::string& closes) {
    if (node.is_text()) return add_words(tokens, node.text, opens, closes);
    if (node.name == "br") return tokens.push_back({"", "", "", true});
    if (node.name == "rp") return;  // its brackets are written for every reader
    std::string own_opens = opens, own_closes = closes;
    const auto wrap = [&](const std::string& name, const std::string& attributes) {
      own_opens += "<" + name + attributes + ">";
      own_closes.insert(0, "</" + name + ">");
    };
    const std::string attributes = attributes_of(node);
    if (node.name == "em" || node.name == "strong") wrap(node.name, attributes);
    if (node.name == "span" && !attributes.empty()) wrap("span", attributes);
    if (const std::string address = node.value_or("href", ""); node.name == "a" && is_safe_link(address))
      wrap("a", attributes + " href=\"" + html_escaped(address) + "\" target=\"_blank\"");
    if (node.name == "rt") tokens.push_back({opens, closes, "("});
    for (const XmlNode& child : node.children) read_inline(tokens, child, own_opens, own_closes);
    if (node.name == "rt") tokens.push_back({opens, closes, ")"});
  }

  static void add_words(std::vector<Token>& tokens, std::string_view text, const std::string& opens,
                        const std::string& closes) {
    if (!text.empty() && layout_space.find(text.front()) != std::string_view::npos) add_space(tokens, opens, closes);
    while (true) {
      const std::size_t begin = text.find_first_not_of(layout_space);
      if (begin == std::string_view::npos) return;
      text.remove_prefix(begin);
      const std::size_t end = text.find_first_of(layout_space);
      add_word(tokens, text.substr(0, end), opens, closes);
      if (end == std::string_view::npos) return;
      tokens.back().text += ' ';
      text.remove_prefix(end);
    }
  }

  /// Between words; outside of the elements that the word before is in and this one is not.
  static void add_space(std::vector<Token>& tokens, const std::string& opens, const std::string& closes) {
    if (tokens.empty() || tokens.back().is_break || tokens.back().text.ends_with(' ')) return;
    if (tokens.back().opens == opens)
      tokens.back().text += ' ';
    else
      tokens.push_back({opens, closes, " "});
  }

  /// What is longer than a line may be cut anywhere: scripts without spaces, and what nobody can read.
  static void add_word(std::vector<Token>& tokens, std::string_view word, const std::string& opens,
                       const std::string& closes) {
    while (!word.empty()) {
      std::size_t end = 0;
      for (std::size_t letters = 0; end < word.size(); ++end) {
        if ((static_cast<unsigned char>(word[end]) & 0xC0U) != 0x80U && ++letters > letters_of_a_heading) break;
      }
      tokens.push_back({opens, closes, std::string(word.substr(0, end))});
      word.remove_prefix(end);
    }
  }

  std::string m_direction;
  std::vector<Block> m_blocks;
};

class Pager {
 public:
  void add(const Block& block) {
    std::size_t lines = lines_of(block, 0);
    const std::size_t reserve = block.is_heading() ? lines_after_a_heading : 0;
    const bool stays = m_after_heading && !block.is_heading();
    if (m_lines > 0 && !stays && m_lines + lines + reserve > lines_of_a_page) end_page();
    std::size_t begin = 0;
    while (m_lines + lines > lines_of_a_page && begin < block.tokens.size()) {
      const std::size_t end = cut_of(block, begin, lines_of_a_page - std::min(m_lines, lines_of_a_page - 1));
      write(block, begin, end);
      end_page();
      begin = end;
      while (begin < block.tokens.size() && block.tokens[begin].is_break) ++begin;
      lines = lines_of(block, begin);
    }
    if (begin > 0 && begin == block.tokens.size()) return;
    write(block, begin, block.tokens.size());
    m_lines += lines;
    m_after_heading = block.is_heading();
  }

  std::vector<std::string> finish() {
    end_page();
    return std::move(m_pages);
  }

 private:
  /// With the space below it.
  static std::size_t lines_of(const Block& block, std::size_t begin) {
    LineCounter counter(block.letters);
    for (std::size_t i = begin; i < block.tokens.size(); ++i) counter.add(block.tokens[i]);
    return counter.lines() + 1;
  }

  /// The end of what fits into `room` lines from `begin` on: after a line or a sentence in their second half, else
  /// after a word.
  static std::size_t cut_of(const Block& block, std::size_t begin, std::size_t room) {
    LineCounter counter(block.letters);
    std::size_t good = begin;
    for (std::size_t i = begin; i < block.tokens.size(); ++i) {
      counter.add(block.tokens[i]);
      if (counter.lines() >= room) return good > begin ? good : std::max(i, begin + 1);
      const bool may_end = block.tokens[i].is_break || block.tokens[i].ends_sentence();
      if (may_end && counter.lines() * 2 >= room) good = i + 1;
    }
    return block.tokens.size();
  }

  void write(const Block& block, std::size_t begin, std::size_t end) {
    while (end > begin && block.tokens[end - 1].is_break) --end;
    m_page += joins_list(block) ? block.opens.substr(block.opens.find("<li>")) : block.opens;
    for (std::size_t i = begin; i < end; ++i) {
      const Token& token = block.tokens[i];
      if (token.is_break) {
        m_page += "<br>";
        continue;
      }
      const auto continues = [&](std::size_t other) {
        return !block.tokens[other].is_break && block.tokens[other].opens == token.opens;
      };
      if (i == begin || !continues(i - 1)) m_page += token.opens;
      m_page += html_escaped(token.text);
      if (i + 1 == end || !continues(i + 1)) m_page += token.closes;
    }
    m_page += block.closes;
  }

  /// An item after an item goes into the same list: its end is taken from the page. (No text holds a tag.)
  bool joins_list(const Block& block) {
    if (!block.closes.starts_with("</li>")) return false;
    const std::string_view end = std::string_view(block.closes).substr(5);
    if (!m_page.ends_with(end)) return false;
    m_page.resize(m_page.size() - end.size());
    return true;
  }

  void end_page() {
    if (!m_page.empty()) m_pages.push_back(std::move(m_page));
    m_page.clear();
    m_lines = 0;
    m_after_heading = false;
  }

  std::vector<std::string> m_pages;
  std::string m_page;
  std::size_t m_lines = 0;
  bool m_after_heading = false;  // what follows stays with it, in part if not whole
};

}  // namespace

std::vector<std::string> text_pages(std::string_view html, std::string_view plain, std::string_view language) {
  BlockReader reader(language);
  if (const Result<XmlNode> root = fragment_tree(html))
    reader.read_children(*root);
  else
    reader.read_plain(plain);
  Pager pager;
  for (const Block& block : reader.take()) pager.add(block);
  return pager.finish();
}

}  // namespace integrart::h5p
