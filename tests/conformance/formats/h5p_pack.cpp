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
  CHECK(h5p_trial::packages(tree) == std::vector<std::string>{"film-film.h5p", "film-slides.h5p",
                                                              "film_flashcards-1.h5p", "film_gap_fill-1-1.h5p",
                                                              "film_gap_fill-2-1.h5p", "poem-slides.h5p"});
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

namespace {

/// Whose everything in `json` is said to be: each place that names a licence, as "licence version author".
void collect_licences(const Json& json, std::vector<std::string>& found) {
  if (const Json* licence = json.find("license")) {
    const Json& version = json.at_or_null(json.find("licenseVersion") != nullptr ? "licenseVersion" : "version");
    std::string author = json.at_or_null("author").string_or("");
    for (const Json& one : json.at_or_null("authors").items()) author += one.at_or_null("name").string_or("");
    found.push_back(licence->string_or("") + " " + version.string_or("") + " " + author);
  }
  for (const auto& [key, value] : json.members()) collect_licences(value, found);
  for (const Json& value : json.items()) collect_licences(value, found);
}

std::vector<PackWork> film_and_picture() {
  PackWork film = h5p_trial::work("film", "video");
  film.renditions = {{"360p", "video", {digest_of("film"), 4, "video/mp4"}, "mp4", 640, 360, 10}};
  film.activities[0].items[0].when = TimeRange{MediaTime::from_milliseconds(1000), MediaTime::from_milliseconds(2000)};
  film.activities[0].instructions = {"learning.instructions_gap_fill", {}};
  PackWork picture = h5p_trial::work("windows", "image");
  picture.renditions = {h5p_trial::picture("jpg", 1280, 960)};
  picture.texts = {h5p_trial::text("uk", "<p>Перше речення.</p>")};
  return {film, picture};
}

}  // namespace

TEST_CASE("everything in H5P content says whose it is and under which licence") {
  std::vector<PackWork> works = film_and_picture();
  for (const auto& [spdx, said] : {std::pair("CC-BY-NC-SA-3.0", "CC BY-NC-SA 3.0 Оксана <b>"),
                                   {"CC0-1.0", "CC0 1.0  Оксана <b>"},
                                   {"LicenseRef-Museum", "U  Оксана <b>"}}) {
    for (PackWork& work : works) {
      work.licence = spdx;
      work.consent = PackConsent{0, {"remix"}, ""};  // exercises are made of it whatever its licence leaves unsaid
    }
    PackManifest manifest = h5p_trial::pack("uk", works);
    manifest.licence = spdx;
    const PackTree tree = h5p_trial::written(manifest);
    std::size_t files = 0;
    for (const std::string& package : h5p_trial::packages(tree)) {
      std::vector<std::string> found;
      const Json content = h5p_trial::json_in(tree, package, "content/content.json");
      collect_licences(content, found);
      for (const auto& place : {"interactiveVideo.video.files", "presentation.slides"})
        if (!h5p_trial::at(content, place).items().empty()) ++files;
      collect_licences(h5p_trial::json_in(tree, package, "h5p.json"), found);
      INFO(package);
      for (std::string one : found) {
        // Content may become part of a page, h5p.json does not.
        if (const std::size_t tag = one.find("&lt;b&gt;"); tag != std::string::npos) one.replace(tag, 9, "<b>");
        CHECK(one == said);
      }
      if (package == "film-film.h5p") CHECK(found.size() == 4);  // film, question, summary, h5p.json
      if (package == "windows-slides.h5p") CHECK(found.size() > 6);
    }
    CHECK(files == 2);
  }
}

TEST_CASE("heard words are tasks of about five lines; wrong words are few, each once, and right nowhere in the task") {
  const std::vector<std::string> answers{"дім",   "ключ", "ніч",   "сон", "міст", "ріка", "гай",
                                         "пісня", "мама", "вікно", "ліс", "дощ",  "дім"};
  Activity choice = h5p_trial::exercise("choice", 0, LineItem{});
  choice.items.clear();
  for (std::size_t i = 0; i < answers.size(); ++i) {
    ChoiceItem item;
    item.text = "ось " + answers[i] + " тут";
    item.gap = {std::string("ось ").size(), answers[i].size(), {answers[i]}, ""};
    // Wrong words as they come: right in the next line, the same in each line, in capitals.
    item.options = {answers[(i + 1) % answers.size()], answers[i], "сад", "Сад", "поле" + std::to_string(i / 2)};
    item.correct = 1;
    ActivityItem one;
    one.id = std::to_string(i + 1);
    one.content = item;
    choice.items.push_back(one);
  }
  PackWork film = film_and_picture()[0];
  film.activities = {choice};
  const PackTree tree = h5p_trial::written(h5p_trial::pack("uk", {film}));
  std::size_t lines = 0, parts = 0;
  for (const std::string& package : h5p_trial::packages(tree)) {
    if (package.find("_choice-") == std::string::npos) continue;
    ++parts;
    INFO(package);
    const Json content = h5p_trial::json_in(tree, package, "content/content.json");
    const auto words_of = [&](const char* key) {
      std::vector<std::string> words;
      const std::string text = content.at_or_null(key).string_or("");
      for (std::size_t begin = text.find('*'); begin != std::string::npos;) {
        const std::size_t end = text.find('*', begin + 1);
        words.push_back(text.substr(begin + 1, end - begin - 1));
        begin = text.find('*', end + 1);
      }
      return words;
    };
    const std::vector<std::string> right = words_of("textField"), wrong = words_of("distractors");
    lines += right.size();
    CHECK((right.size() >= 4 && right.size() <= 6));
    CHECK((!wrong.empty() && wrong.size() <= right.size()));
    CHECK(std::set<std::string>(wrong.begin(), wrong.end()).size() == wrong.size());
    CHECK(std::ranges::count_if(wrong, [](const std::string& word) { return word == "сад" || word == "Сад"; }) <= 1);
    for (const std::string& word : wrong) CHECK(std::ranges::count(right, word) == 0);
    CHECK(h5p_trial::at(h5p_trial::json_in(tree, package, "h5p.json"), "title")
              .string_or("")
              .ends_with("(" + std::to_string(parts) + "/3)"));
  }
  CHECK(lines == answers.size());
  CHECK(parts == 3);
  // On slides each is one, with an identifier of its own.
  PackWork picture = film_and_picture()[1];
  picture.activities = {choice};
  const Json slides = h5p_trial::json_in(h5p_trial::written(h5p_trial::pack("uk", {picture})), "windows-slides.h5p",
                                         "content/content.json");
  std::vector<const Json*> tasks;
  h5p_trial::collect(slides, "H5P.DragText ", tasks);
  std::set<std::string> identifiers;
  for (const Json* task : tasks) identifiers.insert(task->at_or_null("subContentId").string_or(""));
  CHECK(tasks.size() == 3);
  CHECK(identifiers.size() == 3);
}

TEST_CASE("a picture that nobody described says so, and not only what it is called") {
  std::vector<PackWork> works = film_and_picture();
  works[1].alt.by_language.clear();
  const Json content = h5p_trial::json_in(h5p_trial::written(h5p_trial::pack("uk", works)), "windows-slides.h5p",
                                          "content/content.json");
  std::vector<const Json*> images;
  h5p_trial::collect(content, "H5P.Image ", images);
  REQUIRE(images.size() == 1);
  CHECK(h5p_trial::at(*images[0], "params.alt").string_or("") ==
        "Зображення, якого ніхто не описав словами: Два <вікна>");
}
