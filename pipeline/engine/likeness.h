#pragma once
// Which other works a work is like: those before it in its collection, and those that the ledger remembers.

#include <string>
#include <vector>

#include "pipeline/fingerprint/fingerprint.h"
#include "pipeline/store/ledger.h"

namespace integrart {

/// Id of the step that takes a work's fingerprint.
inline constexpr std::string_view fingerprint_step = "fingerprint";

class KnownWorks {
 public:
  /// The works that earlier builds left in the ledger, but those of `leave_out`. A record that cannot be read is left
  /// out too.
  static Result<KnownWorks> remembered(Ledger& ledger, const std::vector<std::string>& leave_out);

  /// `key`: of the step that took the fingerprint.
  void add(std::string work, std::string key, Fingerprint fingerprint);
  /// Look-alikes of `fingerprint` among them, as documents (pipeline/fingerprint/look_alike.h) that name the work. A
  /// work of the same id is another version of the same, and no duplicate. Two films of three minutes take two
  /// milliseconds for each way in which they are compared (tests/bench/fingerprint/run), so that the ledger remembers
  /// what was found among just these.
  Result<Json> look_alikes(const std::string& work, const std::string& key, const Fingerprint& fingerprint,
                           Ledger& ledger) const;

 private:
  struct Known {
    std::string work;
    std::string key;
    Fingerprint fingerprint;
  };
  Json compare(const std::string& work, const Fingerprint& fingerprint) const;

  std::vector<Known> m_works;
};

}  // namespace integrart
