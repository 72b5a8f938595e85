#pragma once
// Hosts that pretend to be one that people trust. Pure; any thread.

#include <optional>
#include <string>

#include "filters/text/links/host.h"
#include "filters/text/links/link_names.h"

namespace integrart::links {

struct LookAlike {
  std::string name;  // the domain it pretends to be: "diia.gov.ua"; of a country only ".pl"
  double score = 0;  // [0, 1]: 0.9 looks the same or carries the whole domain, 0.7 a letter or a word differs
};

/// Nothing for the service's own domains. Looked at: letters that look the same (Unicode Technical Standard 39, and
/// what people take for each other: 0 o, 1 l i, rn m, vv w), one letter more, fewer, other or swapped in names of seven
/// or more, the whole domain in front of another ("diia.gov.ua.example.com", "zus-pl.example.com"), the name with words
/// such as "login", the code of a country with words such as "oferta" under another country's suffix, and for distinct
/// names the same name under a suffix that is not theirs.
std::optional<LookAlike> find_look_alike(const Host& host, const LinkNames& names);

/// What is read of a label at a glance: its skeleton (UTS 39) without marks, with one sign for those that are taken for
/// each other.
std::string glance(const std::string& label);

/// Every letter of a label is of another script and looks like a Latin one ("сосо" in Cyrillic).
bool looks_latin_but_is_not(const std::string& label);

}  // namespace integrart::links
