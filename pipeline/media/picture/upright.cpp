#include "pipeline/media/picture/upright.h"

#include <fmt/format.h>

#include "pipeline/media/picture/picture_pool.h"
#include "pipeline/media/picture/picture_scaler.h"

extern "C" {
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
}

namespace integrart {

struct UprightPictures::Shape {
  int width = 0;
  int height = 0;
  AVPixelFormat format = AV_PIX_FMT_NONE;
  PictureColour colour;
  bool interlaced = false;
  bool operator==(const Shape&) const = default;
};

namespace {

struct FreeEnds {
  void operator()(AVFilterInOut* ends) const { avfilter_inout_free(&ends); }
};
using Ends = std::unique_ptr<AVFilterInOut, FreeEnds>;

std::string turning_chain(const Orientation& orientation) {
  std::string chain = orientation.mirrored ? "hflip," : "";
  if (orientation.rotation == 90) chain += "transpose=dir=clock,";
  if (orientation.rotation == 180) chain += "hflip,vflip,";
  if (orientation.rotation == 270) chain += "transpose=dir=cclock,";
  return chain;
}

Result<Ends> make_end(const char* label, AVFilterContext* filter) {
  TRY_ASSIGN(Ends end, libav::check_allocated(Ends(avfilter_inout_alloc())));
  end->name = av_strdup(label);
  end->filter_ctx = filter;
  return end;
}

Result<> parse_chain(AVFilterGraph& graph, const std::string& chain, AVFilterContext* entry, AVFilterContext* exit) {
  // Named from inside the chain: its input hangs on our entry, its output on our exit.
  TRY_ASSIGN(Ends outputs, make_end("in", entry));
  TRY_ASSIGN(Ends inputs, make_end("out", exit));
  AVFilterInOut* open_inputs = inputs.release();
  AVFilterInOut* open_outputs = outputs.release();
  const int parsed = avfilter_graph_parse_ptr(&graph, chain.c_str(), &open_inputs, &open_outputs, nullptr);
  inputs.reset(open_inputs);
  outputs.reset(open_outputs);
  TRY(libav::check(parsed, "media.scaling_failed"));
  return libav::check(avfilter_graph_config(&graph, nullptr), "media.scaling_failed");
}

}  // namespace

void UprightPictures::CloseGraph::operator()(AVFilterGraph* graph) const {
  avfilter_graph_free(&graph);
}

UprightPictures::UprightPictures(const Target& target, Deliver deliver)
    : m_target(target), m_deliver(std::move(deliver)) {}
UprightPictures::~UprightPictures() = default;

bool UprightPictures::passes_through(const Shape& shape) const {
  return !shape.interlaced && m_target.orientation == Orientation{} && shape.width == m_target.width &&
         shape.height == m_target.height &&
         colour_chain(shape.colour, shape.format, shape.width, shape.height, false).empty();
}

Result<> UprightPictures::push(libav::Frame picture) {
  // Once interlaced, always: deinterlacing leaves progressive pictures alone, and rebuilding would lose its memory.
  Shape shape{picture->width, picture->height, static_cast<AVPixelFormat>(picture->format), colour_of(*picture),
              m_target.interlaced || picture->interlaced_frame != 0 || (m_shape != nullptr && m_shape->interlaced)};
  if (m_shape == nullptr || !(shape == *m_shape)) {
    TRY(finish());
    TRY(build(shape));
  }
  if (m_graph == nullptr) {
    if (!is_aligned(*picture)) {
      const std::int64_t time = picture->pts;
      const std::int64_t duration = picture->pkt_duration;
      TRY_ASSIGN(picture, aligned_copy(*picture));
      picture->pts = time;
      picture->pkt_duration = duration;
    }
    mark_as_ours(*picture);
    return m_deliver(std::move(picture));
  }
  TRY(libav::check(av_buffersrc_add_frame(m_entry, picture.get()), "media.scaling_failed"));
  return collect();
}

Result<> UprightPictures::build(const Shape& shape) {
  m_graph.reset();
  m_shape = std::make_unique<Shape>(shape);
  if (passes_through(shape)) return {};
  const bool swaps = m_target.orientation.swaps_sides();
  const int width = swaps ? shape.height : shape.width;
  const int height = swaps ? shape.width : shape.height;
  const bool resizes = width != m_target.width || height != m_target.height;
  std::string chain = shape.interlaced ? "bwdif=mode=send_frame:parity=auto:deint=interlaced," : "";
  chain += turning_chain(m_target.orientation);
  const std::string colours = colour_chain(shape.colour, shape.format, m_target.width, m_target.height, resizes);
  chain += colours.empty() ? "format=yuv420p" : colours;

  m_graph.reset(avfilter_graph_alloc());
  if (m_graph == nullptr) return fail(Errc::limit_exceeded, "media.out_of_memory");
  m_graph->nb_threads = 1;
  const std::string entry =
      fmt::format("video_size={}x{}:pix_fmt={}:time_base={}/{}:pixel_aspect=1/1", shape.width, shape.height,
                  static_cast<int>(shape.format), m_target.time_base.num, m_target.time_base.den);
  TRY(libav::check(avfilter_graph_create_filter(&m_entry, avfilter_get_by_name("buffer"), "in", entry.c_str(), nullptr,
                                                m_graph.get()),
                   "media.scaling_failed"));
  TRY(libav::check(
      avfilter_graph_create_filter(&m_exit, avfilter_get_by_name("buffersink"), "out", nullptr, nullptr, m_graph.get()),
      "media.scaling_failed"));
  return parse_chain(*m_graph, chain, m_entry, m_exit);
}

Result<> UprightPictures::collect() {
  while (true) {
    TRY_ASSIGN(libav::Frame picture, libav::check_allocated(libav::Frame(av_frame_alloc())));
    const int got = av_buffersink_get_frame(m_exit, picture.get());
    if (got == AVERROR(EAGAIN) || got == AVERROR_EOF) return {};
    TRY(libav::check(got, "media.scaling_failed"));
    const AVRational base = av_buffersink_get_time_base(m_exit);
    picture->pts = av_rescale_q(picture->pts, base, m_target.time_base);
    picture->pkt_duration = av_rescale_q(picture->pkt_duration, base, m_target.time_base);
    if (!is_aligned(*picture)) {
      TRY_ASSIGN(libav::Frame copy, aligned_copy(*picture));
      copy->pts = picture->pts;
      copy->pkt_duration = picture->pkt_duration;
      picture = std::move(copy);
    }
    mark_as_ours(*picture);
    TRY(m_deliver(std::move(picture)));
  }
}

Result<> UprightPictures::finish() {
  if (m_graph == nullptr) return {};
  TRY(libav::check(av_buffersrc_add_frame(m_entry, nullptr), "media.scaling_failed"));
  TRY(collect());
  m_graph.reset();
  m_shape.reset();
  return {};
}

}  // namespace integrart
