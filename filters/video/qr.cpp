// QR codes and bar codes in pictures: what they say, and what they make a phone do.

#include <algorithm>
#include <array>
#include <map>

#include "filters/video/codes/code_reader.h"
#include "filters/video/codes/payload.h"
#include "filters/video/looks/filter_output.h"
#include "filters/video/looks/look_schedule.h"
#include "filters/video/words/words_in_picture.h"
#include "pipeline/base/filter.h"
#include "pipeline/base/text.h"
#include "pipeline/media/frame.h"

namespace integrart {
namespace {

constexpr int longest_side = 1600;
constexpr double pictures_per_second = 4;  // of these, those that the schedule wants are looked at
constexpr double seconds_between_looks = 1;
constexpr std::size_t most_codes = 200;
constexpr std::size_t longest_shown = 120;
constexpr std::string_view producer = "qr/3";
constexpr auto filters_for_words = std::to_array<std::string_view>({"pii", "link"});

/// A code from the look that first found it to the first that did not.
struct CodeSpell {
  SeenCode code;
  double begin = 0, end = 0;
  bool is_over = false;
};

class QrSink final : public FrameSink {
 public:
  explicit QrSink(const VideoFacts& video)
      : m_needs(needs_within(video, longest_side, PixelLayout::gray8, pictures_per_second)) {}

  FrameNeeds needs() const override { return {m_needs, std::nullopt}; }
  using FrameSink::consume;
  Result<> consume(const VideoFrame& frame) override;
  Result<StepOutput> finish() override;

 private:
  VideoNeeds m_needs;
  LookSchedule m_schedule{seconds_between_looks};
  std::vector<CodeSpell> m_spells;
  std::int64_t m_looks = 0;
  double m_end = 0;
};

Result<> QrSink::consume(const VideoFrame& frame) {
  m_end = (frame.time + frame.duration).seconds();
  if (!m_schedule.wants(frame)) return {};
  ++m_looks;
  TRY_ASSIGN(const std::vector<SeenCode> codes, read_codes(frame.picture));
  const double now = frame.time.seconds();
  for (CodeSpell& spell : m_spells) {
    if (spell.is_over) continue;
    spell.end = now;
    spell.is_over = std::ranges::find(codes, spell.code.payload, &SeenCode::payload) == codes.end();
  }
  for (const SeenCode& code : codes) {
    const auto goes_on = [&](const CodeSpell& spell) { return !spell.is_over && spell.code.payload == code.payload; };
    if (std::ranges::none_of(m_spells, goes_on) && m_spells.size() < most_codes)
      m_spells.push_back({code, now, now, false});
  }
  return {};
}

Finding finding_of(const CodeSpell& spell) {
  const PayloadKind kind = payload_kind(spell.code.payload);
  Finding finding;
  finding.kind = "qr";
  finding.start = spell.begin;
  finding.end = spell.end;
  finding.box = spell.code.box;
  finding.score = score_of(kind);
  finding.severity = finding.score >= 0.9 ? Severity::high : finding.score >= 0.5 ? Severity::medium : Severity::low;
  finding.rule = name_of(kind);
  finding.text = spell.code.payload;
  finding.message = {"filters.qr_" + std::string(name_of(kind)),
                     {{"found", display_name(spell.code.payload, longest_shown)}}};
  finding.producer = producer;
  return finding;
}

Result<StepOutput> QrSink::finish() {
  FilterResult result;
  std::map<std::string, std::int64_t> formats;
  for (CodeSpell& spell : m_spells) {
    if (!spell.is_over) spell.end = m_end;
    ++formats[spell.code.format];
    result.findings.push_back(finding_of(spell));
    TRY_ASSIGN(std::vector<Finding> more, look_at_seen_words(spell.code.payload, LanguageTag{}, Json::empty_object(),
                                                             filters_for_words, std::string(producer)));
    for (Finding& finding : more) set_place(finding, spell.begin, spell.end, spell.code.box);
    std::ranges::move(more, std::back_inserter(result.findings));
  }
  Json counted = Json::empty_object();
  for (const auto& [format, times] : formats) counted[format] = Json(times);
  result.evidence = Json::object({{"looks", m_looks}, {"codes", std::move(counted)}});
  return output_of(result);
}

Result<std::unique_ptr<FrameSink>> make_sink(const SourceFacts& facts, const Json& /*parameters*/) {
  if (!facts.video) return fail(Errc::unsupported, "filters.no_moving_picture", {{"filter", std::string("qr")}});
  return std::make_unique<QrSink>(*facts.video);
}

constexpr auto kinds = std::to_array<std::string_view>({"qr"});

// What the test draws as a QR code on a grey picture; nothing draws none.
constexpr auto examples = std::to_array<Example>({
    {"an address", "https://example.org/songs", false},
    {"a telephone number", "tel:+4791234567", false},
    {"a network and its password", "WIFI:T:WPA;S:home;P:secret;;", false},
    {"words", "Пісні двох домівок", false},
    {"a picture without a code", "", true},
});

}  // namespace

extern const Filter filter_qr;
const Filter filter_qr{
    .id = "qr",
    .version = 3,
    .doc = {.summary = "QR codes and bar codes in pictures, and what they lead to.",
            .details =
                "QR, Micro QR, Aztec, Data Matrix, PDF417, EAN-13, UPC-A and Code 128, dark on light or light on dark, "
                "turned any way, looked for once a second and after each cut in pictures of at most 1600 pixels. A "
                "finding says where and from when to when the code is seen, what it holds, and what a phone will do: "
                "follow an address (score 0.3), call or write, take a contact card, join a network, show a place, pay "
                "(0.6), take the seed of one-time passwords (0.9); words alone are 0.2. What it holds is also looked "
                "at by pii and link, whose findings come along with the same place and time. Codes smaller than about "
                "two pixels a module, and those seen for less than a quarter of a second, are not found.",
            .source = "https://www.iso.org/standard/83389.html",
            .examples = examples},
    .kinds = kinds,
    .looks_at_stills = true,
    .make_sink = make_sink,
};

}  // namespace integrart
