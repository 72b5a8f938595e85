#pragma once
// Checks of option values while the command line is read: what they refuse is wrong use (exit status 2), said in the
// person's language.

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "pipeline/cli/session.h"

namespace integrart {

/// A BCP 47 language tag, as LanguageTag::parse takes it.
CLI::Validator language_tag_check(const Session& session);
/// The id of a registered filter, pack format or exchange format, or a kind of activity.
CLI::Validator filter_check(const Session& session);
CLI::Validator pack_format_check(const Session& session);
CLI::Validator exchange_format_check(const Session& session);
CLI::Validator activity_kind_check(const Session& session);
/// 64 hex digits, or the name of a file (which public_key_of opens).
CLI::Validator public_key_check(const Session& session);

/// An address that begins with `scheme` and goes on: "sqlite:" of a database. `message` says with {argument} what is
/// wrong.
CLI::Validator scheme_check(const Session& session, const std::string& scheme, const std::string& message,
                            const std::string& argument);

/// The queues that there are: "local:".
CLI::Validator queue_check(const Session& session);

/// Of options that may be repeated, one word belongs to each: `--filters pii one.txt two.txt` names one filter and two
/// files. For all commands below `app`, once they are there.
void take_one_word_each(CLI::App& app);

/// The publisher's public key: 64 hex digits, or what the file holds. Errc::not_found when there is no such file,
/// Errc::invalid_input when it holds no key.
Result<std::string> public_key_of(const std::string& argument);

}  // namespace integrart
