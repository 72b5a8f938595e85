// TMX: translation memories of any tool.

#include <algorithm>

#include "formats/exchange/shared/code_places.h"
#include "formats/exchange/shared/problems.h"
#include "formats/exchange/shared/reading.h"
#include "formats/exchange/shared/writing.h"
#include "formats/tables.h"

namespace integrart {

namespace {

using Kind = ExchangePiece::Kind;
using Attributes = XmlWriter::Attributes;

constexpr std::string_view extensions[] = {"tmx"};
constexpr std::string_view versions[] = {"1.4"};
constexpr ExchangeFeatures keeps{.notes = true, .codes = true, .many_languages = true};

constexpr Example examples[] = {
    {"three languages and a code",
     "<?xml version='1.0'?><!DOCTYPE tmx SYSTEM 'tmx14.dtd'><tmx version='1.4'><header creationtool='a' "
     "creationtoolversion='1' segtype='sentence' o-tmf='a' adminlang='en' srclang='uk' datatype='plaintext'/><body>"
     "<tu tuid='1'><tuv xml:lang='uk'><seg>Два <bpt i='1' x='1'>&lt;b></bpt>доми<ept i='1'>&lt;/b></ept></seg></tuv>"
     "<tuv xml:lang='pl'><seg>Dwa <bpt i='1' x='1'>&lt;b></bpt>domy<ept i='1'>&lt;/b></ept></seg></tuv>"
     "<tuv xml:lang='nb'><seg>To hjem</seg></tuv></tu></body></tmx>"},
    {"1.1, where the attribute is called lang",
     "<tmx version='1.1'><header srclang='EN'/><body><tu><tuv lang='EN'><seg>two</seg></tuv></tu></body></tmx>"},
    {"XLIFF", "<xliff version='1.2'/>", false},
    {"cut", "<tmx version='1.4'><body>", false},
};

#define HISTORY                                                                                                  \
  " o-encoding=any datatype=any usagecount=integer lastusagedate=date creationtool=any creationtoolversion=any " \
  "creationdate=date creationid=any changedate=date changeid=any o-tmf=any"
#define SEGMENT_TYPE "block|paragraph|sentence|phrase"
#define INLINE "text bpt|ept|ph|it|hi|ut*"

constexpr ElementRule rules[] = {
    {"", "tmx", "version!=1.0|1.1|1.2|1.3|1.4|1.4b", "header body"},
    {"", "header",
     "creationtool!=any creationtoolversion!=any segtype!=" SEGMENT_TYPE " o-tmf!=any adminlang!=language srclang!=any"
     " datatype!=any o-encoding=any creationdate=date creationid=any changedate=date changeid=any",
     "note|prop|ude*"},
    {"", "note", "o-encoding=any xml:lang=language lang=language", "text"},
    {"", "prop", "type!=any o-encoding=any xml:lang=language lang=language", "text"},
    {"", "ude", "name!=any base=any", "map+"},
    {"", "map", "unicode!=any code=any ent=any subst=any", ""},
    {"", "body", "", "tu*"},
    {"", "tu", "tuid=any srclang=any segtype=" SEGMENT_TYPE HISTORY, "note|prop* tuv+"},
    {"", "tuv", "xml:lang=language lang=language" HISTORY, "note|prop* seg"},
    {"", "seg", "", INLINE},
    {"", "bpt", "i!=any x=any type=any", "text sub*"},
    {"", "ept", "i!=any", "text sub*"},
    {"", "ph", "x=any i=any assoc=p|f|b type=any", "text sub*"},
    {"", "it", "pos!=begin|end x=any type=any", "text sub*"},
    {"", "hi", "x=any type=any", INLINE},
    {"", "ut", "x=any", "text sub*"},
    {"", "sub", "datatype=any type=any", INLINE},
};

#undef HISTORY
#undef SEGMENT_TYPE
#undef INLINE

void append(const XmlNode& parent, ExchangeText& pieces) {
  for (const XmlNode& child : parent.children) {
    if (child.is_text()) {
      append_text(pieces, child.text);
      continue;
    }
    ExchangePiece piece;
    piece.element = child.name;
    piece.id = child.value_or("i", child.value_or("x", ""));
    for (const std::string_view name : {"type", "assoc"})
      if (const std::string* value = child.find(name)) piece.attributes[std::string(name)] = *value;
    if (child.name == "hi") {
      ExchangePiece closing;
      closing.kind = Kind::closing;
      closing.element = piece.element;
      closing.id = piece.id;
      piece.kind = Kind::opening;
      pieces.push_back(std::move(piece));
      append(child, pieces);
      pieces.push_back(std::move(closing));
      continue;
    }
    const std::string position = child.value_or("pos", "");
    piece.kind = child.name == "bpt" || position == "begin" ? Kind::opening
                 : child.name == "ept" || position == "end" ? Kind::closing
                                                            : Kind::standalone;
    piece.text = child.all_text();
    pieces.push_back(std::move(piece));
  }
}

const std::string* language_attribute(const XmlNode& element) {
  const std::string* language = element.find("lang", xml_space);
  return language != nullptr ? language : element.find("lang");  // 1.1 and 1.2
}

ExchangeVariant variant_of(const XmlNode& element, const LanguageTag& language, ExchangeUnit& unit) {
  ExchangeText text;
  for (const XmlNode& child : element.children) {
    if (child.name == "seg") append(child, text);
    if (child.name == "note") {
      ExchangeNote note;
      note.text = child.all_text();
      unit.notes.push_back(std::move(note));
    }
  }
  ExchangeVariant variant = exchange_variant(language, std::move(text));
  for (const std::string_view name : {"creationdate", "creationid", "changedate", "changeid", "usagecount"})
    if (const std::string* value = element.find(name)) variant.properties[std::string(name)] = *value;
  return variant;
}

Result<XmlNode> tmx_root(std::string_view bytes, const ExchangeLimits& limits) {
  TRY_ASSIGN(XmlNode root, root_of(bytes, limits));
  if (root.name != "tmx") return fail(Errc::unrecognised, "exchange.not_tmx");
  return root;
}

Result<ExchangeUnit> unit_of(const XmlNode& element, std::size_t number, const LanguageTag& source,
                             std::vector<Message>& notes) {
  ExchangeUnit unit;
  unit.id = element.value_or("tuid", "");
  if (unit.id.empty()) unit.id = std::to_string(number);
  unit.keep_space = true;
  const std::string* own = element.find("srclang");
  const LanguageTag own_source = own == nullptr || *own == "*all*" ? source : language_of(*own, notes);
  for (const XmlNode& child : element.children) {
    if (child.name == "note") {
      ExchangeNote note;
      note.text = child.all_text();
      unit.notes.push_back(std::move(note));
    } else if (child.name == "prop") {
      unit.properties[child.value_or("type", "")] = child.all_text();
    } else if (child.name == "tuv") {
      const std::string* language = language_attribute(child);
      unit.variants.push_back(
          variant_of(child, language == nullptr ? LanguageTag{} : language_of(*language, notes), unit));
    }
  }
  for (const std::string_view name : {"creationdate", "creationid", "changedate", "changeid", "usagecount"})
    if (const std::string* value = element.find(name)) unit.properties[std::string(name)] = *value;
  // The source goes first; by its exact tag, else by its language alone ("en" for "en-GB").
  const auto exact = std::ranges::find(unit.variants, own_source, &ExchangeVariant::language);
  const auto related = std::ranges::find(unit.variants, own_source.primary(),
                                         [](const ExchangeVariant& v) { return v.language.primary(); });
  const auto found = exact != unit.variants.end() ? exact : related;
  if (found != unit.variants.end()) std::rotate(unit.variants.begin(), found, std::next(found));
  return unit;
}

Result<Noted<ExchangeDocument>> read(std::string_view bytes, const ExchangeLimits& limits) {
  TRY_ASSIGN(const XmlNode root, tmx_root(bytes, limits));
  Noted<ExchangeDocument> result;
  result.value.version = root.value_or("version", "1.4");
  if (const XmlNode* header = root.child("header")) {
    const std::string language = header->value_or("srclang", "*all*");
    if (language != "*all*") result.value.source_language = language_of(language, result.notes);
  }
  result.value.files.emplace_back();
  if (const XmlNode* body = root.child("body")) {
    for (const XmlNode& element : body->children) {
      if (element.name != "tu") continue;
      TRY(check_unit_count(result.value.units.size() + 1, limits));
      TRY_ASSIGN(ExchangeUnit unit,
                 unit_of(element, result.value.units.size() + 1, result.value.source_language, result.notes));
      if (!unit.variants.empty()) result.value.units.push_back(std::move(unit));
    }
  }
  std::set<LanguageTag> languages;
  for (const ExchangeUnit& unit : result.value.units)
    for (const ExchangeVariant& variant : unit.variants) languages.insert(variant.language);
  languages.erase(result.value.source_language);
  if (languages.size() == 1) result.value.target_language = *languages.begin();
  return result;
}

class Writing {
 public:
  explicit Writing(const ExchangeDocument& document) : m_document(document) {}

  std::string run() {
    const std::string source =
        m_document.source_language.is_undetermined() ? "*all*" : m_document.source_language.text();
    m_xml.open("tmx", {{"version", "1.4"}});
    m_xml.empty("header", {{"creationtool", "integrart"},
                           {"creationtoolversion", "1"},
                           {"segtype", "sentence"},
                           {"o-tmf", "integrart"},
                           {"adminlang", "en"},
                           {"srclang", source},
                           {"datatype", "plaintext"}});
    m_xml.open("body");
    for (const ExchangeUnit& unit : m_document.units) write_unit(unit);
    return m_xml.finish();
  }

 private:
  static void copy(const std::map<std::string, std::string>& properties, Attributes& attributes) {
    for (const auto& [name, type] : {std::pair<std::string_view, std::string_view>{"creationdate", "date"},
                                     {"creationid", "any"},
                                     {"changedate", "date"},
                                     {"changeid", "any"},
                                     {"usagecount", "integer"}})
      if (const auto found = properties.find(std::string(name));
          found != properties.end() && is_of_type(found->second, type))
        attributes.emplace_back(name, found->second);
  }

  void write_unit(const ExchangeUnit& unit) {
    if (std::ranges::none_of(unit.variants, has_text)) return;
    Attributes attributes;
    if (!unit.id.empty()) attributes.emplace_back("tuid", unit.id);
    copy(unit.properties, attributes);
    m_xml.open("tu", attributes);
    for (const ExchangeNote& note : unit.notes) m_xml.leaf("note", note.text);
    constexpr std::string_view history[] = {"creationdate", "creationid", "changedate", "changeid", "usagecount"};
    for (const auto& [type, value] : unit.properties)
      if (!type.empty() && std::ranges::find(history, type) == std::end(history))
        m_xml.leaf("prop", value, {{"type", type}});
    CodePlaces codes({});
    m_numbers.clear();
    for (const ExchangeVariant& variant : unit.variants) {
      if (!has_text(variant)) continue;
      Attributes of_variant{{"xml:lang", variant.language.text()}};
      copy(variant.properties, of_variant);
      m_xml.open("tuv", of_variant).open("seg", {}, true);
      ExchangeText whole;
      for (const ExchangeSegment& segment : variant.segments)
        if (segment.text) whole.insert(whole.end(), segment.text->begin(), segment.text->end());
      const std::vector<CodePlace> places = codes.of({&whole}).front();
      for (std::size_t i = 0; i < whole.size(); ++i) piece(whole[i], places[i]);
      m_xml.close().close();
    }
    m_xml.close();
  }

  /// TMX numbers its codes; equal numbers are the same code in all languages of the unit.
  std::string number_of(const std::string& id) {
    return std::to_string(m_numbers.emplace(id, m_numbers.size() + 1).first->second);
  }

  void piece(const ExchangePiece& piece, const CodePlace& place) {
    if (piece.kind == Kind::text) {
      m_xml.text(piece.text);
      return;
    }
    if (is_annotation(piece) && !place.nested) return;  // TMX has none across elements
    const std::string number = number_of(place.id);
    Attributes type;
    if (const auto found = piece.attributes.find("type"); found != piece.attributes.end())
      type.emplace_back("type", found->second);
    const bool closing = piece.kind == Kind::closing;
    if (place.nested && (piece.element == "hi" || is_annotation(piece))) {
      type.insert(type.begin(), {"x", number});
      if (closing)
        m_xml.close();
      else
        m_xml.open("hi", type, true);
      return;
    }
    Attributes attributes;
    if (piece.kind == Kind::standalone)
      attributes = {{"x", number}};
    else if (place.paired)
      attributes = closing ? Attributes{{"i", number}} : Attributes{{"i", number}, {"x", number}};
    else
      attributes = {{"pos", closing ? "end" : "begin"}, {"x", number}};
    const std::string_view element = piece.kind == Kind::standalone ? "ph"
                                     : !place.paired                ? "it"
                                     : closing                      ? "ept"
                                                                    : "bpt";
    if (element != "ept") attributes.insert(attributes.end(), type.begin(), type.end());
    m_xml.leaf(element, piece.text, attributes);
  }

  const ExchangeDocument& m_document;
  XmlWriter m_xml;
  std::map<std::string, std::size_t> m_numbers;
};

Result<Noted<std::string>> write(const ExchangeDocument& document, std::string_view version) {
  if (!version.empty() && version != "1.4")
    return fail(Errc::unsupported, "exchange.version_unknown", {{"version", shown(version)}});
  Noted<std::string> written{Writing(document).run(), {}};
  tell_losses(document, keeps, written.notes);
  return written;
}

/// Section 4.2: the halves of a pair are in one segment, each number once.
void check_pairs(const XmlNode& segment, ExchangeProblems& problems) {
  std::vector<const XmlNode*> codes;
  const auto collect = [&](const auto& self, const XmlNode& parent) -> void {
    for (const XmlNode& child : parent.children) {
      if (!child.is_text()) codes.push_back(&child);
      self(self, child);
    }
  };
  collect(collect, segment);
  std::set<std::string, std::less<>> begun, ended;
  for (const XmlNode* code : codes) {
    const std::string number = code->value_or("i", "");
    if (code->name == "bpt") require_unique(problems, *code, begun, number);
    if (code->name == "ept") {
      if (!begun.contains(number)) refuse_unpaired(problems, *code, number);
      require_unique(problems, *code, ended, number);
    }
  }
  for (const XmlNode* code : codes)
    if (code->name == "bpt" && !ended.contains(code->value_or("i", "")))
      refuse_unpaired(problems, *code, code->value_or("i", ""));
}

Result<std::vector<ExchangeProblem>> check(std::string_view bytes, const ExchangeLimits& limits) {
  TRY_ASSIGN(const XmlNode root, tmx_root(bytes, limits));
  static const Grammar grammar(rules, {}, "tmx");
  ExchangeProblems problems;
  grammar.check(root, root.space, problems);
  if (const XmlNode* header = root.child("header"))
    if (const std::string language = header->value_or("srclang", "*all*");
        language != "*all*" && !is_of_type(language, "language"))
      refuse_value(problems, *header, "srclang", language, "*all*, BCP 47");
  std::set<std::string, std::less<>> ids;
  if (const XmlNode* body = root.child("body")) {
    for (const XmlNode& unit : body->children) {
      if (unit.name != "tu") continue;
      if (const std::string* id = unit.find("tuid")) require_unique(problems, unit, ids, *id);
      for (const XmlNode& variant : unit.children) {
        if (variant.name != "tuv") continue;
        if (language_attribute(variant) == nullptr) refuse_missing(problems, variant, "xml:lang");
        if (const XmlNode* segment = variant.child("seg")) check_pairs(*segment, problems);
      }
    }
  }
  sort_by_line(problems);
  return problems;
}

}  // namespace

extern const ExchangeFormat exchange_tmx;
const ExchangeFormat exchange_tmx{
    .id = "tmx",
    .media_type = "application/x-tmx+xml",
    .extensions = extensions,
    .doc = {.summary = "TMX 1.1 to 1.4, translation memories of any tool.",
            .details =
                "Reads any number of languages, inline codes with what they stand for, notes, properties, dates; "
                "UTF-8 and UTF-16. Writes 1.4. States, limits and suggestions are left out with notes. The check "
                "holds a file to the grammar of 1.4. May be called from any thread.",
            .source = "https://www.gala-global.org/tmx-14b",
            .examples = examples},
    .keeps = keeps,
    .versions = versions,
    .read = read,
    .write = write,
    .check = check};

}  // namespace integrart
