#pragma once
// A pack as a channel of Kolibri: a tree of topics and resources, each with its files. Private to Kolibri.
// Source: https://github.com/learningequality/le-utils (kinds, presets, labels) and ricecooker (how identifiers are
// made)

#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/foreign_digest.h"
#include "pipeline/base/pack_format.h"

namespace integrart::kolibri {

struct ChannelFile {
  PackEntry entry;  // with the path it has until it is named by its digest
  std::string extension;
  std::string preset;    // "high_res_video", "video_subtitle", ...
  std::string language;  // of subtitles
  bool supplementary = false, thumbnail = false;
};

/// Learners have passed an exercise when `right` of their last `of` answers were right.
struct Assessment {
  std::vector<std::string> items;
  std::int64_t right = 1, of = 1;
};

struct ChannelNode {
  Uuid id{}, content_id{};
  std::optional<std::size_t> parent;  // index of a node; none: the root
  std::string kind;                   // topic | video | html5 | exercise
  std::string title, description;
  std::string language;            // empty: none
  std::string activity;            // code of the learning activity; empty for topics
  std::string accessibility;       // code of what helps people who do not hear or see; mostly empty
  const PackWork* work = nullptr;  // null: the root
  std::int64_t duration = 0;       // seconds; 0: none
  std::vector<ChannelFile> files;
  std::optional<Assessment> assessment;
};

struct Channel {
  Uuid id{};
  std::string title, description;  // as short as the database holds them; the root has the whole description
  std::vector<ChannelNode> nodes;  // depth first, the root first
};

/// The channel of `manifest`, which must be presentable and outlive it. What Kolibri cannot hold is added to `notes`.
/// The same works have the same identifiers in every edition: learners' progress hangs on them.
Result<Channel> channel_of(const PackManifest& manifest, std::vector<Message>& notes);

}  // namespace integrart::kolibri
