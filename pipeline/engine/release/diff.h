#pragma once
// What changed between two releases of a pack, as a learner notices it.

#include "pipeline/engine/release/signed_list.h"

namespace integrart {

/// {"same","from":{"id","format","edition"},"to":{...},"facts":[{"fact":"title"|"description"|"licence"}],"order":bool,
/// "works":[{"id","title":{language: text},"change":"added"|"removed"|"changed","facts":[{"fact":"title"|"description"|
/// "alt"|"credits"|"licence"|"level"|"topics"|"objectives"}],"media":bool,"tracks":[{"language","variant","change","lines":{"added","removed","changed"}}],
/// "texts":[{"language","change"}],"activities":[{"id","kind","change"}]}],"files":{"added","removed","changed"},
/// "bytes_to_fetch"}. Only what differs is listed; "order" is
/// whether works that both have stand in another order, and facts that are a licence or a level have "from" and "to". A
/// line counts as changed when another stands in its place; "media" is whether a file of the work came or went besides
/// its tracks. `bytes_to_fetch` is what somebody who has `from` lacks of `to`, unpacked. Two releases are the same when
/// their files are, whatever the edition.
Json difference_between(const SignedList& from, const SignedList& to);

}  // namespace integrart
