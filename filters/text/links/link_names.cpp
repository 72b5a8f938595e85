#include "filters/text/links/link_names.h"

#include <fmt/format.h>

#include <span>

#include "filters/text/links/look_alike.h"
#include "filters/text/reading/code_points.h"
#include "pipeline/base/documents/reader.h"
#include "pipeline/base/embedded.h"

namespace integrart {

std::span<const EmbeddedFile> link_name_files();

namespace links {
namespace {

Result<ProtectedName> protected_name_from(const Json& json, const std::string& path) {
  ProtectedName name;
  DocumentReader reader(json, path);
  reader.read("name", name.name)
      .read("distinct", name.is_distinct)
      .read("any_suffix", name.any_suffix)
      .read("domains", name.domains);
  if (name.name.empty()) reader.refuse("name", "1-63");
  if (name.domains.empty()) reader.refuse("domains", "1-");
  TRY(reader.finish());
  std::string joined = name.name;
  std::erase(joined, '-');
  name.glance = glance(name.name);
  name.joined_glance = glance(joined);
  return name;
}

Result<ChatWords> chat_words_from(const Json& json) {
  std::vector<std::string> messengers, networks, invitations, prepositions, denials;
  DocumentReader reader(json, "link_names.chats");
  reader.read("messengers", messengers).read("networks", networks).read("invitations", invitations);
  reader.read("prepositions", prepositions).read("denials", denials);
  TRY(reader.finish());
  const auto points = [](const std::vector<std::string>& words) {
    std::vector<std::u32string> read;
    for (const std::string& word : words) read.push_back(code_points(word));
    return read;
  };
  return ChatWords{points(messengers), points(networks), points(invitations), points(prepositions), points(denials)};
}

Result<LinkNames> read_built_in() {
  const std::span<const EmbeddedFile> files = link_name_files();
  TRY_ASSIGN(const Json json, parse_json(files.front().bytes));
  return LinkNames::from_json(json);
}

}  // namespace

Result<LinkNames> LinkNames::from_json(const Json& json) {
  LinkNames names;
  DocumentReader reader(json, "link_names");
  std::string schema, owner, source, licence;
  reader.read("schema", schema).read("owner", owner).read("source", source).read("licence", licence);
  reader.read("bait", names.bait).read("lures", names.lures).read("countries", names.countries);
  reader.read("shorteners", names.shorteners).read("contacts", names.contacts);
  if (schema != "link_names/1") reader.refuse("schema", "link_names/1");
  TRY_ASSIGN(names.chats, chat_words_from(reader.member("chats")));
  const Json::Array& protected_names = reader.member("protected").items();
  for (const Json& group : reader.member("same_owner").items()) names.same_owner.push_back(texts_of(group));
  TRY(reader.finish());
  for (std::size_t i = 0; i < protected_names.size(); ++i) {
    TRY_ASSIGN(ProtectedName name, protected_name_from(protected_names[i], fmt::format("link_names.protected[{}]", i)));
    names.protected_names.push_back(std::move(name));
  }
  return names;
}

const Result<LinkNames>& link_names() {
  static const Result<LinkNames> names = read_built_in();
  return names;
}

bool is_within(std::string_view host, std::string_view domain) {
  if (!host.ends_with(domain)) return false;
  return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

}  // namespace links
}  // namespace integrart
