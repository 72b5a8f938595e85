#include "pipeline/media/pass/source_pass.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "pipeline/media/picture/masked.h"

namespace integrart {
namespace {

constexpr double truncation_tolerance = 0.5;  // seconds; containers round, and sound rarely ends with the picture
constexpr double progress_step = 0.005;

/// What the header of an AVI file says; libav corrects the duration by what is there when the index at the end is not.
double length_in_header(const SourceFacts& facts, const AVStream& pictures) {
  return facts.container == "avi" ? static_cast<double>(pictures.nb_frames) * av_q2d(pictures.time_base) : 0;
}

}  // namespace

Result<std::optional<Track>> SourcePass::open_track(int stream_index, AVMediaType type) {
  const AVFormatContext& context = m_source.context();
  if (stream_index < 0 || stream_index >= static_cast<int>(context.nb_streams) ||
      context.streams[stream_index]->codecpar->codec_type != type)
    return fail(Errc::conflict, "media.facts_differ", {{"file", m_source.name()}});
  Track track;
  track.stream = context.streams[stream_index];
  TRY_ASSIGN(track.decoder, open_decoder(*track.stream, m_options.limits, m_source.name()));
  return std::optional<Track>(std::move(track));
}

Result<> SourcePass::open_tracks() {
  if (m_made) m_facts.video.reset();
  if (m_facts.video) {
    TRY_ASSIGN(m_video, open_track(m_facts.video->stream_index, AVMEDIA_TYPE_VIDEO));
  }
  if (!m_facts.audio.empty()) {
    TRY_ASSIGN(m_audio, open_track(m_facts.audio.front().stream_index, AVMEDIA_TYPE_AUDIO));
  }
  const MediaTime origin = origin_of(m_video ? m_video->stream : nullptr, m_audio ? m_audio->stream : nullptr);
  if (m_video) {
    m_video_clock.emplace(m_video->stream->time_base, origin);
    const Rational rate = m_facts.video->frame_rate;
    m_usual_length = MediaTime{1, {rate.denominator, rate.numerator}};
  }
  if (m_audio) m_audio_clock.emplace(m_audio->stream->time_base, origin);
  return {};
}

/// A track that no sink asked for is not even demuxed.
void SourcePass::discard_other_streams() {
  if (!m_fan_out->wants_pictures()) m_video.reset();
  if (!m_fan_out->wants_sound()) m_audio.reset();
  for (unsigned index = 0; index < m_source.context().nb_streams; ++index) {
    AVStream* stream = m_source.context().streams[index];
    const bool used = (m_video && m_video->stream == stream) || (m_audio && m_audio->stream == stream);
    stream->discard = used ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
  }
}

UprightPictures::Target SourcePass::target() const {
  const VideoFacts& video = *m_facts.video;
  return {video.width, video.height, {video.rotation, video.mirrored}, video.interlaced, m_video->stream->time_base};
}

Result<DecodePassResult> SourcePass::run(std::vector<std::unique_ptr<FrameSink>> sinks) {
  TRY(open_tracks());
  if (m_options.softening) m_softener.emplace(*m_options.softening);
  const VideoFacts* video = m_made ? &m_made->video : (m_facts.video ? &*m_facts.video : nullptr);
  TRY_ASSIGN(m_fan_out, FanOut::create(std::move(sinks), video, m_audio.has_value(), m_options));
  discard_other_streams();
  if (m_video)
    m_upright = std::make_unique<UprightPictures>(
        target(), [this](libav::Frame picture) { return take_upright(std::move(picture)); });
  TRY(read_all_packets());
  if (m_video) {
    TRY(decode(*m_video, nullptr));
    TRY(m_upright->finish());
  }
  if (m_audio) TRY(decode(*m_audio, nullptr));
  if (m_made && m_fan_out->wants_pictures()) {
    TRY_ASSIGN(m_video_end, m_made->make(*m_fan_out));
  }
  if (m_result.pictures == 0 && m_sound_blocks == 0 && (m_video || m_audio))
    return fail(Errc::corrupt_media, "media.nothing_decoded", {{"file", m_source.name()}});
  m_result.decoded_seconds = std::max(m_video_end.seconds(), m_audio_end);
  note_damage();
  m_result.sinks = m_fan_out->finish(m_video_end, m_result.notes);
  m_result.sink_cpu_seconds = m_fan_out->cpu_seconds();
  if (m_options.stop.stop_requested()) return fail(Errc::cancelled, "media.cancelled");
  if (m_options.progress) m_options.progress(1);
  return std::move(m_result);
}

Result<> SourcePass::read_all_packets() {
  TRY_ASSIGN(libav::Packet packet, libav::check_allocated(libav::Packet(av_packet_alloc())));
  if (!m_video && !m_audio) return {};
  while (true) {
    TRY(check_interruptions());
    const Result<bool> more = m_source.read(*packet);
    if (!more) {
      if (m_result.pictures == 0 && m_sound_blocks == 0) return tl::unexpected<Error>(more.error());
      m_cut_short = true;
      return {};
    }
    if (!*more) return {};
    if (m_video && packet->stream_index == m_video->stream->index) TRY(decode(*m_video, packet.get()));
    if (m_audio && packet->stream_index == m_audio->stream->index) TRY(decode(*m_audio, packet.get()));
  }
}

Result<> SourcePass::decode(Track& track, const AVPacket* packet) {
  const int sent = avcodec_send_packet(track.decoder.get(), packet);
  if (sent == AVERROR(ENOMEM)) return fail(Errc::limit_exceeded, "media.out_of_memory");
  if (sent < 0 && sent != AVERROR_EOF && sent != AVERROR(EAGAIN)) track.count_damaged_packet();
  while (true) {
    TRY_ASSIGN(libav::Frame frame, libav::check_allocated(libav::Frame(av_frame_alloc())));
    const int got = avcodec_receive_frame(track.decoder.get(), frame.get());
    if (got == AVERROR(EAGAIN) || got == AVERROR_EOF) return {};
    if (got == AVERROR(ENOMEM)) return fail(Errc::limit_exceeded, "media.out_of_memory");
    if (got < 0) {
      track.count_damaged_packet();
      return {};
    }
    track.ends_damaged = false;
    TRY(take(track, std::move(frame)));
  }
}

Result<> SourcePass::take(Track& track, libav::Frame frame) {
  if (m_video && &track == &*m_video) return take_picture(std::move(frame));
  return take_sound(std::move(frame));
}

Result<> SourcePass::take_picture(libav::Frame picture) {
  const std::int64_t pixels = std::int64_t{picture->width} * picture->height;
  if (pixels > m_options.limits.pixels || std::max(picture->width, picture->height) > m_options.limits.side)
    return fail(Errc::limit_exceeded, "media.picture_too_large",
                {{"file", m_source.name()},
                 {"width", std::int64_t{picture->width}},
                 {"height", std::int64_t{picture->height}}});
  if (picture->best_effort_timestamp != AV_NOPTS_VALUE) picture->pts = picture->best_effort_timestamp;
  if (picture->pts == AV_NOPTS_VALUE) {  // no time at all: it follows the one before
    const MediaTime next = m_last_picture ? m_video_end : MediaTime{};
    const AVRational base = m_video->stream->time_base;
    const std::int64_t start = m_video->stream->start_time == AV_NOPTS_VALUE ? 0 : m_video->stream->start_time;
    picture->pts = start + next.ticks_in({base.num, base.den});
  }
  return m_upright->push(std::move(picture));
}

Result<> SourcePass::take_upright(libav::Frame picture) {
  MediaTime time = m_video_clock->time_of(picture->pts);
  // A picture that comes a little late is shown from the beginning: players stall on a gap at the start.
  if (!m_last_picture) time.ticks = 0;
  if (m_last_picture && time <= *m_last_picture) {
    ++m_misplaced_pictures;
    return {};
  }
  TRY(check_length(time));
  const double most = (time.seconds() + 1) * m_options.limits.frames_per_second;
  if (static_cast<double>(m_result.pictures) > most)
    return fail(Errc::limit_exceeded, "media.too_many_pictures", {{"file", m_source.name()}});
  const MediaTime length =
      picture->pkt_duration > 0 ? m_video_clock->length_of(picture->pkt_duration) : m_usual_length.rescaled(time.base);
  m_last_picture = time;
  m_video_end = {time.ticks + std::max<std::int64_t>(length.ticks, 1), time.base};
  ++m_result.pictures;
  if (m_options.masks) {
    const std::vector<Box> boxes = m_options.masks->at(time.seconds(), m_video_end.seconds());
    TRY_ASSIGN(picture, masked(std::move(picture), boxes, m_options.masks->style));
  }
  if (m_softener) {
    TRY_ASSIGN(picture, m_softener->softened(std::move(picture), time.seconds()));
  }
  TRY(m_fan_out->push_picture(std::move(picture), time));
  report_progress();
  return {};
}

Result<> SourcePass::take_sound(libav::Frame sound) {
  if (sound->ch_layout.nb_channels > m_options.limits.channels || sound->sample_rate > m_options.limits.sample_rate ||
      sound->sample_rate <= 0)
    return fail(Errc::limit_exceeded, "media.too_many_channels",
                {{"file", m_source.name()},
                 {"channels", std::int64_t{sound->ch_layout.nb_channels}},
                 {"rate", std::int64_t{sound->sample_rate}}});
  const MediaTime time = sound->best_effort_timestamp != AV_NOPTS_VALUE
                             ? m_audio_clock->time_of(sound->best_effort_timestamp)
                             : MediaTime::from_seconds(m_audio_end);
  TRY(check_length(time));
  m_audio_end = time.seconds() + static_cast<double>(sound->nb_samples) / sound->sample_rate;
  ++m_sound_blocks;
  m_fan_out->push_sound(std::move(sound), time);
  if (!m_video) report_progress();
  return {};
}

Result<> SourcePass::check_length(MediaTime time) const {
  if (time.seconds() <= m_options.limits.duration_seconds) return {};
  return fail(Errc::limit_exceeded, "media.too_long",
              {{"file", m_source.name()},
               {"minutes", std::llround(std::min(time.seconds() / 60, 1e9))},
               {"limit", std::llround(m_options.limits.duration_seconds / 60)}});
}

Result<> SourcePass::check_interruptions() {
  if (m_options.stop.stop_requested()) return fail(Errc::cancelled, "media.cancelled");
  if (std::optional<Error> error = m_fan_out->sound_error()) return tl::unexpected<Error>(std::move(*error));
  return {};
}

void SourcePass::report_progress() {
  if (!m_options.progress || m_made || m_facts.duration_seconds <= 0) return;
  const double reached = m_video ? m_video_end.seconds() : m_audio_end;
  const double share = std::clamp(reached / m_facts.duration_seconds, 0.0, 1.0);
  if (share < m_reported + progress_step) return;
  m_reported = share;
  m_options.progress(share);
}

bool SourcePass::is_cut_short() const {
  if (m_cut_short || m_source.breaks_off()) return true;
  // Where frames of sound follow each other without a container, only the last of them can tell.
  constexpr auto bare = std::to_array<std::string_view>({"aac", "amr", "flac", "mp3"});
  if (m_audio && m_audio->ends_damaged && std::ranges::find(bare, m_facts.container) != bare.end()) return true;
  const double promised =
      std::max(m_facts.duration_seconds, m_video ? length_in_header(m_facts, *m_video->stream) : 0.0);
  const bool whole = m_video.has_value() == m_facts.video.has_value() && m_audio.has_value() != m_facts.audio.empty();
  return whole && promised - m_result.decoded_seconds > truncation_tolerance;
}

void SourcePass::note_damage() {
  const auto note = [&](std::string_view id, std::string_view what, MessageValue value) {
    m_result.notes.push_back({std::string(id), {{"file", m_source.name()}, {std::string(what), std::move(value)}}});
  };
  const bool cut_short = is_cut_short();
  if (cut_short) note("media.truncated", "seconds", m_result.decoded_seconds);
  std::int64_t damaged = 0;
  for (const auto* track : {&m_video, &m_audio})  // the packet in which the file breaks off is no place of its own
    if (*track) damaged += (*track)->damaged_packets - (cut_short && (*track)->ends_damaged ? 1 : 0);
  if (damaged > 0) note("media.damaged_places", "count", damaged);
  if (m_misplaced_pictures > 0) note("media.misplaced_pictures", "count", m_misplaced_pictures);
}

}  // namespace integrart
