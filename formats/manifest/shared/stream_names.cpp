#include "formats/manifest/shared/stream_names.h"

#include <algorithm>
#include <cmath>

#include "pipeline/base/text.h"

namespace integrart {

namespace {

bool is_ascii_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/// Bidirectional controls U+200E, U+200F, U+202A..U+202E, U+2066..U+2069 and line separators U+2028, U+2029, in UTF-8.
bool is_direction_control(std::string_view three) {
  if (three.size() < 3 || three[0] != '\xE2') return false;
  const auto second = static_cast<unsigned char>(three[1]);
  const auto third = static_cast<unsigned char>(three[2]);
  if (second == 0x80) return third == 0x8E || third == 0x8F || (third >= 0xA8 && third <= 0xAE);
  return second == 0x81 && third >= 0xA6 && third <= 0xA9;
}

/// Unreserved, reserved and percent-encoding characters of RFC 3986 that cannot end a quoted string.
bool is_url_character(char c) {
  return is_ascii_word(c) || std::string_view(".~/%!$&()*+,;=@").find(c) != std::string_view::npos;
}

Result<> check_track(const StreamTrack& track) {
  const auto refused = [&](std::string_view key) {
    return fail(Errc::invalid_input, "manifest.track_unusable",
                {{"track", display_name(track.id)}, {"key", std::string(key)}});
  };
  if (track.file.empty() || track.file.front() == '/' ||
      !std::all_of(track.file.begin(), track.file.end(), is_url_character))
    return refused("file");
  const auto codec_character = [](char c) { return is_ascii_word(c) || c == '.'; };
  if (track.codec_string.empty() || !std::all_of(track.codec_string.begin(), track.codec_string.end(), codec_character))
    return refused("codec_string");
  if (track.init_size == 0) return refused("init_size");
  if (track.timescale <= 0) return refused("timescale");
  if (track.segments.empty()) return refused("segments");
  const auto usable = [](const ByteSegment& segment) {
    return segment.size > 0 && segment.offset < (1ULL << 53U) && segment.size < (1ULL << 53U) &&
           std::isfinite(segment.start) && std::isfinite(segment.duration) && segment.start >= 0 &&
           segment.duration > 0;
  };
  if (!std::all_of(track.segments.begin(), track.segments.end(), usable)) return refused("segments");
  if (!std::all_of(track.key_frames.begin(), track.key_frames.end(), usable)) return refused("key_frames");
  return {};
}

std::string name_of_language(const std::string& language) {
  const auto tag = LanguageTag::parse(language);
  return tag && !tag->value.is_undetermined() ? tag->value.name_in_itself() : std::string();
}

}  // namespace

std::string display_label(std::string_view text) {
  std::string label;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (is_direction_control(text.substr(i))) {
      i += 3;
      continue;
    }
    ++i;
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) continue;
    label.push_back(c == '"' ? '\'' : c);
  }
  return is_valid_utf8(label) ? label : std::string();
}

std::string file_label(std::string_view text) {
  std::string label;
  std::copy_if(text.begin(), text.end(), std::back_inserter(label), is_ascii_word);
  return label.empty() ? "track" : label;
}

std::string unique_name(std::string candidate, std::vector<std::string>& taken, std::string_view join) {
  const std::string base = candidate;
  for (int number = 2; std::find(taken.begin(), taken.end(), candidate) != taken.end(); ++number)
    candidate = base + std::string(join) + std::to_string(number);
  taken.push_back(candidate);
  return candidate;
}

std::string label_of(const StreamTrack& track, std::string_view fallback) {
  std::string label = display_label(track.label);
  if (label.empty()) label = name_of_language(track.language);
  return label.empty() ? std::string(fallback) : label;
}

std::string label_of(const StreamSubtitles& subtitles) {
  const std::string label = display_label(subtitles.label);
  return label.empty() ? subtitles.language.name_in_itself() : label;
}

Result<> check_streams(const StreamSet& streams) {
  if (streams.video.empty() && streams.audio.empty()) return fail(Errc::invalid_input, "manifest.no_tracks");
  for (const auto* tracks : {&streams.video, &streams.audio})
    for (const StreamTrack& track : *tracks) TRY(check_track(track));
  if (!(streams.duration > 0) || !std::isfinite(streams.duration))
    return fail(Errc::invalid_input, "manifest.no_tracks");
  return {};
}

std::vector<std::string> subtitle_file_names(const StreamSet& streams) {
  std::vector<std::string> names;
  for (const StreamSubtitles& subtitles : streams.subtitles) {
    const std::string name = "subtitles-" + file_label(subtitles.language.text());
    unique_name(subtitles.captions ? name + "-captions" : name, names);
  }
  return names;
}

}  // namespace integrart
