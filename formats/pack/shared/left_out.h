#pragma once
// What a pack format has no place for, as notes for the report: nothing is left out in silence.

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/pack_manifest.h"

namespace integrart {

enum class WorkPart : std::uint8_t { film, sound, picture, text, subtitles };

/// What a text is to its work, or to the whole pack.
enum class TextRole : std::uint8_t { title, description, topic, makers };

/// Adds "pack.part_left_out" for each of `parts` that a work has.
void note_parts_left_out(const PackWork& work, std::initializer_list<WorkPart> parts, std::vector<Message>& notes);

bool has_part(const PackWork& work, WorkPart part);

/// Tells in `notes` that a file of a work is not in the pack: one "pack.renditions_left_out" for each work.
void note_left_out(const PackWork& work, const PackRendition& rendition, std::vector<Message>& notes);

/// Tells in `notes` that an exercise is not in the pack: one "pack.exercises_left_out" for each kind, which counts them
/// and names their works.
void note_left_out(const PackWork& work, const Activity& activity, std::vector<Message>& notes);

/// `text` in at most `most` characters, for a field that holds no more. When that is not all of it
/// "pack.text_shortened" in `notes` tells of it: one note for each role in each work, with the smallest of the lengths.
/// `work` is its id; empty: the text is of the whole pack.
std::string shortened_with_note(std::string_view text, std::size_t most, const std::string& work, TextRole role,
                                std::vector<Message>& notes);

}  // namespace integrart
