#include "formats/pack/shared/credits_page.h"

#include "formats/metadata/licence.h"
#include "formats/pack/shared/languages.h"
#include "formats/xml/xml.h"
#include "pipeline/base/message.h"

namespace integrart {
namespace {

void write_licence(XmlWriter& xml, const std::string& licence, const std::string& labels) {
  const LicenceTerms terms = licence_terms(licence);
  xml.open("p", {}, true).text(render({"web.licence", {}}, labels)).text(": ");
  if (terms.url.empty())
    xml.leaf("bdi", licence);
  else
    xml.leaf("a", licence, {{"href", terms.url}});
  xml.close();
  if (terms.non_commercial) xml.leaf("p", render({"book.no_commerce", {}}, labels));
  if (terms.no_derivatives) xml.leaf("p", render({"book.no_changes", {}}, labels));
  if (terms.share_alike) xml.leaf("p", render({"book.same_licence", {}}, labels));
}

void write_work(XmlWriter& xml, const PackWork& work, const PackManifest& manifest, const std::string& labels) {
  const TaggedText title = best_text(work.title, page_language(work, manifest));
  xml.open("section");
  xml.leaf("h2", title.text, language_attributes(title.language));
  xml.open("ul");
  for (const Creator& creator : work.creators) {
    xml.open("li", {}, true).leaf("bdi", creator.name);
    if (!creator.role.empty()) xml.text(" (").leaf("bdi", creator.role).text(")");
    xml.close();
  }
  if (work.creators.empty()) xml.leaf("li", "–");
  xml.close();
  write_licence(xml, work.licence, labels);
  xml.close();
}

}  // namespace

std::string credits_page(const PackManifest& manifest, std::string_view style, PageMarkup markup) {
  const std::string language = main_language(manifest);
  const std::string labels = label_language(language, manifest);
  XmlWriter xml;
  xml.open("html", in_language(labels, {{"xmlns", "http://www.w3.org/1999/xhtml"}}));
  xml.open("head");
  if (markup == PageMarkup::html) xml.empty("meta", {{"charset", "utf-8"}});
  if (markup == PageMarkup::html)
    xml.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  xml.leaf("title", render({"book.credits", {}}, labels));
  if (!style.empty()) xml.empty("link", {{"rel", "stylesheet"}, {"type", "text/css"}, {"href", std::string(style)}});
  xml.close().open("body").open("main");
  // A platform takes what is in <body>, without <main>: the language must be said inside once more.
  if (markup == PageMarkup::html) xml.open("div", language_attributes(labels));
  xml.leaf("h1", render({"book.credits", {}}, labels));
  const TaggedText title = best_text(manifest.title, language);
  xml.leaf("p", title.text, language_attributes(title.language));
  if (!manifest.licence.empty()) write_licence(xml, manifest.licence, labels);
  for (const PackWork& work : manifest.works) write_work(xml, work, manifest, labels);
  xml.leaf("p", manifest.tool_version);
  std::string page = xml.finish();
  return markup == PageMarkup::html ? as_html(page) : page;
}

std::string as_html(const std::string& xhtml) {
  return "<!DOCTYPE html>" + xhtml.substr(xhtml.find('\n'));
}

}  // namespace integrart
