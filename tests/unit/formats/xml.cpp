#include "formats/xml/xml.h"

#include <catch2/catch.hpp>

using namespace integrart;

namespace {

std::string error_of(std::string_view text, const XmlLimits& limits = {}) {
  const auto parsed = parse_xml(text, limits);
  return parsed ? "" : parsed.error().what.id;
}

}  // namespace

TEST_CASE("an XML tree has names with namespaces, texts and lines") {
  const auto root = parse_xml(
      "<?xml version='1.0'?>\n<!-- c -->\n<a xmlns='urn:x' xmlns:y='urn:y' y:k='1' k='2'>\n "
      "<y:b/>t&#x41;<![CDATA[<&]]>u"
      "<c xmlns=''>&lt;</c></a>\n");
  REQUIRE(root);
  CHECK(root->is("urn:x", "a"));
  CHECK(root->line == 3);
  CHECK(*root->find("k", "urn:y") == "1");
  CHECK(*root->find("k") == "2");
  REQUIRE(root->children.size() == 4);
  CHECK(root->children[1].is("urn:y", "b"));
  CHECK(root->children[1].line == 4);
  CHECK(root->children[2].text == "tA<&u");
  CHECK(root->children[3].is("", "c"));
  CHECK(root->all_text() == "\n tA<&u<");
}

TEST_CASE("XML that is dangerous or no XML is refused with its line") {
  CHECK(error_of("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>") == "xml.doctype_refused");
  CHECK(error_of("<!DOCTYPE a SYSTEM \"http://example.org/[a>.dtd\"><a/>") == "xml.doctype_refused");
  XmlLimits lenient;
  lenient.doctype = true;
  CHECK(error_of("<!DOCTYPE a SYSTEM \"http://example.org/[a>.dtd\"><a/>", lenient).empty());
  CHECK(error_of("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", lenient) == "xml.doctype_refused");
  CHECK(error_of("<!DOCTYPE a", lenient) == "xml.doctype_refused");
  CHECK(error_of("<a><!DOCTYPE b></a>") == "xml.doctype_refused");
  CHECK(error_of("<a>&b;</a>") == "xml.unknown_entity");
  CHECK(error_of("<a b='&c;'/>") == "xml.unknown_entity");
  CHECK(error_of("<a>&#0;</a>") == "xml.unknown_entity");
  CHECK(error_of("<a>&#xD800;</a>") == "xml.unknown_entity");
  CHECK(error_of("<a><b></a></b>") == "xml.malformed");
  CHECK(error_of("<a b='1' b='2'/>") == "xml.malformed");
  CHECK(error_of("<a b='1'c='2'/>") == "xml.malformed");
  CHECK(error_of("<a b=1/>") == "xml.malformed");
  CHECK(error_of("<a b='<'/>") == "xml.malformed");
  CHECK(error_of("<a/><b/>") == "xml.malformed");
  CHECK(error_of("<a>\x01</a>") == "xml.malformed");
  CHECK(error_of("<a>\xFF</a>") == "xml.malformed");
  CHECK(error_of("<p:a/>") == "xml.unknown_prefix");
  CHECK(error_of("<1a/>") == "xml.malformed");
  CHECK(error_of("") == "xml.no_element");
  const auto late = parse_xml("<a>\n\n<b></c></a>");
  REQUIRE_FALSE(late);
  CHECK(std::get<std::int64_t>(late.error().what.arguments[0].second) == 3);
}

TEST_CASE("XML is bounded") {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  CHECK(error_of(deep) == "xml.too_deep");
  std::string wide = "<a";
  for (int i = 0; i < 300; ++i) wide += " b" + std::to_string(i) + "=''";
  CHECK(error_of(wide + "/>") == "xml.too_many_attributes");
  XmlLimits small;
  small.nodes = 3;
  CHECK(error_of("<a><b/><b/><b/></a>", small) == "xml.too_many_nodes");
  small.bytes = 3;
  CHECK(error_of("<abc/>", small) == "xml.too_large");
}

TEST_CASE("what XmlWriter writes reads the same") {
  const std::string hostile = "a<b>&\"'\n\t]]> \r end\x02";
  const std::string written =
      XmlWriter().open("a", {{"k", hostile}, {"", "left out"}}).leaf("b", hostile).open("c").empty("d").finish();
  const auto root = parse_xml(written);
  REQUIRE(root);
  const std::string expected = hostile.substr(0, hostile.size() - 1);
  CHECK(*root->find("k") == expected);
  CHECK(root->child("b")->all_text() == expected);
  CHECK(root->child("c")->child("d") != nullptr);
}

TEST_CASE("XML bytes are decoded by mark or declaration") {
  using std::string_literals::operator""s;
  CHECK(decode_xml("\xEF\xBB\xBF<a/>").value() == "<a/>");
  CHECK(decode_xml("\xFF\xFE<\0a\0/\0>\0"s).value() == "<a/>");
  CHECK(decode_xml("\xFE\xFF\0<\0a\0/\0>"s).value() == "<a/>");
  CHECK(decode_xml("<?xml version='1.0' encoding='windows-1251'?><a>\xEF</a>").value().ends_with("<a>п</a>"));
  CHECK_FALSE(decode_xml("<a>\xFF</a>"));
}
