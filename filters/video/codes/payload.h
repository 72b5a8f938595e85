#pragma once
// What a code asks the reader's phone to do. Pure; any thread.

#include <cstdint>
#include <string_view>

namespace integrart {

enum class PayloadKind : std::uint8_t {
  text,     // words or a number of goods
  address,  // a link
  call,     // dial, write a message or a mail
  contact,  // a card with somebody's name, numbers, addresses
  network,  // joins a wireless network, with its password
  place,    // a point on the map
  payment,  // sends money
  secret,   // the seed of one-time passwords
};

/// By the forms that phones know (the ZXing project's list, vCard, MECARD, EPC069-12, BIP 21, RFC 5870 and RFC 3966).
PayloadKind payload_kind(std::string_view payload);

/// "network": for the rule of a finding and its message.
std::string_view name_of(PayloadKind kind);

/// How much a person should look, [0, 1]: 0.2 words, 0.3 an address, 0.6 what names people or acts, 0.9 a secret.
double score_of(PayloadKind kind);

}  // namespace integrart
