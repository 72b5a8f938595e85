#include "pipeline/media/still/metadata.h"

#include <catch2/catch.hpp>

#include <array>
#include <cstdint>
#include <iostream>

#include "pipeline/media/still.h"
#include "pipeline/media/still/container.h"
#include "tests/missing_judge.h"
#include "tests/places.h"
#include "tests/unit/media/still_input.h"
#include "tests/unit/media/zlib_stream.h"

using namespace integrart;
using namespace integrart::test;

namespace {

bool have_exiftool() {
  if (run("exiftool -ver >/dev/null 2>&1")) return true;
  is_missing("exiftool is not installed");
  return false;
}

std::string exiftool(const fs::path& file, const std::string& tags) {
  std::string text = bytes_printed_by("exiftool -s3 -m " + tags + " '" + file.string() + "'");
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

std::string shared_folder() {
  const char* const named = std::getenv("INTEGRART_SHARED");
  return named != nullptr ? named : test::source_folder() + "/../shared";
}

/// A picture with everything in it that a phone and an archive write.
fs::path annotated(const fs::path& folder, const std::string& name, const std::string& options = "") {
  const fs::path picture = quarters(folder, name, 160, 80, options);
  REQUIRE(run(
      "exiftool -q -overwrite_original -GPSLatitude=52.2 -GPSLatitudeRef=N -GPSLongitude=21 -GPSLongitudeRef=E "
      "-Make=Phone -Model='Phone 12' -SerialNumber=A1B2C3 -DateTimeOriginal='2024:01:02 03:04:05' -OwnerName='Anna K' "
      "-Artist='Анна' -XMP-dc:Creator='Анна К' -XMP-dc:Rights='© Анна' -XMP-photoshop:Credit='Двір' "
      "-XMP-cc:License=https://creativecommons.org/licenses/by/4.0/ -XMP-xmpRights:UsageTerms='CC BY 4.0' "
      "-XMP-photoshop:City=Warszawa -XMP-iptcExt:PersonInImage='Anna' '" +
      picture.string() + "'"));
  return picture;
}

void check_clean_and_credited(const fs::path& file) {
  const std::string bytes = bytes_of(file);
  for (const std::string secret : {"A1B2C3", "Phone", "Warszawa", "Anna K", "2024:01:02"}) {
    INFO(file.filename().string() << " holds " << secret);
    CHECK(bytes.find(secret) == std::string::npos);
  }
  CHECK(exiftool(file, "-gps:all -Make -Model -SerialNumber -AllDates -City -PersonInImage").empty());
  CHECK(exiftool(file, "-XMP-dc:Creator") == "Анна К");
  CHECK(exiftool(file, "-XMP-dc:Rights") == "© Анна");
  CHECK(exiftool(file, "-XMP-photoshop:Credit") == "Двір");
  CHECK(exiftool(file, "-XMP-cc:License") == "https://creativecommons.org/licenses/by/4.0/");
  CHECK(exiftool(file, "-XMP-xmpRights:UsageTerms") == "CC BY 4.0");
  CHECK(exiftool(file, "-validate").find("Error") == std::string::npos);
}

/// EXIF (a TIFF structure) with a maker note (0x927C) of `note`: bytes that only the maker of the phone can read.
std::string exif_with_maker_note(const std::string& note) {
  const auto little = [](std::uint32_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xFFU);
    return text;
  };
  const auto entry = [&](std::uint32_t tag, std::uint32_t type, std::uint32_t count, std::uint32_t value) {
    return little(tag, 2) + little(type, 2) + little(count, 4) + little(value, 4);
  };
  constexpr std::uint32_t first = 8;
  constexpr std::uint32_t second = first + 2 + 12 + 4;
  constexpr std::uint32_t after = second + 2 + 12 + 4;
  return std::string("II*\0", 4) + little(first, 4) + little(1, 2) + entry(0x8769, 4, 1, second) + little(0, 4) +
         little(1, 2) + entry(0x927C, 7, static_cast<std::uint32_t>(note.size()), after) + little(0, 4) + note;
}

/// Where the face of whom is, as photo programs write it (Metadata Working Group, regions; and Microsoft's way).
constexpr std::string_view face_regions =
    R"(<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">)"
    R"(<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/")"
    R"( xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/")"
    R"( xmlns:stArea="http://ns.adobe.com/xmp/sType/Area#" xmlns:stDim="http://ns.adobe.com/xap/1.0/sType/Dimensions#")"
    R"( xmlns:MP="http://ns.microsoft.com/photo/1.2/" xmlns:MPRI="http://ns.microsoft.com/photo/1.2/t/RegionInfo#")"
    R"( xmlns:MPReg="http://ns.microsoft.com/photo/1.2/t/Region#">)"
    R"(<dc:creator><rdf:Seq><rdf:li>Оксана</rdf:li></rdf:Seq></dc:creator>)"
    R"(<mwg-rs:Regions rdf:parseType="Resource">)"
    R"(<mwg-rs:AppliedToDimensions stDim:w="160" stDim:h="80" stDim:unit="pixel"/>)"
    R"(<mwg-rs:RegionList><rdf:Bag><rdf:li><rdf:Description mwg-rs:Name="Maryna Face" mwg-rs:Type="Face">)"
    R"(<mwg-rs:Area stArea:x="0.3125" stArea:y="0.4375" stArea:w="0.1875" stArea:h="0.5625" stArea:unit="normalized"/>)"
    R"(</rdf:Description></rdf:li></rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>)"
    R"(<MP:RegionInfo rdf:parseType="Resource"><MPRI:Regions><rdf:Bag><rdf:li>)"
    R"(<rdf:Description MPReg:PersonDisplayName="Petro Region" MPReg:Rectangle="0.3125, 0.4375, 0.1875, 0.5625"/>)"
    R"(</rdf:li></rdf:Bag></MPRI:Regions></MP:RegionInfo></rdf:Description></rdf:RDF></x:xmpmeta>)";

/// A picture in a size of both formats, and as it is without what is private, all beside it.
std::vector<fs::path> made_of(const fs::path& picture) {
  const fs::path folder = picture.parent_path();
  ImageRecipe recipe;
  recipe.long_sides = {80};
  recipe.formats = {"webp", "jpeg"};
  REQUIRE(make_image_sizes(OpenedFile(picture).file(), recipe, {}, folder));
  REQUIRE(remove_private_metadata(OpenedFile(picture).file(), {}, folder / "clean.png"));
  return {folder / "80.webp", folder / "80.jpg", folder / "clean.png"};
}

}  // namespace

TEST_CASE("face regions and maker notes are gone from everything that leaves") {
  if (!have_exiftool()) return;
  const TemporaryFolder scratch;
  const std::string note = "MAKER\x01\x02serial 7788-XYZZY at home";
  const std::array<const char*, 6> secrets{"Maryna", "Petro", "0.3125", "RegionList", "XYZZY", "MAKER"};
  for (const auto& [name, type] :
       {std::pair{"a.jpg", StillType::jpeg}, {"a.png", StillType::png}, {"a.webp", StillType::webp}}) {
    INFO(name);
    StillAnnotations annotations;
    annotations.exif = exif_with_maker_note(note);
    annotations.xmp = face_regions;
    const auto written =
        rewrite_still(bytes_of(quarters(scratch.path(), name, 160, 80)), {type, 160, 80}, name, annotations);
    REQUIRE(written);
    const fs::path picture = scratch.path() / name;
    write_bytes(picture, *written);
    // They are there: an independent eye sees them in the source.
    CHECK(exiftool(picture, "-XMP-mwg-rs:RegionName") == "Maryna Face");
    CHECK(exiftool(picture, "-XMP-MP:RegionPersonDisplayName") == "Petro Region");
    CHECK(written->find("XYZZY") != std::string::npos);
    const auto facts = probe_image(OpenedFile(picture).file(), {});
    REQUIRE(facts);
    CHECK(facts->value.metadata.person);
    CHECK(facts->value.metadata.device);

    ImageRecipe recipe;
    recipe.long_sides = {80};
    recipe.formats = {"webp", "jpeg", "avif"};
    REQUIRE(make_image_sizes(OpenedFile(picture).file(), recipe, {}, scratch.path()));
    const fs::path clean = scratch.path() / ("clean-" + std::string(name));
    REQUIRE(remove_private_metadata(OpenedFile(picture).file(), {}, clean));
    for (const fs::path& made :
         {scratch.path() / "80.webp", scratch.path() / "80.jpg", scratch.path() / "80.avif", clean}) {
      INFO(made.filename().string());
      const std::string bytes = bytes_of(made);
      for (const char* secret : secrets) {
        INFO(secret);
        CHECK(bytes.find(secret) == std::string::npos);
      }
      CHECK(exiftool(made, "-XMP-mwg-rs:all -XMP-MP:all -MakerNotes:all -U").empty());
      CHECK(exiftool(made, "-XMP-dc:Creator") == "Оксана");
    }
  }
}

TEST_CASE("classes of metadata are facts, their values are not") {
  if (!have_exiftool()) return;
  const TemporaryFolder scratch;
  for (const std::string name : {"a.jpg", "a.png", "a.webp"}) {
    INFO(name);
    const auto facts = probe_image(OpenedFile(annotated(scratch.path(), name)).file(), {});
    REQUIRE(facts);
    CHECK(facts->value.metadata.location);
    CHECK(facts->value.metadata.device);
    CHECK(facts->value.metadata.person);
    CHECK(facts->value.metadata.creation_time);
    CHECK(facts->value.metadata.credit);
    CHECK(facts->value.metadata.licence);
  }
  const auto plain = probe_image(OpenedFile(quarters(scratch.path(), "plain.png", 32, 32)).file(), {});
  REQUIRE(plain);
  CHECK_FALSE(plain->value.metadata.location);
  CHECK_FALSE(plain->value.metadata.device);
  CHECK_FALSE(plain->value.metadata.credit);
}

TEST_CASE("sizes lose private metadata and keep credit and licence") {
  if (!have_exiftool()) return;
  const TemporaryFolder scratch;
  const fs::path picture = annotated(scratch.path(), "a.jpg");
  ImageRecipe recipe;
  recipe.long_sides = {80};
  recipe.formats = {"webp", "jpeg", "avif"};
  const auto made = make_image_sizes(OpenedFile(picture).file(), recipe, {}, scratch.path());
  REQUIRE(made);
  for (const std::string name : {"80.webp", "80.jpg", "80.avif"}) check_clean_and_credited(scratch.path() / name);
  CHECK(exiftool(scratch.path() / "80.jpg", "-IPTC:By-line") == "Анна К");
  CHECK(exiftool(scratch.path() / "80.jpg", "-IPTC:Credit") == "Двір");
  CHECK(exiftool(scratch.path() / "80.jpg", "-IPTC:CopyrightNotice") == "© Анна");
  CHECK(made->document.at_or_null("creator") == Json("Анна К"));
  CHECK(made->document.at_or_null("credit") == Json("Двір"));
  CHECK(made->document.at_or_null("licence") == Json("https://creativecommons.org/licenses/by/4.0/"));
  std::vector<std::string> notes;
  for (const Message& note : made->notes) notes.push_back(note.id);
  CHECK(notes == std::vector<std::string>{"still.removed_location", "still.removed_device", "still.removed_person",
                                          "still.removed_creation_time"});
}

TEST_CASE("private metadata are removed without touching a pixel") {
  if (!have_exiftool()) return;
  const TemporaryFolder scratch;
  for (const std::string name : {"a.jpg", "a.png", "a.webp"}) {
    INFO(name);
    const fs::path picture = annotated(scratch.path(), name);
    const fs::path clean = scratch.path() / ("clean-" + name);
    const auto made = remove_private_metadata(OpenedFile(picture).file(), {}, clean);
    REQUIRE(made);
    check_clean_and_credited(clean);
    CHECK(DecodedPicture(clean).rgb == DecodedPicture(picture).rgb);
    CHECK_FALSE(DecodedPicture(clean).rgb.empty());
    CHECK(made->document.at_or_null("removed") == Json::array({"location", "device", "person", "creation_time"}));
    const auto facts = probe_image(OpenedFile(clean).file(), {});
    REQUIRE(facts);
    CHECK_FALSE(facts->value.metadata.location);
    CHECK(facts->value.metadata.licence);
  }
}

TEST_CASE("whom a PNG credits in texts of its own stays credited, and is no person to be hidden") {
  if (!have_exiftool()) return;
  const TemporaryFolder scratch;
  const std::string plain = bytes_of(quarters(scratch.path(), "a.png", 160, 80));
  constexpr std::size_t after_header = 8 + 25;
  const std::string texts = png_chunk("tEXt", std::string("Author\0Oksana \xC9va", 17)) +
                            png_chunk("iTXt", std::string("Copyright\0\0\0\0\0\xC2\xA9 \xD0\x9E\xD0\xBA", 21)) +
                            png_chunk("tEXt", std::string("License\0https://creativecommons.org/licenses/by/4.0/", 52));
  const fs::path picture = scratch.path() / "credited.png";
  write_bytes(picture, plain.substr(0, after_header) + texts + plain.substr(after_header));
  const StillMetadata metadata = read_still_metadata(bytes_of(picture), StillType::png);
  CHECK(metadata.credit.creator == "Oksana Éva");
  CHECK(metadata.credit.notice == "© Ок");
  CHECK(metadata.credit.licence_url == "https://creativecommons.org/licenses/by/4.0/");
  CHECK(metadata.classes.credit);
  CHECK(metadata.classes.licence);
  CHECK_FALSE(metadata.classes.person);
  for (const fs::path& made : made_of(picture)) {
    INFO(made.filename().string());
    CHECK(exiftool(made, "-XMP-dc:Creator") == "Oksana Éva");
    CHECK(exiftool(made, "-XMP-dc:Rights") == "© Ок");
    CHECK(exiftool(made, "-XMP-cc:License") == "https://creativecommons.org/licenses/by/4.0/");
  }
}

TEST_CASE("whom a PNG credits in compressed texts stays credited") {
  if (!have_exiftool()) return;
  const TemporaryFolder scratch;
  const std::string plain = bytes_of(quarters(scratch.path(), "a.png", 160, 80));
  constexpr std::size_t after_header = 8 + 25;
  const std::string texts = png_chunk("zTXt", std::string("Author\0\0", 8) + zlib_stream("Oksana \xC9va")) +
                            png_chunk("iTXt", std::string("Copyright\0\1\0\0\0", 14) + zlib_stream("© Ок")) +
                            png_chunk("zTXt", std::string("Comment\0\0", 9) + zlib_stream("Hiddenwords"));
  const fs::path picture = scratch.path() / "credited.png";
  write_bytes(picture, plain.substr(0, after_header) + texts + plain.substr(after_header));
  for (const fs::path& made : made_of(picture)) {
    INFO(made.filename().string());
    CHECK(exiftool(made, "-XMP-dc:Creator") == "Oksana Éva");
    CHECK(exiftool(made, "-XMP-dc:Rights") == "© Ок");
    CHECK(bytes_of(made).find("Hiddenwords") == std::string::npos);
  }
}

TEST_CASE("what XMP says of a picture goes before the texts of a PNG, and a hostile text is made harmless") {
  const std::string xmp = xmp_of({"Anna", "", "", "", "", ""});
  const std::string head = "\x89PNG\r\n\x1a\n" + png_chunk("IHDR", std::string("\0\0\0\1\0\0\0\1\x8\2\0\0\0", 13));
  const std::string end = png_chunk("IDAT", "") + png_chunk("IEND", "");
  const auto read = [&](const std::string& chunks) { return read_still_metadata(head + chunks + end, StillType::png); };
  const std::string author = png_chunk("tEXt", std::string("Author\0Ivan", 11));
  CHECK(read(author + png_chunk("iTXt", std::string("XML:com.adobe.xmp\0\0\0\0\0", 22) + xmp)).credit.creator ==
        "Anna");
  CHECK(read(author).credit.creator == "Ivan");
  const auto hostile = read(png_chunk("tEXt", std::string("Author\0A\nB", 10) + std::string(5000, 'x')) +
                            png_chunk("tEXt", std::string("License\0javascript:alert(1)", 27)));
  CHECK(hostile.credit.creator.size() == 500);
  CHECK(hostile.credit.creator.starts_with("A B"));
  CHECK(hostile.credit.licence_url.empty());
}

TEST_CASE("kinds that cannot be cleaned in place are encoded again with a note") {
  if (!have_exiftool()) return;
  const TemporaryFolder scratch;
  for (const std::string name : {"a.tif", "a.gif", "a.avif"}) {
    INFO(name);
    const fs::path picture = quarters(scratch.path(), name, 96, 96,
                                      name == "a.tif"    ? "-pix_fmt rgb24"
                                      : name == "a.avif" ? "-c:v libaom-av1 -still-picture 1"
                                                         : "");
    if (name != "a.gif") {
      REQUIRE(
          run("exiftool -q -overwrite_original -GPSLatitude=52.2 -GPSLatitudeRef=N -Model=Phone "
              "-XMP-photoshop:City=Warszawa "
              "-Artist=Anna '" +
              picture.string() + "'"));
      REQUIRE(exiftool(picture, "-Model") == "Phone");
      const auto facts = probe_image(OpenedFile(picture).file(), {});
      REQUIRE(facts);
      CHECK(facts->value.metadata.location);
      CHECK(facts->value.metadata.device);
    }
    const fs::path clean = scratch.path() / ("clean-" + name);
    const auto made = remove_private_metadata(OpenedFile(picture).file(), {}, clean);
    INFO((made ? std::string() : render(made.error())));
    REQUIRE(made);
    CHECK(made->notes.back().id == "still.encoded_again");
    CHECK(exiftool(clean, "-gps:all -Model").empty());
    for (const std::string secret : {"Phone", "Warszawa"}) CHECK(bytes_of(clean).find(secret) == std::string::npos);
    if (name != "a.gif") CHECK(exiftool(clean, "-XMP-dc:Creator") == "Anna");
    CHECK(near(DecodedPicture(clean).at(0.2, 0.2), {255, 0, 0}));
  }
}

TEST_CASE("bytes after the picture and further pictures do not survive") {
  const TemporaryFolder scratch;
  const fs::path picture = quarters(scratch.path(), "a.jpg", 64, 64);
  const std::string tail = "MotionPhoto_Data secret <?php evil ?>";
  write_bytes(scratch.path() / "tail.jpg", bytes_of(picture) + tail);
  REQUIRE(remove_private_metadata(OpenedFile(scratch.path() / "tail.jpg").file(), {}, scratch.path() / "clean.jpg"));
  CHECK(bytes_of(scratch.path() / "clean.jpg").find("secret") == std::string::npos);
}

TEST_CASE("an orientation survives the cleaning, because the pixels are not turned") {
  const TemporaryFolder scratch;
  StillAnnotations annotations;
  annotations.exif = exif_of_orientation(6);
  const auto turned =
      rewrite_still(bytes_of(quarters(scratch.path(), "a.jpg", 160, 80)), {StillType::jpeg, 160, 80}, "a", annotations);
  REQUIRE(turned);
  write_bytes(scratch.path() / "turned.jpg", *turned);
  REQUIRE(remove_private_metadata(OpenedFile(scratch.path() / "turned.jpg").file(), {}, scratch.path() / "clean.jpg"));
  CHECK(probe_image(OpenedFile(scratch.path() / "clean.jpg").file(), {})->value.image_orientation == 6);
}

TEST_CASE("hostile credits are made harmless") {
  if (!have_exiftool()) return;
  const TemporaryFolder scratch;
  const fs::path picture = quarters(scratch.path(), "a.jpg", 64, 64);
  REQUIRE(
      run("exiftool -q -overwrite_original -XMP-dc:Creator=\"$(printf 'A\\nB%01000d' 1)\" "
          "-XMP-cc:License='javascript:alert(1)' "
          "-XMP-xmpRights:WebStatement='http://ex ample/\"<' '" +
          picture.string() + "'"));
  const StillMetadata metadata = read_still_metadata(bytes_of(picture), StillType::jpeg);
  CHECK(metadata.credit.creator.size() <= 500);
  CHECK(metadata.credit.creator.find('\n') == std::string::npos);
  CHECK(metadata.credit.licence_url.empty());
  CHECK(metadata.credit.web_statement.empty());
}

TEST_CASE("a credit that looks like Exiv2's own notation is text, written and read again") {
  for (const std::string text :
       {"type=psns:xm", "type=\"Bag\" Anna", "type=\"Struct\"", "lang=pl Anna", "lang=", "type="}) {
    INFO(text);
    const StillCredit credit{text, text, text, text, "", ""};
    const StillMetadata again = read_still_metadata(StillBlocks{"", xmp_of(credit)});
    CHECK(again.readable);
    CHECK(again.credit == credit);
  }
  // A structure where a text belongs is no credit.
  const StillMetadata structured = read_still_metadata(
      StillBlocks{"", R"(<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF)"
                      R"( xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="")"
                      R"( xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"><photoshop:Credit)"
                      R"( rdf:parseType="Resource"><photoshop:City>Oslo</photoshop:City></photoshop:Credit>)"
                      R"(</rdf:Description></rdf:RDF></x:xmpmeta>)"});
  CHECK(structured.readable);
  CHECK(structured.credit.credit.empty());
}

TEST_CASE("damaged metadata are a fact, not a failure") {
  const TemporaryFolder scratch;
  StillAnnotations annotations;
  annotations.xmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF";
  annotations.exif = "II*";
  const auto broken =
      rewrite_still(bytes_of(quarters(scratch.path(), "a.jpg", 64, 64)), {StillType::jpeg, 64, 64}, "a", annotations);
  REQUIRE(broken);
  write_bytes(scratch.path() / "broken.jpg", *broken);
  CHECK(probe_image(OpenedFile(scratch.path() / "broken.jpg").file(), {}));
}

TEST_CASE("the photo of the shared media loses its place and keeps its credit") {
  const fs::path photo = fs::path(shared_folder()) / "media/photos/meadow-located.jpg";
  if (!fs::exists(photo) || !have_exiftool()) {
    std::cout << "skipped: the shared media are not here\n";
    return;
  }
  const TemporaryFolder scratch;
  const auto made = make_image_sizes(OpenedFile(photo).file(), {}, {}, scratch.path());
  REQUIRE(made);
  CHECK(made->files.size() == 8);
  for (const ProducedFile& file : made->files) {
    INFO(file.name);
    const fs::path path = scratch.path() / file.path;
    CHECK(exiftool(path, "-gps:all -Make -Model -SerialNumber").empty());
    CHECK(bytes_of(path).find("A1B2C3") == std::string::npos);
    CHECK(exiftool(path, "-XMP-dc:Creator") == "Blender Foundation");
    CHECK(exiftool(path, "-XMP-dc:Rights") == "(c) Blender Foundation, CC BY 3.0");
    CHECK(exiftool(path, "-XMP-photoshop:Credit") == "Big Buck Bunny");
    CHECK(exiftool(path, "-XMP-cc:License") == "https://creativecommons.org/licenses/by/3.0/");
    const DecodedPicture decoded(path);
    CHECK(decoded.height > decoded.width);  // orientation 6 is applied
  }
}
