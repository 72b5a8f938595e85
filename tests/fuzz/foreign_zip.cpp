// A zip file from anywhere: it is refused, or everything in it has the size that was said and stays within the bounds.

#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>

#include "formats/pack/archive/zip.h"
#include "tests/fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace integrart;
  const FileDescriptor file(memfd_create("zip", MFD_CLOEXEC));
  if (!file || write(file.get(), data, size) != static_cast<ssize_t>(size)) return 0;
  const ForeignArchiveLimits limits{.members = 100, .file_bytes = 1U << 20U, .total_bytes = 4U << 20U};
  std::uint64_t members = 0, total = 0;
  const auto visit = [&](const std::string&, std::uint64_t bytes, const ByteSource& read) -> Result<> {
    std::uint64_t given = 0;
    const Result<> done = read([&](std::string_view piece) -> Result<> {
      given += piece.size();
      return {};
    });
    total += given;
    if (++members > limits.members || given > bytes || bytes > limits.file_bytes || total > limits.total_bytes)
      std::abort();
    if (done && given != bytes) std::abort();
    return done;
  };
  const Result<> walked = walk_foreign_zip({file.get(), size, "a.zip"}, limits, visit);
  if (!walked && render(walked.error()).empty()) std::abort();
  return 0;
}
