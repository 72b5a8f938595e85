// The Kolibri pack: a channel on a stick, for schools without network.
#include <algorithm>

#include "formats/pack/archive/zip.h"
#include "formats/pack/kolibri/channel.h"
#include "formats/pack/kolibri/database.h"
#include "formats/pack/shared/credits_page.h"
#include "formats/pack/shared/metadata_files.h"
#include "formats/pack/shared/pack_licence.h"
#include "formats/pack/shared/works.h"
#include "pipeline/base/pack_format.h"

namespace integrart {
namespace {

constexpr std::string_view content_folder = "KOLIBRI_DATA/content/";

bool has_nothing(const PackWork& work) {
  return work.renditions.empty() && work.texts.empty();
}

Result<std::vector<Message>> check_kolibri(const PackManifest& manifest) {
  TRY_ASSIGN(std::vector<Message> notes, check_works(manifest, has_nothing));
  TRY_ASSIGN(const std::vector<Message> licences, check_licences(manifest));
  notes.insert(notes.end(), licences.begin(), licences.end());
  if (manifest.publisher.empty()) notes.push_back({"kolibri.no_publisher", {}});
  return notes;
}

/// Files lie under names of their own until their digests are known: `finish_kolibri` gives them their last ones.
Result<Noted<PackTree>> write_kolibri(const PackManifest& whole) {
  TRY_ASSIGN(std::vector<Message> notes, check_kolibri(whole));
  const PackManifest manifest = presentable(whole, has_nothing);
  TRY_ASSIGN(kolibri::Channel channel, kolibri::channel_of(manifest, notes));
  PackTree tree;
  for (kolibri::ChannelNode& node : channel.nodes)
    for (kolibri::ChannelFile& file : node.files) tree.entries.push_back(std::move(file.entry));
  tree.entries.push_back({"credits.html", credits_page(manifest, "", PageMarkup::html)});
  add_metadata(tree, "", manifest, std::vector<WorkFiles>(manifest.works.size()));  // beside what Kolibri reads
  std::ranges::sort(tree.entries, {}, &PackEntry::path);
  return Noted<PackTree>{std::move(tree), std::move(notes)};
}

Result<PackTree> finish_kolibri(const PackManifest& whole, PackTree tree, std::span<const PackFileFacts> facts) {
  const PackManifest manifest = presentable(whole, has_nothing);
  std::vector<Message> told_before;
  TRY_ASSIGN(const kolibri::Channel channel, kolibri::channel_of(manifest, told_before));
  std::map<std::string, std::string> extension_by_path;
  for (const kolibri::ChannelNode& node : channel.nodes)
    for (const kolibri::ChannelFile& file : node.files) extension_by_path[file.entry.path] = file.extension;
  std::map<std::string, PackFileFacts> facts_by_path;
  PackTree finished;
  for (std::size_t i = 0; i < tree.entries.size(); ++i) {
    PackEntry& entry = tree.entries[i];
    if (const auto extension = extension_by_path.find(entry.path); extension != extension_by_path.end()) {
      facts_by_path[entry.path] = facts[i];
      const std::string& md5 = facts[i].md5;
      entry.path = std::string(content_folder) + "storage/" + md5.substr(0, 1) + "/" + md5.substr(1, 1) + "/" + md5 +
                   "." + extension->second;
      // A picture that stands for a work and its exercises is one file.
      if (std::ranges::find(finished.entries, entry.path, &PackEntry::path) != finished.entries.end()) continue;
    }
    finished.entries.push_back(std::move(entry));
  }
  finished.entries.push_back({std::string(content_folder) + "databases/" + uuid_hex(channel.id) + ".sqlite3",
                              kolibri::database_of(channel, manifest, facts_by_path)});
  std::ranges::sort(finished.entries, {}, &PackEntry::path);
  return finished;
}

}  // namespace

extern const PackFormat pack_kolibri;  // a constant is private to its file without this
const PackFormat pack_kolibri{
    .id = "kolibri",
    .media_type = "application/zip",
    .extension = "zip",
    .as_folder = true,
    .archive = &zip_archive,
    .doc = {.summary = "A Kolibri channel as a folder KOLIBRI_DATA for a stick: imports without any network.",
            .details =
                "Every work is a topic: its film (up to 720 lines) with one subtitle file per language, the lesson "
                "with all texts and exercises as an HTML5 app, and those exercises that Perseus can hold: choices and "
                "matching lines as radio buttons, gaps as lists of words, lines out of order as a sorter. Exercises "
                "are passed with all but one of the last five answers right. Kolibri plays sound of its own only as "
                "MP3, which is not made here: songs are in their lesson. Identifiers are UUIDs of version 5 from "
                "publisher, collection and work and stay the same in every edition; the version of the channel is the "
                "edition of the pack, which a build raises when the content changed. CC0 becomes Public Domain, and "
                "a licence that Kolibri does not know Special Permissions. Content schema 5, for Kolibri 0.15 and "
                "newer. Thread-safe.",
            .source = "https://github.com/learningequality/kolibri and https://github.com/learningequality/le-utils",
            .examples = {}},
    .check = check_kolibri,
    .write = write_kolibri,
    .finish = finish_kolibri,
};

}  // namespace integrart
