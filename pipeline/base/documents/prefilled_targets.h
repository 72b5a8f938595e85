#pragma once
// Targets that hold the source's words until somebody translates them: some tools fill in only a target that is there.

#include "pipeline/base/documents/exchange.h"

namespace integrart {

/// Every unit to be translated that has no text in the target language gets the source's, as not translated yet
/// ("initial"). The document must have a target language. Pure.
ExchangeDocument prefilled(ExchangeDocument document);

/// Takes away again what nobody has translated since. Pure.
ExchangeDocument without_prefilled(ExchangeDocument document);

}  // namespace integrart
