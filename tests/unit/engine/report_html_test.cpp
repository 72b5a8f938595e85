// The run report: everything of the document is on the page, escaped, and nothing is asked for outside.
#include "pipeline/engine/report_html.h"

#include <catch2/catch.hpp>
#include <regex>

#include "pipeline/base/message.h"
#include "pipeline/engine/report_charts.h"

using namespace integrart;

namespace {

const std::string hostile = "</style></section><script>alert(1)</script><img src=x onerror=\"x\">'&";

Json report_with(const std::string& text) {
  const std::string picture = "data:image/png;base64,iVBORw0KGgo=";
  Json finding = Json::object({{"kind", "flash.general"},
                               {"start", 2.5},
                               {"end", 4.0},
                               {"severity", "high"},
                               {"score", 0.9},
                               {"rule", "wcag"},
                               {"message", text},
                               {"text", text}});
  Json work = Json::object({{"id", "film"},
                            {"title", text},
                            {"kind", "video"},
                            {"duration", 10.0},
                            {"poster", picture},
                            {"findings", Json::array({finding})},
                            {"notes", Json::array({text})},
                            {"errors", Json::array({text})}});
  work["verdict"] = Json::object({{"verdict", "review"},
                                  {"policy", "default"},
                                  {"reasons", Json::array({Json::object({{"verdict", "review"}, {"text", text}})})},
                                  {"missing", Json::array({"face"})}});
  work["storyboard"] = Json::object({{"image", picture}, {"columns", 4}, {"rows", 3}, {"interval", 2}, {"count", 11}});
  work["waveform"] =
      Json::object({{"version", 2}, {"channels", 1}, {"bits", 8}, {"data", Json::array({-5, 5, -100, 90})}});
  const auto level = [](double lufs) { return Json::object({{"integrated_lufs", lufs}, {"true_peak_dbtp", -1.5}}); };
  work["loudness"] = Json::object(
      {{"before", level(-23.4)},
       {"after", level(-16)},
       {"curve", Json::array({Json::array({0, -20.0}), Json::array({5, Json()}), Json::array({10, -30.0})})}});
  work["renditions"] = Json::array({Json::object({{"id", "720p"},
                                                  {"role", "video"},
                                                  {"width", 1280},
                                                  {"height", 720},
                                                  {"bytes", 3'400'000},
                                                  {"bitrate", 1'500'000},
                                                  {"codec", "avc1.64001f"}})});
  work["steps"] = Json::array({Json::object({{"id", "video:720p"},
                                             {"kind", "video_rendition"},
                                             {"state", "run"},
                                             {"seconds", 12.5},
                                             {"cpu_seconds", 20.0},
                                             {"shares_pass", true},
                                             {"bytes", 3'400'000},
                                             {"key", "abc"}}),
                               Json::object({{"id", "probe"},
                                             {"kind", "probe"},
                                             {"state", "cached"},
                                             {"seconds", 0.1},
                                             {"cpu_seconds", 0.1},
                                             {"bytes", 10},
                                             {"key", "d"}})});
  return Json::object(
      {{"schema", "report/1"},
       {"collection", Json::object({{"id", "c"}, {"title", text}})},
       {"started", "2026-01-02 03:04"},
       {"seconds", 75.0},
       {"steps", Json::object({{"run", 41}, {"cached", 42}, {"failed", 43}})},
       {"works", Json::array({work})},
       {"packs",
        Json::array({Json::object(
            {{"format", "web"}, {"kind", "file"}, {"file", text}, {"bytes", 5'000'000}, {"sha256", "00ff"}})})},
       {"remarks", Json::array({Json::object({{"format", "epub"}, {"remarks", Json::array({text, text})}})})},
       {"problems", Json::array({text})}});
}

bool holds(const std::string& page, std::string_view text) {
  return page.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("everything of the report document is on the page") {
  const std::string page = report_html(report_with("Lullaby"), "en");
  for (const char* text : {"Report: Lullaby",
                           ">41<",
                           ">42<",
                           ">43<",
                           "0:01:15",
                           "2026-01-02 03:04",
                           "a person should look",
                           "flash.general",
                           "2.50 s",
                           "1280 × 720",
                           "1500 kb/s",
                           "3.4 MB",
                           "5.0 MB",
                           "avc1.64001f",
                           "video:720p",
                           "ran",
                           "kept from before",
                           "12.5 s",
                           "00ff",
                           "epub: 2 remarks",
                           "Before: -23.4 LUFS, peak -1.5 dBTP",
                           "After: -16.0 LUFS",
                           "11 pictures, one every 2.00 s",
                           "data:image/png;base64,",
                           "The check &quot;face&quot; should have run"}) {
    CAPTURE(text);
    CHECK(holds(page, text));
  }
  for (const char* chart : {"chart waveform", "chart loudness", "chart findings", "class=\"bar run\"",
                            "class=\"bar cached\"", "class=\"high\""}) {
    CAPTURE(chart);
    CHECK(holds(page, chart));
  }
  CHECK(report_html(report_with("Lullaby"), "en") == page);
}

TEST_CASE("the page says which times are parts of a decode pass, and nothing of the kind when none is") {
  const Json report = report_with("Lullaby");
  const std::string page = report_html(report, "en");
  CHECK(holds(page, "12.5 s&#8201;*<"));
  CHECK_FALSE(holds(page, "0.10 s&#8201;*<"));
  CHECK(holds(page, "run together in one decode pass"));
  std::string alone = report.dump();
  const std::string shares = R"("shares_pass":true)";
  REQUIRE(holds(alone, shares));
  alone.replace(alone.find(shares), shares.size(), R"("shares_pass":false)");
  const auto report_alone = parse_json(alone);
  REQUIRE(report_alone);
  CHECK_FALSE(holds(report_html(*report_alone, "en"), "decode pass"));
}

TEST_CASE("the page speaks the language that was asked for") {
  CHECK(holds(report_html(report_with("x"), "uk"), "має глянути людина"));
  CHECK(holds(report_html(report_with("x"), "uk"), "<html lang=\"uk\">"));
  CHECK(holds(report_html(report_with("x"), "xx\"><b>"), "<html lang=\"xx&quot;&gt;&lt;b&gt;\">"));
  CHECK(holds(report_html(report_with("x"), "de"), "a person should look"));
}

TEST_CASE("hostile texts and pictures stay texts") {
  Json report = report_with(hostile);
  const std::string page = report_html(report, "en");
  CHECK_FALSE(holds(page, "<script"));
  CHECK_FALSE(holds(page, "<img src=x"));
  CHECK(page.find("</style>") == page.rfind("</style>"));
  Json work = report.at_or_null("works").items()[0];
  work["poster"] = "https://example.org/spy.png";
  work["verdict"] = Json::object({{"verdict", "\"><b>"}});
  work["kind"] = "<b>";
  report["works"] = Json::array({work});
  const std::string spied = report_html(report, "en");
  CHECK_FALSE(holds(spied, "example.org"));
  CHECK_FALSE(holds(spied, "<b>"));
}

TEST_CASE("an empty, a null and a crooked report give a page and no crash") {
  for (const Json& report :
       {Json(), Json::empty_object(),
        Json::object({{"works", Json::array({Json(), Json(5), Json::empty_object()})}, {"steps", "x"}})}) {
    const std::string page = report_html(report, "en");
    CHECK(page.ends_with("</html>\n"));
    CHECK_FALSE(holds(page, "<h3>"));
  }
  Json work = Json::object(
      {{"duration", 1e300},
       {"findings", Json::array({Json::object({{"start", -1e300}, {"end", 1e300}, {"severity", "high"}})})},
       {"loudness", Json::object({{"curve", Json::array({Json::array({-5, 1e300}), Json(3)})}})},
       {"renditions", Json::array({Json::object({{"bytes", -1}})})},
       {"steps", Json::array({Json::object({{"seconds", 1e300}})})}});
  const std::string page = report_html(Json::object({{"works", Json::array({work})}}), "en");
  CHECK_FALSE(std::regex_search(page, std::regex("\\b(nan|inf)\\b")));
}

TEST_CASE("charts place their marks where the numbers say") {
  CHECK(waveform_chart(Json(), "x").empty());
  CHECK(loudness_chart(Json::empty_object(), "x").empty());
  CHECK(findings_chart(Json::empty_array(), 10, "x").empty());
  const Json findings = Json::array({Json::object({{"start", 2.0}, {"end", 5.0}, {"severity", "high"}})});
  CHECK(holds(findings_chart(findings, 10, "x"), "x=\"200.0\" y=\"4\" width=\"300.0\""));
  CHECK(findings_chart(findings, 0, "x").empty());
  CHECK(holds(bar(0.5, "run"), "width=\"50.00\""));
  const Json curve = Json::object({{"curve", Json::array({Json::array({0, -30.0}), Json::array({10, -60.0})})}});
  CHECK(holds(loudness_chart(curve, "x"), "d=\"M0.0 60.0L1000.0 120.0\""));
}
