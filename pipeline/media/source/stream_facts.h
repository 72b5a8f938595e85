#pragma once
// What libav knows about streams, as our facts. Private to pipeline/media.

#include <string>
#include <string_view>

#include "pipeline/base/documents/facts.h"
#include "pipeline/media/source/media_source.h"
#include "pipeline/media/source/orientation.h"

namespace integrart {

/// The picture that is shown: never a cover, thumbnail or timed picture; the default one first, then the largest. -1:
/// none.
int shown_video_stream(const AVFormatContext& context);
bool is_cover(const AVStream& stream);

/// Size for display: square pixels, upright, at least the stored detail where the limits allow.
struct PictureSize {
  int width = 0;
  int height = 0;
  bool operator==(const PictureSize&) const = default;
};
PictureSize displayed_size(int coded_width, int coded_height, Rational sample_aspect, const Orientation& orientation,
                           const MediaLimits& limits);

Orientation orientation_of(const AVStream& stream);

VideoFacts video_facts(AVFormatContext& context, int stream_index, const MediaLimits& limits);
AudioFacts audio_facts(const AVStream& stream);
SubtitleFacts subtitle_facts(const AVStream& stream);

/// Which classes of metadata are there. Values are looked at for nothing.
MetadataFacts metadata_facts(const AVFormatContext& context);

/// Whether the words or the data of a track that does not play tell places: GPX, NMEA, or coordinates as drones write
/// them under each picture. Looks at the beginning of the file only. Errors: those of reading.
Result<bool> tracks_tell_places(MediaSource& source);

}  // namespace integrart
