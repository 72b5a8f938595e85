#include "formats/pack/epub/overlay.h"

#include <fmt/format.h>

#include "formats/xml/xml.h"

namespace integrart::epub {
namespace {

void write_step(XmlWriter& xml, const std::string& id, const std::string& sound, std::int64_t from, std::int64_t to) {
  xml.open("par");
  xml.empty("text", {{"src", "page.xhtml#" + id}});
  xml.empty("audio", {{"src", sound}, {"clipBegin", clock_value(from)}, {"clipEnd", clock_value(to)}});
  xml.close();
}

}  // namespace

std::string clock_value(std::int64_t milliseconds) {
  return fmt::format("{}.{:03}s", milliseconds / 1000, milliseconds % 1000);
}

std::string overlay_of(const book::Chapter& chapter) {
  const book::Section& words = chapter.sections.front();
  const std::string sound = chapter.audio.substr(chapter.audio.rfind('/') + 1);
  XmlWriter xml;
  xml.open(
      "smil",
      {{"xmlns", "http://www.w3.org/ns/SMIL"}, {"xmlns:epub", "http://www.idpf.org/2007/ops"}, {"version", "3.0"}});
  xml.open("body", {{"epub:textref", "page.xhtml#" + words.id}});
  for (std::size_t i = 0; i < words.lines.size(); ++i) {
    const TimedLine& line = words.lines[i];
    const std::string id = words.id + "-line-" + std::to_string(i + 1);
    if (line.words.empty()) {
      write_step(xml, id, sound, line.from, line.to);
      continue;
    }
    xml.open("seq", {{"epub:textref", "page.xhtml#" + id}});
    for (std::size_t word = 0; word < line.words.size(); ++word) {
      write_step(xml, id + "-word-" + std::to_string(word + 1), sound, line.words[word].from, line.words[word].to);
    }
    xml.close();
  }
  return xml.finish();
}

}  // namespace integrart::epub
