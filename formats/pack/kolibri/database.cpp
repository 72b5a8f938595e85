#include "formats/pack/kolibri/database.h"

#include <algorithm>
#include <set>

#include "formats/metadata/licence.h"
#include "formats/pack/shared/languages.h"
#include "formats/pack/web/lesson.h"
#include "pipeline/base/base64.h"

namespace integrart::kolibri {
namespace {

using Row = std::vector<DatabaseCell>;

/// Every column that Kolibri looks for: one that is missing makes it fall back to an older schema without labels.
const std::vector<std::string>& schema_5() {
  // NOLINTBEGIN(bugprone-suspicious-missing-comma): one statement stands on several lines
  static const std::vector<std::string> statements{
      "CREATE TABLE content_language (id VARCHAR(14) PRIMARY KEY, lang_code VARCHAR(3) NOT NULL, lang_subcode "
      "VARCHAR(10), lang_name VARCHAR(100), lang_direction VARCHAR(3) NOT NULL)",
      "CREATE TABLE content_localfile (id VARCHAR(32) PRIMARY KEY, extension VARCHAR(40) NOT NULL, available BOOLEAN "
      "NOT "
      "NULL, file_size INTEGER)",
      "CREATE TABLE content_contenttag (id CHAR(32) PRIMARY KEY, tag_name VARCHAR(30) NOT NULL)",
      "CREATE TABLE content_contentnode (id CHAR(32) PRIMARY KEY, license_name VARCHAR(50), license_description TEXT, "
      "title VARCHAR(200) NOT NULL, coach_content BOOLEAN NOT NULL, content_id CHAR(32) NOT NULL, channel_id CHAR(32) "
      "NOT "
      "NULL, description TEXT, sort_order REAL, license_owner VARCHAR(200) NOT NULL, author VARCHAR(200) NOT NULL, "
      "kind "
      "VARCHAR(200) NOT NULL, available BOOLEAN NOT NULL, options TEXT, grade_levels TEXT, resource_types TEXT, "
      "learning_activities TEXT, accessibility_labels TEXT, categories TEXT, learner_needs TEXT, duration INTEGER, lft "
      "INTEGER NOT NULL, rght INTEGER NOT NULL, tree_id INTEGER NOT NULL, level INTEGER NOT NULL, lang_id VARCHAR(14) "
      "REFERENCES content_language (id), parent_id CHAR(32) REFERENCES content_contentnode (id))",
      "CREATE TABLE content_assessmentmetadata (id CHAR(32) PRIMARY KEY, assessment_item_ids TEXT NOT NULL, "
      "number_of_assessments INTEGER NOT NULL, mastery_model TEXT NOT NULL, randomize BOOLEAN NOT NULL, is_manipulable "
      "BOOLEAN NOT NULL, contentnode_id CHAR(32) NOT NULL REFERENCES content_contentnode (id))",
      "CREATE TABLE content_channelmetadata (id CHAR(32) PRIMARY KEY, name VARCHAR(200) NOT NULL, description "
      "VARCHAR(400) "
      "NOT NULL, tagline VARCHAR(150), author VARCHAR(400) NOT NULL, version INTEGER NOT NULL, thumbnail TEXT NOT "
      "NULL, "
      "last_updated VARCHAR, min_schema_version VARCHAR(50) NOT NULL, root_id CHAR(32) NOT NULL REFERENCES "
      "content_contentnode (id))",
      "CREATE TABLE content_contentnode_has_prerequisite (id INTEGER PRIMARY KEY, from_contentnode_id CHAR(32) NOT "
      "NULL, "
      "to_contentnode_id CHAR(32) NOT NULL)",
      "CREATE TABLE content_contentnode_related (id INTEGER PRIMARY KEY, from_contentnode_id CHAR(32) NOT NULL, "
      "to_contentnode_id CHAR(32) NOT NULL)",
      "CREATE TABLE content_contentnode_tags (id INTEGER PRIMARY KEY, contentnode_id CHAR(32) NOT NULL REFERENCES "
      "content_contentnode (id), contenttag_id CHAR(32) NOT NULL REFERENCES content_contenttag (id))",
      "CREATE TABLE content_file (id CHAR(32) PRIMARY KEY, preset VARCHAR(150) NOT NULL, supplementary BOOLEAN NOT "
      "NULL, "
      "thumbnail BOOLEAN NOT NULL, priority INTEGER, contentnode_id CHAR(32) NOT NULL REFERENCES content_contentnode "
      "(id), "
      "lang_id VARCHAR(14) REFERENCES content_language (id), local_file_id VARCHAR(32) NOT NULL REFERENCES "
      "content_localfile (id))",
      "CREATE INDEX content_contentnode_parent ON content_contentnode (parent_id)",
      "CREATE INDEX content_contentnode_content ON content_contentnode (content_id)",
      "CREATE INDEX content_file_node ON content_file (contentnode_id)",
  };
  // NOLINTEND(bugprone-suspicious-missing-comma)
  return statements;
}

DatabaseCell text_or_null(const std::string& text) {
  return text.empty() ? DatabaseCell(nullptr) : DatabaseCell(text);
}

DatabaseCell flag(bool value) {
  return std::int64_t{value ? 1 : 0};
}

class Rows {
 public:
  Rows(const Channel& channel, const PackManifest& manifest, const std::map<std::string, PackFileFacts>& facts)
      : m_channel(channel), m_manifest(manifest), m_facts(facts), m_bounds(nested_sets(channel)) {}

  DatabaseFile take() {
    for (std::size_t i = 0; i < m_channel.nodes.size(); ++i) add_node(i);
    DatabaseFile file;
    file.schema = schema_5();
    file.type = "application/vnd.sqlite3";
    file.tables = {{"content_language", languages()},
                   {"content_localfile", std::move(m_local_files)},
                   {"content_contenttag", std::move(m_tags)},
                   {"content_contentnode", std::move(m_nodes)},
                   {"content_assessmentmetadata", std::move(m_assessments)},
                   {"content_channelmetadata", {channel_row()}},
                   {"content_contentnode_tags", std::move(m_node_tags)},
                   {"content_file", std::move(m_files)}};
    return file;
  }

 private:
  struct Bounds {
    std::int64_t left = 0, right = 0, level = 0;
  };

  /// Left and right numbers of the tree, as MPTT counts them, from 1. Nodes stand depth first.
  static std::vector<Bounds> nested_sets(const Channel& channel) {
    std::vector<Bounds> bounds(channel.nodes.size());
    std::vector<std::size_t> open;
    std::int64_t next = 1;
    for (std::size_t i = 0; i < channel.nodes.size(); ++i) {
      const auto& parent = channel.nodes[i].parent;
      while (!open.empty() && open.back() != parent) {
        bounds[open.back()].right = next++;
        open.pop_back();
      }
      bounds[i].left = next++;
      bounds[i].level = static_cast<std::int64_t>(open.size());
      open.push_back(i);
    }
    for (; !open.empty(); open.pop_back()) bounds[open.back()].right = next++;
    return bounds;
  }

  void add_node(std::size_t index) {
    const ChannelNode& node = m_channel.nodes[index];
    const bool is_topic = node.kind == "topic";
    const std::string makers =
        node.work == nullptr ? "" : shortened(makers_of(*node.work, m_channel.title), longest_makers);
    const auto licence = [&](const std::string& text) { return is_topic ? DatabaseCell(nullptr) : DatabaseCell(text); };
    const std::string spdx = node.work == nullptr ? "" : node.work->licence;
    if (!node.language.empty()) m_languages.insert(node.language);
    m_nodes.push_back(Row{uuid_hex(node.id),
                          licence(licence_name(spdx)),
                          licence(spdx),
                          node.title,
                          flag(false),
                          uuid_hex(node.content_id),
                          uuid_hex(m_channel.id),
                          node.description,
                          static_cast<double>(index + 1),
                          is_topic ? "" : makers,
                          makers,
                          node.kind,
                          flag(false),
                          "{}",
                          nullptr,
                          nullptr,
                          text_or_null(node.activity),
                          text_or_null(node.accessibility),
                          nullptr,
                          nullptr,
                          node.duration > 0 ? DatabaseCell(node.duration) : DatabaseCell(nullptr),
                          m_bounds[index].left,
                          m_bounds[index].right,
                          std::int64_t{1},
                          m_bounds[index].level,
                          text_or_null(node.language),
                          node.parent ? DatabaseCell(uuid_hex(m_channel.nodes[*node.parent].id)) : nullptr});
    for (std::size_t i = 0; i < node.files.size(); ++i) add_file(node, i);
    if (node.assessment) add_assessment(node);
    if (!is_topic) add_tags(node);
  }

  void add_file(const ChannelNode& node, std::size_t position) {
    const ChannelFile& file = node.files[position];
    const PackFileFacts& facts = m_facts.at(file.entry.path);
    if (!file.language.empty()) m_languages.insert(file.language);
    if (m_known_files.insert(facts.md5).second)
      m_local_files.push_back(Row{facts.md5, file.extension, flag(false), static_cast<std::int64_t>(facts.bytes)});
    m_files.push_back(Row{uuid_hex(uuid_of_name(node.id, file.preset + " " + file.language)), file.preset,
                          flag(file.supplementary), flag(file.thumbnail), static_cast<std::int64_t>(position + 1),
                          uuid_hex(node.id), text_or_null(file.language), facts.md5});
  }

  void add_assessment(const ChannelNode& node) {
    const Assessment& assessment = *node.assessment;
    const Json model = Json::object({{"type", "m_of_n"}, {"m", assessment.right}, {"n", assessment.of}});
    m_assessments.push_back(Row{uuid_hex(uuid_of_name(node.id, "assessment")), json_list(assessment.items).dump(),
                                static_cast<std::int64_t>(assessment.items.size()), model.dump(), flag(false),
                                flag(true), uuid_hex(node.id)});
  }

  /// Kolibri takes no tag twice for one resource; topics may be one after they were shortened.
  void add_tags(const ChannelNode& node) {
    std::set<std::string> of_node;
    for (const std::string& topic : node.work->about) {
      const std::string name = shortened(topic, longest_tag);
      const std::string id = uuid_hex(uuid_of_name(m_channel.id, "tag " + name));
      if (!of_node.insert(id).second) continue;
      if (m_known_tags.insert(id).second) m_tags.push_back(Row{id, name});
      m_node_tags.push_back(Row{static_cast<std::int64_t>(m_node_tags.size() + 1), uuid_hex(node.id), id});
    }
  }

  std::vector<Row> languages() const {
    std::vector<Row> rows;
    for (const std::string& language : m_languages) {
      const std::size_t dash = language.find('-');
      const std::string subcode = dash == std::string::npos ? "" : language.substr(dash + 1);
      rows.push_back(Row{language, language.substr(0, dash), text_or_null(subcode), language_name_in_itself(language),
                         is_right_to_left(language) ? "rtl" : "ltr"});
    }
    return rows;
  }

  Row channel_row() const {
    const Result<std::string> icon = web_pack::asset("icons/icon-192.png");
    const std::string thumbnail = icon ? "data:image/png;base64," + base64_of(*icon) : "";
    return Row{
        uuid_hex(m_channel.id), m_channel.title, m_channel.description, "",  m_manifest.publisher,
        m_manifest.edition,     thumbnail,       "2000-01-01 00:00:00", "5", uuid_hex(m_channel.nodes.front().id)};
  }

  const Channel& m_channel;
  const PackManifest& m_manifest;
  const std::map<std::string, PackFileFacts>& m_facts;
  std::vector<Bounds> m_bounds;
  std::vector<Row> m_nodes, m_files, m_local_files, m_assessments, m_tags, m_node_tags;
  std::set<std::string> m_languages, m_known_files, m_known_tags;
};

}  // namespace

std::string makers_of(const PackWork& work, const std::string& collection) {
  std::string makers;
  for (const Creator& creator : work.creators) makers += (makers.empty() ? "" : ", ") + creator.name;
  return makers.empty() ? collection : makers;
}

std::string licence_name(const std::string& spdx) {
  const LicenceTerms terms = licence_terms(spdx);
  if (!terms.is_known) return "Special Permissions";
  if (terms.family == "zero") return "Public Domain";
  std::string name = "CC " + terms.family;
  std::ranges::transform(name, name.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return name;
}

DatabaseFile database_of(const Channel& channel, const PackManifest& manifest,
                         const std::map<std::string, PackFileFacts>& facts) {
  return Rows(channel, manifest, facts).take();
}

}  // namespace integrart::kolibri
