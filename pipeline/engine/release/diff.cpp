#include "pipeline/engine/release/diff.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>

namespace integrart {
namespace {

constexpr auto work_facts = std::to_array<std::string_view>(
    {"title", "description", "alt", "credits", "licence", "level", "topics", "objectives"});
constexpr auto pack_facts = std::to_array<std::string_view>({"title", "description", "licence"});

using ByName = std::map<std::string, const Json*>;

/// Items of `list` by the values of `keys`.
ByName by_name(const Json& list, std::initializer_list<std::string_view> keys) {
  ByName items;
  for (const Json& item : list.items()) {
    std::string name;
    for (const std::string_view key : keys) name += item.at_or_null(key).string_or("") + "\n";
    items[name] = &item;
  }
  return items;
}

/// Calls `tell` for each name with the two items; null where there is none.
template <class Tell>
void pair_up(const ByName& from, const ByName& to, Tell&& tell) {
  std::set<std::string> names;
  for (const auto& [name, item] : from) names.insert(name);
  for (const auto& [name, item] : to) names.insert(name);
  for (const std::string& name : names) {
    const auto old = from.find(name);
    const auto now = to.find(name);
    tell(old == from.end() ? nullptr : old->second, now == to.end() ? nullptr : now->second);
  }
}

std::string_view change_of(const Json* from, const Json* to) {
  return from == nullptr ? "added" : to == nullptr ? "removed" : "changed";
}

/// Lines that differ after the longest common beginning and end; a pair in one place is a changed line.
Json line_changes(const Json& from, const Json& to) {
  const Json::Array& old = from.items();
  const Json::Array& now = to.items();
  std::size_t begin = 0;
  while (begin < std::min(old.size(), now.size()) && old[begin] == now[begin]) ++begin;
  std::size_t end = 0;
  while (end < std::min(old.size(), now.size()) - begin && old[old.size() - 1 - end] == now[now.size() - 1 - end])
    ++end;
  const std::size_t old_middle = old.size() - begin - end;
  const std::size_t new_middle = now.size() - begin - end;
  std::size_t same = 0;  // lines in the middle that stayed in their place
  for (std::size_t i = 0; i < std::min(old_middle, new_middle); ++i)
    if (old[begin + i] == now[begin + i]) ++same;
  const std::size_t changed = std::min(old_middle, new_middle) - same;
  return Json::object({{"added", static_cast<long>(new_middle - changed - same)},
                       {"removed", static_cast<long>(old_middle - changed - same)},
                       {"changed", static_cast<long>(changed)}});
}

Json track_changes(const Json& from, const Json& to) {
  Json changes = Json::empty_array();
  const auto named = [](const Json& tracks) { return by_name(tracks, {"language", "kind", "variant"}); };
  pair_up(named(from), named(to), [&](const Json* old, const Json* now) {
    if (old != nullptr && now != nullptr && *old == *now) return;
    const Json& either = now != nullptr ? *now : *old;
    static const Json none;
    changes.push_back(Json::object({{"language", either.at_or_null("language")},
                                    {"variant", either.at_or_null("variant")},
                                    {"change", change_of(old, now)},
                                    {"lines", line_changes(old != nullptr ? old->at_or_null("lines") : none,
                                                           now != nullptr ? now->at_or_null("lines") : none)}}));
  });
  return changes;
}

Json item_changes(const Json& from, const Json& to, std::initializer_list<std::string_view> keys) {
  Json changes = Json::empty_array();
  pair_up(by_name(from, keys), by_name(to, keys), [&](const Json* old, const Json* now) {
    if (old != nullptr && now != nullptr && *old == *now) return;
    const Json& either = now != nullptr ? *now : *old;
    Json change = Json::object({{"change", change_of(old, now)}});
    for (const std::string_view key : keys) change[key] = either.at_or_null(key);
    changes.push_back(std::move(change));
  });
  return changes;
}

/// The files of a work besides its tracks.
std::set<std::string> media_of(const Json& work) {
  std::set<std::string> media;
  for (const std::string& digest : texts_of(work.at_or_null("media"))) media.insert(digest);
  for (const Json& track : work.at_or_null("tracks").items()) media.erase(track.at_or_null("sha256").string_or(""));
  return media;
}

/// What is said about a work or a pack and differs, by the keys that release/contents.h gives it. "from" and "to" are
/// there where the list says the words themselves. What an older list does not say is not compared.
Json fact_changes(const Json& from, const Json& to, std::span<const std::string_view> keys) {
  Json changes = Json::empty_array();
  for (const std::string_view key : keys) {
    const Json& old = from.at_or_null(key);
    const Json& now = to.at_or_null(key);
    if (old.is_null() || now.is_null() || old == now) continue;
    Json change = Json::object({{"fact", key}});
    if (key == "licence" || key == "level") {
      change["from"] = old;
      change["to"] = now;
    }
    changes.push_back(std::move(change));
  }
  return changes;
}

/// Whether the works that both releases have stand in another order.
bool is_order_changed(const Json& from, const Json& to) {
  const auto order_of = [](const Json& works, const Json& others) {
    const ByName there = by_name(others, {"id"});
    std::vector<std::string> order;
    for (const Json& work : works.items())
      if (there.contains(work.at_or_null("id").string_or("") + "\n"))
        order.push_back(work.at_or_null("id").string_or(""));
    return order;
  };
  return order_of(from, to) != order_of(to, from);
}

Json work_changes(const Json& from, const Json& to) {
  Json changes = Json::empty_array();
  static const Json none;
  pair_up(by_name(from, {"id"}), by_name(to, {"id"}), [&](const Json* old, const Json* now) {
    if (old != nullptr && now != nullptr && *old == *now) return;
    const Json& before = old != nullptr ? *old : none;
    const Json& after = now != nullptr ? *now : none;
    const Json& either = now != nullptr ? *now : *old;
    const auto both = [&](std::string_view key) { return std::pair(before.at_or_null(key), after.at_or_null(key)); };
    const auto [old_tracks, new_tracks] = both("tracks");
    const auto [old_texts, new_texts] = both("texts");
    const auto [old_activities, new_activities] = both("activities");
    changes.push_back(Json::object({{"id", either.at_or_null("id")},
                                    {"title", either.at_or_null("title")},
                                    {"change", change_of(old, now)},
                                    {"facts", fact_changes(before, after, work_facts)},
                                    {"media", media_of(before) != media_of(after)},
                                    {"tracks", track_changes(old_tracks, new_tracks)},
                                    {"texts", item_changes(old_texts, new_texts, {"language"})},
                                    {"activities", item_changes(old_activities, new_activities, {"id", "kind"})}}));
  });
  return changes;
}

Json release_of(const SignedList& list) {
  return Json::object({{"id", list.id}, {"format", list.format}, {"edition", list.edition}});
}

struct FileChanges {
  long added = 0, removed = 0, changed = 0;
  std::uint64_t bytes_to_fetch = 0;
};
FileChanges file_changes(const SignedList& from, const SignedList& to) {
  std::map<std::string, Digest> old;
  std::set<Digest> have;
  for (const ListedFile& file : from.files) {
    old[file.path] = file.digest;
    have.insert(file.digest);
  }
  FileChanges changes;
  for (const ListedFile& file : to.files) {
    const auto there = old.find(file.path);
    if (there == old.end())
      ++changes.added;
    else if (there->second != file.digest)
      ++changes.changed;
    if (there != old.end()) old.erase(there);
    if (have.insert(file.digest).second) changes.bytes_to_fetch += file.bytes;
  }
  changes.removed = static_cast<long>(old.size());
  return changes;
}

}  // namespace

Json difference_between(const SignedList& from, const SignedList& to) {
  const FileChanges files = file_changes(from, to);
  const bool same = files.added + files.removed + files.changed == 0 && from.id == to.id && from.format == to.format;
  const Json& old_works = from.contents.at_or_null("works");
  const Json& new_works = to.contents.at_or_null("works");
  return Json::object(
      {{"same", same},
       {"from", release_of(from)},
       {"to", release_of(to)},
       {"facts", fact_changes(from.contents, to.contents, pack_facts)},
       {"order", is_order_changed(old_works, new_works)},
       {"works", work_changes(old_works, new_works)},
       {"files", Json::object({{"added", files.added}, {"removed", files.removed}, {"changed", files.changed}})},
       {"bytes_to_fetch", static_cast<long>(files.bytes_to_fetch)}});
}

}  // namespace integrart
