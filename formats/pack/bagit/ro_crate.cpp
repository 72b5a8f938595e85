#include "formats/pack/bagit/ro_crate.h"

#include <map>

#include "formats/metadata/licence.h"
#include "formats/pack/shared/languages.h"
#include "formats/pack/shared/published.h"

namespace integrart::bagit {
namespace {

Json reference(std::string_view id) {
  return Json::object({{"@id", id}});
}

class Crate {
 public:
  explicit Crate(const PackManifest& manifest) : m_manifest(manifest) {}

  std::string write(const std::vector<CrateFile>& files) {
    m_graph.push_back(Json::object({{"@id", "ro-crate-metadata.json"},
                                    {"@type", "CreativeWork"},
                                    {"conformsTo", reference("https://w3id.org/ro/crate/1.1")},
                                    {"about", reference("./")}}));
    Json root = described("./", m_manifest.title, m_manifest.description, m_manifest.licence);
    root["identifier"] = m_manifest.identity();
    root["datePublished"] = day_of_edition(m_manifest);
    Json parts = Json::empty_array();
    for (const PackWork& work : m_manifest.works) parts.push_back(reference(folder_of(work)));
    for (const CrateFile& file : files)
      if (file.work == nullptr) parts.push_back(reference(file.path));
    root["hasPart"] = std::move(parts);
    m_graph.push_back(std::move(root));
    for (const PackWork& work : m_manifest.works) add_work(work, files);
    for (const CrateFile& file : files) add_file(file);
    for (const auto& [name, id] : m_people)
      m_graph.push_back(Json::object({{"@id", id}, {"@type", "Person"}, {"name", name}}));
    for (const auto& [spdx, id] : m_licences)
      m_graph.push_back(Json::object({{"@id", id}, {"@type", "CreativeWork"}, {"name", spdx}}));
    // The files that works were made from are not in the bag: their digests tell an archive that has them which they
    // are.
    for (const auto& [sha256, source] : m_sources)
      m_graph.push_back(Json::object({{"@id", source_id(sha256)},
                                      {"@type", "CreativeWork"},
                                      {"name", source.kind},
                                      {"identifier", "sha256:" + sha256},
                                      {"contentSize", std::to_string(source.bytes)}}));
    return Json::object({{"@context", "https://w3id.org/ro/crate/1.1/context"}, {"@graph", std::move(m_graph)}})
        .dump_pretty();
  }

 private:
  static std::string folder_of(const PackWork& work) { return "works/" + work.id + "/"; }

  Json described(const std::string& id, const LocalisedText& title, const LocalisedText& description,
                 const std::string& licence) {
    const std::string language = main_language(m_manifest);
    const std::string name = best_text(title, language).text;
    const std::string words = best_text(description, language).text;
    Json entity = Json::object(
        {{"@id", id}, {"@type", "Dataset"}, {"name", name}, {"description", words.empty() ? name : words}});
    if (!licence.empty()) entity["license"] = reference(licence_id(licence));
    return entity;
  }

  std::string licence_id(const std::string& spdx) {
    const std::string url = licence_terms(spdx).url;
    return m_licences.emplace(spdx, url.empty() ? "#licence-" + std::to_string(m_licences.size() + 1) : url)
        .first->second;
  }
  std::string person_id(const std::string& name) {
    return m_people.emplace(name, "#person-" + std::to_string(m_people.size() + 1)).first->second;
  }

  void add_work(const PackWork& work, const std::vector<CrateFile>& files) {
    Json entity = described(folder_of(work), work.title, work.description, work.licence);
    Json parts = Json::empty_array(), people = Json::empty_array();
    for (const CrateFile& file : files)
      if (file.work == &work) parts.push_back(reference(file.path));
    for (const Creator& creator : work.creators)
      if (!creator.name.empty()) people.push_back(reference(person_id(creator.name)));
    entity["hasPart"] = std::move(parts);
    entity["author"] = std::move(people);
    if (!work.language.is_undetermined()) entity["inLanguage"] = work.language.text();
    if (!work.level.empty()) entity["educationalLevel"] = work.level;
    if (!work.about.empty()) entity["keywords"] = json_list(work.about);
    Json sources = Json::empty_array();
    for (const PackSource& source : work.sources) {
      m_sources.emplace(source.digest.hex(), source);
      sources.push_back(reference(source_id(source.digest.hex())));
    }
    if (!work.sources.empty()) entity["isBasedOn"] = std::move(sources);
    m_graph.push_back(std::move(entity));
  }

  static std::string source_id(const std::string& sha256) { return "#source-" + sha256; }

  void add_file(const CrateFile& file) {
    m_graph.push_back(Json::object({{"@id", file.path},
                                    {"@type", "File"},
                                    {"name", file.path},
                                    {"encodingFormat", file.type},
                                    {"contentSize", std::to_string(file.bytes)},
                                    {"sha256", file.sha256}}));
  }

  const PackManifest& m_manifest;
  Json m_graph = Json::empty_array();
  std::map<std::string, std::string> m_people, m_licences;  // name or SPDX identifier to @id
  std::map<std::string, PackSource> m_sources;              // by SHA-256
};

}  // namespace

std::string ro_crate(const PackManifest& manifest, const std::vector<CrateFile>& files) {
  return Crate(manifest).write(files);
}

}  // namespace integrart::bagit
