// The page for moderators: the verdict first, everything escaped, nothing shown before it is revealed, nothing asked
// for outside.
#include "pipeline/engine/moderation_page.h"

#include <catch2/catch.hpp>
#include <string>

using namespace integrart;

namespace {

bool holds(const std::string& page, std::string_view text) {
  return page.find(text) != std::string::npos;
}

std::size_t count_of(const std::string& page, std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = page.find(text); at != std::string::npos; at = page.find(text, at + text.size())) ++count;
  return count;
}

Json finding(const std::string& kind, double start, const std::string& severity) {
  return Json::object({{"kind", kind},
                       {"start", start},
                       {"end", start + 1},
                       {"severity", severity},
                       {"score", 0.62},
                       {"rule", "some-rule"},
                       {"producer", "some-filter/3"},
                       {"message", "Seen at " + std::to_string(start)}});
}

Json work_with(const std::string& text) {
  Json words = Json::object({{"kind", "term.insult"},
                             {"severity", "medium"},
                             {"score", 0.5},
                             {"rule", "list-en"},
                             {"producer", "term/1"},
                             {"message", "A listed word"},
                             {"text", text},
                             {"context", Json::object({{"before", "you " + text}, {"after", text + " there"}})}});
  words["span"] = Json::empty_array();
  words["span"].push_back(4);
  words["span"].push_back(9);
  Json boxed = finding("face", 2, "info");
  boxed["box"] = Json::empty_array();
  for (const double edge : {0.25, 0.5, 0.125, 0.25}) boxed["box"].push_back(edge);
  Json work = Json::object({{"file", text},
                            {"kind", "video"},
                            {"duration", 10.0},
                            {"verdict", Json::object({{"verdict", "review"}, {"reviewers", 2}, {"route", "support"}})},
                            {"storyboard", Json::object({{"image", "data:image/jpeg;base64,AAAA"},
                                                         {"columns", 4},
                                                         {"rows", 3},
                                                         {"width", 160},
                                                         {"height", 90},
                                                         {"interval", 1.0},
                                                         {"count", 10}})},
                            {"findings", Json::empty_array()},
                            {"filters", Json::empty_array()}});
  work["verdict"]["missing"] = Json::empty_array();
  work["verdict"]["missing"].push_back("image_class");
  work["findings"].push_back(boxed);
  work["findings"].push_back(words);
  work["findings"].push_back(finding("flash.general", 6.2, "high"));
  work["filters"].push_back(Json::object({{"id", "flash"},
                                          {"version", 1},
                                          {"about", ""},
                                          {"looked", true},
                                          {"evidence", Json::object({{"text", text}})}}));
  work["filters"].push_back(
      Json::object({{"id", "pattern"}, {"version", 1}, {"about", ""}, {"looked", false}, {"evidence", Json()}}));
  return work;
}

std::string page_of(const Json& work, std::string_view language = "en") {
  Json works = Json::empty_array();
  works.push_back(work);
  return moderation_page(works, language);
}

}  // namespace

TEST_CASE("the verdict comes first, then the urgent, then the rest") {
  const std::string page = page_of(work_with("clip.mp4"));
  const std::size_t verdict = page.find("2 people look at it");
  const std::size_t high = page.find("Seen at 6.2"), medium = page.find("A listed word"),
                    info = page.find("Seen at 2.0");
  REQUIRE(info != std::string::npos);
  CHECK(verdict < high);
  CHECK(high < medium);
  CHECK(medium < info);
  CHECK(holds(page, "Somebody may be asking for help"));
  CHECK(holds(page, "Score 62 of 100"));
  CHECK(holds(page, "some-filter/3"));
}

TEST_CASE("what was not checked is said by name") {
  const std::string page = page_of(work_with("clip.mp4"));
  CHECK(holds(page, "<h3>Not checked</h3><ul>\n<li>Stripes</li>\n<li>What pictures show, by a model</li>\n"));
  Json checked = work_with("clip.mp4");
  checked["filters"] = Json::empty_array();
  checked["verdict"]["missing"] = Json::empty_array();
  CHECK_FALSE(holds(page_of(checked), "Not checked"));
}

TEST_CASE("stills are windows onto one sheet, at the place of the finding, behind a veil of their own") {
  const std::string page = page_of(work_with("clip.mp4"));
  CHECK(count_of(page, "data:image/jpeg;base64,AAAA") == 1);
  CHECK(count_of(page, "class=\"veil\"") == 2);  // words have none
  CHECK(count_of(page, "type=\"checkbox\"") == 4);
  CHECK_FALSE(holds(page, "checked>"));
  CHECK(holds(page, "viewBox=\"480 90 160 90\""));  // 6.7 s is nearest to the eighth picture: column 3, row 1
  CHECK(holds(page, "left:25.00%;top:50.00%;width:12.50%;height:25.00%"));
  CHECK(holds(page, "filter:blur(12px) grayscale(1)"));
}

TEST_CASE("the timeline has a lane for each filter, with its marks at their share of the film") {
  Json work = work_with("clip.mp4");
  work["findings"].push_back(finding("flash.red", 9.5, "high"));  // half of it after the end
  work["findings"].push_back(finding("pattern.stripes", 0, "medium"));
  const auto lane = [](const std::string& page, const std::string& filter) {
    const std::size_t begin = page.find("<span>" + filter + "</span><div class=\"lane\">");
    return begin == std::string::npos ? std::string() : page.substr(begin, page.find("</div>", begin) - begin);
  };
  const std::string page = page_of(work);
  const std::string faces = lane(page, "Faces"), flashes = lane(page, "Flashing"), stripes = lane(page, "Stripes");
  CHECK(count_of(faces, "<a ") == 1);
  CHECK(holds(faces, "<a class=\"info\""));
  CHECK(holds(faces, "inset-inline-start:20.00%;width:10.00%"));
  CHECK(count_of(flashes, "<a ") == 2);
  CHECK(holds(flashes, "<a class=\"high\""));
  CHECK(holds(flashes, "inset-inline-start:62.00%;width:10.00%"));
  CHECK(holds(flashes, "inset-inline-start:95.00%;width:5.00%"));
  CHECK(holds(stripes, "inset-inline-start:0.00%;width:10.00%"));
  CHECK(count_of(page, "class=\"lane\"") == 3);  // words are at no time
  // A mark leads to its finding, and the axis says how long the film is.
  const std::size_t link = faces.find("href=\"#") + 7;
  CHECK(holds(page, "id=\"" + faces.substr(link, faces.find('"', link) - link) + "\""));
  CHECK(holds(page.substr(page.find("class=\"axis")), "<span>5.00 s</span><span>10.0 s</span>"));
  // The same findings in a film of four times the length.
  work["duration"] = 40.0;
  CHECK(holds(lane(page_of(work), "Flashing"), "inset-inline-start:15.50%;width:2.50%"));
  work["duration"] = 0.0;
  CHECK(count_of(page_of(work), "class=\"lane\"") == 0);
}

TEST_CASE("words are marked where they stand") {
  CHECK(holds(page_of(work_with("rat")), "you rat<mark>rat</mark>rat there"));
}

TEST_CASE("nothing in a file becomes markup or is fetched from elsewhere") {
  const std::string evil = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";
  const std::string page = page_of(work_with(evil));
  CHECK_FALSE(holds(page, "<script"));
  CHECK_FALSE(holds(page, "<img src=x"));
  CHECK(holds(page, "&lt;script&gt;"));
  CHECK(holds(page, "default-src 'none'"));
  Json work = work_with("x");
  work["storyboard"]["image"] = "https://elsewhere.example/a.jpg";
  work["poster"] = "https://elsewhere.example/b.jpg";
  CHECK_FALSE(holds(page_of(work), "elsewhere.example"));
}

TEST_CASE("a picture is shown behind its veil too, with the box of the finding") {
  Json work = work_with("photo.jpg");
  work["kind"] = "image";
  work["duration"] = 0.0;
  work["storyboard"] = Json();
  work["poster"] = "data:image/jpeg;base64,BBBB";
  Json found = finding("face", 0, "info");
  found["start"] = Json();
  found["end"] = Json();
  found["box"] = Json::empty_array();
  for (const double edge : {0.0, 0.0, 0.5, 2.0}) found["box"].push_back(edge);
  work["findings"] = Json::empty_array();
  work["findings"].push_back(found);
  const std::string page = page_of(work);
  CHECK(holds(page, "<img class=\"picture\" src=\"data:image/jpeg;base64,BBBB\""));
  CHECK(holds(page, "height:100.00%"));
  CHECK_FALSE(holds(page, "class=\"lanes\""));
}

TEST_CASE("a long list is cut and says so, and a missing verdict is inconclusive") {
  Json work = work_with("clip.mp4");
  work["findings"] = Json::empty_array();
  for (int i = 0; i < 203; ++i) work["findings"].push_back(finding("flash.general", i * 0.01, "low"));
  const std::string page = page_of(work);
  CHECK(count_of(page, "<article") == 200);
  CHECK(holds(page, "3 more findings"));
  work["verdict"] = Json();
  CHECK(holds(page_of(work), "class=\"judgement inconclusive\""));
}

TEST_CASE("the page speaks six languages") {
  CHECK(holds(page_of(work_with("x"), "uk"), "переглядають 2 людини"));
  CHECK(holds(page_of(work_with("x"), "pl"), "obejrzą to 2 osoby"));
  for (const char* language : {"nb", "nl", "nn"}) {
    CAPTURE(language);
    const std::string page = page_of(work_with("x"), language);
    CHECK(holds(page, std::string("<html lang=\"") + language + "\">"));
    CHECK_FALSE(holds(page, "Not checked"));
    CHECK_FALSE(holds(page, "moderation."));
  }
}

TEST_CASE(
    "the page says which models looked, under which licence and for what they are no good, and why others did not") {
  Json work = work_with("plain");
  Json model = Json::object({{"id", "nudity<1>"},
                             {"version", "2"},
                             {"licence", "MIT"},
                             {"looks", 3},
                             {"seen_share", 0.56},
                             {"not_for", Json::object({{"en", "drawings & maps"}, {"nb", "tegninger"}})}});
  work["filters"].push_back(Json::object({{"id", "image_class"},
                                          {"version", 1},
                                          {"about", ":nudity"},
                                          {"looked", true},
                                          {"evidence", Json::object({{"model", std::move(model)}})}}));
  work["filters"].push_back(
      Json::object({{"id", "image_class"}, {"looked", false}, {"reason", "No <model> is there."}}));
  const std::string page = moderation_page(Json::array({work}), "en");
  CHECK(holds(page, "nudity&lt;1&gt; 2 (licence: MIT) was shown 3 pictures, 56 % of each at least."));
  CHECK(holds(page, "drawings &amp; maps"));
  CHECK(holds(page, "No &lt;model&gt; is there."));
  CHECK_FALSE(holds(page, "<model>"));
  CHECK(holds(moderation_page(Json::array({work}), "nb"), "tegninger"));
}

TEST_CASE("a flashing animation is offered to stand still, a film to be softened") {
  Json work = work_with("clip");
  CHECK(holds(page_of(work), "integrart redact clip --flashes dim"));
  CHECK_FALSE(holds(page_of(work), "integrart image clip"));
  work["kind"] = "image";
  CHECK(holds(page_of(work), "integrart image clip --out OUT"));
  CHECK_FALSE(holds(page_of(work), "integrart redact clip"));
}
