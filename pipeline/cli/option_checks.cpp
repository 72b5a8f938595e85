#include "pipeline/cli/option_checks.h"

#include <algorithm>

#include "pipeline/base/catalogue.h"
#include "pipeline/base/documents/activity.h"
#include "pipeline/base/exchange_format.h"
#include "pipeline/base/filter.h"
#include "pipeline/base/input_file.h"
#include "pipeline/base/language.h"
#include "pipeline/base/pack_format.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

/// CLI11 takes an empty text for "good". The session outlives the command line.
template <class Refusal>
CLI::Validator check(const Session& session, const std::string& name, Refusal refusal_of) {
  return CLI::Validator(
      [&session, refusal_of](std::string& value) {
        const std::optional<Message> refusal = refusal_of(value);
        return refusal ? render(*refusal, session.language) : std::string();
      },
      "", name);
}

template <class Descriptors>
CLI::Validator registered(const Session& session, const Descriptors& descriptors, const std::string& message,
                          const std::string& argument) {
  return check(session, argument, [&descriptors, message, argument](const std::string& id) -> std::optional<Message> {
    if (find_by_id(descriptors, id) != nullptr) return std::nullopt;
    return Message{message, {{argument, display_name(id)}}};
  });
}

constexpr std::string_view hex_digits = "0123456789abcdef";

/// In small letters, as keys are written here.
std::string in_small_letters(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool is_hex(std::string_view text) {
  return !text.empty() && text.find_first_not_of(hex_digits) == std::string_view::npos;
}

bool is_public_key(std::string_view text) {
  return text.size() == 64 && is_hex(text);
}

}  // namespace

CLI::Validator language_tag_check(const Session& session) {
  return check(session, "language", [](const std::string& tag) -> std::optional<Message> {
    const auto parsed = LanguageTag::parse(tag);
    return parsed ? std::nullopt : std::optional(parsed.error().what);
  });
}

void take_one_word_each(CLI::App& app) {
  for (CLI::Option* option : app.get_options()) {
    const bool may_be_repeated = option->get_items_expected_max() >= CLI::detail::expected_max_vector_size;
    if (option->get_positional() || !may_be_repeated) continue;
    option->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->allow_extra_args(false);
  }
  for (CLI::App* command : app.get_subcommands([](CLI::App*) { return true; })) take_one_word_each(*command);
}

CLI::Validator filter_check(const Session& session) {
  return registered(session, session.catalogue.filters, "engine.filter_unknown", "filter");
}

CLI::Validator pack_format_check(const Session& session) {
  return registered(session, session.catalogue.packs, "cli.pack_format_unknown", "format");
}

CLI::Validator exchange_format_check(const Session& session) {
  return registered(session, session.catalogue.exchanges, "engine.format_unknown", "format");
}

CLI::Validator activity_kind_check(const Session& session) {
  return check(session, "kind", [](const std::string& kind) -> std::optional<Message> {
    if (std::ranges::find(activity_kinds, kind) != activity_kinds.end()) return std::nullopt;
    return Message{"cli.activity_kind_unknown", {{"kind", display_name(kind)}}};
  });
}

CLI::Validator public_key_check(const Session& session) {
  return check(session, "key", [](const std::string& argument) -> std::optional<Message> {
    const std::string key = in_small_letters(argument);
    if (!is_hex(key) || is_public_key(key) || open_regular_file(argument, UINT64_MAX)) return std::nullopt;
    return Message{"cli.key_malformed", {{"key", display_name(argument)}}};
  });
}

CLI::Validator scheme_check(const Session& session, const std::string& scheme, const std::string& message,
                            const std::string& argument) {
  return check(session, argument, [scheme, message, argument](const std::string& url) -> std::optional<Message> {
    if (url.starts_with(scheme) && url.size() > scheme.size()) return std::nullopt;
    return Message{message, {{argument, display_name(url)}}};
  });
}

CLI::Validator queue_check(const Session& session) {
  return check(session, "queue", [](const std::string& url) -> std::optional<Message> {
    if (url == "local:") return std::nullopt;
    return Message{"cli.queue_unknown", {{"queue", display_name(url)}}};
  });
}

Result<std::string> public_key_of(const std::string& argument) {
  if (std::string key = in_small_letters(argument); is_public_key(key)) return key;
  TRY_ASSIGN(const auto opened, open_regular_file(argument, 4096));
  TRY_ASSIGN(std::string key, read_all(opened.second, 4096));
  while (!key.empty() && (key.back() == '\n' || key.back() == '\r')) key.pop_back();
  key = in_small_letters(std::move(key));
  if (!is_public_key(key)) return fail(Errc::invalid_input, "cli.key_malformed", {{"key", display_name(argument)}});
  return key;
}

}  // namespace integrart
