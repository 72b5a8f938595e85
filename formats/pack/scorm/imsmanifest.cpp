#include "formats/metadata/lom.h"
#include "formats/pack/scorm/lesson.h"
#include "formats/pack/shared/identifiers.h"

namespace integrart::scorm {
namespace {

/// Platforms keep scores and bookmarks by these: they belong to the work, wherever it stands in the next edition.
std::string item_of(const ContentObject& object) {
  return "item-" + object.work->id;
}

std::string resource_of(const ContentObject& object) {
  return "resource-" + object.work->id;
}

void write_files(XmlWriter& xml, const std::vector<std::string>& files) {
  for (const std::string& file : files) xml.empty("file", {{"href", file}});
}

/// The resources of both versions; they differ in the spelling of one attribute.
void write_resources(XmlWriter& xml, const Lesson& lesson, const std::string& kind) {
  xml.open("resources");
  for (const ContentObject& object : lesson.objects) {
    xml.open("resource",
             {{"identifier", resource_of(object)}, {"type", "webcontent"}, {kind, "sco"}, {"href", object.page}});
    write_files(xml, object.files);
    xml.empty("dependency", {{"identifierref", "common"}}).close();
  }
  xml.open("resource", {{"identifier", "common"}, {"type", "webcontent"}, {kind, "asset"}});
  write_files(xml, lesson.common);
  xml.close().close();
}

void write_metadata(XmlWriter& xml, const Lesson& lesson, std::string_view version, LomBinding binding) {
  xml.open("metadata").leaf("schema", "ADL SCORM").leaf("schemaversion", version);
  write_lom(xml, lesson.manifest, binding);
  xml.close();
}

std::string identifier_of(const Lesson& lesson) {
  return "pack-" + stable_uuid("scorm", lesson.manifest.identity());
}

}  // namespace

std::string manifest_12(const Lesson& lesson) {
  XmlWriter xml;
  xml.open("manifest", {{"xmlns", "http://www.imsproject.org/xsd/imscp_rootv1p1p2"},
                        {"xmlns:adlcp", "http://www.adlnet.org/xsd/adlcp_rootv1p2"},
                        {"identifier", identifier_of(lesson)},
                        {"version", "1.0"}});
  write_metadata(xml, lesson, "1.2", LomBinding::ims);
  xml.open("organizations", {{"default", "works"}}).open("organization", {{"identifier", "works"}});
  xml.leaf("title", lesson.title);
  for (const ContentObject& object : lesson.objects) {
    xml.open("item", {{"identifier", item_of(object)}, {"identifierref", resource_of(object)}});
    xml.leaf("title", object.title).close();
  }
  xml.close().close();
  write_resources(xml, lesson, "adlcp:scormtype");
  return xml.finish();
}

std::string manifest_2004(const Lesson& lesson) {
  XmlWriter xml;
  xml.open("manifest", {{"xmlns", "http://www.imsglobal.org/xsd/imscp_v1p1"},
                        {"xmlns:adlcp", "http://www.adlnet.org/xsd/adlcp_v1p3"},
                        {"xmlns:imsss", "http://www.imsglobal.org/xsd/imsss"},
                        {"identifier", identifier_of(lesson)},
                        {"version", "1"}});
  write_metadata(xml, lesson, "2004 4th Edition", LomBinding::ieee);
  xml.open("organizations", {{"default", "works"}}).open("organization", {{"identifier", "works"}});
  xml.leaf("title", lesson.title);
  for (const ContentObject& object : lesson.objects) {
    xml.open("item", {{"identifier", item_of(object)}, {"identifierref", resource_of(object)}});
    xml.leaf("title", object.title);
    // The objects say themselves what is complete and passed; silence does not mean success.
    xml.open("imsss:sequencing")
        .empty("imsss:deliveryControls", {{"completionSetByContent", "true"}, {"objectiveSetByContent", "true"}});
    xml.close().close();
  }
  xml.open("imsss:sequencing").empty("imsss:controlMode", {{"choice", "true"}, {"flow", "true"}}).close();
  xml.close().close();
  write_resources(xml, lesson, "adlcp:scormType");
  return xml.finish();
}

}  // namespace integrart::scorm
