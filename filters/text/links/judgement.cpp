#include "filters/text/links/judgement.h"

#include <algorithm>
#include <array>

#include "filters/text/links/look_alike.h"
#include "filters/text/reading/code_points.h"
#include "pipeline/base/text.h"

namespace integrart::links {
namespace {

constexpr auto chat_schemes =
    std::to_array<std::string_view>({"tg", "viber", "whatsapp", "sgnl", "signal", "skype", "fb-messenger", "imo"});

/// Endings under which whole labels of Cyrillic letters are at home.
constexpr auto cyrillic_endings =
    std::to_array<std::string_view>({"ua", "ru", "su", "bg", "by", "kz", "rs", "mk", "mn", "kg", "tj", "uz", "eu"});

bool leads_somewhere(const Link& link) {
  return link.rest.size() > 1;
}

/// "discord.com/invite" stands for the host and what its path begins with.
bool is_listed(const std::vector<std::string>& list, const Link& link, const Host& host) {
  return std::ranges::any_of(list, [&](const std::string& entry) {
    const std::size_t slash = entry.find('/');
    const std::string name = entry.substr(0, slash);
    if (host.ascii != name && host.ascii != "www." + name) return false;
    return slash == std::string::npos || link.rest.starts_with(entry.substr(slash));
  });
}

bool has_odd_script(const Host& host) {
  const std::string& name = host.unicode;
  const std::size_t last_dot = name.rfind('.');
  const std::string ending = last_dot == std::string::npos ? "" : name.substr(last_dot + 1);
  const bool at_home = code_points(ending).size() != ending.size() ||
                       std::ranges::find(cyrillic_endings, ending) != cyrillic_endings.end();
  for (std::size_t begin = 0; begin < name.size();) {
    const std::size_t end = std::min(name.find('.', begin), name.size());
    const std::string label = name.substr(begin, end - begin);
    if (!skeleton_of_mixed_script(code_points(label)).empty()) return true;
    if (!at_home && looks_latin_but_is_not(label)) return true;
    begin = end + 1;
  }
  return false;
}

void look_at_host(const Link& link, const Host& host, const LinkNames& names, std::vector<OddityFound>& found) {
  if (host.kind == HostKind::ip) found.push_back({Oddity::ip_host, host.is_disguised ? 0.85 : 0.7, host.ascii});
  if (host.kind != HostKind::name) return;
  if (auto look_alike = find_look_alike(host, names))
    found.push_back({Oddity::look_alike, look_alike->score, look_alike->name});
  if (has_odd_script(host)) found.push_back({Oddity::mixed_script, 0.85, host.ascii});
  if (!host.is_valid) found.push_back({Oddity::invalid_name, 0.6, host.ascii});
  if (is_listed(names.shorteners, link, host) && leads_somewhere(link))
    found.push_back({Oddity::shortener, 0.55, host.ascii});
  if (is_listed(names.contacts, link, host) && leads_somewhere(link))
    found.push_back({Oddity::contact, 0.55, host.ascii});
}

}  // namespace

std::vector<OddityFound> oddities_of(const Link& link, const Host& host, const LinkNames& names) {
  std::vector<OddityFound> found;
  if (link.scheme == "javascript" || link.scheme == "vbscript" || link.scheme == "data") {
    found.push_back({Oddity::code, 0.95, link.scheme});
  } else if (std::ranges::find(chat_schemes, link.scheme) != chat_schemes.end()) {
    found.push_back({Oddity::contact, 0.55, link.scheme});
  } else if (link.scheme == "http" || link.scheme == "https" || link.scheme == "ftp") {
    look_at_host(link, host, names, found);
  }
  if (!link.user_info.empty()) found.push_back({Oddity::user_info, 0.85, host.ascii});
  if (link.is_defanged) found.push_back({Oddity::defanged, 0.6, host.ascii});
  std::ranges::stable_sort(found, std::ranges::greater{}, &OddityFound::score);
  return found;
}

bool have_one_owner(const Host& a, const Host& b, const LinkNames& names) {
  const auto owner_of = [](const Host& host) { return host.registrable.empty() ? host.ascii : host.registrable; };
  const std::string first = owner_of(a);
  const std::string second = owner_of(b);
  if (first == second) return true;
  return std::ranges::any_of(names.same_owner, [&](const std::vector<std::string>& group) {
    return std::ranges::find(group, first) != group.end() && std::ranges::find(group, second) != group.end();
  });
}

}  // namespace integrart::links
