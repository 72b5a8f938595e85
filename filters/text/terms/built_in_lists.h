#pragma once
// The starter lists that come with the program (filters/data/terms), and lists of one's own.

#include <vector>

#include "pipeline/base/documents/term_list.h"

namespace integrart {

/// The starter lists, read anew.
Result<std::vector<TermList>> built_in_term_lists();

/// The parameter "term_lists" of a step: [{"id", "lines"}], each lines or a document. Errors name the list.
Result<std::vector<TermList>> own_term_lists(const Json& parameters);

/// {"expired": [ids]} when lists among the starter ones or one's own have expired on `today`, else an empty object: so
/// that a step's parameters change on that day only.
Json expired_term_lists(const Json& parameters, std::string_view today);

}  // namespace integrart
