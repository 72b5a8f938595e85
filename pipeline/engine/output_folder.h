#pragma once
// The files of a build that people take: out/works/<id>/..., written only when they differ from what lies there.

#include <filesystem>
#include <map>
#include <string>

#include "pipeline/base/artefact.h"
#include "pipeline/engine/work_build.h"
#include "pipeline/store/artefact_store.h"

namespace integrart {

/// Relative path -> artefact. Renditions lie beside the playlists that name them ("stream/720p.mp4").
using OutputFiles = std::map<std::string, ArtefactRef>;

/// What a finished work gives people.
OutputFiles output_files_of(const WorkBuild& build);

/// Writes a copy of the artefact: under another name first, then renamed.
Result<> write_output_file(const std::filesystem::path& target, const ArtefactRef& artefact,
                           const ArtefactStore& store);

/// Makes `folder` hold exactly `files`: new and changed ones are written (temporary, then renamed), files that an
/// earlier build wrote and this one does not name are removed, anything else is left alone. What was written is
/// remembered in "files.json" there, so that a build that changes nothing touches nothing.
Result<> write_output_folder(const std::filesystem::path& folder, const OutputFiles& files, const ArtefactStore& store);

}  // namespace integrart
