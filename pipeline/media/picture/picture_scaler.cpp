#include "pipeline/media/picture/picture_scaler.h"

#include <zimg.h>

#include <new>

namespace integrart {
namespace {

// Between Catmull-Rom (b 0, c 0.5) and sharper ones; what swscale calls bicubic, so that pictures look as people know
// them.
constexpr double bicubic_b = 0;
constexpr double bicubic_c = 0.6;

zimg_image_format format_of(PictureScaler::Size size, bool with_chroma) {
  zimg_image_format format;
  zimg_image_format_default(&format, ZIMG_API_VERSION);
  format.width = static_cast<unsigned>(size.width);
  format.height = static_cast<unsigned>(size.height);
  format.pixel_type = ZIMG_PIXEL_BYTE;
  format.depth = 8;
  format.pixel_range = ZIMG_RANGE_LIMITED;
  if (with_chroma) {
    format.subsample_w = 1;
    format.subsample_h = 1;
    format.color_family = ZIMG_COLOR_YUV;
    format.matrix_coefficients = ZIMG_MATRIX_BT709;
    format.chroma_location = ZIMG_CHROMA_LEFT;
  }
  return format;
}

std::string last_error() {
  char text[256]{};
  zimg_get_last_error(text, sizeof text);
  return text;
}

}  // namespace

void PictureScaler::FreeGraph::operator()(zimg_filter_graph* graph) const {
  zimg_filter_graph_free(graph);
}
void PictureScaler::FreeMemory::operator()(void* memory) const {
  ::operator delete (memory, std::align_val_t{picture_alignment});
}

Result<PictureScaler> PictureScaler::create(Size from, Size to, bool with_chroma) {
  zimg_graph_builder_params parameters;
  zimg_graph_builder_params_default(&parameters, ZIMG_API_VERSION);
  parameters.resample_filter = ZIMG_RESIZE_BICUBIC;
  parameters.filter_param_a = bicubic_b;
  parameters.filter_param_b = bicubic_c;
  parameters.resample_filter_uv = ZIMG_RESIZE_BICUBIC;
  parameters.filter_param_a_uv = bicubic_b;
  parameters.filter_param_b_uv = bicubic_c;
  parameters.cpu_type = ZIMG_CPU_AUTO_64B;
  const zimg_image_format source = format_of(from, with_chroma);
  const zimg_image_format target = format_of(to, with_chroma);

  PictureScaler scaler;
  scaler.m_planes = with_chroma ? 3 : 1;
  scaler.m_graph.reset(zimg_filter_graph_build(&source, &target, &parameters));
  std::size_t bytes = 0;
  if (scaler.m_graph == nullptr || zimg_filter_graph_get_tmp_size(scaler.m_graph.get(), &bytes) != ZIMG_ERROR_SUCCESS)
    return fail(Errc::internal, "media.scaling_failed", {{"reason", last_error()}});
  bytes = (bytes + picture_alignment) / picture_alignment * picture_alignment;
  scaler.m_scratch.reset(::operator new (bytes, std::align_val_t{picture_alignment}, std::nothrow));
  if (scaler.m_scratch == nullptr) return fail(Errc::limit_exceeded, "media.out_of_memory");
  return scaler;
}

Result<> PictureScaler::scale(const AVFrame& from, AVFrame& to) {
  zimg_image_buffer_const source{};
  zimg_image_buffer target{};
  source.version = ZIMG_API_VERSION;
  target.version = ZIMG_API_VERSION;
  for (int plane = 0; plane < m_planes; ++plane) {
    source.plane[plane] = {from.data[plane], from.linesize[plane], ZIMG_BUFFER_MAX};
    target.plane[plane] = {to.data[plane], to.linesize[plane], ZIMG_BUFFER_MAX};
  }
  if (zimg_filter_graph_process(m_graph.get(), &source, &target, m_scratch.get(), nullptr, nullptr, nullptr, nullptr) !=
      ZIMG_ERROR_SUCCESS)
    return fail(Errc::internal, "media.scaling_failed", {{"reason", last_error()}});
  return {};
}

bool is_aligned(const AVFrame& picture) {
  for (int plane = 0; plane < 3 && picture.data[plane] != nullptr; ++plane)
    if (reinterpret_cast<std::uintptr_t>(picture.data[plane]) % picture_alignment != 0 ||
        picture.linesize[plane] % picture_alignment != 0)
      return false;
  return true;
}

}  // namespace integrart
