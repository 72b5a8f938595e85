#include <algorithm>

#include "formats/metadata/licence.h"
#include "formats/pack/book/page_frame.h"
#include "formats/pack/book/pages.h"
#include "formats/pack/shared/fragment_xml.h"
#include "formats/pack/shared/languages.h"

namespace integrart::book {
namespace {

std::string file_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

class Page {
 public:
  Page(const Chapter& chapter, const PackManifest& manifest, PageMarkup markup)
      : m_chapter(chapter),
        m_work(*chapter.work),
        m_markup(markup),
        m_labels(label_language(chapter.language, manifest)),
        m_title(best_text(chapter.work->title, chapter.language)) {}

  std::string write() {
    open_page(m_xml, m_chapter.language, m_title.text, "../../", m_markup);
    if (m_markup == PageMarkup::xhtml)
      m_xml.open("section", {{"epub:type", "chapter"}, {"role", "doc-chapter"}, {"aria-labelledby", "title"}});
    m_xml.leaf("h1", m_title.text, in_language(m_title.language, {{"id", "title"}}));
    write_creators();
    write_picture();
    write_player();
    for (const Section& section : m_chapter.sections) write_words(section);
    write_texts();
    write_descriptions();
    write_facts();
    std::string page = m_xml.finish();
    return is_html() ? as_html(page) : page;
  }

 private:
  /// What holds the words in one language. Platforms drop "section" and the language with it.
  std::string_view part() const { return is_html() ? "div" : "section"; }
  std::string part_role() const { return is_html() ? "role" : ""; }
  bool is_html() const { return m_markup == PageMarkup::html; }

  void write_creators() {
    if (m_work.creators.empty()) return;
    m_xml.open("p", in_language(m_labels, {{"class", "creators"}}), true);
    label(m_xml, "span", "web.credits", m_labels);
    m_xml.text(": ");
    for (std::size_t i = 0; i < m_work.creators.size(); ++i) {
      const Creator& creator = m_work.creators[i];
      if (i > 0) m_xml.text(", ");
      m_xml.leaf("bdi", creator.name);
      if (creator.role.empty()) continue;
      m_xml.text(" (").leaf("bdi", creator.role).text(")");
    }
    m_xml.close();
  }

  /// What a picture shows in the language of the page, or that nobody described it.
  XmlWriter::Attributes picture(const std::string& path) const {
    const TaggedText alt = m_work.alt.empty() ? TaggedText{m_labels, words_of_undescribed(m_title.text, m_labels)}
                                              : best_text(m_work.alt, m_chapter.language);
    return in_language(alt.language, {{"src", file_name(path)}, {"alt", alt.text}});
  }

  void write_picture() {
    if (m_chapter.image.empty()) return;
    m_xml.open("figure", {{"class", "picture"}}).empty("img", picture(m_chapter.image)).close();
  }

  void write_player() {
    if (!m_chapter.video.empty()) {
      m_xml.open("figure").open("video", player({{"class", "film"}}));
      write_source(m_chapter.video, "video/mp4");
      m_xml.close().close();
    } else if (!m_chapter.audio.empty()) {
      if (!m_chapter.poster.empty()) {
        m_xml.open("figure", {{"class", "cover"}}).empty("img", picture(m_chapter.poster)).close();
      }
      m_xml.open("figure").open("audio", player({}));
      write_source(m_chapter.audio, "audio/mp4");
      m_xml.close().close();
    }
  }

  XmlWriter::Attributes player(XmlWriter::Attributes attributes) const {
    attributes.insert(attributes.end(),
                      {{"controls", "controls"}, {"preload", "metadata"}, {"aria-labelledby", "title"}});
    if (is_html()) attributes.emplace_back("title", m_title.text);  // its name where identifiers are dropped
    if (!m_chapter.video.empty() && !m_chapter.poster.empty()) {
      attributes.emplace_back("poster", file_name(m_chapter.poster));
    }
    return attributes;
  }

  void write_source(const std::string& path, std::string_view type) {
    m_xml.empty("source", {{"src", file_name(path)}, {"type", std::string(type)}});
    bool is_first = true;
    for (const Section& section : m_chapter.sections) {
      if (section.track == nullptr || section.lines.empty()) continue;
      const bool own = section.track == own_track(m_work);
      m_xml.empty("track", {{"kind", own ? "captions" : "subtitles"},
                            {"src", file_name(section.track_path)},
                            {"srclang", section.language},
                            {"label", language_name_in_itself(section.language)},
                            {is_first ? "default" : "", "default"}});
      is_first = false;
    }
  }

  void write_words(const Section& section) {
    if (section.lines.empty()) return;
    m_xml.open(part(), in_language(section.language, {{"id", section.id},
                                                      {"class", "lines"},
                                                      {"aria-labelledby", section.id + "-name"},
                                                      {part_role(), "region"}}));
    m_xml.leaf("h2", language_name_in_itself(section.language), {{"id", section.id + "-name"}});
    for (std::size_t i = 0; i < section.lines.size(); ++i) {
      write_line(section.lines[i], section.id + "-line-" + std::to_string(i + 1));
    }
    m_xml.close();
  }

  void write_line(const TimedLine& line, const std::string& id) {
    m_xml.open("p", {{"id", id}}, true);
    if (!line.speaker.empty()) m_xml.leaf("bdi", line.speaker, {{"class", "speaker"}}).text(": ");
    std::size_t at = 0;
    for (std::size_t i = 0; i < line.words.size(); ++i) {
      const TimedWord& word = line.words[i];
      write_words_of(line.text.substr(at, word.begin - at));
      m_xml.leaf("span", line.text.substr(word.begin, word.end - word.begin),
                 {{"id", id + "-word-" + std::to_string(i + 1)}});
      at = word.end;
    }
    write_words_of(line.text.substr(at));
    m_xml.close();
  }

  void write_words_of(std::string_view text) {
    while (true) {
      const std::size_t end = text.find('\n');
      m_xml.text(text.substr(0, end));
      if (end == std::string_view::npos) return;
      m_xml.empty("br");
      text.remove_prefix(end + 1);
    }
  }

  void write_texts() {
    for (std::size_t i = 0; i < m_work.texts.size(); ++i) {
      const PackText& text = m_work.texts[i];
      // The words of a song stand above already when they have times.
      if (work_has_lines(text.language)) continue;
      const std::string id = "text-" + std::to_string(i + 1);
      m_xml.open(
          part(),
          in_language(text.language.text(),
                      {{"id", id}, {"class", "text"}, {"aria-labelledby", id + "-name"}, {part_role(), "region"}}));
      m_xml.leaf("h2", text.language.name_in_itself(), {{"id", id + "-name"}});
      if (!write_fragment(m_xml, text.html, 3)) write_plain(m_xml, text.plain);
      m_xml.close();
    }
  }

  bool work_has_lines(const LanguageTag& language) const {
    return std::ranges::any_of(m_chapter.sections, [&](const Section& section) {
      return section.language == language.text() && !section.lines.empty();
    });
  }

  /// Titles, descriptions and what a picture shows, in every other language too.
  void write_descriptions() {
    std::vector<std::string> languages;
    const auto add = [&](const LocalisedText& text) {
      for (const auto& [language, words] : text.by_language)
        if (std::ranges::find(languages, language) == languages.end()) languages.push_back(language);
    };
    add(m_work.title);
    add(m_work.description);
    add(m_work.alt);
    std::ranges::stable_sort(languages, std::greater<>(),
                             [&](const std::string& one) { return one == m_title.language; });
    m_xml.open("section", {{"id", "about"}, {"class", "about"}, {"aria-labelledby", "about-name"}});
    label(m_xml, "h2", "book.about_work", m_labels, {{"id", "about-name"}});
    for (const std::string& language : languages) write_description(language);
    m_xml.close();
  }

  void write_description(const std::string& language) {
    m_xml.open("div", language_attributes(language));
    for (const LocalisedText* text : {&m_work.title, &m_work.description, &m_work.alt}) {
      const auto words = text->by_language.find(language);
      if (words == text->by_language.end() || words->second.empty()) continue;
      if (text == &m_work.title) {
        m_xml.open("p", {{"class", "title"}}, true).leaf("strong", words->second).close();
      } else {
        m_xml.leaf("p", words->second);
      }
    }
    m_xml.close();
  }

  void write_facts() {
    m_xml.open("dl", in_language(m_labels, {{"class", "facts"}}));
    label(m_xml, "dt", "web.licence", m_labels);
    const std::string url = licence_terms(m_work.licence).url;
    m_xml.open("dd", {}, true);
    if (url.empty())
      m_xml.text(m_work.licence);
    else
      m_xml.leaf("a", m_work.licence, {{"href", url}});
    m_xml.close();
    if (!m_work.level.empty()) {
      label(m_xml, "dt", "web.level", m_labels);
      m_xml.leaf("dd", m_work.level);
    }
    if (!m_work.objectives.empty()) {
      label(m_xml, "dt", "web.objectives", m_labels);
      for (const LocalisedText& objective : m_work.objectives) {
        const TaggedText words = best_text(objective, m_chapter.language);
        m_xml.leaf("dd", words.text, language_attributes(words.language));
      }
    }
    if (!m_work.about.empty()) {
      label(m_xml, "dt", "web.topics", m_labels);
      for (const std::string& topic : m_work.about) m_xml.leaf("dd", topic);
    }
    m_xml.close();
  }

  const Chapter& m_chapter;
  const PackWork& m_work;
  PageMarkup m_markup;
  std::string m_labels;
  TaggedText m_title;
  XmlWriter m_xml;
};

}  // namespace

std::string chapter_page(const Chapter& chapter, const PackManifest& manifest, PageMarkup markup) {
  return Page(chapter, manifest, markup).write();
}

}  // namespace integrart::book
