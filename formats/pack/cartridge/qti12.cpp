#include "formats/pack/cartridge/qti12.h"

#include <algorithm>

#include "formats/pack/cartridge/importers.h"
#include "formats/pack/shared/languages.h"
#include "formats/xml/xml.h"
#include "pipeline/base/text.h"

namespace integrart::cartridge {
namespace {

constexpr std::size_t longest_title = 200;  // characters

std::string profile_of(quiz::Kind kind) {
  switch (kind) {
    case quiz::Kind::one_of:
      return "cc.multiple_choice.v0p1";
    case quiz::Kind::some_of:
      return "cc.multiple_response.v0p1";
    case quiz::Kind::written:
      return "cc.fib.v0p1";
    case quiz::Kind::free:
      return "cc.essay.v0p1";
  }
  return "cc.essay.v0p1";
}

class Assessment {
 public:
  explicit Assessment(const quiz::Quiz& quiz) : m_quiz(quiz) {}

  std::string write(const std::string& ident) {
    m_xml.open("questestinterop", {{"xmlns", "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}});
    m_xml.open("assessment", {{"ident", ident}, {"title", title(m_quiz.title, longest_title)}});
    m_xml.open("qtimetadata");
    field("cc_profile", "cc.exam.v0p1");
    field("qmd_assessmenttype", "Examination");
    m_xml.close().open("section", {{"ident", "root_section"}});
    for (const quiz::Item& item : m_quiz.items) write_item(item);
    return m_xml.finish();
  }

 private:
  void field(std::string_view label, std::string_view entry) {
    m_xml.open("qtimetadatafield").leaf("fieldlabel", label).leaf("fieldentry", entry).close();
  }

  static std::string title(const std::string& text, std::size_t most) {
    return text_for_importers(shortened(text, most));
  }
  static std::string words(const std::string& text) { return html_escaped(text_for_importers(text)); }

  void material(const std::string& text, std::string_view type) {
    m_xml.open("material").leaf("mattext", text, {{"texttype", std::string(type)}}).close();
  }
  void page(const std::string& html) { material(ascii_html(html), "text/html"); }

  void write_item(const quiz::Item& item) {
    m_xml.open("item", {{"ident", item.id}, {"title", title(item.prompt, 80)}});
    m_xml.open("itemmetadata").open("qtimetadata");
    field("cc_profile", profile_of(item.kind));
    m_xml.close().close();
    m_xml.open("presentation");
    std::string attributes;
    for (const auto& [name, value] : language_attributes(item.prompt_language))
      if (name != "xml:lang") attributes += " " + name + "=\"" + html_escaped(value) + "\"";
    page("<p>" + words(m_quiz.instructions) + "</p><p" + attributes + ">" + words(quiz::prompt_with_tip(item)) +
         "</p>");
    write_response(item);
    m_xml.close();
    if (item.kind != quiz::Kind::free) write_processing(item);
    if (!item.explanation.empty()) {
      m_xml.open("itemfeedback", {{"ident", "general_fb"}}).open("flow_mat");
      page("<p>" + words(item.explanation) + "</p>");
      m_xml.close().close();
    }
    m_xml.close();
  }

  void write_response(const quiz::Item& item) {
    if (item.options.empty()) {
      m_xml.open("response_str", {{"ident", "response"}, {"rcardinality", "Single"}});
      m_xml.empty("render_fib").close();
      return;
    }
    const std::string cardinality = item.kind == quiz::Kind::one_of ? "Single" : "Multiple";
    m_xml.open("response_lid", {{"ident", "response"}, {"rcardinality", cardinality}}).open("render_choice");
    for (std::size_t i = 0; i < item.options.size(); ++i) {
      m_xml.open("response_label", {{"ident", "option" + std::to_string(i + 1)}});
      material(text_for_importers(item.options[i]), "text/plain");
      m_xml.close();
    }
    m_xml.close().close();
  }

  void write_processing(const quiz::Item& item) {
    m_xml.open("resprocessing").open("outcomes");
    m_xml.empty("decvar", {{"maxvalue", "100"}, {"minvalue", "0"}, {"varname", "SCORE"}, {"vartype", "Decimal"}});
    m_xml.close();
    if (!item.explanation.empty()) {
      m_xml.open("respcondition", {{"continue", "Yes"}}).open("conditionvar").empty("other").close();
      m_xml.empty("displayfeedback", {{"feedbacktype", "Response"}, {"linkrefid", "general_fb"}}).close();
    }
    m_xml.open("respcondition", {{"continue", "No"}}).open("conditionvar");
    write_condition(item);
    m_xml.close().leaf("setvar", "100", {{"action", "Set"}, {"varname", "SCORE"}}).close().close();
  }

  void write_condition(const quiz::Item& item) {
    if (item.kind == quiz::Kind::written) {
      for (const std::string& answer : item.accepted) {
        const auto accept = [&](const std::string& text) {
          m_xml.leaf("varequal", text, {{"respident", "response"}, {"case", "No"}});
        };
        accept(answer);
        // For importers that decode it; for others nobody types this.
        if (const std::string for_importers = answer_for_importers(answer); for_importers != answer)
          accept(for_importers);
      }
      return;
    }
    const auto option = [](std::size_t index) { return "option" + std::to_string(index + 1); };
    if (item.kind == quiz::Kind::one_of) {
      m_xml.leaf("varequal", option(item.correct.front()), {{"respident", "response"}});
      return;
    }
    m_xml.open("and");
    for (std::size_t i = 0; i < item.options.size(); ++i) {
      const bool is_correct = std::ranges::find(item.correct, i) != item.correct.end();
      if (!is_correct) m_xml.open("not");
      // Moodle counts only those among the right ones that say "case".
      m_xml.leaf("varequal", option(i), {{"respident", "response"}, {"case", "Yes"}});
      if (!is_correct) m_xml.close();
    }
    m_xml.close();
  }

  const quiz::Quiz& m_quiz;
  XmlWriter m_xml;
};

}  // namespace

std::string assessment(const quiz::Quiz& quiz, const std::string& ident) {
  return Assessment(quiz).write(ident);
}

}  // namespace integrart::cartridge
