#pragma once
// Works that a publisher took back. Document "withdrawals/1":
// {"schema","public_key","sequence","works":[{"pack","work", "reason","day","media":[SHA-256]}],"signature"}; the
// signature is Ed25519 over the compact canonical JSON of all other members.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/engine/release/signed_list.h"

namespace integrart {

struct Withdrawal {
  std::string pack, work;          // identifiers
  std::string reason;              // for people; may be empty
  std::string day;                 // YYYY-MM-DD
  std::vector<std::string> media;  // SHA-256 of files that were that work's alone
};

struct Withdrawals {
  std::int64_t sequence = 0;  // goes up with every change: the larger of two lists is the later
  std::vector<Withdrawal> works;
  std::string text;  // of a list that was read: the document as it stands there

  /// The document, signed.
  std::string signed_text(const SigningKey& key) const;
  /// Reads a list that the owner of `public_key_hex` signed. Errc::invalid_input for what is no list,
  /// Errc::refused_by_policy for one that somebody else signed.
  static Result<Withdrawals> read(const std::filesystem::path& file, std::string_view public_key_hex);
};

/// The withdrawal of `work` of the pack with that list. Errc::not_found when it holds no such work.
Result<Withdrawal> withdrawal_of(const SignedList& pack, const std::string& work, const std::string& reason,
                                 const std::string& day);

/// Which withdrawn works are in a pack: by their identifiers, or by a file of theirs, whatever it is called there.
std::vector<Withdrawal> withdrawn_in(const SignedList& pack, const Withdrawals& withdrawals);

}  // namespace integrart
