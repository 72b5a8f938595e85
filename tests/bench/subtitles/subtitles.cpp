// How many cues a second each reader takes, in processor time of one core, and what only looking at the bytes would
// take. Prints one JSON document. Argument: how many cues to read (20000 when none is given).

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <iostream>

#include "formats/tables.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/json.h"
#include "pipeline/base/text.h"

using namespace integrart;

namespace {

constexpr int rounds = 7;

double cpu_seconds() {
  std::timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

/// The least time of several rounds: what else the machine does only adds.
template <class Work>
double least_seconds(Work work) {
  double least = 1e9;
  for (int round = 0; round < rounds; ++round) {
    const double begin = cpu_seconds();
    work();
    least = std::min(least, cpu_seconds() - begin);
  }
  return least;
}

/// Cues as films have them: one or two lines, some italics, some voices.
CueTrack track_of(std::int64_t count) {
  std::string text = "WEBVTT\n\n";
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t at = i * 3;
    text += fmt::format("{}\n{:02}:{:02}:{:02}.250 --> {:02}:{:02}:{:02}.900\n", i + 1, at / 3600, at / 60 % 60,
                        at % 60, (at + 2) / 3600, (at + 2) / 60 % 60, (at + 2) % 60);
    text += i % 4 == 0   ? "<i>Дві домівки в серці маю,</i>\nодна пісня на двох.\n\n"
            : i % 4 == 1 ? "<v Oksana>Two homes are in my heart &amp; one song</v>\n\n"
                         : "Dwa domy w sercu mam,\njedna pieśń dla nas.\n\n";
  }
  return find_by_id(subtitle_formats(), "webvtt")->read(text, {}).value().value;
}

Json measured(const SubtitleFormat& format, const CueTrack& track) {
  const std::string file = format.write(track).value().value;
  SubtitleLimits limits;
  limits.source_bytes = 1U << 30U;  // our JSON of so many cues is longer than any file from outside may be
  std::size_t cues = 0;
  const double seconds = least_seconds([&] { cues = format.read(file, limits).value().value.cues.size(); });
  // No reader can be quicker than one pass that finds the line ends and checks that the text is UTF-8.
  std::int64_t lines = 0;
  const double floor = least_seconds([&] { lines += is_valid_utf8(file) ? std::ranges::count(file, '\n') : 0; });
  return Json::object({{"format", format.id},
                       {"cues", static_cast<std::int64_t>(cues)},
                       {"megabytes", static_cast<double>(file.size()) / 1e6},
                       {"cues_per_second", static_cast<double>(cues) / seconds},
                       {"limit_cues_per_second", static_cast<double>(cues) / std::max(floor, 1e-9)}});
}

}  // namespace

int main(int count, char** arguments) {
  const CueTrack track = track_of(count > 1 ? std::strtol(arguments[1], nullptr, 10) : 20'000);
  Json rows = Json::empty_array();
  for (const SubtitleFormat* const format : subtitle_formats()) rows.push_back(measured(*format, track));
  std::cout << rows.dump_pretty();
  return 0;
}
