#include "pipeline/media/cmaf/track_index.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <system_error>

#include "pipeline/base/text.h"

namespace integrart {

namespace {

constexpr std::uint64_t most_header_bytes = 16U << 20U;
constexpr std::uint32_t most_samples = 1U << 20U;  // of a run; two seconds of sound are 94
constexpr int deepest_box = 8;

using Bytes = std::span<const std::uint8_t>;

/// Big-endian numbers out of a box. Reading beyond the end sets `failed` and gives 0.
class BoxReader {
 public:
  explicit BoxReader(Bytes bytes) : m_bytes(bytes) {}
  std::uint64_t number(std::size_t size) {
    if (size > m_bytes.size()) {
      m_failed = true;
      m_bytes = {};
      return 0;
    }
    std::uint64_t value = 0;
    for (const std::uint8_t byte : m_bytes.first(size)) value = value << 8U | byte;
    m_bytes = m_bytes.subspan(size);
    return value;
  }
  std::uint32_t number32() { return static_cast<std::uint32_t>(number(4)); }
  void skip(std::size_t size) {
    if (size > m_bytes.size()) m_failed = true;
    m_bytes = m_bytes.subspan(std::min(size, m_bytes.size()));
  }
  std::size_t left() const { return m_bytes.size(); }
  bool failed() const { return m_failed; }
  Bytes take(std::size_t size) {
    const Bytes taken = m_bytes.first(std::min(size, m_bytes.size()));
    skip(size);
    return taken;
  }

 private:
  Bytes m_bytes;
  bool m_failed = false;
};

constexpr std::uint32_t type_code(const char (&name)[5]) {
  std::uint32_t code = 0;
  for (int i = 0; i < 4; ++i) code = code << 8U | static_cast<std::uint8_t>(name[i]);
  return code;
}

/// Calls `visit` for each box directly in `bytes`; false when they do not fit.
bool for_each_box(Bytes bytes, const std::function<bool(std::uint32_t, Bytes)>& visit) {
  BoxReader reader(bytes);
  while (reader.left() > 0) {
    const std::uint32_t size = reader.number32();
    const std::uint32_t type = reader.number32();
    if (reader.failed() || size < 8 || size - 8 > reader.left()) return false;
    if (!visit(type, reader.take(size - 8))) return false;
  }
  return true;
}

struct Defaults {  // of samples, from the track extends box (8.8.3) and the fragment header (8.8.7)
  std::uint32_t duration = 0;
  std::uint32_t size = 0;
  std::uint32_t flags = 0;
};

struct Movie {
  std::int64_t timescale = 0;
  std::int64_t media_start = 0;
  int tracks = 0;
  Defaults defaults;
};

std::int64_t signed32(std::uint32_t value) {
  return static_cast<std::int32_t>(value);
}

/// Media header (8.4.2): the time scale of the track.
bool read_mdhd(Bytes box, Movie& movie) {
  BoxReader reader(box);
  const auto version = reader.number(1);
  reader.skip(3 + (version == 1 ? 16U : 8U));
  movie.timescale = reader.number32();
  return !reader.failed() && movie.timescale > 0;
}

/// Edit list (8.6.6): the first edit that shows media says which tick is time 0; empty edits are not written by us.
bool read_elst(Bytes box, Movie& movie) {
  BoxReader reader(box);
  const auto version = reader.number(1);
  reader.skip(3);
  const std::uint32_t count = reader.number32();
  for (std::uint32_t i = 0; i < count && !reader.failed(); ++i) {
    reader.skip(version == 1 ? 8 : 4);
    const std::int64_t start = version == 1 ? static_cast<std::int64_t>(reader.number(8)) : signed32(reader.number32());
    reader.skip(4);
    if (start < 0) continue;
    movie.media_start = start;
    break;
  }
  return !reader.failed();
}

bool read_trex(Bytes box, Movie& movie) {
  BoxReader reader(box);
  reader.skip(4 + 4 + 4);
  movie.defaults.duration = reader.number32();
  movie.defaults.size = reader.number32();
  movie.defaults.flags = reader.number32();
  return !reader.failed();
}

bool read_moov(Bytes box, Movie& movie, int depth = 0) {
  if (depth > deepest_box) return false;
  return for_each_box(box, [&](std::uint32_t type, Bytes inner) {
    switch (type) {
      case type_code("trak"):
        ++movie.tracks;
        [[fallthrough]];
      case type_code("edts"):
      case type_code("mdia"):
      case type_code("mvex"):
        return read_moov(inner, movie, depth + 1);
      case type_code("mdhd"):
        return read_mdhd(inner, movie);
      case type_code("elst"):
        return read_elst(inner, movie);
      case type_code("trex"):
        return read_trex(inner, movie);
      default:
        return true;
    }
  });
}

/// Track fragment header (8.8.7).
bool read_tfhd(Bytes box, Defaults& defaults) {
  BoxReader reader(box);
  const std::uint32_t flags = reader.number32() & 0xFFFFFFU;
  reader.skip(4);
  if ((flags & 0x1U) != 0) reader.skip(8);
  if ((flags & 0x2U) != 0) reader.skip(4);
  if ((flags & 0x8U) != 0) defaults.duration = reader.number32();
  if ((flags & 0x10U) != 0) defaults.size = reader.number32();
  if ((flags & 0x20U) != 0) defaults.flags = reader.number32();
  return !reader.failed();
}

/// Track fragment decode time (8.8.12).
bool read_tfdt(Bytes box, IndexedFragment& fragment) {
  BoxReader reader(box);
  const auto version = reader.number(1);
  reader.skip(3);
  fragment.decode_time = static_cast<std::int64_t>(reader.number(version == 1 ? 8 : 4));
  return !reader.failed() && fragment.decode_time >= 0;
}

/// Track run (8.8.8).
bool read_trun(Bytes box, const Defaults& defaults, std::uint64_t moof_offset, IndexedFragment& fragment) {
  BoxReader reader(box);
  const std::uint32_t head = reader.number32();
  const std::uint32_t flags = head & 0xFFFFFFU;
  const std::uint32_t count = reader.number32();
  if (count > most_samples) return false;
  if ((flags & 0x1U) != 0) {
    const std::int64_t offset = signed32(reader.number32());
    if (fragment.samples.empty()) fragment.data_offset = moof_offset + static_cast<std::uint64_t>(offset);
  }
  std::optional<std::uint32_t> first_flags;
  if ((flags & 0x4U) != 0) first_flags = reader.number32();
  for (std::uint32_t i = 0; i < count && !reader.failed(); ++i) {
    IndexedSample sample;
    sample.duration = (flags & 0x100U) != 0 ? reader.number32() : defaults.duration;
    sample.size = (flags & 0x200U) != 0 ? reader.number32() : defaults.size;
    std::uint32_t sample_flags = (flags & 0x400U) != 0 ? reader.number32() : defaults.flags;
    if (i == 0 && first_flags) sample_flags = *first_flags;
    if ((flags & 0x800U) != 0) {
      const std::uint32_t offset = reader.number32();
      sample.composition_offset = (head >> 24U) == 0 ? static_cast<std::int64_t>(offset) : signed32(offset);
    }
    sample.is_sync = (sample_flags & 0x10000U) == 0;
    fragment.samples.push_back(sample);
  }
  return !reader.failed();
}

bool read_moof(Bytes box, Defaults defaults, std::uint64_t moof_offset, IndexedFragment& fragment, int depth = 0) {
  if (depth > deepest_box) return false;
  return for_each_box(box, [&](std::uint32_t type, Bytes inner) {
    switch (type) {
      case type_code("traf"):
        return read_moof(inner, defaults, moof_offset, fragment, depth + 1);
      case type_code("tfhd"):
        return read_tfhd(inner, defaults);
      case type_code("tfdt"):
        return read_tfdt(inner, fragment);
      case type_code("trun"):
        return read_trun(inner, defaults, moof_offset, fragment);
      default:
        return true;
    }
  });
}

Result<> read_at(const InputFile& file, std::uint64_t offset, std::span<std::uint8_t> into) {
  while (!into.empty()) {
    const ssize_t got = ::pread(file.descriptor, into.data(), into.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0)
      return fail(Errc::unavailable, "media.rendition_unreadable",
                  {{"file", display_name(file.name)},
                   {"reason", got < 0 ? std::generic_category().message(errno) : std::string("end of file")}});
    into = into.subspan(static_cast<std::size_t>(got));
    offset += static_cast<std::uint64_t>(got);
  }
  return {};
}

tl::unexpected<Error> broken(const InputFile& file, std::uint64_t offset) {
  return fail(Errc::corrupt_media, "media.rendition_broken",
              {{"file", display_name(file.name)}, {"offset", static_cast<std::int64_t>(offset)}});
}

}  // namespace

std::int64_t IndexedFragment::earliest() const {
  std::optional<std::int64_t> earliest;
  std::int64_t decoded = decode_time;
  for (const IndexedSample& sample : samples) {
    earliest = std::min(earliest.value_or(decoded + sample.composition_offset), decoded + sample.composition_offset);
    decoded += sample.duration;
  }
  return earliest.value_or(decode_time);
}

std::int64_t IndexedFragment::latest() const {
  std::int64_t latest = decode_time;
  std::int64_t decoded = decode_time;
  for (const IndexedSample& sample : samples) {
    latest = std::max(latest, decoded + sample.composition_offset + sample.duration);
    decoded += sample.duration;
  }
  return latest;
}

Result<TrackIndex> index_track(const InputFile& file) {
  TrackIndex index;
  index.bytes = file.bytes;
  Movie movie;
  IndexedFragment fragment;
  std::uint64_t fragment_begin = 0;
  for (std::uint64_t offset = 0; offset < file.bytes;) {
    std::array<std::uint8_t, 16> head{};
    const std::size_t head_size = std::min<std::uint64_t>(head.size(), file.bytes - offset);
    TRY(read_at(file, offset, std::span(head).first(head_size)));
    BoxReader reader(head);
    std::uint64_t size = reader.number32();
    const std::uint32_t type = reader.number32();
    const std::uint64_t header = size == 1 ? 16 : 8;
    if (size == 1) size = reader.number(8);
    if (head_size < header || size < header || size > file.bytes - offset) return broken(file, offset);

    const bool is_movie = type == type_code("moov");
    if (is_movie || type == type_code("moof")) {
      if (size > most_header_bytes)
        return fail(Errc::limit_exceeded, "media.rendition_broken",
                    {{"file", display_name(file.name)}, {"offset", static_cast<std::int64_t>(offset)}});
      std::vector<std::uint8_t> box(static_cast<std::size_t>(size - header));
      TRY(read_at(file, offset + header, box));
      const bool good = is_movie ? read_moov(box, movie) : read_moof(box, movie.defaults, offset, fragment);
      if (!good) return broken(file, offset);
    }
    offset += size;
    if (is_movie) {
      index.init_size = fragment_begin = offset;
    } else if (type == type_code("sidx")) {
      index.index_offset = offset - size;
      index.index_size = size;
      fragment_begin = offset;
    } else if (type == type_code("mdat")) {
      if (fragment.samples.empty()) return broken(file, offset - size);
      fragment.offset = fragment_begin;
      fragment.size = offset - fragment_begin;
      index.fragments.push_back(std::exchange(fragment, {}));
      fragment_begin = offset;
    }
  }
  if (movie.tracks != 1 || movie.timescale <= 0 || index.fragments.empty()) return broken(file, file.bytes);
  index.timescale = movie.timescale;
  index.media_start = movie.media_start;
  return index;
}

}  // namespace integrart
