#include "pipeline/media/still/animation_pictures.h"

#include <functional>
#include <optional>
#include <vector>

#include "pipeline/media/still/apng.h"
#include "pipeline/media/still/gif_parts.h"
#include "pipeline/media/still/libvips.h"

namespace integrart {
namespace {

using vips::VImage;
using Samples = std::vector<std::uint8_t>;

constexpr std::size_t rgba_channels = 4;

/// One pixel of any number of bands, as libvips gives it, to red, green, blue, alpha.
void append_pixel(const std::uint8_t* pixel, int bands, Samples& samples) {
  const bool grey = bands < 3;
  samples.push_back(pixel[0]);
  samples.push_back(pixel[grey ? 0 : 1]);
  samples.push_back(pixel[grey ? 0 : 2]);
  samples.push_back(bands % 2 == 0 ? pixel[bands - 1] : std::uint8_t{255});
}

Samples samples_of(const AnimationPart& part, StillType type) {
  const VImage image = open_pictures(part.file, type);
  if (image.width() != part.width || image.height() != part.height) throw vips::VError("another size");
  VImage plain = image.colourspace(VIPS_INTERPRETATION_sRGB).cast(VIPS_FORMAT_UCHAR);
  if (!plain.has_alpha()) plain = plain.bandjoin(255);
  if (plain.bands() != static_cast<int>(rgba_channels)) throw vips::VError("other bands");
  std::size_t size = 0;
  const std::unique_ptr<void, decltype(&g_free)> memory(plain.write_to_memory(&size), &g_free);
  const auto* const bytes = static_cast<const std::uint8_t*>(memory.get());
  return {bytes, bytes + size};
}

}  // namespace

struct AnimationPictures::State {
  std::string name;
  int width = 0;
  int height = 0;
  std::uint64_t left = 0;  // pictures that have not been given
  bool see_through = false;
  // WebP
  std::optional<vips::VRegion> strip;
  int top = 0;  // of the next picture in the strip
  // GIF and PNG
  StillType type = StillType::png;
  std::function<std::optional<AnimationPart>()> parts;
  std::optional<AnimationCanvas> canvas;

  template <class Reader>
  void open_parts(Reader reader, StillType part_type, int canvas_width, int canvas_height) {
    if (canvas_width <= 0 || canvas_height <= 0) throw vips::VError("no canvas");
    width = canvas_width;
    height = canvas_height;
    type = part_type;
    parts = [reader]() mutable { return reader.next(); };
    canvas.emplace(width, height);
  }

  void open_strip(std::string_view bytes, const StillHeader& header, std::uint64_t pictures) {
    const VImage image = open_pictures(bytes, header.type, static_cast<int>(pictures));
    width = image.width();
    height = vips_image_get_page_height(image.get_image());
    const bool as_announced = vips_image_get_n_pages(image.get_image()) == static_cast<int>(pictures) &&
                              image.height() == height * static_cast<int>(pictures);
    const bool plain = image.format() == VIPS_FORMAT_UCHAR && image.bands() <= 4;
    if (!as_announced || !plain || exceeds(width, height, header)) throw vips::VError("another animation");
    strip = vips::VRegion::new_from_image(image);
  }

  Samples next_of_strip() {
    strip->prepare(0, top, width, height);
    const int bands = strip->get_region()->im->Bands;
    Samples samples;
    samples.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * rgba_channels);
    for (int row = 0; row < height; ++row) {
      const std::uint8_t* line = strip->addr(0, top + row);
      for (int column = 0; column < width; ++column)
        append_pixel(line + std::ptrdiff_t{column} * bands, bands, samples);
    }
    top += height;
    return samples;
  }

  Samples next_part() {
    const std::optional<AnimationPart> part = parts();
    if (!part) throw vips::VError("no further part");
    return canvas->show(*part, samples_of(*part, type));
  }
};

AnimationPictures::AnimationPictures(std::unique_ptr<State> state) : m_state(std::move(state)) {}
AnimationPictures::AnimationPictures(AnimationPictures&&) noexcept = default;
AnimationPictures& AnimationPictures::operator=(AnimationPictures&&) noexcept = default;
AnimationPictures::~AnimationPictures() = default;

Result<AnimationPictures> AnimationPictures::open(std::string_view bytes, const StillHeader& header,
                                                  const StillMotion& motion, const std::string& name) {
  prepare_still_pixels();
  if (!motion.followed)
    return fail(Errc::unsupported, "still.animation_not_followed",
                {{"file", display_name(name)}, {"format", std::string(name_of(header.type))}});
  return of_picture(name, [&]() -> Result<AnimationPictures> {
    auto state = std::make_unique<State>();
    state->name = name;
    state->left = motion.pictures;
    if (header.type == StillType::png) {
      state->open_parts(ApngReader(bytes, header.width, header.height), header.type, header.width, header.height);
    } else if (header.type == StillType::gif) {
      const GifReader reader(bytes);
      state->open_parts(reader, header.type, reader.canvas().width, reader.canvas().height);
    } else {
      state->open_strip(bytes, header, motion.pictures);
    }
    return AnimationPictures(std::move(state));
  });
}

Result<StillPicture> AnimationPictures::next() {
  return of_picture(m_state->name, [&]() -> Result<StillPicture> {
    if (m_state->left == 0) throw vips::VError("no further picture");
    --m_state->left;
    Samples samples = m_state->parts ? m_state->next_part() : m_state->next_of_strip();
    m_state->see_through = false;
    for (std::size_t at = rgba_channels - 1; at < samples.size() && !m_state->see_through; at += rgba_channels)
      m_state->see_through = samples[at] != 255;
    return StillPicture::of_samples(std::move(samples), m_state->width, m_state->height);
  });
}

bool AnimationPictures::is_see_through() const {
  return m_state->see_through;
}

}  // namespace integrart
