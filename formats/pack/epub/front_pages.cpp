#include "formats/pack/epub/front_pages.h"
#include "formats/pack/book/page_frame.h"
#include "formats/pack/shared/languages.h"

namespace integrart::epub {
namespace {

constexpr std::size_t longest_title_in_contents = 160;  // characters; the chapter has the whole title

void write_contents(XmlWriter& xml, const book::Book& book, std::string_view language) {
  xml.open("ol");
  for (const book::Chapter& chapter : book.chapters) {
    const TaggedText title = best_text(chapter.work->title, language.empty() ? chapter.language : language);
    XmlWriter::Attributes link{{"href", chapter.page}};
    const std::string shown = shortened(title.text, longest_title_in_contents);
    if (shown != title.text) link.emplace_back("aria-label", title.text);
    xml.open("li").leaf("a", shown, in_language(title.language, std::move(link))).close();
  }
  xml.open("li");
  book::label(xml, "a", "book.credits", label_language(language.empty() ? book.language : language, *book.manifest),
              {{"href", "credits.xhtml"}});
  xml.close().close();
}

}  // namespace

std::string title_page(const book::Book& book) {
  const PackManifest& manifest = *book.manifest;
  const TaggedText title = best_text(manifest.title, book.language);
  XmlWriter xml;
  book::open_page(xml, book.language, title.text, "");
  xml.open("section", {{"epub:type", "titlepage"}, {"class", "title-page"}, {"aria-labelledby", "title"}});
  xml.leaf("h1", title.text, in_language(title.language, {{"id", "title"}}));
  if (!book.cover.empty()) xml.empty("img", {{"src", book.cover}, {"alt", ""}, {"role", "presentation"}});
  for (const auto& [language, words] : manifest.title.by_language)
    if (language != title.language) xml.leaf("p", words, in_language(language, {{"class", "title"}}));
  for (const auto& [language, words] : manifest.description.by_language)
    xml.leaf("p", words, language_attributes(language));
  return xml.finish();
}

std::string contents_page(const book::Book& book) {
  const PackManifest& manifest = *book.manifest;
  const std::string labels = label_language(book.language, manifest);
  XmlWriter xml;
  book::open_page(xml, book.language, best_text(manifest.title, book.language).text, "");
  // Each title in its work's own language: what the reading program shows in its menu.
  xml.open("nav",
           {{"epub:type", "toc"}, {"role", "doc-toc"}, {"id", "contents"}, {"aria-labelledby", "contents-name"}});
  book::label(xml, "h1", "book.contents", labels, {{"id", "contents-name"}});
  write_contents(xml, book, "");
  xml.close();
  for (const LanguageTag& language : manifest.languages) {
    const std::string id = "contents-" + language.text();
    xml.open("section", in_language(language.text(), {{"aria-labelledby", id}}));
    xml.leaf("h2", language.name_in_itself(), {{"id", id}});
    write_contents(xml, book, language.text());
    xml.close();
  }
  xml.open("nav", {{"epub:type", "landmarks"}, {"hidden", "hidden"}, {"aria-labelledby", "landmarks-name"}});
  book::label(xml, "h2", "book.landmarks", labels, {{"id", "landmarks-name"}});
  xml.open("ol").open("li");
  book::label(xml, "a", "book.contents", labels, {{"epub:type", "toc"}, {"href", "nav.xhtml"}});
  xml.close().open("li");
  book::label(xml, "a", "book.start", labels, {{"epub:type", "bodymatter"}, {"href", book.chapters.front().page}});
  return xml.finish();
}

std::string style_sheet() {
  return R"(body { line-height: 1.5; margin: 1em; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-align: start; }
h1 { max-height: 10em; overflow: hidden; overflow-wrap: anywhere; }
img, video { display: block; height: auto; margin: 0 auto; max-width: 100%; }
audio { display: block; width: 100%; }
figure { margin: 1em 0; }
.cover img { max-height: 40vh; }
.title-page { text-align: center; }
.title-page h1 { text-align: center; }
.title-page .title { font-size: 1.2em; margin: 0.3em 0; }
.creators { color: #333333; }
.lines p { margin: 0.4em 0; }
.speaker { font-weight: bold; }
.about { border-top: 1px solid #767676; margin-top: 2em; }
.about div { margin: 0 0 1em; }
.about p { margin: 0.2em 0; }
.facts dt { font-weight: bold; }
.facts dd { margin: 0 0 0.5em; }
a { text-decoration: underline; }
.-epub-media-overlay-active { background-color: #ffe08a; color: #000000; }
)";
}

}  // namespace integrart::epub
