#pragma once
// Which entries of a list, or which other media, a medium is like.

#include <optional>
#include <string>
#include <vector>

#include "pipeline/fingerprint/fingerprint.h"
#include "pipeline/fingerprint/hash_list.h"

namespace integrart {

/// What is alike.
enum class LikeMedia : std::uint8_t { image, video, audio };
std::string_view name_of(LikeMedia media);

struct LookAlike {
  LikeMedia media = LikeMedia::image;
  std::string query;    // of a list of queries: label, or hash; else empty
  std::string entry;    // label, or hash of the entry
  std::string variant;  // how the query had to be changed: "as_it_is", "inside mirrored", "speed 1.03"
  double distance = 0;  // bits: of 256 for pictures, mean over the pictures of a film; of 32, mean, for sound
  bool sure = true;     // false: near the limit, a person should look or listen
  std::optional<double> begin, end;   // seconds of the query
  std::optional<double> entry_begin;  // seconds of the entry
  ListTerms terms;

  /// 1: equal; 0: as far apart as unlike media are.
  double similarity() const;
  Json to_json() const;
};

struct LookAlikeLimits {
  std::size_t found = 10'000;                       // look-alikes given back
  std::uint64_t comparisons = 120'000'000'000;      // of pictures: one and a half minutes
  std::uint64_t sound_comparisons = 2'000'000'000;  // items of queries times items of entries
};

/// The nearest way for each entry, in the order of the list.
Result<std::vector<LookAlike>> look_alikes_in(const HashList& list, const Fingerprint& query,
                                              const LookAlikeLimits& limits = {});
/// The entries of one list among those of another: its pictures as they are and turned, films, sounds.
Result<std::vector<LookAlike>> look_alikes_in(const HashList& list, const HashList& queries,
                                              const LookAlikeLimits& limits = {});

/// What `query` has in common with another medium, whose name is `entry`.
std::vector<LookAlike> look_alikes_of(const Fingerprint& query, const Fingerprint& other, const std::string& entry);

}  // namespace integrart
