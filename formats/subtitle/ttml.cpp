// TTML: the text profile of IMSC 1.1 and EBU-TT-D in, EBU-TT-D out.

#include <algorithm>

#include "formats/subtitle/cues/track_builder.h"
#include "formats/subtitle/cues/webvtt_settings.h"
#include "formats/subtitle/ttml/document.h"
#include "formats/subtitle/ttml/paragraph_cues.h"
#include "formats/subtitle/ttml/writing.h"
#include "formats/tables.h"

namespace integrart {
namespace {

constexpr std::string_view extensions[] = {"ttml", "dfxp", "imsc", "xml"};

constexpr Example examples[] = {
    {"one paragraph",
     R"(<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body><div><p begin="1s" end="2.5s">Two homes,<br/>one song</p></div></body></tt>)"},
    {"styles and a region",
     R"(<?xml version="1.0" encoding="UTF-8"?>
<tt:tt xmlns:tt="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="uk">
 <tt:head><tt:styling><tt:style xml:id="s" tts:color="yellow" tts:fontStyle="italic"/></tt:styling>
  <tt:layout><tt:region xml:id="r" tts:origin="10% 10%" tts:extent="80% 20%"/></tt:layout></tt:head>
 <tt:body region="r"><tt:div><tt:p begin="00:00:01.000" end="00:00:02.000"><tt:span style="s">лихо</tt:span></tt:p></tt:div></tt:body>
</tt:tt>)"},
    {"frames, in sequence",
     R"(<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="25" xml:lang="">
<body timeContainer="seq"><div dur="00:00:02:00"><p>a</p></div><div dur="25f"><p>b</p></div></body></tt>)"},
    {"another root", "<html><body/></html>", false},
    {"an entity bomb",
     "<!DOCTYPE tt [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;\">]><tt xmlns=\"http://www.w3.org/ns/ttml\"><body/></tt>",
     false},
    {"cut off", "<tt xmlns=\"http://www.w3.org/ns/ttml\"><body>", false},
    {"no XML", "words\n", false},
};

/// The root element is "tt", whatever its prefix; declarations and comments may stand before it.
bool looks_like_ttml(std::string_view text) {
  while (true) {
    const std::size_t begin = text.find_first_not_of(" \t\n\r");
    if (begin == std::string_view::npos || text[begin] != '<') return false;
    text.remove_prefix(begin);
    if (!text.starts_with("<?") && !text.starts_with("<!")) break;
    const bool comment = text.starts_with("<!--");
    std::size_t end = text.find(comment ? "-->" : ">");
    if (text.starts_with("<!DOCTYPE") && text.substr(0, end).find('[') != std::string_view::npos) end = text.find("]>");
    if (end == std::string_view::npos) return false;
    text.remove_prefix(end + (comment ? 3 : 1));
    if (text.starts_with('>')) text.remove_prefix(1);
  }
  const std::string_view name = text.substr(1, std::min(text.find_first_of(" \t\n\r/>", 1), text.size()) - 1);
  return name == "tt" || name.ends_with(":tt");
}

class TtmlReading {
 public:
  TtmlReading(const TtmlDocument& document, const SubtitleLimits& limits) : m_document(document), m_builder(limits) {}

  Result<Noted<CueTrack>> run() {
    if (auto language = LanguageTag::parse(m_document.language)) m_builder.set_language(std::move(*language));
    for (const TtmlRegion& region : m_document.regions)
      if (!region.region_settings.empty()) add_region(parse_region_settings(region.region_settings));
    // Words in no region are shown by nobody once a document uses regions (TTML 2, 11.3.1.3). Where none of its
    // paragraphs has one, its author's player did not care.
    m_uses_regions = std::ranges::any_of(
        m_document.paragraphs, [&](const TtmlParagraph& p) { return m_document.region(p.region) != nullptr; });
    for (const TtmlParagraph& paragraph : m_document.paragraphs) TRY(add(paragraph));
    auto track = m_builder.finish();
    track.notes.insert(track.notes.begin(), m_document.notes.begin(), m_document.notes.end());
    return track;
  }

 private:
  void add_region(CueRegion region) {
    const auto& known = m_builder.regions();
    if (std::ranges::find(known, region.id, &CueRegion::id) == known.end()) m_builder.add(std::move(region));
  }

  Result<> add(const TtmlParagraph& paragraph) {
    const TtmlRegion* const region = m_document.region(paragraph.region);
    std::vector<Cue> cues = cues_of_paragraph(paragraph, m_document.is_word_timed);
    if (region == nullptr && m_uses_regions) {
      if (!cues.empty()) m_builder.note("subtitle.in_no_region", paragraph.line);
      return {};
    }
    for (Cue& cue : cues) {
      cue.placement = placement_of(paragraph, region);
      TRY(m_builder.add(std::move(cue), paragraph.line));
    }
    return {};
  }

  CuePlacement placement_of(const TtmlParagraph& paragraph, const TtmlRegion* region) {
    std::vector<std::string> ignored;
    if (region != nullptr && region->has_settings)
      return parse_cue_settings(region->settings, m_builder.regions(), ignored);
    if (region != nullptr) return placement_of_box(region->box, paragraph.text_align);
    return parse_cue_settings("align:" + paragraph.text_align, m_builder.regions(), ignored);
  }

  const TtmlDocument& m_document;
  TrackBuilder m_builder;
  bool m_uses_regions = false;
};

Result<Noted<CueTrack>> read_ttml(std::string_view utf8, const SubtitleLimits& limits) {
  TRY_ASSIGN(const std::string text, normalised_lines(utf8, limits));
  if (!looks_like_ttml(text)) return fail(Errc::unrecognised, "subtitle.not_ttml");
  TRY_ASSIGN(const TtmlDocument document, parse_ttml(text));
  return TtmlReading(document, limits).run();
}

Result<Noted<std::string>> write_ttml(const CueTrack& track);

double likeness_of_ttml(std::string_view utf8) {
  return looks_like_ttml(beginning_of(utf8)) ? 1 : 0;
}

}  // namespace

extern const SubtitleFormat subtitle_ttml;
const SubtitleFormat subtitle_ttml{
    .id = "ttml",
    .media_type = "application/ttml+xml",
    .extensions = extensions,
    .doc =
        {.summary = "TTML: reads the IMSC 1.1 text profile and EBU-TT-D, writes EBU-TT-D.",
         .details =
             "Reads every time expression, nested par and seq timing, regions with their own times, referenced and "
             "inherited styles, ruby, agents, what `set` shows and hides, and songs that Apple times by the word. A "
             "paragraph whose parts come and go becomes several cues. Keeps times to the millisecond, words, bold, "
             "italic, underline, WebVTT's eight colours, identifiers, language and speakers; WebVTT's placement and "
             "regions are written as TTML's and also noted in attributes of our own, which this reader uses. Word "
             "times, ruby, other classes and cues without words are lost with notes. DOCTYPE is refused. May be called "
             "from any thread.",
         .source = "https://www.w3.org/TR/ttml-imsc1.1/",
         .examples = examples},
    .keeps = {.identifiers = true,
              .markup = true,
              .placement = true,
              .regions = true,
              .speakers = true,
              .language = true,
              .every_cue = false},
    .read = read_ttml,
    .write = write_ttml,
    .likeness = likeness_of_ttml};

namespace {

Result<Noted<std::string>> write_ttml(const CueTrack& track) {
  return write_ebu_tt_d(track, subtitle_ttml.keeps);
}

}  // namespace
}  // namespace integrart
