#pragma once
// Media files that tests make with the ffmpeg program, and sinks that keep what they see.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/base/limits.h"
#include "pipeline/media/decode_pass.h"
#include "pipeline/media/probe.h"
#include "tests/file_bytes.h"
#include "tests/temporary_folder.h"

namespace integrart::test {

/// Runs `ffmpeg ARGUMENTS NAME` in `folder`; the test fails when ffmpeg does.
std::filesystem::path make_media(const TemporaryFolder& folder, const std::string& arguments, const std::string& name);

/// Four quarters of plain colours: red, green (upper left, upper right), blue, white (lower left, lower right).
std::string quarters(int width, int height, double seconds, int rate = 25);

/// An open file, as steps get it.
class OpenFile {
 public:
  explicit OpenFile(const std::filesystem::path& path);
  const InputFile& input() const { return m_opened.second; }

 private:
  std::pair<FileDescriptor, InputFile> m_opened;
};

/// Facts of a file that must be readable.
SourceFacts facts_of(const std::filesystem::path& path);
Result<Noted<SourceFacts>> try_probe(const std::filesystem::path& path, const MediaLimits& limits = {});

struct SeenPicture {
  double time;
  double duration;
  std::int64_t index;
  int width;
  int height;
  std::vector<std::uint8_t> bytes;  // planes one after the other, rows without padding
};

/// Keeps copies of all pictures in a place that outlives the pass.
using SeenPictures = std::shared_ptr<std::vector<SeenPicture>>;
std::unique_ptr<FrameSink> watcher(VideoNeeds needs, SeenPictures seen);

/// The pictures of a file, as a sink with these needs sees them.
struct Watched {
  std::vector<SeenPicture> pictures;
  DecodePassResult result;
};
Watched watch(const std::filesystem::path& path, VideoNeeds needs = {});

/// Runs a pass with default options and two threads.
Result<DecodePassResult> pass_over(const std::filesystem::path& path, std::vector<std::unique_ptr<FrameSink>> sinks);

/// B'G'R' of the pixel at fractions of the picture's size; the picture must be bgr24.
struct Pixel {
  int blue, green, red;
};
Pixel pixel_at(const SeenPicture& picture, double x, double y);

}  // namespace integrart::test
