#pragma once
// The collection inside an .apkg: the database that every version of Anki and AnkiDroid imports. Private to Anki.
// Source: https://github.com/ankidroid/Anki-Android/wiki/Database-Structure (schema 11)

#include <string>

#include "formats/pack/anki/cards.h"
#include "pipeline/base/database_file.h"

namespace integrart::anki {

/// collection.anki2 with one deck of new cards. Identifiers of deck, notes and cards come from what they are called, so
/// that importing a later edition changes what is there and forgets no progress; `edition` makes it newer.
DatabaseFile collection_of(const Deck& deck, const std::string& deck_name, std::int64_t edition);

/// The same notes as lines of fields, with the directives that tell Anki what they are.
std::string tab_separated(const Deck& deck);

}  // namespace integrart::anki
