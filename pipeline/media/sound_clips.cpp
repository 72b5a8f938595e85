#include "pipeline/media/sound_clips.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "pipeline/base/limits.h"
#include "pipeline/media/cmaf/track_index.h"
#include "pipeline/media/libav.h"
#include "pipeline/media/source/media_source.h"

namespace integrart {

namespace {

/// One frame of the rendition.
struct SoundFrame {
  std::uint64_t offset = 0;
  std::uint32_t bytes = 0, duration = 0;
  std::int64_t start = 0;  // ticks, from the start of what is played
  std::int64_t end() const { return start + duration; }
};

std::vector<SoundFrame> frames_of(const TrackIndex& index) {
  std::vector<SoundFrame> frames;
  for (const IndexedFragment& fragment : index.fragments) {
    std::uint64_t offset = fragment.data_offset;
    std::int64_t time = fragment.decode_time - index.media_start;
    for (const IndexedSample& sample : fragment.samples) {
      frames.push_back({offset, sample.size, sample.duration, time});
      offset += sample.size;
      time += sample.duration;
    }
  }
  return frames;
}

class ClipWriter {
 public:
  ClipWriter(const InputFile& audio, const AVStream& stream, std::vector<SoundFrame> frames, std::int64_t timescale)
      : m_audio(audio), m_stream(stream), m_frames(std::move(frames)), m_timescale(timescale) {}

  Result<> write(const SoundClip& clip, const std::filesystem::path& file) {
    if (!clip.when.end) return fail(Errc::invalid_input, "media.nothing_to_write");
    const Rational base{1, m_timescale};
    const std::int64_t begin = clip.when.begin.ticks_in(base);
    const std::int64_t end = clip.when.end->ticks_in(base);
    const auto first = std::ranges::find_if(m_frames, [&](const SoundFrame& frame) { return frame.end() > begin; });
    const auto last = std::find_if(first, m_frames.end(), [&](const SoundFrame& frame) { return frame.start >= end; });
    if (first == last) return {};
    TRY_ASSIGN(const libav::OutputContext output, begun(file));
    TRY_ASSIGN(const libav::Packet packet, libav::check_allocated(libav::Packet(av_packet_alloc())));
    for (auto frame = first == m_frames.begin() ? first : std::prev(first); frame != last; ++frame)
      TRY(copy(*frame, first->start, *output, *packet));
    TRY(libav::check(av_write_trailer(output.get()), "media.writing_failed"));
    return libav::check(avio_closep(&output->pb), "media.writing_failed");
  }

 private:
  Result<libav::OutputContext> begun(const std::filesystem::path& file) const {
    AVFormatContext* context = nullptr;
    TRY(libav::check(avformat_alloc_output_context2(&context, nullptr, "mp4", file.c_str()), "media.writing_failed"));
    libav::OutputContext output(context);
    context->flags |= AVFMT_FLAG_BITEXACT;
    context->avoid_negative_ts = AVFMT_AVOID_NEG_TS_DISABLED;  // the edit list hides the frame in front
    AVStream* stream = avformat_new_stream(context, nullptr);
    if (stream == nullptr) return fail(Errc::limit_exceeded, "media.out_of_memory");
    TRY(libav::check(avcodec_parameters_copy(stream->codecpar, m_stream.codecpar), "media.writing_failed"));
    stream->codecpar->codec_tag = 0;
    stream->codecpar->initial_padding = 0;
    stream->time_base = {1, static_cast<int>(m_timescale)};
    TRY(libav::check(avio_open(&context->pb, file.c_str(), AVIO_FLAG_WRITE), "media.writing_failed"));
    AVDictionary* options = nullptr;
    av_dict_set(&options, "movflags", "+faststart", 0);
    av_dict_set(&options, "use_editlist", "1", 0);
    av_dict_set(&options, "brand", "M4A ", 0);
    const int written = avformat_write_header(context, &options);
    av_dict_free(&options);
    TRY(libav::check(written, "media.writing_failed"));
    return output;
  }

  Result<> copy(const SoundFrame& frame, std::int64_t zero, AVFormatContext& output, AVPacket& packet) const {
    TRY(libav::check(av_new_packet(&packet, static_cast<int>(frame.bytes)), "media.out_of_memory"));
    const ssize_t got = pread(m_audio.descriptor, packet.data, frame.bytes, static_cast<off_t>(frame.offset));
    if (got != static_cast<ssize_t>(frame.bytes)) {
      av_packet_unref(&packet);
      return fail(Errc::corrupt_media, "media.nothing_to_write");
    }
    packet.dts = packet.pts = frame.start - zero;
    packet.duration = frame.duration;
    packet.flags |= AV_PKT_FLAG_KEY;
    av_packet_rescale_ts(&packet, {1, static_cast<int>(m_timescale)}, output.streams[0]->time_base);
    const int written = av_write_frame(&output, &packet);
    av_packet_unref(&packet);
    return libav::check(written, "media.writing_failed");
  }

  const InputFile& m_audio;
  const AVStream& m_stream;
  std::vector<SoundFrame> m_frames;
  std::int64_t m_timescale;
};

}  // namespace

Result<> write_sound_clips(const InputFile& audio, std::span<const SoundClip> clips,
                           const std::filesystem::path& folder, const std::stop_token& stop) {
  MediaLimits limits;
  limits.source_bytes = UINT64_MAX;  // of our own making
  TRY_ASSIGN(const MediaSource source, MediaSource::open(audio, limits));
  const AVFormatContext& context = source.context();
  if (context.nb_streams != 1 || context.streams[0]->codecpar->codec_id != AV_CODEC_ID_AAC)
    return fail(Errc::invalid_input, "media.nothing_to_write");
  TRY_ASSIGN(const TrackIndex index, index_track(audio));
  ClipWriter writer(audio, *context.streams[0], frames_of(index), index.timescale);
  for (const SoundClip& clip : clips) {
    if (stop.stop_requested()) return fail(Errc::cancelled, "media.cancelled");
    TRY(writer.write(clip, folder / clip.name));
  }
  return {};
}

}  // namespace integrart
