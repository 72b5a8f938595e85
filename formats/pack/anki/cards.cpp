#include "formats/pack/anki/cards.h"

#include <algorithm>
#include <map>
#include <set>

#include "formats/pack/shared/languages.h"
#include "formats/pack/shared/left_out.h"
#include "pipeline/base/foreign_digest.h"
#include "pipeline/base/text.h"

namespace integrart::anki {
namespace {

constexpr std::size_t longest_title = 100;  // characters

/// `text` as HTML on one line: tabs and line breaks separate fields and notes. Anki looks for "[sound:" and "[latex]"
/// in the HTML; its MathJax looks for "\(" in what the page shows, so the entity alone would not do for a backslash.
std::string line_of(std::string_view text) {
  std::string line;
  for (const char c : html_escaped(text)) {
    if (c == '\n') {
      line += "<br>";
    } else if (c == '[') {
      line += "&#91;";
    } else if (c == '\\') {
      line += "<span class=\"tex2jax_ignore\">&#92;</span>";
    } else {
      line += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return line;
}

std::string in_its_language(const std::string& language, const std::string& html) {
  if (language.empty() || language == "und") return html;
  return "<span lang=\"" + language + "\" dir=\"" + (is_right_to_left(language) ? "rtl" : "ltr") + "\">" + html +
         "</span>";
}

/// Every language of a translation, each on a line of its own.
std::string translations_of(const LocalisedText& text) {
  std::string html;
  for (const auto& [language, words] : text.by_language) {
    if (words.empty()) continue;
    html += (html.empty() ? "" : "<br>") + in_its_language(language, line_of(words));
  }
  return html;
}

class CardMaker {
 public:
  CardMaker(const PackManifest& manifest, const PackWork& work, Deck& deck)
      : m_work(work),
        m_deck(deck),
        m_space(uuid_of_name(uuid_domain_names, (manifest.publisher.empty() ? "integrart" : manifest.publisher) + "/" +
                                                    manifest.id + "/" + work.id)) {
    m_source = line_of(best_text(work.title, main_language(manifest)).text);
    for (const Creator& creator : work.creators) m_source += " · " + line_of(creator.name);
    m_source += " · " + line_of(work.licence);
    for (const PackLineSound& sound : work.line_sounds)
      for (const std::string& cue : sound.cues) m_sounds.emplace(cue, &sound.file);
  }

  /// Whether there are any.
  bool make(std::vector<Message>& notes) {
    std::vector<const Activity*> unused;
    const auto offer = [&](const Activity& activity, auto add_item) {
      const std::size_t before = m_offered;
      for (const ActivityItem& item : activity.items) add_item(item);
      if (m_offered == before) unused.push_back(&activity);
    };
    for (const Activity& activity : m_work.activities)
      offer(activity, [&](const ActivityItem& item) { add(activity, item); });
    if (m_seen.empty()) {
      unused.clear();
      for (const Activity& activity : m_work.activities)
        offer(activity, [&](const ActivityItem& item) {
          m_heard = sound_of(item);
          if (const auto* gaps = std::get_if<GapItem>(&item.content)) add_gap(activity, *gaps);
        });
    }
    for (const Activity* activity : unused) note_left_out(m_work, *activity, notes);
    return !m_seen.empty();
  }

 private:
  void add(const Activity& activity, const ActivityItem& item) {
    const std::string& language = activity.language.text();
    m_heard = sound_of(item);
    if (const auto* word = std::get_if<VocabularyItem>(&item.content)) add_word(language, *word);
    if (const auto* card = std::get_if<FlashcardItem>(&item.content)) add_line(language, card->front, card->back);
    if (const auto* line = std::get_if<LineItem>(&item.content)) add_line(language, line->text, line->translation);
    if (const auto* match = std::get_if<MatchItem>(&item.content)) {
      for (std::size_t i = 0; i < match->pairs.size(); ++i) {
        // One cue a pair, or nobody knows which is whose.
        m_heard = item.cues.size() == match->pairs.size() ? sound_of_cue(item.cues[i]) : nullptr;
        add_line(language, match->pairs[i].line, match->pairs[i].translation);
      }
    }
  }

  /// Of items of one line.
  const ArtefactRef* sound_of(const ActivityItem& item) const {
    return item.cues.size() == 1 ? sound_of_cue(item.cues.front()) : nullptr;
  }

  const ArtefactRef* sound_of_cue(const std::string& cue) const {
    const auto found = m_sounds.find(cue);
    return found == m_sounds.end() ? nullptr : found->second;
  }

  /// The name of a file that goes into the deck.
  std::string named(const ArtefactRef& file, const std::string& extension) {
    std::string name = "integrart-" + file.digest.hex().substr(0, 16) + "." + extension;
    if (std::ranges::find(m_deck.media, name, &Media::name) == m_deck.media.end()) m_deck.media.push_back({name, file});
    return name;
  }

  void add_word(const std::string& language, const VocabularyItem& item) {
    const std::string& text = item.example;
    const std::string example = line_of(text.substr(0, item.begin)) + "<b>" +
                                line_of(text.substr(item.begin, item.length)) + "</b>" +
                                line_of(text.substr(item.begin + item.length));
    // A word of which no translation is known is learnt with its line.
    const std::string translation = translations_of(item.translation);
    const std::string line = in_its_language(language, example);
    add_note("word " + item.word, in_its_language(language, line_of(item.word)),
             translation.empty() ? line : translation, translation.empty() ? "" : line);
  }

  void add_line(const std::string& language, const std::string& line, const LocalisedText& translation) {
    const std::string back = translations_of(translation);
    if (!back.empty()) add_note("line " + line, in_its_language(language, line_of(line)), back, "");
  }

  void add_gap(const Activity& activity, const GapItem& item) {
    if (item.gaps.empty() || item.gaps.front().answers.empty()) return;
    const ActivityGap& gap = item.gaps.front();
    const std::string front = item.text.substr(0, gap.begin) + "____" + item.text.substr(gap.begin + gap.length);
    const std::string& language = activity.language.text();
    add_note("gap " + front, in_its_language(language, line_of(front)),
             in_its_language(language, line_of(gap.answers.front())), in_its_language(language, line_of(item.text)));
  }

  /// `name` is what makes it this note: the same words again are the same note, other words another one.
  void add_note(const std::string& name, std::string front, std::string back, std::string example) {
    ++m_offered;
    const std::string guid = uuid_hex(uuid_of_name(m_space, name)).substr(0, 20);
    if (!m_seen.insert(guid).second) return;
    m_deck.notes.push_back(
        {.guid = guid,
         .front = std::move(front),
         .back = std::move(back),
         .example = std::move(example),
         .picture = m_work.poster ? "<img src=\"" + named(m_work.poster->file, m_work.poster->extension) + "\">" : "",
         .sound = m_heard != nullptr ? "[sound:" + named(*m_heard, "m4a") + "]" : "",
         .source = m_source,
         .tag = "integrart::" + m_work.id});
  }

  const PackWork& m_work;
  Deck& m_deck;
  Uuid m_space;
  std::string m_source;
  std::map<std::string, const ArtefactRef*> m_sounds;  // by cue
  const ArtefactRef* m_heard = nullptr;                // with the card that is being made
  std::set<std::string> m_seen;
  std::size_t m_offered = 0;  // cards, those that are there already too
};

}  // namespace

Deck deck_of(const PackManifest& manifest, std::vector<Message>& notes) {
  Deck deck;
  deck.title = shortened_with_note(best_text(manifest.title, main_language(manifest)).text, longest_title, "",
                                   TextRole::title, notes);
  for (std::size_t at = deck.title.find("::"); at != std::string::npos; at = deck.title.find("::"))
    deck.title.erase(at, 1);  // two colons make a deck inside another
  for (const PackWork& work : manifest.works) {
    const std::size_t first = deck.notes.size();
    if (!CardMaker(manifest, work, deck).make(notes)) notes.push_back({"anki.no_cards", {{"work", work.id}}});
    const bool is_heard = std::any_of(deck.notes.begin() + static_cast<std::ptrdiff_t>(first), deck.notes.end(),
                                      [](const Note& note) { return !note.sound.empty(); });
    note_parts_left_out(work, {WorkPart::film, WorkPart::text, WorkPart::subtitles}, notes);
    if (is_heard && has_part(work, WorkPart::sound))
      notes.push_back({"anki.sound_of_lines", {{"work", work.id}}});
    else
      note_parts_left_out(work, {WorkPart::sound}, notes);
    if (!work.poster) note_parts_left_out(work, {WorkPart::picture}, notes);
  }
  return deck;
}

}  // namespace integrart::anki
