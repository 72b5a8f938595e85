#include "pipeline/language/bilingual.h"

#include <algorithm>
#include <map>
#include <set>

#include "pipeline/language/cue_markup.h"

namespace integrart {

namespace {

/// Appends `nodes` as text and pairs of codes, numbered in the order in which they open.
void append_pieces(const std::vector<CueNode>& nodes, ExchangeText& pieces, int& codes) {
  for (const CueNode& node : nodes) {
    if (node.type == "text" && !pieces.empty() && pieces.back().kind == ExchangePiece::Kind::text) {
      pieces.back().text += node.text;
    } else if (node.type == "text") {
      pieces.push_back(text_piece(node.text));
    } else if (node.type != "timestamp") {
      ExchangePiece code;
      code.kind = ExchangePiece::Kind::opening;
      code.id = std::to_string(++codes);
      code.text = opening_tag(node);
      pieces.push_back(code);
      append_pieces(node.children, pieces, codes);
      code.kind = ExchangePiece::Kind::closing;
      code.text = closing_tag(node);
      pieces.push_back(std::move(code));
    }
  }
}

ExchangeText pieces_of(const Cue& cue) {
  if (cue.tree.empty()) return plain_exchange_text(plain_text(cue));
  ExchangeText pieces;
  int codes = 0;
  append_pieces(cue.tree, pieces, codes);
  return pieces;
}

/// `words` inside the codes that are around all of the source.
ExchangeText with_outer_codes(const ExchangeText& source, const std::string& words) {
  std::size_t depth = 0;
  const auto encloses = [&](std::size_t i) {
    const std::size_t last = source.size() - 1 - i;
    return i < last && source[i].kind == ExchangePiece::Kind::opening &&
           source[last].kind == ExchangePiece::Kind::closing && source[i].id == source[last].id;
  };
  while (depth * 2 + 1 < source.size() && encloses(depth)) ++depth;
  ExchangeText target(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(depth));
  target.push_back(text_piece(words));
  target.insert(target.end(), source.end() - static_cast<std::ptrdiff_t>(depth), source.end());
  return target;
}

/// All segments as one text, in the order of the translation.
ExchangeText whole_text(const ExchangeVariant& variant) {
  std::vector<const ExchangeSegment*> ordered;
  for (const ExchangeSegment& segment : variant.segments) ordered.push_back(&segment);
  const auto place = [&](const ExchangeSegment* segment) {
    return segment->order.value_or(static_cast<std::int64_t>(segment - variant.segments.data()) + 1);
  };
  std::ranges::stable_sort(ordered, {}, place);
  ExchangeText text;
  for (const ExchangeSegment* segment : ordered)
    if (segment->text) text.insert(text.end(), segment->text->begin(), segment->text->end());
  return text;
}

std::vector<const ExchangePiece*> opening_codes(const ExchangeText& text) {
  std::vector<const ExchangePiece*> codes;
  for (const ExchangePiece& piece : text)
    if (piece.kind == ExchangePiece::Kind::opening && piece.element != "mrk" && piece.element != "sm")
      codes.push_back(&piece);
  return codes;
}

struct ReturnCounts {
  std::int64_t missing = 0, foreign = 0, codes = 0, drafts = 0;
};

/// Writes a translation as a payload with the markup of its cue. Tags are balanced whatever the file holds.
class Payload {
 public:
  /// Writers may give codes other ids: the nth that opens in the unit's source is the nth of the cue.
  Payload(const ExchangeText& of_cue, const ExchangeText& of_unit) {
    const auto ours = opening_codes(of_cue);
    const auto theirs = opening_codes(of_unit);
    if (ours.size() != theirs.size()) return;
    for (std::size_t i = 0; i < ours.size(); ++i) m_tags[theirs[i]->id] = ours[i]->text;
  }

  std::string write(const ExchangeText& target, ReturnCounts& counts) {
    for (const ExchangePiece& piece : target) {
      if (piece.kind == ExchangePiece::Kind::text) m_text += escaped_payload(piece.text);
      if (piece.kind == ExchangePiece::Kind::opening) open(piece, counts);
      if (piece.kind == ExchangePiece::Kind::closing) close(piece.id);
      if (piece.kind == ExchangePiece::Kind::standalone) ++counts.codes;
    }
    while (!m_open.empty()) close(m_open.back());
    return std::move(m_text);
  }

 private:
  void open(const ExchangePiece& piece, ReturnCounts& counts) {
    const auto tag = m_tags.find(piece.id);
    if (tag == m_tags.end()) {
      counts.codes += piece.element == "mrk" || piece.element == "sm" ? 0 : 1;
      return;
    }
    m_text += tag->second;
    m_open.push_back(piece.id);
  }
  void close(const std::string& id) {
    if (std::ranges::find(m_open, id) == m_open.end()) return;
    for (bool found = false; !found; m_open.pop_back()) {
      const std::string& tag = m_tags.at(m_open.back());
      m_text += "</" + tag.substr(1, tag.find_first_of(". >") - 1) + ">";
      found = m_open.back() == id;
    }
  }

  std::map<std::string, std::string, std::less<>> m_tags;  // opening tags by the unit's ids
  std::vector<std::string> m_open;
  std::string m_text;
};

/// The unit's own name of its cue: writers put an id that XML cannot hold into the name.
const std::string& cue_of(const ExchangeUnit& unit) {
  return unit.name.empty() ? unit.id : unit.name;
}

Cue returned_cue(const Cue& source, const ExchangeUnit& unit, const ExchangeVariant& translation,
                 ReturnCounts& counts) {
  Cue cue = source;
  const ExchangeText of_cue = pieces_of(source);
  const ExchangeText target = whole_text(translation);
  const bool has_codes = !opening_codes(target).empty();
  Payload payload(of_cue, has_codes ? whole_text(unit.variants.front()) : of_cue);
  // A tool that shows no codes loses them: those around the whole cue are put back.
  cue.text = payload.write(has_codes ? target : with_outer_codes(of_cue, plain_text(target)), counts);
  cue.tree.clear();
  cue.words.clear();
  const bool is_draft = std::ranges::any_of(translation.segments, [](const ExchangeSegment& segment) {
    return !segment.ignorable && segment.state == "initial";
  });
  if (is_draft) ++counts.drafts;
  return cue;
}

void add_note(std::vector<Message>& notes, const char* id, std::int64_t count) {
  if (count > 0) notes.push_back({id, {{"count", count}}});
}

}  // namespace

ExchangeDocument bilingual_document(const CueTrack& track, const Draft& draft, const LanguageTag& from,
                                    const LanguageTag& to, const std::string& original) {
  ExchangeDocument document;
  document.source_language = from;
  document.target_language = to;
  document.files.push_back({"f1", original, {}});
  for (std::size_t i = 0; i < track.cues.size(); ++i) {
    const DraftLine& line = draft.lines[i];
    if (line.source.empty()) continue;
    ExchangeUnit unit;
    unit.id = track.cues[i].id;
    unit.most_characters = 84;  // two lines of 42, the most that is read in time
    unit.keep_space = true;     // line breaks count
    const ExchangeText source = pieces_of(track.cues[i]);
    unit.variants.push_back(exchange_variant(from, source));
    if (line.target) {
      unit.variants.push_back(exchange_variant(to, with_outer_codes(source, wrapped(*line.target)), "initial"));
      ExchangeNote note;
      note.text = provenance_of(line);
      note.category = "provenance";
      note.applies_to = "target";
      unit.notes.push_back(std::move(note));
    }
    document.units.push_back(std::move(unit));
  }
  return document;
}

Result<Noted<CueTrack>> track_from_bilingual(const ExchangeDocument& document, const CueTrack& track,
                                             const LanguageTag& to) {
  std::map<std::string, const ExchangeUnit*, std::less<>> units;
  for (const ExchangeUnit& unit : document.units) units.emplace(cue_of(unit), &unit);
  Noted<CueTrack> result;
  result.value.language = to;
  result.value.kind = track.kind == "lyrics" ? "subtitles" : track.kind;
  result.value.regions = track.regions;
  ReturnCounts counts;
  std::set<std::string, std::less<>> used;
  for (const Cue& cue : track.cues) {
    const auto found = units.find(cue.id);
    if (found != units.end()) used.insert(cue.id);
    const ExchangeVariant* translation = found == units.end() ? nullptr : found->second->find(to);
    if (translation != nullptr && has_text(*translation))
      result.value.cues.push_back(returned_cue(cue, *found->second, *translation, counts));
    else if (!plain_text(cue).empty())
      ++counts.missing;
  }
  if (used.empty()) return fail(Errc::invalid_input, "language.return_no_cue");
  counts.foreign = static_cast<std::int64_t>(units.size() - used.size());
  add_note(result.notes, "language.return_untranslated", counts.missing);
  add_note(result.notes, "language.return_foreign", counts.foreign);
  add_note(result.notes, "language.return_codes", counts.codes);
  add_note(result.notes, "language.return_drafts", counts.drafts);
  return result;
}

}  // namespace integrart
