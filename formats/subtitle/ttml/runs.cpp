#include "formats/subtitle/ttml/runs.h"

#include "formats/subtitle/cues/colours.h"
#include "formats/subtitle/cues/losses.h"

namespace integrart {
namespace {

/// `text` without what XML 1.0 cannot hold.
std::string holdable(std::string_view text) {
  std::string kept;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const std::string_view rest = text.substr(i, 3);
    if (rest == "\xEF\xBF\xBE" || rest == "\xEF\xBF\xBF") {
      i += 2;
      continue;
    }
    if (c >= 0x20 || c == '\t' || c == '\n') kept += text[i];
  }
  return kept;
}

void collect(const std::vector<CueNode>& nodes, const TextRun& outer, std::vector<TextRun>& runs) {
  const auto add = [&](std::string_view words) {
    TextRun run = outer;
    run.text = holdable(words);
    if (!runs.empty() && runs.back().has_same_style(run))
      runs.back().text += run.text;
    else
      runs.push_back(std::move(run));
  };
  for (const CueNode& node : nodes) {
    if (node.type == "text") add(node.text);
    if (node.type == "text" || node.type == "timestamp") continue;
    TextRun inner = outer;
    inner.bold = inner.bold || node.type == "b";
    inner.italic = inner.italic || node.type == "i";
    inner.underline = inner.underline || node.type == "u";
    for (const std::string& name : node.classes)
      if (node.type == "c" && colour_class_named(name) != nullptr) inner.colour = name;
    if (node.type == "v") inner.speaker = holdable(node.annotation);
    if (node.type == "lang") inner.language = holdable(node.lang);
    if (node.type == "rt") add("(");
    collect(node.children, inner, runs);
    if (node.type == "rt") add(")");
  }
}

}  // namespace

bool TextRun::has_same_style(const TextRun& other) const {
  return bold == other.bold && italic == other.italic && underline == other.underline && colour == other.colour &&
         speaker == other.speaker && language == other.language;
}

std::vector<TextRun> runs_of(const Cue& cue) {
  std::vector<TextRun> runs;
  collect(tree_of(cue), {}, runs);
  return runs;
}

}  // namespace integrart
