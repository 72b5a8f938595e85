#include "formats/pack/h5p/presentation.h"

#include <algorithm>

#include "formats/metadata/licence.h"
#include "formats/pack/h5p/labels.h"
#include "formats/pack/h5p/text_pages.h"
#include "formats/pack/shared/languages.h"
#include "formats/pack/shared/left_out.h"
#include "pipeline/base/message.h"
#include "pipeline/base/text.h"

namespace integrart::h5p {
namespace {

// A slide is 640 by 324 units (`ratio` in the scripts of Course Presentation); places are in percent of each side.
constexpr double slide_ratio = 640.0 / 324.0;

struct Place {
  double x = 3, y = 4, width = 94, height = 92;
};

constexpr Place whole_slide{};
constexpr Place title_place{3, 3, 94, 13};
constexpr Place below_title{3, 17, 94, 80};

/// As large as the place lets it be, in its middle.
Place fitted(const PackRendition& picture, const Place& place) {
  if (picture.width <= 0 || picture.height <= 0) return place;
  const double per_height = static_cast<double>(picture.width) / picture.height / slide_ratio;
  const double height = std::min(place.height, place.width / per_height);
  const double width = height * per_height;
  return {place.x + (place.width - width) / 2, place.y + (place.height - height) / 2, width, height};
}

Json element(const Place& place, Json action) {
  return Json::object({{"x", place.x},
                       {"y", place.y},
                       {"width", place.width},
                       {"height", place.height},
                       {"action", std::move(action)},
                       {"alwaysDisplayComments", false},
                       {"backgroundOpacity", 0},
                       {"displayAsButton", false},
                       {"buttonSize", "big"},
                       {"goToSlideType", "specified"},
                       {"invisible", false},
                       {"solution", ""}});
}

std::string tagged(std::string_view element_name, const TaggedText& text) {
  std::string opens = "<" + std::string(element_name);
  if (text.language != "und" && !text.language.empty()) {
    opens += " lang=\"" + html_escaped(text.language) + "\"";
    if (is_right_to_left(text.language)) opens += " dir=\"rtl\"";
  }
  return opens + ">" + html_escaped(text.text) + "</" + std::string(element_name) + ">";
}

class SlideMaker {
 public:
  SlideMaker(const PackWork& work, const PackManifest& manifest, std::vector<Message>& notes)
      : m_work(work),
        m_notes(notes),
        m_reader(main_language(manifest)),
        m_labels(exercise_label_language(m_reader, manifest)) {
    m_package.work = &work;
    m_package.language = m_labels;
    m_title = best_text(work.title, m_reader);
    m_package.title = m_title.text + " – " + render({"h5p.presentation", {}}, m_labels);
    m_package.libraries = {course_presentation, advanced_text};
  }

  void add_picture(const PackRendition& picture) {
    const std::string path = "images/picture." + picture.extension;
    m_package.files.emplace_back(path, picture.file);
    const TaggedText alt = best_text(m_work.alt, m_reader);
    Json params = Json::object({{"file", Json::object({{"path", path},
                                                       {"mime", std::string(picture.file.type)},
                                                       {"width", picture.width},
                                                       {"height", picture.height},
                                                       {"copyright", copyright_of(m_work, m_title.text)}})},
                                {"decorative", false},
                                {"alt", alt.text.empty() ? words_of_undescribed(m_title.text, m_labels) : alt.text}});
    add_labels(params, still_image, m_labels);
    m_package.libraries.push_back(still_image);
    Json elements = Json::array({text_element(title_place, tagged("h2", shown_title()))});
    elements.push_back(element(fitted(picture, below_title),
                               inner_content(still_image, std::move(params), name("picture"), m_title.text, m_work)));
    add_slide(m_title.text, std::move(elements));
    add_description();
  }

  /// Of a work without picture.
  void add_title() {
    std::string html = tagged("h2", shown_title());
    std::string makers;
    for (const Creator& creator : m_work.creators)
      makers += (makers.empty() ? "" : " · ") + html_escaped(shortened(creator.name, longest_name));
    if (!makers.empty()) html += "<p>" + makers + "</p>";
    add_slide(m_title.text, Json::array({text_element(whole_slide, html)}));
    add_description();
  }

  void add_text(const PackText& text) {
    for (const std::string& page : text_pages(text.html, text.plain, text.language.text()))
      add_slide(text.language.is_undetermined() ? m_title.text : text.language.name_in_itself(),
                Json::array({text_element(whole_slide, page)}));
  }

  void add_credits() {
    const std::string heading = render({"book.credits", {}}, m_labels);
    std::string html = "<h1>" + html_escaped(heading) + "</h1><ul>";
    for (const Creator& creator : m_work.creators)
      html += "<li><span dir=\"auto\">" + html_escaped(creator.name) + "</span>" +
              (creator.role.empty() ? "" : " (" + html_escaped(creator.role) + ")") + "</li>";
    html += "</ul>" + licence_html();
    for (const std::string& page : text_pages(html, "", m_labels))
      add_slide(heading, Json::array({text_element(whole_slide, page)}));
  }

  void add_exercise(const Package& exercise) {
    const Library& library = exercise.libraries.front();
    if (std::ranges::find(m_package.libraries, library.name, &Library::name) == m_package.libraries.end())
      m_package.libraries.push_back(library);
    const std::string part = exercise.part == 1 ? "" : " part " + std::to_string(exercise.part);
    add_slide(exercise.title,
              Json::array({element(whole_slide, inner_content(library, exercise.content, name(exercise.activity + part),
                                                              exercise.title, m_work))}));
    m_has_exercises = true;
  }

  Package finish() {
    m_package.content =
        Json::object({{"presentation", Json::object({{"slides", std::move(m_slides)},
                                                     {"keywordListEnabled", true},
                                                     {"keywordListAlwaysShow", false},
                                                     {"keywordListAutoHide", false},
                                                     {"keywordListOpacity", 90},
                                                     {"globalBackgroundSelector", Json::empty_object()}})},
                      {"override", override_of()}});
    add_labels(m_package.content, course_presentation, m_labels);
    return std::move(m_package);
  }

 private:
  static constexpr std::size_t longest_title = 90, longest_name = 60;  // characters that a slide has room for

  TaggedText shown_title() const { return {m_title.language, shortened(m_title.text, longest_title)}; }
  std::string name(const std::string& part) const { return m_work.id + " slides " + part; }

  Json text_element(const Place& place, const std::string& html) {
    return element(place, inner_content(advanced_text, Json::object({{"text", html}}),
                                        name("text " + std::to_string(++m_texts)), m_title.text, m_work));
  }

  /// `keyword` is the slide's name in the list of slides: the title of the work or of an exercise, or a label.
  void add_slide(std::string_view keyword, Json elements) {
    const std::string name = shortened_with_note(keyword, longest_title, m_work.id, TextRole::title, m_notes);
    m_slides.push_back(Json::object({{"elements", std::move(elements)},
                                     {"keywords", Json::array({Json::object({{"main", name}})})},
                                     {"slideBackgroundSelector", Json::empty_object()}}));
  }

  void add_description() {
    const TaggedText words = best_text(m_work.description, m_reader);
    if (words.text.empty()) return;
    for (const std::string& page : text_pages(tagged("p", words), words.text, words.language))
      add_slide(m_title.text, Json::array({text_element(whole_slide, page)}));
  }

  std::string licence_html() const {
    const LicenceTerms terms = licence_terms(m_work.licence);
    std::string html = is_right_to_left(m_labels) ? "<p dir=\"rtl\">" : "<p>";
    html += html_escaped(render({"web.licence", {}}, m_labels)) + ": ";
    html += terms.url.empty() ? html_escaped(m_work.licence)
                              : "<a href=\"" + html_escaped(terms.url) + "\">" + html_escaped(m_work.licence) + "</a>";
    html += "</p>";
    const auto add = [&](bool holds, const char* id) {
      if (holds) html += paragraph(html_escaped(render({id, {}}, m_labels)), m_labels);
    };
    add(terms.non_commercial, "book.no_commerce");
    add(terms.no_derivatives, "book.no_changes");
    add(terms.share_alike, "book.same_licence");
    return html;
  }

  /// Nothing is shared anywhere; without exercises there is nothing to sum up.
  Json override_of() const {
    return Json::object(
        {{"activeSurface", false},
         {"hideSummarySlide", !m_has_exercises},
         {"summarySlideSolutionButton", true},
         {"summarySlideRetryButton", true},
         {"enablePrintButton", false},
         {"social",
          Json::object({{"showFacebookShare", false}, {"showTwitterShare", false}, {"showGoogleShare", false}})}});
  }

  const PackWork& m_work;
  std::vector<Message>& m_notes;
  std::string m_reader, m_labels;
  TaggedText m_title;
  Package m_package;
  Json m_slides = Json::empty_array();
  std::size_t m_texts = 0;
  bool m_has_exercises = false;
};

}  // namespace

std::optional<Package> presentation_of(const PackWork& work, const PackManifest& manifest,
                                       std::span<const Package> exercises, std::vector<Message>& notes) {
  const PackRendition* picture = small_files(work, small_enough).image;
  if (picture == nullptr && work.texts.empty()) return std::nullopt;
  SlideMaker maker(work, manifest, notes);
  if (picture != nullptr)
    maker.add_picture(*picture);
  else
    maker.add_title();
  for (const PackText& text : work.texts) maker.add_text(text);
  maker.add_credits();
  for (const Package& exercise : exercises) maker.add_exercise(exercise);
  return maker.finish();
}

}  // namespace integrart::h5p
