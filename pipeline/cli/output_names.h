#pragma once
// Where a command is asked to write: never over what it reads.

#include <optional>
#include <string>
#include <vector>

#include "pipeline/cli/session.h"

namespace integrart {

/// Why `output` cannot be written: it is one of the files that are read, under whatever spelling, link or hard link.
/// Nothing when it may be, or is not there yet. Empty names are passed over.
std::optional<Message> overwriting_refusal(const std::vector<std::string>& inputs, const std::string& output);

/// Why results cannot be put into the folder `output`: it is a file.
std::optional<Message> folder_refusal(const std::string& output);

/// False when there is a refusal: it is told, as wrong use (exit status 2). To be asked before anything is done.
bool is_right_use(Session& session, const std::optional<Message>& refusal);

}  // namespace integrart
