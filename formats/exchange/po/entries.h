#pragma once
// The entries of a gettext PO file as they stand in it.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"

namespace integrart::po {

struct Entry {
  std::int64_t line = 0;  // of msgid
  std::vector<std::string> translator_comments, extracted_comments, references, flags;
  std::string context, id, plural;
  bool has_context = false, has_plural = false;
  std::map<int, std::string> translations;  // by plural form; 0 for entries without
  bool obsolete = false;

  bool has_flag(std::string_view flag) const;
};

/// Errc::unrecognised when there is no msgid at all; Errc::invalid_input with the line for what gettext's grammar does
/// not allow.
Result<std::vector<Entry>> parse(std::string_view text);

/// Text as a quoted string, broken after line feeds as gettext does.
std::string quoted(std::string_view text);

/// The value of a field of the header ("Language"); empty when absent.
std::string header_field(std::string_view header, std::string_view name);

}  // namespace integrart::po
