// Every rule of XLIFF has a document that breaks it and nothing else, and one that keeps it.

#include <catch2/catch.hpp>

#include "formats/tables.h"
#include "pipeline/base/catalogue.h"

using namespace integrart;

namespace {

struct RuleCase {
  std::string_view name;
  std::string body;  // of the unit, or a whole file where it begins with "<xliff"
  bool valid = false;
};

std::string document_of(const std::string& body) {
  if (body.starts_with("<xliff")) return body;
  return "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.1' srcLang='en' trgLang='fr' "
         "xmlns:slr='urn:oasis:names:tc:xliff:sizerestriction:2.0' xmlns:mtc='urn:oasis:names:tc:xliff:matches:2.0' "
         "xmlns:gls='urn:oasis:names:tc:xliff:glossary:2.0' xmlns:mda='urn:oasis:names:tc:xliff:metadata:2.0' "
         "xmlns:val='urn:oasis:names:tc:xliff:validation:2.0' xmlns:fs='urn:oasis:names:tc:xliff:fs:2.0' "
         "xmlns:my='urn:my'>"
         "<file id='f1'><unit id='u1'>" +
         body + "</unit></file></xliff>";
}

std::string source(const std::string& text) {
  return "<segment><source>" + text + "</source></segment>";
}
std::string both(const std::string& from, const std::string& to) {
  return "<segment><source>" + from + "</source><target>" + to + "</target></segment>";
}

std::string in_file(const std::string& head, const std::string& attributes = "srcLang='en' trgLang='fr'") {
  return "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.0' " + attributes + ">" + head + "</xliff>";
}

constexpr std::string_view unit = "<unit id='u1'><segment><source>a</source></segment></unit>";

std::vector<RuleCase> rules_of_xliff_2() {
  const std::string u(unit);
  return {
      {"plain", source("a"), true},
      {"pair in one element", source("<pc id='1'>a</pc>"), true},
      {"milestones", source("<sc id='1'/>a<ec startRef='1'/>"), true},
      {"pair over segments", source("<sc id='1'/>a") + source("b<ec startRef='1'/>"), true},
      {"start without end", source("<sc id='1'/>a")},
      {"isolated start", source("<sc id='1' isolated='yes'/>a"), true},
      {"isolated start that has an end", source("<sc id='1' isolated='yes'/>a<ec startRef='1'/>")},
      {"end without start", source("a<ec startRef='1'/>")},
      {"end before start", source("<ec startRef='1'/>a<sc id='1'/>")},
      {"end without reference", source("<sc id='1'/>a<ec/>")},
      {"isolated end without id", source("a<ec isolated='yes'/>")},
      {"isolated end with reference", source("<sc id='1'/>a<ec isolated='yes' id='2' startRef='1'/>")},
      {"halves with other rights", source("<sc id='1' canCopy='no'/>a<ec startRef='1'/>")},
      {"halves with equal rights", source("<sc id='1' canCopy='no'/>a<ec startRef='1' canCopy='no'/>"), true},
      {"code without id", source("<ph/>")},
      {"id twice", source("<ph id='1'/><ph id='1'/>")},
      {"id of code and segment", "<segment id='1'><source><ph id='1'/></source></segment>"},
      {"id is no NMTOKEN", source("<ph id='a b'/>")},
      {"annotation", source("<mrk id='m1' type='term'>a</mrk>"), true},
      {"annotation of unknown type", source("<mrk id='m1' type='word'>a</mrk>")},
      {"annotation of own type", source("<mrk id='m1' type='my:word'>a</mrk>"), true},
      {"annotation milestone without end", source("<sm id='m1'/>a")},
      {"annotation milestones", source("<sm id='m1'/>a<em startRef='m1'/>"), true},
      {"annotation end first", source("<em startRef='m1'/>a<sm id='m1'/>")},
      {"comment with nothing", source("<mrk id='m1' type='comment'>a</mrk>")},
      {"comment with both",
       "<notes><note id='n1'>x</note></notes>" + source("<mrk id='m1' type='comment' value='v' ref='#n=n1'>a</mrk>")},
      {"comment by note",
       "<notes><note id='n1'>x</note></notes>" + source("<mrk id='m1' type='comment' ref='#n=n1'>a</mrk>"), true},
      {"comment by absent note",
       "<notes><note id='n1'>x</note></notes>" + source("<mrk id='m1' type='comment' ref='#n=n2'>a</mrk>")},
      {"reference with unknown prefix", source("<mrk id='m1' type='term' ref='#zz=1'>a</mrk>")},
      {"reference in wrong order", source("<mrk id='m1' type='term' ref='#u=u1/f=f1/m1'>a</mrk>")},
      {"reference with two leaves", source("<mrk id='m1' type='term' ref='#u=u1/n=1/d=2'>a</mrk>")},
      {"reference to a unit's code", source("<mrk id='m1' type='term' ref='#f=f1/u=u1/m1'>a</mrk>"), true},
      {"reference to another file", source("<mrk id='m1' type='term' ref='other.xlf#zz=1'>a</mrk>"), true},
      {"control character", source("<cp hex='0001'/>"), true},
      {"character that XML has", source("<cp hex='0041'/>")},
      {"odd digits", source("<cp hex='001'/>")},
      {"beyond Unicode", source("<cp hex='110000'/>")},
      {"data", "<originalData><data id='d1'>x</data></originalData>" + source("<ph id='1' dataRef='d1'/>"), true},
      {"data that is not there", source("<ph id='1' dataRef='d1'/>")},
      {"data id twice", "<originalData><data id='d1'>x</data><data id='d1'>y</data></originalData>" + source("a")},
      {"copy", source("<ph id='1'/><ph id='2' copyOf='1'/>"), true},
      {"copy of nothing", source("<ph id='2' copyOf='1'/>")},
      {"copy of what may not be copied", source("<ph id='1' canCopy='no'/><ph id='2' copyOf='1'/>")},
      {"copy with data", "<originalData><data id='d1'>x</data></originalData>" +
                             source("<ph id='1'/><ph id='2' copyOf='1' dataRef='d1'/>")},
      {"subtype without type", source("<ph id='1' subType='my:x'/>")},
      {"subtype of another type", source("<ph id='1' type='ui' subType='xlf:b'/>")},
      {"subtype", source("<ph id='1' type='fmt' subType='xlf:b'/>"), true},
      {"unknown type", source("<ph id='1' type='bold'/>")},
      {"must stay and does", both("<ph id='1' canDelete='no'/>a", "b<ph id='1' canDelete='no'/>"), true},
      {"must stay and is gone", both("<ph id='1' canDelete='no'/>a", "b")},
      {"other kind in the target", both("<ph id='1'/>a", "<pc id='1'>b</pc>")},
      {"sequence without first", source("<ph id='1' canReorder='no' canCopy='no' canDelete='no'/>")},
      {"sequence torn apart", both("<ph id='1' canReorder='firstNo' canCopy='no' canDelete='no'/><ph id='2' "
                                   "canReorder='no' canCopy='no' canDelete='no'/>",
                                   "<ph id='2' canReorder='no' canCopy='no' canDelete='no'/><ph id='1' "
                                   "canReorder='firstNo' canCopy='no' canDelete='no'/>")},
      {"fixed order that may be deleted", source("<ph id='1' canReorder='firstNo'/>")},
      {"state", "<segment state='reviewed'><source>a</source><target>b</target></segment>", true},
      {"unknown state", "<segment state='done'><source>a</source></segment>"},
      {"sub-state without state", "<segment subState='my:x'><source>a</source></segment>"},
      {"sub-state without prefix", "<segment state='initial' subState='x'><source>a</source></segment>"},
      {"target before source", "<segment><target>b</target><source>a</source></segment>"},
      {"no source", "<segment><target>b</target></segment>"},
      {"only ignorable", "<ignorable><source> </source></ignorable>"},
      {"target language differs", "<segment><source>a</source><target xml:lang='de'>b</target></segment>"},
      {"source language differs", "<segment><source xml:lang='de'>a</source></segment>"},
      {"white space differs", "<segment><source xml:space='preserve'>a</source><target>b</target></segment>"},
      {"order",
       "<segment><source>a</source><target order='2'>a</target></segment><segment><source>b</source><target "
       "order='1'>b</target></segment>",
       true},
      {"order beyond the end", "<segment><source>a</source><target order='3'>a</target></segment>" + source("b")},
      {"order twice", "<segment><source>a</source><target order='2'>a</target></segment>" + both("b", "b")},
      {"unknown attribute", "<segment translate='no'><source>a</source></segment>"},
      {"foreign attribute on a segment", "<segment my:x='1'><source>a</source></segment>"},
      {"foreign element in a segment", "<segment><source>a</source><my:x/></segment>"},
      {"foreign element in a unit", "<my:x/>" + source("a"), true},
      {"text in a unit", "words" + source("a")},
      {"notes without note", "<notes/>" + source("a")},
      {"note id twice", "<notes><note id='1'>x</note><note id='1'>y</note></notes>" + source("a")},
      {"note priority", "<notes><note priority='11'>x</note></notes>" + source("a")},
      {"notes after segments", source("a") + "<notes><note>x</note></notes>"},
      {"sub-flow that is not there", source("<ph id='1' subFlows='u9'/>")},
      {"match",
       "<mtc:matches><mtc:match ref='#s1'><source>a</source><target>b</target></mtc:match></mtc:matches><segment "
       "id='s1'><source>a</source></segment>",
       true},
      {"match of nothing",
       "<mtc:matches><mtc:match ref='#s2'><source>a</source><target>b</target></mtc:match></mtc:matches><segment "
       "id='s1'><source>a</source></segment>"},
      {"match without ref",
       "<mtc:matches><mtc:match><source>a</source><target>b</target></mtc:match></mtc:matches>" + source("a")},
      {"match quality",
       "<mtc:matches><mtc:match ref='#s1' "
       "matchQuality='101'><source>a</source><target>b</target></mtc:match></mtc:matches><segment "
       "id='s1'><source>a</source></segment>"},
      {"glossary entry that explains nothing",
       "<gls:glossary><gls:glossEntry><gls:term>a</gls:term></gls:glossEntry></gls:glossary>" + source("a")},
      {"metadata without type",
       "<mda:metadata><mda:metaGroup><mda:meta>x</mda:meta></mda:metaGroup></mda:metadata>" + source("a")},
      {"rule with two conditions",
       "<val:validation><val:rule isPresent='a' startsWith='b'/></val:validation>" + source("a")},
      {"rule with occurs alone",
       "<val:validation><val:rule startsWith='a' occurs='2'/></val:validation>" + source("a")},
      {"style of style alone", source("<ph id='1' fs:subFs='href,x'/>")},
      {"size in words", source("<ph id='1' slr:sizeRestriction='many'/>")},
      {"size", source("<ph id='1' slr:sizeRestriction='1,*'/>"), true},
      {"no file", in_file("")},
      {"no version",
       "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' srcLang='en'><file id='f'>" + u + "</file></xliff>"},
      {"no source language", in_file("<file id='f'>" + u + "</file>", "")},
      {"no target language",
       in_file("<file id='f'><unit id='u'><segment><source>a</source><target>b</target></segment></unit></file>",
               "srcLang='en'")},
      {"file without id", in_file("<file>" + u + "</file>")},
      {"file id twice", in_file("<file id='f'>" + u + "</file><file id='f'>" + u + "</file>")},
      {"file without units", in_file("<file id='f'/>")},
      {"unit id twice", in_file("<file id='f'>" + u + "<group id='g'>" + u + "</group></file>")},
      {"group id twice", in_file("<file id='f'><group id='g'>" + u + "</group><group id='g'/></file>")},
      {"empty skeleton", in_file("<file id='f'><skeleton/>" + u + "</file>")},
      {"skeleton twice over", in_file("<file id='f'><skeleton href='x'>y</skeleton>" + u + "</file>")},
      {"skeleton elsewhere", in_file("<file id='f'><skeleton href='x'/>" + u + "</file>"), true},
      {"unit type without prefix",
       in_file("<file id='f'><unit id='u' type='x'><segment><source>a</source></segment></unit></file>")},
  };
}

std::string in_1_2(const std::string& unit_text, const std::string& attributes = "target-language='fr'") {
  return "<xliff xmlns='urn:oasis:names:tc:xliff:document:1.2' version='1.2'><file original='a' source-language='en' "
         "datatype='x' " +
         attributes + "><body>" + unit_text + "</body></file></xliff>";
}

std::vector<RuleCase> rules_of_xliff_1_2() {
  const std::string open = "<trans-unit id='1'>";
  const std::string close = "</trans-unit>";
  return {
      {"plain", in_1_2(open + "<source>a</source><target state='final'>b</target>" + close), true},
      {"own state", in_1_2(open + "<source>a</source><target state='x-done'>b</target>" + close), true},
      {"unknown state", in_1_2(open + "<source>a</source><target state='done'>b</target>" + close)},
      {"unit without id", in_1_2("<trans-unit><source>a</source></trans-unit>")},
      {"unit id twice", in_1_2(open + "<source>a</source>" + close + open + "<source>a</source>" + close)},
      {"no source", in_1_2(open + "<target>a</target>" + close)},
      {"target first", in_1_2(open + "<target>a</target><source>a</source>" + close)},
      {"no datatype",
       "<xliff xmlns='urn:oasis:names:tc:xliff:document:1.2' version='1.2'><file original='a' "
       "source-language='en'><body/></file></xliff>"},
      {"pair", in_1_2(open + "<source><bpt id='1'>x</bpt>a<ept id='1'>y</ept></source>" + close), true},
      {"half a pair", in_1_2(open + "<source><bx id='1'/>a</source>" + close)},
      {"end first", in_1_2(open + "<source><ex id='1'/>a<bx id='1'/></source>" + close)},
      {"code id twice", in_1_2(open + "<source><x id='1'/><x id='1'/></source>" + close)},
      {"other kind in the target",
       in_1_2(open + "<source><x id='1'/></source><target><g id='1'>a</g></target>" + close)},
      {"mark without type", in_1_2(open + "<source><mrk>a</mrk></source>" + close)},
      {"it without pos", in_1_2(open + "<source><it id='1'>a</it></source>" + close)},
      {"no target language", in_1_2(open + "<source>a</source><target>b</target>" + close, "")},
      {"language differs", in_1_2(open + "<source xml:lang='de'>a</source>" + close)},
      {"phase that is not there", in_1_2(open + "<source>a</source><target phase-name='p'>b</target>" + close)},
      {"limits the wrong way round",
       in_1_2("<trans-unit id='1' maxwidth='1' minwidth='2' size-unit='char'><source>a</source></trans-unit>")},
      {"suggestion without target",
       in_1_2(open + "<source>a</source><alt-trans><source>a</source></alt-trans>" + close)},
  };
}

void hold_to(const std::vector<RuleCase>& rules) {
  const ExchangeFormat& xliff = *find_by_id(exchange_formats(), "xliff");
  for (const RuleCase& rule : rules) {
    INFO(rule.name);
    const auto problems = xliff.check(document_of(rule.body), {});
    REQUIRE(problems);
    std::string found;
    for (const ExchangeProblem& problem : *problems) found += render(problem.message) + "\n";
    INFO(found);
    CHECK(problems->empty() == rule.valid);
    for (const ExchangeProblem& problem : *problems) {
      CHECK(problem.line > 0);
      CHECK_FALSE(problem.rule.empty());
    }
  }
}

}  // namespace

TEST_CASE("XLIFF 2 is held to its rules") {
  hold_to(rules_of_xliff_2());
}

TEST_CASE("XLIFF 1.2 is held to its rules") {
  hold_to(rules_of_xliff_1_2());
}

TEST_CASE("a limit in characters is read from both versions and written to both") {
  const ExchangeFormat& xliff = *find_by_id(exchange_formats(), "xliff");
  const auto old =
      xliff.read(in_1_2("<trans-unit id='1' maxwidth='42' size-unit='char'><source>a</source></trans-unit>"), {});
  REQUIRE(old);
  CHECK(old->value.units[0].most_characters == 42);
  const auto written = xliff.write(old->value, "2.1");
  REQUIRE(written);
  CHECK(written->value.find("slr:sizeRestriction=\"42\"") != std::string::npos);
  const auto again = xliff.read(written->value, {});
  REQUIRE(again);
  CHECK(again->value.units[0].most_characters == 42);
  const auto range = xliff.read(document_of("<segment><source>a</source></segment>"), {});
  REQUIRE(range);
  CHECK_FALSE(range->value.units[0].most_characters);
}

TEST_CASE("codes, annotations, segments and order of XLIFF 2 come back as they were") {
  const ExchangeFormat& xliff = *find_by_id(exchange_formats(), "xliff");
  const std::string text = document_of(
      "<originalData><data id='d1'>&lt;b></data><data id='d2'>&lt;/b></data></originalData>"
      "<segment id='s1' state='translated' subState='my:x'><source>A <sc id='1' dataRef='d1' canDelete='no'/>b <mrk "
      "id='m1' type='term' "
      "ref='http://example.org/'>c</mrk></source><target order='2'><sc id='1' dataRef='d1' "
      "canDelete='no'/>x</target></segment>"
      "<ignorable><source> </source></ignorable>"
      "<segment id='s2'><source>d<ec startRef='1' dataRef='d2' canDelete='no'/><cp hex='0007'/></source><target "
      "order='1'>y<ec startRef='1' "
      "dataRef='d2' canDelete='no'/></target></segment>");
  const auto first = xliff.read(text, {});
  REQUIRE(first);
  CHECK(plain_text(first->value.units[0].variants[0]) == "A b c d");
  CHECK(plain_text(first->value.units[0].variants[1]) == "yx");
  const auto written = xliff.write(first->value, "");
  REQUIRE(written);
  const auto second = xliff.read(written->value, {});
  REQUIRE(second);
  INFO(written->value);
  CHECK(second->value.units[0].variants == first->value.units[0].variants);
}
