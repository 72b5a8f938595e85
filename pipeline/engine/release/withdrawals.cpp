#include "pipeline/engine/release/withdrawals.h"

#include <algorithm>
#include <set>

namespace integrart {
namespace {

constexpr std::uint64_t list_limit = 16ULL << 20U;

Json json_of(const Withdrawal& withdrawal) {
  return Json::object({{"pack", withdrawal.pack},
                       {"work", withdrawal.work},
                       {"reason", withdrawal.reason},
                       {"day", withdrawal.day},
                       {"media", json_list(withdrawal.media)}});
}

const Json* work_in(const Json& contents, const std::string& id) {
  for (const Json& work : contents.at_or_null("works").items())
    if (work.at_or_null("id").string_or("") == id) return &work;
  return nullptr;
}

}  // namespace

std::string Withdrawals::signed_text(const SigningKey& key) const {
  Json list = Json::object({{"schema", "withdrawals/1"},
                            {"public_key", key.public_key_hex()},
                            {"sequence", sequence},
                            {"works", Json::empty_array()}});
  for (const Withdrawal& withdrawal : works) list["works"].push_back(json_of(withdrawal));
  list["signature"] = key.sign_hex(list.dump());
  return list.dump_pretty();
}

Result<Withdrawals> Withdrawals::read(const std::filesystem::path& file, std::string_view public_key_hex) {
  TRY_ASSIGN(const auto opened, open_regular_file(file.string(), list_limit));
  TRY_ASSIGN(const std::string text, read_all(opened.second, list_limit));
  const Result<Json> json = parse_json(text, {.bytes = list_limit});
  if (!json || json->at_or_null("schema").string_or("") != "withdrawals/1")
    return fail(Errc::invalid_input, "release.no_withdrawals", {{"file", file.string()}});
  Json::Object members = json->members();
  members.erase("signature");
  const std::string signature = json->at_or_null("signature").string_or("");
  if (!signature_is_valid(Json(std::move(members)).dump(), signature, public_key_hex))
    return fail(Errc::refused_by_policy, "release.not_signed", {{"file", file.string()}});
  Withdrawals list;
  list.sequence = json->at_or_null("sequence").integer_or(0);
  for (const Json& item : json->at_or_null("works").items())
    list.works.push_back({.pack = item.at_or_null("pack").string_or(""),
                          .work = item.at_or_null("work").string_or(""),
                          .reason = item.at_or_null("reason").string_or(""),
                          .day = item.at_or_null("day").string_or(""),
                          .media = texts_of(item.at_or_null("media"))});
  list.text = text;
  return list;
}

Result<Withdrawal> withdrawal_of(const SignedList& pack, const std::string& work, const std::string& reason,
                                 const std::string& day) {
  const Json* listed = work_in(pack.contents, work);
  if (listed == nullptr) return fail(Errc::not_found, "release.no_such_work", {{"work", work}, {"pack", pack.id}});
  Withdrawal withdrawal{.pack = pack.id, .work = work, .reason = reason, .day = day, .media = {}};
  // What another work shows too (the same picture, say) must stay.
  std::set<std::string> of_others;
  for (const Json& other : pack.contents.at_or_null("works").items())
    if (&other != listed)
      for (const std::string& digest : texts_of(other.at_or_null("media"))) of_others.insert(digest);
  for (const std::string& digest : texts_of(listed->at_or_null("media")))
    if (!of_others.contains(digest)) withdrawal.media.push_back(digest);
  return withdrawal;
}

std::vector<Withdrawal> withdrawn_in(const SignedList& pack, const Withdrawals& withdrawals) {
  std::set<std::string> there;
  for (const ListedFile& file : pack.files) there.insert(file.digest.hex());
  for (const Json& work : pack.contents.at_or_null("works").items())
    for (const std::string& digest : texts_of(work.at_or_null("media"))) there.insert(digest);
  std::vector<Withdrawal> found;
  for (const Withdrawal& withdrawal : withdrawals.works) {
    const bool by_name = withdrawal.pack == pack.id && work_in(pack.contents, withdrawal.work) != nullptr;
    const bool by_bytes =
        std::ranges::any_of(withdrawal.media, [&](const std::string& digest) { return there.contains(digest); });
    if (by_name || by_bytes) found.push_back(withdrawal);
  }
  return found;
}

}  // namespace integrart
