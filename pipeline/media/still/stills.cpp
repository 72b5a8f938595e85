// The functions of pipeline/media/still.h: header check, metadata, pixels and files put together.

#include <algorithm>
#include <fstream>
#include <functional>

#include "pipeline/base/text.h"
#include "pipeline/media/still.h"
#include "pipeline/media/still/animation.h"
#include "pipeline/media/still/container.h"
#include "pipeline/media/still/header.h"
#include "pipeline/media/still/metadata.h"
#include "pipeline/media/still/pixels.h"

namespace integrart {
namespace {

/// A picture that passed the header check, with its bytes.
struct Still {
  std::string bytes;
  std::string name;
  StillHeader header;
  StillMetadata metadata;
};

bool is_heif(StillType type) {
  return type == StillType::heic || type == StillType::avif;
}

StillMetadata metadata_behind(const StillHeader& header, std::string_view bytes, const std::string& name) {
  StillMetadata metadata = read_still_metadata(bytes, header.type);
  if (!is_heif(header.type)) return metadata;
  // Exiv2 0.27 does not follow every way in which HEIF says where its items lie (ISO/IEC 14496-12, 8.11.3); libheif
  // does.
  const auto blocks = metadata_blocks(bytes, header, name);
  if (!blocks) metadata.readable = false;
  if (blocks && !(blocks->exif.empty() && blocks->xmp.empty())) metadata = read_still_metadata(*blocks);
  return metadata;
}

MetadataFacts classes_of(const StillMetadata& metadata) {
  MetadataFacts classes = metadata.classes;
  classes.unreadable = !metadata.readable;
  return classes;
}

Result<Still> open_still(const InputFile& file, const ImageLimits& limits) {
  prepare_still_metadata();
  prepare_still_pixels();
  Still still;
  still.name = file.name;
  TRY_ASSIGN(still.bytes, read_all(file, limits.source_bytes));
  TRY_ASSIGN(still.header, read_still_header(still.bytes, file.name, limits));
  still.metadata = metadata_behind(still.header, still.bytes, file.name);
  return still;
}

int orientation_of(const Still& still) {
  // HEIC and AVIF turn their pixels by properties of their own; EXIF only repeats it.
  return is_heif(still.header.type) ? 1 : still.metadata.orientation;
}

std::vector<Message> removal_notes(const Still& still) {
  const std::string file = display_name(still.name);
  const MetadataFacts& classes = still.metadata.classes;
  std::vector<Message> notes;
  if (!still.metadata.readable) notes.push_back({"still.metadata_unreadable", {{"file", file}}});
  if (classes.location) notes.push_back({"still.removed_location", {{"file", file}}});
  if (classes.device) notes.push_back({"still.removed_device", {{"file", file}}});
  if (classes.person) notes.push_back({"still.removed_person", {{"file", file}}});
  if (classes.creation_time) notes.push_back({"still.removed_creation_time", {{"file", file}}});
  if (classes.comment) notes.push_back({"still.removed_comment", {{"file", file}}});
  return notes;
}

Json removed_classes(const MetadataFacts& classes) {
  Json removed = Json::empty_array();
  if (classes.location) removed.push_back("location");
  if (classes.device) removed.push_back("device");
  if (classes.person) removed.push_back("person");
  if (classes.creation_time) removed.push_back("creation_time");
  if (classes.comment) removed.push_back("comment");
  return removed;
}

constexpr std::uint64_t most_counted = 100'000;  // pictures of an animation whose delays are added up

/// Of what is encoded again for masks alone: close to the source.
constexpr int covered_quality = 92;

struct OutputKind {
  std::string_view format;
  std::string_view extension;
  std::string_view type;
};
constexpr std::array<OutputKind, 3> output_kinds{
    {{"webp", "webp", "image/webp"}, {"jpeg", "jpg", "image/jpeg"}, {"avif", "avif", "image/avif"}}};

Result<const OutputKind*> output_kind(const std::string& format) {
  const auto found = std::ranges::find(output_kinds, format, &OutputKind::format);
  if (found == output_kinds.end())
    return fail(Errc::invalid_input, "still.unknown_format", {{"format", display_name(format)}});
  return &*found;
}

Result<> write_file(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) return fail(Errc::unavailable, "still.not_written", {{"file", path.filename().string()}});
  return {};
}

/// The long sides to make, largest first; the picture's own when all are larger. Notes say which were dropped.
std::vector<int> sizes_to_make(const ImageRecipe& recipe, int own_side, const std::string& name,
                               std::vector<Message>& notes) {
  std::vector<int> sizes;
  for (const int side : recipe.long_sides) {
    if (side > 0 && side <= own_side)
      sizes.push_back(side);
    else
      notes.push_back({"still.size_dropped",
                       {{"file", display_name(name)},
                        {"size", static_cast<std::int64_t>(side)},
                        {"own", static_cast<std::int64_t>(own_side)}}});
  }
  if (sizes.empty()) sizes.push_back(own_side);
  std::ranges::sort(sizes, std::greater<>());
  sizes.erase(std::ranges::unique(sizes).begin(), sizes.end());
  return sizes;
}

Result<> write_size(const StillPicture& picture, const ImageRecipe& recipe, const StillCredit& credit,
                    const std::filesystem::path& folder, StepOutput& output) {
  for (const std::string& format : recipe.formats) {
    TRY_ASSIGN(const OutputKind* const kind, output_kind(format));
    TRY_ASSIGN(const std::string bytes, picture.encode(format, std::clamp(recipe.quality, 1, 100), credit));
    const std::string name = std::to_string(picture.long_side()) + "." + std::string(kind->extension);
    TRY(write_file(folder / name, bytes));
    output.files.push_back({name, name, MediaType(kind->type)});
    output.document["sizes"].push_back(
        Json::object({{"name", name}, {"width", picture.width()}, {"height", picture.height()}, {"format", format}}));
  }
  return {};
}

void add_credit(const StillCredit& credit, Json& document) {
  const std::string& line = !credit.credit.empty() ? credit.credit : credit.notice;
  if (!line.empty()) document["credit"] = line;
  if (!credit.licence().empty()) document["licence"] = credit.licence();
  if (!credit.creator.empty()) document["creator"] = credit.creator;
}

}  // namespace

Result<Noted<SourceFacts>> probe_image(const InputFile& file, const ImageLimits& limits) {
  TRY_ASSIGN(const Still still, open_still(file, limits));
  TRY_ASSIGN(const StillSize size, decoder_size(still.bytes, still.header, still.name));
  Noted<SourceFacts> facts;
  facts.value.kind = "image";
  facts.value.container = name_of(still.header.type);
  facts.value.bytes = file.bytes;
  facts.value.image_orientation = orientation_of(still);
  const bool on_its_side = facts.value.image_orientation >= 5;
  facts.value.image_width = on_its_side ? size.height : size.width;
  facts.value.image_height = on_its_side ? size.width : size.height;
  facts.value.duration_seconds = round_seconds(read_motion(still.bytes, still.header.type, most_counted));
  facts.value.metadata = classes_of(still.metadata);
  if (!still.metadata.readable)
    facts.notes.push_back({"still.metadata_unreadable", {{"file", display_name(file.name)}}});
  return facts;
}

MetadataFacts metadata_of_picture(std::string_view bytes, const std::string& name, const ImageLimits& limits) {
  prepare_still_metadata();
  prepare_still_pixels();
  MetadataFacts unreadable;
  unreadable.unreadable = true;
  if (bytes.size() > limits.source_bytes) return unreadable;
  const auto header = read_still_header(bytes, name, limits);
  return header ? classes_of(metadata_behind(*header, bytes, name)) : unreadable;
}

MetadataFacts metadata_of_xmp(std::string packet) {
  prepare_still_metadata();
  return classes_of(read_still_metadata(StillBlocks{{}, std::move(packet)}));
}

Result<PictureWords> read_still_words(const InputFile& file, const ImageLimits& limits) {
  TRY_ASSIGN(Still still, open_still(file, limits));
  return std::move(still.metadata.words);
}

Result<StepOutput> make_image_sizes(const InputFile& file, const ImageRecipe& recipe, const ImageLimits& limits,
                                    const std::filesystem::path& folder) {
  TRY_ASSIGN(const Still still, open_still(file, limits));
  TRY_ASSIGN(const StillSize own, decoder_size(still.bytes, still.header, still.name));
  StepOutput output;
  output.notes = removal_notes(still);
  const std::vector<int> sides = sizes_to_make(recipe, std::max(own.width, own.height), still.name, output.notes);
  TRY_ASSIGN(StillPicture picture, StillPicture::decode(still.bytes, still.header, still.name, sides.front()));
  const bool on_its_side = orientation_of(still) >= 5;
  output.document["width"] = on_its_side ? own.height : own.width;
  output.document["height"] = on_its_side ? own.width : own.height;
  output.document["sizes"] = Json::empty_array();
  for (const int side : sides) {
    TRY_ASSIGN(picture, picture.scaled_to(side));
    TRY(write_size(picture, recipe, still.metadata.credit, folder, output));
  }
  TRY_ASSIGN(output.document["placeholder"], picture.placeholder());
  add_credit(still.metadata.credit, output.document);
  return output;
}

Result<StepOutput> remove_private_metadata(const InputFile& file, const ImageLimits& limits,
                                           const std::filesystem::path& output_path) {
  TRY_ASSIGN(const Still still, open_still(file, limits));
  const StillCredit& credit = still.metadata.credit;
  StepOutput output;
  output.notes = removal_notes(still);
  std::string bytes;
  if (can_rewrite(still.header.type)) {
    const int orientation = still.metadata.orientation;
    const StillAnnotations annotations{.exif = orientation == 1 ? std::string() : exif_of_orientation(orientation),
                                       .xmp = xmp_of(credit),
                                       .iptc = iptc_of(credit)};
    TRY_ASSIGN(bytes, rewrite_still(still.bytes, still.header, still.name, annotations));
  } else {
    TRY_ASSIGN(bytes, encode_again(still.bytes, still.header, still.name, credit));
    output.notes.push_back({"still.encoded_again", {{"file", display_name(still.name)}}});
  }
  TRY(write_file(output_path, bytes));
  const std::string name = output_path.filename().string();
  output.files.push_back({name, name, "image/" + std::string(name_of(still.header.type))});
  output.document["removed"] = removed_classes(still.metadata.classes);
  add_credit(credit, output.document);
  return output;
}

Result<VideoFrame> still_frame(const InputFile& file, const ImageLimits& limits, const VideoNeeds& needs) {
  TRY_ASSIGN(const Still still, open_still(file, limits));
  const int long_side = std::max(needs.width, needs.height);
  TRY_ASSIGN(const StillPicture picture, StillPicture::decode(still.bytes, still.header, still.name, long_side));
  TRY_ASSIGN(std::string packed, picture.packed(needs.width, needs.height, needs.layout));
  const auto pixels = std::make_shared<const std::string>(std::move(packed));
  VideoFrame frame;
  const int channels = needs.layout == PixelLayout::bgr24 ? 3 : 1;
  frame.picture = {needs.width, needs.height, needs.layout, {}, {needs.width * channels}};
  frame.picture.planes[0] = reinterpret_cast<const std::uint8_t*>(pixels->data());
  frame.duration = MediaTime{1, {1, 1}};
  frame.native = std::shared_ptr<const AVFrame>(pixels, nullptr);  // keeps the pixels, and is no frame of libav's
  return frame;
}

Result<StepOutput> cover_image(const InputFile& file, const PictureMasks& masks, const std::string& format,
                               const ImageLimits& limits, const std::filesystem::path& output_path) {
  static constexpr auto formats = std::to_array<std::string_view>({"jpeg", "png", "webp", "avif"});
  if (std::ranges::find(formats, format) == formats.end())
    return fail(Errc::unsupported, "still.not_covered_in", {{"format", display_name(format)}});
  TRY_ASSIGN(const Still still, open_still(file, limits));
  TRY_ASSIGN(const StillSize own, decoder_size(still.bytes, still.header, still.name));
  TRY_ASSIGN(StillPicture picture,
             StillPicture::decode(still.bytes, still.header, still.name, std::max(own.width, own.height)));
  TRY_ASSIGN(picture, picture.covered(masks.at(0, 1), masks.style));
  TRY_ASSIGN(const std::string bytes, picture.encode(format, covered_quality, still.metadata.credit));
  TRY(write_file(output_path, bytes));
  StepOutput output;
  output.notes = removal_notes(still);
  const std::string name = output_path.filename().string();
  output.files.push_back({name, name, MediaType("image/" + format)});
  output.document = Json::object({{"width", picture.width()}, {"height", picture.height()}});
  add_credit(still.metadata.credit, output.document);
  return output;
}

Result<StoredPixels> read_stored_pixels(const InputFile& file, const ImageLimits& limits) {
  TRY_ASSIGN(const Still still, open_still(file, limits));
  return stored_pixels(still.bytes, still.header, still.name);
}

std::string still_toolchain() {
  return pixels_toolchain() + " " + metadata_toolchain();
}

}  // namespace integrart
