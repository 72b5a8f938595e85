// What XLIFF 1.2 asks of a document: its grammar (transitional schema) and the rules of its prose.

#include <algorithm>

#include "formats/exchange/shared/problems.h"
#include "formats/exchange/xliff/xliff.h"

namespace integrart::xliff {

namespace {

using Ids = std::set<std::string, std::less<>>;

#define YES_NO "yes|no"
#define STATES                                                                                                  \
  "final|needs-adaptation|needs-l10n|needs-review-adaptation|needs-review-l10n|needs-review-translation|needs-" \
  "translation|new|signed-off|translated|x-"
#define QUALIFIERS                                                                                             \
  "exact-match|fuzzy-match|id-match|leveraged-glossary|leveraged-inherited|leveraged-mt|leveraged-repository|" \
  "leveraged-tm|mt-suggestion|rejected-grammar|rejected-inaccurate|rejected-length|rejected-spelling|tm-suggestion|x-"
#define SIZE_UNITS "byte|char|col|cm|dlgunit|em|ex|glyph|in|mm|percent|pixel|point|row|x-"
#define SHARED_BY_UNITS                                                                                          \
  " datatype=any phase-name=any restype=any resname=any extradata=any help-id=any menu=any menu-option=any "     \
  "menu-name=any coord=any font=any css-style=any style=any exstyle=any extype=any maxbytes=integer "            \
  "minbytes=integer maxheight=integer minheight=integer maxwidth=integer minwidth=integer size-unit=" SIZE_UNITS \
  " charclass=any ts=any xml:space=default|preserve reformat=any"
#define INLINE "text g|x|bx|ex|bpt|ept|ph|it|mrk|other*"
#define CODE " id!=any xid=any equiv-text=any ctype=any ts=any other"

constexpr ElementRule rules[] = {
    {"", "xliff", "version!=1.0|1.1|1.2 xml:lang=any other", "file+ other*"},
    {"", "file",
     "original!=any source-language!=language datatype!=any tool=any tool-id=any date=any xml:space=default|preserve"
     " ts=any category=any target-language=language product-name=any product-version=any build-num=any other",
     "header? body"},
    {"", "header", "", "skl? phase-group? glossary|reference|count-group|prop-group|note|tool|other*"},
    {"", "skl", "", "any"},
    {"", "phase-group", "", "phase+"},
    {"", "phase",
     "phase-name!=any process-name!=any company-name=any tool=any tool-id=any date=any job-id=any"
     " contact-name=any contact-email=any contact-phone=any",
     "note*"},
    {"", "glossary", "", "any"},
    {"", "reference", "", "any"},
    {"", "count-group", "name!=any", "any"},
    {"", "prop-group", "name=any", "any"},
    {"", "tool", "tool-id!=any tool-name!=any tool-version=any tool-company=any other", "any"},
    {"", "note", "xml:lang=language from=any priority=1|2|3|4|5|6|7|8|9|10 annotates=source|target|general", "text"},
    {"", "body", "", "group|trans-unit|bin-unit*"},
    {"", "group", "id=any translate=" YES_NO " merged-trans=" YES_NO " other" SHARED_BY_UNITS,
     "context-group|count-group|prop-group|note|other|group|trans-unit|bin-unit*"},
    {"", "trans-unit", "id!=any approved=" YES_NO " translate=" YES_NO " other" SHARED_BY_UNITS,
     "source seg-source? target? context-group|count-group|prop-group|note|alt-trans|other*"},
    {"", "bin-unit", "id!=any mime-type!=any approved=" YES_NO " translate=" YES_NO " other" SHARED_BY_UNITS, "any"},
    {"", "context-group", "crc=any name=any purpose=any", "context+"},
    {"", "context", "context-type!=any match-mandatory=" YES_NO " crc=any", "text"},
    {"", "source", "xml:lang=language ts=any other", INLINE},
    {"", "seg-source", "xml:lang=language ts=any other", INLINE},
    {"", "target",
     "state=" STATES " state-qualifier=" QUALIFIERS " xml:lang=language equiv-trans=" YES_NO
     " phase-name=any coord=any font=any css-style=any style=any exstyle=any"
     " restype=any resname=any ts=any other",
     INLINE},
    {"", "alt-trans",
     "mid=any match-quality=any tool=any tool-id=any crc=any xml:lang=language origin=any"
     " alttranstype=proposal|previous-version|rejected|reference|accepted|x- other" SHARED_BY_UNITS,
     "source? seg-source? target+ context-group|prop-group|note|other*"},
    {"", "g", "clone=" YES_NO CODE, INLINE},
    {"", "x", "clone=" YES_NO CODE, ""},
    {"", "bx", "rid=any clone=" YES_NO CODE, ""},
    {"", "ex", "rid=any" CODE, ""},
    {"", "bpt", "rid=any crc=any" CODE, "text sub*"},
    {"", "ept", "rid=any crc=any" CODE, "text sub*"},
    {"", "ph", "assoc=preceding|following|both crc=any" CODE, "text sub*"},
    {"", "it", "pos!=open|close rid=any crc=any" CODE, "text sub*"},
    {"", "sub", "datatype=any ctype=any xid=any", INLINE},
    {"", "mrk", "mtype!=any mid=any comment=any ts=any other", INLINE},
};

#undef YES_NO
#undef STATES
#undef QUALIFIERS
#undef SIZE_UNITS
#undef SHARED_BY_UNITS
#undef INLINE
#undef CODE

const Grammar& grammar_1_2() {
  static const Grammar grammar(rules, {}, "xliff12");
  return grammar;
}

void codes_below(const XmlNode& text, std::vector<const XmlNode*>& codes) {
  for (const XmlNode& child : text.children) {
    if (child.is_text() || child.space != text.space) continue;
    codes.push_back(&child);
    codes_below(child, codes);
  }
}

class DocumentCheck {
 public:
  DocumentCheck(const XmlNode& root, ExchangeProblems& problems) : m_root(root), m_problems(problems) {}

  void run() {
    for (const XmlNode& file : m_root.children) {
      if (!file.is(m_root.space, "file")) continue;
      m_units.clear();
      m_groups.clear();
      m_phases.clear();
      m_file = &file;
      if (const XmlNode* header = file.child("header"))
        if (const XmlNode* phases = header->child("phase-group"))
          for (const XmlNode& phase : phases->children)
            if (!phase.is_text()) require_unique(m_problems, phase, m_phases, phase.value_or("phase-name", ""));
      if (const XmlNode* body = file.child("body")) container(*body);
    }
  }

 private:
  void container(const XmlNode& parent) {
    for (const XmlNode& child : parent.children) {
      if (child.is_text() || child.space != m_root.space) continue;
      phase(child);
      if (child.name == "group") {
        if (const std::string* id = child.find("id")) require_unique(m_problems, child, m_groups, *id);
        container(child);
      } else if (child.name == "trans-unit" || child.name == "bin-unit") {
        if (const std::string* id = child.find("id")) require_unique(m_problems, child, m_units, *id);
        if (child.name == "trans-unit") unit(child);
      }
    }
  }

  void phase(const XmlNode& element) {
    const std::string* name = element.find("phase-name");
    if (name != nullptr && !m_phases.contains(*name)) refuse_reference(m_problems, element, "phase-name", *name);
  }

  void unit(const XmlNode& unit) {
    const XmlNode* source = unit.child("source");
    const XmlNode* target = unit.child("target");
    if (source != nullptr) text(*source, m_file->value_or("source-language", ""));
    if (target != nullptr) {
      phase(*target);
      text(*target, m_file->value_or("target-language", ""));
      if (m_file->find("target-language") == nullptr && target->find("lang", xml_space) == nullptr)
        refuse_missing(m_problems, *m_file, "target-language");
    }
    if (source != nullptr && target != nullptr) kept_codes(*source, *target);
    for (const std::string_view kind : {"width", "height", "bytes"}) {
      const std::string most = unit.value_or("max" + std::string(kind), "");
      const std::string least = unit.value_or("min" + std::string(kind), "");
      if (!most.empty() && !least.empty() && std::atoll(most.c_str()) < std::atoll(least.c_str()))
        refuse_value(m_problems, unit, "max" + std::string(kind), most, ">= " + least);
    }
  }

  void text(const XmlNode& text, const std::string& language) {
    const std::string* own = text.find("lang", xml_space);
    if (own != nullptr && !language.empty() && *own != language) refuse_language(m_problems, text, *own, language);
    std::vector<const XmlNode*> codes;
    codes_below(text, codes);
    Ids known;
    std::map<std::string, std::pair<int, int>, std::less<>> pairs;
    for (const XmlNode* code : codes) {
      const bool begin = code->name == "bx" || code->name == "bpt";
      const bool end = code->name == "ex" || code->name == "ept";
      const std::string id = code->value_or("id", "");
      const std::string pair = code->value_or("rid", id);
      if (begin) ++pairs[pair].first;
      if (end && ++pairs[pair].second > pairs[pair].first) refuse_unpaired(m_problems, *code, pair);
      // The two halves of a pair may share their id; all others have one each.
      if (!id.empty() && code->name != "sub" && code->name != "mrk")
        require_unique(m_problems, *code, known, (end ? "/" : "") + id);
    }
    for (const XmlNode* code : codes)
      if (const std::string pair = code->value_or("rid", code->value_or("id", ""));
          (code->name == "bx" || code->name == "bpt") && pairs[pair].second < pairs[pair].first)
        refuse_unpaired(m_problems, *code, pair);
  }

  /// A code of a translation comes from its source, unless it is a clone.
  void kept_codes(const XmlNode& source, const XmlNode& target) {
    std::vector<const XmlNode*> from, to;
    codes_below(source, from);
    codes_below(target, to);
    for (const XmlNode* code : to) {
      const std::string* id = code->find("id");
      if (id == nullptr || code->name == "mrk" || code->name == "sub") continue;
      const bool same_id =
          std::ranges::any_of(from, [&](const XmlNode* other) { return other->value_or("id", "") == *id; });
      const bool same_kind = std::ranges::any_of(
          from, [&](const XmlNode* other) { return other->value_or("id", "") == *id && other->name == code->name; });
      if (same_id && !same_kind) refuse_duplicate(m_problems, *code, *id);
    }
  }

  const XmlNode& m_root;
  ExchangeProblems& m_problems;
  const XmlNode* m_file = nullptr;
  Ids m_units, m_groups, m_phases;
};

}  // namespace

ExchangeProblems check_1_2(const XmlNode& root) {
  ExchangeProblems problems;
  grammar_1_2().check(root, root.space, problems);
  DocumentCheck(root, problems).run();
  sort_by_line(problems);
  return problems;
}

}  // namespace integrart::xliff
