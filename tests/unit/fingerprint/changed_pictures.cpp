// What people do to pictures so that a list does not know them, and which of it the hashes see through.

#include <array>
#include <catch2/catch.hpp>
#include <functional>

#include "pipeline/fingerprint/look_alike.h"
#include "pipeline/fingerprint/plain_edges.h"
#include "tests/unit/fingerprint/made_pictures.h"

using namespace integrart;
using namespace integrart::test;

namespace {

struct Change {
  const char* name;
  std::function<MadePicture(const MadePicture&)> make;
  int in_a_list;    // of 20 pictures, how many at least are found where only the hash is known
  int among_works;  // ... where the other work's fingerprint is known
};

const std::vector<Change>& changes() {
  static const std::vector<Change> all{
      {"JPEG, quality about 20", [](const auto& p) { return through_jpeg(p, 14); }, 20, 20},
      {"crop 1 %", [](const auto& p) { return cropped(p, 1); }, 20, 20},
      {"logo 8 %", [](const auto& p) { return with_logo(p, 8); }, 8, 20},
      {"logo 15 %", [](const auto& p) { return with_logo(p, 15); }, 7, 10},
      {"mirrored", [](const auto& p) { return test::turned(p, Turn::mirrored); }, 20, 20},
      {"rotated 90", [](const auto& p) { return test::turned(p, Turn::rotated_90); }, 20, 20},
      {"rotated 270, JPEG", [](const auto& p) { return through_jpeg(test::turned(p, Turn::rotated_270), 14); }, 20, 20},
      {"letterbox 12 %", [](const auto& p) { return letterboxed(p, 12); }, 20, 20},
      {"letterbox 25 %, JPEG", [](const auto& p) { return through_jpeg(letterboxed(p, 25), 14); }, 20, 20},
      {"letterbox, mirrored", [](const auto& p) { return test::turned(letterboxed(p, 15), Turn::mirrored); }, 20, 20},
      {"caption of 15 % over it", [](const auto& p) { return captioned(p, 15, false); }, 0, 20},
      {"caption of 17 % below it", [](const auto& p) { return captioned(p, 17, true); }, 20, 20},
  };
  return all;
}

Fingerprint fingerprint_of(const MadePicture& picture) {
  Fingerprint fingerprint;
  fingerprint.picture = picture_hashes_of(picture.luma());
  return fingerprint;
}

HashList list_of(const std::vector<MadePicture>& pictures) {
  std::string text;
  for (std::size_t i = 0; i < pictures.size(); ++i)
    text += list_line(picture_hashes_of(pictures[i].luma()).reference().hash, std::to_string(i)) + "\n";
  return *read_hash_list(text, "list");
}

std::vector<MadePicture> twenty_pictures() {
  std::vector<MadePicture> pictures;
  for (std::uint32_t seed = 1; seed <= 20; ++seed) pictures.push_back(made_scene(seed * 7, 480, 360));
  return pictures;
}

}  // namespace

TEST_CASE("changed pictures are found in a list and among works", "[pdq][table]") {
  const std::vector<MadePicture> originals = twenty_pictures();
  const HashList list = list_of(originals);
  std::vector<Fingerprint> works;
  for (const MadePicture& picture : originals) works.push_back(fingerprint_of(picture));
  for (const Change& change : changes()) {
    int listed = 0;
    int among_works = 0;
    for (std::size_t i = 0; i < originals.size(); ++i) {
      const Fingerprint changed = fingerprint_of(change.make(originals[i]));
      const auto found = look_alikes_in(list, changed);
      REQUIRE(found);
      for (const LookAlike& like : *found) CHECK(like.entry == std::to_string(i));  // never another picture
      listed += static_cast<int>(found->size());
      for (std::size_t j = 0; j < works.size(); ++j) {
        const auto alike = look_alikes_of(changed, works[j], "work");
        CHECK((i == j || alike.empty()));
        among_works += i == j && !alike.empty() ? 1 : 0;
      }
    }
    INFO(change.name << ": " << listed << " of 20 in a list, " << among_works << " of 20 among works");
    CHECK(listed >= change.in_a_list);
    CHECK(among_works >= change.among_works);
  }
}

TEST_CASE("what hashes do not see through is known", "[pdq][table]") {
  const std::vector<MadePicture> originals = twenty_pictures();
  const HashList list = list_of(originals);
  int cropped_ones = 0;
  for (const MadePicture& picture : originals)
    cropped_ones += static_cast<int>(look_alikes_in(list, fingerprint_of(cropped(picture, 10)))->size());
  CHECK(cropped_ones <= 2);
}

TEST_CASE("the nearest way of an entry is given, and what it was", "[pdq]") {
  const MadePicture scene = made_scene(3, 480, 360);
  const HashList list = list_of({scene, made_scene(4, 480, 360)});
  const auto found = look_alikes_in(list, fingerprint_of(test::turned(letterboxed(scene, 12), Turn::mirrored)));
  REQUIRE(found->size() == 1);
  CHECK(found->front().media == LikeMedia::image);
  CHECK(found->front().variant == "inside mirrored");
  CHECK(found->front().similarity() > 0.7);
}

TEST_CASE("plain and dark pictures match nothing and say so", "[pdq]") {
  MadePicture dark(300, 200);
  const HashList list = list_of({dark, made_scene(1, 300, 200)});
  const Fingerprint fingerprint = fingerprint_of(dark);
  CHECK(fingerprint.pictures_comparable() == Comparable::too_plain);
  CHECK(fingerprint.sound_comparable() == Comparable::absent);
  CHECK(look_alikes_in(list, fingerprint)->empty());
  CHECK(look_alikes_of(fingerprint, fingerprint, "itself").empty());
}

TEST_CASE("borders are found on any side, and are none when all is border", "[pdq]") {
  const MadePicture scene = made_scene(5, 200, 160);
  CHECK_FALSE(inside_borders(scene.luma()));
  const auto inside = inside_borders(letterboxed(scene, 20).luma());
  REQUIRE(inside);
  CHECK(inside->width == 200);
  CHECK(std::abs(inside->height - 160) <= 1);
  CHECK_FALSE(inside_borders(MadePicture(200, 160).luma()));
  CHECK_FALSE(inside_borders(letterboxed(scene, 150).luma()));  // less than a third is left
}

TEST_CASE("a fingerprint comes back from its document", "[pdq]") {
  Fingerprint fingerprint = fingerprint_of(made_scene(6, 200, 160));
  fingerprint.film = {{0.25, fingerprint.picture.reference().hash, 88}, {0.5, {}, 0}};
  fingerprint.film_inside = {{0.25, {}, 3}};
  fingerprint.film_reframed = {{{FramingKind::between_captions, 0}, {{0.25, {}, 60}}},
                               {{FramingKind::outer, 3}, {{0.25, fingerprint.picture.reference().hash, 70}}}};
  fingerprint.sound = {{1, 0xffffffffU, silent_item}, {{0.94, {7, 8}}}};
  CHECK(Fingerprint::from_json(*parse_json(fingerprint.to_json().dump())).value() == fingerprint);
  CHECK_FALSE(Fingerprint::from_json(Json::empty_object()));
  Json broken = fingerprint.to_json();
  broken["sound"]["items"] = "0000000";
  CHECK_FALSE(Fingerprint::from_json(broken));
}

TEST_CASE("documents of before other shares were tried are still read", "[pdq]") {
  const Fingerprint fingerprint = fingerprint_of(made_scene(6, 200, 160));
  Json hashes = Json::empty_array();
  const PdqHash upper = fingerprint.picture.reference().hash;
  for (const Turn turn : all_turns) hashes.push_back(turned(upper, turn).hex());
  const Json document = Json::array({Json::object({{"framing", "upper"}, {"quality", 90}, {"hashes", hashes}})});
  const auto read = PictureHashes::from_json(document);
  REQUIRE(read);
  REQUIRE(read->framings.size() == 1);
  CHECK(read->framings.front().framing == Framing{FramingKind::upper, 15});
  CHECK(read->framings.front().turned.front() == upper);
  CHECK_FALSE(PictureHashes::from_json(Json::array({Json::object({{"framing", "sideways"}, {"hashes", hashes}})})));
}
