#include "formats/pack/cartridge/importers.h"

#include <algorithm>
#include <cstdint>

namespace integrart::cartridge {
namespace {

constexpr std::string_view word_joiner = "\u2060";
constexpr std::size_t longest_reference = 40;  // the longest name that HTML has, and more

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Whether HTML would go on with a tag, a comment or a declaration after "<".
bool begins_tag(std::string_view after) {
  return !after.empty() &&
         (is_letter(after.front()) || after.front() == '/' || after.front() == '!' || after.front() == '?');
}

/// Whether "&" and what follows would be a character.
bool begins_reference(std::string_view after) {
  const std::string_view name = after.substr(0, std::min(after.find(';'), longest_reference));
  return name.size() < after.size() && after[name.size()] == ';' && !name.empty() &&
         std::ranges::all_of(name, [](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '#'; });
}

/// `less` and `ampersand`: how these two are written in `text`.
std::string joined(std::string_view text, std::string_view less, std::string_view ampersand) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const bool is_less = text.starts_with(less);
    const bool is_ampersand = !is_less && text.starts_with(ampersand);
    const std::size_t length = is_less ? less.size() : is_ampersand ? ampersand.size() : 1;
    out += text.substr(0, length);
    text.remove_prefix(length);
    if ((is_less && begins_tag(text)) || (is_ampersand && begins_reference(text))) out += word_joiner;
  }
  return out;
}

}  // namespace

std::string text_for_importers(std::string_view text) {
  return joined(text, "<", "&");
}

std::string document_for_importers(std::string_view document) {
  constexpr std::string_view quotation_mark = "&quot;";  // XmlWriter has it in attributes only
  std::string out = joined(document, "&lt;", "&amp;");
  for (std::size_t at = out.find(quotation_mark); at != std::string::npos; at = out.find(quotation_mark, at))
    out.replace(at, quotation_mark.size(), "”");
  return out;
}

std::string answer_for_importers(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (text[i] == '&' && begins_reference(text.substr(i + 1))) out += "amp;amp;";
  }
  return out;
}

std::string ascii_html(std::string_view html) {
  std::string out;
  for (std::size_t at = 0; at < html.size();) {
    const auto lead = static_cast<unsigned char>(html[at]);
    if (lead < 0x80U) {
      out += html[at++];
      continue;
    }
    const std::size_t length = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : 2;  // texts of a pack are valid UTF-8
    std::uint32_t point = lead & (0xFFU >> (length + 1));
    for (const char c : html.substr(at + 1, length - 1)) point = point << 6U | (static_cast<unsigned char>(c) & 0x3FU);
    at += length;
    if (point == 0xFFFE || point == 0xFFFF) continue;  // XML has no such characters, not even by their numbers
    out.append("&#").append(std::to_string(point)).append(";");
  }
  return out;
}

}  // namespace integrart::cartridge
