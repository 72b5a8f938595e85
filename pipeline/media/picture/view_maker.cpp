#include "pipeline/media/picture/view_maker.h"

#include <algorithm>
#include <array>
#include <cmath>

extern "C" {
#include <libswscale/swscale.h>
}

namespace integrart {
namespace {

constexpr std::array<int, 8> standard_short_sides{2160, 1440, 1080, 720, 480, 360, 240, 144};

struct FreeSws {
  void operator()(SwsContext* context) const { sws_freeContext(context); }
};
using Packer = std::unique_ptr<SwsContext, FreeSws>;

/// i420 to bgr24 of the same size: BT.709 limited to full range.
Result<Packer> make_packer(int width, int height) {
  Packer packer(sws_getContext(width, height, AV_PIX_FMT_YUV420P, width, height, AV_PIX_FMT_BGR24,
                               SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT, nullptr, nullptr, nullptr));
  if (packer == nullptr) return fail(Errc::limit_exceeded, "media.out_of_memory");
  const int* matrix = sws_getCoefficients(SWS_CS_ITU709);
  constexpr int one = 1 << 16;
  if (sws_setColorspaceDetails(packer.get(), matrix, 0, matrix, 1, 0, one, one) < 0)
    return fail(Errc::internal, "media.scaling_failed", {{"reason", std::string("sws_setColorspaceDetails")}});
  return packer;
}

}  // namespace

/// Node 0 is the base. A node with `packs` turns its parent into bgr24, any other scales its parent.
struct ViewMaker::Node {
  int width = 0;
  int height = 0;
  std::size_t parent = 0;
  bool packs = false;
  bool with_chroma = false;
  std::optional<PictureScaler> scaler = std::nullopt;
  Packer packer = nullptr;
  std::optional<PicturePool> pool = std::nullopt;
};

ViewMaker::ViewMaker() = default;
ViewMaker::ViewMaker(ViewMaker&&) noexcept = default;
ViewMaker& ViewMaker::operator=(ViewMaker&&) noexcept = default;
ViewMaker::~ViewMaker() = default;

Result<ViewMaker> ViewMaker::create(int base_width, int base_height, const std::vector<VideoNeeds>& needs) {
  ViewMaker maker;
  maker.m_nodes.push_back({base_width, base_height, 0, false, true});
  for (const VideoNeeds& need : needs) {
    const int width = need.width > 0 ? need.width : base_width;
    const int height = need.height > 0 ? need.height : base_height;
    Request request;
    request.scaled = maker.node_for(width, height, need.layout != PixelLayout::gray8);
    if (need.layout == PixelLayout::bgr24) {
      const auto same = std::find_if(maker.m_nodes.begin(), maker.m_nodes.end(),
                                     [&](const Node& node) { return node.packs && node.parent == request.scaled; });
      request.packed = static_cast<std::size_t>(same - maker.m_nodes.begin());
      if (same == maker.m_nodes.end()) maker.m_nodes.push_back({width, height, request.scaled, true, true});
    }
    maker.m_requests.push_back(request);
  }
  TRY(maker.prepare());
  return maker;
}

std::size_t ViewMaker::node_for(int width, int height, bool with_chroma) {
  for (std::size_t index = 0; index < m_nodes.size(); ++index) {
    Node& node = m_nodes[index];
    if (node.packs || node.width != width || node.height != height) continue;
    if (with_chroma && !node.with_chroma) {
      node.with_chroma = true;  // and so must all that it is made from
      node_for(m_nodes[node.parent].width, m_nodes[node.parent].height, true);
    }
    return index;
  }
  RungSize from{m_nodes[0].width, m_nodes[0].height};
  const int base_short_side = std::min(from.width, from.height);
  for (const int side : standard_short_sides) {
    if (side >= base_short_side) continue;
    const RungSize step = rung_size(m_nodes[0].width, m_nodes[0].height, side);
    const bool holds = step.width >= width && step.height >= height && (step.width != width || step.height != height);
    if (holds) from = step;
  }
  const std::size_t parent = node_for(from.width, from.height, with_chroma);
  m_nodes.push_back({width, height, parent, false, with_chroma});
  return m_nodes.size() - 1;
}

Result<> ViewMaker::prepare() {
  for (Node& node : m_nodes) {
    if (&node == &m_nodes.front()) continue;
    if (node.packs) {
      TRY_ASSIGN(node.packer, make_packer(node.width, node.height));
      TRY_ASSIGN(node.pool, PicturePool::create(node.width, node.height, PixelLayout::bgr24));
      continue;
    }
    const Node& parent = m_nodes[node.parent];
    TRY_ASSIGN(node.scaler,
               PictureScaler::create({parent.width, parent.height}, {node.width, node.height}, node.with_chroma));
    TRY_ASSIGN(node.pool,
               PicturePool::create(node.width, node.height, node.with_chroma ? PixelLayout::i420 : PixelLayout::gray8));
  }
  return {};
}

Result<std::shared_ptr<const AVFrame>> ViewMaker::scaled(Views& views, std::size_t index) {
  if (index == 0) return views.base;
  if (views.made[index] != nullptr) return views.made[index];
  Node& node = m_nodes[index];
  TRY_ASSIGN(const std::shared_ptr<const AVFrame> parent, scaled(views, node.parent));
  TRY_ASSIGN(libav::Frame picture, node.pool->take());
  TRY(node.scaler->scale(*parent, *picture));
  views.made[index] = std::move(picture);
  return views.made[index];
}

Result<std::shared_ptr<const AVFrame>> ViewMaker::packed(Views& views, std::size_t index) {
  if (views.made[index] != nullptr) return views.made[index];
  Node& node = m_nodes[index];
  TRY_ASSIGN(const std::shared_ptr<const AVFrame> parent, scaled(views, node.parent));
  TRY_ASSIGN(libav::Frame picture, node.pool->take());
  TRY(libav::check(
      sws_scale(node.packer.get(), parent->data, parent->linesize, 0, node.height, picture->data, picture->linesize),
      "media.scaling_failed"));
  views.made[index] = std::move(picture);
  return views.made[index];
}

Result<std::shared_ptr<const AVFrame>> ViewMaker::make(Views& views, std::size_t need) {
  views.made.resize(m_nodes.size());
  const Request& request = m_requests[need];
  return request.packed ? packed(views, *request.packed) : scaled(views, request.scaled);
}

RungSize rung_size(int width, int height, int short_side) {
  const auto scale = [&](int long_length, int short_length) {
    const double exact = static_cast<double>(long_length) * short_side / short_length;
    return std::max(2, static_cast<int>(std::lround(exact / 2)) * 2);
  };
  if (width >= height) return {scale(width, height), short_side};
  return {short_side, scale(height, width)};
}

}  // namespace integrart
