#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "formats/manifest/shared/stream_names.h"
#include "pipeline/base/manifest_format.h"
#include "pipeline/base/text.h"

namespace integrart {

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

std::string iso_duration(double seconds) {
  return fmt::format("PT{:.3f}S", seconds);
}

/// A frame rate as DASH writes it (section 5.3.7.2): an integer or a fraction; 1001-denominators are recognised.
std::string frame_rate_text(double rate) {
  const double nearest = std::round(rate);
  if (std::abs(rate - nearest) < 0.0005) return fmt::format("{}", static_cast<long>(nearest));
  if (std::abs(rate - nearest * 1000 / 1001) < 0.0005) return fmt::format("{}/1001", static_cast<long>(nearest) * 1000);
  return fmt::format("{}/1000", std::lround(rate * 1000));
}

/// Segments in ticks: each lasts until the next begins, equal ones in a row are written once.
std::string segment_timeline(const StreamTrack& track) {
  const auto ticks = [&](double seconds) { return std::llround(seconds * static_cast<double>(track.timescale)); };
  std::string text = "          <SegmentTimeline>\n";
  for (std::size_t i = 0; i < track.segments.size();) {
    const auto duration_of = [&](std::size_t at) {
      const ByteSegment& segment = track.segments[at];
      const double end =
          at + 1 < track.segments.size() ? track.segments[at + 1].start : segment.start + segment.duration;
      return ticks(end) - ticks(segment.start);
    };
    const auto duration = duration_of(i);
    std::size_t next = i + 1;
    while (next < track.segments.size() && duration_of(next) == duration) ++next;
    text += "            <S";
    if (i == 0) text += fmt::format(" t=\"{}\"", ticks(track.segments[i].start));
    text += fmt::format(" d=\"{}\"", duration);
    if (next - i > 1) text += fmt::format(" r=\"{}\"", next - i - 1);
    text += "/>\n";
    i = next;
  }
  return text + "          </SegmentTimeline>\n";
}

std::string byte_range(std::uint64_t offset, std::uint64_t size) {
  return fmt::format("{}-{}", offset, offset + size - 1);
}

/// The file's own segment index, which every player reads (on-demand profile), else a list.
std::string segments_of(const StreamTrack& track) {
  std::string text = fmt::format("        <BaseURL>{}</BaseURL>\n", html_escaped(track.file));
  const std::string initialization =
      fmt::format("          <Initialization range=\"{}\"/>\n", byte_range(track.init_offset, track.init_size));
  if (track.index_size > 0)
    return text + fmt::format("        <SegmentBase timescale=\"{}\" indexRange=\"{}\">\n{}        </SegmentBase>\n",
                              track.timescale, byte_range(track.index_offset, track.index_size), initialization);
  text += fmt::format("        <SegmentList timescale=\"{}\">\n", track.timescale) + initialization;
  text += segment_timeline(track);
  for (const ByteSegment& segment : track.segments)
    text += fmt::format("          <SegmentURL mediaRange=\"{}\"/>\n", byte_range(segment.offset, segment.size));
  return text + "        </SegmentList>\n";
}

bool is_picture(const StreamTrack& track) {
  return track.width > 0;
}

std::string representation(const StreamTrack& track, std::vector<std::string>& ids) {
  std::string text = fmt::format("      <Representation id=\"{}\" codecs=\"{}\" bandwidth=\"{}\"",
                                 unique_name(file_label(track.id), ids), track.codec_string,
                                 std::max<std::int64_t>(track.peak_bitrate, 1));
  if (is_picture(track)) {
    text += fmt::format(" width=\"{}\" height=\"{}\" sar=\"1:1\"", track.width, track.height);
    if (track.frame_rate > 0) text += fmt::format(" frameRate=\"{}\"", frame_rate_text(track.frame_rate));
    text += ">\n";
  } else {
    text += fmt::format(
        " audioSamplingRate=\"{}\">\n        <AudioChannelConfiguration "
        "schemeIdUri=\"urn:mpeg:dash:23003:3:audio_channel_configuration:2011\" value=\"{}\"/>\n",
        track.sample_rate, track.channels);
  }
  return text + segments_of(track) + "      </Representation>\n";
}

/// "avc1" of "avc1.64001F": what a player can change between without a new decoder.
std::string codec_family(const StreamTrack& track) {
  return track.codec_string.substr(0, track.codec_string.find('.'));
}

std::vector<std::vector<const StreamTrack*>> sets_of(const std::vector<StreamTrack>& tracks) {
  std::vector<std::vector<const StreamTrack*>> sets;
  for (const StreamTrack& track : tracks) {
    const auto fits = [&](const std::vector<const StreamTrack*>& set) {
      return codec_family(*set.front()) == codec_family(track) && set.front()->language == track.language &&
             set.front()->label == track.label && set.front()->channels == track.channels &&
             (is_picture(track) || std::none_of(set.begin(), set.end(), [&](const StreamTrack* member) {
                return member->recipe == track.recipe;  // another sound, however much it looks like this one
              }));
    };
    const auto found = std::find_if(sets.begin(), sets.end(), fits);
    if (found == sets.end()) {
      sets.push_back({&track});
    } else {
      found->push_back(&track);
    }
  }
  return sets;
}

std::string label_element(const std::string& label) {
  return label.empty() ? std::string() : fmt::format("      <Label>{}</Label>\n", html_escaped(label));
}

/// How a set stands beside the others of its kind.
enum class SetRole : std::uint8_t { main, preferred, alternate };

/// The first sound of each recipe is the work's own. Players that are told no language take the set with the most bits
/// or channels, unless one is preferred.
std::vector<SetRole> roles_of_sounds(const std::vector<std::vector<const StreamTrack*>>& sets,
                                     const std::vector<StreamTrack>& tracks) {
  const auto is_own = [&](const StreamTrack* sound) {
    return sound == &*std::find_if(tracks.begin(), tracks.end(), [&](const StreamTrack& track) {
             return track.recipe == sound->recipe && track.codec_string == sound->codec_string;
           });
  };
  std::vector<SetRole> roles;
  for (const auto& set : sets)
    roles.push_back(std::any_of(set.begin(), set.end(), is_own) ? SetRole::main : SetRole::alternate);
  if (std::find(roles.begin(), roles.end(), SetRole::alternate) != roles.end())
    std::replace(roles.begin(), roles.end(), SetRole::main, SetRole::preferred);
  return roles;
}

std::string adaptation_set(const std::vector<const StreamTrack*>& set, std::string_view content, int id, SetRole role,
                           std::vector<std::string>& ids) {
  const StreamTrack& first = *set.front();
  std::string text = fmt::format(
      "    <AdaptationSet id=\"{}\" contentType=\"{}\" mimeType=\"{}/mp4\" "
      "segmentAlignment=\"true\" startWithSAP=\"1\"",
      id, content, content);
  if (!first.language.empty()) text += fmt::format(" lang=\"{}\"", html_escaped(display_label(first.language)));
  if (role == SetRole::preferred) text += " selectionPriority=\"2\"";  // of others it is 1
  text += ">\n" + label_element(display_label(first.label));
  text += fmt::format("      <Role schemeIdUri=\"urn:mpeg:dash:role:2011\" value=\"{}\"/>\n",
                      role == SetRole::alternate ? "alternate" : "main");
  for (const StreamTrack* track : set) text += representation(*track, ids);
  return text + "    </AdaptationSet>\n";
}

std::string subtitle_set(const StreamSubtitles& subtitles, const std::string& name, int id) {
  std::string text = fmt::format("    <AdaptationSet id=\"{}\" contentType=\"text\" mimeType=\"text/vtt\"", id);
  if (!subtitles.language.is_undetermined())
    text += fmt::format(" lang=\"{}\"", html_escaped(subtitles.language.text()));
  text += ">\n" + label_element(label_of(subtitles));
  text += fmt::format("      <Role schemeIdUri=\"urn:mpeg:dash:role:2011\" value=\"{}\"/>\n",
                      subtitles.captions ? "caption" : "subtitle");
  text += fmt::format(
      "      <Representation id=\"{}\" bandwidth=\"1000\">\n        <BaseURL>{}.vtt</BaseURL>\n"
      "      </Representation>\n",
      name, name);
  return text + "    </AdaptationSet>\n";
}

Result<Files> write(const StreamSet& streams) {
  TRY(check_streams(streams));
  double longest = 0;
  bool indexed = true;
  for (const auto* tracks : {&streams.video, &streams.audio})
    for (const StreamTrack& track : *tracks) {
      indexed = indexed && track.index_size > 0;
      for (const ByteSegment& segment : track.segments) longest = std::max(longest, segment.duration);
    }
  std::string text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\" "
      "mediaPresentationDuration=\"{}\" minBufferTime=\"{}\" profiles=\"urn:mpeg:dash:profile:{}:2011\">\n"
      "  <Period id=\"0\" start=\"PT0S\">\n",
      iso_duration(streams.duration), iso_duration(longest), indexed ? "isoff-on-demand" : "isoff-main");
  int id = 0;
  std::vector<std::string> ids;
  const auto pictures = sets_of(streams.video);
  for (const auto& set : pictures)
    text += adaptation_set(set, "video", id++, &set == pictures.data() ? SetRole::main : SetRole::alternate, ids);
  const auto sounds = sets_of(streams.audio);
  const std::vector<SetRole> roles = roles_of_sounds(sounds, streams.audio);
  for (std::size_t i = 0; i < sounds.size(); ++i) text += adaptation_set(sounds[i], "audio", id++, roles[i], ids);
  Files files;
  files.emplace_back("manifest.mpd", std::string());
  const std::vector<std::string> names = subtitle_file_names(streams);
  for (std::size_t i = 0; i < streams.subtitles.size(); ++i) {
    text += subtitle_set(streams.subtitles[i], names[i], id++);
    files.emplace_back(names[i] + ".vtt", streams.subtitles[i].webvtt);
  }
  files.front().second = text + "  </Period>\n</MPD>\n";
  return files;
}

}  // namespace

extern const ManifestFormat manifest_dash;
const ManifestFormat manifest_dash{
    .id = "dash",
    .doc = {.summary = "A DASH manifest over the same files as HLS.",
            .details =
                "One static period; each track by the segment index of its CMAF file (on-demand profile), or as a list "
                "of byte ranges where a file has none (main profile), codecs and "
                "languages in adaptation sets of their own, subtitles as whole WebVTT files. Pure; keeps no state.",
            .source = "https://www.iso.org/standard/83314.html",
            .examples = {}},
    .write = write,
};

}  // namespace integrart
