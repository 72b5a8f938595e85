// How quickly 100,000 lines of translation memory are indexed and searched.
//
//   build/release/bin/bench_memory [LINES]

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <random>

#include "pipeline/language/translation_memory.h"

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Words with the frequencies of natural language (Zipf), from an alphabet of syllables.
std::string word(std::mt19937& random) {
  constexpr const char* syllables[] = {"до", "ма",  "пі", "сня", "ра", "но", "ве", "чір",
                                       "со", "неч", "ко", "ли",  "мі", "та", "бу", "ти"};
  const double u = std::uniform_real_distribution<double>(0, 1)(random);
  auto rank = static_cast<unsigned>(std::pow(20'000.0, u));
  std::string text;
  do {
    text += syllables[rank % 16];
    rank /= 16;
  } while (rank > 0);
  return text;
}

std::string line(std::mt19937& random) {
  std::string text;
  const int words = 4 + static_cast<int>(random() % 10);
  for (int i = 0; i < words; ++i) text += (i == 0 ? "" : " ") + word(random);
  return text + ".";
}

/// The line with one word exchanged.
std::string changed(const std::string& text, std::mt19937& random) {
  const std::size_t space = text.rfind(' ');
  return text.substr(0, space + 1) + word(random) + ".";
}

}  // namespace

int main(int argc, char** argv) {
  const int lines = argc > 1 ? std::atoi(argv[1]) : 100'000;
  std::mt19937 random(1);
  std::vector<std::string> sources;
  for (int i = 0; i < lines; ++i) sources.push_back(line(random));
  integrart::TranslationMemory memory;
  const auto start = Clock::now();
  for (const std::string& source : sources) {
    integrart::MemoryEntry entry;
    entry.source = source;
    entry.target = "x " + source;
    memory.add(std::move(entry));
  }
  std::cout << lines << " lines indexed in " << milliseconds_since(start) << " ms\n";
  for (const bool exact : {true, false}) {
    std::vector<double> times;
    std::size_t found = 0;
    for (int i = 0; i < 1000; ++i) {
      const std::string& source = sources[random() % sources.size()];
      const std::string asked = exact ? source : changed(source, random);
      const auto begin = Clock::now();
      found += memory.find({asked, {}, {}, {}}).empty() ? 0U : 1U;
      times.push_back(milliseconds_since(begin));
    }
    std::sort(times.begin(), times.end());
    std::cout << (exact ? "the same line" : "one word other") << ": " << found << " of 1000 found, median "
              << times[500] << " ms, 99 % below " << times[990] << " ms, worst " << times[999] << " ms\n";
  }
  return 0;
}
