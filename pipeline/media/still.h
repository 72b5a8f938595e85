#pragma once
// Still images: foreign pictures in, clean pictures out. (libvips' and Exiv2's home)

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/artefact.h"
#include "pipeline/base/documents/facts.h"
#include "pipeline/base/documents/picture_masks.h"
#include "pipeline/base/documents/recipe.h"
#include "pipeline/base/input_file.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/result.h"
#include "pipeline/media/frame.h"
#include "pipeline/media/still/picture_words.h"

namespace integrart {

/// JPEG (CMYK too), PNG (16 bit too), WebP, GIF (first picture), HEIC/HEIF, AVIF, TIFF. The type is told from the
/// bytes, never the name; size is checked in the header before a row is decoded. Facts: kind "image", displayed size
/// after EXIF orientation, how long a round of an animation lasts, metadata classes. Errors: unrecognised,
/// corrupt_media, limit_exceeded, unsupported.
Result<Noted<SourceFacts>> probe_image(const InputFile& file, const ImageLimits& limits);

/// Which classes of metadata are in a picture that lies in another file (a song's cover). What cannot be read, because
/// it is of no known kind, too large or damaged, is `unreadable`. `name` is for messages.
MetadataFacts metadata_of_picture(std::string_view bytes, const std::string& name, const ImageLimits& limits);

/// Which classes of metadata an XMP packet (ISO 16684-1) beside a film or song tells of; damaged ones are `unreadable`.
MetadataFacts metadata_of_xmp(std::string packet);

/// What people wrote into a picture beside its pixels: titles, captions, comments, keywords, and who is credited, of
/// EXIF, IPTC, XMP, the texts of PNG, the comments of JPEG and GIF; keys are libav's where it has them. `unread`: keys
/// of what is too long, or compressed and broken. What damaged metadata say is not among it. Errors as above.
Result<PictureWords> read_still_words(const InputFile& file, const ImageLimits& limits);

/// Writes "<long side>.<webp|jpg|avif>" for every size of the recipe that is not larger than the picture (the picture's
/// own size when all are), upright, in sRGB, 8 bit. Nothing of the source's metadata survives but credit and licence,
/// which are written anew as XMP and IPTC. Document: {"width","height" of the upright source,
/// "placeholder": data: URI 16 pixels wide,"sizes":[{"name": file name,"width","height","format"}] largest first,
/// "credit","licence","creator" when present}. Notes: dropped sizes, removed metadata classes.
Result<StepOutput> make_image_sizes(const InputFile& file, const ImageRecipe& recipe, const ImageLimits& limits,
                                    const std::filesystem::path& folder);

/// Removes private metadata without touching a pixel where the container allows it (JPEG, PNG, WebP); keeps credit and
/// licence. Used by `integrart redact --metadata private`.
Result<StepOutput> remove_private_metadata(const InputFile& file, const ImageLimits& limits,
                                           const std::filesystem::path& output);

/// The upright picture as a sink of the decode pass sees it: a frame at time 0 that lasts a second.
Result<VideoFrame> still_frame(const InputFile& file, const ImageLimits& limits, const VideoNeeds& needs);

/// Bounds on animated pictures on their way to a sink; what is beyond is not shown at all.
struct AnimationLimits {
  std::uint64_t pictures = 5'000;
  std::int64_t pixels = 4'000'000'000;  // of all canvases together: about a minute of decoding
  double seconds = 1200;                // until it begins again
};
/// How an animated picture was shown.
struct AnimationShown {
  std::uint64_t pictures = 0;
  double round_seconds = 0;  // until it begins again
  double shown_seconds = 0;  // in all
  bool see_through = false;  // something of what lies behind it could be seen
};
/// Shows an animated GIF, WebP or PNG to two equal sinks, as it looks on a white and on a black page. Pictures last as
/// long as browsers show them: a delay of up to 10 ms lasts 100 ms. The animation repeats, whatever the file says of
/// that, until eight seconds and two seconds of a second round have been shown; a picture that stays is given again ten
/// times a second for two seconds. All pictures are shown or none: errors are limit_exceeded, corrupt_media,
/// unsupported (it stands still, or is a sequence that cannot be followed), and those of the sinks.
Result<AnimationShown> show_animation(const InputFile& file, const ImageLimits& limits,
                                      const AnimationLimits& animation_limits, FrameSink& on_white,
                                      FrameSink& on_black);

/// Writes the picture with the masks over it to `output`, upright, in sRGB, 8 bit, in the format "jpeg", "png", "webp"
/// or "avif". Of the metadata only credit and licence survive: a thumbnail would show what is covered. An animation
/// keeps its first picture only. Notes: removed metadata classes. Document: {"width","height"}.
Result<StepOutput> cover_image(const InputFile& file, const PictureMasks& masks, const std::string& format,
                               const ImageLimits& limits, const std::filesystem::path& output);

/// Samples as the file has them: not turned by its metadata, colours not converted (but CMYK and other spaces to sRGB),
/// 16 bits cut to 8, alpha left out. For hashes that other programs must find again. Errors as above.
struct StoredPixels {
  int width = 0;
  int height = 0;
  int channels = 3;                   // 1: grey; 3: red, green, blue
  std::vector<std::uint8_t> samples;  // row by row, without gaps
};
Result<StoredPixels> read_stored_pixels(const InputFile& file, const ImageLimits& limits);

/// The libraries pictures depend on, for step keys.
std::string still_toolchain();

}  // namespace integrart
