#pragma once
// Names that links pretend to be, and hosts that hide or lead away (filters/data/links). Read once; any thread.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/json.h"
#include "pipeline/base/result.h"

namespace integrart::links {

/// A service that people trust and others imitate.
struct ProtectedName {
  std::string name;                   // "diia": the label people know it by
  std::string glance, joined_glance;  // what is read of it at a glance (look_alike.h); without its hyphens
  bool is_distinct = false;           // nobody else has it: seen in another domain, it is meant to be mistaken
  bool any_suffix = false;            // it owns its name under many suffixes (google.pl)
  std::vector<std::string> domains;   // its own; what ends in one is its own too
};

/// By which words people are asked to go on talking where nobody else is. Lower case; "*" at the end: any ending.
struct ChatWords {
  std::vector<std::u32string> messengers;    // where only two talk
  std::vector<std::u32string> networks;      // where people also show themselves to all
  std::vector<std::u32string> invitations;   // "write to me": phrases
  std::vector<std::u32string> prepositions;  // "on": between an invitation and where it leads
  std::vector<std::u32string> denials;       // words before an invitation with which it is none: "don't", "they"
};

struct LinkNames {
  std::vector<ProtectedName> protected_names;
  std::vector<std::string> bait;  // words that come with a name when it is imitated: "login"
  /// Bait that means parcels, payments and letters of offices and nothing else: enough beside the code of a country
  /// ("pl-oferta") or run together with a short name ("olxdostawa").
  std::vector<std::string> lures;
  std::vector<std::string> countries;   // whose codes stand for them in names: "pl"
  std::vector<std::string> shorteners;  // hosts that lead on to an address nobody sees
  std::vector<std::string> contacts;    // "t.me", "discord.com/invite": where a conversation goes on in private
  std::vector<std::vector<std::string>> same_owner;
  ChatWords chats;

  static Result<LinkNames> from_json(const Json& json);
};

/// The list that comes with the program.
const Result<LinkNames>& link_names();

/// `host` is `domain` or ends with it as whole labels.
bool is_within(std::string_view host, std::string_view domain);

}  // namespace integrart::links
