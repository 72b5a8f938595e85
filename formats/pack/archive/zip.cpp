#include "formats/pack/archive/zip.h"

#include <libdeflate.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

#include "formats/pack/archive/zip_record.h"
#include "pipeline/base/pack_path.h"

namespace integrart {
namespace {

constexpr std::size_t buffer_bytes = 256U << 10U;

/// Appends to a file through a buffer and can mend what it wrote before.
class Output {
 public:
  explicit Output(int file_descriptor) : m_descriptor(file_descriptor) { m_buffer.reserve(buffer_bytes); }

  std::uint64_t position() const { return m_flushed + m_buffer.size(); }

  Result<> append(std::string_view piece) {
    if (m_buffer.size() + piece.size() > buffer_bytes) TRY(flush());
    if (piece.size() >= buffer_bytes) return write_all(piece);
    m_buffer += piece;
    return {};
  }

  Result<> flush() {
    TRY(write_all(m_buffer));
    m_buffer.clear();
    return {};
  }

  Result<> overwrite(std::uint64_t offset, std::string_view bytes) {
    TRY(flush());
    while (!bytes.empty()) {
      const ssize_t written = pwrite(m_descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
      TRY(check(written));
      if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
      if (written > 0) offset += static_cast<std::uint64_t>(written);
    }
    return {};
  }

 private:
  static Result<> check(ssize_t written) {
    if (written >= 0 || errno == EINTR) return {};
    return fail(Errc::unavailable, "pack.cannot_write", {{"reason", std::string(std::strerror(errno))}});
  }

  Result<> write_all(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
      TRY(check(written));
      if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
      if (written > 0) m_flushed += static_cast<std::uint64_t>(written);
    }
    return {};
  }

  int m_descriptor;
  std::uint64_t m_flushed = 0;
  std::string m_buffer;
};

/// Raw deflate (RFC 1951) at the highest level.
class Deflater {
 public:
  Deflater() {
    m_ready = deflateInit2(&m_stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) == Z_OK;
  }
  ~Deflater() {
    if (m_ready) deflateEnd(&m_stream);
  }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  /// Every piece but the last must be smaller than 4 GiB; `last` with an empty piece ends the stream.
  Result<> add(std::string_view piece, bool last, Output& out) {
    if (!m_ready) return fail(Errc::limit_exceeded, "pack.no_memory");
    // zlib's interface is not const-correct without ZLIB_CONST; it does not write through next_in.
    m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
    m_stream.avail_in = static_cast<uInt>(piece.size());
    std::array<char, 64U << 10U> chunk;
    do {
      m_stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
      m_stream.avail_out = static_cast<uInt>(chunk.size());
      if (deflate(&m_stream, last ? Z_FINISH : Z_NO_FLUSH) == Z_STREAM_ERROR)
        return fail(Errc::internal, "pack.no_memory");
      TRY(out.append({chunk.data(), chunk.size() - m_stream.avail_out}));
    } while (m_stream.avail_out == 0);
    return {};
  }

 private:
  z_stream m_stream{};
  bool m_ready = false;
};

/// Appends one member; its local header is written twice, the second time with CRC and sizes.
Result<zip::Member> append_member(const PackFile& file, bool deflated, Output& out, const ZipOptions& options) {
  zip::Member member{.path = file.path, .method = deflated ? zip::deflated : zip::stored, .bytes = file.bytes};
  member.packed_bytes = deflated ? 0 : file.bytes;
  member.offset = out.position();
  TRY(out.append(zip::local_header(member, options.zip64_from)));
  const std::uint64_t begin = out.position();
  const auto deflater = deflated ? std::make_unique<Deflater>() : nullptr;
  std::uint64_t taken = 0;
  TRY(file.read([&](std::string_view piece) -> Result<> {
    taken += piece.size();
    if (taken > file.bytes) return fail(Errc::conflict, "pack.size_differs", {{"path", file.path}});
    member.crc = libdeflate_crc32(member.crc, piece.data(), piece.size());
    return deflater ? deflater->add(piece, false, out) : out.append(piece);
  }));
  if (taken != file.bytes) return fail(Errc::conflict, "pack.size_differs", {{"path", file.path}});
  if (deflater) TRY(deflater->add({}, true, out));
  member.packed_bytes = out.position() - begin;
  TRY(out.overwrite(member.offset, zip::local_header(member, options.zip64_from)));
  return member;
}

/// Whether to deflate: large texts are stored so that the size of a local header is known before its bytes are.
bool is_deflated(const PackFile& file, const ZipOptions& options) {
  constexpr std::uint64_t largest_text = 64ULL << 20U;
  return file.path != options.first && file.bytes > 0 && file.bytes < std::min(largest_text, options.zip64_from / 2) &&
         is_deflated_in_packs(file.path);
}

std::vector<const PackFile*> in_order(std::span<const PackFile> files, std::string_view first) {
  std::vector<const PackFile*> order;
  for (const PackFile& file : files) order.push_back(&file);
  std::ranges::sort(order, [&](const PackFile* a, const PackFile* b) {
    return std::pair(a->path != first, std::string_view(a->path)) <
           std::pair(b->path != first, std::string_view(b->path));
  });
  return order;
}

}  // namespace

bool is_deflated_in_packs(std::string_view path) {
  static constexpr auto texts = std::to_array<std::string_view>(
      {"css", "csv",  "dtd", "htm", "html", "js",  "json",        "jsonld", "md",  "ncx", "opf",
       "sig", "smil", "svg", "tsv", "txt",  "vtt", "webmanifest", "xhtml",  "xml", "xsd"});
  const std::size_t dot = path.find_last_of("./");
  if (dot == std::string_view::npos || path[dot] == '/') return false;
  return std::ranges::find(texts, path.substr(dot + 1)) != texts.end();
}

Result<> write_zip(std::span<const PackFile> files, int file_descriptor, const ZipOptions& options) {
  const std::vector<const PackFile*> order = in_order(files, options.first);
  std::vector<std::string_view> paths;
  for (const PackFile* file : order) paths.push_back(file->path);
  TRY(check_pack_paths(paths));

  Output out(file_descriptor);
  std::vector<zip::Member> members;
  for (const PackFile* file : order) {
    TRY_ASSIGN(zip::Member member, append_member(*file, is_deflated(*file, options), out, options));
    members.push_back(std::move(member));
  }
  zip::Directory directory{.members = members.size(), .offset = out.position()};
  for (const zip::Member& member : members) TRY(out.append(zip::central_header(member, options.zip64_from)));
  directory.bytes = out.position() - directory.offset;
  TRY(out.append(zip::end_records(directory, options.zip64_from)));
  return out.flush();
}

const ArchiveFormat zip_archive{
    .id = "zip",
    .write = [](std::span<const PackFile> files, int descriptor) { return write_zip(files, descriptor, {}); },
    .walk = [](const InputFile& archive, const ArchiveVisitor& visit) { return walk_zip(archive, visit, {}); },
    .walk_foreign = walk_foreign_zip,
};

}  // namespace integrart
