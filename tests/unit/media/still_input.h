#pragma once
// Pictures for the tests of stills, made by the ffmpeg program or byte by byte.

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "pipeline/base/input_file.h"
#include "tests/file_bytes.h"
#include "tests/temporary_folder.h"

namespace integrart::test {

namespace fs = std::filesystem;

inline bool run(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// Standard output of a shell command: text or bytes.
inline std::string bytes_printed_by(const std::string& command) {
  std::string output;
  FILE* const pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return output;
  char block[65536];
  for (std::size_t count = 0; (count = fread(block, 1, sizeof(block), pipe)) > 0;) output.append(block, count);
  pclose(pipe);
  return output;
}

/// A picture file whose quarters are red, green, blue and white (left to right, top to bottom).
inline fs::path quarters(const fs::path& folder, const std::string& file_name, int width, int height,
                         const std::string& options = "") {
  const fs::path path = folder / file_name;
  const std::string half = std::to_string(width / 2) + "x" + std::to_string(height / 2);
  const std::string colour = " -f lavfi -i color=s=" + half + ":c=";
  const bool made = run("ffmpeg -v error -y" + colour + "red" + colour + "lime" + colour + "blue" + colour + "white" +
                        " -filter_complex '[0][1]hstack[a];[2][3]hstack[b];[a][b]vstack' -frames:v 1 " + options +
                        " '" + path.string() + "'");
  return made ? path : fs::path();
}

struct Colour {
  int red = 0, green = 0, blue = 0;
};

/// Decodes a file with ffmpeg: an independent reader.
struct DecodedPicture {
  int width = 0, height = 0;
  std::string rgb;

  explicit DecodedPicture(const fs::path& path) {
    const std::string size = bytes_printed_by(
        "ffprobe -v error -select_streams v -show_entries stream=width,height -of csv=p=0 '" + path.string() + "'");
    if (std::sscanf(size.c_str(), "%d,%d", &width, &height) != 2) width = height = 0;
    rgb = bytes_printed_by("ffmpeg -v error -noautorotate -i '" + path.string() +
                           "' -f rawvideo -pix_fmt rgb24 -frames:v 1 -");
  }
  /// The colour at a share of width and height.
  Colour at(double x, double y) const {
    const auto column = static_cast<std::size_t>(x * width);
    const auto row = static_cast<std::size_t>(y * height);
    const std::size_t offset = 3 * (row * static_cast<std::size_t>(width) + column);
    if (offset + 2 >= rgb.size()) return {-1, -1, -1};
    const auto byte = [&](std::size_t i) { return static_cast<int>(static_cast<unsigned char>(rgb[offset + i])); };
    return {byte(0), byte(1), byte(2)};
  }
};

inline bool near(const Colour& a, const Colour& b, int tolerance = 24) {
  return std::abs(a.red - b.red) <= tolerance && std::abs(a.green - b.green) <= tolerance &&
         std::abs(a.blue - b.blue) <= tolerance;
}

/// A file opened as steps get it.
class OpenedFile {
 public:
  explicit OpenedFile(const fs::path& path) {
    auto opened = open_regular_file(path.string(), 1ULL << 32U);
    if (!opened) return;
    m_descriptor = std::move(opened->first);
    m_file = opened->second;
  }
  const InputFile& file() const { return m_file; }

 private:
  FileDescriptor m_descriptor;
  InputFile m_file;
};

}  // namespace integrart::test
