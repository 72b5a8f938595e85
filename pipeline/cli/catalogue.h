#pragma once
// Everything that is registered, put together. Only composition roots call this.

#include "pipeline/base/catalogue.h"

namespace integrart {

Catalogue full_catalogue();

}  // namespace integrart
