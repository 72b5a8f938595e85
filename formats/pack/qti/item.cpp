#include <algorithm>
#include <set>

#include "formats/pack/qti/package.h"
#include "formats/pack/shared/languages.h"
#include "pipeline/base/text.h"

namespace integrart::qti {
namespace {

constexpr std::string_view blank = "____";

class ItemWriter {
 public:
  ItemWriter(const quiz::Item& item, Version version) : m_item(item), m_version(version) {}

  std::string write(const std::string& identifier, const std::string& instructions) {
    open("assessmentItem", {{"xmlns", m_version == Version::v21 ? "http://www.imsglobal.org/xsd/imsqti_v2p1"
                                                                : "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"},
                            {"identifier", identifier},
                            {"title", shortened(m_item.prompt, 80)},
                            {"adaptive", "false"},
                            {name("timeDependent"), "false"}});
    write_declarations();
    open("itemBody");
    m_xml.leaf("p", instructions);
    if (m_item.options.empty())
      write_text_entry();
    else
      write_choice();
    m_xml.close();
    write_processing();
    return m_xml.finish();
  }

 private:
  /// "baseType" is "base-type" in version 3.
  std::string name(std::string_view camel) const {
    if (m_version == Version::v21) return std::string(camel);
    std::string kebab;
    for (const char c : camel) {
      if (c >= 'A' && c <= 'Z') {
        kebab += '-';
        kebab += static_cast<char>(c - 'A' + 'a');
      } else {
        kebab += c;
      }
    }
    return kebab;
  }
  std::string element(std::string_view camel) const {
    return m_version == Version::v21 ? std::string(camel) : "qti-" + name(camel);
  }
  void open(std::string_view camel, const XmlWriter::Attributes& attributes = {}, bool inline_content = false) {
    m_xml.open(element(camel), attributes, inline_content);
  }

  void write_declarations() {
    const bool is_choice = !m_item.options.empty();
    open("responseDeclaration", {{"identifier", "RESPONSE"},
                                 {"cardinality", m_item.kind == quiz::Kind::some_of ? "multiple" : "single"},
                                 {name("baseType"), is_choice ? "identifier" : "string"}});
    if (m_item.kind != quiz::Kind::free) {
      open("correctResponse");
      if (is_choice)
        for (const std::size_t index : m_item.correct) m_xml.leaf(element("value"), option(index));
      else
        m_xml.leaf(element("value"), m_item.accepted.front());
      m_xml.close();
    }
    if (m_item.kind == quiz::Kind::written) write_mapping();
    m_xml.close();
    open("outcomeDeclaration", {{"identifier", "SCORE"}, {"cardinality", "single"}, {name("baseType"), "float"}});
    open("defaultValue");
    m_xml.leaf(element("value"), "0").close().close();
  }

  /// Any of the accepted answers, in capitals or not.
  void write_mapping() {
    open("mapping", {{name("defaultValue"), "0"}});
    std::set<std::string> known;
    for (const std::string& answer : m_item.accepted) {
      if (!known.insert(case_folded(answer)).second) continue;
      m_xml.empty(element("mapEntry"),
                  {{name("mapKey"), answer}, {name("mappedValue"), "1"}, {name("caseSensitive"), "false"}});
    }
    m_xml.close();
  }

  void write_choice() {
    const std::string most = m_item.kind == quiz::Kind::one_of ? "1" : "0";
    open("choiceInteraction",
         {{name("responseIdentifier"), "RESPONSE"}, {"shuffle", "false"}, {name("maxChoices"), most}});
    m_xml.leaf(element("prompt"), m_item.prompt, language());
    for (std::size_t i = 0; i < m_item.options.size(); ++i)
      m_xml.leaf(element("simpleChoice"), m_item.options[i], {{"identifier", option(i)}});
    m_xml.close();
  }

  void write_text_entry() {
    if (m_item.kind == quiz::Kind::free) {
      open("extendedTextInteraction", {{name("responseIdentifier"), "RESPONSE"}});
      m_xml.leaf(element("prompt"), m_item.prompt, language()).close();
      return;
    }
    const std::string prompt = quiz::prompt_with_tip(m_item);
    const std::size_t gap = m_item.gap.value_or(prompt.find(blank));
    m_xml.open("p", language(), true).text(prompt.substr(0, gap));
    m_xml.empty(element("textEntryInteraction"), {{name("responseIdentifier"), "RESPONSE"}});
    if (gap != std::string::npos) m_xml.text(prompt.substr(gap + blank.size()));
    m_xml.close();
  }

  void write_processing() {
    if (m_item.kind == quiz::Kind::free) return;
    const std::string place = m_version == Version::v21 ? "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"
                                                        : "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/";
    const std::string_view rule = m_item.kind == quiz::Kind::written ? "map_response" : "match_correct";
    m_xml.empty(element("responseProcessing"), {{"template", place + std::string(rule)}});
  }

  XmlWriter::Attributes language() const {
    const XmlWriter::Attributes all = language_attributes(m_item.prompt_language);
    if (all.empty()) return {};
    return {all.front()};  // xml:lang is the one that both versions know
  }
  static std::string option(std::size_t index) { return "option" + std::to_string(index + 1); }

  const quiz::Item& m_item;
  Version m_version;
  XmlWriter m_xml;
};

}  // namespace

std::string item_document(const quiz::Item& item, const std::string& identifier, const std::string& instructions,
                          Version version) {
  return ItemWriter(item, version).write(identifier, instructions);
}

}  // namespace integrart::qti
