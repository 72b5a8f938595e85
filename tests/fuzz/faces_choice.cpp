// Which faces to cover, as people write it: what is accepted comes back the same, and masks lie inside the picture.

#include "pipeline/engine/face_masks.h"
#include "tests/fuzz/target.h"

namespace {

using namespace integrart;

std::string problem_of_box(const Box& box) {
  const bool inside = box.x >= 0 && box.y >= 0 && box.width > 0 && box.height > 0 && box.x + box.width <= 1.001 &&
                      box.y + box.height <= 1.001;
  return inside ? "" : "a box outside the picture";
}

/// What the filter that follows faces writes, with one face.
Json evidence() {
  static constexpr std::string_view text =
      R"({"every_picture":true,"decided":[0,10],"undecided":[],"tracks":[{"id":"1","seen":[]}]})";
  return parse_json(text).value();
}

std::string problem_of_faces_choice(std::string_view bytes) {
  const auto json = parse_json(bytes);
  if (!json) return "";
  const auto choice = FaceChoice::from_json(*json);
  if (!choice) return render(choice.error()).empty() ? "an error without words" : "";
  for (const MaskPath& path : choice->drawn) {
    if (path.points.size() != 2 || path.points.back().time < path.points.front().time) return "time runs backwards";
    for (const auto& point : path.points)
      if (std::string problem = problem_of_box(point.box); !problem.empty()) return problem;
  }
  const Json written = choice->to_json();
  const auto again = FaceChoice::from_json(written);
  if (!again || again->to_json() != written) return "another choice came back";
  const auto masks = face_masks(evidence(), *choice);
  if (!masks) return render(masks.error()).empty() ? "an error without words" : "";
  return masks->paths.size() >= choice->drawn.size() ? "" : "a box that was drawn is no mask";
}

}  // namespace

FUZZ_READER(problem_of_faces_choice)
