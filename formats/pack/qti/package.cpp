#include "formats/pack/qti/package.h"

#include <algorithm>

#include "formats/metadata/lom.h"
#include "formats/pack/shared/credits_page.h"
#include "formats/pack/shared/identifiers.h"
#include "formats/pack/shared/left_out.h"
#include "formats/pack/shared/metadata_files.h"
#include "formats/pack/shared/pack_licence.h"
#include "formats/pack/shared/works.h"
#include "formats/xml/xml.h"

namespace integrart::qti {
namespace {

bool has_no_exercise(const PackWork& work) {
  return work.activities.empty();
}

/// Files of the package with their types; the type of an item depends on the version.
struct Resource {
  std::string id, file;
  bool is_item = true;
};

std::string imsmanifest(const PackManifest& manifest, const std::vector<Resource>& resources, Version version) {
  const bool old = version == Version::v21;
  XmlWriter xml;
  xml.open("manifest", {{"xmlns", old ? "http://www.imsglobal.org/xsd/imscp_v1p1"
                                      : "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"},
                        {"identifier", "pack-" + stable_uuid("qti", manifest.identity())}});
  xml.open("metadata").leaf("schema", old ? "QTIv2.1 Package" : "QTI Package");
  xml.leaf("schemaversion", old ? "1.0.0" : "3.0.0");
  write_lom(xml, manifest, LomBinding::ieee);
  xml.close();
  xml.empty("organizations").open("resources");
  for (const Resource& resource : resources) {
    const std::string type = !resource.is_item ? "webcontent" : old ? "imsqti_item_xmlv2p1" : "imsqti_item_xmlv3p0";
    xml.open("resource", {{"identifier", resource.id}, {"type", type}, {"href", resource.file}});
    xml.empty("file", {{"href", resource.file}}).close();
  }
  return xml.finish();
}

}  // namespace

Result<std::vector<Message>> check(const PackManifest& manifest) {
  TRY_ASSIGN(std::vector<Message> notes, check_works(manifest, has_no_exercise));
  TRY_ASSIGN(const std::vector<Message> licences, check_licences(manifest));
  notes.insert(notes.end(), licences.begin(), licences.end());
  return notes;
}

Result<Noted<PackTree>> write(const PackManifest& whole, Version version) {
  TRY_ASSIGN(std::vector<Message> notes, check(whole));
  const PackManifest manifest = presentable(whole, has_no_exercise);
  PackTree tree;
  std::vector<Resource> resources;
  for (const PackWork& work : manifest.works) {
    note_parts_left_out(work, {WorkPart::film, WorkPart::sound, WorkPart::picture, WorkPart::text, WorkPart::subtitles},
                        notes);
    for (const quiz::Quiz& quiz : quiz::quizzes_of(work, manifest, notes)) {
      for (const quiz::Item& item : quiz.items) {
        Resource resource;
        resource.id = item.id;
        resource.file = "items/" + work.id + "/" + resource.id + ".xml";
        tree.entries.push_back({resource.file, item_document(item, resource.id, quiz.instructions, version)});
        resources.push_back(std::move(resource));
      }
    }
  }
  if (resources.empty()) return fail(Errc::invalid_input, "pack.no_works");
  tree.entries.push_back({"credits.html", credits_page(manifest, "", PageMarkup::html)});
  add_metadata(tree, "", manifest, std::vector<WorkFiles>(manifest.works.size()));
  for (const auto& [id, file] : {std::pair("credits", "credits.html"), std::pair("lom", metadata_names[0].data()),
                                 std::pair("metadata", metadata_names[1].data()), std::pair("pack-list", "pack.json"),
                                 std::pair("pack-signature", "pack.json.sig")})
    resources.push_back({id, file, false});
  tree.entries.push_back({"imsmanifest.xml", imsmanifest(manifest, resources, version)});
  std::ranges::sort(tree.entries, {}, &PackEntry::path);
  return Noted<PackTree>{std::move(tree), std::move(notes)};
}

}  // namespace integrart::qti
