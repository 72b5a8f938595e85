#pragma once
// Under which licence a work is.

#include "pipeline/base/documents/collection.h"

namespace integrart {

/// The work with the collection's licence when it has none of its own.
inline CollectionWork under_licence(CollectionWork work, const Collection& collection) {
  if (work.licence.empty()) work.licence = collection.licence;
  return work;
}

}  // namespace integrart
