// The document "activity/2", which curators change by hand: what is accepted comes back the same.

#include "pipeline/base/documents/activity.h"

#include <cstdlib>

#include "tests/fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto json = integrart::parse_json(integrart::text_of(data, size));
  if (!json) return 0;
  const auto activity = integrart::Activity::from_json(*json);
  if (!activity) return 0;
  const auto again = integrart::Activity::from_json(activity->to_json());
  if (!again || again->to_json() != activity->to_json()) std::abort();
  for (const integrart::ActivityItem& item : again->items) {
    if (const auto* gaps = std::get_if<integrart::GapItem>(&item.content)) {
      std::string text;
      for (const std::string& piece : integrart::gap_pieces(gaps->text, gaps->gaps)) text += piece;
      if (text != gaps->text) std::abort();
    }
  }
  return 0;
}
