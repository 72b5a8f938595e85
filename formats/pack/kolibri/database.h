#pragma once
// The database of a Kolibri channel: content schema 5, which Kolibri 0.15 and newer import. Private to Kolibri.
// Source: https://github.com/learningequality/kolibri (kolibri/core/content/contentschema)

#include <map>
#include <string>

#include "formats/pack/kolibri/channel.h"
#include "pipeline/base/database_file.h"

namespace integrart::kolibri {

/// The name of a licence as Kolibri knows it, from its SPDX identifier: "CC BY-SA", "Public Domain" (CC0),
/// "Special Permissions" for all it does not know.
std::string licence_name(const std::string& spdx);

/// `facts` names the path of every file of the channel. `manifest` gives edition and publisher. Deterministic; the date
/// of the channel is a fixed one, because equal content gives equal bytes.
DatabaseFile database_of(const Channel& channel, const PackManifest& manifest,
                         const std::map<std::string, PackFileFacts>& facts);

}  // namespace integrart::kolibri
