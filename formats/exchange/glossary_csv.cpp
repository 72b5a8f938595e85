// Glossaries as people keep them in a spreadsheet.

#include <algorithm>
#include <map>

#include "formats/exchange/shared/problems.h"
#include "formats/exchange/shared/reading.h"
#include "formats/exchange/shared/term_status.h"
#include "formats/exchange/shared/writing.h"
#include "formats/tables.h"
#include "pipeline/base/text.h"

namespace integrart {

namespace {

constexpr std::string_view extensions[] = {"csv", "tsv"};
constexpr std::string_view versions[] = {"1"};
constexpr ExchangeFeatures keeps{.notes = true, .many_languages = true, .terms = true};

constexpr Example examples[] = {
    {"one term a row",
     "concept,language,term,status,note\nc1,uk,дім,,\nc1,pl,dom,preferred,nie: mieszkanie\nc1,pl,chałupa,forbidden,\n"},
    {"one language a column, semicolons", "uk;pl;nb\nдім;dom;hjem\nпісня;piosenka;sang\n"},
    {"no head line", "дім,dom\nпісня,piosenka\n", false},
    {"a quote that never ends", "concept,language,term\nc1,uk,\"дім\n", false},
};

struct Row {
  std::int64_t line = 0;
  std::vector<std::string> cells;
};

/// RFC 4180 with the separator that the head line uses most: comma, semicolon or tab.
Result<std::vector<Row>> rows_of(std::string_view text) {
  const std::string_view head = text.substr(0, text.find('\n'));
  char separator = ',';
  for (const char candidate : {';', '\t'})
    if (std::ranges::count(head, candidate) > std::ranges::count(head, separator)) separator = candidate;
  std::vector<Row> rows;
  Row row{1, {}};
  std::string cell;
  std::int64_t line = 1;
  bool quoted = false;
  const auto end_row = [&] {
    row.cells.push_back(collapsed(cell));
    cell.clear();
    const bool filled = std::ranges::any_of(row.cells, [](const std::string& c) { return !c.empty(); });
    if (filled) rows.push_back(std::move(row));
    row = Row{line, {}};
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') ++line;
    if (quoted) {
      if (c != '"')
        cell += c;
      else if (i + 1 < text.size() && text[i + 1] == '"')
        cell += text[i++];
      else
        quoted = false;
    } else if (c == '"' && collapsed(cell).empty()) {
      cell.clear();
      quoted = true;
    } else if (c == separator) {
      row.cells.push_back(collapsed(cell));
      cell.clear();
    } else if (c == '\n') {
      end_row();
      row.line = line;
    } else if (c != '\r') {
      cell += c;
    }
  }
  if (quoted) return fail(Errc::invalid_input, "exchange.csv_quote_open", {{"line", row.line}});
  end_row();
  return rows;
}

/// Where each column of the head line lies; or the languages that the columns are.
struct Head {
  std::map<std::string, std::size_t, std::less<>> columns;
  std::vector<LanguageTag> languages;
};

Result<Head> head_of(const std::vector<Row>& rows, std::vector<Message>& notes) {
  Head head;
  if (rows.empty()) return fail(Errc::unrecognised, "exchange.not_glossary_csv");
  for (std::size_t i = 0; i < rows.front().cells.size(); ++i) {
    std::string name = rows.front().cells[i];
    std::ranges::transform(name, name.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    head.columns.emplace(name, i);
  }
  if (head.columns.contains("term") && head.columns.contains("language")) return head;
  for (const std::string& cell : rows.front().cells) {
    // Two or three letters, perhaps with a region: a word of a glossary seldom is.
    const std::size_t letters = std::min(cell.find('-'), cell.size());
    if (letters < 2 || letters > 3 || !LanguageTag::parse(cell))
      return fail(Errc::unrecognised, "exchange.not_glossary_csv");
    head.languages.push_back(language_of(cell, notes));
  }
  if (head.languages.size() < 2) return fail(Errc::unrecognised, "exchange.not_glossary_csv");
  return head;
}

class Reading {
 public:
  explicit Reading(const ExchangeLimits& limits) : m_limits(limits) {}

  Result<Noted<ExchangeDocument>> run(std::string_view text) {
    TRY_ASSIGN(const std::vector<Row> rows, rows_of(text));
    TRY_ASSIGN(const Head head, head_of(rows, m_result.notes));
    m_result.value.files.emplace_back();
    for (std::size_t i = 1; i < rows.size(); ++i) {
      if (head.languages.empty())
        term_row(rows[i], head);
      else
        language_row(rows[i], head);
      TRY(check_unit_count(m_result.value.units.size(), m_limits));
    }
    for (ExchangeUnit& unit : m_result.value.units)
      if (m_result.value.source_language.is_undetermined() && !unit.variants.empty())
        m_result.value.source_language = unit.variants.front().language;
    return std::move(m_result);
  }

 private:
  static std::string cell(const Row& row, const Head& head, std::string_view name) {
    const auto column = head.columns.find(name);
    return column == head.columns.end() || column->second >= row.cells.size() ? std::string()
                                                                              : row.cells[column->second];
  }

  void term_row(const Row& row, const Head& head) {
    const std::string term = cell(row, head, "term");
    if (term.empty()) {
      m_result.notes.push_back(Message{"exchange.csv_row_without_term", {{"line", row.line}}});
      return;
    }
    std::string id = cell(row, head, "concept");
    if (id.empty()) id = "row" + std::to_string(row.line);
    const auto [known, fresh] = m_units.emplace(id, m_result.value.units.size());
    if (fresh) {
      ExchangeUnit unit;
      unit.id = id;
      m_result.value.units.push_back(std::move(unit));
    }
    ExchangeUnit& unit = m_result.value.units[known->second];
    ExchangeVariant variant =
        exchange_variant(language_of(cell(row, head, "language"), m_result.notes), plain_exchange_text(term));
    if (const std::string status = cell(row, head, "status"); !status.empty()) {
      if (is_term_status(status))
        variant.properties["status"] = status;
      else
        m_result.notes.push_back(
            Message{"exchange.term_status_unknown", {{"line", row.line}, {"status", shown(status)}}});
    }
    if (const std::string text = cell(row, head, "note"); !text.empty()) {
      ExchangeNote note;
      note.text = text;
      note.applies_to = variant.language.text();
      unit.notes.push_back(std::move(note));
    }
    unit.variants.push_back(std::move(variant));
  }

  void language_row(const Row& row, const Head& head) {
    ExchangeUnit unit;
    unit.id = "row" + std::to_string(row.line);
    for (std::size_t i = 0; i < std::min(row.cells.size(), head.languages.size()); ++i)
      if (!row.cells[i].empty())
        unit.variants.push_back(exchange_variant(head.languages[i], plain_exchange_text(row.cells[i])));
    if (!unit.variants.empty()) m_result.value.units.push_back(std::move(unit));
  }

  const ExchangeLimits& m_limits;
  Noted<ExchangeDocument> m_result;
  std::map<std::string, std::size_t> m_units;
};

Result<std::string> text_of(std::string_view bytes, const ExchangeLimits& limits) {
  if (bytes.size() > limits.source_bytes)
    return fail(Errc::limit_exceeded, "xml.too_large", {{"most", static_cast<std::int64_t>(limits.source_bytes)}});
  TRY_ASSIGN(DecodedText text, decode_text(bytes));
  return std::move(text.utf8);
}

Result<Noted<ExchangeDocument>> read(std::string_view bytes, const ExchangeLimits& limits) {
  TRY_ASSIGN(const std::string text, text_of(bytes, limits));
  return Reading(limits).run(text);
}

std::string csv_cell(std::string_view cell) {
  std::string flat = collapsed(cell);
  // Spreadsheets run what begins with one of these as a formula.
  const bool formula = !flat.empty() && std::string_view("=+-@").find(flat.front()) != std::string_view::npos;
  if (!formula && flat.find_first_of(",;\t\"\n") == std::string::npos) return flat;
  std::string result = "\"";
  for (const char c : flat) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + "\"";
}

Result<Noted<std::string>> write(const ExchangeDocument& document, std::string_view version) {
  if (!version.empty() && version != "1")
    return fail(Errc::unsupported, "exchange.version_unknown", {{"version", shown(version)}});
  Noted<std::string> written{"concept,language,term,status,note\n", {}};
  std::set<std::string, std::less<>> used;
  for (const ExchangeUnit& unit : document.units) {
    const std::string id = unique_id(unit.id, "c", used);
    std::vector<const ExchangeNote*> notes;
    for (const ExchangeNote& note : unit.notes) notes.push_back(&note);
    for (const ExchangeVariant& variant : unit.variants) {
      if (!has_text(variant)) continue;
      const auto status = variant.properties.find("status");
      const auto note = std::ranges::find_if(notes, [&](const ExchangeNote* candidate) {
        return candidate->applies_to == variant.language.text() || candidate->applies_to.empty();
      });
      written.value += csv_cell(id) + "," + variant.language.text() + "," + csv_cell(plain_text(variant)) + "," +
                       (status == variant.properties.end() ? "" : status->second) + "," +
                       (note == notes.end() ? "" : csv_cell((*note)->text)) + "\n";
      if (note != notes.end()) notes.erase(note);
    }
  }
  tell_losses(document, keeps, written.notes);
  return written;
}

Result<std::vector<ExchangeProblem>> check(std::string_view bytes, const ExchangeLimits& limits) {
  TRY_ASSIGN(const std::string text, text_of(bytes, limits));
  TRY_ASSIGN(const std::vector<Row> rows, rows_of(text));
  std::vector<Message> notes;
  TRY_ASSIGN(const Head head, head_of(rows, notes));
  ExchangeProblems problems;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const Row& row = rows[i];
    const auto cell = [&](std::string_view name) {
      const auto column = head.columns.find(name);
      return column == head.columns.end() || column->second >= row.cells.size() ? std::string()
                                                                                : row.cells[column->second];
    };
    if (row.cells.size() > rows.front().cells.size())
      problems.push_back({row.line, "cells", Message{"exchange.csv_too_many_cells", {{"line", row.line}}}});
    if (!head.languages.empty()) continue;
    if (cell("term").empty())
      problems.push_back({row.line, "term", Message{"exchange.csv_row_without_term", {{"line", row.line}}}});
    if (!LanguageTag::parse(cell("language")))
      problems.push_back(
          {row.line, "language", Message{"exchange.language_unknown", {{"language", shown(cell("language"))}}}});
    if (const std::string status = cell("status"); !status.empty() && !is_term_status(status))
      problems.push_back({row.line, "status",
                          Message{"exchange.term_status_unknown", {{"line", row.line}, {"status", shown(status)}}}});
  }
  return problems;
}

}  // namespace

extern const ExchangeFormat exchange_glossary_csv;
const ExchangeFormat exchange_glossary_csv{
    .id = "glossary_csv",
    .media_type = "text/csv",
    .extensions = extensions,
    .doc =
        {.summary = "A glossary in a spreadsheet's CSV file.",
         .details =
             "Reads a head line `concept,language,term,status,note` with one term a row, or a head line of language "
             "tags with one concept a row; comma, semicolon or tab; any encoding that can be told with certainty. "
             "Status is `preferred`, `admitted` or `forbidden`. Writes the first kind. May be called from any thread.",
         .source = "https://www.rfc-editor.org/rfc/rfc4180",
         .examples = examples},
    .keeps = keeps,
    .versions = versions,
    .read = read,
    .write = write,
    .check = check};

}  // namespace integrart
