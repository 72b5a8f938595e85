// Words that people write into pictures beside their pixels.
#include <catch2/catch.hpp>
#include <set>

#include "pipeline/media/still.h"
#include "pipeline/media/still/container.h"
#include "pipeline/media/still/metadata.h"
#include "tests/missing_judge.h"
#include "tests/unit/media/still_input.h"

using namespace integrart;
using namespace integrart::test;

TEST_CASE("words that people wrote into a picture are read, whatever they are written with") {
  if (!run("exiftool -ver >/dev/null 2>&1")) return is_missing("exiftool is not installed");
  const TemporaryFolder scratch;
  const auto words_of = [&](const std::string& name, const std::string& tags) {
    const fs::path picture = quarters(scratch.path(), name, 64, 64, name == "a.tif" ? "-pix_fmt rgb24" : "");
    REQUIRE(run("exiftool -q -overwrite_original " + tags + " '" + picture.string() + "'"));
    const auto words = read_still_words(OpenedFile(picture).file(), {});
    REQUIRE(words);
    CHECK(words->unread.empty());
    std::set<std::string> read;
    for (const WrittenTag& tag : words->tags) read.insert(tag.key + "=" + tag.text);
    return read;
  };
  using Words = std::set<std::string>;
  CHECK(words_of(
            "a.jpg",
            "-EXIF:ImageDescription='Два ключі' -EXIF:UserComment='Тихо' -EXIF:XPTitle='Дім' -EXIF:XPComment='Zażółć' "
            "-EXIF:Artist=Anna -EXIF:Copyright='CC0 Anna'") == Words{"description=Два ключі", "comment=Тихо",
                                                                     "title=Дім", "comment=Zażółć", "artist=Anna",
                                                                     "copyright=CC0 Anna"});
  CHECK(
      words_of("a.jpg",
               "-codedcharacterset=utf8 -IPTC:ObjectName='Dom' -IPTC:Headline='Łódź' -IPTC:Caption-Abstract='Two keys' "
               "-IPTC:Keywords=one -IPTC:Keywords=two -IPTC:By-line=Anna -IPTC:Contact='+48 601 234 567'") ==
      Words{"title=Dom", "headline=Łódź", "description=Two keys", "keywords=one", "keywords=two", "artist=Anna",
            "contact=+48 601 234 567"});
  CHECK(words_of("a.jpg", "-File:Comment='Two keys'") == Words{"comment=Two keys"});
  for (const std::string name : {"a.jpg", "a.png", "a.webp", "a.tif", "a.gif"}) {
    INFO(name);
    CHECK(words_of(name,
                   "-XMP-dc:Title='Home' -XMP-dc:Title-uk='Дім' -XMP-dc:Description='Two keys' -XMP-dc:Subject=one "
                   "-XMP-dc:Creator=Anna -XMP-xmpRights:UsageTerms='ask me'") ==
          Words{"title=Home", "title=Дім", "description=Two keys", "keywords=one", "artist=Anna", "licence=ask me"});
  }
  CHECK(words_of("a.png", "-PNG:Title=Dom -PNG:Comment='Two keys' -PNG:Author=Anna -PNG:Software=Paint") ==
        Words{"title=Dom", "comment=Two keys", "author=Anna"});
  CHECK(words_of("a.png", "-z -PNG:Description='" + std::string(300, 'x') + "'") ==
        Words{"description=" + std::string(300, 'x')});
  CHECK(words_of("a.gif", "-Comment='Two keys'") == Words{"comment=Two keys"});
}

TEST_CASE("words in a picture that nobody can read are named, and very many cost little") {
  const std::string head = "\x89PNG\r\n\x1a\n" + png_chunk("IHDR", std::string("\0\0\0\1\0\0\0\1\x8\2\0\0\0", 13));
  const std::string end = png_chunk("IDAT", "") + png_chunk("IEND", "");
  const auto words_of = [&](const std::string& chunks) {
    return read_still_metadata(head + chunks + end, StillType::png).words;
  };
  CHECK(words_of(png_chunk("zTXt", std::string("Title\0\0xyz", 10))).unread == std::vector<std::string>{"title"});
  CHECK(words_of(png_chunk("zTXt", std::string("Software\0\0xyz", 13))).unread.empty());
  std::string many;
  for (int i = 0; i < 400; ++i)
    many += png_chunk("tEXt", std::string("Comment\0", 8) + std::to_string(i) + std::string(16'000, 'x'));
  const PictureWords words = words_of(many);
  CHECK(words.bytes <= most_written_bytes);
  CHECK(words.tags.size() == 32);
  CHECK(words.unread == std::vector<std::string>{"comment"});
}
