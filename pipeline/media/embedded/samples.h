#pragma once
// The samples of a text track as text. Pure functions over bytes. Private to pipeline/media.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace integrart {

struct TextSample {
  std::int64_t begin = 0;  // milliseconds
  std::int64_t end = 0;
  std::string bytes;
  std::string identifier;  // of WebVTT in Matroska
  std::string settings;
};

/// Samples of words as SubRip.
std::string subrip_of(const std::vector<TextSample>& samples);
/// Matroska's ASS: the header of the track, then one event for each sample.
/// (https://www.matroska.org/technical/subtitles.html)
std::string ass_of(std::string_view header, const std::vector<TextSample>& samples);
/// WebVTT whose samples hold payloads.
std::string webvtt_of(const std::vector<TextSample>& samples);
/// tx3g: two bytes of length, the words, boxes with styles. (3GPP TS 26.245, 5.17)
std::vector<TextSample> payloads_of_tx3g(const std::vector<TextSample>& samples);
/// wvtt: boxes with cues; a cue that goes on in the next sample is one cue. (ISO/IEC 14496-30, 6)
std::vector<TextSample> payloads_of_wvtt(const std::vector<TextSample>& samples);

}  // namespace integrart
