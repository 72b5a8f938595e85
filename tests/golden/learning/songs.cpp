// The exercises of the two sample songs in eight languages, as a person would look through them. (The samples have
// five; songs/ has the same lines in the others.) When a rule changes on purpose, look at every line that differs, then
// run once with INTEGRART_UPDATE_GOLDEN=1.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "pipeline/learning/activities.h"
#include "pipeline/learning/preview.h"
#include "tests/learning_trial_works.h"
#include "tests/places.h"

using namespace integrart;

namespace {

const std::string source_folder = test::source_folder();
const std::vector<std::string> sample_languages = {"uk", "pl", "nl", "nb", "en"};

std::string sheet_of(const std::vector<PackWork>& works) {
  std::string sheet;
  for (const PackWork& work : works) {
    sheet += "# " + work.id + "\n";
    for (const Activity& activity : work.activities) {
      sheet += "\n## " + activity.id + "\n";
      const std::vector<std::string> lines = learning::preview(activity);
      for (std::size_t i = 0; i < lines.size(); ++i) sheet += activity.items[i].id + "  " + lines[i] + "\n";
    }
    sheet += "\n";
  }
  return sheet;
}

std::vector<PackWork> songs_in(const std::string& language) {
  std::vector<PackWork> works;
  for (const std::string song : {"two-keys", "first-bike"}) {
    const auto lines = [&](const std::string& tag) {
      const bool sample = std::ranges::find(sample_languages, tag) != sample_languages.end();
      const std::string folder = sample ? "/samples/two-homes/songs/" : "/tests/golden/learning/songs/";
      return lines_of_file(source_folder + folder + song + "." + tag + ".txt");
    };
    std::vector<std::pair<std::string, LinesOfText>> tracks{{language, lines(language)}};
    for (const std::string& other : sample_languages)
      if (other != language) tracks.emplace_back(other, lines(other));
    works.push_back(song_of(song, tracks));
  }
  return works;
}

}  // namespace

TEST_CASE("the exercises of the sample songs are the ones that were looked through", "[learning][golden]") {
  for (const std::string language : {"uk", "pl", "nl", "nb", "nn", "en", "ru", "ar"}) {
    INFO(language);
    std::vector<PackWork> works = songs_in(language);
    REQUIRE(works[0].tracks.size() >= 5);
    REQUIRE(learning::add_activities(works, collection_asking_for(every_kind())));
    std::size_t lines = 0;
    for (const PackWork& work : works) lines += work.activities.front().items.size();
    REQUIRE(lines >= 20);
    for (const PackWork& work : works)
      for (const PackTrack& track : work.tracks) CHECK(track.cues.at_or_null("cues").items().size() == 12);
    const std::string sheet = sheet_of(works);
    const std::string file = source_folder + "/tests/golden/learning/songs." + language + ".txt";
    if (std::getenv("INTEGRART_UPDATE_GOLDEN") != nullptr) std::ofstream(file) << sheet;
    std::ostringstream golden;
    golden << std::ifstream(file).rdbuf();
    CHECK(sheet == golden.str());
  }
}
