#include "pipeline/media/cmaf_writer.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "pipeline/media/cmaf/track_index.h"
#include "pipeline/media/libav.h"

namespace integrart {

struct CmafWriter::State {
  std::filesystem::path file;
  libav::OutputContext output;
  AVStream* stream = nullptr;  // of `output`
  AVRational time_base{0, 1};  // of the encoder
  bool is_video = false;
  libav::Packet pending;  // a picture whose duration is not known yet
  bool has_pending = false;
  std::int64_t last_duration = 1;
  bool fragment_open = false;  // something was written since the last cut
  bool init_written = false;

  Result<> write_to_file(AVPacket& packet);
  Result<> write_pending(std::int64_t duration);
};

CmafWriter::CmafWriter(std::unique_ptr<State> state) : m_state(std::move(state)) {}
CmafWriter::~CmafWriter() = default;

Result<std::unique_ptr<CmafWriter>> CmafWriter::create(const AVCodecContext& encoder,
                                                       const std::filesystem::path& file) {
  auto state = std::make_unique<State>();
  state->file = file;
  state->time_base = encoder.time_base;
  state->is_video = encoder.codec_type == AVMEDIA_TYPE_VIDEO;
  TRY_ASSIGN(state->pending, libav::check_allocated(libav::Packet(av_packet_alloc())));

  AVFormatContext* context = nullptr;
  TRY(libav::check(avformat_alloc_output_context2(&context, nullptr, "mp4", file.c_str()), "media.writing_failed"));
  state->output.reset(context);
  context->flags |= AVFMT_FLAG_BITEXACT | AVFMT_FLAG_FLUSH_PACKETS;
  context->avoid_negative_ts = AVFMT_AVOID_NEG_TS_DISABLED;  // the edit list does it, without moving anything
  state->stream = avformat_new_stream(context, nullptr);
  if (state->stream == nullptr) return fail(Errc::limit_exceeded, "media.out_of_memory");
  TRY(libav::check(avcodec_parameters_from_context(state->stream->codecpar, &encoder), "media.writing_failed"));
  state->stream->codecpar->codec_tag = 0;
  state->stream->time_base = encoder.time_base;
  TRY(libav::check(avio_open(&context->pb, file.c_str(), AVIO_FLAG_WRITE), "media.writing_failed"));

  AVDictionary* options = nullptr;
  av_dict_set(&options, "movflags", "+cmaf+frag_custom+delay_moov+default_base_moof+global_sidx+skip_trailer", 0);
  av_dict_set(&options, "use_editlist", "1", 0);
  const int begun = avformat_write_header(context, &options);
  av_dict_free(&options);
  TRY(libav::check(begun, "media.writing_failed"));
  return std::unique_ptr<CmafWriter>(new CmafWriter(std::move(state)));
}

Result<> CmafWriter::write(AVPacket& packet) {
  State& state = *m_state;
  if (!state.is_video) return state.write_to_file(packet);
  if (state.has_pending) {
    TRY(state.write_pending(packet.dts - state.pending->dts));
    if ((packet.flags & AV_PKT_FLAG_KEY) != 0) TRY(cut());
  }
  av_packet_move_ref(state.pending.get(), &packet);
  state.has_pending = true;
  return {};
}

Result<> CmafWriter::State::write_pending(std::int64_t duration) {
  if (duration > 0) last_duration = duration;
  pending->duration = last_duration;
  has_pending = false;
  return write_to_file(*pending);
}

Result<> CmafWriter::State::write_to_file(AVPacket& packet) {
  av_packet_rescale_ts(&packet, time_base, stream->time_base);
  packet.stream_index = stream->index;
  const int written = av_write_frame(output.get(), &packet);
  av_packet_unref(&packet);
  fragment_open = true;
  return libav::check(written, "media.writing_failed");
}

Result<> CmafWriter::cut() {
  State& state = *m_state;
  if (!state.fragment_open) return {};
  state.fragment_open = false;
  if (!std::exchange(state.init_written, true))  // the first flush writes the delayed movie box and nothing else
    TRY(libav::check(av_write_frame(state.output.get(), nullptr), "media.writing_failed"));
  return libav::check(av_write_frame(state.output.get(), nullptr), "media.writing_failed");
}

namespace {

/// Rounded to the microsecond, so that documents stay readable.
double tidy(double seconds) {
  return std::round(seconds * 1e6) / 1e6;
}

struct Stretch {
  double seconds = 0;
  double bits = 0;

  double rate() const { return seconds > 0 ? bits / seconds : 0; }
};

/// The highest rate of any stretch of at least half the longest segment (RFC 8216, section 4.3.4.2, "peak segment bit
/// rate"): the few milliseconds that are often left at the end say nothing about what a connection must carry.
double peak_rate(const std::vector<Stretch>& segments) {
  double longest = 0, peak = 0;
  for (const Stretch& segment : segments) longest = std::max(longest, segment.seconds);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    Stretch stretch = segments[i];
    for (std::size_t before = i; before > 0 && stretch.seconds < longest / 2;) {
      --before;
      stretch.seconds += segments[before].seconds;
      stretch.bits += segments[before].bits;
    }
    if (stretch.seconds >= longest / 2) peak = std::max(peak, stretch.rate());
  }
  return peak;
}

Json describe(const TrackIndex& index) {
  Json segments = Json::empty_array();
  std::vector<Stretch> stretches;
  Stretch whole;
  const std::int64_t end = index.fragments.back().latest() - index.media_start;
  std::int64_t start = std::max<std::int64_t>(0, index.fragments.front().earliest() - index.media_start);
  for (std::size_t i = 0; i < index.fragments.size(); ++i) {
    const IndexedFragment& fragment = index.fragments[i];
    const std::int64_t next =
        i + 1 < index.fragments.size() ? index.fragments[i + 1].earliest() - index.media_start : end;
    const double duration = index.seconds(next - start);
    segments.push_back(Json::object({{"offset", fragment.offset},
                                     {"size", fragment.size},
                                     {"start", tidy(index.seconds(start))},
                                     {"duration", tidy(duration)}}));
    stretches.push_back({duration, static_cast<double>(fragment.size) * 8});
    whole.bits += stretches.back().bits;
    whole.seconds += duration;
    start = next;
  }
  return Json::object({{"init", Json::object({{"offset", 0}, {"size", index.init_size}})},
                       {"index", Json::object({{"offset", index.index_offset}, {"size", index.index_size}})},
                       {"segments", std::move(segments)},
                       {"timescale", index.timescale},
                       {"duration", tidy(whole.seconds)},
                       {"bytes", index.bytes},
                       {"average_bitrate", std::llround(whole.rate())},
                       {"peak_bitrate", std::llround(peak_rate(stretches))}});
}

}  // namespace

Result<Json> CmafWriter::finish() {
  State& state = *m_state;
  if (state.has_pending) TRY(state.write_pending(state.pending->duration));
  TRY(cut());
  TRY(libav::check(av_write_trailer(state.output.get()), "media.writing_failed"));
  TRY(libav::check(avio_closep(&state.output->pb), "media.writing_failed"));
  TRY_ASSIGN(const auto opened, open_regular_file(state.file.string(), UINT64_MAX));
  if (opened.second.bytes == 0) return fail(Errc::invalid_input, "media.nothing_to_write");
  TRY_ASSIGN(const TrackIndex index, index_track(opened.second));
  return describe(index);
}

}  // namespace integrart
