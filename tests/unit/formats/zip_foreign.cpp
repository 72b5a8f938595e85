// The reader of zip files that somebody else made: it takes what ordinary programs write, and sees what is wrong.
#include <cstring>

#include "formats/pack/archive/zip.h"
#include "tests/pack_trial_files.h"
#include "tests/temporary_folder.h"

using namespace integrart;
namespace fs = std::filesystem;

namespace {

using Contents = std::map<std::string, std::string>;

Result<Contents> unpack(const fs::path& file, const ForeignArchiveLimits& limits = {}) {
  const auto opened = open_regular_file(file.string(), 1U << 30U);
  if (!opened) return tl::unexpected<Error>(opened.error());
  Contents contents;
  const auto keep = [&](const std::string& path, std::uint64_t bytes, const ByteSource& read) -> Result<> {
    std::string content;
    const Result<> done = read([&](std::string_view piece) -> Result<> {
      content += piece;
      return {};
    });
    if (done) CHECK(content.size() == bytes);
    contents[path] = content;
    return done;
  };
  const Result<> walked = walk_foreign_zip(opened->second, limits, keep);
  if (!walked) return tl::unexpected<Error>(walked.error());
  return contents;
}

/// What is wrong, as the message says it: "damaged", "link", ...
std::string kind_of(const Result<Contents>& result) {
  REQUIRE_FALSE(result);
  CHECK(result.error().what.id == "pack.foreign_archive");
  for (const auto& [name, value] : result.error().what.arguments)
    if (name == "kind") return std::get<std::string>(value);
  return {};
}

/// Runs Python with the module zipfile as `z`, in the folder.
void python(const fs::path& folder, const std::string& program) {
  std::ofstream(folder / "program.py") << "import zipfile as z\n" << program << "\n";
  REQUIRE(run("cd '" + folder.string() + "' && python3 program.py") == 0);
}

void put(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace

TEST_CASE("zips of other programs are read: stored, deflated, with folders, comments and descriptors") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "a.zip";
  python(folder.path(), R"(
a = z.ZipFile('a.zip', 'w', z.ZIP_DEFLATED)
a.writestr('h5p.json', '{}')
a.writestr('H5P.A-1.0/', '')
a.writestr('H5P.A-1.0/a.js', 'x' * 300000)
a.writestr('H5P.A-1.0/b.png', bytes(range(256)), z.ZIP_STORED)
a.writestr('empty', '')
a.comment = b'PK\x05\x06 is no end'
a.close()
class Pipe:
    def __init__(self): self.f = open('b.zip', 'wb')
    def write(self, data): return self.f.write(data)
    def flush(self): self.f.flush()
with z.ZipFile(Pipe(), 'w', z.ZIP_DEFLATED) as b: b.writestr('late.txt', 'sizes come after the bytes')
)");
  const Contents contents = value_of(unpack(file));
  CHECK(contents.size() == 4);
  CHECK(contents.at("H5P.A-1.0/a.js") == std::string(300000, 'x'));
  CHECK(contents.at("H5P.A-1.0/b.png").size() == 256);
  CHECK(contents.at("empty").empty());
  CHECK(value_of(unpack(folder.path() / "b.zip")).at("late.txt") == "sizes come after the bytes");
  REQUIRE(run("cd '" + folder.path().string() + "' && printf hello > c.txt && bsdtar -a -cf c.zip c.txt") == 0);
  CHECK(value_of(unpack(folder.path() / "c.zip")).at("c.txt") == "hello");
}

TEST_CASE("a foreign zip that is no such file, a link, doubled, encrypted or too large is refused by name") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "a.zip";
  python(folder.path(), R"(
import warnings; warnings.simplefilter('ignore')
a = z.ZipFile('link.zip', 'w')
link = z.ZipInfo('H5P.A-1.0/passwd'); link.create_system = 3; link.external_attr = 0o120777 << 16
a.writestr(link, '/etc/passwd'); a.close()
a = z.ZipFile('twice.zip', 'w'); a.writestr('a', '1'); a.writestr('a', '2'); a.close()
a = z.ZipFile('bz.zip', 'w', z.ZIP_BZIP2); a.writestr('a', 'x' * 1000); a.close()
a = z.ZipFile('a.zip', 'w', z.ZIP_DEFLATED); a.writestr('a', 'x' * 1000); a.writestr('b', 'y' * 1000); a.close()
)");
  CHECK(kind_of(unpack(folder.path() / "link.zip")) == "link");
  CHECK(kind_of(unpack(folder.path() / "twice.zip")) == "twice");
  CHECK(kind_of(unpack(folder.path() / "bz.zip")) == "packing");
  CHECK(kind_of(unpack(file, {.members = 1})) == "large");
  CHECK(kind_of(unpack(file, {.file_bytes = 999})) == "large");
  CHECK(kind_of(unpack(file, {.total_bytes = 1999})) == "large");
  CHECK(value_of(unpack(file, {.members = 2, .file_bytes = 1000, .total_bytes = 2000})).size() == 2);
  put(folder.path() / "text.zip", "this is no zip file, but long enough to hold an end record of one");
  CHECK(kind_of(unpack(folder.path() / "text.zip")) == "no_zip");
  put(folder.path() / "nothing.zip", "");
  CHECK(kind_of(unpack(folder.path() / "nothing.zip")) == "no_zip");
  std::string encrypted = bytes_of(file);
  encrypted[encrypted.find("PK\1\2") + 8] |= 1;
  put(folder.path() / "locked.zip", encrypted);
  CHECK(kind_of(unpack(folder.path() / "locked.zip")) == "packing");
}

TEST_CASE("a bomb that says it is small stops at what it says, and no flipped or missing byte goes far") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "a.zip", changed = folder.path() / "b.zip";
  python(folder.path(),
         "a = z.ZipFile('a.zip', 'w', z.ZIP_DEFLATED); a.writestr('a.js', 'x' * 1000000); a.writestr('b.js', 'abc'); "
         "a.close()");
  const std::string good = bytes_of(file);
  std::string bomb = good;
  const std::uint32_t small = 100;
  std::memcpy(bomb.data() + bomb.find("PK\1\2") + 24, &small, sizeof(small));
  put(changed, bomb);
  CHECK(kind_of(unpack(changed)) == "damaged");
  const Contents contents = value_of(unpack(file));
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string flipped = good;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
    put(changed, flipped);
    const Result<Contents> result = unpack(changed);
    if (!result) continue;
    // Names and times may differ; what is handed out never does.
    for (const auto& [path, bytes] : *result) CHECK((bytes == contents.at("a.js") || bytes == contents.at("b.js")));
  }
  for (std::size_t size = 0; size < good.size(); ++size) {
    put(changed, good.substr(0, size));
    CHECK_FALSE(unpack(changed));
  }
}
