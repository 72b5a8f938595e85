#include <catch2/catch.hpp>

#include <array>
#include <cstdint>

#include "pipeline/media/still.h"
#include "pipeline/media/still/container.h"
#include "tests/missing_judge.h"
#include "tests/unit/media/still_input.h"

using namespace integrart;
using namespace integrart::test;

namespace {

const Colour red{255, 0, 0}, green{0, 255, 0}, blue{0, 0, 255}, white{255, 255, 255};

ImageRecipe one_size(int side, std::vector<std::string> formats = {"jpeg"}) {
  ImageRecipe recipe;
  recipe.long_sides = {side};
  recipe.formats = std::move(formats);
  recipe.quality = 90;
  return recipe;
}

StepOutput sizes_of(const fs::path& picture, const ImageRecipe& recipe, const fs::path& folder) {
  const OpenedFile opened(picture);
  auto made = make_image_sizes(opened.file(), recipe, {}, folder);
  INFO((made ? std::string() : render(made.error())));
  REQUIRE(made);
  return *made;
}

void check_quarters(const fs::path& path, const Colour& top_left, const Colour& top_right, const Colour& bottom_left,
                    const Colour& bottom_right) {
  const DecodedPicture picture(path);
  REQUIRE(picture.width > 0);
  CHECK(near(picture.at(0.2, 0.2), top_left));
  CHECK(near(picture.at(0.8, 0.2), top_right));
  CHECK(near(picture.at(0.2, 0.8), bottom_left));
  CHECK(near(picture.at(0.8, 0.8), bottom_right));
}

/// A baseline JPEG of 16 x 16 pixels in CMYK as Adobe writes it (inverted), one colour for all. DC coefficients only.
std::string cmyk_jpeg(const std::array<int, 4>& ink_percent) {
  using namespace std::string_view_literals;
  std::string file("\xFF\xD8"sv);
  file +=
      "\xFF\xEE\x00\x0E"
      "Adobe\x00\x64\x00\x00\x00\x00\x00"sv;
  file += "\xFF\xDB\x00\x43\x00"sv;
  file += std::string(64, '\x08');
  file += "\xFF\xC0\x00\x14\x08\x00\x10\x00\x10\x04\x01\x11\x00\x02\x11\x00\x03\x11\x00\x04\x11\x00"sv;
  // DC codes of four bits for the categories 0..11, one AC code (end of block) of one bit.
  file += "\xFF\xC4\x00\x1F\x00\x00\x00\x00\x0C\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"sv;
  for (char category = 0; category < 12; ++category) file += category;
  file += "\xFF\xC4\x00\x14\x10\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"sv;
  file += "\xFF\xDA\x00\x0E\x04\x01\x00\x02\x00\x03\x00\x04\x00\x00\x3F\x00"sv;
  std::string bits;
  for (int block = 0; block < 4; ++block) {
    for (const int ink : ink_percent) {
      // Adobe stores 255 for no ink; the DC coefficient of a flat block is 8 (value - 128), divided by the table's 8.
      const int coefficient = block == 0 ? 255 - ink * 255 / 100 - 128 : 0;  // differences to the block before
      int category = 0;
      while ((std::abs(coefficient) >> category) != 0) ++category;
      for (int bit = 3; bit >= 0; --bit) bits += ((category >> bit) & 1) != 0 ? '1' : '0';
      const int value = coefficient < 0 ? coefficient + (1 << category) - 1 : coefficient;
      for (int bit = category - 1; bit >= 0; --bit) bits += ((value >> bit) & 1) != 0 ? '1' : '0';
      bits += '0';
    }
  }
  while (bits.size() % 8 != 0) bits += '1';
  for (std::size_t i = 0; i < bits.size(); i += 8) {
    const auto byte = static_cast<char>(std::stoi(bits.substr(i, 8), nullptr, 2));
    file += byte;
    if (byte == '\xFF') file += '\0';
  }
  return file + "\xFF\xD9";
}

std::string big_endian(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xFFU);
  return bytes;
}

/// A matrix profile (ICC.1:2001-04) of a screen with the primaries of sRGB, but red lights up as green, green as blue
/// and blue as red. Gamma 2.2.
std::string profile_of_swapped_primaries() {
  // Primaries of sRGB adapted to D50, in s15Fixed16.
  const std::array<std::uint32_t, 3> red_xyz{0x6FA2, 0x38F5, 0x0390}, green_xyz{0x6299, 0xB785, 0x18DA},
      blue_xyz{0x24A0, 0x0F84, 0xB6CF}, white_xyz{0xF6D6, 0x10000, 0xD32D};
  const auto xyz = [](const std::array<std::uint32_t, 3>& values) {
    return "XYZ " + big_endian(0) + big_endian(values[0]) + big_endian(values[1]) + big_endian(values[2]);
  };
  const std::string gamma = "curv" + big_endian(0) + big_endian(1) + std::string("\x02\x33\x00\x00", 4);
  const std::vector<std::pair<std::string, std::string>> tags{
      {"wtpt", xyz(white_xyz)}, {"rXYZ", xyz(green_xyz)}, {"gXYZ", xyz(blue_xyz)}, {"bXYZ", xyz(red_xyz)},
      {"rTRC", gamma},          {"gTRC", gamma},          {"bTRC", gamma}};
  std::string table = big_endian(static_cast<std::uint32_t>(tags.size()));
  std::string content;
  const std::size_t begin = 128 + 4 + 12 * tags.size();
  for (const auto& [name, body] : tags) {
    table += name + big_endian(static_cast<std::uint32_t>(begin + content.size())) +
             big_endian(static_cast<std::uint32_t>(body.size()));
    content += body;
  }
  std::string header = big_endian(static_cast<std::uint32_t>(begin + content.size())) + big_endian(0) +
                       big_endian(0x02400000) + "mntrRGB XYZ " + std::string(12, '\0') + "acsp" +
                       std::string(28, '\0') + big_endian(0xF6D6) + big_endian(0x10000) + big_endian(0xD32D);
  header.resize(128, '\0');
  return header + table + content;
}

/// The JPEG or PNG `picture` with a colour profile.
void embed_profile(const fs::path& picture, const std::string& profile) {
  std::string bytes = bytes_of(picture);
  if (bytes.starts_with("\xFF\xD8")) {
    const std::size_t length = 2 + 12 + 2 + profile.size();
    bytes.insert(2, std::string("\xFF\xE2") + static_cast<char>(length >> 8U) + static_cast<char>(length & 0xFFU) +
                        std::string("ICC_PROFILE\0\1\1", 14) + profile);
  } else {
    // zlib's format (RFC 1950) without compression: one stored block and the Adler-32 sum.
    std::uint32_t a = 1;
    std::uint32_t b = 0;
    for (const char letter : profile) {
      a = (a + static_cast<unsigned char>(letter)) % 65521;
      b = (b + a) % 65521;
    }
    const auto length = static_cast<std::uint16_t>(profile.size());
    std::string stored("\x78\x01\x01", 3);
    for (const unsigned number : {unsigned{length}, ~unsigned{length}}) {
      stored += static_cast<char>(number & 0xFFU);
      stored += static_cast<char>(number >> 8U & 0xFFU);
    }
    stored += profile + big_endian(b << 16U | a);
    constexpr std::size_t after_header = 8 + 25;
    bytes.insert(after_header, png_chunk("iCCP", std::string("swapped\0\0", 9) + stored));
  }
  write_bytes(picture, bytes);
}

}  // namespace

TEST_CASE("colours are what the profile in the picture says they are") {
  const TemporaryFolder scratch;
  const std::string profile = profile_of_swapped_primaries();
  for (const auto& [name, options] : {std::pair{"a.jpg", "-q:v 2 -pix_fmt yuvj444p"}, {"b.png", ""}}) {
    INFO(name);
    const fs::path picture = quarters(scratch.path(), name, 160, 160, options);
    embed_profile(picture, profile);
    sizes_of(picture, one_size(80, {"jpeg", "webp"}), scratch.path());
    for (const char* made : {"80.jpg", "80.webp"}) {
      INFO(made);
      check_quarters(scratch.path() / made, green, blue, red, white);
      // Readers that know no profiles show it right as well.
      CHECK(bytes_of(scratch.path() / made).find(profile.substr(128)) == std::string::npos);
    }
    // What is cleaned without touching a pixel keeps its profile, or it would show other colours.
    const fs::path clean = scratch.path() / ("clean-" + std::string(name));
    REQUIRE(remove_private_metadata(OpenedFile(picture).file(), {}, clean));
    CHECK(bytes_of(clean).find(profile) != std::string::npos);
  }
}

TEST_CASE("stills of every kind come out upright, in sRGB and at their size") {
  const TemporaryFolder scratch;
  const std::vector<std::pair<std::string, std::string>> kinds{
      {"a.jpg", "-q:v 2 -pix_fmt yuvj444p"},
      {"b.png", ""},
      {"c.png", "-pix_fmt rgb48be"},
      {"d.webp", "-c:v libwebp -lossless 1"},
      {"e.gif", ""},
      {"f.tiff", "-pix_fmt rgb24"},
      {"g.tif", "-pix_fmt rgb48le -compression_algo lzw"},
      {"h.avif", "-c:v libaom-av1 -still-picture 1 -crf 5 -pix_fmt yuv444p"}};
  const std::vector<std::string> containers{"jpeg", "png", "png", "webp", "gif", "tiff", "tiff", "avif"};
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    INFO(kinds[i].first);
    const fs::path picture = quarters(scratch.path(), kinds[i].first, 160, 80, kinds[i].second);
    REQUIRE_FALSE(picture.empty());
    const auto facts = probe_image(OpenedFile(picture).file(), {});
    INFO((facts ? std::string() : render(facts.error())));
    REQUIRE(facts);
    CHECK(facts->value.kind == "image");
    CHECK(facts->value.container == containers[i]);
    CHECK(facts->value.image_width == 160);
    CHECK(facts->value.image_height == 80);
    const StepOutput output = sizes_of(picture, one_size(80), scratch.path());
    CHECK(output.files.at(0).name == "80.jpg");
    CHECK(output.document.at_or_null("sizes").items().at(0).at_or_null("height") == Json(40));
    CHECK(output.document.at_or_null("width") == Json(160));
    check_quarters(scratch.path() / "80.jpg", red, green, blue, white);
  }
}

TEST_CASE("HEIC is read") {
  const TemporaryFolder scratch;
  const fs::path png = quarters(scratch.path(), "a.png", 160, 80);
  const fs::path heic = scratch.path() / "a.heic";
  if (!run("heif-enc -q 95 '" + png.string() + "' -o '" + heic.string() + "' >/dev/null 2>&1")) {
    return is_missing("heif-enc is not installed");
  }
  const auto facts = probe_image(OpenedFile(heic).file(), {});
  REQUIRE(facts);
  CHECK(facts->value.container == "heic");
  CHECK(facts->value.image_width == 160);
  sizes_of(heic, one_size(80), scratch.path());
  check_quarters(scratch.path() / "80.jpg", red, green, blue, white);
}

TEST_CASE("all eight EXIF orientations are applied to the pixels") {
  const TemporaryFolder scratch;
  const std::string plain = bytes_of(quarters(scratch.path(), "a.jpg", 160, 80, "-q:v 2 -pix_fmt yuvj444p"));
  const std::array<std::array<Colour, 4>, 8> expected{{{red, green, blue, white},
                                                       {green, red, white, blue},
                                                       {white, blue, green, red},
                                                       {blue, white, red, green},
                                                       {red, blue, green, white},
                                                       {blue, red, white, green},
                                                       {white, green, blue, red},
                                                       {green, white, red, blue}}};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    INFO("orientation " << orientation);
    StillAnnotations annotations;
    annotations.exif = std::string("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19) +
                       static_cast<char>(orientation) + std::string(6, '\0');
    const auto turned = rewrite_still(plain, {StillType::jpeg, 160, 80}, "a.jpg", annotations);
    REQUIRE(turned);
    write_bytes(scratch.path() / "turned.jpg", *turned);
    const auto facts = probe_image(OpenedFile(scratch.path() / "turned.jpg").file(), {});
    REQUIRE(facts);
    CHECK(facts->value.image_orientation == orientation);
    CHECK(facts->value.image_width == (orientation >= 5 ? 80 : 160));
    CHECK(facts->value.image_height == (orientation >= 5 ? 160 : 80));
    sizes_of(scratch.path() / "turned.jpg", one_size(80), scratch.path());
    const auto& corners = expected.at(static_cast<std::size_t>(orientation - 1));
    check_quarters(scratch.path() / "80.jpg", corners[0], corners[1], corners[2], corners[3]);
  }
}

TEST_CASE("CMYK JPEG becomes sRGB") {
  const TemporaryFolder scratch;
  const auto colour_of = [&](const std::array<int, 4>& ink) {
    write_bytes(scratch.path() / "ink.jpg", cmyk_jpeg(ink));
    sizes_of(scratch.path() / "ink.jpg", one_size(16), scratch.path());
    return DecodedPicture(scratch.path() / "16.jpg").at(0.5, 0.5);
  };
  CHECK(near(colour_of({0, 0, 0, 0}), white, 12));
  const Colour yellow = colour_of({0, 0, 100, 0});
  CHECK(yellow.red > 220);
  CHECK(yellow.green > 200);
  CHECK(yellow.blue < 80);
  const Colour black = colour_of({0, 0, 0, 100});
  CHECK(black.red < 80);
  CHECK(black.green < 80);
}

TEST_CASE("sizes that are larger than the picture are dropped with a note") {
  const TemporaryFolder scratch;
  const fs::path picture = quarters(scratch.path(), "a.png", 700, 300);
  const StepOutput output = sizes_of(picture, {}, scratch.path());
  std::vector<std::string> names;
  for (const ProducedFile& file : output.files) names.push_back(file.name);
  CHECK(names == std::vector<std::string>{"640.webp", "640.jpg", "320.webp", "320.jpg"});
  CHECK(output.notes.size() == 2);
  CHECK(output.notes.at(0).id == "still.size_dropped");
  for (const ProducedFile& file : output.files) {
    INFO(file.name);
    check_quarters(scratch.path() / file.path, red, green, blue, white);
  }
}

TEST_CASE("a picture smaller than all sizes keeps its own") {
  const TemporaryFolder scratch;
  const fs::path picture = quarters(scratch.path(), "a.png", 96, 200);
  const StepOutput output = sizes_of(picture, {}, scratch.path());
  REQUIRE(output.files.size() == 2);
  CHECK(output.files[0].name == "200.webp");
  const DecodedPicture decoded(scratch.path() / "200.webp");
  CHECK(decoded.width == 96);
  CHECK(decoded.height == 200);
}

TEST_CASE("AVIF is written by recipe") {
  const TemporaryFolder scratch;
  const fs::path picture = quarters(scratch.path(), "a.png", 128, 64);
  const StepOutput output = sizes_of(picture, one_size(64, {"avif"}), scratch.path());
  CHECK(output.files.at(0).type == "image/avif");
  check_quarters(scratch.path() / "64.avif", red, green, blue, white);
  CHECK_FALSE(make_image_sizes(OpenedFile(picture).file(), one_size(64, {"bmp"}), {}, scratch.path()));
}

TEST_CASE("transparent pictures stay transparent in WebP and stand on white in JPEG") {
  const TemporaryFolder scratch;
  const fs::path picture = scratch.path() / "a.png";
  REQUIRE(
      run("ffmpeg -v error -y -f lavfi -i color=s=64x64:c=red@0.0,format=rgba -frames:v 1 '" + picture.string() + "'"));
  sizes_of(picture, one_size(32, {"webp", "jpeg"}), scratch.path());
  CHECK(near(DecodedPicture(scratch.path() / "32.jpg").at(0.5, 0.5), white, 3));
  const std::string format = bytes_printed_by("ffprobe -v error -show_entries stream=pix_fmt -of csv=p=0 '" +
                                              (scratch.path() / "32.webp").string() + "'");
  CHECK((format.starts_with("argb") || format.starts_with("yuva420p")));
}

TEST_CASE("the placeholder is a tiny data URI") {
  const TemporaryFolder scratch;
  const fs::path picture = quarters(scratch.path(), "a.png", 640, 320);
  const std::string uri =
      sizes_of(picture, one_size(320), scratch.path()).document.at_or_null("placeholder").string_or("");
  CHECK(uri.starts_with("data:image/webp;base64,"));
  CHECK(uri.size() < 300);  // pixels only
}

TEST_CASE("equal pictures give equal bytes") {
  const TemporaryFolder scratch;
  const TemporaryFolder again;
  const fs::path picture = scratch.path() / "noise.png";
  REQUIRE(run("ffmpeg -v error -y -f lavfi -i testsrc2=s=500x400 -frames:v 1 '" + picture.string() + "'"));
  const ImageRecipe recipe = one_size(320, {"webp", "jpeg", "avif"});
  const StepOutput first = sizes_of(picture, recipe, scratch.path());
  const StepOutput second = sizes_of(picture, recipe, again.path());
  CHECK(first.document == second.document);
  for (const ProducedFile& file : first.files)
    CHECK(bytes_of(scratch.path() / file.path) == bytes_of(again.path() / file.path));
}

TEST_CASE("a GIF gives its first picture") {
  const TemporaryFolder scratch;
  const fs::path picture = scratch.path() / "a.gif";
  REQUIRE(
      run("ffmpeg -v error -y -f lavfi -i color=s=64x64:c=red:d=0.5:r=10 -f lavfi -i color=s=64x64:c=blue:d=0.5:r=10 "
          "-filter_complex '[0][1]concat' '" +
          picture.string() + "'"));
  sizes_of(picture, one_size(32), scratch.path());
  CHECK(near(DecodedPicture(scratch.path() / "32.jpg").at(0.5, 0.5), red));
}
