#pragma once
// Personal data in words made unreadable, wherever the words stand.

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/base/json.h"
#include "pipeline/base/language.h"
#include "pipeline/base/result.h"
#include "pipeline/engine/masking.h"
#include "pipeline/engine/step.h"

namespace integrart {

/// A filter names a bounded number of findings at a time, and masking one may uncover another.
inline constexpr int most_masking_rounds = 4;

struct MaskedWords {
  std::string utf8;
  std::int64_t count = 0;  // stretches masked
  std::int64_t left = 0;   // and found again at the end
};

/// What the filter "pii" finds in `words`. `parameters` are the filter's. Errors: internal when there is no such
/// filter; those of the filter.
Result<std::vector<TextSpan>> personal_data_in(const Catalogue& catalogue, const std::string& words,
                                               const LanguageTag& language, const Json& parameters);

/// `words` with all of it masked, looked at again until nothing is found. Errors as above.
Result<MaskedWords> mask_personal_data(const Catalogue& catalogue, std::string words, const LanguageTag& language,
                                       const Json& parameters, TextMaskStyle style);

}  // namespace integrart
