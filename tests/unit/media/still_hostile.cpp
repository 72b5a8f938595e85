#include <catch2/catch.hpp>

#include <chrono>

#include "pipeline/media/still.h"
#include "pipeline/media/still/bytes.h"
#include "pipeline/media/still/header.h"
#include "tests/missing_judge.h"
#include "tests/unit/media/still_input.h"

using namespace integrart;
using namespace integrart::test;
using namespace std::string_view_literals;

namespace {

std::string png_head(std::uint32_t width, std::uint32_t height, int depth = 8, int colour = 2) {
  std::string file("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR"sv);
  file += bytes_of(width, 4) + bytes_of(height, 4);
  file += static_cast<char>(depth);
  file += static_cast<char>(colour);
  return file + std::string(7, '\0');
}

std::string gif_head(unsigned width, unsigned height) {
  return "GIF89a" + bytes_of(width, 2, ByteOrder::little) + bytes_of(height, 2, ByteOrder::little) +
         std::string(3, '\0');
}

std::string jpeg_head(unsigned width, unsigned height) {
  return std::string("\xFF\xD8\xFF\xC0\0\x11\x08"sv) + bytes_of(height, 2) + bytes_of(width, 2) +
         std::string("\x03\x01\x11\0\x02\x11\0\x03\x11\0"sv);
}

std::string box(std::string_view type, const std::string& body) {
  return bytes_of(body.size() + 8, 4) + std::string(type) + body;
}

std::string avif_head(std::uint32_t width, std::uint32_t height) {
  const std::string ispe = box("ispe", std::string(4, '\0') + bytes_of(width, 4) + bytes_of(height, 4));
  return box("ftyp", std::string("avif\0\0\0\0mif1"sv)) +
         box("meta", std::string(4, '\0') + box("iprp", box("ipco", ispe)));
}

std::string tiff_head(std::uint32_t width, std::uint32_t height, std::uint32_t tile) {
  std::string file("MM\0*\0\0\0\x08\0\x04"sv);
  for (const auto& [tag, value] :
       {std::pair<unsigned, std::uint32_t>{256, width}, {257, height}, {322, tile}, {323, tile}})
    file += bytes_of(tag, 2) + bytes_of(4, 2) + bytes_of(1, 4) + bytes_of(value, 4);
  return file + std::string(4, '\0');
}

Result<StillHeader> header_of(std::string_view bytes) {
  return read_still_header(bytes, "x", {});
}

Errc refusal(std::string_view bytes) {
  const auto header = header_of(bytes);
  REQUIRE_FALSE(header);
  return header.error().code;
}

}  // namespace

TEST_CASE("huge pictures are refused in the header") {
  CHECK(refusal(png_head(1, 100'000'000)) == Errc::limit_exceeded);
  CHECK(refusal(png_head(30'000, 30'000, 1, 0)) == Errc::limit_exceeded);
  CHECK(refusal(png_head(0xFFFFFFFF, 0xFFFFFFFF)) == Errc::limit_exceeded);
  CHECK(refusal(gif_head(65'535, 65'535)) == Errc::limit_exceeded);
  CHECK(refusal(jpeg_head(65'500, 65'500)) == Errc::limit_exceeded);
  CHECK(refusal(avif_head(40'000, 40'000)) == Errc::limit_exceeded);
  CHECK(refusal(tiff_head(100, 100, 1U << 30U)) == Errc::limit_exceeded);
  CHECK(refusal(std::string("RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF"sv)) ==
        Errc::limit_exceeded);
  CHECK(header_of(png_head(7'000, 7'000)));
  CHECK(refusal(png_head(20'001, 1)) == Errc::limit_exceeded);
}

TEST_CASE("a GIF whose picture exceeds its screen is judged by the picture") {
  const std::string picture = "," + bytes_of(60'000, 2, ByteOrder::little) + bytes_of(0, 2) +
                              bytes_of(5'000, 2, ByteOrder::little) + bytes_of(5'000, 2, ByteOrder::little) +
                              std::string(1, '\0');
  CHECK(refusal(gif_head(10, 10) + picture) == Errc::limit_exceeded);
}

TEST_CASE("what is no picture is not recognised") {
  CHECK(refusal("") == Errc::unrecognised);
  CHECK(refusal("<svg xmlns='http://www.w3.org/2000/svg'/>") == Errc::unrecognised);
  CHECK(refusal("%PDF-1.4") == Errc::unrecognised);
  CHECK(refusal("P6 9999999 9999999 255\n") == Errc::unrecognised);
  CHECK(refusal(std::string(100, '\0')) == Errc::unrecognised);
  CHECK(refusal(std::string("PK\x03\x04")) == Errc::unrecognised);
}

TEST_CASE("headers that are cut off at any byte give an error") {
  for (const std::string& whole :
       {png_head(10, 10), gif_head(10, 10), jpeg_head(10, 10), avif_head(10, 10), tiff_head(10, 10, 16)})
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const auto header = header_of(std::string_view(whole).substr(0, size));
      if (header) CHECK(header->width > 0);
    }
  CHECK(refusal(png_head(0, 10)) == Errc::corrupt_media);
  CHECK(refusal(std::string("II+\0\x08\0\0\0"sv)) == Errc::unsupported);
}

TEST_CASE("a JPEG of thousands of scans is refused") {
  std::string file = jpeg_head(100, 100);
  for (int i = 0; i < 500; ++i) file += std::string("\xFF\xDA\0\x08\x01\x01\0\0\x3F\0\x11\x22"sv);
  CHECK(refusal(file) == Errc::limit_exceeded);
}

TEST_CASE("lying and broken files are refused quickly and never crash") {
  const TemporaryFolder scratch;
  const std::string good = bytes_of(quarters(scratch.path(), "a.png", 400, 400));
  const std::string jpeg = bytes_of(quarters(scratch.path(), "a.jpg", 400, 400));
  const std::string webp = bytes_of(quarters(scratch.path(), "a.webp", 400, 400, "-c:v libwebp"));
  std::string taller = good;
  taller.replace(20, 4, bytes_of(5'000, 4));
  const std::vector<std::string> broken{
      png_head(7'000, 7'000),          jpeg_head(7'000, 7'000),         gif_head(7'000, 7'000),
      avif_head(7'000, 7'000),         tiff_head(7'000, 7'000, 16),     taller,
      jpeg.substr(0, jpeg.size() / 2), good.substr(0, good.size() / 2), webp.substr(0, webp.size() / 2)};
  for (std::size_t i = 0; i < broken.size(); ++i) {
    INFO("file " << i);
    write_bytes(scratch.path() / "broken", broken[i]);
    const auto start = std::chrono::steady_clock::now();
    const auto made = make_image_sizes(OpenedFile(scratch.path() / "broken").file(), {}, {}, scratch.path());
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
    REQUIRE_FALSE(made);
    CHECK(made.error().code == Errc::corrupt_media);
    CHECK(render(made.error()).find("broken") != std::string::npos);
  }
}

TEST_CASE("damaged bytes anywhere give a picture or an error") {
  const TemporaryFolder scratch;
  const std::vector<fs::path> pictures{
      quarters(scratch.path(), "a.png", 64, 64), quarters(scratch.path(), "a.jpg", 64, 64),
      quarters(scratch.path(), "a.gif", 64, 64), quarters(scratch.path(), "a.webp", 64, 64, "-c:v libwebp"),
      quarters(scratch.path(), "a.tiff", 64, 64, "-pix_fmt rgb24")};
  ImageRecipe recipe;
  recipe.formats = {"jpeg"};
  std::uint32_t random = 12345;
  int refused = 0;
  for (const fs::path& picture : pictures) {
    const std::string whole = bytes_of(picture);
    for (int round = 0; round < 60; ++round) {
      std::string damaged = whole;
      for (int k = 0; k < 4; ++k) {
        random = random * 1664525U + 1013904223U;
        damaged[(random >> 8U) % damaged.size()] = static_cast<char>(random >> 24U);
      }
      write_bytes(scratch.path() / "damaged", damaged);
      const OpenedFile opened(scratch.path() / "damaged");
      const auto made = make_image_sizes(opened.file(), recipe, {}, scratch.path());
      refused += made ? 0 : 1;
      if (made) CHECK_FALSE(made->files.empty());
      static_cast<void>(remove_private_metadata(opened.file(), {}, scratch.path() / "clean"));
    }
  }
  CHECK(refused > 0);
}

TEST_CASE("damaged photos of phones give a picture or an error") {
  const TemporaryFolder scratch;
  const fs::path png = quarters(scratch.path(), "a.png", 64, 64);
  const fs::path heic = scratch.path() / "a.heic";
  std::vector<fs::path> photos{
      quarters(scratch.path(), "a.avif", 64, 64, "-c:v libaom-av1 -still-picture 1 -cpu-used 8")};
  if (run("heif-enc -q 60 '" + png.string() + "' -o '" + heic.string() + "' >/dev/null 2>&1"))
    photos.push_back(heic);
  else
    is_missing("heif-enc is not installed");
  ImageRecipe recipe;
  recipe.formats = {"jpeg"};
  for (const fs::path& photo : photos) {
    const std::string whole = bytes_of(photo);
    int refused = 0;
    const auto look_at = [&](const std::string& damaged) {
      write_bytes(scratch.path() / "damaged", damaged);
      const OpenedFile opened(scratch.path() / "damaged");
      static_cast<void>(probe_image(opened.file(), {}));
      const auto made = make_image_sizes(opened.file(), recipe, {}, scratch.path());
      if (made) CHECK_FALSE(made->files.empty());
      if (!made) CHECK_FALSE(render(made.error()).empty());
      refused += made ? 0 : 1;
    };
    INFO(photo.filename().string());
    for (std::size_t part = 1; part < 16; ++part) look_at(whole.substr(0, whole.size() * part / 16));
    CHECK(refused >= 12);  // without a part of its pixels it is none
    std::uint32_t random = 54321;
    const auto number_below = [&](std::size_t end) {
      random = random * 1664525U + 1013904223U;
      return (random >> 8U) % end;
    };
    // In the boxes that say where everything lies as well as in the pixels.
    for (int round = 0; round < 60; ++round) {
      std::string damaged = whole;
      const std::size_t end = round % 2 == 0 ? std::min<std::size_t>(whole.size(), 400) : whole.size();
      for (int k = 0; k < 3; ++k) damaged[number_below(end)] ^= static_cast<char>(1U << number_below(8));
      look_at(damaged);
    }
    CHECK(refused > 20);
  }
}

TEST_CASE("files larger than the limit are not read") {
  const TemporaryFolder scratch;
  const fs::path picture = quarters(scratch.path(), "a.png", 64, 64);
  ImageLimits limits;
  limits.source_bytes = 20;
  const auto facts = probe_image(OpenedFile(picture).file(), limits);
  REQUIRE_FALSE(facts);
  CHECK(facts.error().code == Errc::limit_exceeded);
}
