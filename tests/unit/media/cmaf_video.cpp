#include "cmaf_video.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>

#include "pipeline/media/cmaf_writer.h"
#include "pipeline/media/libav.h"

namespace integrart::test {

namespace {

libav::CodecContext open_x264(const DrawnVideo& video) {
  const AVCodec* codec = avcodec_find_encoder_by_name("libx264");
  REQUIRE(codec != nullptr);
  libav::CodecContext context(avcodec_alloc_context3(codec));
  context->width = video.width;
  context->height = video.height;
  context->pix_fmt = AV_PIX_FMT_YUV420P;
  context->time_base = {1, 1000};
  context->framerate = {25, 1};
  context->gop_size = static_cast<int>(video.gop);
  context->max_b_frames = video.b_frames;
  context->thread_count = 1;
  context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_CLOSED_GOP | AV_CODEC_FLAG_BITEXACT;
  av_opt_set(context->priv_data, "preset", "veryfast", 0);
  av_opt_set(context->priv_data, "x264-params", "scenecut=0:keyint_min=1000:log-level=none", 0);
  REQUIRE(avcodec_open2(context.get(), codec, nullptr) >= 0);
  return context;
}

void draw(AVFrame& frame, const DrawnVideo& video, std::int64_t index) {
  const bool white = std::find(video.white.begin(), video.white.end(), index) != video.white.end();
  for (int y = 0; y < frame.height; ++y)
    for (int x = 0; x < frame.width; ++x)
      frame.data[0][y * frame.linesize[0] + x] =
          static_cast<std::uint8_t>(white ? 235 : 30 + (x + 2 * y + 3 * index) % 40);
  for (const int plane : {1, 2})
    for (int y = 0; y < frame.height / 2; ++y)
      std::memset(frame.data[plane] + y * frame.linesize[plane], 128, static_cast<std::size_t>(frame.width) / 2);
}

}  // namespace

DrawnVideo steady_video(std::int64_t count) {
  DrawnVideo video;
  for (std::int64_t i = 0; i < count; ++i) video.times.push_back(i * 40);
  return video;
}

Json write_cmaf(const DrawnVideo& video, const std::filesystem::path& file) {
  const auto encoder = open_x264(video);
  auto writer = CmafWriter::create(*encoder, file);
  if (!writer) FAIL(render(writer.error()));
  const libav::Packet packet(av_packet_alloc());
  const auto write_packets = [&] {
    while (avcodec_receive_packet(encoder.get(), packet.get()) >= 0) REQUIRE((*writer)->write(*packet));
  };
  for (std::size_t i = 0; i < video.times.size(); ++i) {
    const libav::Frame frame(av_frame_alloc());
    frame->width = video.width;
    frame->height = video.height;
    frame->format = AV_PIX_FMT_YUV420P;
    REQUIRE(av_frame_get_buffer(frame.get(), 0) >= 0);
    draw(*frame, video, static_cast<std::int64_t>(i));
    frame->pts = video.times[i];
    frame->pict_type = i % static_cast<std::size_t>(video.gop) == 0 ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
    REQUIRE(avcodec_send_frame(encoder.get(), frame.get()) >= 0);
    write_packets();
  }
  REQUIRE(avcodec_send_frame(encoder.get(), nullptr) >= 0);
  write_packets();
  auto described = (*writer)->finish();
  if (!described) FAIL(render(described.error()));
  return *described;
}

}  // namespace integrart::test
