#include "pipeline/media/source/media_source.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <vector>

#include "pipeline/base/text.h"
#include "pipeline/media/source/file_end.h"

extern "C" {
#include <libavutil/avstring.h>
#include <libavutil/mem.h>
}

namespace integrart {
namespace {

// libav's demuxer names; the first of an alias list is enough for av_match_list.
constexpr const char* allowed_containers = "mov,matroska,avi,mpegts,mpeg,ogg,mp3,wav,flac,aac,amr";

// libav's decoder names. Nothing that draws text, runs scripts or opens further files.
constexpr const char* allowed_decoders =
    "h264,hevc,vp8,vp9,libdav1d,av1,mpeg4,mjpeg,prores,mpeg1video,mpeg2video,h263,rawvideo,"
    "aac,aac_latm,mp3float,mp3,mp2float,mp2,mp1float,mp1,opus,vorbis,flac,alac,ac3,eac3,amrnb,amrwb,"
    "pcm_u8,pcm_s8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,pcm_f64le,"
    "pcm_f64be,pcm_alaw,pcm_mulaw";

constexpr int read_buffer_bytes = 64 << 10;
constexpr std::int64_t probe_bytes = 5 << 20;
constexpr std::int64_t analyse_microseconds = 5'000'000;
constexpr int samples_in_a_packet = 1 << 20;

int refuse_to_open(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**) {
  return AVERROR(EPERM);
}

Result<libav::InputContext> make_context(AVIOContext& io) {
  TRY_ASSIGN(libav::InputContext context, libav::check_allocated(libav::InputContext(avformat_alloc_context())));
  context->pb = &io;
  context->flags |= AVFMT_FLAG_CUSTOM_IO;
  context->io_open = refuse_to_open;
  context->max_streams = 1000;  // our own limit is checked after opening, with a better message
  context->probesize = probe_bytes;
  context->max_analyze_duration = analyse_microseconds;
  context->format_whitelist = av_strdup(allowed_containers);
  context->codec_whitelist = av_strdup(allowed_decoders);
  context->protocol_whitelist = av_strdup("none");
  return context;
}

/// The allow-listed demuxer that knows these bytes. The name of the file plays no part.
Result<const AVInputFormat*> recognise(AVIOContext& io, const std::string& name) {
  const AVInputFormat* format = nullptr;
  const int score = av_probe_input_buffer2(&io, &format, "", nullptr, 0, probe_bytes);
  if (score < AVPROBE_SCORE_RETRY || format == nullptr || av_match_list(format->name, allowed_containers, ',') <= 0)
    return fail(Errc::unrecognised, "media.unrecognised", {{"file", name}});
  return format;
}

Result<> check_streams(const AVFormatContext& context, const MediaLimits& limits, const std::string& name) {
  if (context.nb_streams > static_cast<unsigned>(limits.streams))
    return fail(
        Errc::limit_exceeded, "media.too_many_streams",
        {{"file", name}, {"streams", std::int64_t{context.nb_streams}}, {"limit", std::int64_t{limits.streams}}});
  for (unsigned index = 0; index < context.nb_streams; ++index) {
    const AVCodecParameters& codec = *context.streams[index]->codecpar;
    if (codec.codec_type != AVMEDIA_TYPE_VIDEO) continue;
    const std::int64_t pixels = std::int64_t{codec.width} * codec.height;
    if (pixels > limits.pixels || std::max(codec.width, codec.height) > limits.side)
      return fail(Errc::limit_exceeded, "media.picture_too_large",
                  {{"file", name}, {"width", std::int64_t{codec.width}}, {"height", std::int64_t{codec.height}}});
  }
  return {};
}

/// A program stream has no list of its streams: its first packets tell. Read before anything is decoded, so that the
/// decoders that come next are bounded.
Result<> find_streams_without_header(AVFormatContext& context) {
  constexpr int packets_to_look_at = 200;
  if (context.nb_streams > 0) return {};
  TRY_ASSIGN(libav::Packet packet, libav::check_allocated(libav::Packet(av_packet_alloc())));
  for (int read = 0; read < packets_to_look_at && av_read_frame(&context, packet.get()) >= 0; ++read)
    av_packet_unref(packet.get());
  avformat_seek_file(&context, -1, INT64_MIN, 0, INT64_MAX, AVSEEK_FLAG_BYTE);
  return {};
}

/// Decoders that libav opens by itself to learn about streams get the same bounds as ours.
void find_stream_facts(AVFormatContext& context, const MediaLimits& limits) {
  std::vector<AVDictionary*> options(context.nb_streams, nullptr);
  for (AVDictionary*& option : options) {
    av_dict_set_int(&option, "max_pixels", limits.pixels, 0);
    av_dict_set_int(&option, "max_samples", samples_in_a_packet, 0);
    av_dict_set(&option, "threads", "1", 0);
  }
  const unsigned streams = context.nb_streams;          // some demuxers find more streams while reading
  avformat_find_stream_info(&context, options.data());  // what it could not find out is missing in the parameters
  for (unsigned index = 0; index < streams; ++index) av_dict_free(&options[index]);
}

/// Bytes that libav writes as "\x0a" into the tag of a private frame of ID3 (id3v2.c).
std::string unescaped(std::string_view text) {
  std::string bytes;
  while (!text.empty()) {
    unsigned value = 0;
    const bool is_escape = text.size() >= 4 && text.starts_with("\\x") &&
                           std::from_chars(text.data() + 2, text.data() + 4, value, 16).ptr == text.data() + 4;
    bytes += is_escape ? static_cast<char>(value) : text.front();
    text.remove_prefix(is_escape ? 4 : 1);
  }
  return bytes;
}

/// Out of the tags, where it would be counted and read as one.
std::string take_xmp(AVFormatContext& context) {
  const bool is_box = std::string_view(context.iformat->name).starts_with("mov");
  const char* const key = is_box ? "xmp" : "id3v2_priv.XMP";
  const AVDictionaryEntry* const entry = av_dict_get(context.metadata, key, nullptr, AV_DICT_MATCH_CASE);
  if (entry == nullptr) return {};
  std::string packet = is_box ? entry->value : unescaped(entry->value);
  av_dict_set(&context.metadata, key, nullptr, AV_DICT_MATCH_CASE);
  return packet;
}

}  // namespace

Result<std::unique_ptr<DescriptorReader>> DescriptorReader::create(const InputFile& file) {
  std::unique_ptr<DescriptorReader> reader(new DescriptorReader(file));
  auto* buffer = static_cast<unsigned char*>(av_malloc(read_buffer_bytes));
  if (buffer == nullptr) return fail(Errc::limit_exceeded, "media.out_of_memory");
  reader->m_context = avio_alloc_context(buffer, read_buffer_bytes, 0, reader.get(), &DescriptorReader::read, nullptr,
                                         &DescriptorReader::seek);
  if (reader->m_context == nullptr) {
    av_free(buffer);
    return fail(Errc::limit_exceeded, "media.out_of_memory");
  }
  return reader;
}

DescriptorReader::~DescriptorReader() {
  if (m_context == nullptr) return;
  av_freep(&m_context->buffer);  // libav may have replaced the buffer that we gave it
  avio_context_free(&m_context);
}

int DescriptorReader::read(void* self, std::uint8_t* buffer, int size) {
  auto& reader = *static_cast<DescriptorReader*>(self);
  const std::int64_t left = static_cast<std::int64_t>(reader.m_file.bytes) - reader.m_position;
  if (left <= 0) return AVERROR_EOF;
  const auto wanted = static_cast<std::size_t>(std::min<std::int64_t>(left, size));
  ssize_t got = 0;
  do {
    got = pread(reader.m_file.descriptor, buffer, wanted, reader.m_position);
  } while (got < 0 && errno == EINTR);
  if (got < 0) return AVERROR(errno);
  if (got == 0) return AVERROR_EOF;
  reader.m_position += got;
  return static_cast<int>(got);
}

std::int64_t DescriptorReader::seek(void* self, std::int64_t offset, int whence) {
  auto& reader = *static_cast<DescriptorReader*>(self);
  const auto size = static_cast<std::int64_t>(reader.m_file.bytes);
  const int origin = whence & ~AVSEEK_FORCE;
  if (origin == AVSEEK_SIZE) return size;
  std::int64_t position = offset;
  if (origin == SEEK_CUR) position += reader.m_position;
  if (origin == SEEK_END) position += size;
  if (position < 0) return AVERROR(EINVAL);
  reader.m_position = position;
  return position;
}

Result<MediaSource> MediaSource::open(const InputFile& file, const MediaLimits& limits, XmpPacket xmp) {
  restrain_libav(limits);
  std::string name = display_name(file.name);
  if (file.bytes == 0) return fail(Errc::unrecognised, "media.empty", {{"file", name}});
  if (file.bytes > limits.source_bytes)
    return fail(Errc::limit_exceeded, "media.too_many_bytes",
                {{"file", name}, {"limit_mb", static_cast<std::int64_t>(limits.source_bytes >> 20U)}});
  TRY_ASSIGN(std::unique_ptr<DescriptorReader> reader, DescriptorReader::create(file));
  TRY_ASSIGN(const AVInputFormat* format, recognise(*reader->context(), name));
  TRY_ASSIGN(libav::InputContext context, make_context(*reader->context()));

  AVDictionary* options = nullptr;
  if (xmp == XmpPacket::taken) av_dict_set(&options, "export_xmp", "1", 0);  // only mov.c knows it
  AVFormatContext* opened = context.release();                               // freed by libav when opening fails
  const int error = avformat_open_input(&opened, "", format, &options);
  av_dict_free(&options);
  if (error < 0) return fail(Errc::corrupt_media, "media.damaged", {{"file", name}, {"reason", libav::text_of(error)}});
  context.reset(opened);
  TRY(find_streams_without_header(*context));
  TRY(check_streams(*context, limits, name));
  find_stream_facts(*context, limits);
  TRY(check_streams(*context, limits, name));
  if (context->nb_streams == 0) return fail(Errc::corrupt_media, "media.no_streams", {{"file", name}});
  std::string packet = xmp == XmpPacket::taken ? take_xmp(*context) : std::string();
  MediaSource source(std::move(reader), std::move(context), std::move(name), limits);
  source.m_xmp = std::move(packet);
  return source;
}

Result<bool> MediaSource::read(AVPacket& packet) {
  av_packet_unref(&packet);
  int error = AVERROR(EAGAIN);
  // A demuxer may ask to be called again; a bounded number of times, because a damaged file can make it ask for ever.
  for (int attempt = 0; error == AVERROR(EAGAIN) && attempt < 1000; ++attempt)
    error = av_read_frame(m_context.get(), &packet);
  if (error == AVERROR_EOF) return false;
  if (error < 0)
    return fail(Errc::corrupt_media, "media.damaged", {{"file", m_name}, {"reason", libav::text_of(error)}});
  return true;
}

bool MediaSource::breaks_off() const {
  const std::string_view container = m_context->iformat->name;
  return integrart::breaks_off(m_reader->file(), container.substr(0, container.find(',')));
}

bool is_allowed(AVCodecID codec) {
  const AVCodec* decoder = avcodec_find_decoder(codec);
  return decoder != nullptr && av_match_list(decoder->name, allowed_decoders, ',') > 0;
}

Result<libav::CodecContext> open_decoder(const AVStream& stream, const MediaLimits& limits, const std::string& name) {
  const AVCodecParameters& parameters = *stream.codecpar;
  if (!is_allowed(parameters.codec_id))
    return fail(Errc::unsupported, "media.unsupported_codec",
                {{"file", name}, {"codec", std::string(avcodec_get_name(parameters.codec_id))}});
  const AVCodec* decoder = avcodec_find_decoder(parameters.codec_id);
  TRY_ASSIGN(libav::CodecContext context, libav::check_allocated(libav::CodecContext(avcodec_alloc_context3(decoder))));
  TRY(libav::check(avcodec_parameters_to_context(context.get(), &parameters), "media.decoder_failed"));
  context->pkt_timebase = stream.time_base;
  context->max_pixels = limits.pixels;
  context->max_samples = samples_in_a_packet;
  context->codec_whitelist = av_strdup(allowed_decoders);
  context->thread_count = 1;
  TRY(libav::check(avcodec_open2(context.get(), decoder, nullptr), "media.decoder_failed"));
  return context;
}

void restrain_libav(const MediaLimits& limits) {
  av_log_set_level(AV_LOG_QUIET);
  av_max_alloc(static_cast<std::size_t>(limits.allocation_bytes));
}

}  // namespace integrart
