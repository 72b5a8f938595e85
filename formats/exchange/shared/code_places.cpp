#include "formats/exchange/shared/code_places.h"

#include <algorithm>

#include "formats/exchange/shared/grammar.h"

namespace integrart {

namespace {

using Kind = ExchangePiece::Kind;

struct Open {
  std::size_t text = 0, piece = 0;
  char kind = 'p';
};

/// Milestones stay milestones, also where one element would do.
bool is_milestone(const ExchangePiece& piece) {
  constexpr std::string_view names[] = {"sc", "ec", "sm", "em", "bx", "ex", "it"};
  return std::ranges::find(names, piece.element) != std::end(names);
}

}  // namespace

bool is_annotation(const ExchangePiece& piece) {
  return piece.element == "mrk" || piece.element == "sm" || piece.element == "em";
}

std::string CodePlaces::id_for(char kind, const std::string& id, int occurrence) {
  std::string& given = m_given[{kind, id, occurrence}];
  if (!given.empty()) return given;
  given = id;
  while (!is_nmtoken(given) || !m_used.insert(given).second) given = "c" + std::to_string(++m_next);
  return given;
}

std::string CodePlaces::id_given_to(std::string_view id) const {
  for (const auto& [key, given] : m_given)
    if (std::get<1>(key) == id && std::get<2>(key) == 0) return given;
  return {};
}

std::vector<std::vector<CodePlace>> CodePlaces::of(const std::vector<const ExchangeText*>& texts) {
  std::vector<std::vector<CodePlace>> places;
  std::vector<Open> open;
  std::map<std::pair<char, std::string>, int> seen;
  for (std::size_t t = 0; t < texts.size(); ++t) {
    places.emplace_back(texts[t]->size());
    std::vector<Open> here;  // opened in this text and not closed
    for (std::size_t p = 0; p < texts[t]->size(); ++p) {
      const ExchangePiece& piece = (*texts[t])[p];
      if (piece.kind == Kind::text) continue;
      CodePlace& place = places[t][p];
      const char kind = is_annotation(piece) ? 'm' : piece.kind == Kind::standalone ? 's' : 'p';
      if (piece.kind != Kind::closing) {
        place.id = id_for(kind, piece.id, seen[{kind, piece.id}]++);
        if (piece.kind == Kind::opening) {
          open.push_back({t, p, kind});
          here.push_back(open.back());
        }
        continue;
      }
      const auto is_mine = [&](const Open& candidate) {
        return candidate.kind == kind && (*texts[candidate.text])[candidate.piece].id == piece.id;
      };
      const auto match = std::find_if(open.rbegin(), open.rend(), is_mine);
      if (match == open.rend()) {
        place.id = id_for(kind == 'm' ? 'n' : 'e', piece.id, seen[{'e', piece.id}]++);
        continue;
      }
      CodePlace& start = places[match->text][match->piece];
      place.id = start.id;
      place.paired = start.paired = true;
      const bool innermost = !here.empty() && here.back().piece == match->piece && match->text == t;
      place.nested = start.nested = innermost && !is_milestone(piece) && !is_milestone((*texts[t])[match->piece]);
      if (match->text == t) std::erase_if(here, [&](const Open& candidate) { return candidate.piece == match->piece; });
      open.erase(std::next(match).base());
    }
  }
  return places;
}

}  // namespace integrart
