#include "filters/video/classes/wire.h"

#include <algorithm>

namespace integrart::classes {

namespace {

constexpr std::uint64_t highest_number = (1U << 29U) - 1;
constexpr int longest_varint = 10;

bool goes_on(char byte) {
  return (static_cast<unsigned char>(byte) & 0x80U) != 0;
}

}  // namespace

std::optional<std::uint64_t> take_varint(std::string_view& packed) {
  std::uint64_t value = 0;
  for (int i = 0; i < longest_varint && static_cast<std::size_t>(i) < packed.size(); ++i) {
    const char byte = packed[static_cast<std::size_t>(i)];
    value |= (static_cast<std::uint64_t>(static_cast<unsigned char>(byte)) & 0x7FU) << (7U * static_cast<unsigned>(i));
    if (goes_on(byte)) continue;
    packed.remove_prefix(static_cast<std::size_t>(i) + 1);
    return value;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> count_of_varints(std::string_view packed) {
  if (!packed.empty() && goes_on(packed.back())) return std::nullopt;
  return static_cast<std::uint64_t>(std::ranges::count_if(packed, [](char byte) { return !goes_on(byte); }));
}

std::optional<std::uint64_t> WireReader::varint() {
  return take_varint(m_rest);
}

std::optional<std::uint64_t> WireReader::fixed(std::size_t count) {
  if (m_rest.size() < count) return std::nullopt;
  std::uint64_t value = 0;
  for (std::size_t i = count; i > 0; --i) value = value << 8U | static_cast<unsigned char>(m_rest[i - 1]);
  m_rest.remove_prefix(count);
  return value;
}

std::optional<WireField> WireReader::next() {
  if (m_rest.empty() || m_broken) return std::nullopt;
  m_broken = true;  // until the field is whole
  const auto key = varint();
  if (!key || *key >> 3U == 0 || *key >> 3U > highest_number) return std::nullopt;
  WireField field;
  field.number = static_cast<std::uint32_t>(*key >> 3U);
  field.type = static_cast<WireField::Type>(*key & 7U);
  std::optional<std::uint64_t> value;
  switch (field.type) {
    case WireField::Type::varint:
    case WireField::Type::bytes:
      value = varint();
      break;
    case WireField::Type::fixed64:
      value = fixed(8);
      break;
    case WireField::Type::fixed32:
      value = fixed(4);
      break;
    default:
      return std::nullopt;
  }
  if (!value) return std::nullopt;
  field.value = *value;
  if (field.type == WireField::Type::bytes) {
    if (*value > m_rest.size()) return std::nullopt;
    field.bytes = m_rest.substr(0, *value);
    m_rest.remove_prefix(*value);
  }
  m_broken = false;
  return field;
}

}  // namespace integrart::classes
