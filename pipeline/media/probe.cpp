#include "pipeline/media/probe.h"

#include <fmt/format.h>
#include <zimg.h>

#include <algorithm>
#include <cmath>

#include "pipeline/base/text.h"
#include "pipeline/media/source/stream_facts.h"
#include "pipeline/media/source/timing_scan.h"
#include "pipeline/media/still.h"

extern "C" {
#include <libavfilter/avfilter.h>
#include <libswscale/swscale.h>
}

namespace integrart {
namespace {

constexpr std::size_t most_title = 120;  // letters

/// Metadata is counted before anything of it is looked at.
Result<> check_metadata(const MediaSource& source) {
  const MediaLimits& limits = source.limits();
  int entries = 0;
  std::size_t bytes = 0;
  const auto count = [&](const AVDictionary* dictionary) {
    const AVDictionaryEntry* entry = nullptr;
    while ((entry = av_dict_get(dictionary, "", entry, AV_DICT_IGNORE_SUFFIX)) != nullptr) {
      ++entries;
      bytes += std::string_view(entry->key).size() + std::string_view(entry->value).size();
    }
  };
  count(source.context().metadata);
  for (unsigned index = 0; index < source.context().nb_streams; ++index)
    count(source.context().streams[index]->metadata);
  if (entries > limits.metadata_entries || bytes > static_cast<std::size_t>(limits.metadata_bytes))
    return fail(Errc::limit_exceeded, "media.too_much_metadata", {{"file", source.name()}});
  return {};
}

/// Sorts the streams into facts; what cannot be opened is left out with a note.
void take_streams(const MediaSource& source, Noted<SourceFacts>& probed) {
  AVFormatContext& context = source.context();
  SourceFacts& facts = probed.value;
  const int shown = shown_video_stream(context);
  if (shown >= 0) facts.video = video_facts(context, shown, source.limits());
  for (unsigned index = 0; index < context.nb_streams; ++index) {
    const AVStream& stream = *context.streams[index];
    const AVCodecParameters& codec = *stream.codecpar;
    if (is_cover(stream)) facts.has_cover = true;
    if (codec.codec_type == AVMEDIA_TYPE_SUBTITLE) facts.subtitles.push_back(subtitle_facts(stream));
    const bool plays =
        codec.codec_type == AVMEDIA_TYPE_AUDIO || (codec.codec_type == AVMEDIA_TYPE_VIDEO && !is_cover(stream));
    if (plays && !is_allowed(codec.codec_id))
      probed.notes.push_back({"media.stream_left_out",
                              {{"file", source.name()},
                               {"stream", std::int64_t{stream.index}},
                               {"codec", std::string(avcodec_get_name(codec.codec_id))}}});
    else if (codec.codec_type == AVMEDIA_TYPE_AUDIO && codec.sample_rate > 0 && codec.ch_layout.nb_channels > 0)
      facts.audio.push_back(audio_facts(stream));
  }
}

/// What a file that only sounds is called: by itself, or by its one stream where the container has no words of its own
/// (Ogg).
std::string title_of(const AVFormatContext& context, const SourceFacts& facts) {
  const AVDictionary* const of_stream =
      facts.audio.size() == 1 ? context.streams[facts.audio[0].stream_index]->metadata : nullptr;
  for (const AVDictionary* dictionary : {static_cast<const AVDictionary*>(context.metadata), of_stream})
    if (const AVDictionaryEntry* entry = av_dict_get(dictionary, "title", nullptr, 0); entry != nullptr) {
      constexpr std::string_view space = " \t\r\n";
      std::string_view words = entry->value;
      words.remove_prefix(std::min(words.find_first_not_of(space), words.size()));
      words = words.substr(0, words.find_last_not_of(space) + 1);
      if (!words.empty() && is_valid_utf8(words)) return display_name(words, most_title);
    }
  return {};
}

/// To libav a film whose XMP is cut off or larger than memory allows is damaged as a whole; it can be shown without.
Result<MediaSource> open_with_xmp(const InputFile& file, const MediaLimits& limits, bool& is_unreadable) {
  auto source = MediaSource::open(file, limits, XmpPacket::taken);
  if (source || source.error().code != Errc::corrupt_media) return source;
  auto without = MediaSource::open(file, limits);
  is_unreadable = without.has_value();
  return without;
}

/// What lies beside or in the pictures of a film or song where no list of tags shows it.
void look_into_blocks(const MediaSource& source, SourceFacts& facts) {
  // Editing programs write their history; what is longer than any of them was seen to be is not given to a parser.
  constexpr std::size_t most_xmp_bytes = 4U << 20U;
  if (source.xmp().size() > most_xmp_bytes)
    facts.metadata.unreadable = true;
  else if (!source.xmp().empty())
    facts.metadata.add(metadata_of_xmp(source.xmp()));
  for (unsigned index = 0; index < source.context().nb_streams; ++index) {
    const AVPacket& cover = source.context().streams[index]->attached_pic;
    if (cover.size > 0)
      facts.cover_metadata.add(metadata_of_picture(
          {reinterpret_cast<const char*>(cover.data), static_cast<std::size_t>(cover.size)}, source.name(), {}));
  }
}

Result<> check_sound(const MediaSource& source, const SourceFacts& facts) {
  for (const AudioFacts& audio : facts.audio)
    if (audio.channels > source.limits().channels || audio.sample_rate > source.limits().sample_rate)
      return fail(Errc::limit_exceeded, "media.too_many_channels",
                  {{"file", source.name()},
                   {"channels", std::int64_t{audio.channels}},
                   {"rate", std::int64_t{audio.sample_rate}}});
  return {};
}

/// Durations from the packets, for containers that state none or only guess from the bit rate.
void measure_durations(const TimingScan& scan, SourceFacts& facts) {
  double begin = std::numeric_limits<double>::infinity();
  const auto used = [&](int stream) {
    const auto index = static_cast<std::size_t>(stream);
    begin = std::min(begin, scan.begin_seconds[index]);
    return scan.end_seconds[index];
  };
  if (facts.video) facts.video->duration_seconds = used(facts.video->stream_index);
  for (AudioFacts& audio : facts.audio) audio.duration_seconds = used(audio.stream_index);
  if (!std::isfinite(begin)) return;
  if (facts.video) facts.video->duration_seconds = std::max(0.0, facts.video->duration_seconds - begin);
  for (AudioFacts& audio : facts.audio) audio.duration_seconds = std::max(0.0, audio.duration_seconds - begin);
}

void fill_timing(const TimingScan& scan, const MediaLimits& limits, VideoFacts& video) {
  video.frame_rate_kind = scan.kind;
  if (!scan.average_rate || scan.average_rate->value() > limits.frames_per_second) return;
  // The container's own number is exact where it agrees; where it does not, it is wrong or a guess.
  const double stated = video.frame_rate.value();
  const double seen = scan.average_rate->value();
  if (scan.kind == FrameRateKind::variable || std::abs(stated - seen) > 0.02 * seen)
    video.frame_rate = *scan.average_rate;
}

Result<> check_duration(const MediaSource& source, double seconds) {
  if (seconds <= source.limits().duration_seconds) return {};
  return fail(Errc::limit_exceeded, "media.too_long",
              {{"file", source.name()},
               {"minutes", std::llround(std::min(seconds / 60, 1e9))},
               {"limit", std::llround(source.limits().duration_seconds / 60)}});
}

Result<> take_timing(MediaSource& source, SourceFacts& facts) {
  const AVFormatContext& context = source.context();
  const bool states_duration =
      context.duration > 0 && context.duration_estimation_method != AVFMT_DURATION_FROM_BITRATE;
  const int stream = facts.video ? facts.video->stream_index : -1;
  if (!facts.video && states_duration) {
    facts.duration_seconds = static_cast<double>(context.duration) / AV_TIME_BASE;
  } else {
    TRY_ASSIGN(const TimingScan scan, scan_timing(source, stream, !states_duration));
    if (facts.video) fill_timing(scan, source.limits(), *facts.video);
    // An edit list can play the same pictures for days in a file that states seconds. (ISO/IEC 14496-12, 8.6.6)
    TRY(check_duration(source, scan.indexed_seconds));
    if (!states_duration) measure_durations(scan, facts);
  }
  if (facts.video) facts.duration_seconds = std::max(facts.duration_seconds, facts.video->duration_seconds);
  for (AudioFacts& audio : facts.audio) {
    if (audio.duration_seconds <= 0 && context.duration > 0)
      audio.duration_seconds = static_cast<double>(context.duration) / AV_TIME_BASE;
    facts.duration_seconds = std::max(facts.duration_seconds, audio.duration_seconds);
  }
  TRY(check_duration(source, facts.duration_seconds));
  return {};
}

}  // namespace

Result<Noted<SourceFacts>> probe_media(const InputFile& file, const MediaLimits& limits) {
  Noted<SourceFacts> probed;
  TRY_ASSIGN(MediaSource source, open_with_xmp(file, limits, probed.value.metadata.unreadable));
  TRY(check_metadata(source));
  SourceFacts& facts = probed.value;
  const std::string_view container = source.context().iformat->name;
  facts.container = container.substr(0, container.find(','));
  facts.bytes = file.bytes;
  facts.metadata.add(metadata_facts(source.context()));
  look_into_blocks(source, facts);
  take_streams(source, probed);
  if (!facts.video && facts.audio.empty())
    return fail(probed.notes.empty() ? Errc::corrupt_media : Errc::unsupported, "media.nothing_to_play",
                {{"file", source.name()}});
  facts.kind = facts.video ? "video" : "audio";
  if (!facts.video) facts.title = title_of(source.context(), facts);
  TRY(check_sound(source, facts));
  TRY(take_timing(source, facts));
  if (!facts.metadata.location) {
    TRY_ASSIGN(MediaSource again, MediaSource::open(file, limits));  // from its beginning
    TRY_ASSIGN(facts.metadata.location, tracks_tell_places(again));
  }
  return probed;
}

std::string media_toolchain() {
  const auto version = [](std::string_view name, unsigned number) {
    return fmt::format("{} {}.{}.{}", name, AV_VERSION_MAJOR(number), AV_VERSION_MINOR(number),
                       AV_VERSION_MICRO(number));
  };
  unsigned major = 0;
  unsigned minor = 0;
  unsigned micro = 0;
  zimg_get_version_info(&major, &minor, &micro);
  return fmt::format("{}, {}, {}, {}, {}, zimg {}.{}.{}", version("libavcodec", avcodec_version()),
                     version("libavfilter", avfilter_version()), version("libavformat", avformat_version()),
                     version("libavutil", avutil_version()), version("libswscale", swscale_version()), major, minor,
                     micro);
}

}  // namespace integrart
