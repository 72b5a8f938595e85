#pragma once
// Sinks that look instead of encode: poster, storyboard, shots, waveform, loudness.

#include <filesystem>
#include <memory>

#include "pipeline/base/documents/facts.h"
#include "pipeline/media/frame.h"

namespace integrart {

/// A good picture, not the first: sharp, well lit, not a fade or a cut, from the first two thirds; ties go to the
/// earlier one. Writes "poster.jpg" (at most 1280 wide) and "placeholder" in the document: a data: URI of a picture 16
/// pixels wide. Document: {"time","width","height","placeholder"}.
Result<std::unique_ptr<FrameSink>> make_poster(const SourceFacts& facts, const std::filesystem::path& folder);

/// Sprite sheet "storyboard.jpg" of at most 10 x 10 small pictures at even times, and "storyboard.vtt" whose cues carry
/// "storyboard.jpg#xywh=x,y,w,h". Document: {"columns","rows","width","height","interval","count"}.
Result<std::unique_ptr<FrameSink>> make_storyboard(const SourceFacts& facts, const std::filesystem::path& folder);

/// Where a new shot begins by a cut: on 16 x 9 cells, in the mean over the cells of the channel that changes most
/// there, two pictures differ by more than 24 of 255 and by three times as much as pictures did just before (running, a
/// camera that swings). A picture that looks as before a tenth of a second later ends a flash, not a shot. Fades and
/// dissolves are no cuts. Writes "shots.json": a list of seconds, ascending, as `integrart subtitles check --shots`
/// reads it. Document: {"shots": the same list}, at most 100,000 of them.
Result<std::unique_ptr<FrameSink>> make_shots(const SourceFacts& facts, const std::filesystem::path& folder);

/// "waveform.json": minimum/maximum pairs as audiowaveform writes them (version 2, 8 bit, channels mixed to one; pixels
/// per second chosen so that there are at most 4000 points). Document: {"points","pixels_per_second"}.
Result<std::unique_ptr<FrameSink>> make_waveform(const SourceFacts& facts, const std::filesystem::path& folder);

/// Loudness before any change. Document: {"integrated_lufs","range_lu","true_peak_dbtp","curve":[[second, momentary
/// LUFS], ...]} with at most 600 points; silence gives null.
Result<std::unique_ptr<FrameSink>> make_loudness(const SourceFacts& facts);

}  // namespace integrart
