#include "formats/exchange/po/entries.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "pipeline/base/text.h"

namespace integrart::po {

namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// The text between the quotes of a line, with its escapes resolved.
std::optional<std::string> unquoted(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') return std::nullopt;
    if (text[i] != '\\') {
      result += text[i];
      continue;
    }
    if (++i == text.size()) return std::nullopt;
    constexpr std::string_view letters = "nrtabfv\\\"";
    constexpr std::string_view meant = "\n\r\t\a\b\f\v\\\"";
    const std::size_t index = letters.find(text[i]);
    if (index == std::string_view::npos) return std::nullopt;
    result += meant[index];
  }
  return result;
}

class Parsing {
 public:
  Result<std::vector<Entry>> run(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      ++m_line;
      TRY(line(trimmed(text.substr(0, end))));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    finish();
    if (m_entries.empty()) return fail(Errc::unrecognised, "exchange.not_po");
    return std::move(m_entries);
  }

 private:
  tl::unexpected<Error> malformed(std::string_view text) const {
    // A file that never had an entry is of another kind.
    return fail(m_entries.empty() && m_entry.line == 0 ? Errc::unrecognised : Errc::invalid_input,
                "exchange.po_malformed", {{"line", m_line}, {"text", display_name(text, 40)}});
  }

  void finish() {
    if (m_entry.line > 0) m_entries.push_back(std::move(m_entry));
    m_entry = Entry{};
    m_text = nullptr;
  }

  Result<> line(std::string_view text) {
    if (text.empty()) return {};
    if (text.starts_with("#~")) {
      m_obsolete = true;
      text = trimmed(text.substr(2));
      if (text.empty() || text.starts_with('|')) return {};
    } else if (text.starts_with('#')) {
      comment(text);
      return {};
    }
    if (text.starts_with('"')) {
      const auto more = unquoted(text);
      if (!more || m_text == nullptr) return malformed(text);
      *m_text += *more;
      return {};
    }
    return keyword(text);
  }

  void comment(std::string_view text) {
    if (!m_entry.translations.empty() || m_text != nullptr) finish();
    if (text.starts_with("#."))
      m_entry.extracted_comments.emplace_back(trimmed(text.substr(2)));
    else if (text.starts_with("#:"))
      m_entry.references.emplace_back(trimmed(text.substr(2)));
    else if (text.starts_with("#,"))
      flags(text.substr(2));
    else if (!text.starts_with("#|"))
      m_entry.translator_comments.emplace_back(trimmed(text.substr(1)));
  }

  void flags(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find(','), text.size());
      if (const std::string_view flag = trimmed(text.substr(0, end)); !flag.empty()) m_entry.flags.emplace_back(flag);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  Result<> keyword(std::string_view text) {
    const std::size_t space = std::min(text.find_first_of(" \t\""), text.size());
    const std::string_view word = text.substr(0, space);
    const auto value = unquoted(trimmed(text.substr(space)));
    if (!value) return malformed(text);
    if (word == "msgctxt") {
      if (m_entry.line > 0) finish();
      m_entry.has_context = true;
      m_entry.context = *value;
      m_text = &m_entry.context;
    } else if (word == "msgid") {
      if (m_entry.line > 0) finish();
      m_entry.line = m_line;
      m_entry.obsolete = std::exchange(m_obsolete, false);
      m_entry.id = *value;
      m_text = &m_entry.id;
    } else if (word == "msgid_plural" && m_entry.line > 0) {
      m_entry.has_plural = true;
      m_entry.plural = *value;
      m_text = &m_entry.plural;
    } else if (word.starts_with("msgstr") && m_entry.line > 0) {
      return translation(word.substr(6), *value, text);
    } else {
      return malformed(text);
    }
    return {};
  }

  Result<> translation(std::string_view index, const std::string& value, std::string_view text) {
    int form = 0;
    if (!index.empty()) {
      const auto [end, status] = std::from_chars(index.data() + 1, index.data() + index.size(), form);
      if (index.front() != '[' || status != std::errc{} || end != index.data() + index.size() - 1 ||
          index.back() != ']' || form < 0 || form > 9)
        return malformed(text);
    }
    const auto [place, fresh] = m_entry.translations.emplace(form, value);
    if (!fresh) return malformed(text);
    m_text = &place->second;
    m_obsolete = false;
    return {};
  }

  std::vector<Entry> m_entries;
  Entry m_entry;
  std::string* m_text = nullptr;  // what a further quoted line adds to
  std::int64_t m_line = 0;
  bool m_obsolete = false;
};

std::string escaped(std::string_view text) {
  constexpr std::string_view meant = "\n\r\t\a\b\f\v\\\"";
  constexpr std::string_view letters = "nrtabfv\\\"";
  std::string result;
  for (const char c : text) {
    const std::size_t index = meant.find(c);
    if (index != std::string_view::npos)
      result.append("\\").append(1, letters[index]);
    else if (static_cast<unsigned char>(c) >= 0x20)
      result += c;
  }
  return result;
}

}  // namespace

bool Entry::has_flag(std::string_view flag) const {
  return std::ranges::find(flags, flag) != flags.end();
}

Result<std::vector<Entry>> parse(std::string_view text) {
  return Parsing().run(text);
}

std::string quoted(std::string_view text) {
  const std::size_t first = text.find('\n');
  if (first == std::string_view::npos || first + 1 == text.size()) return "\"" + escaped(text) + "\"";
  std::string result = "\"\"";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n') + 1, text.size());
    const std::size_t length = end == 0 ? text.size() : end;
    result += "\n\"" + escaped(text.substr(0, length)) + "\"";
    text.remove_prefix(length);
  }
  return result;
}

std::string header_field(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const std::size_t end = std::min(header.find('\n'), header.size());
    const std::string_view line = header.substr(0, end);
    if (line.size() > name.size() && line.starts_with(name) && line[name.size()] == ':')
      return std::string(trimmed(line.substr(name.size() + 1)));
    header.remove_prefix(std::min(end + 1, header.size()));
  }
  return {};
}

}  // namespace integrart::po
