#include "pipeline/learning/lines.h"

#include <algorithm>
#include <array>

#include "pipeline/learning/names.h"
#include "pipeline/learning/text_blocks.h"
#include "pipeline/learning/words.h"

namespace integrart::learning {

namespace {

constexpr std::size_t most_lines_of_work = 2000;
constexpr std::size_t longest_line_bytes = 1000;

/// One line, single spaces, without the marks that say "music".
std::string one_line(std::string_view text) {
  constexpr auto music = std::to_array<std::string_view>({"♪", "♫", "♬", "♩"});
  std::string line;
  while (!text.empty()) {
    const auto mark = std::ranges::find_if(music, [&](std::string_view sign) { return text.starts_with(sign); });
    const bool space = mark != music.end() || static_cast<unsigned char>(text.front()) <= ' ' || text.front() == 0x7F;
    if (space && !line.empty() && line.back() != ' ') line += ' ';
    if (!space) line += text.front();
    text.remove_prefix(mark != music.end() ? mark->size() : 1);
  }
  if (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

/// "[applause]", "(laughs)": said by nobody.
bool is_sound_description(std::string_view line) {
  return line.size() >= 2 &&
         ((line.front() == '[' && line.back() == ']') || (line.front() == '(' && line.back() == ')'));
}

bool is_usable(const std::string& line) {
  return !line.empty() && line.size() <= longest_line_bytes && !is_sound_description(line);
}

double length_of(const Cue& cue) {
  return cue.when.end ? cue.when.end->seconds() - cue.when.begin.seconds() : 0;
}

double overlap_of(const Cue& a, const Cue& b) {
  if (!a.when.end || !b.when.end) return 0;
  return std::min(a.when.end->seconds(), b.when.end->seconds()) -
         std::max(a.when.begin.seconds(), b.when.begin.seconds());
}

/// The cue of `others` that says the same as `cue`: they share most of the time of both, so that no half of a line is
/// taken for its translation.
const Cue* counterpart(const Cue& cue, const std::vector<Cue>& others) {
  const Cue* best = nullptr;
  double most = 0;
  for (const Cue& other : others) {
    const double overlap = overlap_of(cue, other);
    if (overlap <= most || overlap < 0.6 * length_of(cue) || overlap < 0.6 * length_of(other)) continue;
    best = &other;
    most = overlap;
  }
  return best;
}

KnownNames names_known_of(const PackWork& work, const CueTrack* track) {
  KnownNames known;
  const auto add = [&](std::string_view name) {
    for (std::string& word : folded_words(name, work.language)) known.people.insert(std::move(word));
  };
  // A pseudonym may be made of everyday words ("Lesia from the second floor"); only capitals make a name of it.
  for (const Creator& creator : work.creators)
    if (!creator.pseudonym) add(creator.name);
  for (const auto& [language, title] : work.title.by_language) {
    const auto tag = LanguageTag::parse(language);
    if (tag && tag->value.primary() == work.language.primary())
      known.titles.merge(names_in_title(one_line(title), work.language));
  }
  if (track == nullptr) return known;
  for (const Cue& cue : track->cues) add(cue.speaker);
  return known;
}

std::vector<Line> lines_of_track(const CueTrack& track, const std::vector<CueTrack>& others) {
  std::vector<Line> lines;
  for (const Cue& cue : track.cues) {
    Line line;
    line.text = one_line(plain_text(cue));
    if (!is_usable(line.text) || lines.size() >= most_lines_of_work) continue;
    if (!cue.id.empty()) line.cues.push_back(cue.id);
    line.when = cue.when;
    line.timings = cue.words;
    for (const CueTrack& other : others) {
      const Cue* same = counterpart(cue, other.cues);
      if (same == nullptr) continue;
      std::string text = one_line(plain_text(*same));
      if (is_usable(text)) line.translation.by_language[other.language.text()] = std::move(text);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

/// The sentences of `other` that say the same as those of `own`, one for each; null where none does. Paragraph by
/// paragraph when both have as many of these: one that has other sentences in another language costs only its own
/// translations. Where nothing is known of paragraphs, and as many sentences are there, one by one.
std::vector<const std::string*> same_sentences(const PackText& own, const std::vector<SentencePlace>& places,
                                               const PackText& other) {
  const std::vector<SentencePlace> others = sentence_places(other.html, other.sentences.size());
  std::vector<const std::string*> same(own.sentences.size(), nullptr);
  if (places.empty() || others.empty() || places.back().block != others.back().block) {
    for (std::size_t i = 0; own.sentences.size() == other.sentences.size() && i < same.size(); ++i)
      same[i] = &other.sentences[i];
    return same;
  }
  for (std::size_t i = 0, j = 0; i < places.size();) {
    const auto end = [](const std::vector<SentencePlace>& list, std::size_t at) {
      const auto block = list[at].block;
      while (at < list.size() && list[at].block == block) ++at;
      return at;
    };
    const std::size_t own_end = end(places, i), other_end = end(others, j);
    const bool alike = places[i].is_heading == others[j].is_heading && own_end - i == other_end - j;
    for (; i < own_end; ++i, ++j)
      if (alike) same[i] = &other.sentences[j];
    j = other_end;
  }
  return same;
}

/// The sentences of a text but for its headings, which no learner has to put in order with what is below them.
std::vector<Line> lines_of_text(const PackText& text, const std::vector<PackText>& texts) {
  const std::vector<SentencePlace> places = sentence_places(text.html, text.sentences.size());
  std::vector<std::pair<std::string, std::vector<const std::string*>>> translations;
  for (const PackText& other : texts)
    if (other.language != text.language)
      translations.emplace_back(other.language.text(), same_sentences(text, places, other));
  std::vector<Line> lines;
  for (std::size_t i = 0; i < text.sentences.size(); ++i) {
    Line line;
    line.text = one_line(text.sentences[i]);
    if (!is_usable(line.text) || lines.size() >= most_lines_of_work) continue;
    if (!places.empty() && places[i].is_heading) continue;
    for (const auto& [language, same] : translations) {
      std::string translated = same[i] == nullptr ? "" : one_line(*same[i]);
      if (is_usable(translated)) line.translation.by_language[language] = std::move(translated);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

/// What a line is compared by: its words.
std::string key_of(const Line& line) {
  std::string key;
  for (const LineWord& word : line.words) key += word.folded + " ";
  return key;
}

std::vector<Line> each_once(const std::vector<Line>& lines) {
  std::vector<Line> unique;
  std::set<std::string> keys;
  for (const Line& line : lines)
    if (!line.words.empty() && keys.insert(key_of(line)).second) unique.push_back(line);
  return unique;
}

struct Tracks {
  std::optional<CueTrack> own;
  std::vector<CueTrack> others;
};

/// A draft may be wrong, and a singable version says something else than the line: nobody should learn from them.
bool teaches(const PackTrack& track) {
  return !track.draft && track.variant != "singable";
}

Result<Tracks> tracks_of(const PackWork& work) {
  Tracks tracks;
  for (const PackTrack& track : work.tracks) {
    if (!teaches(track)) continue;
    TRY_ASSIGN(CueTrack cues, CueTrack::from_json(track.cues));
    cues.language = track.language;
    const bool own = track.language.primary() == work.language.primary() && !work.language.is_undetermined();
    if (own && !tracks.own)
      tracks.own = std::move(cues);
    else if (!own)
      tracks.others.push_back(std::move(cues));
  }
  return tracks;
}

}  // namespace

Result<Lines> lines_of(const PackWork& work) {
  Lines lines;
  lines.language = work.language;
  TRY_ASSIGN(const Tracks tracks, tracks_of(work));
  const auto own_text = std::ranges::find_if(work.texts, [&](const PackText& text) {
    return !work.language.is_undetermined() && text.language.primary() == work.language.primary();
  });
  if (tracks.own) {
    lines.all = lines_of_track(*tracks.own, tracks.others);
    lines.is_heard = std::ranges::any_of(work.renditions, [](const PackRendition& one) { return one.role != "image"; });
  } else if (own_text != work.texts.end()) {
    lines.all = lines_of_text(*own_text, work.texts);
  }
  for (std::size_t i = 0; i < lines.all.size(); ++i) lines.all[i].position = i;
  const KnownNames known = names_known_of(work, tracks.own ? &*tracks.own : nullptr);
  find_words(lines.all, lines.language, known.people);
  find_names(lines.all, lines.language, known);
  lines.unique = each_once(lines.all);
  return lines;
}

void WordCounts::add(const Lines& lines) {
  Known& known = m_languages[lines.language.primary()];
  for (const Line& line : lines.all)
    for (const LineWord& word : line.words) {
      ++known.counts[word.folded];
      if (word.is_content() && word.is_small) known.content.emplace(text_of(line, word));
    }
}

std::size_t WordCounts::count(const LanguageTag& language, std::string_view folded) const {
  const auto known = m_languages.find(language.primary());
  if (known == m_languages.end()) return 0;
  const auto found = known->second.counts.find(folded);
  return found == known->second.counts.end() ? 0 : found->second;
}

int WordCounts::band(const LanguageTag& language, std::string_view folded) const {
  const std::size_t times = count(language, folded);
  return times < 2 ? 0 : times < 4 ? 1 : 2;
}

std::vector<std::string> WordCounts::content_words(const LanguageTag& language) const {
  const auto known = m_languages.find(language.primary());
  if (known == m_languages.end()) return {};
  return {known->second.content.begin(), known->second.content.end()};
}

}  // namespace integrart::learning
