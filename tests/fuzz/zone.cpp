// Lines that may be of a machine-readable zone, and what codes hold: any bytes are told.

#include "filters/video/ocr/zone.h"
#include "filters/video/codes/payload.h"
#include "tests/fuzz/target.h"

namespace integrart::test {

namespace {

std::string problem_of_zone(std::string_view bytes) {
  const std::string mended = mended_zone_line(bytes);
  if (mended.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<") != std::string::npos)
    return "signs that no zone has";
  if (mended.size() > 2 * bytes.size() + 3) return "a line that grew";
  if (mended_zone_line(mended) != mended) return "mended only in part";
  if (may_be_zone_line(bytes) && bytes.size() < 13) return "a short line for a zone";
  const PayloadKind kind = payload_kind(bytes);
  if (name_of(kind).empty()) return "a payload without a kind";
  return score_of(kind) >= 0 && score_of(kind) <= 1 ? "" : "a score beyond its bounds";
}

}  // namespace

}  // namespace integrart::test

FUZZ_READER(integrart::test::problem_of_zone)
