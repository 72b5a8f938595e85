#include "pipeline/engine/release/kept_withdrawals.h"

#include <optional>
#include <system_error>

#include "pipeline/engine/file_stamp.h"

namespace integrart {

std::filesystem::path kept_withdrawals_of(const std::filesystem::path& installed) {
  std::error_code error;
  std::filesystem::path whole = std::filesystem::absolute(installed, error).lexically_normal();
  if (!whole.has_filename()) whole = whole.parent_path();  // "songs.web/"
  whole += ".withdrawn.json";
  return whole;
}

Result<Withdrawals> remember_withdrawals(const std::filesystem::path& installed, const std::filesystem::path& given,
                                         std::string_view public_key_hex) {
  const std::filesystem::path place = kept_withdrawals_of(installed);
  std::optional<Withdrawals> kept, offered;
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(place, error))) {
    TRY_ASSIGN(kept, Withdrawals::read(place, public_key_hex));
  }
  if (!given.empty()) {
    TRY_ASSIGN(offered, Withdrawals::read(given, public_key_hex));
  }
  // Of equally late lists the kept one stays: a publisher counts up with every change.
  if (kept && (!offered || kept->sequence >= offered->sequence)) return std::move(*kept);
  if (!offered) return Withdrawals{};
  TRY(write_text_file(place, offered->text));
  return std::move(*offered);
}

}  // namespace integrart
