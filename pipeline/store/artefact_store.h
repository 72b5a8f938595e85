#pragma once
// Immutable bytes named by their SHA-256. Interface; embedded implementation: file_store.h.

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/artefact.h"
#include "pipeline/base/input_file.h"
#include "pipeline/base/result.h"

namespace integrart {

/// Bytes on their way in. The destructor discards; only `commit` publishes (write to temporary, fsync, rename, fsync of
/// the folder). One thread at a time.
class ArtefactWriter {
 public:
  virtual ~ArtefactWriter() = default;
  virtual Result<> write(std::span<const std::byte> bytes) = 0;
  virtual Result<ArtefactRef> commit() = 0;
};

struct StoreProblem {
  Digest digest;
  Message what;  // missing, wrong size, wrong bytes
};
struct SweepReport {
  std::uint64_t removed = 0, removed_bytes = 0, kept = 0;
};

/// All functions are thread-safe and safe between processes on one folder.
class ArtefactStore {
 public:
  virtual ~ArtefactStore() = default;

  virtual Result<std::unique_ptr<ArtefactWriter>> create(const MediaType& type) = 0;
  Result<ArtefactRef> put(std::string_view bytes, const MediaType& type);
  /// An artefact of what `fill` writes into an empty file by its descriptor, in any order (archives mend what they
  /// wrote before). Read back once to be named; `show` gets the bytes then. When either fails, nothing is kept.
  virtual Result<ArtefactRef> make(const MediaType& type, const std::function<Result<>(int descriptor)>& fill,
                                   const std::function<Result<>(std::string_view piece)>& show) = 0;
  /// Takes in a file: hashes it, then links or copies it. The file itself is left alone.
  virtual Result<ArtefactRef> import_file(const InputFile& file, const MediaType& type) = 0;
  /// Errc::not_found when absent.
  virtual Result<std::pair<FileDescriptor, InputFile>> open(const Digest& digest) const = 0;
  virtual Result<bool> contains(const Digest& digest) const = 0;
  virtual Result<std::vector<Digest>> list() const = 0;
  /// Hashes every artefact again; calls `each` with [0, 1] as it goes.
  virtual Result<std::vector<StoreProblem>> verify(const std::function<void(double)>& each) const = 0;
  /// Takes a damaged artefact out of the store, so that whatever made it makes it again; where it lies now. Empty when
  /// it is sound or gone by now: somebody has put it again.
  virtual Result<std::string> set_aside(const Digest& digest) = 0;
  /// Removes what is not in `live` and has been untouched for `grace`; also temporary files of dead writers of that
  /// age, and what was set aside that long ago.
  virtual Result<SweepReport> sweep(const std::set<Digest>& live, std::chrono::seconds grace) = 0;
};

/// `file:DIR`.
Result<std::unique_ptr<ArtefactStore>> open_artefact_store(std::string_view url);

}  // namespace integrart
