// Lists of known media as people write them, and as hostile people do.

#include <catch2/catch.hpp>
#include <random>

#include "pipeline/base/text.h"
#include "pipeline/fingerprint/hash_index.h"
#include "pipeline/fingerprint/hash_list.h"

using namespace integrart;

namespace {

const std::string one(64, '1');
const std::string two = std::string(63, 'A') + "b";

std::string problem_of(std::string_view text, const HashListLimits& limits = {}) {
  const auto list = read_hash_list(text, "known.csv", limits);
  return list ? "" : list.error().what.id;
}

}  // namespace

TEST_CASE("plain lists: a hash, and perhaps a label", "[hash_list]") {
  const auto list =
      read_hash_list("\xef\xbb\xbf# made by hand\r\n" + one + "\r\n\r\n" + two + ", a photo, of two  \n", "l");
  REQUIRE(list);
  REQUIRE(list->pictures.size() == 2);
  CHECK(list->pictures[0].hash.hex() == one);
  CHECK(list->label_of(list->pictures[0].as).empty());
  CHECK(list->label_of(list->pictures[1].as) == "a photo, of two");
  CHECK(list->terms_of(list->pictures[1].as) == ListTerms{});
}

TEST_CASE("lists as ThreatExchange's hashers print them", "[hash_list]") {
  const auto list = read_hash_list(one + ",100,photos/a, b.jpg\n" + two + ",49,plain.jpg\n" + two + ",50,\n" + two +
                                       ", 7 photos\n" + one + ",101,not a quality\n",
                                   "hashes.txt");
  REQUIRE(list);
  REQUIRE(list->pictures.size() == 4);
  CHECK(list->label_of(list->pictures[0].as) == "photos/a, b.jpg");
  CHECK(list->label_of(list->pictures[1].as).empty());
  CHECK(list->label_of(list->pictures[2].as) == "7 photos");
  CHECK(list->label_of(list->pictures[3].as) == "101,not a quality");
  CHECK(list->too_plain == 1);
  const auto note = note_of_left_out(*list, "hashes.txt");
  REQUIRE(note);
  CHECK(render(*note, "en").find("One picture of the list hashes.txt") == 0);

  const std::string detailed = "hash=" + one + ",norm=128,delta=0,quality=100,filename=photos/a, b=c.jpg\n";
  const auto details = read_hash_list("# owner: A house\n" + detailed + "hash=" + two +
                                          ",norm=3,delta=0,quality=2,filename=grey.jpg\nhash=" + two + "\n",
                                      "d");
  REQUIRE(details);
  REQUIRE(details->pictures.size() == 2);
  CHECK(details->pictures[0].hash.hex() == one);
  CHECK(details->label_of(details->pictures[0].as) == "photos/a, b=c.jpg");
  CHECK(details->terms_of(details->pictures[0].as).owner == "A house");
  CHECK(details->too_plain == 1);
  CHECK(looks_like_hash_list(detailed));
  CHECK_FALSE(looks_like_hash_list("hash=browns\n"));
  CHECK(problem_of("hash=" + one + ",quality=good") == "fingerprint.list_hash");
  CHECK(problem_of("hash=browns,quality=1") == "fingerprint.list_hash");
  CHECK_FALSE(note_of_left_out(*read_hash_list(one, "l"), "l"));
}

TEST_CASE("owner, reason and action stand in remarks or columns", "[hash_list]") {
  const auto list = read_hash_list("# Owner: Women's house\n# action: BLOCK\n\"reason\",quality,hash,action,label\n" +
                                       std::string("\"shared, against \"\"her\"\" will\",90,") + one +
                                       ",,first\n,100," + two + ",note,\n",
                                   "l");
  REQUIRE(list);
  REQUIRE(list->pictures.size() == 2);
  const auto& first = list->pictures[0].as;
  CHECK(list->terms_of(first) == ListTerms{"Women's house", "shared, against \"her\" will", ListAction::block});
  CHECK(list->label_of(first) == "first");
  CHECK(list->terms_of(list->pictures[1].as) == ListTerms{"Women's house", "", ListAction::note});
}

TEST_CASE("films and sounds stand in lists too, and are written as they are read", "[hash_list]") {
  const std::vector<FrameHash> film{{0, *PdqHash::from_hex(one)}, {0.25, *PdqHash::from_hex(two)}};
  const std::vector<std::uint32_t> sound{0, 4294967295U, 627964279};
  const std::string text = list_line(film, "a \"film\", cut") + "\n" + list_line(sound, " song") + "\n" +
                           list_line(film.front().hash, "plain") + "\n";
  const auto list = read_hash_list(text, "l");
  REQUIRE(list);
  REQUIRE(list->size() == 3);
  CHECK(list->films[0].hash == film);
  CHECK(list->label_of(list->films[0].as) == "a \"film\", cut");
  CHECK(list->sounds[0].hash == sound);
  CHECK(list->label_of(list->sounds[0].as) == " song");
  CHECK(looks_like_hash_list(text));
}

TEST_CASE("a list with one bad line is refused, with the number of the line", "[hash_list]") {
  CHECK(problem_of(one + "\nno hash,x\n") == "fingerprint.list_hash");
  CHECK(problem_of(one.substr(1)) == "fingerprint.list_hash");
  CHECK(problem_of("vpdq:0.5=" + one + " 0.5=" + one) == "fingerprint.list_hash");  // time stands still
  CHECK(problem_of("vpdq:1e300=" + one) == "fingerprint.list_hash");
  CHECK(problem_of("vpdq:nan=" + one) == "fingerprint.list_hash");
  CHECK(problem_of("vpdq:") == "fingerprint.list_hash");
  CHECK(problem_of("chromaprint:4294967296") == "fingerprint.list_hash");
  CHECK(problem_of("chromaprint:-1") == "fingerprint.list_hash");
  CHECK(problem_of("chromaprint:AQAAC0kk") == "fingerprint.list_hash");  // compressed ones are never decoded
  CHECK(problem_of("\"" + one) == "fingerprint.list_quotes");
  CHECK(problem_of("\"" + one + "\"x") == "fingerprint.list_quotes");
  CHECK(problem_of("# action: delete\n" + one) == "fingerprint.list_action");
  CHECK(problem_of("hash,action\n" + one + ",explode") == "fingerprint.list_action");
  CHECK(problem_of(one + ",\xff") == "fingerprint.list_not_utf8");
  const auto error = read_hash_list(one + "\n\n#\nbad\n", "known.csv");
  CHECK(std::get<std::int64_t>(error.error().what.arguments[1].second) == 4);
  CHECK(problem_of("").empty());
}

TEST_CASE("long lists end at their limits", "[hash_list]") {
  HashListLimits limits;
  limits.entries = 2;
  limits.label_bytes = 3;
  limits.line_bytes = 200;
  limits.film_pictures = 1;
  limits.sound_items = 2;
  limits.terms = 2;
  limits.source_bytes = 1000;
  CHECK(problem_of(one + "\n" + one, limits).empty());
  const std::string too_long = "fingerprint.list_too_long";
  CHECK(problem_of(one + "\n" + one + "\n" + one, limits) == too_long);
  CHECK(problem_of(one + ",abcd", limits) == too_long);
  CHECK(problem_of(std::string(201, '1'), limits) == too_long);
  CHECK(problem_of("vpdq:0=" + one + " 1=" + one, limits) == too_long);
  CHECK(problem_of("chromaprint:1 2 3", limits) == too_long);
  CHECK(problem_of(std::string(1001, '\n'), limits) == too_long);
  limits.entries = 10;
  limits.line_bytes = 1000;
  CHECK(problem_of("hash,owner\n" + one + ",a\n" + one + ",b\n" + one + ",a", limits).empty());
  CHECK(problem_of("hash,owner\n" + one + ",a\n" + one + ",b\n" + one + ",c", limits) == too_long);
}

TEST_CASE("media are not taken for lists", "[hash_list]") {
  CHECK(looks_like_hash_list("# remark\n\n" + one + ",label\n"));
  CHECK(looks_like_hash_list("label,hash\nx," + one));
  CHECK(looks_like_hash_list("HASH\n" + one));
  CHECK(looks_like_hash_list("chromaprint:1 2"));
  CHECK_FALSE(looks_like_hash_list("\x89PNG\r\n\x1a\n"));
  CHECK_FALSE(
      looks_like_hash_list(std::string("\0\0\0\x18"
                                       "ftypmp42",
                                       12)));
  CHECK_FALSE(looks_like_hash_list("A story, and hashes in it\n"));
  CHECK_FALSE(looks_like_hash_list(""));
}

TEST_CASE("the index finds exactly what comparing all with all finds", "[hash_list]") {
  std::mt19937_64 random(7);
  std::vector<PdqHash> hashes(5000);
  HashIndex index;
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    for (auto& word : hashes[i].words) word = random();
    if (i % 3 == 0 && i > 0) {  // near another one, by up to 40 bits anywhere
      hashes[i] = hashes[i - 1];
      for (std::size_t flips = random() % 41; flips > 0; --flips) {
        const auto bit = random() % 256;
        hashes[i].words[bit / 64] ^= std::uint64_t{1} << bit % 64;
      }
    }
    index.add(hashes[i]);
  }
  const std::vector<PdqHash> queries(hashes.begin(), hashes.begin() + 300);
  std::vector<NearHash> expected;
  for (std::size_t query = 0; query < queries.size(); ++query)
    for (std::size_t entry = 0; entry < hashes.size(); ++entry)
      if (const int bits = distance(queries[query], hashes[entry]); bits <= most_distance)
        expected.push_back({query, entry, bits});
  CHECK(expected.size() > 330);
  CHECK(index.near(queries, most_distance, 100'000) == expected);
  CHECK(index.near(queries, most_distance, 5).size() == 5);
  CHECK(HashIndex().near(queries, most_distance, 5).empty());
}
