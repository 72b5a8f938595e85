#include "formats/pack/cartridge/imsmanifest.h"

#include "formats/metadata/lom.h"
#include "formats/pack/cartridge/importers.h"
#include "formats/pack/shared/identifiers.h"

namespace integrart::cartridge {
namespace {

class Writer {
 public:
  Writer(const Course& course, Version version)
      : m_course(course),
        m_short(version == Version::v11 ? "1p1" : "1p3"),
        m_full(version == Version::v11 ? "1.1.0" : "1.3.0") {}

  std::string write() {
    // Moodle looks for this name space in the first 500 bytes.
    m_xml.open("manifest", {{"xmlns", "http://www.imsglobal.org/xsd/imsccv" + m_short + "/imscp_v1p1"},
                            {"xmlns:lom", "http://ltsc.ieee.org/xsd/imsccv" + m_short + "/LOM/manifest"},
                            {"identifier", "pack-" + stable_uuid("cartridge", m_course.manifest->identity())}});
    m_xml.open("metadata").leaf("schema", "IMS Common Cartridge").leaf("schemaversion", m_full);
    write_lom(m_xml, *m_course.manifest, LomBinding::common_cartridge);
    m_xml.close();
    write_organization();
    m_xml.open("resources");
    for (const Chapter& chapter : m_course.chapters)
      for (const Resource& resource : chapter.resources) write_resource(resource);
    for (const Resource& resource : m_course.others) write_resource(resource);
    return document_for_importers(m_xml.finish());
  }

 private:
  void write_organization() {
    m_xml.open("organizations");
    m_xml.open("organization", {{"identifier", "course"}, {"structure", "rooted-hierarchy"}});
    m_xml.open("item", {{"identifier", "root"}});
    m_xml.open("item", {{"identifier", "all"}}).leaf("title", m_course.title);
    for (const Chapter& chapter : m_course.chapters) {
      m_xml.open("item", {{"identifier", "chapter-" + chapter.id}});
      m_xml.leaf("title", chapter.title);
      for (const Resource& resource : chapter.resources) write_item(resource);
      m_xml.close();
    }
    for (const Resource& resource : m_course.others) write_item(resource);
    m_xml.close().close().close().close();
  }

  void write_item(const Resource& resource) {
    if (resource.title.empty()) return;
    m_xml.open("item", {{"identifier", "item-" + resource.id}, {"identifierref", resource.id}});
    m_xml.leaf("title", resource.title).close();
  }

  void write_resource(const Resource& resource) {
    XmlWriter::Attributes attributes{{"identifier", resource.id}, {"type", type_of(resource.kind)}};
    // Pages need an address, quizzes and links must not have one.
    if (resource.kind == ResourceKind::page) attributes.emplace_back("href", resource.files.front());
    m_xml.open("resource", attributes);
    for (const std::string& file : resource.files) m_xml.empty("file", {{"href", file}});
    m_xml.close();
  }

  std::string type_of(ResourceKind kind) const {
    if (kind == ResourceKind::quiz) return "imsqti_xmlv1p2/imscc_xmlv" + m_short + "/assessment";
    if (kind == ResourceKind::link) return "imswl_xmlv" + m_short;
    return "webcontent";
  }

  const Course& m_course;
  std::string m_short, m_full;
  XmlWriter m_xml;
};

}  // namespace

std::string manifest_of(const Course& course, Version version) {
  return Writer(course, version).write();
}

}  // namespace integrart::cartridge
