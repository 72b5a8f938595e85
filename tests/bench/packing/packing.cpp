// Measures writing a pack of 400 MB of media and 500 texts against `zip -0` of the same files: processor time, user and
// system, of both in one run, three times each in turn, the fastest counts.

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>

#include "formats/tables.h"
#include "pipeline/engine/pack_writer.h"
#include "tests/bench/packing/processor_time.h"
#include "tests/temporary_folder.h"

using namespace integrart;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t films = 8, film_bytes = 50'000'000, texts = 500, text_bytes = 8'000;

/// The files on disk, and the tree that a format would make of them: media are artefacts, texts were written by it.
struct Trial {
  TemporaryFolder folder;
  PackTree tree;
  std::map<Digest, fs::path> files;

  Trial() {
    std::mt19937_64 random(7);
    fs::create_directories(folder.path() / "pack");
    for (std::size_t i = 0; i < films; ++i) {
      std::string bytes(film_bytes, '\0');
      for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
        const std::uint64_t word = random();
        std::copy_n(reinterpret_cast<const char*>(&word), 8, bytes.data() + at);
      }
      const std::string name = fmt::format("film-{}.mp4", i);
      std::ofstream(folder.path() / "pack" / name, std::ios::binary) << bytes;
      const ArtefactRef ref{digest_of(bytes), bytes.size(), "video/mp4"};
      files[ref.digest] = folder.path() / "pack" / name;
      tree.entries.push_back({name, ref});
    }
    for (std::size_t i = 0; i < texts; ++i) {
      std::string text;
      while (text.size() < text_bytes) text += fmt::format("line {} of text {}\n", text.size(), random() % 1000);
      const std::string name = fmt::format("text-{}.js", i);
      std::ofstream(folder.path() / "pack" / name) << text;
      tree.entries.push_back({name, text});
    }
  }

  double pack() const {
    PackFormat format{};
    format.id = "web";
    PackManifest manifest;
    manifest.id = "bench";
    SigningKey key;
    const double before = seconds_of(RUSAGE_SELF);
    const auto tree_of_pack = sign_pack(tree, manifest, format, key);
    const auto written = write_pack_archive(
        *tree_of_pack,
        [&](const ArtefactRef& ref) { return open_regular_file(files.at(ref.digest).string(), UINT64_MAX); },
        zip_archive, folder.path() / "ours.zip");
    if (!written) fmt::print("{}\n", render(written.error()));
    return written ? seconds_of(RUSAGE_SELF) - before : -1;
  }

  double zip() const {
    const double before = seconds_of(RUSAGE_CHILDREN);
    const std::string command =
        fmt::format("cd '{}' && rm -f theirs.zip && zip -0 -q -r theirs.zip pack", folder.path().string());
    const int status = std::system(command.c_str());
    return status == 0 ? seconds_of(RUSAGE_CHILDREN) - before : -1;
  }
};

}  // namespace

int main() {
  const Trial trial;
  double ours = 1e9, theirs = 1e9;
  for (int i = 0; i < 3; ++i) {
    const double pack = trial.pack();
    const double zip = trial.zip();
    if (pack < 0 || zip < 0) return 1;
    ours = std::min(ours, pack);
    theirs = std::min(theirs, zip);
  }
  fmt::print("packing | {} MB | pack {:.2f} s | zip -0 {:.2f} s | ratio {:.2f}\n", films * film_bytes / 1'000'000, ours,
             theirs, ours / theirs);
  return ours <= 1.5 * theirs ? 0 : 1;
}
