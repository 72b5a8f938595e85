#include <array>

#include "filters/cues/sheet/checking.h"
#include "filters/filters.h"

namespace integrart {

#define CUE_RULE(name) extern const CueRule cue_rule_##name;
#include "filters/cues.def"
#undef CUE_RULE

namespace {

#define CUE_RULE(name) &cue_rule_##name,
constexpr auto rules = std::to_array<const CueRule*>({
#include "filters/cues.def"
});
#undef CUE_RULE

CueCheckResult check(CueTrack track, const CueCheckSettings& settings) {
  return check_cues(rules, std::move(track), settings);
}

Result<std::string> fingerprint(std::string_view profile) {
  return fingerprint_of(rules, profile);
}

constexpr CueChecker checker{rules, check, cue_profile, fingerprint};

}  // namespace

const CueChecker& cue_checker() {
  return checker;
}

}  // namespace integrart
