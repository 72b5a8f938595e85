// Tags are opened and closed in pairs.

#include <algorithm>
#include <array>

#include "filters/cues/sheet/cue_sheet.h"

namespace integrart {
namespace {

struct OpenTag {
  std::string name;
  std::string written;  // with classes and annotation
};

/// Elements of WebVTT cue text; `v` and `rt` may stay open to the end of what holds them.
bool is_element(std::string_view name) {
  constexpr auto elements = std::to_array<std::string_view>({"b", "i", "u", "c", "v", "lang", "ruby", "rt"});
  return std::find(elements.begin(), elements.end(), name) != elements.end();
}
bool may_stay_open(std::string_view name) {
  return name == "v" || name == "rt";
}

/// Writes a payload again with every tag closed inside the one that holds it.
class Balancing {
 public:
  explicit Balancing(std::string_view payload) : m_rest(payload) {}

  std::string run() {
    while (!m_rest.empty()) {
      const std::size_t open = std::min(m_rest.find('<'), m_rest.size());
      m_result += m_rest.substr(0, open);
      m_rest.remove_prefix(open);
      if (!m_rest.empty()) take_tag();
    }
    while (!m_open.empty()) end_last(!may_stay_open(m_open.back().name));
    return m_result;
  }

 private:
  void take_tag() {
    const std::size_t close = m_rest.find('>');
    const std::string_view tag = m_rest.substr(0, close == std::string_view::npos ? m_rest.size() : close + 1);
    m_rest.remove_prefix(tag.size());
    const bool closes = tag.starts_with("</");
    const std::string_view inner = tag.substr(closes ? 2 : 1);
    const std::string name(inner.substr(0, inner.find_first_of(".> \t\n")));
    if (close == std::string_view::npos || !is_element(name)) {
      m_result += tag;
    } else if (closes) {
      take_close(name);
    } else {
      m_open.push_back({name, std::string(tag)});
      m_result += tag;
    }
  }

  void take_close(const std::string& name) {
    const auto opened =
        std::find_if(m_open.rbegin(), m_open.rend(), [&](const OpenTag& tag) { return tag.name == name; });
    if (opened == m_open.rend()) return;  // closes nothing
    const std::vector<OpenTag> crossed(opened.base(), m_open.end());
    while (m_open.back().name != name) end_last(!may_stay_open(m_open.back().name) || name != "ruby");
    end_last(true);
    for (const OpenTag& tag : crossed) {
      if (name == "ruby") break;
      m_open.push_back(tag);
      m_result += tag.written;
    }
  }

  void end_last(bool written) {
    if (written) m_result += "</" + m_open.back().name + ">";
    m_open.pop_back();
  }

  std::string_view m_rest;
  std::string m_result;
  std::vector<OpenTag> m_open;
};

std::string balanced(const std::string& payload) {
  if (payload.find('<') == std::string::npos) return payload;
  return Balancing(payload).run();
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  for (std::size_t i = 0; i < sheet.size(); ++i)
    if (balanced(sheet.cue(i).text) != sheet.cue(i).text)
      issues.push_back(sheet.issue(i, "unbalanced_tags", "cues.unbalanced_tags"));
}

bool fix(CueSheet& sheet) {
  bool changed = false;
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    std::string payload = balanced(sheet.cue(i).text);
    if (payload == sheet.cue(i).text) continue;
    sheet.set_text(i, std::move(payload));
    changed = true;
  }
  return changed;
}

constexpr auto broken = std::to_array<ExampleCue>({{1000, 3000, "She said <i>no <b>twice</i>."}});
constexpr auto mended = std::to_array<ExampleCue>({{1000, 3000, "She said <i>no <b>twice</b></i><b>.</b>"}});
constexpr CueRuleExample example{.broken = broken, .mended = mended};

}  // namespace

extern const CueRule cue_rule_unbalanced_tags;
const CueRule cue_rule_unbalanced_tags{
    .id = "unbalanced_tags",
    .version = 1,
    .doc = {.summary = "Tags are opened and closed in pairs.",
            .details = "Missing closing tags are added at the end, stray ones go, crossing ones are nested. A voice "
                       "may stay open.",
            .source = "https://www.w3.org/TR/webvtt1/#webvtt-cue-text-parsing-rules",
            .examples = {}},
    .explanation = "cues.unbalanced_tags_why",
    .example = example,
    .check = check,
    .fix = fix,
};

}  // namespace integrart
