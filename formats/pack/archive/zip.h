#pragma once
// The one zip writer of all packs, and the strict reader that `pack verify` uses. (zlib's home)
//
// Source of the layout: PKWARE APPNOTE.TXT 6.3.10, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT

#include <cstdint>
#include <span>
#include <string>

#include "pipeline/base/archive_format.h"

namespace integrart {

struct ZipOptions {
  /// Path that comes first, stored, where there is such a file: EPUB asks for it. All others are sorted by bytes.
  std::string first = "mimetype";
  /// Sizes and offsets from here on use zip64 fields. Lower only in tests.
  std::uint64_t zip64_from = 0xFFFF'FFFF;
};

/// Writes `files` to the empty, seekable `file_descriptor`. UTF-8 names (flag bit 11), sizes and CRC-32 in the local
/// header, no data descriptors, no directory entries, one fixed time stamp, text deflated and media stored, zip64
/// fields only where needed. Errc::invalid_input or conflict for names (check_pack_paths) and for sizes that are not as
/// said.
Result<> write_zip(std::span<const PackFile> files, int file_descriptor, const ZipOptions& options);

/// Calls `visit` for every member, in the order of the archive. Accepts exactly what write_zip writes: anything else
/// (gaps, comments, other header fields, a CRC that differs) is Errc::invalid_input naming the member. Damage in the
/// header of a member does not end the walk at once: the member is visited with a source that fails.
Result<> walk_zip(const InputFile& archive, const ArchiveVisitor& visit, const ZipOptions& options);

/// Calls `visit` for every file of a zip that anybody made, in the order of its directory: see ArchiveFormat.
/// Packings: stored and deflated; zip64, encryption and archives in parts are Errc::unsupported.
Result<> walk_foreign_zip(const InputFile& archive, const ForeignArchiveLimits& limits, const ArchiveVisitor& visit);

/// Whether the bytes of a file of that name are worth deflating (text), by its extension.
bool is_deflated_in_packs(std::string_view path);

/// "zip": the functions above with default options.
extern const ArchiveFormat zip_archive;

}  // namespace integrart
