// Replays seed files where there is no libFuzzer: every file, every beginning of it, and every file with one byte
// spoilt.

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/fuzz/target.h"

namespace {

void run(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

void run_with_variations(const std::string& bytes) {
  run(bytes);
  const std::size_t step = bytes.size() / 200 + 1;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    run(bytes.substr(0, at));
    for (const char spoilt : {'\0', '<', '\xff', '-', '\n'}) {
      std::string changed = bytes;
      changed[at] = spoilt;
      run(changed);
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  std::size_t files = 0;
  for (const std::string& folder : std::vector<std::string>(arguments + 1, arguments + count)) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      run_with_variations(std::string(std::istreambuf_iterator<char>(file), {}));
      ++files;
    }
  }
  std::cout << files << " seeds replayed\n";
  return files > 0 ? 0 : 1;
}
