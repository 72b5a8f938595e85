#include "pipeline/media/still/libvips.h"

#include <algorithm>
#include <array>

namespace integrart {
namespace {

std::string_view loader_of(StillType type) {
  static constexpr std::array<std::string_view, 7> loaders{"VipsForeignLoadJpegSource", "VipsForeignLoadPngSource",
                                                           "VipsForeignLoadWebpSource", "VipsForeignLoadNsgifSource",
                                                           "VipsForeignLoadHeifSource", "VipsForeignLoadHeifSource",
                                                           "VipsForeignLoadTiffSource"};
  return loaders.at(static_cast<std::size_t>(type));
}

vips::VOption* load_options() {
  return vips::VImage::option()->set("access", VIPS_ACCESS_SEQUENTIAL)->set("fail_on", VIPS_FAIL_ON_ERROR);
}

}  // namespace

vips::VImage open_pictures(std::string_view bytes, StillType type, int count, int shrink) {
  VipsBlob* const blob = vips_blob_new(nullptr, bytes.data(), bytes.size());
  const vips::VSource source = vips::VSource::new_from_blob(blob);
  vips_area_unref(VIPS_AREA(blob));
  const char* const loader = vips_foreign_find_load_source(source.get_source());
  if (loader == nullptr || loader_of(type) != loader) throw vips::VError("another loader");
  switch (type) {
    case StillType::jpeg:
      return vips::VImage::jpegload_source(source, load_options()->set("shrink", shrink));
    case StillType::png:
      return vips::VImage::pngload_source(source, load_options());
    case StillType::webp:
      return vips::VImage::webpload_source(source, load_options()->set("page", 0)->set("n", count));
    case StillType::gif:
      return vips::VImage::gifload_source(source, load_options()->set("page", 0)->set("n", count));
    case StillType::tiff:
      return vips::VImage::tiffload_source(source, load_options()->set("page", 0)->set("n", count));
    case StillType::heic:
    case StillType::avif:
      return vips::VImage::heifload_source(source, load_options());
  }
  throw vips::VError("no loader");
}

bool exceeds(int width, int height, const StillHeader& header) {
  return width > std::max(header.width, header.height) || height > std::max(header.width, header.height);
}

}  // namespace integrart
