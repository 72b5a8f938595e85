#include "pipeline/media/analysis/jpeg.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <fstream>
#include <system_error>

#include "pipeline/media/libav.h"

namespace integrart {

namespace {

constexpr std::uint8_t black_luma = 16;
constexpr std::uint8_t no_colour = 128;

void copy_plane(const std::uint8_t* from, int from_stride, int width, int height, std::uint8_t* to, int to_stride) {
  for (int row = 0; row < height; ++row, from += from_stride, to += to_stride) std::copy_n(from, width, to);
}

void shrink_plane(const std::uint8_t* from, int stride, int from_width, int from_height, std::uint8_t* to, int width,
                  int height) {
  for (int row = 0; row < height; ++row) {
    const int top = row * from_height / height;
    const int bottom = std::max(top + 1, (row + 1) * from_height / height);
    for (int column = 0; column < width; ++column) {
      const int left = column * from_width / width;
      const int right = std::max(left + 1, (column + 1) * from_width / width);
      int sum = 0;
      for (int y = top; y < bottom; ++y)
        for (int x = left; x < right; ++x) sum += from[y * stride + x];
      const int area = (bottom - top) * (right - left);
      *to++ = static_cast<std::uint8_t>((sum + area / 2) / area);
    }
  }
}

std::uint8_t to_byte(double value) {
  return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
}

/// Full-range BT.601 (JFIF 1.02) of limited-range BT.709 values. Both are linear in R'G'B', so one matrix does it:
/// BT.709-6 section 3 decoded (Kr 0.2126, Kb 0.0722), BT.601-7 section 2.5 encoded (Kr 0.299, Kb 0.114).
struct Jfif {
  double y, cb, cr;
};
Jfif to_jfif(double y709, double cb709, double cr709) {
  const double y = (y709 - 16) / 219;
  const double cb = (cb709 - 128) / 224;
  const double cr = (cr709 - 128) / 224;
  const double red = y + 1.5748 * cr;
  const double blue = y + 1.8556 * cb;
  const double green = (y - 0.2126 * red - 0.0722 * blue) / 0.7152;
  const double luma = 0.299 * red + 0.587 * green + 0.114 * blue;
  return {.y = 255 * luma, .cb = 128 + 255 * (blue - luma) / 1.772, .cr = 128 + 255 * (red - luma) / 1.402};
}

std::size_t index_of(int row, int width, int column) {
  return static_cast<std::size_t>(row) * static_cast<std::size_t>(width) + static_cast<std::size_t>(column);
}

void fill_jfif(const PlanarPicture& picture, AVFrame& frame) {
  const int half = picture.width / 2;
  for (int row = 0; row < picture.height / 2; ++row) {
    for (int column = 0; column < half; ++column) {
      const double cb = picture.cb[index_of(row, half, column)];
      const double cr = picture.cr[index_of(row, half, column)];
      double sum = 0;
      for (const int y : {2 * row, 2 * row + 1}) {
        for (const int x : {2 * column, 2 * column + 1}) {
          const double luma = picture.y[index_of(y, picture.width, x)];
          sum += luma;
          frame.data[0][y * frame.linesize[0] + x] = to_byte(to_jfif(luma, cb, cr).y);
        }
      }
      const Jfif mean = to_jfif(sum / 4, cb, cr);
      frame.data[1][row * frame.linesize[1] + column] = to_byte(mean.cb);
      frame.data[2][row * frame.linesize[2] + column] = to_byte(mean.cr);
    }
  }
}

Result<libav::CodecContext> open_jpeg_encoder(const PlanarPicture& picture, int quantiser) {
  const AVCodec* codec = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
  if (codec == nullptr) return fail(Errc::unsupported, "media.encoder_failed", {{"reason", std::string("mjpeg")}});
  TRY_ASSIGN(auto context, libav::check_allocated(libav::CodecContext(avcodec_alloc_context3(codec))));
  context->width = picture.width;
  context->height = picture.height;
  context->pix_fmt = AV_PIX_FMT_YUVJ420P;
  context->color_range = AVCOL_RANGE_JPEG;
  context->time_base = {1, 25};
  context->thread_count = 1;
  context->flags |= AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_QSCALE;
  context->global_quality = quantiser * FF_QP2LAMBDA;
  TRY(libav::check(avcodec_open2(context.get(), codec, nullptr), "media.encoder_failed"));
  return context;
}

}  // namespace

PlanarPicture PlanarPicture::black(int width, int height) {
  const auto pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  return {.width = width,
          .height = height,
          .y = std::vector<std::uint8_t>(pixels, black_luma),
          .cb = std::vector<std::uint8_t>(pixels / 4, no_colour),
          .cr = std::vector<std::uint8_t>(pixels / 4, no_colour)};
}

void PlanarPicture::paste(const PictureView& view, int left, int top) {
  copy_plane(view.planes[0], view.strides[0], view.width, view.height,
             y.data() + static_cast<std::ptrdiff_t>(top) * width + left, width);
  const std::ptrdiff_t chroma = static_cast<std::ptrdiff_t>(top / 2) * (width / 2) + left / 2;
  copy_plane(view.planes[1], view.strides[1], view.width / 2, view.height / 2, cb.data() + chroma, width / 2);
  copy_plane(view.planes[2], view.strides[2], view.width / 2, view.height / 2, cr.data() + chroma, width / 2);
}

PictureView PlanarPicture::view() const {
  return {.width = width,
          .height = height,
          .layout = PixelLayout::i420,
          .planes = {y.data(), cb.data(), cr.data()},
          .strides = {width, width / 2, width / 2}};
}

PlanarPicture shrunk(const PictureView& view, int width, int height) {
  PlanarPicture small = PlanarPicture::black(width, height);
  shrink_plane(view.planes[0], view.strides[0], view.width, view.height, small.y.data(), width, height);
  shrink_plane(view.planes[1], view.strides[1], view.width / 2, view.height / 2, small.cb.data(), width / 2,
               height / 2);
  shrink_plane(view.planes[2], view.strides[2], view.width / 2, view.height / 2, small.cr.data(), width / 2,
               height / 2);
  return small;
}

Result<std::string> encode_jpeg(const PlanarPicture& picture, int quantiser) {
  TRY_ASSIGN(const auto encoder, open_jpeg_encoder(picture, quantiser));
  TRY_ASSIGN(const auto frame, libav::check_allocated(libav::Frame(av_frame_alloc())));
  frame->width = picture.width;
  frame->height = picture.height;
  frame->format = AV_PIX_FMT_YUVJ420P;
  frame->quality = encoder->global_quality;
  TRY(libav::check(av_frame_get_buffer(frame.get(), 0), "media.encoder_failed"));
  fill_jfif(picture, *frame);
  TRY_ASSIGN(const auto packet, libav::check_allocated(libav::Packet(av_packet_alloc())));
  TRY(libav::check(avcodec_send_frame(encoder.get(), frame.get()), "media.encoder_failed"));
  TRY(libav::check(avcodec_receive_packet(encoder.get(), packet.get()), "media.encoder_failed"));
  return std::string(reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size));
}

Result<> write_whole_file(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream)
    return fail(Errc::unavailable, "media.writing_failed", {{"reason", std::generic_category().message(errno)}});
  return {};
}

}  // namespace integrart
