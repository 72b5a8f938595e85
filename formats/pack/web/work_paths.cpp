#include "formats/pack/web/work_paths.h"

#include <algorithm>
#include <set>

namespace integrart::web_pack {
namespace {

/// Small ASCII letters, digits and hyphens of `text`, at most 24; other characters become hyphens.
std::string portable(std::string_view text) {
  std::string name;
  for (const char c : text.substr(0, 24)) {
    const bool digit = c >= '0' && c <= '9';
    const bool small = c >= 'a' && c <= 'z';
    const bool capital = c >= 'A' && c <= 'Z';
    name += capital ? static_cast<char>(c - 'A' + 'a') : digit || small ? c : '-';
  }
  return name;
}

class Names {
 public:
  explicit Names(std::string folder) : m_folder(std::move(folder)) {}

  std::string unique(const std::string& stem, const std::string& extension) {
    std::string name = stem + "." + extension;
    for (int number = 2; !m_taken.insert(name).second; ++number) {
      name = stem + "-" + std::to_string(number) + "." + extension;
    }
    return m_folder + name;
  }

 private:
  std::string m_folder;
  std::set<std::string> m_taken;
};

}  // namespace

WorkPaths paths_of(const PackWork& work) {
  Names names("works/" + work.id + "/");
  WorkPaths paths;
  paths.data = names.unique("data", "js");
  for (const PackRendition& rendition : work.renditions) {
    paths.renditions.push_back(
        names.unique(portable(rendition.role) + "-" + portable(rendition.id), portable(rendition.extension)));
  }
  if (work.poster) paths.poster = names.unique("poster", portable(work.poster->extension));
  if (work.storyboard) paths.storyboard = names.unique("storyboard", "jpg");
  for (const PackTrack& track : work.tracks) {
    const std::string variant = track.variant.empty() ? "" : "-" + portable(track.variant);
    paths.tracks.push_back(names.unique(portable(track.kind) + "-" + portable(track.language.text()) + variant, "vtt"));
  }
  return paths;
}

WorkFiles files_of(const PackWork& work, const std::string& page) {
  const WorkPaths paths = paths_of(work);
  WorkFiles files;
  files.page = page;
  files.page_shows_lines = true;
  files.thumbnail = paths.poster;
  for (std::size_t i = 0; i < work.renditions.size(); ++i)
    files.media.emplace_back(&work.renditions[i], paths.renditions[i]);
  for (std::size_t i = 0; i < work.tracks.size(); ++i) files.tracks.emplace_back(&work.tracks[i], paths.tracks[i]);
  return files;
}

}  // namespace integrart::web_pack
