#pragma once
// The streams that the manifest tests write about.

#include "pipeline/base/manifest_format.h"

namespace integrart::test {

/// Two rungs of 5 s at 25 pictures a second, Ukrainian and Polish AAC, two subtitle tracks, one of them right to left.
StreamSet two_rungs();

/// The file of that name among those a manifest writer gave; empty when absent.
std::string file_of(const std::vector<std::pair<std::string, std::string>>& files, std::string_view name);

}  // namespace integrart::test
