#include <string_view>

#include "pipeline/media/libav.h"
#include "pipeline/media/probe.h"
#include "pipeline/media/rendition.h"
#include "pipeline/media/source/media_source.h"

namespace integrart {
namespace {

/// libavcodec does not tell which x264 it calls; x264 says so itself in a message before its first picture ("x264 -
/// core 164 r3095 baee400 - H.264/MPEG-4 AVC codec"). Empty when there is no x264.
std::string x264_version() {
  restrain_libav(MediaLimits{});
  const AVCodec* codec = avcodec_find_encoder_by_name("libx264");
  const libav::CodecContext encoder(codec == nullptr ? nullptr : avcodec_alloc_context3(codec));
  const libav::Frame picture(av_frame_alloc());
  const libav::Packet packet(av_packet_alloc());
  if (encoder == nullptr || picture == nullptr || packet == nullptr) return {};
  encoder->width = picture->width = 16;
  encoder->height = picture->height = 16;
  encoder->time_base = {1, 25};
  encoder->thread_count = 1;
  encoder->pix_fmt = AV_PIX_FMT_YUV420P;
  picture->format = AV_PIX_FMT_YUV420P;
  picture->pts = 0;
  if (avcodec_open2(encoder.get(), codec, nullptr) < 0 || av_frame_get_buffer(picture.get(), 0) < 0) return {};
  if (avcodec_send_frame(encoder.get(), picture.get()) < 0 || avcodec_send_frame(encoder.get(), nullptr) < 0 ||
      avcodec_receive_packet(encoder.get(), packet.get()) < 0)
    return {};
  const std::string_view bytes(reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size));
  const std::size_t begin = bytes.find("x264 - core ");
  if (begin == std::string_view::npos) return {};
  return std::string(bytes.substr(begin, bytes.find(" - H.264", begin) - begin));
}

}  // namespace

std::string rendition_toolchain() {
  static const std::string toolchain = [] {
    // The distribution's own version stands for the encoders that do not tell theirs (libopus, libvpx, SVT-AV1).
    std::string text = media_toolchain() + ", libav " + av_version_info();
    if (const std::string x264 = x264_version(); !x264.empty()) text += ", " + x264;
    return text;
  }();
  return toolchain;
}

}  // namespace integrart
