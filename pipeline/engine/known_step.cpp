#include "pipeline/engine/known_step.h"

namespace integrart {

namespace {

Result<bool> is_whole(const ArtefactRef& artefact, const ArtefactStore& store) {
  const auto opened = store.open(artefact.digest);
  if (opened) return opened->second.bytes == artefact.bytes;
  if (opened.error().code == Errc::not_found) return false;
  return tl::unexpected<Error>(opened.error());
}

}  // namespace

Result<KnownStep> known_step(const std::string& key, Ledger& ledger, const ArtefactStore& store) {
  KnownStep known;
  TRY_ASSIGN(known.record, ledger.find(key));
  if (!known.record) return known;
  for (const StepFile& file : known.record->files) {
    TRY_ASSIGN(const bool whole, is_whole(file.artefact, store));
    if (whole) continue;
    TRY(ledger.forget(key));
    return KnownStep{std::nullopt, true};
  }
  return known;
}

}  // namespace integrart
