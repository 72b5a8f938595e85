// Masks: what they cover, and that nothing undecided is left open.

#include <catch2/catch.hpp>

#include "pipeline/base/documents/picture_masks.h"

using namespace integrart;

namespace {

PictureMasks moving_mask() {
  PictureMasks masks;
  masks.decided = {0, 10};
  masks.paths = {{"1", {{2, {0.1, 0.1, 0.2, 0.2}}, {4, {0.5, 0.1, 0.2, 0.2}}}}};
  return masks;
}

constexpr Box everything{0, 0, 1, 1};

}  // namespace

TEST_CASE("a mask is where its face is for as long as the picture is shown") {
  const PictureMasks masks = moving_mask();
  CHECK(masks.at(1, 1.04).empty());
  CHECK(masks.at(5, 5.04).empty());
  REQUIRE(masks.at(3, 3.5).size() == 1);
  const Box box = masks.at(3, 3.5).front();
  CHECK(box.x == Approx(0.3));
  CHECK(box.x + box.width == Approx(0.6));  // where it is at 3.5 is covered too
  // A picture that is shown when the face comes, or until after it has gone.
  CHECK(masks.at(1.9, 2.1).size() == 1);
  CHECK(masks.at(4, 4.5).size() == 1);
}

TEST_CASE("what was not decided is covered whole") {
  PictureMasks masks = moving_mask();
  masks.whole = {{6, 6.2}};
  for (const auto& [begin, end] : {std::pair(10.0, 10.04), {11, 12}, {-0.1, 0.0}, {5.9, 6.1}, {6.1, 6.15}})
    CHECK(masks.at(begin, end) == std::vector<Box>{everything});
  CHECK(masks.at(6.2, 6.3).empty());
  CHECK(masks.at(9.99, 10.03).empty());  // begun while it was decided
  CHECK(PictureMasks{}.at(0, 1) == std::vector<Box>{everything});
}

TEST_CASE("masks keep to the picture") {
  PictureMasks masks;
  masks.decided = {0, 1};
  masks.paths = {{"1", {{0, {-0.1, 0.9, 0.3, 0.3}}, {1, {-0.1, 0.9, 0.3, 0.3}}}},
                 {"2", {{0, {1.1, 0.2, 0.3, 0.3}}, {1, {1.1, 0.2, 0.3, 0.3}}}}};
  REQUIRE(masks.at(0, 0.1).size() == 1);
  const Box box = masks.at(0, 0.1).front();
  CHECK(box.x == 0);
  CHECK(box.width == Approx(0.2));
  CHECK(box.height == Approx(0.1));
}

TEST_CASE("masks survive being a document, and a broken one is refused") {
  PictureMasks masks = moving_mask();
  masks.whole = {{1, 2}};
  masks.style = MaskStyle::mosaic;
  const auto again = PictureMasks::from_json(masks.to_json());
  REQUIRE(again);
  CHECK(*again == masks);
  for (const char* broken :
       {R"({})", R"({"schema":"masks/1"})", R"({"schema":"masks/1","style":"blur","decided":[0,1]})",
        R"({"schema":"masks/1","style":"solid","decided":[0]})",
        R"({"schema":"masks/1","style":"solid","decided":[0,1],"whole":[["a",2]]})",
        R"({"schema":"masks/1","style":"solid","decided":[0,1],"paths":[{"points":[[0,0,0,1]]}]})",
        R"({"schema":"masks/1","style":"solid","decided":[0,1],"paths":[{"points":[[1,0,0,1,1],[0,0,0,1,1]]}]})"}) {
    CAPTURE(broken);
    CHECK_FALSE(PictureMasks::from_json(*parse_json(broken)));
  }
}

TEST_CASE("overlap of boxes") {
  CHECK(overlap_of({0, 0, 1, 1}, {0, 0, 1, 1}) == Approx(1));
  CHECK(overlap_of({0, 0, 1, 1}, {0.5, 0, 1, 1}) == Approx(1.0 / 3));
  CHECK(overlap_of({0, 0, 0.4, 0.4}, {0.4, 0, 0.4, 0.4}) == 0);
  CHECK(hull_of({0, 0, 0.25, 0.25}, {0.5, 0.25, 0.25, 0.25}) == Box{0, 0, 0.75, 0.5});
}
