#include "formats/metadata/lom.h"

#include <set>
#include <vector>

#include "formats/metadata/licence.h"

namespace integrart {
namespace {

/// RFC 2426: commas, semicolons, backslashes and line ends have a backslash before them.
std::string vcard_of(const std::string& name) {
  std::string escaped;
  for (const char c : name) {
    if (c == ',' || c == ';' || c == '\\') escaped += '\\';
    if (c == '\n')
      escaped += "\\n";
    else
      escaped += c;
  }
  return "BEGIN:VCARD\nVERSION:3.0\nN:" + escaped + ";;;;\nFN:" + escaped + "\nEND:VCARD";
}

class LomWriter {
 public:
  LomWriter(XmlWriter& xml, LomBinding binding) : m_xml(xml), m_binding(binding) {}

  void write(const PackManifest& manifest) {
    open("lom", space());
    write_general(manifest);
    if (m_binding != LomBinding::common_cartridge) {
      write_life_cycle(manifest);
      write_meta_metadata(manifest);
      write_educational(manifest);
    }
    write_rights(manifest);
    m_xml.close();
  }

 private:
  std::string name(std::string_view local) const {
    return (m_binding == LomBinding::common_cartridge ? "lom:" : "") + std::string(local);
  }
  XmlWriter::Attributes space() const {
    if (m_binding == LomBinding::ieee) return {{"xmlns", "http://ltsc.ieee.org/xsd/LOM"}};
    if (m_binding == LomBinding::ims) return {{"xmlns", "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"}};
    return {};
  }
  void open(std::string_view local, const XmlWriter::Attributes& attributes = {}) {
    m_xml.open(name(local), attributes);
  }

  void text_in(std::string_view language, std::string_view text) {
    const std::string tag(language == "und" ? "x-none" : language);
    if (m_binding == LomBinding::ims)
      m_xml.leaf("langstring", text, {{"xml:lang", tag}});
    else
      m_xml.leaf(name("string"), text, {{language == "und" ? "" : "language", tag}});
  }

  void texts(std::string_view local, const LocalisedText& text) {
    bool is_any = false;
    for (const auto& [language, words] : text.by_language) is_any = is_any || !words.empty();
    if (!is_any) return;
    open(local);
    for (const auto& [language, words] : text.by_language)
      if (!words.empty()) text_in(language, words);
    m_xml.close();
  }

  /// A word of the standard's own lists.
  void term(std::string_view local, std::string_view value) {
    open(local);
    if (m_binding == LomBinding::ims) {
      m_xml.open("source").leaf("langstring", "LOMv1.0", {{"xml:lang", "x-none"}}).close();
      m_xml.open("value").leaf("langstring", value, {{"xml:lang", "x-none"}}).close();
    } else {
      // The profile of Common Cartridge has one list of words only, and so no name for it.
      if (m_binding == LomBinding::ieee) m_xml.leaf("source", "LOMv1.0");
      m_xml.leaf(name("value"), value);
    }
    m_xml.close();
  }

  void write_general(const PackManifest& manifest) {
    open("general");
    if (m_binding == LomBinding::ieee) {
      open("identifier");
      m_xml.leaf("catalog", "integrart").leaf("entry", manifest.identity()).close();
    }
    texts("title", manifest.title);
    for (const LanguageTag& language : manifest.languages) m_xml.leaf(name("language"), language.text());
    texts("description", manifest.description);
    std::set<std::string> topics;
    for (const PackWork& work : manifest.works) topics.insert(work.about.begin(), work.about.end());
    topics.erase("");
    for (const std::string& topic : topics) {
      open("keyword");
      text_in("und", topic);
      m_xml.close();
    }
    m_xml.close();
  }

  void write_life_cycle(const PackManifest& manifest) {
    std::set<std::string> names;
    for (const PackWork& work : manifest.works)
      for (const Creator& creator : work.creators) names.insert(creator.name);
    names.erase("");
    if (names.empty()) return;
    open(m_binding == LomBinding::ims ? "lifecycle" : "lifeCycle");
    for (const std::string& person : names) write_contribution("author", person);
    m_xml.close();
  }

  void write_contribution(std::string_view role, const std::string& who) {
    open("contribute");
    term("role", role);
    if (m_binding == LomBinding::ims)
      m_xml.open("centity").leaf("vcard", vcard_of(who)).close();
    else
      m_xml.leaf("entity", vcard_of(who));
    m_xml.close();
  }

  /// The program and its version, which made this record.
  void write_meta_metadata(const PackManifest& manifest) {
    const bool is_ims = m_binding == LomBinding::ims;
    open(is_ims ? "metametadata" : "metaMetadata");
    if (!manifest.tool_version.empty()) write_contribution("creator", manifest.tool_version);
    m_xml.leaf(is_ims ? "metadatascheme" : "metadataSchema", "LOMv1.0").close();
  }

  /// What learners practise. The IMS form has room for one description: there the sentences of a language follow each
  /// other.
  void write_educational(const PackManifest& manifest) {
    std::vector<LocalisedText> objectives;
    for (const PackWork& work : manifest.works)
      objectives.insert(objectives.end(), work.objectives.begin(), work.objectives.end());
    if (objectives.empty()) return;
    if (m_binding == LomBinding::ims) {
      LocalisedText all;
      for (const LocalisedText& objective : objectives)
        for (const auto& [language, words] : objective.by_language) {
          std::string& text = all.by_language[language];
          text += (text.empty() ? "" : "\n") + words;
        }
      objectives = {std::move(all)};
    }
    open("educational");
    for (const LocalisedText& objective : objectives) texts("description", objective);
    m_xml.close();
  }

  void write_rights(const PackManifest& manifest) {
    open("rights");
    term("cost", "no");
    term(m_binding == LomBinding::ims ? "copyrightandotherrestrictions" : "copyrightAndOtherRestrictions", "yes");
    open("description");
    text_in("und", rights_of(manifest));
    m_xml.close().close();
  }

  /// The licence of the pack, and of each work that has another one.
  static std::string rights_of(const PackManifest& manifest) {
    std::string rights = manifest.licence;
    if (const std::string url = licence_terms(manifest.licence).url; !url.empty()) rights += " " + url;
    for (const PackWork& work : manifest.works)
      if (work.licence != manifest.licence) rights += "; " + work.id + ": " + work.licence;
    return rights.empty() ? "-" : rights;
  }

  XmlWriter& m_xml;
  LomBinding m_binding;
};

}  // namespace

void write_lom(XmlWriter& xml, const PackManifest& manifest, LomBinding binding) {
  LomWriter(xml, binding).write(manifest);
}

std::string lom_document(const PackManifest& manifest) {
  XmlWriter xml;
  write_lom(xml, manifest, LomBinding::ieee);
  return xml.finish();
}

}  // namespace integrart
