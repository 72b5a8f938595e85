#pragma once
// A first look at an XML text, before any tree is built: what is dangerous or beyond a limit is refused here.

#include <string_view>

#include "formats/xml/xml.h"

namespace integrart {

/// Checks limits, refuses DOCTYPE, unknown entities and characters that XML 1.0 has not. One pass, no recursion.
Result<> scan_xml(std::string_view utf8, const XmlLimits& limits);

/// The line (from 1) of a byte offset; offsets must not go down from call to call.
class LineCounter {
 public:
  explicit LineCounter(std::string_view text) : m_text(text) {}
  std::int64_t line_of(std::size_t offset);

 private:
  std::string_view m_text;
  std::size_t m_at = 0;
  std::int64_t m_line = 1;
};

tl::unexpected<Error> malformed_xml(std::int64_t line, std::string_view reason);

}  // namespace integrart
