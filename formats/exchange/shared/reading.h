#pragma once
// What the readers of the XML formats share: limits, languages, and pieces of text.

#include <string>
#include <string_view>

#include "formats/xml/xml.h"
#include "pipeline/base/exchange_format.h"

namespace integrart {

/// The root element of the bytes, whatever their encoding. Errc::unrecognised for what is no XML.
Result<XmlNode> root_of(std::string_view bytes, const ExchangeLimits& limits);
Result<> check_unit_count(std::size_t units, const ExchangeLimits& limits);
/// A tag in any spelling ("EN-US", "uk_UA"); "und" with a note when it is none.
LanguageTag language_of(std::string_view written, std::vector<Message>& notes);
/// Adds text to the last piece when that is text too.
void append_text(ExchangeText& pieces, std::string_view text);
/// Text whose runs of white space are single spaces, without any at the ends (xml:space="default").
std::string collapsed(std::string_view text);
/// Counts what is left out, for one note per kind.
class ExchangeLosses {
 public:
  void add(std::string_view what) { ++m_counts[std::string(what)]; }
  /// "exchange.not_read" for every kind.
  void tell(std::vector<Message>& notes, std::string_view message_id) const;

 private:
  std::map<std::string, std::int64_t> m_counts;
};

}  // namespace integrart
