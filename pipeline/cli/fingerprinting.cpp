#include "pipeline/cli/fingerprinting.h"

#include <algorithm>

#include "pipeline/base/documents/facts.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/text.h"
#include "pipeline/cli/single_step.h"
#include "pipeline/fingerprint/hash_list.h"

namespace integrart {

namespace {

/// Enough for a few remarks and the first hash; whole sounds are longer, and need not be read.
constexpr std::uint64_t looked_at_bytes = 4096;

}  // namespace

Result<FingerprintedFile> fingerprint_of_file(StepChain& chain, const std::string& file) {
  TRY_ASSIGN(const UnitInput source, chain.source("source", file, MediaLimits{}.source_bytes));
  const Json as_it_comes = Json::object({{"kind", ""}, {"extension", extension_of(file)}, {"language", "und"}});
  TRY_ASSIGN(const StepRecord probe, chain.run("probe", as_it_comes, {source}, 0));
  TRY_ASSIGN(const SourceFacts facts, SourceFacts::from_json(probe.document));
  if (facts.kind == "text") return fail(Errc::unsupported, "fingerprint.text_has_none", {{"file", display_name(file)}});
  FingerprintedFile result;
  result.sha256 = source.artefact->digest.hex();
  result.kind = facts.kind;
  if (facts.kind == "image") {
    TRY_ASSIGN(result.record, chain.run("fingerprint_picture", Json::empty_object(), {source}, 0));
  } else {
    TRY_ASSIGN(const UnitInput found, StepChain::made("facts", probe, ""));
    TRY_ASSIGN(result.record, chain.run("fingerprint", Json::empty_object(), {source, found}, facts.duration_seconds));
  }
  TRY_ASSIGN(result.fingerprint, Fingerprint::from_json(result.record.document));
  return result;
}

Result<bool> is_hash_list(const std::string& file) {
  TRY_ASSIGN(const auto opened, open_regular_file(file, MediaLimits{}.source_bytes));
  InputFile begin = opened.second;
  begin.bytes = std::min(begin.bytes, looked_at_bytes);
  TRY_ASSIGN(const std::string bytes, read_all(begin, looked_at_bytes));
  return looks_like_hash_list(bytes);
}

}  // namespace integrart
