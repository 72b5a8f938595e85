// What learning platforms keep progress, questions and courses by: the same wherever a work or a question stands, and
// another for every publisher.
#include <map>
#include <regex>
#include <set>

#include "tests/conformance/formats/trial_pack.h"

using namespace integrart;

namespace {

ActivityItem item_of(std::string id, ActivityContent content) {
  ActivityItem item;
  item.id = std::move(id);
  item.content = std::move(content);
  return item;
}

ActivityItem pairs_of(std::string id, const std::vector<std::string>& lines) {
  MatchItem match;
  for (const std::string& line : lines) {
    match.shown.push_back(match.pairs.size());
    match.pairs.push_back({line, {{{"en", line + " in English"}}}});
  }
  return item_of(std::move(id), match);
}

PackWork film_of(const std::string& id) {
  PackWork film = trial_pack("Home").works[0];
  film.id = id;
  GapItem gap;
  gap.text = "Іди додому, " + id;
  gap.gaps.push_back({.begin = 0, .length = 6, .answers = {"Іди"}, .tip = ""});
  film.activities[0].items.push_back(item_of("2", gap));
  Activity match;
  match.id = match.kind = "match";
  match.language = film.language;
  match.title = match.instructions = {"web.words", {}};
  match.items = {pairs_of("a", {"перше", "друге", "третє"}), pairs_of("b", {"четверте", "п'яте", "перше"})};
  film.activities.push_back(std::move(match));
  return film;
}

PackManifest lessons(const std::vector<std::string>& ids) {
  PackManifest manifest = trial_pack("Home");
  manifest.publisher = "school.example";
  manifest.works.clear();
  for (const std::string& id : ids) manifest.works.push_back(film_of(id));
  return manifest;
}

PackTree tree_of(std::string_view format, const PackManifest& manifest) {
  return value_of(pack_format_of(format).write(manifest)).value;
}

/// Everything that `pattern` finds in the files of the pack: its second part by its first.
std::map<std::string, std::string> found(const PackTree& tree, const std::string& pattern) {
  const std::regex expression(pattern);
  std::map<std::string, std::string> pieces;
  for (const PackEntry& entry : tree.entries) {
    const auto* text = std::get_if<std::string>(&entry.content);
    if (text == nullptr || entry.path.ends_with(".js")) continue;
    for (std::sregex_iterator at(text->begin(), text->end(), expression), end; at != end; ++at)
      CHECK(pieces.emplace((*at)[1], (*at)[2]).second);
  }
  return pieces;
}

/// Of formats that name resources in a list: what stands under which identifier.
std::map<std::string, std::string> resources(std::string_view format, const PackManifest& manifest) {
  const std::string pattern = format == "epub"   ? R"rx(<item id="([^"]+)" href="([^"]+)")rx"
                              : format == "cmi5" ? R"rx(<au id="([^"]+)"(?:[^]*?)<url>([^<]+))rx"
                                                 : R"rx(<resource identifier="([^"]+)"(?:[^]*?)href="([^"]+)")rx";
  return found(tree_of(format, manifest), pattern);
}

}  // namespace

TEST_CASE("what a platform knows is called the same after a new order and without the works that are gone") {
  const PackManifest all = lessons({"one", "two", "three"}), fewer = lessons({"three", "two"});
  for (const std::string_view format : {"qti21", "qti30", "cc11", "cc13", "epub", "scorm12", "scorm2004", "cmi5"}) {
    CAPTURE(format);
    const auto before = resources(format, all), after = resources(format, fewer);
    CHECK(after.size() < before.size());
    for (const auto& [id, file] : after) {
      CAPTURE(id);
      REQUIRE(before.contains(id));
      CHECK(before.at(id) == file);
    }
    for (const auto& [id, file] : before)
      if (file.find("two") != std::string::npos || file.find("three") != std::string::npos) CHECK(after.contains(id));
  }
}

TEST_CASE("files of exercises are called the same after a new order and without the works that are gone") {
  const PackTree all = tree_of("h5p", lessons({"one", "two", "three"}));
  const PackTree fewer = tree_of("h5p", lessons({"three", "two"}));
  std::size_t count = 0;
  for (const PackEntry& entry : fewer.entries) {
    if (!entry.path.ends_with(".h5p")) continue;
    CAPTURE(entry.path);
    CHECK(std::ranges::count(all.entries, entry) == 1);
    ++count;
  }
  CHECK(count == 6);  // a film, gaps and cards of each
}

TEST_CASE("a file of an exercise is named after it, not after those before it") {
  PackManifest manifest = lessons({"one"});
  const auto names = [&] {
    std::set<std::string> found;
    for (const PackEntry& entry : tree_of("h5p", manifest).entries)
      if (entry.path.ends_with(".h5p")) found.insert(entry.path);
    return found;
  };
  CHECK(names() == std::set<std::string>{"one-film.h5p", "one_gap_fill-2-1.h5p", "one_match-1.h5p"});
  manifest.works[0].activities.erase(manifest.works[0].activities.begin());
  CHECK(names() == std::set<std::string>{"one-film.h5p", "one_match-1.h5p"});
  manifest.works[0].activities[0].id = std::string(64, 'x') + "/" + std::string(64, 'y');
  manifest.works[0].id = std::string(64, 'w');
  for (const std::string& name : names()) CHECK(name.size() <= 120);
}

TEST_CASE("a question that is gone renames no other") {
  const PackManifest all = lessons({"one"});
  PackManifest fewer = all;
  auto& activities = fewer.works[0].activities;
  activities[0].items.erase(activities[0].items.begin());
  auto& pairs = std::get<MatchItem>(activities[1].items[0].content);
  pairs.pairs.erase(pairs.pairs.begin() + 1);
  pairs.shown = {0, 1};
  const std::string item = R"rx(<assessmentItem [^>]*identifier="([^"]+)"[^>]*title="([^"]+)")rx";
  const auto before = found(tree_of("qti21", all), item), after = found(tree_of("qti21", fewer), item);
  CHECK(before.size() == 8);
  CHECK(after.size() == 6);
  for (const auto& [id, title] : after) {
    CAPTURE(id, title);
    CHECK(before.contains(id));
    if (before.contains(id)) CHECK(before.at(id) == title);
  }
  const std::string question = R"rx(<item ident="([^"]+)"[^>]*title="([^"]+)")rx";
  const auto asked = found(tree_of("cc11", all), question);
  CHECK(asked.size() == 8);
  for (const auto& [id, title] : found(tree_of("cc11", fewer), question)) CHECK(asked.contains(id));
}

TEST_CASE("two publishers who call their collections the same have no identifier in common") {
  const PackManifest ours = lessons({"one", "two"});
  PackManifest theirs = ours;
  theirs.publisher = "library.example";
  struct Row {
    std::string_view format;
    std::string identifier;
  };
  const std::string manifest = R"rx(<manifest[^>]* identifier="([^"]+)"())rx";
  const std::string resource = R"rx(<resource identifier="([^"]+)"())rx";
  for (const Row& row : std::vector<Row>{{"epub", R"rx(<dc:identifier[^>]*>([^<]+)())rx"},
                                         {"scorm12", manifest},
                                         {"scorm2004", manifest},
                                         {"qti21", manifest},
                                         {"qti30", manifest},
                                         {"qti21", R"rx(<resource identifier="(item-[^"]+)"())rx"},
                                         {"cc11", manifest},
                                         {"cc13", manifest},
                                         {"cc11", resource},
                                         {"cc11", R"rx(<item ident="([^"]+)"())rx"},
                                         {"cmi5", R"rx(<(?:course|au) id="([^"]+)"())rx"},
                                         {"bagit", R"rx(External-Identifier: ([^\n]+)())rx"},
                                         {"web", R"rx(<entry>([^<]+)())rx"}}) {
    CAPTURE(row.format, row.identifier);
    const auto one = found(tree_of(row.format, ours), row.identifier);
    const auto other = found(tree_of(row.format, theirs), row.identifier);
    CHECK_FALSE(one.empty());
    CHECK(one.size() == other.size());
    for (const auto& [id, nothing] : one) CHECK_FALSE(other.contains(id));
  }
}
