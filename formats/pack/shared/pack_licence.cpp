#include "formats/pack/shared/pack_licence.h"

#include <algorithm>

#include "formats/metadata/licence.h"
#include "formats/pack/shared/works.h"

namespace integrart {
namespace {

/// Share-alike takes the same licence or a later version of it; versions are of one digit each, so texts compare as
/// numbers. A later one never becomes an earlier one.
bool keeps_share_alike(const LicenceTerms& work, const LicenceTerms& pack) {
  return work.family == pack.family && work.version <= pack.version;
}

}  // namespace

Result<std::vector<Message>> check_licences(const PackManifest& manifest) {
  std::vector<Message> notes;
  const LicenceTerms pack = licence_terms(manifest.licence);
  for (const PackWork& work : manifest.works) {
    const LicenceTerms terms = licence_terms(work.licence);
    const MessageArguments arguments{{"work", work.id}, {"licence", work.licence}, {"pack_licence", manifest.licence}};
    if (!terms.is_known) {
      notes.push_back({"pack.licence_unknown", {{"work", work.id}, {"licence", work.licence}}});
      const auto is_kept = [&](const Activity& activity) { return may_stand_with(work, activity); };
      if (!std::ranges::all_of(work.activities, is_kept))
        notes.push_back({"pack.licence_no_exercises", {{"work", work.id}}});
      continue;
    }
    if (terms.no_derivatives) notes.push_back({"pack.licence_no_changes", {{"work", work.id}}});
    const bool asks_of_pack = terms.non_commercial || terms.no_derivatives || terms.share_alike;
    if (!pack.is_known && asks_of_pack)
      return fail(Errc::refused_by_policy,
                  manifest.licence.empty() ? "pack.licence_pack_missing" : "pack.licence_pack_unknown", arguments);
    if (terms.non_commercial && !pack.non_commercial)
      return fail(Errc::refused_by_policy, "pack.licence_commercial", arguments);
    if (terms.no_derivatives && !pack.no_derivatives)
      return fail(Errc::refused_by_policy, "pack.licence_changes", arguments);
    if (terms.share_alike && !keeps_share_alike(terms, pack))
      return fail(Errc::refused_by_policy, "pack.licence_share_alike", arguments);
  }
  return notes;
}

}  // namespace integrart
