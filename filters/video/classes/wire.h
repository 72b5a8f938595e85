#pragma once
// Reads the fields of a protobuf message from hostile bytes (https://protobuf.dev/programming-guides/encoding/).

#include <cstdint>
#include <optional>
#include <string_view>

namespace integrart::classes {

/// One field. Groups, which nobody writes any more, count as broken.
struct WireField {
  enum class Type : std::uint8_t { varint = 0, fixed64 = 1, bytes = 2, fixed32 = 5 };

  std::uint32_t number = 0;
  Type type = Type::varint;
  std::uint64_t value = 0;  // of varint, fixed64, fixed32
  std::string_view bytes;   // of bytes: text, a message or packed numbers
};

/// Walks through the fields of one message; the bytes must outlive it. Never reads outside them.
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : m_rest(bytes) {}

  /// The next field; nothing at the end or where the message is broken.
  std::optional<WireField> next();
  bool broken() const { return m_broken; }
  /// What was not read yet; where it is broken, it begins there.
  std::string_view rest() const { return m_rest; }

 private:
  std::optional<std::uint64_t> varint();
  std::optional<std::uint64_t> fixed(std::size_t count);

  std::string_view m_rest;
  bool m_broken = false;
};

/// Number of packed varints; nothing when the last one does not end.
std::optional<std::uint64_t> count_of_varints(std::string_view packed);

/// Takes the next packed varint from the front.
std::optional<std::uint64_t> take_varint(std::string_view& packed);

}  // namespace integrart::classes
