#include "formats/pack/book/page_frame.h"

#include "formats/pack/shared/languages.h"
#include "pipeline/base/message.h"

namespace integrart::book {

void open_page(XmlWriter& xml, std::string_view language, std::string_view title, std::string_view up,
               PageMarkup markup) {
  const bool in_book = markup == PageMarkup::xhtml;
  xml.open("html", in_language(language, {{"xmlns", "http://www.w3.org/1999/xhtml"},
                                          {in_book ? "xmlns:epub" : "", "http://www.idpf.org/2007/ops"}}));
  xml.open("head");
  if (!in_book) xml.empty("meta", {{"charset", "utf-8"}});
  xml.leaf("title", title);
  if (in_book) {
    xml.empty("link",
              {{"rel", "stylesheet"}, {"type", "text/css"}, {"href", std::string(up).append("styles/book.css")}});
  }
  xml.close();
  xml.open("body").open("main");
  // A platform takes what is in <body>, without elements of HTML 5: the language must be said inside once more.
  if (!in_book) xml.open("div", language_attributes(language));
}

void label(XmlWriter& xml, std::string_view element, std::string_view message, std::string_view language,
           XmlWriter::Attributes attributes) {
  xml.leaf(element, render({std::string(message), {}}, language), in_language(language, std::move(attributes)));
}

}  // namespace integrart::book
