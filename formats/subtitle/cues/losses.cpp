#include "formats/subtitle/cues/losses.h"

#include "formats/subtitle/cues/cue_text.h"
#include "formats/subtitle/cues/scanning.h"

namespace integrart {
namespace {

void collect_markup(const std::vector<CueNode>& nodes, std::set<std::string, std::less<>>& found) {
  for (const CueNode& node : nodes) {
    if (node.type == "b" || node.type == "i" || node.type == "u" || node.type == "ruby") found.insert(node.type);
    if (node.type == "timestamp") found.insert("word_times");
    if (node.type == "v") found.insert("speaker");
    if (node.type == "lang") found.insert("language");
    if (!node.classes.empty()) found.insert("class");
    collect_markup(node.children, found);
  }
}

void append_spoken(const std::vector<CueNode>& nodes, std::string& words) {
  for (const CueNode& node : nodes) {
    if (node.type == "text") words += node.text;
    if (node.type == "rt") words += '(';
    append_spoken(node.children, words);
    if (node.type == "rt") words += ')';
  }
}

}  // namespace

std::vector<CueNode> tree_of(const Cue& cue) {
  return cue.tree.empty() ? parse_cue_text(cue.text) : cue.tree;
}

std::set<std::string, std::less<>> markup_of(const Cue& cue) {
  std::set<std::string, std::less<>> found;
  collect_markup(tree_of(cue), found);
  return found;
}

std::string spoken_words(const Cue& cue) {
  std::string words;
  append_spoken(tree_of(cue), words);
  for (char& c : words)
    if (c == '\r' || c == '\0') c = ' ';
  return without_empty_lines(words);
}

void Losses::add(std::string_view what, std::int64_t count) {
  if (count > 0) m_lost[std::string(what)] += count;
}

void Losses::add_unkept(const CueTrack& track, const CueFeatures& keeps, bool keeps_ruby) {
  if (!keeps.regions) add("regions", static_cast<std::int64_t>(track.regions.size()));
  for (const Cue& cue : track.cues) {
    const auto markup = markup_of(cue);
    const auto has = [&](std::string_view what) { return markup.contains(what); };
    if (!keeps.markup && (has("b") || has("i") || has("u"))) add("markup");
    if (!keeps.markup && has("class")) add("class");
    if (!keeps.markup && has("language")) add("language");
    if (!keeps_ruby && has("ruby")) add("ruby");
    if (!keeps.word_times && has("word_times")) add("word_times");
    if (!keeps.speakers && has("speaker")) add("speaker");
    if (!keeps.placement && !(cue.placement == CuePlacement{})) add("placement");
  }
}

void Losses::tell(std::string_view format, std::vector<Message>& notes) const {
  for (const auto& [what, cues] : m_lost)
    notes.push_back({"subtitle.cannot_hold", {{"format", std::string(format)}, {"what", what}, {"cues", cues}}});
}

}  // namespace integrart
