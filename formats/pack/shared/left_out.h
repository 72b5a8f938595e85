#pragma once
// What a pack format has no place for, as notes for the report: nothing is left out in silence.

#include <initializer_list>
#include <vector>

#include "pipeline/base/documents/pack_manifest.h"

namespace integrart {

enum class WorkPart : std::uint8_t { film, sound, picture, text, subtitles };

/// Adds "pack.part_left_out" for each of `parts` that a work has.
void note_parts_left_out(const PackWork& work, std::initializer_list<WorkPart> parts, std::vector<Message>& notes);

/// "pack.activity_left_out".
Message note_of_left_out(const PackWork& work, const Activity& activity);

}  // namespace integrart
