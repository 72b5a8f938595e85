#pragma once
// Whether a file ends where its container says that it does. Private to pipeline/media.

#include <string_view>

#include "pipeline/base/input_file.h"

namespace integrart {

/// True when bytes that the container promises are missing at the end: a recording that was cut off, a copy that was
/// not finished. `container` is SourceFacts::container. False also where a container promises nothing; those that state
/// how long they last are told by what could be decoded. Looks at headers and the last bytes only.
bool breaks_off(const InputFile& file, std::string_view container);

}  // namespace integrart
