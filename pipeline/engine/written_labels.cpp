#include "pipeline/engine/written_labels.h"

#include <algorithm>
#include <array>

namespace integrart {

std::string_view scope_of(const WrittenTag& tag) {
  constexpr std::array<std::string_view, 4> titles{"title", "subtitle", "album", "headline"};
  if (is_credit_key(tag.key)) return "credit";
  return std::ranges::find(titles, tag.key) != titles.end() ? "title" : "description";
}

std::string place_in_file(std::string_view kind, std::string_view which, std::string_view of_file) {
  std::string place = std::string(kind) + ":" + std::string(which);
  return of_file.empty() ? place : place + " (" + std::string(of_file) + ")";
}

Json label_of(const WrittenTag& tag, std::string_view of_file) {
  return Json::object(
      {{"place", place_in_file("tag", tag.key, of_file)}, {"scope", scope_of(tag)}, {"text", tag.text}});
}

}  // namespace integrart
