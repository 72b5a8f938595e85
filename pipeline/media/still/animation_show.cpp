// An animated picture in front of filters that are made for films.

#include <algorithm>
#include <array>
#include <cmath>

#include "pipeline/base/text.h"
#include "pipeline/media/still.h"
#include "pipeline/media/still/animation.h"
#include "pipeline/media/still/animation_pictures.h"

namespace integrart {
namespace {

constexpr std::int64_t least_milliseconds = 8'000;  // shown in all: a long sequence of flashes is one of five seconds
constexpr std::int64_t after_the_seam = 2'000;      // shown of the second round: flashes are counted within a second
constexpr std::int64_t repeated_every = 100;        // a picture that stays is seen again, as in a film
constexpr std::int64_t repeated_for = 2'000;

struct PackedPicture {
  std::shared_ptr<const std::string> on_white;
  std::shared_ptr<const std::string> on_black;  // the same one when nothing shines through
  std::int64_t milliseconds = 0;
};

VideoFrame frame_of(const std::shared_ptr<const std::string>& pixels, const VideoNeeds& needs) {
  VideoFrame frame;
  const int channels = needs.layout == PixelLayout::bgr24 ? 3 : 1;
  frame.picture = {needs.width, needs.height, needs.layout, {}, {needs.width * channels}};
  frame.picture.planes[0] = reinterpret_cast<const std::uint8_t*>(pixels->data());
  frame.native = std::shared_ptr<const AVFrame>(pixels, nullptr);  // keeps the pixels, and is no frame of libav's
  return frame;
}

/// Shows pictures to both sinks, as long as they last.
class Show {
 public:
  Show(const VideoNeeds& needs, FrameSink& on_white, FrameSink& on_black)
      : m_needs(needs), m_sinks{&on_white, &on_black} {}

  Result<> show(const PackedPicture& picture) {
    const std::int64_t end = m_now + picture.milliseconds;
    const std::int64_t seen_until = std::min(end, m_now + repeated_for);
    while (m_now < end) {
      const bool again = m_now + repeated_every < seen_until;
      const std::int64_t next = again ? m_now + repeated_every : end;
      if (is_wanted()) TRY(deliver(picture, next));
      m_now = next;
    }
    return {};
  }
  std::int64_t now() const { return m_now; }

 private:
  bool is_wanted() {
    if (m_needs.max_frame_rate <= 0) return true;
    if (m_index > 0 && static_cast<double>(m_now) < m_next_wanted) return false;
    m_next_wanted = static_cast<double>(m_now) + 900 / m_needs.max_frame_rate;
    return true;
  }

  Result<> deliver(const PackedPicture& picture, std::int64_t until) {
    for (std::size_t i = 0; i < m_sinks.size(); ++i) {
      VideoFrame frame = frame_of(i == 0 ? picture.on_white : picture.on_black, m_needs);
      frame.time = MediaTime::from_milliseconds(m_now);
      frame.duration = MediaTime::from_milliseconds(until - m_now);
      frame.index = m_index;
      TRY(m_sinks.at(i)->consume(frame));
    }
    ++m_index;
    return {};
  }

  VideoNeeds m_needs;
  std::array<FrameSink*, 2> m_sinks;
  std::int64_t m_now = 0;
  std::int64_t m_index = 0;
  double m_next_wanted = 0;
};

Result<PackedPicture> pack(AnimationPictures& pictures, const VideoNeeds& needs) {
  TRY_ASSIGN(const StillPicture picture, pictures.next());
  PackedPicture packed;
  TRY_ASSIGN(std::string pixels, picture.packed(needs.width, needs.height, needs.layout, Backdrop::white));
  packed.on_white = packed.on_black = std::make_shared<const std::string>(std::move(pixels));
  if (pictures.is_see_through()) {
    TRY_ASSIGN(pixels, picture.packed(needs.width, needs.height, needs.layout, Backdrop::black));
    packed.on_black = std::make_shared<const std::string>(std::move(pixels));
  }
  return packed;
}

Result<> check(const StillMotion& motion, const StillHeader& header, const AnimationLimits& limits,
               const std::string& name) {
  const std::int64_t canvas = std::int64_t{header.width} * header.height;
  const bool many = motion.pictures > limits.pictures ||
                    static_cast<std::int64_t>(motion.pictures) > limits.pixels / std::max<std::int64_t>(canvas, 1);
  if (!many && round_seconds(motion) <= limits.seconds) return {};
  return fail(Errc::limit_exceeded, "still.animation_too_long",
              {{"file", display_name(name)}, {"pictures", static_cast<std::int64_t>(motion.pictures)}});
}

}  // namespace

Result<AnimationShown> show_animation(const InputFile& file, const ImageLimits& limits,
                                      const AnimationLimits& animation_limits, FrameSink& on_white,
                                      FrameSink& on_black) {
  TRY_ASSIGN(const std::string bytes, read_all(file, limits.source_bytes));
  TRY_ASSIGN(const StillHeader header, read_still_header(bytes, file.name, limits));
  const StillMotion motion = read_motion(bytes, header.type, animation_limits.pictures);
  const FrameNeeds needs = on_white.needs();
  if (motion.pictures < 2 || !needs.video)
    return fail(Errc::unsupported, "still.not_animated", {{"file", display_name(file.name)}});
  TRY(check(motion, header, animation_limits, file.name));
  TRY_ASSIGN(AnimationPictures pictures, AnimationPictures::open(bytes, header, motion, file.name));
  const std::int64_t round = std::llround(round_seconds(motion) * 1000);
  const std::int64_t whole = std::max(least_milliseconds, round + after_the_seam);
  AnimationShown shown{.pictures = motion.pictures, .round_seconds = static_cast<double>(round) / 1000};
  Show show(*needs.video, on_white, on_black);
  std::vector<PackedPicture> kept;  // what the following rounds show
  for (const std::uint32_t delay : motion.delays) {
    TRY_ASSIGN(PackedPicture picture, pack(pictures, *needs.video));
    picture.milliseconds = played_milliseconds(delay);
    shown.see_through = shown.see_through || pictures.is_see_through();
    const std::int64_t begin = show.now();
    TRY(show.show(picture));
    if (begin < whole - round) kept.push_back(std::move(picture));
  }
  for (std::size_t next = 0; show.now() < whole; next = (next + 1) % kept.size()) TRY(show.show(kept[next]));
  shown.shown_seconds = static_cast<double>(show.now()) / 1000;
  return shown;
}

}  // namespace integrart
