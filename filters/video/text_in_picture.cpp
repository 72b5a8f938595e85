// Words in pictures: read, and looked at as words are.

#include <algorithm>
#include <array>
#include <set>

#include "filters/filters.h"
#include "filters/video/looks/filter_output.h"
#include "filters/video/looks/look_schedule.h"
#include "filters/video/ocr/page.h"
#include "filters/video/ocr/preparation.h"
#include "filters/video/ocr/seen_words.h"
#include "filters/video/words/words_in_picture.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/filter.h"
#include "pipeline/base/text.h"
#include "pipeline/media/frame.h"

#include <opencv2/imgproc.hpp>

namespace integrart {
namespace {

constexpr int longest_side = 1280;
constexpr int longest_side_of_stills = 2400;  // documents are photographed whole
constexpr double pictures_per_second = 2;     // of these, those that the schedule wants are looked at
constexpr double seconds_between_looks = 2;
constexpr std::size_t most_findings = 500;
constexpr std::size_t longest_shown = 120;
constexpr std::string_view producer = "text_in_picture/6";
constexpr auto filters_for_words = std::to_array<std::string_view>({"pii", "term", "link"});

/// Lines that are in the picture at one time, as one text: a word in one line may explain a number in the next.
struct Stretch {
  double begin = 0, end = 0;
  std::vector<const SeenSpell*> lines;
};

class TextSink final : public FrameSink {
 public:
  TextSink(const VideoFacts& video, PageReader reader, ReadingModels models, LanguageTag language, Json lists)
      : m_needs(needs_for(video)),
        m_is_still(video.frame_rate_kind == FrameRateKind::still),
        m_reader(std::move(reader)),
        m_models(std::move(models)),
        m_language(std::move(language)),
        m_lists(std::move(lists)) {}

  FrameNeeds needs() const override { return {m_needs, std::nullopt}; }
  using FrameSink::consume;
  Result<> consume(const VideoFrame& frame) override;
  Result<StepOutput> finish() override;

 private:
  static VideoNeeds needs_for(const VideoFacts& video);
  Result<std::vector<SeenSpell>> words_of(const cv::Mat& picture);
  std::vector<Stretch> stretches() const;
  Result<> look_at_stretch(const Stretch& stretch);
  void add(Finding finding);
  Finding finding_of(const SeenSpell& spell) const;

  VideoNeeds m_needs;
  bool m_is_still;
  PageReader m_reader;
  ReadingModels m_models;
  LanguageTag m_language;
  Json m_lists;  // lists of one's own, for the filter "term", and which lists have expired
  LookSchedule m_schedule{seconds_between_looks};
  SeenWords m_words;
  std::vector<Finding> m_found;  // in the words
  std::int64_t m_looks = 0, m_read = 0;
  double m_end = 0;
};

VideoNeeds TextSink::needs_for(const VideoFacts& video) {
  const bool still = video.frame_rate_kind == FrameRateKind::still;
  return needs_within(video, still ? longest_side_of_stills : longest_side, PixelLayout::bgr24, pictures_per_second);
}

Result<std::vector<SeenSpell>> TextSink::words_of(const cv::Mat& picture) {
  std::vector<SeenSpell> spells;
  TRY_ASSIGN(const std::vector<SeenLine> lines, m_reader.read(picture));
  const double width = picture.cols, height = picture.rows;
  for (const SeenLine& line : lines)
    spells.push_back({line.text,
                      line.confidence,
                      {line.box.x / width, line.box.y / height, line.box.width / width, line.box.height / height},
                      0,
                      0});
  return spells;
}

Result<> TextSink::consume(const VideoFrame& frame) {
  m_end = (frame.time + frame.duration).seconds();
  if (!m_schedule.wants(frame)) return {};
  ++m_looks;
  // OpenCV has no view of constant memory; nothing is written into this one.
  const cv::Mat picture(frame.picture.height, frame.picture.width, CV_8UC3,
                        const_cast<std::uint8_t*>(frame.picture.planes[0]),
                        static_cast<std::size_t>(frame.picture.strides[0]));
  cv::Mat grey;
  cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
  const bool worth_reading = m_is_still || may_have_words(grey) ||
                             !caption_blocks(picture, CaptionInk::white).empty() ||
                             !caption_blocks(picture, CaptionInk::black).empty();
  m_read += worth_reading ? 1 : 0;
  std::vector<SeenSpell> words;
  if (worth_reading) {
    TRY_ASSIGN(words, words_of(picture));
  }
  m_words.look(frame.time.seconds(), words);
  return {};
}

/// Stretches between any two moments at which lines come or go.
std::vector<Stretch> TextSink::stretches() const {
  std::set<double> moments;
  for (const SeenSpell& spell : m_words.spells()) moments.insert({spell.begin, spell.end});
  std::vector<Stretch> all;
  for (auto at = moments.begin(); at != moments.end() && std::next(at) != moments.end(); ++at) {
    Stretch stretch{*at, *std::next(at), {}};
    for (const SeenSpell& spell : m_words.spells())
      if (spell.begin < stretch.end && spell.end > stretch.begin) stretch.lines.push_back(&spell);
    std::ranges::stable_sort(stretch.lines, {}, [](const SeenSpell* spell) { return spell->box.y; });
    if (!stretch.lines.empty()) all.push_back(std::move(stretch));
  }
  return all;
}

Box around(const Box& a, const Box& b) {
  const double left = std::min(a.x, b.x), top = std::min(a.y, b.y);
  return {left, top, std::max(a.x + a.width, b.x + b.width) - left, std::max(a.y + a.height, b.y + b.height) - top};
}

Result<> TextSink::look_at_stretch(const Stretch& stretch) {
  std::string text;
  std::vector<std::int64_t> begins;  // of the lines, in code points
  for (const SeenSpell* line : stretch.lines) {
    begins.push_back(static_cast<std::int64_t>(code_point_count(text)));
    text += line->text + "\n";
  }
  TRY_ASSIGN(std::vector<Finding> findings,
             look_at_seen_words(text, m_language, m_lists, filters_for_words, std::string(producer)));
  for (Finding& finding : findings) {
    if (!finding.span) continue;
    std::optional<Box> box;
    for (std::size_t i = 0; i < begins.size(); ++i) {
      const std::int64_t next = i + 1 < begins.size() ? begins[i + 1] : finding.span->end + 1;
      if (finding.span->begin < next && finding.span->end > begins[i])
        box = box ? around(*box, stretch.lines[i]->box) : stretch.lines[i]->box;
    }
    set_place(finding, stretch.begin, stretch.end, box.value_or(Box{}));
    add(std::move(finding));
  }
  return {};
}

/// What is found again right after it was found goes on.
void TextSink::add(Finding finding) {
  const auto before = std::ranges::find_if(m_found, [&](const Finding& known) {
    return known.kind == finding.kind && known.text == finding.text && *known.end >= *finding.start;
  });
  if (before != m_found.end()) {
    before->end = std::max(*before->end, *finding.end);
  } else if (m_found.size() < most_findings) {
    m_found.push_back(std::move(finding));
  }
}

bool holds(const Box& outer, const Box& inner) {
  constexpr double slack = 1e-6;
  const Box both = around(outer, inner);
  return both.width <= outer.width + slack && both.height <= outer.height + slack;
}

/// A line itself is information; it is as grave as what was found in it.
Finding TextSink::finding_of(const SeenSpell& spell) const {
  Finding finding;
  finding.kind = "text_in_picture";
  finding.start = spell.begin;
  finding.end = spell.end;
  finding.box = spell.box;
  finding.score = 0.1;
  finding.text = spell.text;
  finding.producer = producer;
  std::set<std::string> inside;
  for (const Finding& found : m_found) {
    const bool same_time = *found.start<spell.end&& * found.end> spell.begin;
    if (!same_time || !holds(*found.box, spell.box)) continue;
    inside.insert(found.kind);
    finding.score = std::max(finding.score, found.score);
    finding.severity = std::max(finding.severity, found.severity);
  }
  for (const std::string& kind : inside) finding.rule += (finding.rule.empty() ? "" : "+") + kind;
  if (inside.empty()) finding.rule = "text";
  finding.message = {inside.empty() ? "filters.text_in_picture" : "filters.text_in_picture_with",
                     {{"found", display_name(spell.text, longest_shown)}, {"kinds", finding.rule}}};
  return finding;
}

Result<StepOutput> TextSink::finish() {
  m_words.finish(m_end);
  for (const Stretch& stretch : stretches()) TRY(look_at_stretch(stretch));
  FilterResult result;
  for (const SeenSpell& spell : m_words.spells()) result.findings.push_back(finding_of(spell));
  std::ranges::copy(m_found, std::back_inserter(result.findings));
  result.evidence = Json::object({{"looks", m_looks},
                                  {"read", m_read},
                                  {"lines", static_cast<std::int64_t>(m_words.spells().size())},
                                  {"models", json_list(m_models.used)},
                                  {"not_checked", json_list(m_models.missing)}});
  return output_of(result);
}

Result<std::unique_ptr<FrameSink>> make_sink(const SourceFacts& facts, const Json& parameters) {
  if (!facts.video)
    return fail(Errc::unsupported, "filters.no_moving_picture", {{"filter", std::string("text_in_picture")}});
  TRY_ASSIGN(const auto language, LanguageTag::parse(parameters.at_or_null("language").string_or("und")));
  ReadingModels models = reading_models(language.value);
  if (models.groups.empty())
    return fail(Errc::unavailable, "filters.no_reading_models",
                {{"models", std::string("eng, pol, nld, nor, ukr, rus, ara")}});
  TRY_ASSIGN(PageReader reader, PageReader::open(models));
  return std::make_unique<TextSink>(*facts.video, std::move(reader), std::move(models), language.value,
                                    Json::object({{"term_lists", parameters.at_or_null("term_lists")},
                                                  {"expired", parameters.at_or_null("expired")},
                                                  {"expired_help_lines", parameters.at_or_null("expired_help_lines")},
                                                  {"place", "picture"}}));
}

/// Words in pictures are looked up in lists as other words are.
Json of_the_day(const Json& parameters, std::string_view today) {
  Json all = Json::empty_object();
  for (const std::string_view id : {"term", "pii"}) {
    const Filter* filter = find_by_id(filters(), id);
    if (filter == nullptr || filter->of_the_day == nullptr) continue;
    const Json of_today = filter->of_the_day(parameters, today);
    for (const auto& [key, value] : of_today.members()) all[key] = value;
  }
  return all;
}

constexpr auto kinds = std::to_array<std::string_view>({"text_in_picture"});

// Words that the test draws in a picture; nothing draws none.
constexpr auto examples = std::to_array<Example>({
    {"a number of a person", "PESEL 44051401359", false},
    {"harmless words are told, as information", "SONGS OF TWO HOMES", false},
    {"a picture without words", "", true},
});

}  // namespace

extern const Filter filter_text_in_picture;
const Filter filter_text_in_picture{
    .id = "text_in_picture",
    .version = 6,
    .doc =
        {.summary = "Words in pictures: signs, captions, documents.",
         .details =
             "Tesseract reads printed words in Latin, Cyrillic and Arabic script, every two seconds and after each "
             "cut in pictures of at most 1280 pixels (2400 in stills), as they are and by their nearly white or nearly "
             "black letters alone, which finds captions on busy pictures. Each line is a finding of score 0.1, with "
             "its place and time. What pii, term and link find in the words comes along with its own kind, the same "
             "place and time, and lifts the line to the same score. The foot of a passport or the back of an identity "
             "card is found by its machine-readable zone (pii.mrz). The evidence names the models that read and those "
             "that are not installed: not checked in these languages. Handwriting, slanted and small words (letters "
             "under about 12 pixels) are not read, and words may be misread.",
         .source = "https://tesseract-ocr.github.io/tessdoc/",
         .examples = examples},
    .kinds = kinds,
    .looks_at_stills = true,
    .reads_words = true,
    .make_sink = make_sink,
    .of_the_day = of_the_day,
};

}  // namespace integrart
