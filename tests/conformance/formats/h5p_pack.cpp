// H5P packs: pictures and texts as slides, with the exercises of their work.
#include "tests/h5p_trial_pack.h"

using namespace integrart;
namespace h5p_trial = integrart::test::h5p_trial;

TEST_CASE("a picture is a slide with its description in words, then come its words, its makers and its exercises") {
  PackWork work = h5p_trial::work("windows", "image");
  work.renditions = {h5p_trial::picture("webp", 1280, 960), h5p_trial::picture("jpg", 1280, 960)};
  work.texts = {h5p_trial::text("uk", "<p>Перше речення.</p>"), h5p_trial::text("ar", "<p>مرحبا</p>")};
  const PackTree tree = h5p_trial::written(h5p_trial::pack("uk", {work}));
  CHECK(h5p_trial::packages(tree) == std::vector<std::string>{"windows-slides.h5p"});
  const Json content = h5p_trial::json_in(tree, "windows-slides.h5p", "content/content.json");
  const auto& slides = h5p_trial::at(content, "presentation.slides").items();
  REQUIRE(slides.size() == 8);  // picture, description, two texts, credits, three exercises
  const Json& image = slides[0].at_or_null("elements").items()[1].at_or_null("action");
  CHECK(image.at_or_null("library").string_or("") == "H5P.Image 1.1");
  CHECK(h5p_trial::at(image, "params.alt").string_or("") == "Два будинки \"поруч\"");
  CHECK(h5p_trial::at(image, "params.file.path").string_or("") == "images/picture.jpg");
  CHECK(h5p_trial::at(image, "params.file.width").integer_or(0) == 1280);
  const auto text_of = [&](std::size_t slide) {
    return h5p_trial::at(slides[slide].at_or_null("elements").items()[0], "action.params.text").string_or("");
  };
  CHECK(text_of(0) == "<h2 lang=\"uk\">Два &lt;вікна&gt;</h2>");
  CHECK(text_of(1) == "<p lang=\"uk\">Опис *картини*</p>");
  CHECK(text_of(2) == "<p>Перше речення.</p>");
  CHECK(text_of(3) == "<p dir=\"rtl\">مرحبا</p>");
  CHECK(text_of(4).find("<span dir=\"auto\">Оксана &lt;b&gt;</span> (маляр)") != std::string::npos);
  CHECK(text_of(4).find("href=\"https://creativecommons.org/licenses/by-sa/4.0/") != std::string::npos);
  const std::vector<std::string> last{"H5P.DragText 1.10", "H5P.Blanks 1.14", "H5P.Dialogcards 1.9"};
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(h5p_trial::at(slides[5 + i].at_or_null("elements").items()[0], "action.library").string_or("") == last[i]);
  CHECK_FALSE(h5p_trial::at(content, "override.hideSummarySlide").boolean_or(true));
  for (const Json& slide : slides) {
    for (const Json& element : slide.at_or_null("elements").items()) {
      const double right = element.at_or_null("x").number_or(-1) + element.at_or_null("width").number_or(0);
      const double bottom = element.at_or_null("y").number_or(-1) + element.at_or_null("height").number_or(0);
      CHECK((right > 0 && right <= 100 && bottom > 0 && bottom <= 100));
    }
  }
  const Json metadata = h5p_trial::json_in(tree, "windows-slides.h5p", "h5p.json");
  CHECK(metadata.at_or_null("mainLibrary").string_or("") == "H5P.CoursePresentation");
  std::set<std::string> declared;
  for (const Json& one : metadata.at_or_null("preloadedDependencies").items())
    declared.insert(one.at_or_null("machineName").string_or("") + " " +
                    std::to_string(one.at_or_null("majorVersion").integer_or(0)) + "." +
                    std::to_string(one.at_or_null("minorVersion").integer_or(0)));
  CHECK(declared == std::set<std::string>{"H5P.CoursePresentation 1.25", "H5P.AdvancedText 1.1", "H5P.Image 1.1",
                                          "H5P.DragText 1.10", "H5P.Blanks 1.14", "H5P.Dialogcards 1.9"});
}

TEST_CASE("a film keeps its exercises as files; its words are slides without exercises, and so are texts without any") {
  PackWork film = h5p_trial::work("film", "video");
  film.renditions = {{"360p", "video", {digest_of("film"), 4, "video/mp4"}, "mp4", 640, 360, 10}};
  film.texts = {h5p_trial::text("uk", "<p>Слова пісні</p>")};
  PackWork poem = h5p_trial::work("poem", "text");
  poem.activities.clear();
  poem.texts = {h5p_trial::text("uk", "<p>Дім</p>")};
  const PackTree tree = h5p_trial::written(h5p_trial::pack("uk", {film, poem}));
  CHECK(h5p_trial::packages(tree) == std::vector<std::string>{"film-3-gap_fill.h5p", "film-4-gap_fill.h5p",
                                                              "film-5-flashcards.h5p", "film-film.h5p",
                                                              "film-slides.h5p", "poem-slides.h5p"});
  for (const char* name : {"film-slides.h5p", "poem-slides.h5p"}) {
    const Json content = h5p_trial::json_in(tree, name, "content/content.json");
    CHECK(h5p_trial::at(content, "override.hideSummarySlide").boolean_or(false));
    std::vector<const Json*> all, texts;
    h5p_trial::collect(content, "H5P.", all);
    h5p_trial::collect(content, "H5P.AdvancedText ", texts);
    CHECK(all.size() == texts.size());
  }
  // A song of which there is nothing to see has its exercises as files.
  PackWork song = h5p_trial::work("song", "audio");
  CHECK(h5p_trial::packages(h5p_trial::written(h5p_trial::pack("uk", {song}))).size() == 3);
}
