#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "formats/manifest/shared/stream_names.h"
#include "formats/manifest/shared/webvtt_segments.h"
#include "pipeline/base/manifest_format.h"

namespace integrart {

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

constexpr double subtitle_segment_seconds = 30;

/// Everything there is to hear, encoded in one way. A player stays in the group of its level when somebody chooses
/// another language, so every group has the same members (RFC 8216, 4.3.4.1.1); their channels may differ.
struct AudioGroup {
  std::string id;
  std::vector<std::size_t> tracks;  // indices into StreamSet::audio
  std::int64_t peak = 0;
  std::int64_t average = 0;
};

std::vector<AudioGroup> audio_groups(const StreamSet& streams) {
  std::vector<AudioGroup> groups;
  std::vector<std::string> taken;
  for (std::size_t i = 0; i < streams.audio.size(); ++i) {
    const StreamTrack& track = streams.audio[i];
    const auto fits = [&](const AudioGroup& group) {
      const StreamTrack& first = streams.audio[group.tracks.front()];
      return first.codec_string == track.codec_string && first.recipe == track.recipe;
    };
    auto found = std::find_if(groups.begin(), groups.end(), fits);
    if (found == groups.end())
      found = groups.insert(groups.end(),
                            AudioGroup{.id = unique_name("audio-" + file_label(track.id), taken), .tracks = {}});
    found->tracks.push_back(i);
    found->peak = std::max(found->peak, track.peak_bitrate);
    found->average = std::max(found->average, track.average_bitrate);
  }
  return groups;
}

/// Names of the playlists, parallel to the tracks.
struct PlaylistNames {
  std::vector<std::string> video, key_frames, audio, subtitles;
};

PlaylistNames playlist_names(const StreamSet& streams) {
  PlaylistNames names;
  std::vector<std::string> taken;
  for (const StreamTrack& track : streams.video) {
    names.video.push_back(unique_name("video-" + file_label(track.id), taken) + ".m3u8");
    names.key_frames.push_back(unique_name("iframes-" + file_label(track.id), taken) + ".m3u8");
  }
  for (const StreamTrack& track : streams.audio)
    names.audio.push_back(unique_name("audio-" + file_label(track.id), taken) + ".m3u8");
  for (const std::string& name : subtitle_file_names(streams)) names.subtitles.push_back(name + ".m3u8");
  return names;
}

/// Section 4.4.3.1: no segment lasts longer, rounded to the nearest integer.
long target_duration(const std::vector<ByteSegment>& segments) {
  long target = 1;
  for (const ByteSegment& segment : segments) target = std::max(target, std::lround(segment.duration));
  return target;
}

/// The segments with a very short last one joined to the one before: hls.js takes what is shorter than its look-up
/// tolerance (0.25 s) for played already, never loads it and never ends.
std::vector<ByteSegment> with_joined_tail(std::vector<ByteSegment> segments) {
  constexpr double shortest_last = 0.5;  // seconds
  if (segments.size() < 2) return segments;
  const ByteSegment last = segments.back();
  ByteSegment& before = segments[segments.size() - 2];
  if (last.duration >= shortest_last || before.offset + before.size != last.offset) return segments;
  before.size += last.size;
  before.duration += last.duration;
  segments.pop_back();
  return segments;
}

std::string playlist_head(long target) {
  return fmt::format(
      "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{}\n#EXT-X-MEDIA-SEQUENCE:0\n"
      "#EXT-X-PLAYLIST-TYPE:VOD\n",
      target);
}

std::string byte_range_playlist(const StreamTrack& track, const std::vector<ByteSegment>& segments, long target,
                                bool key_frames_only) {
  std::string text = playlist_head(target);
  if (key_frames_only) text += "#EXT-X-I-FRAMES-ONLY\n";
  text += fmt::format("#EXT-X-MAP:URI=\"{}\",BYTERANGE=\"{}@{}\"\n", track.file, track.init_size, track.init_offset);
  for (const ByteSegment& segment : segments)
    text += fmt::format("#EXTINF:{:.6f},\n#EXT-X-BYTERANGE:{}@{}\n{}\n", segment.duration, segment.size, segment.offset,
                        track.file);
  return text + "#EXT-X-ENDLIST\n";
}

Result<> add_subtitles(const StreamSubtitles& subtitles, const std::string& playlist_name, double duration,
                       Files& files) {
  TRY_ASSIGN(auto segments, cut_webvtt(subtitles.webvtt, duration, subtitle_segment_seconds));
  const std::string base = playlist_name.substr(0, playlist_name.rfind('.'));
  long target = 1;
  for (const WebvttSegment& segment : segments) target = std::max(target, std::lround(segment.duration));
  std::string text = playlist_head(target);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    std::string name = fmt::format("{}-{:04}.vtt", base, i + 1);
    text += fmt::format("#EXTINF:{:.6f},\n{}\n", segments[i].duration, name);
    files.emplace_back(std::move(name), std::move(segments[i].text));
  }
  files.emplace_back(playlist_name, text + "#EXT-X-ENDLIST\n");
  return {};
}

std::string audio_media_tags(const StreamSet& streams, const PlaylistNames& names,
                             const std::vector<AudioGroup>& groups) {
  std::string text;
  for (const AudioGroup& group : groups) {
    std::vector<std::string> labels;
    for (const std::size_t i : group.tracks) {
      const StreamTrack& track = streams.audio[i];
      text += fmt::format("#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"{}\",NAME=\"{}\"", group.id,
                          unique_name(label_of(track, "original"), labels, " "));
      if (!track.language.empty()) text += fmt::format(",LANGUAGE=\"{}\"", display_label(track.language));
      text += fmt::format(",DEFAULT={},AUTOSELECT=YES,CHANNELS=\"{}\",URI=\"{}\"\n",
                          i == group.tracks.front() ? "YES" : "NO", track.channels, names.audio[i]);
    }
  }
  return text;
}

std::string subtitle_media_tags(const StreamSet& streams, const PlaylistNames& names) {
  std::string text;
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < streams.subtitles.size(); ++i) {
    const StreamSubtitles& subtitles = streams.subtitles[i];
    text += fmt::format("#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"subtitles\",NAME=\"{}\"",
                        unique_name(label_of(subtitles), labels, " "));
    if (!subtitles.language.is_undetermined()) text += fmt::format(",LANGUAGE=\"{}\"", subtitles.language.text());
    text += ",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO";
    if (subtitles.captions)
      text +=
          ",CHARACTERISTICS=\"public.accessibility.transcribes-spoken-dialog,"
          "public.accessibility.describes-music-and-sound\"";
    text += fmt::format(",URI=\"{}\"\n", names.subtitles[i]);
  }
  return text;
}

/// One variant stream: a video rung (or sound alone) with one audio group (or none).
std::string variant(const StreamSet& streams, const PlaylistNames& names, const StreamTrack* video,
                    const AudioGroup* group) {
  const StreamTrack* audio = group != nullptr ? &streams.audio[group->tracks.front()] : nullptr;
  std::int64_t peak = 0;
  std::int64_t average = 0;
  std::string codecs;
  if (video != nullptr) {
    peak += video->peak_bitrate;
    average += video->average_bitrate;
    codecs = video->codec_string;
  }
  if (group != nullptr) {
    peak += group->peak;
    average += group->average;
    codecs += (codecs.empty() ? "" : ",") + audio->codec_string;
  }
  std::string text = fmt::format("#EXT-X-STREAM-INF:BANDWIDTH={},AVERAGE-BANDWIDTH={},CODECS=\"{}\"",
                                 std::max<std::int64_t>(peak, 1), std::max<std::int64_t>(average, 1), codecs);
  if (video != nullptr) {
    text += fmt::format(",RESOLUTION={}x{}", video->width, video->height);
    if (video->frame_rate > 0) text += fmt::format(",FRAME-RATE={:.3f}", video->frame_rate);
  }
  if (group != nullptr) text += fmt::format(",AUDIO=\"{}\"", group->id);
  if (!streams.subtitles.empty()) text += ",SUBTITLES=\"subtitles\"";
  text += ",CLOSED-CAPTIONS=NONE\n";
  const std::string& playlist = video != nullptr ? names.video[static_cast<std::size_t>(video - streams.video.data())]
                                                 : names.audio[group->tracks.front()];
  return text + playlist + "\n";
}

std::string key_frame_variant(const StreamTrack& track, const std::string& playlist) {
  double peak = 1;
  double bits = 0;
  double seconds = 0;
  for (const ByteSegment& frame : track.key_frames) {
    peak = std::max(peak, static_cast<double>(frame.size) * 8 / frame.duration);
    bits += static_cast<double>(frame.size) * 8;
    seconds += frame.duration;
  }
  return fmt::format(
      "#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH={},AVERAGE-BANDWIDTH={},CODECS=\"{}\",RESOLUTION={}x{},URI=\"{}\"\n",
      std::llround(peak), std::max(1LL, std::llround(bits / seconds)), track.codec_string, track.width, track.height,
      playlist);
}

std::string master_playlist(const StreamSet& streams, const PlaylistNames& names) {
  const std::vector<AudioGroup> groups = audio_groups(streams);
  std::string text = "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n\n";
  text += audio_media_tags(streams, names, groups);
  text += subtitle_media_tags(streams, names) + "\n";
  std::vector<const AudioGroup*> choices;
  for (const AudioGroup& group : groups) choices.push_back(&group);
  if (choices.empty()) choices.push_back(nullptr);
  for (const AudioGroup* group : choices) {
    if (streams.video.empty()) text += variant(streams, names, nullptr, group);
    for (const StreamTrack& track : streams.video) text += variant(streams, names, &track, group);
  }
  for (std::size_t i = 0; i < streams.video.size(); ++i)
    if (!streams.video[i].key_frames.empty()) text += key_frame_variant(streams.video[i], names.key_frames[i]);
  return text;
}

Result<Files> write(const StreamSet& given) {
  TRY(check_streams(given));
  StreamSet streams = given;
  for (auto* tracks : {&streams.video, &streams.audio})
    for (StreamTrack& track : *tracks) track.segments = with_joined_tail(std::move(track.segments));
  const PlaylistNames names = playlist_names(streams);
  long target = 1;  // one for all: section 6.2.4
  for (const auto* tracks : {&streams.video, &streams.audio})
    for (const StreamTrack& track : *tracks) target = std::max(target, target_duration(track.segments));

  Files files;
  files.emplace_back("master.m3u8", master_playlist(streams, names));
  for (std::size_t i = 0; i < streams.video.size(); ++i) {
    const StreamTrack& track = streams.video[i];
    files.emplace_back(names.video[i], byte_range_playlist(track, track.segments, target, false));
    if (!track.key_frames.empty())
      files.emplace_back(names.key_frames[i], byte_range_playlist(track, track.key_frames, target, true));
  }
  for (std::size_t i = 0; i < streams.audio.size(); ++i)
    files.emplace_back(names.audio[i], byte_range_playlist(streams.audio[i], streams.audio[i].segments, target, false));
  for (std::size_t i = 0; i < streams.subtitles.size(); ++i)
    TRY(add_subtitles(streams.subtitles[i], names.subtitles[i], streams.duration, files));
  return files;
}

}  // namespace

extern const ManifestFormat manifest_hls;
const ManifestFormat manifest_hls{
    .id = "hls",
    .doc = {.summary = "HLS playlists: what phones, televisions and hls.js play.",
            .details =
                "A multivariant playlist and one media playlist per track over byte ranges of CMAF files, sound in "
                "groups by codec with languages, an I-frame playlist per rung for seeking by picture, and subtitles "
                "as WebVTT in segments of 30 s. Pure; keeps no state.",
            .source = "https://datatracker.ietf.org/doc/draft-pantos-hls-rfc8216bis/",
            .examples = {}},
    .write = write,
};

}  // namespace integrart
