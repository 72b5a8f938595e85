// The Anki pack: words and lines as cards to learn by heart.
#include <algorithm>

#include "formats/pack/anki/cards.h"
#include "formats/pack/anki/collection.h"
#include "formats/pack/archive/zip.h"
#include "formats/pack/shared/credits_page.h"
#include "formats/pack/shared/metadata_files.h"
#include "formats/pack/shared/pack_licence.h"
#include "formats/pack/shared/works.h"
#include "pipeline/base/pack_format.h"

namespace integrart {
namespace {

bool has_no_exercise(const PackWork& work) {
  return work.activities.empty();
}

Result<std::vector<Message>> check_anki(const PackManifest& manifest) {
  TRY_ASSIGN(std::vector<Message> notes, check_works(manifest, has_no_exercise));
  TRY_ASSIGN(const std::vector<Message> licences, check_licences(manifest));
  notes.insert(notes.end(), licences.begin(), licences.end());
  return notes;
}

/// The archive that Anki opens: pictures and sounds by number, and a list of what they are called.
InnerArchive package_of(const anki::Deck& deck, const PackManifest& manifest) {
  InnerArchive package;
  package.type = "application/zip";
  Json names = Json::empty_object();
  for (std::size_t i = 0; i < deck.media.size(); ++i) {
    names[std::to_string(i)] = deck.media[i].name;
    package.entries.push_back({std::to_string(i), deck.media[i].file});
  }
  package.entries.push_back({"media", names.dump()});
  package.entries.push_back({"collection.anki2", anki::collection_of(deck, manifest.identity(), manifest.edition)});
  std::ranges::sort(package.entries, {}, &PackEntry::path);
  return package;
}

Result<Noted<PackTree>> write_anki(const PackManifest& whole) {
  TRY_ASSIGN(std::vector<Message> notes, check_anki(whole));
  const PackManifest manifest = presentable(whole, has_no_exercise);
  const anki::Deck deck = anki::deck_of(manifest, notes);
  if (deck.notes.empty()) return fail(Errc::invalid_input, "anki.nothing");
  PackTree tree;
  tree.entries.push_back({"deck.apkg", package_of(deck, manifest)});
  tree.entries.push_back({"cards.tsv", anki::tab_separated(deck)});
  for (const anki::Media& media : deck.media) tree.entries.push_back({"media/" + media.name, media.file});
  tree.entries.push_back({"credits.html", credits_page(manifest, "", PageMarkup::html)});
  add_metadata(tree, "", manifest, std::vector<WorkFiles>(manifest.works.size()));
  std::ranges::sort(tree.entries, {}, &PackEntry::path);
  return Noted<PackTree>{std::move(tree), std::move(notes)};
}

}  // namespace

extern const PackFormat pack_anki;  // a constant is private to its file without this
const PackFormat pack_anki{
    .id = "anki",
    .media_type = "application/zip",
    .extension = "zip",
    .as_folder = true,
    .archive = &zip_archive,
    .doc = {.summary =
                "Cards for Anki and AnkiDroid: deck.apkg, and the same cards as cards.tsv with their pictures and "
                "sounds.",
            .details =
                "Words with the line they are sung in, and lines with their translations; works that have neither "
                "give lines with a gap. Each card says whose work it is from and shows the picture of the work; behind "
                "it the line is heard as the recording has it (not of lines longer than 20 seconds, and of the first "
                "300 lines of a work). The same words of the same work are the same note in every edition, so "
                "importing again corrects "
                "cards and forgets no progress; words that changed are a new card. Schema 11, which every version "
                "imports. Thread-safe.",
            .source = "https://docs.ankiweb.net/importing/ and "
                      "https://github.com/ankidroid/Anki-Android/wiki/Database-Structure",
            .examples = {}},
    .check = check_anki,
    .write = write_anki,
};

}  // namespace integrart
