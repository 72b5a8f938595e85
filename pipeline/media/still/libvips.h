#pragma once
// Opening pictures with libvips, errors as results. Private to its home, pipeline/media/still.

#include <source_location>
#include <string>
#include <string_view>
#include <vips/vips8>

#include "pipeline/base/result.h"
#include "pipeline/base/text.h"
#include "pipeline/media/still/header.h"

namespace integrart {

/// Runs `body`; an error of libvips is an error of the picture.
template <class Body>
auto of_picture(const std::string& name, Body&& body, std::source_location where = std::source_location::current())
    -> decltype(body()) {
  try {
    return std::forward<Body>(body)();
  } catch (const vips::VError&) {
    vips_error_clear();
    return fail(Errc::corrupt_media, "still.damaged", {{"file", display_name(name)}}, where);
  } catch (const std::exception& caught) {
    return tl::unexpected<Error>(error_of_exception(&caught, where));
  }
}

/// Opens the first `count` pictures, one below the other, with the loader of exactly the type that our own header check
/// saw; only GIF, WebP and TIFF have more than one. `shrink` is for JPEG. Nothing is decoded; `bytes` are borrowed as
/// long as the image lives. Throws vips::VError.
vips::VImage open_pictures(std::string_view bytes, StillType type, int count = 1, int shrink = 1);

/// A lying file: the decoder found more than the header check allowed. `height`: of one picture.
bool exceeds(int width, int height, const StillHeader& header);

}  // namespace integrart
