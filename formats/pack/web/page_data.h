#pragma once
// The data of a web pack as classic scripts: pages opened from file:// may load those, but no JSON, tracks or modules.

#include <string>
#include <string_view>

#include "formats/pack/web/work_paths.h"
#include "pipeline/base/documents/pack_manifest.h"

namespace integrart::web_pack {

/// data.js: the pack and a summary of each work, for the list of works.
std::string pack_script(const PackManifest& manifest, std::string_view version);
/// works/<id>/data.js: renditions, cues, texts, exercises, pictures of the seek bar. Errc::invalid_input for broken cue
/// documents.
Result<std::string> work_script(const PackWork& work, const WorkPaths& paths);
/// strings.js: every message "web.*", and titles and instructions of exercises, in the languages of the interface.
std::string strings_script();

/// `value` as JavaScript source that ends neither a script element nor a line: '<', U+2028 and U+2029 are escaped.
std::string script_literal(const Json& value);

}  // namespace integrart::web_pack
