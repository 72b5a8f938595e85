// Measures in processor time, so that other work on the machine counts little; the best of several rounds.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <ctime>
#include <functional>
#include <random>

#include "pipeline/fingerprint/film_match.h"
#include "pipeline/fingerprint/hash_index.h"
#include "pipeline/fingerprint/hash_list.h"
#include "pipeline/fingerprint/picture_hashes.h"
#include "pipeline/fingerprint/plain_edges.h"
#include "pipeline/fingerprint/sound_match.h"

using namespace integrart;

namespace {

constexpr std::size_t million = 1'000'000;

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double best_of(int rounds, const std::function<void()>& body) {
  double best = 1e9;
  for (int round = 0; round < rounds; ++round) {
    const double begin = processor_seconds();
    body();
    best = std::min(best, processor_seconds() - begin);
  }
  return best * 1000;
}

volatile std::uint64_t sink;  // keeps what is measured from being left out

constexpr double wanted_scan_milliseconds = 50;

Luma noise(int width, int height) {
  std::mt19937 random(3);
  Luma luma{width, height, {}};
  for (int i = 0; i < width * height; ++i) luma.samples.push_back(static_cast<float>(random() % 256));
  return luma;
}

/// Of one without bands; each guess of where a band ends adds twice eight.
std::size_t hashes_of_a_picture() {
  return picture_hashes_of(noise(64, 64)).framings.size() * all_turns.size();
}

/// Whether looking one hash up is as quick as wanted.
bool measure_scan() {
  std::mt19937_64 random(1);
  std::vector<PdqHash> hashes(million);
  HashIndex index;
  index.reserve(million);
  for (PdqHash& hash : hashes) {
    for (auto& word : hash.words) word = random();
    index.add(hash);
  }
  const std::vector<PdqHash> queries(hashes.begin(),
                                     hashes.begin() + static_cast<std::ptrdiff_t>(hashes_of_a_picture()));
  const double one = best_of(15, [&] { sink = index.near({queries.data(), 1}, most_distance, 100).size(); });
  const double many = best_of(5, [&] { sink = index.near(queries, most_distance, 10'000).size(); });
  const double plain = best_of(5, [&] {
    std::uint64_t found = 0;
    for (const PdqHash& hash : hashes) found += distance(hash, queries.front()) <= most_distance ? 1 : 0;
    sink = found;
  });
  // What memory allows: every byte looked at once, with nothing done to it but a sum.
  const auto read = [](const void* memory, std::size_t bytes) {
    const auto* const words = static_cast<const std::uint64_t*>(memory);
    std::uint64_t sums[4] = {};
    for (std::size_t i = 0; i + 4 <= bytes / 8; i += 4)
      for (std::size_t lane = 0; lane < 4; ++lane) sums[lane] += words[i + lane];
    sink = sums[0] + sums[1] + sums[2] + sums[3];
  };
  const double all_bytes = best_of(15, [&] { read(hashes.data(), million * sizeof(PdqHash)); });
  fmt::print("one hash among 1,000,000: {:.2f} ms; plain loop {:.2f} ms, {:.1f} times as long\n", one, plain,
             plain / one);
  fmt::print("{} hashes (a picture in all framings and turns) among 1,000,000: {:.1f} ms, {:.2f} ms each\n",
             queries.size(), many, many / static_cast<double>(queries.size()));
  fmt::print("reading all 32 MB once: {:.2f} ms, {:.1f} GB/s; the scan reads 16 MB of them\n", all_bytes,
             32 / all_bytes);
  return one <= wanted_scan_milliseconds;
}

void measure_list() {
  std::mt19937_64 random(2);
  std::string text;
  for (std::size_t i = 0; i < million; ++i) {
    PdqHash hash;
    for (auto& word : hash.words) word = random();
    text += list_line(hash, "entry") + "\n";
  }
  const double taken = best_of(2, [&] { sink = read_hash_list(text, "list")->size(); });
  fmt::print("reading a list of 1,000,000 lines: {:.0f} ms\n", taken);
}

void measure_pictures() {
  for (const int side : {64, 256, 512}) {
    const Luma luma = noise(side, side);
    const double one = best_of(20, [&] { sink = PdqSpectrum(luma).hash().hash.words[0]; });
    const double all = best_of(20, [&] { sink = picture_hashes_of(luma).framings.size(); });
    fmt::print("hash of {} x {}: {:.2f} ms; all framings and turns {:.2f} ms\n", side, side, one, all);
  }
}

void measure_films() {
  const Luma luma = noise(256, 144);
  const double whole = best_of(20, [&] { sink = PdqSpectrum(luma).hash().hash.words[0]; });
  const SmoothPicture smooth(luma);
  const double again = best_of(20, [&] {
    for (const Framing& framing : tried_on_films()) sink = spectrum_of(smooth, framing).hash().hash.words[0];
  });
  const double edges = best_of(20, [&] { sink = inside_captions(luma).size() + (inside_borders(luma) ? 1 : 0); });
  Luma plain = luma;
  std::ranges::fill(plain.samples, 100.0F);
  const double plain_edges = best_of(20, [&] { sink = inside_captions(plain).size(); });
  fmt::print(
      "picture of a film, 256 x 144: {:.2f} ms whole, {:.3f} ms in {} other framings, {:.3f} ms to look for "
      "bands ({:.2f} ms where all is plain)\n",
      whole, again, tried_on_films().size(), edges, plain_edges);
  std::mt19937_64 random(5);
  std::vector<FrameHash> film(720);
  std::vector<FrameHash> other(720);
  for (auto* frames : {&film, &other})
    for (std::size_t i = 0; i < frames->size(); ++i) {
      (*frames)[i].time = static_cast<double>(i) / 4;
      for (auto& word : (*frames)[i].hash.words) word = random();
    }
  const double matching = best_of(5, [&] { sink = match_films(film, other) ? 1 : 0; });
  fmt::print("two films of three minutes that are unlike, one framing, all turns: {:.1f} ms\n", matching);
}

void measure_sound() {
  std::mt19937 random(4);
  std::vector<std::int16_t> minute(60 * print_sample_rate);
  for (std::size_t i = 0; i < minute.size(); ++i)
    minute[i] = static_cast<std::int16_t>(
        8000 * std::sin(static_cast<double>(i) * 0.1 + std::sin(static_cast<double>(i) * 1e-4)) +
        static_cast<double>(random() % 2000));
  SoundItems items;
  const double taken = best_of(3, [&] {
    auto printer = SoundPrinter::create();
    if (!printer || !printer->hear(minute)) return;
    if (auto finished = printer->finish(); finished) items = std::move(*finished);
  });
  fmt::print("hearing a minute of sound: {:.0f} ms ({} items); at all speeds {:.0f} ms\n", taken, items.size(),
             taken * static_cast<double>(replay_speeds.size() + 1));
}

}  // namespace

int main() {
  const bool is_quick = measure_scan();
  measure_list();
  measure_pictures();
  measure_films();
  measure_sound();
  if (!is_quick) fmt::print("missed: the scan takes more than {} ms\n", wanted_scan_milliseconds);
  return is_quick ? 0 : 1;
}
