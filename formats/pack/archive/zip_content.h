#pragma once
// The bytes of zip members, unpacked and checked. Private to this folder.

#include <functional>
#include <optional>
#include <string>

#include "formats/pack/archive/zip_record.h"
#include "pipeline/base/archive_format.h"
#include "pipeline/base/input_file.h"

namespace integrart::zip {

/// Exactly `bytes` bytes from `offset`; absent when the file is shorter.
std::optional<std::string> bytes_at(const InputFile& archive, std::uint64_t offset, std::uint64_t bytes);

/// What may stand behind the end of a deflated stream, in its last byte and in the member.
enum class DeflateTail : std::uint8_t { zero_bits, anything };

/// Hands the content of `member`, whose packed bytes begin at `begin`, to `sink`, piece by piece; never more than its
/// record says. `damage` makes the error when size, CRC-32, the stream or its tail are not as they should be.
Result<> read_content(const InputFile& archive, const Member& member, std::uint64_t begin, DeflateTail tail,
                      const std::function<Error()>& damage, const ByteSink& sink);

}  // namespace integrart::zip
