#include "formats/pack/epub/package.h"

#include <set>

#include "formats/metadata/licence.h"
#include "formats/pack/epub/accessibility.h"
#include "formats/pack/epub/overlay.h"
#include "formats/pack/shared/identifiers.h"
#include "formats/pack/shared/languages.h"
#include "formats/pack/shared/published.h"
#include "formats/xml/xml.h"
#include "pipeline/base/message.h"

namespace integrart::epub {
namespace {

class Package {
 public:
  explicit Package(const book::Book& book) : m_book(book), m_manifest(*book.manifest) {}

  std::string write() {
    m_xml.open("package", {{"xmlns", "http://www.idpf.org/2007/opf"},
                           {"version", "3.0"},
                           {"unique-identifier", "identifier"},
                           {"xml:lang", m_book.language}});
    m_xml.open("metadata", {{"xmlns:dc", "http://purl.org/dc/elements/1.1/"}});
    write_titles();
    write_people();
    write_accessibility();
    write_overlay_lengths();
    m_xml.close();
    write_manifest();
    write_spine();
    return m_xml.finish();
  }

 private:
  void meta(std::string_view property, std::string_view value, std::string refines = {}, std::string language = {}) {
    m_xml.leaf("meta", value,
               {{refines.empty() ? "" : "refines", std::move(refines)},
                {"property", std::string(property)},
                {language.empty() ? "" : "xml:lang", std::move(language)}});
  }

  void write_titles() {
    m_xml.leaf("dc:identifier", "urn:uuid:" + stable_uuid("pack", m_manifest.identity()), {{"id", "identifier"}});
    meta("dcterms:modified", day_of_edition(m_manifest) + "T00:00:00Z");
    if (!m_manifest.published.empty()) m_xml.leaf("dc:date", m_manifest.published);
    const TaggedText title = best_text(m_manifest.title, m_book.language);
    m_xml.leaf("dc:title", title.text, {{"id", "title"}});
    for (const auto& [language, words] : m_manifest.title.by_language)
      if (language != title.language && !words.empty()) meta("alternate-script", words, "#title", language);
    std::set<std::string> languages;
    const auto add_language = [&](const std::string& language) {
      if (language != "und" && languages.insert(language).second) m_xml.leaf("dc:language", language);
    };
    add_language(m_book.language);
    for (const LanguageTag& language : m_manifest.languages) add_language(language.text());
    for (const PackWork& work : m_manifest.works) add_language(work.language.text());
    for (const auto& [language, words] : m_manifest.description.by_language)
      if (!words.empty()) m_xml.leaf("dc:description", words, {{language == "und" ? "" : "xml:lang", language}});
  }

  void write_people() {
    std::set<std::string> names;
    for (const PackWork& work : m_manifest.works)
      for (const Creator& creator : work.creators)
        if (!creator.name.empty() && names.insert(creator.name).second) m_xml.leaf("dc:creator", creator.name);
    if (m_manifest.licence.empty()) return;
    m_xml.leaf("dc:rights", m_manifest.licence);
    if (const std::string url = licence_terms(m_manifest.licence).url; !url.empty()) meta("dcterms:license", url);
  }

  void write_accessibility() {
    const Accessibility facts = accessibility_of(m_book);
    for (const std::string& mode : facts.modes) meta("schema:accessMode", mode);
    for (const std::string& modes : facts.sufficient) meta("schema:accessModeSufficient", modes);
    for (const std::string& feature : facts.features) meta("schema:accessibilityFeature", feature);
    meta("schema:accessibilityHazard", facts.hazard);
    const std::string language = label_language(m_book.language, m_manifest);
    meta("schema:accessibilitySummary", render({facts.summary_message, {}}, language), {}, language);
  }

  void write_overlay_lengths() {
    std::int64_t sum = 0;
    for (const book::Chapter& chapter : m_book.chapters) {
      if (!is_read_along(chapter)) continue;
      sum += chapter.overlay_milliseconds;
      meta("media:duration", clock_value(chapter.overlay_milliseconds), "#" + chapter.key + "_overlay");
    }
    if (sum == 0) return;
    meta("media:duration", clock_value(sum));
    meta("media:active-class", "-epub-media-overlay-active");
  }

  void item(const std::string& id, const std::string& path, std::string_view type, std::string properties = {},
            std::string overlay = {}) {
    m_xml.empty("item", {{"id", id},
                         {"href", path},
                         {"media-type", std::string(type)},
                         {properties.empty() ? "" : "properties", std::move(properties)},
                         {overlay.empty() ? "" : "media-overlay", std::move(overlay)}});
  }

  void write_manifest() {
    m_xml.open("manifest");
    item("title-page", "title.xhtml", "application/xhtml+xml");
    item("contents", "nav.xhtml", "application/xhtml+xml", "nav");
    item("credits", "credits.xhtml", "application/xhtml+xml");
    item("style", "styles/book.css", "text/css");
    for (const book::Chapter& chapter : m_book.chapters) write_items(chapter);
    m_xml.close();
  }

  void write_items(const book::Chapter& chapter) {
    const std::string& key = chapter.key;
    const bool read_along = is_read_along(chapter);
    item(key, chapter.page, "application/xhtml+xml", {}, read_along ? key + "_overlay" : "");
    if (read_along) item(key + "_overlay", chapter.overlay, "application/smil+xml");
    if (!chapter.video.empty()) item(key + "_film", chapter.video, "video/mp4");
    if (!chapter.audio.empty()) item(key + "_sound", chapter.audio, "audio/mp4");
    if (!chapter.image.empty()) item(key + "_picture", chapter.image, chapter.files.image->file.type);
    if (!chapter.poster.empty()) {
      item(key + "_poster", chapter.poster, "image/jpeg", chapter.poster == m_book.cover ? "cover-image" : "");
    }
    for (const book::Section& section : chapter.sections) item(key + "_" + section.id, section.track_path, "text/vtt");
  }

  void write_spine() {
    m_xml.open("spine", {{is_right_to_left(m_book.language) ? "page-progression-direction" : "", "rtl"}});
    m_xml.empty("itemref", {{"idref", "title-page"}}).empty("itemref", {{"idref", "contents"}});
    for (const book::Chapter& chapter : m_book.chapters) m_xml.empty("itemref", {{"idref", chapter.key}});
    m_xml.empty("itemref", {{"idref", "credits"}}).close();
  }

  const book::Book& m_book;
  const PackManifest& m_manifest;
  XmlWriter m_xml;
};

}  // namespace

std::string package_document(const book::Book& book) {
  return Package(book).write();
}

std::string container_document() {
  XmlWriter xml;
  xml.open("container", {{"version", "1.0"}, {"xmlns", "urn:oasis:names:tc:opendocument:xmlns:container"}});
  xml.open("rootfiles");
  xml.empty("rootfile", {{"full-path", "EPUB/package.opf"}, {"media-type", "application/oebps-package+xml"}});
  return xml.finish();
}

}  // namespace integrart::epub
