// What probing says of sound, covers, metadata and pictures, without trusting names.

#include <catch2/catch.hpp>

#include "pipeline/base/base64.h"
#include "pipeline/media/cover.h"
#include "pipeline/media/source/place_text.h"
#include "pipeline/media/still/bytes.h"
#include "pipeline/media/still/container.h"
#include "pipeline/media/written_words.h"
#include "tests/unit/media/made_media.h"

namespace integrart::test {

namespace {

/// EXIF as phones write it: the maker, and on which half of the earth.
std::string exif_of_phone() {
  const auto entry = [](unsigned tag, unsigned type, unsigned count, const std::string& value) {
    return bytes_of(tag, 2) + bytes_of(type, 2) + bytes_of(count, 4) + value;
  };
  constexpr unsigned behind_first = 8 + 2 + 2 * 12 + 4;
  return std::string("MM\0*\0\0\0\x08\0\x02", 10) + entry(0x010F, 2, 4, std::string("Pho\0", 4)) +
         entry(0x8825, 4, 1, bytes_of(behind_first, 4)) + std::string(4, '\0') + std::string("\0\x01", 2) +
         entry(0x0001, 2, 2, std::string("N\0\0\0", 4)) + std::string(4, '\0');
}

std::string xmp_with(std::string_view properties) {
  return R"(<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">)"
         R"(<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/")"
         R"( xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/")"
         R"( xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">)" +
         std::string(properties) + "</rdf:Description></rdf:RDF></x:xmpmeta>";
}
constexpr std::string_view person_shown =
    "<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Hidden Oksana</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>";

/// A picture block of FLAC, which Ogg has too (RFC 9639, section 8.8).
std::string picture_block(const std::string& picture) {
  const std::string type = "image/jpeg";
  return bytes_of(3, 4) + bytes_of(type.size(), 4) + type + std::string(4 + 16, '\0') + bytes_of(picture.size(), 4) +
         picture;
}

/// The film with an XMP packet as ISO 16684-3 has it for MP4.
void write_with_xmp(const std::filesystem::path& path, const std::string& film, const std::string& packet) {
  const std::string body("\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC" + packet);
  write_bytes(path, film + bytes_of(body.size() + 8, 4) + "uuid" + body);
}

}  // namespace

TEST_CASE("every sound that phones and shops make is recognised") {
  const TemporaryFolder folder;
  struct Sound {
    const char* file;
    const char* arguments;
    const char* codec;
    const char* container;
    int channels;
  };
  const std::string stereo = "-f lavfi -i \"sine=d=1.5:r=48000,aformat=channel_layouts=stereo\" ";
  for (const Sound& sound :
       {Sound{"a.m4a", "-c:a aac", "aac", "mov", 2}, Sound{"a.aac", "-c:a aac", "aac", "aac", 2},
        Sound{"a.mp3", "-c:a libmp3lame", "mp3", "mp3", 2}, Sound{"a.opus", "-c:a libopus", "opus", "ogg", 2},
        Sound{"a.ogg", "-c:a libvorbis", "vorbis", "ogg", 2}, Sound{"a.flac", "-c:a flac", "flac", "flac", 2},
        Sound{"a.wav", "-c:a pcm_s16le", "pcm_s16le", "wav", 2},
        Sound{"b.wav", "-c:a pcm_s24le", "pcm_s24le", "wav", 2}, Sound{"a.mka", "-c:a ac3", "ac3", "matroska", 2},
        Sound{"b.m4a", "-c:a alac", "alac", "mov", 2}, Sound{"mono.m4a", "-ac 1 -c:a aac", "aac", "mov", 1},
        Sound{"six.m4a", "-af \"pan=5.1|FL=FL|FR=FR|FC=FL|LFE=FR|BL=FL|BR=FR\" -c:a aac", "aac", "mov", 6}}) {
    INFO(sound.file);
    const auto file = make_media(folder, stereo + sound.arguments, sound.file);
    const SourceFacts facts = facts_of(file);
    CHECK(facts.kind == "audio");
    CHECK(facts.container == sound.container);
    REQUIRE(facts.audio.size() == 1);
    CHECK(facts.audio[0].codec == sound.codec);
    CHECK(facts.audio[0].channels == sound.channels);
    CHECK(facts.duration_seconds == Approx(1.5).margin(0.06));
    CHECK_FALSE(facts.video);
  }
  CHECK(facts_of(folder.path() / "six.m4a").audio[0].layout == "5.1");
}

TEST_CASE("the name of a file plays no part") {
  const TemporaryFolder folder;
  make_media(folder, "-f lavfi -i testsrc2=s=64x64:d=1 -c:v libvpx -b:v 200k", "clip.webm");
  std::filesystem::rename(folder.path() / "clip.webm", folder.path() / "clip.mp4");
  CHECK(facts_of(folder.path() / "clip.mp4").container == "matroska");
}

TEST_CASE("a cover is no video, and comes out as it lies in the file") {
  const TemporaryFolder folder;
  make_media(folder, "-f lavfi -i testsrc2=s=300x300 -frames:v 1 -pix_fmt yuvj420p", "cover.jpg");
  make_media(folder, "-f lavfi -i testsrc2=s=300x300 -frames:v 1", "cover.png");
  for (const auto& [name, codec, cover, type] : {std::tuple{"a.mp3", "libmp3lame", "cover.jpg", "image/jpeg"},
                                                 {"b.mp3", "libmp3lame", "cover.png", "image/png"},
                                                 {"a.m4a", "aac", "cover.jpg", "image/jpeg"},
                                                 {"a.flac", "flac", "cover.png", "image/png"}}) {
    INFO(name);
    const auto file = make_media(folder,
                                 std::string("-f lavfi -i sine=d=1 -i ") + cover +
                                     " -map 0 -map 1 -c:v copy -disposition:v:0 attached_pic -c:a " + codec,
                                 name);
    const SourceFacts facts = facts_of(file);
    CHECK(facts.kind == "audio");
    CHECK(facts.has_cover);
    CHECK_FALSE(facts.video);
    const OpenFile open(file);
    const auto extracted = extract_cover(open.input(), {}, {});
    REQUIRE(extracted);
    CHECK(extracted->type == type);
    const bool same = extracted->bytes == bytes_of(folder.path() / cover);
    CHECK(same);
    ImageLimits narrow;
    narrow.source_bytes = 100;
    CHECK(extract_cover(open.input(), {}, narrow).error().code == Errc::limit_exceeded);
  }
  const OpenFile plain(make_media(folder, "-f lavfi -i sine=d=1 -c:a aac", "plain.m4a"));
  CHECK(extract_cover(plain.input(), {}, {}).error().code == Errc::not_found);
}

TEST_CASE("metadata is seen by its class and never by its value") {
  const TemporaryFolder folder;
  const auto file = make_media(
      folder,
      "-f lavfi -i testsrc2=s=64x64:d=1 -c:v libx264 -movflags use_metadata_tags -metadata location=+50.45+030.52/ "
      "-metadata make=Phonemaker -metadata artist=Oksana -metadata copyright=CC-BY -metadata "
      "creation_time=2024-05-01T10:00:00Z",
      "m.mp4");
  const SourceFacts facts = facts_of(file);
  CHECK(facts.metadata.location);
  CHECK(facts.metadata.device);
  CHECK(facts.metadata.credit);
  CHECK(facts.metadata.licence);
  CHECK(facts.metadata.creation_time);
  const std::string document = facts.to_json().dump();
  for (const char* secret : {"50.45", "Phonemaker", "Oksana", "2024"})
    CHECK(document.find(secret) == std::string::npos);
  const SourceFacts clean =
      facts_of(make_media(folder, "-f lavfi -i testsrc2=s=64x64:d=1 -c:v libx264 -fflags +bitexact", "c.mp4"));
  CHECK_FALSE(clean.metadata.location);
  CHECK_FALSE(clean.metadata.device);
  CHECK_FALSE(clean.metadata.person);
  CHECK_FALSE(clean.metadata.credit);
}

TEST_CASE("what a cover tells by itself is told apart from what the song tells") {
  const TemporaryFolder folder;
  const auto plain = bytes_of(make_media(folder, "-f lavfi -i color=red:s=32x32 -frames:v 1", "cover.jpg"));
  StillAnnotations annotations;
  annotations.exif = exif_of_phone();
  annotations.xmp = xmp_with(person_shown);
  const auto tagged = rewrite_still(plain, {StillType::jpeg, 32, 32}, "", annotations);
  REQUIRE(tagged);
  write_bytes(folder.path() / "tagged.jpg", *tagged);
  const std::string covered = "-f lavfi -i sine=d=1 -i tagged.jpg -map 0 -map 1 -c:v copy -disposition:v attached_pic ";
  for (const auto& [name, arguments] :
       {std::pair{"a.mp3", covered},
        {"a.flac", covered},
        {"a.m4a", covered + "-c:a aac"},
        {"a.ogg", "-f lavfi -i sine=d=1 -metadata METADATA_BLOCK_PICTURE=" + base64_of(picture_block(*tagged))}}) {
    INFO(name);
    const SourceFacts facts = facts_of(make_media(folder, arguments, name));
    CHECK(facts.has_cover);
    CHECK(facts.cover_metadata == MetadataFacts{.location = true, .device = true, .person = true});
    CHECK_FALSE((facts.metadata.location || facts.metadata.device || facts.metadata.person));
    const std::string document = facts.to_json().dump();
    for (const char* secret : {"Pho", "Oksana"}) CHECK(document.find(secret) == std::string::npos);
    CHECK(SourceFacts::from_json(facts.to_json()).value().cover_metadata == facts.cover_metadata);
  }
  make_media(folder, "-f lavfi -i sine=d=1 -i cover.jpg -map 0 -map 1 -c:v copy", "plain.mp3");
  CHECK(facts_of(folder.path() / "plain.mp3").cover_metadata == MetadataFacts{});

  std::string broken = bytes_of(folder.path() / "a.mp3");
  broken.replace(broken.find("\xFF\xD8\xFF"), 3, "???");
  write_bytes(folder.path() / "broken.mp3", broken);
  CHECK(facts_of(folder.path() / "broken.mp3").cover_metadata == MetadataFacts{.unreadable = true});
}

TEST_CASE("what a film tells in XMP is a fact, and its text is none of its tags") {
  const TemporaryFolder folder;
  const std::string film =
      bytes_of(make_media(folder, "-f lavfi -i testsrc2=s=64x64:d=1 -c:v libx264 -preset ultrafast", "plain.mp4"));
  const auto path = folder.path() / "m.mp4";
  const auto metadata_with = [&](const std::string& packet) {
    write_with_xmp(path, film, packet);
    return facts_of(path).metadata;
  };
  const std::string properties =
      "<exif:GPSLatitude>59,54.8N</exif:GPSLatitude><tiff:Make>Hiddenmake</tiff:Make>"
      "<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>Hidden title</rdf:li></rdf:Alt>"
      "</dc:title>" +
      std::string(person_shown);
  const MetadataFacts told{.location = true, .device = true, .person = true};
  // Editing programs leave room, or write what is longer than all tags together may be.
  for (const std::string& packet : {xmp_with(properties), xmp_with(properties) + std::string(100'000, ' ')}) {
    CHECK(metadata_with(packet) == told);
    const OpenFile open(path);
    const auto words = read_written_words(open.input(), {});
    REQUIRE(words);
    CHECK(words->tags.empty());
  }
  make_media(folder, "-f lavfi -i sine=d=1 -metadata id3v2_priv.XMP='" + xmp_with(person_shown) + "'", "m.mp3");
  CHECK(facts_of(folder.path() / "m.mp3").metadata == MetadataFacts{.person = true});
  CHECK(metadata_with(xmp_with("")) == MetadataFacts{});
  CHECK(metadata_with("<x:xmpmeta") == MetadataFacts{.unreadable = true});
  metadata_with(xmp_with(properties));
  write_bytes(path, bytes_of(path).substr(0, film.size() + 100));
  CHECK(facts_of(path).metadata == MetadataFacts{.unreadable = true});
  CHECK(metadata_with(xmp_with(properties) + std::string(5U << 20U, ' ')) == MetadataFacts{.unreadable = true});
}

TEST_CASE("names of tracks that no program gives by itself are a fact, the usual ones are none") {
  const TemporaryFolder folder;
  const auto has_device = [&](const std::string& handler) {
    const auto file = make_media(folder,
                                 "-f lavfi -i testsrc2=s=64x64:d=1 -c:v libx264 -preset ultrafast -metadata:s:v "
                                 "handler_name='" +
                                     handler + "'",
                                 "h.mp4");
    return facts_of(file).metadata.device;
  };
  for (const char* usual :
       {"VideoHandler", "Core Media Video", "ISO Media file produced by Google Inc. Created on: 04/08/2020.",
        "GPAC ISO Video Handler", "Mainconcept MP4 Video Media Handler", ""}) {
    CAPTURE(usual);
    CHECK_FALSE(has_device(usual));
  }
  for (const char* named : {"Anna iPhone", "GoPro AVC", "Core Media Video of Anna"}) {
    CAPTURE(named);
    CHECK(has_device(named));
  }
}

TEST_CASE("places in the words of a track are a fact, other words are none") {
  for (const char* place : {"<gpx version=\"1.1\"><trk><trkseg><trkpt lat=\"59.91\" lon=\"10.75\"/>",
                            "$GPRMC,123519,A,4807.038,N", "F/2.8, ISO 100, GPS (10.7522, 59.9139, 19)",
                            "[latitude: 59.913912] [longitude: 10.752200]", "<trkpt lat=\"59.9\">", "LAT=-33.8688"}) {
    CAPTURE(place);
    CHECK(tells_places(std::string("\x00\x20", 2) + place));
  }
  for (const char* words : {"We sang all night", "GPS said turn left (12 km)", "Czekam 5 lat 12.500 dni",
                            "plat:59.9139", "altitude: 120.500", "latitude: high", "Love = 3.1415926", ""}) {
    CAPTURE(words);
    CHECK_FALSE(tells_places(words));
  }
  const TemporaryFolder folder;
  const auto film_with = [&](const std::string& words) {
    write_bytes(folder.path() / "s.srt", "1\n00:00:00,000 --> 00:00:01,000\n" + words + "\n");
    return facts_of(
        make_media(folder, "-f lavfi -i testsrc2=s=64x64:d=1 -i s.srt -c:v libx264 -c:s mov_text", "p.mp4"));
  };
  CHECK(film_with("GPS (10.7522, 59.9139, 19)").metadata.location);
  CHECK_FALSE(film_with("We sang all night").metadata.location);
}

TEST_CASE("depth, chroma, colour names, languages and subtitles are facts") {
  const TemporaryFolder folder;
  write_bytes(folder.path() / "s.srt", "1\n00:00:00,000 --> 00:00:01,000\nCześć\n");
  const auto file = make_media(
      folder,
      "-f lavfi -i testsrc2=s=128x96:r=24:d=1 -f lavfi -i sine=d=1 -f lavfi -i sine=d=1 -i s.srt -map 0 -map 1 -map 2 "
      "-map 3 "
      "-c:v libx264 -pix_fmt yuv422p10 -colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range pc "
      "-c:a aac -c:s srt -metadata:s:a:0 language=ukr -metadata:s:a:1 language=nob -metadata:s:s:0 language=pol",
      "all.mkv");
  const SourceFacts facts = facts_of(file);
  REQUIRE(facts.video);
  CHECK(facts.video->codec == "h264");
  CHECK(facts.video->bit_depth == 10);
  CHECK(facts.video->chroma == "4:2:2");
  CHECK(facts.video->full_range);
  CHECK(facts.video->matrix == "bt709");
  CHECK(facts.video->dynamic_range == DynamicRange::standard);
  CHECK(facts.video->frame_rate == Rational{24, 1});
  REQUIRE(facts.audio.size() == 2);
  CHECK(facts.audio[0].language == "uk");
  CHECK(facts.audio[1].language == "nb");
  REQUIRE(facts.subtitles.size() == 1);
  CHECK(facts.subtitles[0].language == "pl");
}

TEST_CASE("a sound that says what it is called is asked, a film is not") {
  const TemporaryFolder folder;
  const auto called = [&](const std::string& title, const std::string& name, const std::string& more = "") {
    return facts_of(make_media(folder, "-f lavfi -i sine=d=1 " + more + " -metadata title='" + title + "'", name))
        .title;
  };
  for (const char* name : {"a.mp3", "a.ogg", "a.flac", "a.m4a"}) {
    INFO(name);
    CHECK(called(" Колискова ", name) == "Колискова");
  }
  CHECK(called("", "b.mp3").empty());
  CHECK(called("\u202Egnos", "c.mp3") == "\\u{202E}gnos");
  CHECK(called("film", "d.mkv", "-f lavfi -i testsrc2=d=1 -c:v mpeg4").empty());
}

TEST_CASE("a container that does not say how long it is gets measured") {
  const TemporaryFolder folder;
  make_media(folder, "-f lavfi -i testsrc2=s=64x64:r=25:d=3 -c:v libvpx -b:v 200k -f webm -live 1", "live.webm");
  const SourceFacts live = facts_of(folder.path() / "live.webm");
  CHECK(live.duration_seconds == Approx(3).margin(0.05));
  CHECK(live.video->duration_seconds == Approx(3).margin(0.05));
  make_media(folder, "-f lavfi -i sine=d=20 -c:a aac", "raw.aac");
  CHECK(facts_of(folder.path() / "raw.aac").duration_seconds == Approx(20).margin(0.1));
}

TEST_CASE("facts survive their document") {
  const TemporaryFolder folder;
  const SourceFacts facts = facts_of(
      make_media(folder, "-f lavfi -i testsrc2=s=64x64:d=1 -f lavfi -i sine=d=1 -c:v libx264 -c:a aac", "f.mp4"));
  const auto again = SourceFacts::from_json(facts.to_json());
  REQUIRE(again);
  CHECK(again->to_json() == facts.to_json());
}

}  // namespace integrart::test
