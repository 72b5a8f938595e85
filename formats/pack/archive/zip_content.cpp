#include "formats/pack/archive/zip_content.h"

#include <libdeflate.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>

namespace integrart::zip {
namespace {

constexpr std::uint64_t piece_bytes = 256U << 10U;

class Inflater {
 public:
  explicit Inflater(DeflateTail tail) : m_tail(tail) { m_ready = inflateInit2(&m_stream, -MAX_WBITS) == Z_OK; }
  ~Inflater() {
    if (m_ready) inflateEnd(&m_stream);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// Inflates one piece. False when the stream is broken, or its tail is not what may stand there.
  Result<bool> add(std::string_view piece, const ByteSink& sink) {
    if (!m_ready) return fail(Errc::limit_exceeded, "pack.no_memory");
    m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
    m_stream.avail_in = static_cast<uInt>(piece.size());
    std::array<char, 64U << 10U> chunk;
    while (true) {
      if (m_ended) return m_tail == DeflateTail::anything || m_stream.avail_in == 0;
      m_stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
      m_stream.avail_out = static_cast<uInt>(chunk.size());
      // Z_BLOCK stops after each block, so that the bits after the last one can be seen (zlib.h on data_type).
      const int status = inflate(&m_stream, Z_BLOCK);
      if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) return false;
      TRY(sink({chunk.data(), chunk.size() - m_stream.avail_out}));
      constexpr int last_block = 64, at_block_end = 128;
      const bool stopped = (m_stream.data_type & at_block_end) != 0 && (m_stream.data_type & last_block) != 0;
      const auto* const begin = reinterpret_cast<const Bytef*>(piece.data());
      if (m_stream.next_in != begin) m_last = *(m_stream.next_in - 1);
      if (stopped && !m_padding_seen && !padding_is_zero(m_stream.data_type & 7)) return false;
      if (status == Z_STREAM_END) m_ended = true;
      if (!m_ended && m_stream.avail_in == 0 && m_stream.avail_out != 0 && !stopped) return true;
    }
  }
  bool ended() const { return m_ended; }

 private:
  /// The highest `unused_bits` bits of the last byte that was taken in.
  bool padding_is_zero(int unused_bits) {
    m_padding_seen = true;
    return m_tail == DeflateTail::anything || unused_bits == 0 ||
           (m_last >> (8U - static_cast<unsigned>(unused_bits))) == 0;
  }

  DeflateTail m_tail;
  z_stream m_stream{};
  bool m_ready = false;
  bool m_ended = false;
  bool m_padding_seen = false;
  unsigned m_last = 0;
};

}  // namespace

std::optional<std::string> bytes_at(const InputFile& archive, std::uint64_t offset, std::uint64_t bytes) {
  if (offset > archive.bytes || archive.bytes - offset < bytes) return std::nullopt;
  std::string text(bytes, '\0');
  for (std::size_t have = 0; have < text.size();) {
    const ssize_t count =
        pread(archive.descriptor, text.data() + have, text.size() - have, static_cast<off_t>(offset + have));
    if (count <= 0) return std::nullopt;
    have += static_cast<std::size_t>(count);
  }
  return text;
}

Result<> read_content(const InputFile& archive, const Member& member, std::uint64_t begin, DeflateTail tail,
                      const std::function<Error()>& damage, const ByteSink& sink) {
  std::uint64_t given = 0;
  std::uint32_t crc = 0;
  const ByteSink checked = [&](std::string_view piece) -> Result<> {
    given += piece.size();
    if (given > member.bytes) return tl::unexpected<Error>(damage());  // a bomb stops here
    crc = libdeflate_crc32(crc, piece.data(), piece.size());
    return piece.empty() ? Result<>{} : sink(piece);
  };
  Inflater inflater(tail);
  for (std::uint64_t done = 0; done < member.packed_bytes; done += piece_bytes) {
    const auto piece = bytes_at(archive, begin + done, std::min(piece_bytes, member.packed_bytes - done));
    if (!piece) return tl::unexpected<Error>(damage());
    if (member.method == stored) {
      TRY(checked(*piece));
      continue;
    }
    TRY_ASSIGN(const bool fine, inflater.add(*piece, checked));
    if (!fine) return tl::unexpected<Error>(damage());
  }
  const bool complete = member.method == stored || inflater.ended();
  if (!complete || given != member.bytes || crc != member.crc) return tl::unexpected<Error>(damage());
  return {};
}

}  // namespace integrart::zip
