#include "pipeline/media/progressive.h"

#include <array>
#include <cmath>

#include "pipeline/base/language.h"
#include "pipeline/base/limits.h"
#include "pipeline/media/cmaf/track_index.h"
#include "pipeline/media/libav.h"
#include "pipeline/media/source/media_source.h"

namespace integrart {

namespace {

/// One rendition that is copied, and the packet of it that comes next.
struct Copied {
  MediaSource source;
  int input_stream = 0;
  AVStream* output = nullptr;
  libav::Packet next;
  std::int64_t end = 0;  // of the track, in its own ticks
  bool ended = false;

  Result<> advance() {
    while (true) {
      TRY_ASSIGN(const bool got, source.read(*next));
      if (!got) ended = true;
      if (!got || next->stream_index == input_stream) return {};
    }
  }
};

Result<Copied> open_rendition(const InputFile& file, AVMediaType type) {
  MediaLimits limits;
  limits.source_bytes = UINT64_MAX;  // of our own making
  TRY_ASSIGN(MediaSource source, MediaSource::open(file, limits));
  const AVFormatContext& context = source.context();
  for (unsigned i = 0; i < context.nb_streams; ++i) {
    if (context.streams[i]->codecpar->codec_type != type) continue;
    TRY_ASSIGN(libav::Packet packet, libav::check_allocated(libav::Packet(av_packet_alloc())));
    TRY_ASSIGN(const TrackIndex index, index_track(file));
    Copied copied{.source = std::move(source),
                  .input_stream = static_cast<int>(i),
                  .output = nullptr,
                  .next = std::move(packet),
                  .end = index.fragments.back().latest() - index.media_start};
    TRY(copied.advance());
    return copied;
  }
  return fail(Errc::invalid_input, "media.nothing_to_write");
}

/// Samples to skip at the start: for Opus the pre-skip of its identification header (RFC 7845 section 5.1, 16 bits,
/// little-endian, at byte 10), which libav's MP4 reader hands on without reading it.
int delay_of(const AVCodecParameters& parameters) {
  if (parameters.codec_id != AV_CODEC_ID_OPUS || parameters.extradata_size < 12) return parameters.initial_padding;
  return parameters.extradata[10] | parameters.extradata[11] << 8;
}

/// An MP4 or Ogg file in the making.
class Remuxer {
 public:
  static Result<Remuxer> create(const char* container, const std::filesystem::path& file) {
    AVFormatContext* context = nullptr;
    TRY(libav::check(avformat_alloc_output_context2(&context, nullptr, container, file.c_str()),
                     "media.writing_failed"));
    Remuxer remuxer{libav::OutputContext(context)};
    TRY_ASSIGN(remuxer.m_current, libav::check_allocated(libav::Packet(av_packet_alloc())));
    context->flags |= AVFMT_FLAG_BITEXACT;
    context->avoid_negative_ts = AVFMT_AVOID_NEG_TS_DISABLED;  // the edit list cuts the encoder's delay
    TRY(libav::check(avio_open(&context->pb, file.c_str(), AVIO_FLAG_WRITE), "media.writing_failed"));
    return remuxer;
  }

  void set_naming(const FileNaming& naming) {
    for (const auto& [key, value] : {std::pair("title", &naming.title), std::pair("artist", &naming.artist),
                                     std::pair("copyright", &naming.copyright)})
      if (!value->empty()) av_dict_set(&m_output->metadata, key, value->c_str(), 0);
  }

  Result<> add(Copied copied, const std::string& language) {
    AVStream* stream = avformat_new_stream(m_output.get(), nullptr);
    if (stream == nullptr) return fail(Errc::limit_exceeded, "media.out_of_memory");
    const AVStream& from = *copied.source.context().streams[copied.input_stream];
    TRY(libav::check(avcodec_parameters_copy(stream->codecpar, from.codecpar), "media.writing_failed"));
    stream->codecpar->codec_tag = 0;
    stream->codecpar->initial_padding = delay_of(*from.codecpar);
    stream->time_base = from.time_base;
    stream->avg_frame_rate = from.avg_frame_rate;
    if (!language.empty()) av_dict_set(&stream->metadata, "language", language.c_str(), 0);
    copied.output = stream;
    m_copied.push_back(std::move(copied));
    return {};
  }

  /// Copies all packets in the order of their decoding times.
  Result<> run(const std::vector<std::pair<const char*, const char*>>& options, const std::stop_token& stop) {
    AVDictionary* dictionary = nullptr;
    for (const auto& [key, value] : options) av_dict_set(&dictionary, key, value, 0);
    const int begun = avformat_write_header(m_output.get(), &dictionary);
    av_dict_free(&dictionary);
    TRY(libav::check(begun, "media.writing_failed"));
    while (Copied* copied = earliest()) {
      if (stop.stop_requested()) return fail(Errc::cancelled, "media.cancelled");
      AVPacket& packet = *m_current;
      av_packet_move_ref(&packet, copied->next.get());
      TRY(copied->advance());
      // The MP4 reader does not tell how long Opus lasts, and the last packet is cut short.
      const bool is_sound = copied->output->codecpar->codec_type == AVMEDIA_TYPE_AUDIO;
      if (is_sound && packet.duration <= 0)
        packet.duration = (copied->ended ? copied->end : copied->next->dts) - packet.dts;
      av_packet_rescale_ts(&packet, copied->source.context().streams[copied->input_stream]->time_base,
                           copied->output->time_base);
      packet.stream_index = copied->output->index;
      packet.pos = -1;
      const int written = av_write_frame(m_output.get(), &packet);
      av_packet_unref(&packet);
      TRY(libav::check(written, "media.writing_failed"));
    }
    TRY(libav::check(av_write_trailer(m_output.get()), "media.writing_failed"));
    return libav::check(avio_closep(&m_output->pb), "media.writing_failed");
  }

 private:
  explicit Remuxer(libav::OutputContext output) : m_output(std::move(output)) {}

  Copied* earliest() {
    Copied* first = nullptr;
    for (Copied& copied : m_copied) {
      if (copied.ended) continue;
      const auto base = [](const Copied& of) { return of.source.context().streams[of.input_stream]->time_base; };
      if (first == nullptr || av_compare_ts(copied.next->dts, base(copied), first->next->dts, base(*first)) < 0)
        first = &copied;
    }
    return first;
  }

  libav::OutputContext m_output;
  libav::Packet m_current;
  std::vector<Copied> m_copied;
};

/// ISO 639-2/T, which is all that the media header box can hold.
std::string three_letters(const std::string& bcp47) {
  const auto tag = LanguageTag::parse(bcp47.empty() ? "und" : bcp47);
  return tag ? tag->value.three_letter_code() : "und";
}

}  // namespace

FileNaming FileNaming::from_json(const Json& json) {
  return {json.at_or_null("title").string_or(""), json.at_or_null("artist").string_or(""),
          json.at_or_null("copyright").string_or("")};
}

Result<> write_progressive_mp4(const ProgressiveInput& input, const std::filesystem::path& output,
                               const std::stop_token& stop) {
  if (!input.video && !input.audio) return fail(Errc::invalid_input, "media.nothing_to_write");
  TRY_ASSIGN(Remuxer remuxer, Remuxer::create("mp4", output));
  remuxer.set_naming(input.naming);
  if (input.video) {
    TRY_ASSIGN(Copied video, open_rendition(*input.video, AVMEDIA_TYPE_VIDEO));
    TRY(remuxer.add(std::move(video), {}));
  }
  if (input.audio) {
    TRY_ASSIGN(Copied audio, open_rendition(*input.audio, AVMEDIA_TYPE_AUDIO));
    TRY(remuxer.add(std::move(audio), three_letters(input.language)));
  }
  std::vector<std::pair<const char*, const char*>> options{{"movflags", "+faststart"}, {"use_editlist", "1"}};
  if (!input.video) options.emplace_back("brand", "M4A ");
  return remuxer.run(options, stop);
}

Result<> write_ogg_opus(const InputFile& audio, const std::filesystem::path& output, const std::stop_token& stop,
                        const FileNaming& naming) {
  TRY_ASSIGN(Copied copied, open_rendition(audio, AVMEDIA_TYPE_AUDIO));
  if (copied.source.context().streams[copied.input_stream]->codecpar->codec_id != AV_CODEC_ID_OPUS)
    return fail(Errc::invalid_input, "media.not_opus");
  TRY_ASSIGN(Remuxer remuxer, Remuxer::create("ogg", output));
  remuxer.set_naming(naming);
  TRY(remuxer.add(std::move(copied), {}));
  return remuxer.run({}, stop);
}

Result<Json> key_frame_index(const InputFile& video) {
  TRY_ASSIGN(const TrackIndex index, index_track(video));
  const auto tidy = [](double seconds) { return std::round(seconds * 1e6) / 1e6; };
  Json frames = Json::empty_array();
  for (std::size_t i = 0; i < index.fragments.size(); ++i) {
    const IndexedFragment& fragment = index.fragments[i];
    const IndexedSample& first = fragment.samples.front();
    if (!first.is_sync) continue;
    const std::int64_t start = fragment.earliest() - index.media_start;
    const std::int64_t end =
        (i + 1 < index.fragments.size() ? index.fragments[i + 1].earliest() : fragment.latest()) - index.media_start;
    frames.push_back(Json::object({{"offset", fragment.offset},
                                   {"size", fragment.data_offset + first.size - fragment.offset},
                                   {"start", tidy(index.seconds(start))},
                                   {"duration", tidy(index.seconds(end - start))}}));
  }
  return Json::object({{"frames", std::move(frames)}});
}

}  // namespace integrart
