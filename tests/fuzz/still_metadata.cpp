// EXIF, then XMP, as decoders hand them out: what comes of them is bounded, and a credit that is written can be read.

#include <algorithm>

#include "pipeline/base/text.h"
#include "pipeline/media/still/metadata.h"
#include "tests/fuzz/target.h"

namespace {

using namespace integrart;

constexpr std::size_t most_bytes = 500;

bool is_fit(const std::string& field) {
  return field.size() <= most_bytes && is_valid_utf8(field) &&
         field.find_first_of(std::string_view("\0\n\r\t\x1b\x7f", 6)) == std::string::npos;
}

std::string problem_of_still_metadata(std::string_view bytes) {
  const std::size_t xmp = std::min(bytes.find("<x:xmpmeta"), bytes.size());
  const StillMetadata metadata =
      read_still_metadata(StillBlocks{std::string(bytes.substr(0, xmp)), std::string(bytes.substr(xmp))});
  if (metadata.orientation < 1 || metadata.orientation > 8) return "an orientation beyond 1 to 8";
  const StillCredit& credit = metadata.credit;
  for (const std::string* field : {&credit.creator, &credit.credit, &credit.notice, &credit.usage_terms,
                                   &credit.licence_url, &credit.web_statement})
    if (!is_fit(*field)) return "a credit that is no line of text";
  if (credit.empty()) return "";
  const StillMetadata again = read_still_metadata(StillBlocks{"", xmp_of(credit)});
  if (again.readable && again.credit == credit) return "";
  return "a credit that cannot be read again: " + credit.creator + " | " + credit.credit + " | " + credit.notice +
         " | " + credit.usage_terms + " | " + credit.licence_url + " | " + credit.web_statement;
}

}  // namespace

FUZZ_READER(problem_of_still_metadata)
