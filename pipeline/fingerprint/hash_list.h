#pragma once
// Lists of known media, as people and ThreatExchange tools exchange them: one hash a line.
//
//   # owner: Network of women's houses          what holds for the whole list: owner, reason, action
//   # action: review                            note | review | block
//   hash,label                                  a first line of column names is optional: hash, label, owner, reason,
//   d8f8f0cec0f4a84f...9b22,wedding photo       action, quality in any order; others are left out
//   d8f8f0cec0f4a84f...9b22,100,photo.jpg       as ThreatExchange's hashers print them: hash, quality, name of the file
//   hash=d8f8...9b22,norm=128,delta=0,quality=100,filename=photo.jpg      and with their --details
//   vpdq:0.00=d8f8...9b22 0.25=d8f9...9b22,clip   pictures of a film with their seconds
//   chromaprint:627964279 627964311 ...,song      raw items; compressed fingerprints are never decoded
//
// Fields may stand in quotation marks as in CSV (RFC 4180, without line breaks inside). Without column names the rest
// of the line is the label. A picture of a quality below least_quality would be found everywhere: it is left out and
// counted.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/fingerprint/frame_hash.h"
#include "pipeline/fingerprint/pdq_hash.h"

namespace integrart {

/// What a list asks for when something matches. A policy may ask for less.
enum class ListAction : std::uint8_t { note, review, block };
std::string_view name_of(ListAction action);

struct HashListLimits {
  std::uint64_t source_bytes = 256ULL << 20U;  // three million hashes with labels
  std::size_t entries = 4'000'000;
  std::size_t line_bytes = 1U << 20U;  // a sound of two hours is 640 kB
  std::size_t label_bytes = 1024;
  std::size_t terms = 10'000;  // different owners, reasons and actions
  std::size_t film_pictures = 7'200;
  std::size_t sound_items = 60'000;
};

/// Whose list it is, why the medium is on it, and what is asked for.
struct ListTerms {
  std::string owner;
  std::string reason;
  ListAction action = ListAction::review;

  bool operator==(const ListTerms&) const = default;
};

/// Label and terms of an entry. Small, since lists are long.
struct ListedAs {
  std::uint32_t label_begin = 0;  // in HashList::labels
  std::uint32_t label_bytes = 0;
  std::uint32_t terms = 0;  // in HashList::terms
};

struct HashList {
  template <class Hash>
  struct Entry {
    Hash hash;
    ListedAs as;
  };
  std::vector<Entry<PdqHash>> pictures;
  std::vector<Entry<std::vector<FrameHash>>> films;
  std::vector<Entry<std::vector<std::uint32_t>>> sounds;
  std::vector<ListTerms> terms;
  std::string labels;
  std::int64_t too_plain = 0;  // pictures that were left out for their quality

  std::string_view label_of(const ListedAs& as) const {
    return std::string_view(labels).substr(as.label_begin, as.label_bytes);
  }
  const ListTerms& terms_of(const ListedAs& as) const { return terms[as.terms]; }
  std::size_t size() const { return pictures.size() + films.size() + sounds.size(); }
};

/// A list with a line that cannot be read is refused as a whole, with the number of the line: half of a list would look
/// like all of it. `name` is for messages. Errors: invalid_input, limit_exceeded.
Result<HashList> read_hash_list(std::string_view bytes, const std::string& name, const HashListLimits& limits = {});

/// Says how many entries were left out of a list, when any were.
std::optional<Message> note_of_left_out(const HashList& list, const std::string& name);

/// True when the first line that says anything begins as such a list does: to tell lists from media.
bool looks_like_hash_list(std::string_view begin_of_file);

/// Lines of a list. `label` is put in quotation marks where it must.
std::string list_line(const PdqHash& hash, std::string_view label);
std::string list_line(const std::vector<FrameHash>& film, std::string_view label);
std::string list_line(const std::vector<std::uint32_t>& sound, std::string_view label);

}  // namespace integrart
