#include "filters/video/codes/payload.h"

#include <algorithm>
#include <array>

namespace integrart {
namespace {

struct Beginning {
  std::string_view text;  // lower case
  PayloadKind kind;
};
constexpr auto beginnings = std::to_array<Beginning>({{"begin:vcard", PayloadKind::contact},
                                                      {"mecard:", PayloadKind::contact},
                                                      {"bizcard:", PayloadKind::contact},
                                                      {"wifi:", PayloadKind::network},
                                                      {"tel:", PayloadKind::call},
                                                      {"sms:", PayloadKind::call},
                                                      {"smsto:", PayloadKind::call},
                                                      {"mms:", PayloadKind::call},
                                                      {"mmsto:", PayloadKind::call},
                                                      {"mailto:", PayloadKind::call},
                                                      {"matmsg:", PayloadKind::call},
                                                      {"facetime:", PayloadKind::call},
                                                      {"geo:", PayloadKind::place},
                                                      {"bcd\n", PayloadKind::payment},
                                                      {"bcd\r\n", PayloadKind::payment},
                                                      {"bitcoin:", PayloadKind::payment},
                                                      {"ethereum:", PayloadKind::payment},
                                                      {"litecoin:", PayloadKind::payment},
                                                      {"upi:", PayloadKind::payment},
                                                      {"otpauth:", PayloadKind::secret},
                                                      {"otpauth-migration:", PayloadKind::secret},
                                                      {"urlto:", PayloadKind::address},
                                                      {"http:", PayloadKind::address},
                                                      {"https:", PayloadKind::address},
                                                      {"ftp:", PayloadKind::address},
                                                      {"www.", PayloadKind::address}});

bool begins_with(std::string_view payload, std::string_view lower) {
  return payload.size() >= lower.size() && std::ranges::equal(payload.substr(0, lower.size()), lower, {}, [](char c) {
           return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
         });
}

/// "tg://", "intent://": an address of an app.
bool has_scheme(std::string_view payload) {
  const std::size_t colon = payload.find("://");
  return colon != std::string_view::npos && colon > 0 && colon < 20 &&
         std::ranges::all_of(payload.substr(0, colon),
                             [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'; });
}

}  // namespace

PayloadKind payload_kind(std::string_view payload) {
  const auto known =
      std::ranges::find_if(beginnings, [&](const Beginning& one) { return begins_with(payload, one.text); });
  if (known != beginnings.end()) return known->kind;
  return has_scheme(payload) ? PayloadKind::address : PayloadKind::text;
}

std::string_view name_of(PayloadKind kind) {
  switch (kind) {
    case PayloadKind::text:
      return "text";
    case PayloadKind::address:
      return "address";
    case PayloadKind::call:
      return "call";
    case PayloadKind::contact:
      return "contact";
    case PayloadKind::network:
      return "network";
    case PayloadKind::place:
      return "place";
    case PayloadKind::payment:
      return "payment";
    case PayloadKind::secret:
      return "secret";
  }
  return "text";
}

double score_of(PayloadKind kind) {
  switch (kind) {
    case PayloadKind::text:
      return 0.2;
    case PayloadKind::address:
      return 0.3;
    case PayloadKind::secret:
      return 0.9;
    default:
      return 0.6;
  }
}

}  // namespace integrart
