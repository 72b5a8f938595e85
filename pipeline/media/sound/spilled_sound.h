#pragma once
// Sound kept on disk while it is measured, so that memory does not grow with duration.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>

#include "pipeline/base/input_file.h"
#include "pipeline/base/result.h"

namespace integrart {

/// Float samples in a scratch file that has no name any more: it goes with the last descriptor, even after a crash.
class SpilledSound {
 public:
  static Result<SpilledSound> create(const std::filesystem::path& scratch_folder);

  Result<> append(std::span<const float> samples);
  /// Gives all samples in order, in blocks of at most `block` (the caller may change what it gets); may be repeated.
  Result<> replay(std::size_t block, const std::stop_token& stop,
                  const std::function<Result<>(std::span<float>)>& consumer) const;

 private:
  explicit SpilledSound(FileDescriptor file) : m_file(std::move(file)) {}

  FileDescriptor m_file;
  std::uint64_t m_samples = 0;
};

}  // namespace integrart
