#include "formats/subtitle/ttml/writing.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "formats/subtitle/cues/colours.h"
#include "formats/subtitle/cues/losses.h"
#include "formats/subtitle/cues/timestamps.h"
#include "formats/subtitle/cues/track_writing.h"
#include "formats/subtitle/cues/webvtt_settings.h"
#include "formats/subtitle/ttml/names.h"
#include "formats/subtitle/ttml/region.h"
#include "formats/subtitle/ttml/runs.h"
#include "formats/xml/xml.h"

namespace integrart {
namespace {

std::string percent(double value) {
  return fmt::format("{}%", value);
}

class Writing {
 public:
  Writing(const CueTrack& track, const CueFeatures& can_keep) : m_track(track) {
    m_losses.add_unkept(track, can_keep, false);
  }

  Noted<std::string> run() {
    collect();
    m_xml.open("tt", {{"xmlns", "http://www.w3.org/ns/ttml"},
                      {"xmlns:ttp", "http://www.w3.org/ns/ttml#parameter"},
                      {"xmlns:tts", "http://www.w3.org/ns/ttml#styling"},
                      {"xmlns:ttm", "http://www.w3.org/ns/ttml#metadata"},
                      {"xmlns:integrart", std::string(our_ttml_namespace)},
                      {"ttp:timeBase", "media"},
                      {"ttp:cellResolution", "32 15"},
                      {"xml:lang", m_track.language.is_undetermined() ? std::string() : m_track.language.text()},
                      {"xml:space", "preserve"}});
    write_head();
    m_xml.open("body").open("div", {{"style", "style.default"}});
    for (std::size_t i = 0; i < m_track.cues.size(); ++i) write_cue(i);
    m_file.value = m_xml.finish();
    m_losses.tell("EBU-TT-D", m_file.notes);
    return std::move(m_file);
  }

 private:
  void collect() {
    for (const Cue& cue : m_track.cues) {
      m_settings.push_back(write_cue_settings(cue.placement));
      if (!m_settings.back().empty()) m_settings.back().erase(0, 1);
      m_runs.push_back(runs_of(cue));
      for (const TextRun& run : m_runs.back())
        if (!run.speaker.empty() && std::ranges::find(m_speakers, run.speaker) == m_speakers.end())
          m_speakers.push_back(run.speaker);
    }
  }

  void write_head() {
    m_xml.open("head");
    if (!m_speakers.empty()) m_xml.open("metadata");
    for (std::size_t i = 0; i < m_speakers.size(); ++i) {
      m_xml.open("ttm:agent", {{"xml:id", fmt::format("speaker.{}", i + 1)}, {"type", "person"}});
      m_xml.leaf("ttm:name", m_speakers[i], {{"type", "full"}}).close();
    }
    if (!m_speakers.empty()) m_xml.close();
    write_styles();
    m_xml.open("layout");
    std::set<std::string, std::less<>> written;
    for (std::size_t i = 0; i < m_track.cues.size(); ++i)
      if (written.insert(m_settings[i]).second) write_region(m_track.cues[i].placement, m_settings[i]);
    write_unused_regions();
    m_xml.close().close();
  }

  void write_styles() {
    m_xml.open("styling");
    m_xml.empty("style", {{"xml:id", "style.default"},
                          {"tts:fontFamily", "sansSerif"},
                          {"tts:fontSize", "100%"},
                          {"tts:lineHeight", "normal"},
                          {"tts:color", "#ffffff"}});
    m_xml.empty("style", {{"xml:id", "style.b"}, {"tts:fontWeight", "bold"}});
    m_xml.empty("style", {{"xml:id", "style.i"}, {"tts:fontStyle", "italic"}});
    m_xml.empty("style", {{"xml:id", "style.u"}, {"tts:textDecoration", "underline"}});
    for (const std::string align : {"start", "center", "end", "left", "right"})
      m_xml.empty("style", {{"xml:id", "style." + align}, {"tts:textAlign", align}});
    for (const ColourClass& colour : colour_classes)
      m_xml.empty("style", {{"xml:id", "style." + std::string(colour.name)}, {"tts:color", std::string(colour.code)}});
    m_xml.close();
  }

  std::string region_name(std::string_view settings) const {
    return settings.empty() ? std::string("region.bottom") : "region." + ttml_name(settings);
  }

  void write_box(const TtmlBox& box, const std::string& name, std::string_view settings, std::string_view region) {
    const std::string mode = box.writing_mode == "rl" ? "tbrl" : box.writing_mode == "lr" ? "tblr" : "";
    m_xml.empty("region", {{"xml:id", name},
                           {"tts:origin", percent(box.x) + " " + percent(box.y)},
                           {"tts:extent", percent(box.width) + " " + percent(box.height)},
                           {"tts:displayAlign", box.display_align},
                           {mode.empty() ? "" : "tts:writingMode", mode},
                           {"integrart:settings", std::string(settings)},
                           {region.empty() ? "" : "integrart:region", std::string(region)}});
  }

  void write_region(const CuePlacement& placement, const std::string& settings) {
    const auto region = std::ranges::find(m_track.regions, placement.region, &CueRegion::id);
    if (region == m_track.regions.end() || placement.region.empty())
      return write_box(box_of_placement(placement), region_name(settings), settings, "");
    m_used_regions.insert(region->id);
    write_box(box_of_region(*region), region_name(settings), settings, one_line(write_region_settings(*region)));
  }

  void write_unused_regions() {
    for (std::size_t i = 0; i < m_track.regions.size(); ++i)
      if (const CueRegion& region = m_track.regions[i]; !m_used_regions.contains(region.id))
        write_box(box_of_region(region), fmt::format("region.number.{}", i + 1), "",
                  one_line(write_region_settings(region)));
  }

  static std::string one_line(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return text;
  }

  void write_cue(std::size_t i) {
    const Cue& cue = m_track.cues[i];
    const std::string words = spoken_words(cue);
    if (words.empty() || (cue.when.end && *cue.when.end <= cue.when.begin)) m_losses.add("cue");
    m_xml.open("p",
               {{"xml:id", ttml_name(cue.id.empty() ? fmt::format("c{}", i + 1) : cue.id)},
                {"region", region_name(m_settings[i])},
                {"style", "style." + cue.placement.align},
                {"begin", written_time(cue.when.begin, '.')},
                {cue.when.end ? "end" : "", cue.when.end ? written_time(*cue.when.end, '.') : std::string()}},
               true);
    for (const TextRun& run : m_runs[i]) write_run(run);
    m_xml.close();
  }

  void write_run(const TextRun& run) {
    std::string styles;
    const auto add = [&](bool on, std::string_view name) {
      if (on) styles.append(styles.empty() ? "style." : " style.").append(name);
    };
    add(run.bold, "b");
    add(run.italic, "i");
    add(run.underline, "u");
    add(!run.colour.empty(), run.colour);
    const bool plain = styles.empty() && run.speaker.empty() && run.language.empty();
    if (!plain)
      m_xml.open("span", {{styles.empty() ? "" : "style", styles},
                          {run.speaker.empty() ? "" : "ttm:agent", speaker_name(run.speaker)},
                          {run.language.empty() ? "" : "xml:lang", run.language}});
    for (std::size_t begin = 0; begin <= run.text.size();) {
      const std::size_t end = std::min(run.text.find('\n', begin), run.text.size());
      m_xml.text(std::string_view(run.text).substr(begin, end - begin));
      if (end < run.text.size()) m_xml.empty("br");
      begin = end + 1;
    }
    if (!plain) m_xml.close();
  }

  std::string speaker_name(const std::string& speaker) const {
    const auto found = std::ranges::find(m_speakers, speaker);
    return fmt::format("speaker.{}", found - m_speakers.begin() + 1);
  }

  const CueTrack& m_track;
  Noted<std::string> m_file;
  XmlWriter m_xml;
  Losses m_losses;
  std::vector<std::string> m_settings;  // of each cue, as WebVTT writes them
  std::vector<std::vector<TextRun>> m_runs;
  std::vector<std::string> m_speakers;
  std::set<std::string, std::less<>> m_used_regions;
};

}  // namespace

Noted<std::string> write_ebu_tt_d(const CueTrack& track, const CueFeatures& can_keep) {
  return Writing(track, can_keep).run();
}

}  // namespace integrart
