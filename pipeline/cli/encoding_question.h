#pragma once
// A text whose encoding is not certain: the program asks, it never guesses.

#include "pipeline/cli/session.h"

namespace integrart {

/// Shows the candidates that `error` brings along, each with a line of the text: with `--json` as
/// {"candidates": [{"encoding", "certainty", "preview"}]}, else a line each on standard output. Answers the error
/// without them; any other error as it is.
Error shown_encodings(const Session& session, Error error);

}  // namespace integrart
