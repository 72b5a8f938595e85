#pragma once
// The same pictures in the same order in two films: whole films and clips of them, at nearly the same speed.

#include <optional>
#include <span>

#include "pipeline/fingerprint/frame_hash.h"
#include "pipeline/fingerprint/pdq.h"

namespace integrart {

/// What is common to two films must last that long, and hold that many pictures that differ from each other: single
/// pictures are alike by chance, and titles and black are in all films.
inline constexpr double least_film_seconds = 4;
inline constexpr int least_different_pictures = 3;
/// Of the query's pictures in the stretch.
inline constexpr double least_film_share = 0.6;

struct FilmMatch {
  double distance = 0;  // mean over the pictures, bits of 256
  double begin = 0;     // seconds of the query
  double end = 0;
  double entry_begin = 0;
  double speed = 1;  // seconds of the entry for one of the query
  Turn turn = Turn::none;
  int pictures = 0;  // of the query that have their like at the right time
};

/// How near pictures must be, and for how long.
struct FilmNearness {
  int most_bits = most_distance;
  double least_seconds = least_film_seconds;
};
/// For films whose edges were cut off by so much that hashes of what is left are 26 to 40 bits away (between the
/// quartiles, 6 % of each side, in two real films and a drawn one), where unlike pictures are 110 and more in 95 of 100
/// pairs. Order and more time make up for it; a person should look.
inline constexpr FilmNearness loosely_near{44, 1.5 * least_film_seconds};

/// The longest common stretch, as it is or turned. Pictures below least_quality are left out.
std::optional<FilmMatch> match_films(std::span<const FrameHash> query, std::span<const FrameHash> entry,
                                     const FilmNearness& nearness = {});

}  // namespace integrart
