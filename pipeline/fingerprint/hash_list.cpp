#include "pipeline/fingerprint/hash_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "pipeline/base/text.h"

namespace integrart {

namespace {

constexpr std::array<std::string_view, 3> action_names{"note", "review", "block"};
constexpr std::array<std::string_view, 6> column_names{"hash", "label", "owner", "reason", "action", "quality"};
enum Column : std::uint8_t {
  hash_column,
  label_column,
  owner_column,
  reason_column,
  action_column,
  quality_column,
  other_column
};

constexpr double last_second = 24 * 3600;  // of a film

constexpr std::string_view film_prefix = "vpdq:";
constexpr std::string_view sound_prefix = "chromaprint:";
constexpr std::string_view detailed_prefix = "hash=";

std::string_view trimmed(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

std::optional<ListAction> action_from(std::string_view name) {
  const auto found = std::ranges::find(action_names, lower_case(name));
  if (found == action_names.end()) return std::nullopt;
  return static_cast<ListAction>(found - action_names.begin());
}

/// Takes the first field off `line`; without quotation marks around it nothing is unescaped.
std::optional<std::string> next_field(std::string_view& line) {
  line = trimmed(line);
  if (!line.starts_with('"')) {
    const std::size_t comma = std::min(line.find(','), line.size());
    std::string field(trimmed(line.substr(0, comma)));
    line.remove_prefix(std::min(comma + 1, line.size()));
    return field;
  }
  std::string field;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] != '"') {
      field += line[i];
    } else if (i + 1 < line.size() && line[i + 1] == '"') {
      field += line[i++];
    } else {
      line = trimmed(line.substr(i + 1));
      if (!line.empty() && line.front() != ',') return std::nullopt;
      line.remove_prefix(std::min<std::size_t>(1, line.size()));
      return field;
    }
  }
  return std::nullopt;  // not closed
}

/// Calls `take` with each word; false when one is not taken.
template <class Take>
bool each_word(std::string_view text, Take take) {
  for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (!take(text.substr(0, end))) return false;
    text.remove_prefix(end);
  }
  return true;
}

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

/// The number before the first comma, when it is a quality and more follows.
std::optional<int> leading_quality(std::string_view& line) {
  const std::size_t comma = line.find(',');
  int quality = 0;
  if (comma == std::string_view::npos || !read_number(trimmed(line.substr(0, comma)), quality)) return std::nullopt;
  if (quality < 0 || quality > 100) return std::nullopt;
  line.remove_prefix(comma + 1);
  return quality;
}

/// What stands after "KEY=" in a line of such fields; the last one, the name of a file, may hold commas itself.
std::string_view detail(std::string_view line, std::string_view key) {
  while (!line.empty()) {
    const std::size_t equals = std::min(line.find('='), line.size());
    const bool is_name = line.substr(0, equals) == "filename";
    const std::size_t end = is_name ? line.size() : std::min(line.find(','), line.size());
    if (line.substr(0, equals) == key) return line.substr(std::min(equals + 1, end), end - std::min(equals + 1, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return {};
}

class ListReader {
 public:
  ListReader(std::string name, const HashListLimits& limits) : m_name(std::move(name)), m_limits(limits) {}

  Result<HashList> read(std::string_view bytes) {
    if (bytes.size() > m_limits.source_bytes) return too_much("bytes", m_limits.source_bytes);
    if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
    while (!bytes.empty()) {
      const std::size_t end = std::min(bytes.find('\n'), bytes.size());
      ++m_line;
      TRY(read_line(bytes.substr(0, end)));
      bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
    return std::move(m_list);
  }

 private:
  tl::unexpected<Error> refuse(std::string_view id) const {
    return fail(Errc::invalid_input, id, {{"file", display_name(m_name)}, {"line", m_line}});
  }
  tl::unexpected<Error> too_much(std::string_view what, std::uint64_t most) const {
    return fail(Errc::limit_exceeded, "fingerprint.list_too_long",
                {{"file", display_name(m_name)},
                 {"line", m_line},
                 {"what", std::string(what)},
                 {"most", static_cast<std::int64_t>(most)}});
  }

  Result<> read_line(std::string_view line) {
    line = trimmed(line);
    if (line.size() > m_limits.line_bytes) return too_much("bytes", m_limits.line_bytes);
    if (line.starts_with('#')) return read_remark(trimmed(line.substr(1)));
    if (line.empty()) return {};
    if (!is_valid_utf8(line)) return refuse("fingerprint.list_not_utf8");
    if (m_columns.empty()) {
      if (read_column_names(line)) return {};
      m_columns = {hash_column, label_column};
      m_rest_is_label = true;
    }
    if (m_rest_is_label && line.starts_with(detailed_prefix)) return read_details(line);
    return read_entry(line);
  }

  Result<> read_details(std::string_view line) {
    int quality = 100;
    const std::string_view said = detail(line, "quality");
    if (!said.empty() && !read_number(said, quality)) return refuse("fingerprint.list_hash");
    return take(detail(line, "hash"), quality, detail(line, "filename"), m_terms);
  }

  /// "# owner: ..." and its like hold for the entries after it; other remarks are skipped.
  Result<> read_remark(std::string_view remark) {
    const std::size_t colon = remark.find(':');
    if (colon == std::string_view::npos || !is_valid_utf8(remark)) return {};
    const std::string key = lower_case(trimmed(remark.substr(0, colon)));
    const std::string_view value = trimmed(remark.substr(colon + 1));
    if (key == "owner") m_terms.owner = value;
    if (key == "reason") m_terms.reason = value;
    if (key == "action") {
      const auto action = action_from(value);
      if (!action) return refuse("fingerprint.list_action");
      m_terms.action = *action;
    }
    return {};
  }

  bool read_column_names(std::string_view line) {
    std::vector<Column> columns;
    while (!line.empty()) {
      const auto field = next_field(line);
      if (!field) return false;
      const auto found = std::ranges::find(column_names, lower_case(*field));
      columns.push_back(static_cast<Column>(found - column_names.begin()));
    }
    if (std::ranges::find(columns, hash_column) == columns.end()) return false;
    m_columns = std::move(columns);
    return true;
  }

  Result<> read_entry(std::string_view line) {
    std::string hash;
    std::string label;
    int quality = 100;
    ListTerms terms = m_terms;
    for (std::size_t i = 0; i < m_columns.size() && !line.empty(); ++i) {
      const bool rest = m_rest_is_label && i + 1 == m_columns.size() && !line.starts_with('"');
      auto field = rest ? std::string(trimmed(std::exchange(line, {}))) : next_field(line);
      if (!field) return refuse("fingerprint.list_quotes");
      if (m_columns[i] == hash_column) hash = std::move(*field);
      if (m_columns[i] == quality_column && !field->empty() && !read_number(*field, quality))
        return refuse("fingerprint.list_hash");
      if (m_rest_is_label && m_columns[i] == hash_column) quality = leading_quality(line).value_or(quality);
      if (m_columns[i] == label_column) label = std::move(*field);
      if (m_columns[i] == owner_column && !field->empty()) terms.owner = std::move(*field);
      if (m_columns[i] == reason_column && !field->empty()) terms.reason = std::move(*field);
      if (m_columns[i] == action_column && !field->empty()) {
        const auto action = action_from(*field);
        if (!action) return refuse("fingerprint.list_action");
        terms.action = *action;
      }
    }
    return take(hash, quality, label, terms);
  }

  Result<> take(std::string_view hash, int quality, std::string_view label, const ListTerms& terms) {
    if (quality < least_quality && PdqHash::from_hex(hash)) {
      ++m_list.too_plain;
      return {};
    }
    if (m_list.size() >= m_limits.entries) return too_much("entries", m_limits.entries);
    TRY_ASSIGN(const ListedAs as, listed_as(label, terms));
    return add(hash, as);
  }

  Result<ListedAs> listed_as(std::string_view label, const ListTerms& terms) {
    if (label.size() > m_limits.label_bytes) return too_much("bytes", m_limits.label_bytes);
    ListedAs as{static_cast<std::uint32_t>(m_list.labels.size()), static_cast<std::uint32_t>(label.size()), 0};
    m_list.labels += label;
    const auto [known, is_new] = m_places.try_emplace({terms.owner, terms.reason, terms.action},
                                                      static_cast<std::uint32_t>(m_list.terms.size()));
    if (is_new) {
      if (m_list.terms.size() >= m_limits.terms) return too_much("terms", m_limits.terms);
      m_list.terms.push_back(terms);
    }
    as.terms = known->second;
    return as;
  }

  Result<> add(std::string_view hash, const ListedAs& as) {
    if (hash.starts_with(film_prefix)) return add_film(hash.substr(film_prefix.size()), as);
    if (hash.starts_with(sound_prefix)) return add_sound(hash.substr(sound_prefix.size()), as);
    const auto picture = PdqHash::from_hex(hash);
    if (!picture) return refuse("fingerprint.list_hash");
    m_list.pictures.push_back({*picture, as});
    return {};
  }

  Result<> add_film(std::string_view pictures, const ListedAs& as) {
    std::vector<FrameHash> film;
    const bool read = each_word(pictures, [&](std::string_view word) {
      const std::size_t equals = std::min(word.find('='), word.size());
      FrameHash frame;
      const auto hash = PdqHash::from_hex(word.substr(std::min(equals + 1, word.size())));
      if (!hash || !read_number(word.substr(0, equals), frame.time) || !(frame.time >= 0 && frame.time <= last_second))
        return false;
      if (!film.empty() && frame.time <= film.back().time) return false;
      frame.hash = *hash;
      film.push_back(frame);
      return film.size() <= m_limits.film_pictures;
    });
    if (film.size() > m_limits.film_pictures) return too_much("pictures", m_limits.film_pictures);
    if (!read || film.empty()) return refuse("fingerprint.list_hash");
    m_list.films.push_back({std::move(film), as});
    return {};
  }

  Result<> add_sound(std::string_view items, const ListedAs& as) {
    std::vector<std::uint32_t> sound;
    const bool read = each_word(items, [&](std::string_view word) {
      std::uint32_t item = 0;
      if (!read_number(word, item)) return false;
      sound.push_back(item);
      return sound.size() <= m_limits.sound_items;
    });
    if (sound.size() > m_limits.sound_items) return too_much("items", m_limits.sound_items);
    if (!read || sound.empty()) return refuse("fingerprint.list_hash");
    m_list.sounds.push_back({std::move(sound), as});
    return {};
  }

  std::string m_name;
  HashListLimits m_limits;
  HashList m_list;
  std::vector<Column> m_columns;
  bool m_rest_is_label = false;
  ListTerms m_terms;
  std::map<std::tuple<std::string, std::string, ListAction>, std::uint32_t> m_places;  // in m_list.terms
  std::int64_t m_line = 0;
};

std::string with_label(std::string line, std::string_view label) {
  if (label.empty()) return line;
  std::string safe;
  for (const char c : label) safe += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  const bool quoted = safe.find_first_of("\",") != std::string::npos || trimmed(safe).size() != safe.size();
  line += quoted ? ",\"" : ",";
  for (const char c : safe) line += quoted && c == '"' ? std::string("\"\"") : std::string(1, c);
  if (quoted) line += '"';
  return line;
}

}  // namespace

std::string_view name_of(ListAction action) {
  return action_names.at(static_cast<std::size_t>(action));
}

Result<HashList> read_hash_list(std::string_view bytes, const std::string& name, const HashListLimits& limits) {
  return ListReader(name, limits).read(bytes);
}

std::optional<Message> note_of_left_out(const HashList& list, const std::string& name) {
  if (list.too_plain == 0) return std::nullopt;
  return Message{"fingerprint.list_too_plain", {{"file", display_name(name)}, {"count", list.too_plain}}};
}

bool looks_like_hash_list(std::string_view begin_of_file) {
  if (begin_of_file.starts_with("\xef\xbb\xbf")) begin_of_file.remove_prefix(3);
  if (begin_of_file.find('\0') != std::string_view::npos) return false;
  while (!begin_of_file.empty()) {
    const std::size_t end = std::min(begin_of_file.find('\n'), begin_of_file.size());
    std::string_view line = trimmed(begin_of_file.substr(0, end));
    begin_of_file.remove_prefix(std::min(end + 1, begin_of_file.size()));
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with('"')) line.remove_prefix(1);
    if (line.starts_with(film_prefix) || line.starts_with(sound_prefix)) return true;
    if (line.starts_with(detailed_prefix)) return PdqHash::from_hex(detail(line, "hash")).has_value();
    const auto names = lower_case(line.substr(0, std::min<std::size_t>(line.size(), 200)));
    return PdqHash::from_hex(line.substr(0, 64)).has_value() || names == "hash" || names.starts_with("hash,") ||
           names.find(",hash") != std::string::npos;
  }
  return false;
}

std::string list_line(const PdqHash& hash, std::string_view label) {
  return with_label(hash.hex(), label);
}

std::string list_line(const std::vector<FrameHash>& film, std::string_view label) {
  std::string line(film_prefix);
  for (const FrameHash& frame : film)
    line += fmt::format("{}{:.2f}={}", &frame == film.data() ? "" : " ", frame.time, frame.hash.hex());
  return with_label(std::move(line), label);
}

std::string list_line(const std::vector<std::uint32_t>& sound, std::string_view label) {
  std::string line(sound_prefix);
  for (std::size_t i = 0; i < sound.size(); ++i) line += fmt::format("{}{}", i == 0 ? "" : " ", sound[i]);
  return with_label(std::move(line), label);
}

}  // namespace integrart
