// PO: gettext's translations of programs, which many translation tools read.

#include "formats/exchange/po/entries.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "formats/exchange/shared/grammar.h"
#include "formats/exchange/shared/reading.h"
#include "formats/exchange/shared/writing.h"
#include "formats/tables.h"
#include "pipeline/base/text.h"

namespace integrart {

namespace {

constexpr std::string_view extensions[] = {"po", "pot"};
constexpr std::string_view versions[] = {"1"};
constexpr ExchangeFeatures keeps{.notes = true, .limits = true};
constexpr std::string_view limit_flag = "max-length:";

constexpr Example examples[] = {
    {"header, context, fuzzy, plural",
     "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Language: pl\\n\"\n"
     "\"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n\"\n\n"
     "#. Title of a song\n#: song.srt:1\n#, fuzzy, max-length:42\nmsgctxt \"c1\"\nmsgid \"Two \\\"homes\\\"\"\nmsgstr "
     "\"Dwa domy\"\n\n"
     "msgid \"one line\"\nmsgid_plural \"%d lines\"\nmsgstr[0] \"linia\"\nmsgstr[1] \"%d linie\"\nmsgstr[2] \"%d "
     "linii\"\n"},
    {"no header", "msgid \"a\"\nmsgstr \"b\"\n"},
    {"a quote that never ends", "msgid \"a\nmsgstr \"b\"\n", false},
    {"plain text", "two homes\n", false},
};

/// Bytes by the charset that the header names.
Result<std::string> text_of(std::string_view bytes, const ExchangeLimits& limits) {
  if (bytes.size() > limits.source_bytes)
    return fail(Errc::limit_exceeded, "xml.too_large", {{"most", static_cast<std::int64_t>(limits.source_bytes)}});
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (is_valid_utf8(bytes) && bytes.find('\0') == std::string_view::npos) return std::string(bytes);
  std::string charset;
  if (const std::size_t at = bytes.find("charset="); at != std::string_view::npos) {
    const std::string_view rest = bytes.substr(at + 8);
    charset = rest.substr(0, rest.find_first_of(" \\\"\r\n;"));
  }
  if (charset.empty() || charset.size() > 40) return fail(Errc::unrecognised, "exchange.not_po");
  TRY_ASSIGN(DecodedText text, decode_text_as(bytes, charset));
  return std::move(text.utf8);
}

std::optional<std::int64_t> limit_of(const po::Entry& entry) {
  for (const std::string& flag : entry.flags) {
    std::int64_t most = 0;
    if (!flag.starts_with(limit_flag)) continue;
    const char* end = flag.data() + flag.size();
    if (std::from_chars(flag.data() + limit_flag.size(), end, most).ptr == end && most >= 0) return most;
  }
  return std::nullopt;
}

void add_notes(const std::vector<std::string>& comments, std::string_view category, ExchangeUnit& unit) {
  for (const std::string& comment : comments) {
    if (comment.empty()) continue;
    ExchangeNote note;
    note.text = comment;
    note.category = category;
    unit.notes.push_back(std::move(note));
  }
}

ExchangeUnit unit_of(const po::Entry& entry, const ExchangeDocument& document) {
  ExchangeUnit unit;
  unit.id = entry.has_context ? entry.context + '\x04' + entry.id : entry.id;  // gettext's own key of an entry
  unit.keep_space = true;
  unit.most_characters = limit_of(entry);
  add_notes(entry.extracted_comments, "extracted", unit);
  add_notes(entry.translator_comments, "translator", unit);
  if (entry.has_context) unit.properties["context"] = entry.context;
  for (const std::string& reference : entry.references)
    unit.properties["reference"] += (unit.properties["reference"].empty() ? "" : " ") + reference;
  for (const std::string& flag : entry.flags)
    if (flag != "fuzzy" && !flag.starts_with(limit_flag))
      unit.properties["flags"] += (unit.properties["flags"].empty() ? "" : ", ") + flag;
  unit.variants.push_back(exchange_variant(document.source_language, plain_exchange_text(entry.id)));
  if (entry.has_plural) {
    unit.variants.front().properties["plural"] = "one";
    unit.variants.push_back(exchange_variant(document.source_language, plain_exchange_text(entry.plural)));
    unit.variants.back().properties["plural"] = "other";
  }
  for (const auto& [form, text] : entry.translations) {
    if (text.empty()) continue;
    ExchangeVariant variant = exchange_variant(document.target_language, plain_exchange_text(text), "translated");
    if (entry.has_flag("fuzzy")) variant.segments.front().sub_state = "po:fuzzy";
    if (entry.has_plural) variant.properties["plural"] = std::to_string(form);
    unit.variants.push_back(std::move(variant));
  }
  return unit;
}

Result<Noted<ExchangeDocument>> read(std::string_view bytes, const ExchangeLimits& limits) {
  TRY_ASSIGN(const std::string text, text_of(bytes, limits));
  TRY_ASSIGN(const std::vector<po::Entry> entries, po::parse(text));
  TRY(check_unit_count(entries.size(), limits));
  Noted<ExchangeDocument> result;
  ExchangeDocument& document = result.value;
  document.version = "1";
  document.files.emplace_back();
  document.source_language = language_of("en", result.notes);
  ExchangeLosses losses;
  for (const po::Entry& entry : entries) {
    if (entry.obsolete) {
      losses.add("#~");
    } else if (entry.id.empty() && !entry.has_context) {
      const std::string header = entry.translations.empty() ? "" : entry.translations.begin()->second;
      document.properties["po_header"] = header;
      if (const std::string source = po::header_field(header, "X-Source-Language"); !source.empty())
        document.source_language = language_of(source, result.notes);
      if (const std::string target = po::header_field(header, "Language"); !target.empty())
        document.target_language = language_of(target, result.notes);
    } else {
      document.units.push_back(unit_of(entry, document));
    }
  }
  losses.tell(result.notes, "exchange.not_read");
  return result;
}

/// The header of a document that never had one, or that one with our languages in it.
std::string header_of(const ExchangeDocument& document, const LanguageTag& target) {
  const auto old = document.properties.find("po_header");
  if (old != document.properties.end()) return old->second;
  std::string language = target.text();
  std::ranges::replace(language, '-', '_');
  return "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\nLanguage: " + language +
         "\nX-Source-Language: " + document.source_language.text() + "\nX-Generator: integrart\n";
}

void write_unit(const ExchangeUnit& unit, const LanguageTag& source, const LanguageTag& target, std::string& file) {
  const auto property = [&](std::string_view name) {
    const auto found = unit.properties.find(std::string(name));
    return found == unit.properties.end() ? std::string() : found->second;
  };
  file += '\n';
  for (const ExchangeNote& note : unit.notes) {
    std::string_view rest = note.text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      file.append(note.category == "extracted" ? "#. " : "# ").append(rest.substr(0, end)).append("\n");
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  if (const std::string reference = property("reference"); !reference.empty()) file += "#: " + reference + "\n";
  std::string flags = property("flags");
  const ExchangeVariant* first = target_variant(unit, target);
  const auto add = [&flags](const std::string& flag) { flags += (flags.empty() ? "" : ", ") + flag; };
  const bool has_translation = first != nullptr && has_text(*first);
  if (has_translation &&
      (first->segments.front().sub_state == "po:fuzzy" || first->segments.front().state == "initial"))
    add("fuzzy");
  if (unit.most_characters) add(std::string(limit_flag) + std::to_string(*unit.most_characters));
  if (!flags.empty()) file += "#, " + flags + "\n";
  const std::string id = plain_text(unit.variants.front());
  // Subtitles repeat lines; the unit's id keeps them apart.
  const std::string context = unit.properties.contains("context") ? property("context") : unit.id == id ? "" : unit.id;
  if (!context.empty() || unit.properties.contains("context")) file += "msgctxt " + po::quoted(context) + "\n";
  file += "msgid " + po::quoted(id) + "\n";
  const bool plural = unit.variants.front().properties.contains("plural") && unit.variants.size() > 1 &&
                      unit.variants[1].language == source;
  if (!plural) {
    file += "msgstr " + po::quoted(has_translation ? plain_text(*first) : "") + "\n";
    return;
  }
  file += "msgid_plural " + po::quoted(plain_text(unit.variants[1])) + "\n";
  bool any = false;
  for (std::size_t i = 2; i < unit.variants.size(); ++i) {
    const auto form = unit.variants[i].properties.find("plural");
    if (form == unit.variants[i].properties.end()) continue;
    any = true;
    file += "msgstr[" + form->second + "] " + po::quoted(plain_text(unit.variants[i])) + "\n";
  }
  if (!any) file += "msgstr[0] \"\"\nmsgstr[1] \"\"\n";
}

Result<Noted<std::string>> write(const ExchangeDocument& document, std::string_view version) {
  if (!version.empty() && version != "1")
    return fail(Errc::unsupported, "exchange.version_unknown", {{"version", shown(version)}});
  const LanguageTag target = target_of(document);
  Noted<std::string> written{"msgid \"\"\nmsgstr " + po::quoted(header_of(document, target)) + "\n", {}};
  std::set<std::string> known;
  for (const ExchangeUnit& unit : document.units) {
    if (unit.variants.empty() || plain_text(unit.variants.front()).empty()) continue;
    if (!known.insert(unit.id).second) {
      written.notes.push_back(Message{"exchange.unit_twice", {{"id", shown(unit.id)}}});
      continue;
    }
    write_unit(unit, document.source_language, target, written.value);
  }
  tell_losses(document, keeps, written.notes);
  return written;
}

void add_problem(ExchangeProblems& problems, const po::Entry& entry, std::string_view rule, Message message) {
  problems.push_back({entry.line, rule, std::move(message)});
}

Result<std::vector<ExchangeProblem>> check(std::string_view bytes, const ExchangeLimits& limits) {
  TRY_ASSIGN(const std::string text, text_of(bytes, limits));
  TRY_ASSIGN(const std::vector<po::Entry> entries, po::parse(text));
  ExchangeProblems problems;
  std::set<std::string> known;
  int forms = 0;
  for (const po::Entry& entry : entries) {
    if (entry.obsolete) continue;
    const std::string key = entry.has_context ? entry.context + '\x04' + entry.id : entry.id;
    if (!known.insert(key).second)
      add_problem(problems, entry, "id_unique",
                  Message{"exchange.id_twice",
                          {{"line", entry.line}, {"element", std::string("msgid")}, {"id", shown(entry.id)}}});
    if (key.empty() && !entry.translations.empty()) {
      const std::string plural = po::header_field(entry.translations.begin()->second, "Plural-Forms");
      if (const std::size_t at = plural.find("nplurals="); at != std::string::npos)
        forms = std::atoi(plural.c_str() + at + 9);
      continue;
    }
    if (entry.translations.empty())
      add_problem(
          problems, entry, "translation",
          Message{"exchange.element_missing",
                  {{"line", entry.line}, {"parent", std::string("msgid")}, {"element", std::string("msgstr")}}});
    if (entry.has_plural && forms > 0 && static_cast<int>(entry.translations.size()) != forms)
      add_problem(problems, entry, "plural_forms",
                  Message{"exchange.po_plural_forms",
                          {{"line", entry.line},
                           {"found", static_cast<std::int64_t>(entry.translations.size())},
                           {"expected", std::int64_t{forms}}}});
    for (const auto& [form, translation] : entry.translations) {
      if (translation.empty()) continue;
      // gettext's own rule: a text and its translation both begin, and both end, with a line feed, or neither does.
      if (entry.id.starts_with('\n') != translation.starts_with('\n') ||
          entry.id.ends_with('\n') != translation.ends_with('\n'))
        add_problem(problems, entry, "line_feeds", Message{"exchange.po_line_feeds", {{"line", entry.line}}});
    }
  }
  return problems;
}

}  // namespace

extern const ExchangeFormat exchange_po;
const ExchangeFormat exchange_po{
    .id = "po",
    .media_type = "text/x-gettext-translation",
    .extensions = extensions,
    .doc =
        {.summary = "PO, gettext's translations of programs.",
         .details =
             "Reads contexts, comments, references, flags (fuzzy; Weblate's max-length as a limit), plural forms and "
             "the header, in the charset it names. Writes UTF-8; the unit's id becomes the context where texts "
             "repeat. Entries that are commented out are left out with a note. May be called from any thread.",
         .source = "https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html",
         .examples = examples},
    .keeps = keeps,
    .versions = versions,
    .read = read,
    .write = write,
    .check = check};

}  // namespace integrart
