// TBX-Basic: glossaries of terminologists, edition 2 (martif, 2008) and edition 3 (ISO 30042:2019).

#include <algorithm>
#include <array>

#include "formats/exchange/shared/problems.h"
#include "formats/exchange/shared/reading.h"
#include "formats/exchange/shared/term_status.h"
#include "formats/exchange/shared/writing.h"
#include "formats/tables.h"

namespace integrart {

namespace {

using Attributes = XmlWriter::Attributes;

constexpr std::string_view extensions[] = {"tbx"};
constexpr std::string_view versions[] = {"2", "3"};
constexpr std::string_view space_3 = "urn:iso:std:iso:30042:ed-2";
constexpr ExchangeFeatures keeps{.notes = true, .many_languages = true, .terms = true};

constexpr Example examples[] = {
    {"edition 2 with a forbidden term",
     "<martif type='TBX-Basic' xml:lang='en'><text><body><termEntry id='c1'><langSet "
     "xml:lang='uk'><tig><term>дім</term>"
     "</tig></langSet><langSet xml:lang='pl'><tig><term>dom</term><termNote type='administrativeStatus'>"
     "preferredTerm-admn-sts</termNote></tig><tig><term>chałupa</term><termNote type='administrativeStatus'>"
     "deprecatedTerm-admn-sts</termNote></tig></langSet></termEntry></body></text></martif>"},
    {"edition 3",
     "<tbx type='TBX-Basic' style='dca' xml:lang='en' xmlns='urn:iso:std:iso:30042:ed-2'><text><body><conceptEntry "
     "id='c1'>"
     "<langSec xml:lang='uk'><termSec><term>дім</term></termSec></langSec></conceptEntry></body></text></tbx>"},
    {"XLIFF", "<xliff version='1.2'/>", false},
};

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

/// The first element of one of these names, however deep.
const XmlNode* descendant(const XmlNode& parent, std::initializer_list<std::string_view> names) {
  for (const XmlNode& child : parent.children) {
    if (child.is_text()) continue;
    if (is_one_of(child.name, names)) return &child;
    if (const XmlNode* found = descendant(child, names)) return found;
  }
  return nullptr;
}

void read_term(const XmlNode& group, const LanguageTag& language, ExchangeUnit& unit) {
  const XmlNode* term = descendant(group, {"term"});
  if (term == nullptr) return;
  ExchangeVariant variant = exchange_variant(language, plain_exchange_text(collapsed(term->all_text())));
  const auto walk = [&](const auto& self, const XmlNode& parent) -> void {
    for (const XmlNode& child : parent.children) {
      if (child.name == "termNote" && child.value_or("type", "") == "administrativeStatus")
        variant.properties["status"] = status_of_tbx(collapsed(child.all_text()));
      else if (child.name == "termNote")
        variant.properties[child.value_or("type", "note")] = collapsed(child.all_text());
      self(self, child);
    }
  };
  walk(walk, group);
  unit.variants.push_back(std::move(variant));
}

void read_description(const XmlNode& element, ExchangeUnit& unit) {
  if (is_one_of(element.name, {"descrip", "note"})) {
    ExchangeNote note;
    note.text = collapsed(element.all_text());
    note.category = element.value_or("type", "");
    unit.notes.push_back(std::move(note));
  }
  if (element.name == "descripGrp")
    for (const XmlNode& child : element.children) read_description(child, unit);
}

ExchangeUnit read_concept(const XmlNode& element, std::size_t number, std::vector<Message>& notes) {
  ExchangeUnit unit;
  unit.id = element.value_or("id", element.value_or("id", "c" + std::to_string(number), xml_space));
  for (const XmlNode& child : element.children) {
    read_description(child, unit);
    if (!is_one_of(child.name, {"langSet", "langSec"})) continue;
    const LanguageTag language = language_of(child.value_or("lang", "und", xml_space), notes);
    for (const XmlNode& group : child.children) {
      if (is_one_of(group.name, {"tig", "ntig", "termSec"})) read_term(group, language, unit);
      read_description(group, unit);
    }
  }
  return unit;
}

Result<XmlNode> tbx_root(std::string_view bytes, const ExchangeLimits& limits) {
  TRY_ASSIGN(XmlNode root, root_of(bytes, limits));
  if (!is_one_of(root.name, {"martif", "tbx"})) return fail(Errc::unrecognised, "exchange.not_tbx");
  return root;
}

Result<Noted<ExchangeDocument>> read(std::string_view bytes, const ExchangeLimits& limits) {
  TRY_ASSIGN(const XmlNode root, tbx_root(bytes, limits));
  Noted<ExchangeDocument> result;
  result.value.version = root.name == "tbx" ? "3" : "2";
  if (const std::string* language = root.find("lang", xml_space))
    result.value.source_language = language_of(*language, result.notes);
  result.value.files.emplace_back();
  const XmlNode* body = descendant(root, {"body"});
  if (body == nullptr) return result;
  for (const XmlNode& element : body->children) {
    if (!is_one_of(element.name, {"termEntry", "conceptEntry"})) continue;
    TRY(check_unit_count(result.value.units.size() + 1, limits));
    ExchangeUnit unit = read_concept(element, result.value.units.size() + 1, result.notes);
    if (!unit.variants.empty()) result.value.units.push_back(std::move(unit));
  }
  return result;
}

/// What an element is called in an edition.
struct Names {
  std::string_view entry, language, term;
};
constexpr Names names_2{"termEntry", "langSet", "tig"};
constexpr Names names_3{"conceptEntry", "langSec", "termSec"};

bool has_terms(const ExchangeUnit& unit) {
  return std::ranges::any_of(unit.variants,
                             [](const ExchangeVariant& variant) { return !collapsed(plain_text(variant)).empty(); });
}

void write_concept(XmlWriter& xml, const ExchangeUnit& unit, bool third, std::set<std::string, std::less<>>& used) {
  const Names& names = third ? names_3 : names_2;
  xml.open(names.entry, {{"id", unique_id(unit.id, "c", used)}});
  for (const ExchangeNote& note : unit.notes) {
    if (note.category == "definition" || note.category == "subjectField")
      xml.leaf("descrip", note.text, {{"type", note.category}});
  }
  for (const ExchangeNote& note : unit.notes)
    if (note.category != "definition" && note.category != "subjectField") xml.leaf("note", note.text);
  std::set<LanguageTag> written;
  for (const ExchangeVariant& first : unit.variants) {
    if (collapsed(plain_text(first)).empty() || !written.insert(first.language).second) continue;
    xml.open(names.language, {{"xml:lang", first.language.text()}});
    for (const ExchangeVariant& variant : unit.variants) {
      const std::string term = collapsed(plain_text(variant));  // a term is its words; white space around is none
      if (variant.language != first.language || term.empty()) continue;
      xml.open(names.term).leaf("term", term);
      for (const auto& [type, value] : variant.properties) {
        if (type == "status") {
          if (const std::string status = tbx_of_status(value, third); !status.empty())
            xml.leaf("termNote", status, {{"type", "administrativeStatus"}});
        } else if (is_one_of(type, {"partOfSpeech", "grammaticalGender", "termType", "geographicalUsage"})) {
          xml.leaf("termNote", value, {{"type", type}});
        }
      }
      xml.close();
    }
    xml.close();
  }
  xml.close();
}

Result<Noted<std::string>> write(const ExchangeDocument& document, std::string_view version) {
  if (!version.empty() && version != "2" && version != "3")
    return fail(Errc::unsupported, "exchange.version_unknown", {{"version", shown(version)}});
  const bool third = version == "3";
  const std::string language = document.source_language.is_undetermined() ? "en" : document.source_language.text();
  XmlWriter xml;
  if (third)
    xml.open("tbx", {{"type", "TBX-Basic"}, {"style", "dca"}, {"xml:lang", language}, {"xmlns", std::string(space_3)}});
  else
    xml.open("martif", {{"type", "TBX-Basic"}, {"xml:lang", language}});
  xml.open(third ? "tbxHeader" : "martifHeader").open("fileDesc").open("sourceDesc").leaf("p", "integrart");
  xml.close().close().close();
  xml.open("text").open("body");
  std::set<std::string, std::less<>> used;
  for (const ExchangeUnit& unit : document.units)
    if (has_terms(unit)) write_concept(xml, unit, third, used);
  Noted<std::string> written{xml.finish(), {}};
  tell_losses(document, keeps, written.notes);
  return written;
}

void check_entry(const XmlNode& entry, ExchangeProblems& problems) {
  bool any = false;
  for (const XmlNode& child : entry.children) {
    if (!is_one_of(child.name, {"langSet", "langSec"})) continue;
    any = true;
    const std::string* language = child.find("lang", xml_space);
    if (language == nullptr)
      refuse_missing(problems, child, "xml:lang");
    else if (!is_of_type(*language, "language"))
      refuse_value(problems, child, "xml:lang", *language, "BCP 47");
    const XmlNode* term = descendant(child, {"term"});
    if (term == nullptr || collapsed(term->all_text()).empty())
      problems.push_back(
          {child.line, "element_missing",
           Message{"exchange.element_missing",
                   {{"line", child.line}, {"parent", shown(child.name)}, {"element", std::string("term")}}}});
    for (const XmlNode& group : child.children)
      for (const XmlNode& note : group.children)
        if (note.name == "termNote" && note.value_or("type", "") == "administrativeStatus" &&
            status_of_tbx(collapsed(note.all_text())).empty())
          refuse_value(problems, note, "administrativeStatus", collapsed(note.all_text()),
                       "preferredTerm, admittedTerm, deprecatedTerm, supersededTerm");
  }
  if (!any)
    problems.push_back(
        {entry.line, "element_missing",
         Message{"exchange.element_missing",
                 {{"line", entry.line}, {"parent", shown(entry.name)}, {"element", std::string("langSet|langSec")}}}});
}

Result<std::vector<ExchangeProblem>> check(std::string_view bytes, const ExchangeLimits& limits) {
  TRY_ASSIGN(const XmlNode root, tbx_root(bytes, limits));
  ExchangeProblems problems;
  if (root.find("type") == nullptr) refuse_missing(problems, root, "type");
  if (root.find("lang", xml_space) == nullptr) refuse_missing(problems, root, "xml:lang");
  if (root.name == "tbx" && !is_of_type(root.value_or("style", ""), "dca|dct"))
    refuse_value(problems, root, "style", root.value_or("style", ""), "dca, dct");
  const XmlNode* text = root.child("text");
  const XmlNode* body = text == nullptr ? nullptr : text->child("body");
  if (body == nullptr)
    problems.push_back(
        {root.line, "element_missing",
         Message{"exchange.element_missing",
                 {{"line", root.line}, {"parent", shown(root.name)}, {"element", std::string("text/body")}}}});
  std::set<std::string, std::less<>> ids;
  if (body != nullptr)
    for (const XmlNode& entry : body->children) {
      if (entry.is_text()) continue;
      if (!is_one_of(entry.name, {"termEntry", "conceptEntry"})) {
        problems.push_back(
            {entry.line, "element_unexpected",
             Message{"exchange.element_unexpected",
                     {{"line", entry.line}, {"element", shown(entry.name)}, {"parent", std::string("body")}}}});
        continue;
      }
      if (const std::string* id = entry.find("id")) require_unique(problems, entry, ids, *id);
      check_entry(entry, problems);
    }
  sort_by_line(problems);
  return problems;
}

}  // namespace

extern const ExchangeFormat exchange_tbx;
const ExchangeFormat exchange_tbx{
    .id = "tbx",
    .media_type = "application/x-tbx",
    .extensions = extensions,
    .doc = {.summary = "TBX-Basic, glossaries of terminologists.",
            .details =
                "Reads editions 2 (martif) and 3 (tbx): concepts, terms per language, status, part of speech, "
                "definitions, notes. Writes edition 2, which most tools read, or 3. May be called from any thread.",
            .source = "https://www.tbxinfo.net/tbx-dialects/",
            .examples = examples},
    .keeps = keeps,
    .versions = versions,
    .read = read,
    .write = write,
    .check = check};

}  // namespace integrart
