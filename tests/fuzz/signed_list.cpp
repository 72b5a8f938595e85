// pack.json as it comes with a delta from anywhere: what is accepted names only files inside a pack.

#include "pipeline/engine/release/signed_list.h"

#include <cstdlib>

#include "pipeline/base/pack_path.h"
#include "pipeline/engine/release/diff.h"
#include "pipeline/engine/release/withdrawals.h"
#include "tests/fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(integrart::text_of(data, size));
  const auto list = integrart::parse_signed_list(text, "", "", "pack.json");
  if (!list) return 0;
  if (list->text != text) std::abort();
  for (const integrart::ListedFile& file : list->files)
    if (!integrart::check_pack_path(file.path)) std::abort();
  // Whatever else stands in it, looking at it must come back.
  if (!integrart::difference_between(*list, *list).at_or_null("same").boolean_or(false)) std::abort();
  integrart::Withdrawals withdrawals;
  withdrawals.works.push_back({.pack = list->id, .work = "song", .reason = {}, .day = {}, .media = {}});
  integrart::withdrawn_in(*list, withdrawals);
  return 0;
}
