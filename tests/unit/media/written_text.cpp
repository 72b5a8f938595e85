#include "pipeline/media/still/written_text.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "pipeline/media/still/container.h"
#include "tests/unit/media/zlib_stream.h"

using namespace integrart;
using namespace integrart::test;
using namespace std::string_view_literals;

namespace {

std::string png_of(const std::vector<std::pair<std::string, std::string>>& chunks) {
  std::string file = "\x89PNG\r\n\x1a\n" + png_chunk("IHDR", std::string(13, '\1'));
  for (const auto& [type, body] : chunks) file += png_chunk(type, body);
  return file + png_chunk("IEND", "");
}

std::string gif_of(std::string_view extensions) {
  return "GIF89a" + std::string("\1\0\1\0\0\0\0"sv) + std::string(extensions) + "\x3B";
}

MetadataFacts classes_of(std::string_view keyword, std::string_view text, bool packed = false) {
  MetadataFacts classes;
  note_text_class({keyword, std::string(text), packed}, classes);
  return classes;
}

}  // namespace

TEST_CASE("texts of a PNG are read by the three kinds of their chunks") {
  const std::string file = png_of({{"tEXt", std::string("Author\0Oksana"sv)},
                                   {"zTXt", std::string("Comment\0\0xyz"sv)},
                                   {"iTXt", std::string("Title\0\0\0uk\0\xD0\x9D\0Two keys"sv)},
                                   {"iTXt", std::string("XML:com.adobe.xmp\0\0\0\0\0<x/>"sv)},
                                   {"tEXt", std::string("Raw profile type exif\0abc"sv)},
                                   {"IDAT", "Author"}});
  const auto texts = written_texts(file, StillType::png);
  REQUIRE(texts.size() == 3);  // what EXIF and XMP readers know is theirs
  CHECK(texts[0].keyword == "Author");
  CHECK(texts[0].text == "Oksana");
  CHECK(texts[1].keyword == "Comment");
  CHECK(texts[1].is_packed);
  CHECK(texts[1].text.empty());
  CHECK(texts[2].text == "Two keys");
  CHECK(written_texts(file.substr(0, 40), StillType::png).empty());
  CHECK(written_texts(file, StillType::jpeg).empty());
}

TEST_CASE("compressed texts of a PNG are unpacked; what is broken or of another method is not") {
  const std::string stream = zlib_stream("Oksana");
  const auto text_of = [](const std::string& type, const std::string& body) {
    return written_texts(png_of({{type, body}}), StillType::png).front();
  };
  CHECK(text_of("zTXt", std::string("Author\0\0"sv) + stream).text == "Oksana");
  CHECK_FALSE(text_of("zTXt", std::string("Author\0\0"sv) + stream).is_packed);
  CHECK(text_of("iTXt", std::string("Author\0\1\0uk\0\0"sv) + stream).text == "Oksana");
  CHECK(text_of("iTXt", std::string("Author\0\0\0uk\0\0Ivan"sv)).text == "Ivan");
  for (const auto& [type, body] :
       {std::pair("zTXt", std::string("Author\0\1"sv) + stream),
        std::pair("zTXt", std::string("Author\0\0"sv) + stream.substr(0, stream.size() - 1)),
        std::pair("zTXt", std::string("Author")), std::pair("zTXt", std::string("Author\0"sv)),
        std::pair("zTXt", std::string("Author\0\0"sv)), std::pair("iTXt", std::string("Author\0\1"sv)),
        std::pair("iTXt", std::string("Author\0\1\7uk\0\0"sv) + stream)}) {
    CAPTURE(type, body.size());
    CHECK(text_of(type, body).is_packed);
    CHECK(text_of(type, body).text.empty());
  }
}

TEST_CASE("of a text little is unpacked, and of a file not much more") {
  const std::string head("Comment\0\0"sv);
  const std::string much = zlib_stream(std::string(60'000, 'x'));
  CHECK(written_texts(png_of({{"zTXt", head + much}}), StillType::png).front().text.size() == 16U << 10U);
  const std::string too_much = zlib_stream(std::string(70'000, 'x'));
  CHECK(written_texts(png_of({{"zTXt", head + too_much}}), StillType::png).front().is_packed);
  std::string file = "\x89PNG\r\n\x1a\n";
  for (int i = 0; i < 100; ++i) file += png_chunk("zTXt", head + much);
  const auto texts = written_texts(file, StillType::png);
  CHECK(texts.size() == 100);
  CHECK(std::ranges::count(texts, false, &WrittenText::is_packed) == (1U << 20U) / 60'000);
}

TEST_CASE("comments, texts and the XMP of a GIF are read") {
  const std::string comment = gif_of("\x21\xFE\x05words\0"sv);
  REQUIRE(written_texts(comment, StillType::gif).size() == 1);
  CHECK(written_texts(comment, StillType::gif).front().text == "words");
  CHECK(written_texts(gif_of("\x21\xFE\x04two \x04keys\0"sv), StillType::gif).front().text == "two keys");
  CHECK(written_texts(gif_of("\x21\x01\x0C............\x05words\0"sv), StillType::gif).front().text == "words");
  CHECK(gif_xmp(comment).empty());
  std::string magic = "\1";
  for (int i = 255; i >= 0; --i) magic += static_cast<char>(i);
  magic += '\0';
  CHECK(gif_xmp(gif_of("\x21\xFF\x0BXMP DataXMP<x:xmpmeta/>" + magic)) == "<x:xmpmeta/>");
  CHECK(gif_xmp(gif_of("\x21\xFF\x0BXMP DataXMP<x:xmpmeta/>")).empty());
  CHECK(gif_xmp(gif_of("\x21\xFF\x0BNETSCAPE2.0\3\1\0\0\0"sv)).empty());
}

TEST_CASE("a text is of a class by its keyword or its words") {
  CHECK(classes_of("Author", "Oksana").person);
  CHECK(classes_of("exif:GPSLatitude", "59/1").location);
  CHECK(classes_of("Software", "Phone 12").device);
  CHECK(classes_of("Make", "Phone").device);
  CHECK(classes_of("Copyright", "CC0").licence);
  CHECK(classes_of("date:create", "2024-01-02").creation_time);
  CHECK(classes_of("Thumb::URI", "file:///home/oksana/a.jpg").person);
  CHECK(classes_of("Comment", "for Anna").comment);
  CHECK(classes_of("", "for Anna, lat=59.9139").location);
  CHECK(classes_of("Anything", "", true).comment);
  for (const auto& [keyword, text] :
       {std::pair("Comment", "Created with GIMP"), std::pair("", "Lavc59.37.100"), std::pair("Comment", " "),
        std::pair("Comment", ""), std::pair("Thumb::Size", "12"), std::pair("exif:ColorSpace", "1"),
        std::pair("", "CREATOR: gd-jpeg v1.0")}) {
    CAPTURE(keyword, text);
    const MetadataFacts classes = classes_of(keyword, text);
    CHECK_FALSE((classes.comment || classes.location || classes.device || classes.person));
  }
}

TEST_CASE("very many texts cost little") {
  std::string file = "\x89PNG\r\n\x1a\n";
  for (int i = 0; i < 20000; ++i) file += png_chunk("tEXt", std::string("Comment\0words"sv));
  CHECK(written_texts(file, StillType::png).size() == 1000);
  std::string extensions;
  for (int i = 0; i < 100000; ++i) extensions += "\x21\xFE\1a\0"sv;
  CHECK(written_texts(gif_of(extensions), StillType::gif).size() == 1000);
  CHECK(gif_xmp(gif_of(extensions)).empty());
}
