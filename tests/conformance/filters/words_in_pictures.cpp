// Words drawn in pictures, read and looked at. What real fonts and other alphabets give is shown by tests/e2e.

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>
#include <set>

#include "pipeline/policy.h"
#include "tests/unit/filters/drawn_clip.h"

using namespace integrart;

namespace {

struct Words {
  std::string text;
  int x = 80, y = 200;
  double size = 1.6;
  double begin = 0, end = 1000;  // seconds
};

enum class Ground : std::uint8_t { paper, busy };

/// White outlined words on a busy picture, black ones on paper.
Drawing drawing_of(const std::vector<Words>& words, Ground ground) {
  const auto draw = [=](double time) {
    cv::Mat picture(720, 1280, CV_8UC1, cv::Scalar(235));
    if (ground == Ground::busy) {
      cv::RNG random(7);
      for (int i = 0; i < 500; ++i) {
        // One after the other: the order in which arguments are worked out is the compiler's.
        const int level = random.uniform(20, 210), radius = random.uniform(10, 70);
        const int x = random.uniform(0, 1280), y = random.uniform(0, 720);
        cv::circle(picture, {x, y}, radius, cv::Scalar(level), cv::FILLED, cv::LINE_AA);
      }
    }
    for (const Words& one : words) {
      if (time < one.begin || time >= one.end) continue;
      const cv::Point at(one.x, one.y);
      if (ground == Ground::busy)
        cv::putText(picture, one.text, at, cv::FONT_HERSHEY_SIMPLEX, one.size, cv::Scalar(0), 12, cv::LINE_AA);
      cv::putText(picture, one.text, at, cv::FONT_HERSHEY_SIMPLEX, one.size,
                  cv::Scalar(ground == Ground::busy ? 255 : 10), 4, cv::LINE_AA);
    }
    return picture;
  };
  auto drawn = std::make_shared<std::map<std::int64_t, cv::Mat>>();
  return [=](double x, double y, double t) {
    const auto tenth = static_cast<std::int64_t>(std::floor(t * 10 + 1e-6));
    if (!drawn->contains(tenth)) drawn->insert_or_assign(tenth, draw(t));
    const double level = drawn->at(tenth).at<std::uint8_t>(static_cast<int>(y), static_cast<int>(x)) / 255.0;
    return grey(std::pow(level, 2.2));
  };
}

FilterResult seen(const std::vector<Words>& words, Ground ground = Ground::paper, double seconds = 1,
                  const Json& parameters = Json::object({{"language", "en"}})) {
  return look_at(filter_named("text_in_picture"),
                 {.drawing = drawing_of(words, ground), .seconds = seconds, .times = times_at({5, 1}, seconds)},
                 parameters);
}

std::set<std::string> kinds_of(const FilterResult& result) {
  std::set<std::string> kinds;
  for (const Finding& finding : result.findings) kinds.insert(finding.kind);
  return kinds;
}

}  // namespace

TEST_CASE("the examples of text_in_picture are told as documented") {
  for (const Example& example : filter_named("text_in_picture").doc.examples) {
    CAPTURE(example.name);
    std::vector<Words> words;
    if (!example.input.empty()) words.push_back({std::string(example.input)});
    CHECK(seen(words).findings.empty() == example.accepted);
  }
}

TEST_CASE("personal data, insults and links in pictures are found where they stand") {
  const FilterResult result = seen({{"PESEL 44051401359"},
                                    {"call +47 912 34 567", 80, 320},
                                    {"you idiot", 80, 440},
                                    {"https://bit.ly/abc", 80, 560},
                                    {"la la la", 700, 680}});
  CHECK(kinds_of(result) == std::set<std::string>{"text_in_picture", "pii.pesel", "pii.phone", "term.insult", "link"});
  std::string read;
  for (const Finding& finding : result.findings) read += finding.kind + ": " + finding.text + "\n";
  CAPTURE(read);
  for (const Finding& finding : result.findings) {
    CAPTURE(finding.kind, finding.text);
    REQUIRE(finding.box);
    CHECK_FALSE(finding.span);
    CHECK(finding.start == 0.0);
    for (const std::string& language : message_languages())
      CHECK(render(finding.message, language).find("filters.") == std::string::npos);
    if (finding.kind == "pii.pesel") {
      CHECK(finding.text == "44051401359");
      CHECK(finding.box->y > 0.2);
      CHECK(finding.box->y + finding.box->height < 0.33);
    }
    if (finding.kind != "text_in_picture") continue;
    const bool harmless = finding.text.find("la la") != std::string::npos;
    CHECK((finding.rule == "text") == harmless);
    CHECK((finding.severity == Severity::info) == harmless);
  }
  CHECK(judge(Policy::default_policy(), result.findings, {}).kind == VerdictKind::review);
}

TEST_CASE("lists of one's own are looked for in pictures too") {
  const Json lists = Json::array({Json::object({{"id", "ours"}, {"lines", "two homes\n"}})});
  const FilterResult result = seen({{"SONGS OF TWO HOMES"}}, Ground::paper, 1, Json::object({{"term_lists", lists}}));
  CHECK(kinds_of(result).size() == 2);
  const auto found =
      std::ranges::find_if(result.findings, [](const Finding& finding) { return finding.kind.starts_with("term"); });
  REQUIRE(found != result.findings.end());
  CHECK(found->producer.starts_with("text_in_picture/6+term/"));
  CHECK(found->box);
}

TEST_CASE("harmless words change no verdict, and pictures without words say nothing") {
  const FilterResult harmless = seen({{"SONGS OF TWO HOMES"}});
  CHECK(kinds_of(harmless) == std::set<std::string>{"text_in_picture"});
  CHECK(judge(Policy::default_policy(), harmless.findings, {}).kind == VerdictKind::clear);
  const FilterResult noise = seen({}, Ground::busy);
  std::string read;
  for (const Finding& finding : noise.findings) read += finding.text + "\n";
  CAPTURE(read);
  CHECK(noise.findings.empty());
}

TEST_CASE("captions on a busy picture are read, with the time in which they are shown") {
  const FilterResult result = seen({{"ring 912 34 567", 200, 660, 1.6, 2.0, 5.0}}, Ground::busy, 8);
  REQUIRE(kinds_of(result).contains("pii.phone"));
  for (const Finding& finding : result.findings) {
    if (finding.kind != "pii.phone") continue;
    CHECK(finding.text == "912 34 567");
    CHECK(*finding.start == Approx(2).margin(0.6));
    CHECK(*finding.end == Approx(5).margin(2.5));  // the next look
  }
}

TEST_CASE("the foot of a passport is a strong finding") {
  const FilterResult result = seen({{"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", 20, 560, 0.9},
                                    {"L898902C36UTO7408122F1204159ZE184226B<<<<<10", 20, 620, 0.9}});
  std::string read;
  for (const Finding& finding : result.findings) read += finding.kind + ": " + finding.text + "\n";
  CAPTURE(read);
  CHECK(kinds_of(result).contains("pii.mrz"));
}

TEST_CASE("what cannot be read is said") {
  const FilterResult result = seen({});
  CHECK_FALSE(result.evidence.at_or_null("models").items().empty());
  CHECK(result.evidence.at_or_null("looks").integer_or(0) == 1);
  const auto& make = filter_named("text_in_picture").make_sink;
  const auto sink = make(facts_of_drawn_clip(), Json::object({{"language", "so"}}));
  REQUIRE(sink);
  const auto somali = filter_result_from_json((*sink)->finish()->document);
  REQUIRE(somali);
  CHECK(somali->evidence.at_or_null("not_checked").dump().find("som") != std::string::npos);
}
