#pragma once
// The database of a Kolibri channel: content schema 5, which Kolibri 0.15 and newer import. Private to Kolibri.
// Source: https://github.com/learningequality/kolibri (kolibri/core/content/contentschema)

#include <map>
#include <string>

#include "formats/pack/kolibri/channel.h"
#include "pipeline/base/database_file.h"

namespace integrart::kolibri {

// Characters that columns of the schema hold.
inline constexpr std::size_t longest_title = 200;                // content_contentnode.title, and of the channel
inline constexpr std::size_t longest_makers = 200;               // content_contentnode.author, license_owner
inline constexpr std::size_t longest_channel_description = 400;  // content_channelmetadata.description
inline constexpr std::size_t longest_tag = 30;                   // content_contenttag.tag_name

/// Kolibri asks for somebody who owns the licence; of a work that names nobody that is the collection.
std::string makers_of(const PackWork& work, const std::string& collection);

/// The name of a licence as Kolibri knows it, from its SPDX identifier: "CC BY-SA", "Public Domain" (CC0),
/// "Special Permissions" for all it does not know.
std::string licence_name(const std::string& spdx);

/// `facts` names the path of every file of the channel. `manifest` gives edition and publisher. Deterministic; the date
/// of the channel is a fixed one, because equal content gives equal bytes.
DatabaseFile database_of(const Channel& channel, const PackManifest& manifest,
                         const std::map<std::string, PackFileFacts>& facts);

}  // namespace integrart::kolibri
