#include "pipeline/media/still/pixels.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <mutex>

#include "pipeline/base/text.h"
#include "pipeline/media/picture/covering.h"
#include "pipeline/media/still/container.h"
#include "pipeline/media/still/libvips.h"

namespace integrart {

struct StillPicture::Pixels {
  vips::VImage image;  // in memory
};

namespace {

using vips::VImage;

constexpr int placeholder_width = 16;
constexpr int placeholder_quality = 40;
constexpr int avif_effort = 4;
constexpr std::uint8_t mask_grey = 96;
constexpr double white = 255;
constexpr int most_heif_blocks = 16;
constexpr double print_resolution = 72 / 25.4;  // pixels per millimetre; what a screen picture declares

/// Quality of AV1 that looks like JPEG and WebP at `quality`: the scales differ by about this much (SSIM, libaom 3.6).
int avif_quality(int quality) {
  return std::clamp(quality - 22, 1, 100);
}

/// The largest reduction by 2, 4 or 8 that libjpeg offers and that still leaves `long_side` pixels.
int jpeg_shrink(const StillHeader& header, int long_side) {
  const int side = std::max(header.width, header.height);
  int shrink = 1;
  while (shrink < 8 && side / (shrink * 2) >= long_side) shrink *= 2;
  return shrink;
}

/// A grey picture as one of three equal colours: libvips takes no sRGB profile for a single band.
VImage coloured(const VImage& image) {
  if (image.bands() > 2) return image;
  VImage three = image.colourspace(VIPS_INTERPRETATION_sRGB).copy();
  vips_image_remove(three.get_image(), VIPS_META_ICC_NAME);
  return three;
}

/// Upright, to sRGB through the profiles, at most `long_side` on the long side.
VImage scaled(const VImage& picture, int long_side) {
  const VImage image = coloured(picture);
  VImage small = image.thumbnail_image(
      long_side, VImage::option()
                     ->set("height", long_side)
                     ->set("size", VIPS_SIZE_DOWN)
                     ->set("import_profile", image.interpretation() == VIPS_INTERPRETATION_CMYK ? "cmyk" : "srgb")
                     ->set("export_profile", "srgb")
                     ->set("intent", VIPS_INTENT_RELATIVE));
  if (small.interpretation() != VIPS_INTERPRETATION_sRGB) small = small.colourspace(VIPS_INTERPRETATION_sRGB);
  if (small.format() != VIPS_FORMAT_UCHAR) small = small.cast(VIPS_FORMAT_UCHAR);
  if (small.bands() > 4) small = small.extract_band(0, VImage::option()->set("n", 4));
  return small;
}

/// In memory, and with nothing but pixels.
VImage bare(const VImage& image) {
  VImage copy =
      image.copy_memory().copy(VImage::option()->set("xres", print_resolution)->set("yres", print_resolution));
  gchar** const fields = vips_image_get_fields(copy.get_image());
  for (gchar** field = fields; *field != nullptr; ++field)
    if (std::string_view(*field) != "vips-sequential") vips_image_remove(copy.get_image(), *field);
  g_strfreev(fields);
  return copy;
}

std::string bytes_and_release(VipsBlob* blob) {
  std::size_t size = 0;
  const void* const data = vips_blob_get(blob, &size);
  std::string bytes(static_cast<const char*>(data), size);
  vips_area_unref(VIPS_AREA(blob));
  return bytes;
}

VImage without_alpha(const VImage& image, double background = white) {
  if (!image.has_alpha()) return image;
  return image.flatten(VImage::option()->set("background", std::vector<double>(3, background)));
}

VImage with_xmp(const VImage& image, const StillCredit& credit) {
  const std::string packet = xmp_of(credit);
  VImage copy = image.copy();
  if (!packet.empty()) vips_image_set_blob_copy(copy.get_image(), VIPS_META_XMP_NAME, packet.data(), packet.size());
  return copy;
}

std::string encode_heif(const VImage& image, int quality, VipsForeignHeifCompression compression,
                        const StillCredit& credit) {
  const VImage annotated = with_xmp(image, credit);
  return bytes_and_release(annotated.heifsave_buffer(VImage::option()
                                                         ->set("Q", quality)
                                                         ->set("compression", compression)
                                                         ->set("effort", avif_effort)
                                                         ->set("strip", credit.empty())));
}

std::string encode_plain(const VImage& image, std::string_view format, int quality) {
  if (format == "webp")
    return bytes_and_release(
        image.webpsave_buffer(VImage::option()->set("Q", quality)->set("effort", 4)->set("strip", true)));
  if (format == "png") return bytes_and_release(image.pngsave_buffer(VImage::option()->set("strip", true)));
  return bytes_and_release(without_alpha(image).jpegsave_buffer(
      VImage::option()->set("Q", quality)->set("optimize_coding", true)->set("interlace", true)->set("strip", true)));
}

void silence(const gchar*, GLogLevelFlags, const gchar*, gpointer) {}

}  // namespace

void prepare_still_pixels() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (VIPS_INIT("integrart") != 0) return;  // every later call fails with libvips' own error
    vips_block_untrusted_set(TRUE);
    vips_cache_set_max(0);
    vips_concurrency_set(1);
    g_log_set_handler("VIPS", static_cast<GLogLevelFlags>(G_LOG_LEVEL_MASK), silence, nullptr);
  });
}

Result<StillPicture> StillPicture::decode(std::string_view bytes, const StillHeader& header, const std::string& name,
                                          int long_side) {
  prepare_still_pixels();
  return of_picture(name, [&]() -> Result<StillPicture> {
    const int shrink = header.type == StillType::jpeg ? jpeg_shrink(header, long_side) : 1;
    const VImage image = open_pictures(bytes, header.type, 1, shrink);
    if (exceeds(image.width(), image.height(), header))
      return fail(Errc::corrupt_media, "still.damaged", {{"file", display_name(name)}});
    return StillPicture(std::make_shared<const Pixels>(Pixels{bare(scaled(image, long_side))}));
  });
}

int StillPicture::width() const {
  return m_pixels->image.width();
}
int StillPicture::height() const {
  return m_pixels->image.height();
}

Result<StillPicture> StillPicture::scaled_to(int long_side) const {
  if (long_side >= this->long_side()) return *this;
  return of_picture("", [&]() -> Result<StillPicture> {
    return StillPicture(std::make_shared<const Pixels>(Pixels{bare(scaled(m_pixels->image, long_side))}));
  });
}

Result<StillPicture> StillPicture::of_samples(std::vector<std::uint8_t> samples, int width, int height) {
  return of_picture("", [&]() -> Result<StillPicture> {
    const VImage image = VImage::new_from_memory(samples.data(), samples.size(), width, height, 4, VIPS_FORMAT_UCHAR)
                             .copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB))
                             .copy_memory();
    return StillPicture(std::make_shared<const Pixels>(Pixels{image}));
  });
}

Result<std::string> StillPicture::packed(int width, int height, PixelLayout layout, Backdrop backdrop) const {
  return of_picture("", [&]() -> Result<std::string> {
    const VImage fitted =
        without_alpha(m_pixels->image, backdrop == Backdrop::white ? white : 0)
            .thumbnail_image(width, VImage::option()->set("height", height)->set("size", VIPS_SIZE_FORCE));
    // Sinks see luma of limited range (BT.709), as of videos.
    std::vector<double> luma{0.2126 * 219 / 255, 0.7152 * 219 / 255, 0.0722 * 219 / 255};
    const VImage grey = fitted.recomb(VImage::new_matrix(3, 1, luma.data(), 3)).linear(1, 16);
    const VImage bgr = VImage::bandjoin({fitted.extract_band(2), fitted.extract_band(1), fitted.extract_band(0)});
    const VImage wanted = (layout == PixelLayout::gray8 ? grey.rint() : bgr).cast(VIPS_FORMAT_UCHAR);
    std::size_t size = 0;
    const std::unique_ptr<void, decltype(&g_free)> pixels(wanted.write_to_memory(&size), &g_free);
    return std::string(static_cast<const char*>(pixels.get()), size);
  });
}

Result<StillPicture> StillPicture::covered(const std::vector<Box>& boxes, MaskStyle style) const {
  return of_picture("", [&]() -> Result<StillPicture> {
    const VImage& image = m_pixels->image;
    std::size_t size = 0;
    std::unique_ptr<void, decltype(&g_free)> pixels(image.write_to_memory(&size), &g_free);
    constexpr std::array<std::uint8_t, 4> grey{mask_grey, mask_grey, mask_grey, 255};
    cover({static_cast<std::uint8_t*>(pixels.get()), std::ptrdiff_t{image.width()} * image.bands(), image.width(),
           image.height(), image.bands(), grey},
          boxes, style);
    const VImage changed = VImage::new_from_memory_steal(pixels.release(), size, image.width(), image.height(),
                                                         image.bands(), VIPS_FORMAT_UCHAR)
                               .copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB));
    return StillPicture(std::make_shared<const Pixels>(Pixels{bare(changed)}));
  });
}

Result<std::string> StillPicture::placeholder() const {
  return of_picture("", [&]() -> Result<std::string> {
    const VImage& image = m_pixels->image;
    const VImage tiny = image.thumbnail_image(std::min(placeholder_width, image.width()),
                                              VImage::option()->set("height", 16 * placeholder_width));
    const std::string plain = encode_plain(bare(without_alpha(tiny)), "webp", placeholder_quality);
    TRY_ASSIGN(const std::string bytes, rewrite_still(plain, {StillType::webp, tiny.width(), tiny.height()}, "", {}));
    const std::unique_ptr<gchar, decltype(&g_free)> text(
        g_base64_encode(reinterpret_cast<const guchar*>(bytes.data()), bytes.size()), &g_free);
    return std::string("data:image/webp;base64,") + text.get();
  });
}

Result<std::string> StillPicture::encode(std::string_view format, int quality, const StillCredit& credit) const {
  return of_picture("", [&]() -> Result<std::string> {
    const VImage& image = m_pixels->image;
    if (format == "avif") return encode_heif(image, avif_quality(quality), VIPS_FOREIGN_HEIF_COMPRESSION_AV1, credit);
    const std::string plain = encode_plain(image, format, quality);
    const StillType type = format == "webp" ? StillType::webp : format == "png" ? StillType::png : StillType::jpeg;
    const StillHeader header{type, width(), height()};
    return rewrite_still(plain, header, "", {.exif = {}, .xmp = xmp_of(credit), .iptc = iptc_of(credit)});
  });
}

namespace {

/// To eight bits of grey or of red, green and blue; the samples stay as they are where they are that already.
VImage plain_samples(VImage image) {
  const bool grey =
      image.interpretation() == VIPS_INTERPRETATION_B_W || image.interpretation() == VIPS_INTERPRETATION_GREY16;
  const VipsInterpretation wanted = grey ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB;
  if (image.interpretation() != wanted || image.format() != VIPS_FORMAT_UCHAR) image = image.colourspace(wanted);
  if (image.format() != VIPS_FORMAT_UCHAR) image = image.cast(VIPS_FORMAT_UCHAR);
  return image.extract_band(0, VImage::option()->set("n", grey || image.bands() < 3 ? 1 : 3));
}

}  // namespace

Result<StoredPixels> stored_pixels(std::string_view bytes, const StillHeader& header, const std::string& name) {
  prepare_still_pixels();
  return of_picture(name, [&]() -> Result<StoredPixels> {
    const VImage image = open_pictures(bytes, header.type);
    if (exceeds(image.width(), image.height(), header))
      return fail(Errc::corrupt_media, "still.damaged", {{"file", display_name(name)}});
    const VImage plain = plain_samples(image);
    std::size_t size = 0;
    const std::unique_ptr<void, decltype(&g_free)> memory(plain.write_to_memory(&size), &g_free);
    const auto* const samples = static_cast<const std::uint8_t*>(memory.get());
    return StoredPixels{plain.width(), plain.height(), plain.bands(), {samples, samples + size}};
  });
}

Result<StillSize> decoder_size(std::string_view bytes, const StillHeader& header, const std::string& name) {
  prepare_still_pixels();
  return of_picture(name, [&]() -> Result<StillSize> {
    const VImage image = open_pictures(bytes, header.type);
    if (exceeds(image.width(), image.height(), header))
      return fail(Errc::corrupt_media, "still.damaged", {{"file", display_name(name)}});
    const bool deep = image.format() != VIPS_FORMAT_UCHAR;
    return StillSize{image.width(), image.height(), deep ? 16 : 8, image.has_alpha()};
  });
}

Result<StillBlocks> metadata_blocks(std::string_view bytes, const StillHeader& header, const std::string& name) {
  return of_picture(name, [&]() -> Result<StillBlocks> {
    const VImage image = open_pictures(bytes, header.type);
    const auto block = [&](const char* field) -> std::string {
      if (image.get_typeof(field) == 0) return {};
      std::size_t length = 0;
      const void* const data = image.get_blob(field, &length);
      return {static_cast<const char*>(data), length};
    };
    StillBlocks blocks{block(VIPS_META_EXIF_NAME), block(VIPS_META_XMP_NAME)};
    // libvips 8.14 gives XMP in HEIF under the number of its block, as it does with everything that is a MIME type.
    for (int number = 0; number < most_heif_blocks && blocks.xmp.empty(); ++number)
      if (std::string mime = block(fmt::format("heif-mime-{}", number).c_str());
          mime.find("<rdf:RDF") != std::string::npos)
        blocks.xmp = std::move(mime);
    return blocks;
  });
}

Result<std::string> encode_again(std::string_view bytes, const StillHeader& header, const std::string& name,
                                 const StillCredit& credit) {
  prepare_still_pixels();
  return of_picture(name, [&]() -> Result<std::string> {
    constexpr int nearly_lossless = 92;
    const VImage image = open_pictures(bytes, header.type);
    if (exceeds(image.width(), image.height(), header))
      return fail(Errc::corrupt_media, "still.damaged", {{"file", display_name(name)}});
    const VImage upright = bare(scaled(image, std::max(image.width(), image.height())));
    switch (header.type) {
      case StillType::heic:
        return encode_heif(upright, nearly_lossless, VIPS_FOREIGN_HEIF_COMPRESSION_HEVC, credit);
      case StillType::avif:
        return encode_heif(upright, nearly_lossless, VIPS_FOREIGN_HEIF_COMPRESSION_AV1, credit);
      case StillType::gif:
        return bytes_and_release(upright.gifsave_buffer(VImage::option()->set("strip", true)));
      default:
        return bytes_and_release(with_xmp(upright, credit)
                                     .tiffsave_buffer(VImage::option()
                                                          ->set("compression", VIPS_FOREIGN_TIFF_COMPRESSION_DEFLATE)
                                                          ->set("strip", credit.empty())));
    }
  });
}

std::string pixels_toolchain() {
  return std::string("libvips ") + vips_version_string();
}

}  // namespace integrart
