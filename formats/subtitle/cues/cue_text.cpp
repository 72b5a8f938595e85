#include "formats/subtitle/cues/cue_text.h"

#include <algorithm>
#include <array>
#include <optional>

#include "formats/subtitle/cues/character_reference.h"
#include "formats/subtitle/cues/timestamps.h"

namespace integrart {
namespace {

constexpr std::size_t most_nesting = 30;  // cue documents take 32
constexpr auto element_names = std::to_array<std::string_view>({"c", "i", "b", "u", "ruby", "rt", "v", "lang"});

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\f' || c == '\n';
}

struct Token {
  enum class Kind : std::uint8_t { text, start_tag, end_tag, timestamp_tag };
  Kind kind = Kind::text;
  std::string value;  // words, or the tag's name
  std::vector<std::string> classes;
  std::string annotation;
};

/// The WebVTT cue text tokenizer (6.4). Called until the payload is used up.
class Tokenizer {
 public:
  explicit Tokenizer(std::string_view payload) : m_rest(payload) {}

  bool at_end() const { return m_rest.empty(); }

  Token next() {
    if (!m_rest.starts_with('<')) return {Token::Kind::text, take_words('<'), {}, {}};
    m_rest.remove_prefix(1);
    if (m_rest.starts_with('/')) {
      m_rest.remove_prefix(1);
      return {Token::Kind::end_tag, take_raw(), {}, {}};
    }
    if (!m_rest.empty() && m_rest.front() >= '0' && m_rest.front() <= '9')
      return {Token::Kind::timestamp_tag, take_raw(), {}, {}};
    return start_tag();
  }

 private:
  /// Everything up to `stop` (which stays), references resolved.
  std::string take_words(char stop) {
    std::string words;
    while (!m_rest.empty() && m_rest.front() != stop) {
      if (m_rest.front() == '&') {
        if (const auto reference = character_reference_at(m_rest)) {
          words += reference->utf8;
          m_rest.remove_prefix(reference->length);
          continue;
        }
      }
      words += m_rest.front();
      m_rest.remove_prefix(1);
    }
    return words;
  }

  /// Everything up to '>' (which goes), as it stands.
  std::string take_raw() {
    const std::size_t end = std::min(m_rest.find('>'), m_rest.size());
    std::string raw(m_rest.substr(0, end));
    m_rest.remove_prefix(std::min(end + 1, m_rest.size()));
    return raw;
  }

  /// Name or class: up to white space, '.' or '>' (which stay).
  std::string take_name() {
    const std::size_t end = std::min(m_rest.find_first_of(" \t\f\n.>"), m_rest.size());
    std::string name(m_rest.substr(0, end));
    m_rest.remove_prefix(end);
    return name;
  }

  Token start_tag() {
    Token token{Token::Kind::start_tag, take_name(), {}, {}};
    while (m_rest.starts_with('.')) {
      m_rest.remove_prefix(1);
      if (std::string name = take_name(); !name.empty()) token.classes.push_back(std::move(name));
    }
    if (!m_rest.empty() && is_space(m_rest.front())) {
      for (const char c : take_words('>')) {
        if (!is_space(c))
          token.annotation += c;
        else if (!token.annotation.empty() && token.annotation.back() != ' ')
          token.annotation += ' ';
      }
      if (token.annotation.ends_with(' ')) token.annotation.pop_back();
    }
    if (!m_rest.empty()) m_rest.remove_prefix(1);  // '>'
    return token;
  }

  std::string_view m_rest;
};

/// The tree while it is built (6.5). Open elements are kept apart from their parents until they are closed.
class TreeBuilder {
 public:
  TreeBuilder() { m_open.emplace_back(); }

  void take(Token token) {
    switch (token.kind) {
      case Token::Kind::text:
        return add_text(std::move(token.value));
      case Token::Kind::start_tag:
        return start(token);
      case Token::Kind::end_tag:
        return end(token.value);
      case Token::Kind::timestamp_tag:
        return add_timestamp(token.value);
    }
  }

  std::vector<CueNode> finish() {
    while (m_open.size() > 1) close();
    return std::move(m_open.front().children);
  }

 private:
  CueNode& current() { return m_open.back(); }
  std::string language() const { return m_languages.empty() ? std::string() : m_languages.back(); }

  void add_text(std::string words) {
    CueNode node;
    node.type = "text";
    node.text = std::move(words);
    node.lang = language();
    current().children.push_back(std::move(node));
  }

  void add_timestamp(std::string_view text) {
    const auto time = webvtt_time(text);
    if (!time) return;
    CueNode node;
    node.type = "timestamp";
    node.timestamp = time;
    node.lang = language();
    current().children.push_back(std::move(node));
  }

  void start(Token& token) {
    if (std::ranges::find(element_names, token.value) == element_names.end()) return;
    if (token.value == "rt" && current().type != "ruby") return;
    if (m_open.size() > most_nesting) return;
    if (token.value == "lang") m_languages.push_back(token.annotation);
    CueNode node;
    node.type = token.value;
    node.classes = std::move(token.classes);
    if (node.type == "v") node.annotation = std::move(token.annotation);
    node.lang = language();
    m_open.push_back(std::move(node));
  }

  void end(const std::string& name) {
    if (m_open.size() < 2) return;
    if (name == current().type) {
      if (name == "lang") m_languages.pop_back();
      close();
    } else if (name == "ruby" && current().type == "rt") {
      close();
      close();
    }
  }

  void close() {
    CueNode done = std::move(m_open.back());
    m_open.pop_back();
    current().children.push_back(std::move(done));
  }

  std::vector<CueNode> m_open;  // the first is the root
  std::vector<std::string> m_languages;
};

void collect_words(const std::vector<CueNode>& nodes, std::vector<WordTiming>& words) {
  for (const CueNode& node : nodes) {
    if (node.type == "timestamp") {
      words.back().when.end = node.timestamp;
      words.push_back({{*node.timestamp, std::nullopt}, {}});
    } else if (node.type == "text") {
      words.back().text += node.text;
    } else if (node.type != "rt") {
      collect_words(node.children, words);
    }
  }
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\n\f");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\n\f") - begin + 1));
}

/// The speaker of the first voice in reading order.
const CueNode* first_voice(const std::vector<CueNode>& nodes) {
  for (const CueNode& node : nodes) {
    if (node.type == "v") return &node;
    if (const CueNode* const found = first_voice(node.children)) return found;
  }
  return nullptr;
}

void write_node(const CueNode& node, std::string& payload) {
  if (node.type == "text") {
    payload += escaped_cue_text(node.text);
  } else if (node.type == "timestamp") {
    payload.append("<").append(written_time(node.timestamp.value_or(MediaTime{}), '.')).append(">");
  } else if (std::ranges::find(element_names, node.type) != element_names.end()) {
    payload.append("<").append(node.type);
    for (const std::string& name : node.classes) payload.append(".").append(name);
    const std::string& annotation = node.type == "lang" ? node.lang : node.annotation;
    if (!annotation.empty()) payload.append(" ").append(escaped_cue_text(annotation));
    payload.append(">");
    for (const CueNode& child : node.children) write_node(child, payload);
    payload.append("</").append(node.type).append(">");
  }
}

}  // namespace

std::vector<CueNode> parse_cue_text(std::string_view payload) {
  Tokenizer tokenizer(payload);
  TreeBuilder builder;
  while (!tokenizer.at_end()) builder.take(tokenizer.next());
  return builder.finish();
}

std::string write_cue_text(const std::vector<CueNode>& nodes) {
  std::string payload;
  for (const CueNode& node : nodes) write_node(node, payload);
  return payload;
}

std::string escaped_cue_text(std::string_view words) {
  std::string escaped;
  escaped.reserve(words.size());
  for (const char c : words) {
    if (c == '&')
      escaped += "&amp;";
    else if (c == '<')
      escaped += "&lt;";
    else if (c == '>')
      escaped += "&gt;";
    else
      escaped += c;
  }
  return escaped;
}

void complete_cue(Cue& cue) {
  cue.tree = parse_cue_text(cue.text);
  const CueNode* const voice = first_voice(cue.tree);
  cue.speaker = voice == nullptr ? std::string() : voice->annotation;
  std::vector<WordTiming> words{{{cue.when.begin, std::nullopt}, {}}};
  collect_words(cue.tree, words);
  cue.words.clear();
  if (words.size() == 1) return;
  words.back().when.end = cue.when.end;
  for (WordTiming& word : words) {
    word.text = trimmed(word.text);
    if (!word.text.empty()) cue.words.push_back(std::move(word));
  }
}

}  // namespace integrart
