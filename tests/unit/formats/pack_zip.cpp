// The zip writer, judged by unzip, Python and bsdtar; and the strict reader, which must see every flipped bit.
#include <algorithm>

#include "formats/pack/archive/zip.h"
#include "pipeline/base/digest.h"
#include "pipeline/base/pack_path.h"
#include "tests/pack_trial_files.h"
#include "tests/temporary_folder.h"

using namespace integrart;
namespace fs = std::filesystem;

namespace {

std::vector<PackFile> some_files() {
  return {file_of("index.html", std::string(5000, 'a') + "<p>Привіт</p>"), file_of("empty.txt", ""),
          file_of("works/song/video-360p.mp4", std::string("\0\1\2\3media", 9)),
          file_of("Works2/data.js", "integrart.works[1] = {};")};
}

Result<> write_to(const fs::path& file, const std::vector<PackFile>& files, const ZipOptions& options = {}) {
  const FileDescriptor out(open(file.c_str(), O_RDWR | O_CREAT | O_TRUNC, 0644));
  return write_zip(files, out.get(), options);
}

using Contents = std::map<std::string, std::string>;

Result<Contents> walk(const fs::path& file, const ZipOptions& options = {}) {
  const auto opened = open_regular_file(file.string(), 1U << 30U);
  if (!opened) return tl::unexpected<Error>(opened.error());
  Contents contents;
  const Result<> walked = walk_zip(
      opened->second,
      [&](const std::string& path, std::uint64_t bytes, const ByteSource& read) -> Result<> {
        std::string content;
        const Result<> done = read([&](std::string_view piece) -> Result<> {
          content += piece;
          return {};
        });
        if (!done) return done;
        CHECK(content.size() == bytes);
        contents[path] = content;
        return {};
      },
      options);
  if (!walked) return tl::unexpected<Error>(walked.error());
  return contents;
}

void check_judges(const fs::path& file, std::size_t members) {
  CAPTURE(file);
  CHECK(run("unzip -tqq '" + file.string() + "'") == 0);
  CHECK(run("bsdtar -tf '" + file.string() + "'") == 0);
  CHECK(run("python3 -c 'import sys, zipfile; z = zipfile.ZipFile(\"" + file.string() +
            "\"); sys.exit(z.testzip() is not None or len(z.namelist()) != " + std::to_string(members) + ")'") == 0);
}

}  // namespace

TEST_CASE("three independent programs read the zip, and so does the strict reader") {
  TemporaryFolder folder;
  const fs::path file = folder.path() / "pack.zip";
  value_of(write_to(file, some_files()));
  check_judges(file, 4);
  const Contents contents = value_of(walk(file));
  CHECK(contents.size() == 4);
  CHECK(contents.at("index.html").ends_with("<p>Привіт</p>"));
  CHECK(contents.at("empty.txt").empty());
  CHECK(contents.at("works/song/video-360p.mp4") == std::string("\0\1\2\3media", 9));
}

TEST_CASE("the judges of the zip can say no") {
  TemporaryFolder folder;
  const fs::path file = folder.path() / "pack.zip";
  value_of(write_to(file, some_files()));
  std::string bytes = bytes_of(file);
  bytes[bytes.find("media")] = 'M';
  write_bytes(file, bytes);
  CHECK(run("unzip -tqq '" + file.string() + "'") != 0);
  CHECK(run("bsdtar -xOf '" + file.string() + "'") != 0);
  CHECK_FALSE(walk(file));
}

TEST_CASE("the same files in any order give the same bytes, and texts are smaller") {
  TemporaryFolder folder;
  std::vector<PackFile> files = some_files();
  value_of(write_to(folder.path() / "a.zip", files));
  std::ranges::reverse(files);
  value_of(write_to(folder.path() / "b.zip", files));
  CHECK(bytes_of(folder.path() / "a.zip") == bytes_of(folder.path() / "b.zip"));
  CHECK(fs::file_size(folder.path() / "a.zip") < 1200);
}

TEST_CASE("headers hold sizes and CRC, UTF-8 flag and the fixed time stamp, and nothing else") {
  TemporaryFolder folder;
  const fs::path file = folder.path() / "pack.zip";
  value_of(write_to(file, {file_of("a.xhtml", "<html/>"), file_of("mimetype", "application/epub+zip")}));
  const std::string bytes = bytes_of(file);
  CHECK(bytes.substr(0, 4) == "PK\3\4");
  CHECK(bytes.substr(6, 2) == std::string("\0\x08", 2));          // UTF-8 names, no data descriptor
  CHECK(bytes.substr(8, 2) == std::string("\0\0", 2));            // stored
  CHECK(bytes.substr(10, 4) == std::string("\0\0\x21\0", 4));     // 1980-01-01 00:00
  CHECK(bytes.substr(18, 4) == std::string("\x14\0\0\0", 4));     // 20 bytes
  CHECK(bytes.substr(28, 2) == std::string("\0\0", 2));           // no extra field
  CHECK(bytes.substr(30, 28) == "mimetypeapplication/epub+zip");  // EPUB: readable at a fixed place
  CHECK(value_of(walk(file)).size() == 2);
  CHECK_FALSE(walk(file, {.first = ""}));  // not sorted
}

TEST_CASE("zip64 fields appear only when needed, and the judges read them") {
  TemporaryFolder folder;
  const ZipOptions small{.first = "", .zip64_from = 100};
  const fs::path file = folder.path() / "large.zip";
  value_of(write_to(file,
                    {file_of("a.mp4", std::string(99, 'x')), file_of("b.mp4", std::string(100, 'y')),
                     file_of("c.txt", std::string(40, 'z'))},
                    small));
  check_judges(file, 3);
  CHECK(value_of(walk(file, small)).at("b.mp4") == std::string(100, 'y'));
  const std::string bytes = bytes_of(file);
  CHECK(bytes.find(std::string("\x01\0\x10\0", 4)) != std::string::npos);
  CHECK(bytes.find("PK\6\6") != std::string::npos);

  std::vector<PackFile> many;
  for (int i = 0; i < 65600; ++i) many.push_back(file_of(std::string("f").append(std::to_string(i)), "x"));
  const fs::path crowd = folder.path() / "many.zip";
  value_of(write_to(crowd, many));
  check_judges(crowd, many.size());
  CHECK(value_of(walk(crowd)).size() == many.size());
  value_of(write_to(crowd, some_files()));
  CHECK(bytes_of(crowd).find("PK\6\6") == std::string::npos);
}

TEST_CASE("a file that gives other bytes than it said stops the archive") {
  TemporaryFolder folder;
  PackFile longer = file_of("a.mp4", "12345");
  longer.bytes = 4;
  PackFile shorter = file_of("a.mp4", "12345");
  shorter.bytes = 6;
  for (const PackFile& file : {longer, shorter}) {
    const Result<> written = write_to(folder.path() / "pack.zip", {file});
    REQUIRE_FALSE(written);
    CHECK(written.error().what.id == "pack.size_differs");
  }
}

TEST_CASE("names that do not work everywhere are refused") {
  for (const char* path :
       {"",    "/a",      "a/",   "a//b", "../a",     "a/../b",    ".",  ".hidden", "a/.b",  "_a",  "a/_b", "a\\b",
        "a:b", "дім.txt", "a\nb", "con",  "COM1.txt", "x/aux.mp4", "a.", "a ",      "a\x7f", "a?b", "a*b"}) {
    CAPTURE(path);
    CHECK_FALSE(check_pack_path(path));
  }
  CHECK_FALSE(check_pack_path(std::string(121, 'a')));
  CHECK(check_pack_path(std::string(120, 'a')));
  CHECK(check_pack_path("works/two-homes/subtitles-sr-latn.vtt"));
  CHECK(check_pack_path("META-INF/container.xml"));
  CHECK(check_pack_path("console.txt"));
  const auto together = [](std::vector<std::string_view> paths) { return check_pack_paths(paths).has_value(); };
  CHECK(together({"a", "b/c", "b/d"}));
  CHECK_FALSE(together({"a.txt", "A.TXT"}));
  CHECK_FALSE(together({"b", "B/c"}));
  CHECK_FALSE(together({"a", "a"}));
}

TEST_CASE("every flipped bit and every cut is seen by the strict reader") {
  TemporaryFolder folder;
  const fs::path file = folder.path() / "pack.zip";
  value_of(write_to(
      file, {file_of("a.txt", "hello hello hello hello hello, дім"), file_of("b.mp4", "sound"), file_of("e.js", "")}));
  const std::string good = bytes_of(file);
  const Contents contents = value_of(walk(file));
  std::size_t unseen = 0;
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string bad = good;
      bad[at] = static_cast<char>(static_cast<unsigned char>(bad[at]) ^ (1U << bit));
      write_bytes(file, bad);
      const Result<Contents> walked = walk(file);
      // A member under another name is seen by whoever compares with the signed list.
      if (walked && *walked == contents) ++unseen;
    }
  }
  CHECK(unseen == 0);
  for (std::size_t length = 0; length < good.size(); ++length) {
    write_bytes(file, good.substr(0, length));
    CHECK_FALSE(walk(file));
  }
  write_bytes(file, good + "x");
  CHECK_FALSE(walk(file));
  write_bytes(file, "x" + good);
  CHECK_FALSE(walk(file));
}
