#include "pipeline/language/cue_markup.h"

namespace integrart {

std::string escaped_payload(std::string_view words) {
  std::string payload;
  for (const char c : words) {
    if (c == '&')
      payload += "&amp;";
    else if (c == '<')
      payload += "&lt;";
    else if (c == '>')
      payload += "&gt;";
    else
      payload += c;
  }
  return payload;
}

std::string opening_tag(const CueNode& node) {
  if (node.type == "text" || node.type == "timestamp") return {};
  std::string tag = "<" + node.type;
  for (const std::string& one : node.classes) tag += "." + one;
  const std::string annotation = node.type == "lang" ? node.lang : node.annotation;
  if (!annotation.empty()) tag += " " + escaped_payload(annotation);
  return tag + ">";
}

std::string closing_tag(const CueNode& node) {
  return opening_tag(node).empty() ? std::string() : "</" + node.type + ">";
}

}  // namespace integrart
