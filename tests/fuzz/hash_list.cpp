// The reader of hash lists over hostile bytes: what it takes, it writes and takes again; what it holds is within
// limits; and looking for it ends.

#include "pipeline/fingerprint/look_alike.h"
#include "tests/fuzz/target.h"

namespace {

using namespace integrart;

std::string lines_of(const HashList& list) {
  std::string lines;
  for (const auto& entry : list.pictures) lines += list_line(entry.hash, list.label_of(entry.as)) + "\n";
  for (const auto& entry : list.films) lines += list_line(entry.hash, list.label_of(entry.as)) + "\n";
  for (const auto& entry : list.sounds) lines += list_line(entry.hash, list.label_of(entry.as)) + "\n";
  return lines;
}

std::string problem_of_hash_list(std::string_view bytes) {
  HashListLimits limits;
  limits.entries = 200;
  limits.film_pictures = 50;
  limits.sound_items = 200;
  const auto list = read_hash_list(bytes, "list", limits);
  static_cast<void>(looks_like_hash_list(bytes));
  if (!list) return list.error().what.id.starts_with("fingerprint.") ? "" : "an error of another module";
  if (list->size() > limits.entries) return "more entries than the limit";
  for (const auto& entry : list->films)
    for (std::size_t i = 1; i < entry.hash.size(); ++i)
      if (!(entry.hash[i].time > entry.hash[i - 1].time)) return "time stands still";
  LookAlikeLimits few;
  few.found = 100;
  const auto found = look_alikes_in(*list, *list, few);
  if (!found) return "a small list has too much to compare";
  if (found->size() > few.found) return "more look-alikes than the limit";
  if (!list->pictures.empty() && found->empty()) return "a picture is not like itself";
  // Seconds are written with two decimals, so that films may come to stand still: pictures and sounds come back.
  if (!list->films.empty()) return "";
  const auto again = read_hash_list(lines_of(*list), "again", {});
  if (!again) return "what was written is not read";
  if (again->size() != list->size()) return "what was written is read as another number of entries";
  for (std::size_t i = 0; i < list->pictures.size(); ++i)
    if (again->pictures[i].hash != list->pictures[i].hash) return "another hash came back";
  return "";
}

}  // namespace

FUZZ_READER(problem_of_hash_list)
