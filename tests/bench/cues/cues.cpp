// Measures the rules over ten hours of cues, in three scripts: checked, and checked and mended.

#include <fmt/format.h>

#include <array>
#include <chrono>

#include "filters/filters.h"

using namespace integrart;

namespace {

struct Language {
  std::string_view tag;
  std::array<std::string_view, 4> texts;
};
constexpr std::array<Language, 3> languages{
    {{"uk",
      {"Ми йшли полем, і вітер пах полином.", "- Ти пам'ятаєш той дім?\n- Пам'ятаю кожну дошку.",
       "<i>Бабуся  казала, що земля все чує, тож говори тихо.</i>", "А потім настала тиша…"}},
     {"pl",
      {"Pojechaliśmy do babci na wieś i do dziadka.", "- Pamiętasz tamten dom?\n- Każdą deskę.",
       "<i>Babcia mówiła, że ziemia  wszystko słyszy, więc mów cicho w nocy.</i>", "A potem zapadła cisza…"}},
     {"ar",
      {"مشينا في الحقل والريح تحمل رائحة الشيح.", "- هل تتذكر ذلك البيت؟\n- أتذكر كل لوح.",
       "<i>كانت جدتي تقول إن الأرض  تسمع كل شيء.</i>", "ثم ساد الصمت…"}}}};

CueTrack ten_hours(const Language& language) {
  constexpr std::int64_t cues = 12'000, every_ms = 3'000;
  CueTrack track;
  track.language = LanguageTag::parse(language.tag)->value;
  for (std::int64_t i = 0; i < cues; ++i) {
    Cue cue;
    cue.id = fmt::format("c{}", i + 1);
    cue.when = {MediaTime::from_milliseconds(i * every_ms),
                MediaTime::from_milliseconds(i * every_ms + 1'800 + i % 7 * 250)};
    cue.text = language.texts[static_cast<std::size_t>(i) % language.texts.size()];
    track.cues.push_back(std::move(cue));
  }
  return track;
}

void measure(const Language& language, std::string_view profile, bool mend) {
  CueCheckSettings settings;
  settings.profile = *cue_checker().profile(profile);
  settings.mend = mend;
  for (std::int64_t at = 0; at < 36'000'000; at += 4'100) settings.shots.push_back(MediaTime::from_milliseconds(at));
  CueTrack track = ten_hours(language);
  const auto begin = std::chrono::steady_clock::now();
  const CueCheckResult result = cue_checker().check(std::move(track), settings);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  fmt::print("{:<4} {:<9} {:<7} {:>6} issues {:7.3f} s\n", language.tag, profile, mend ? "mended" : "checked",
             result.issues.size(), seconds);
}

}  // namespace

int main() {
  fmt::print("10 hours of subtitles, 12000 cues, 8781 shot changes, all rules but spelling\n");
  for (const Language& language : languages)
    for (const std::string_view profile : {"plain", "netflix", "bbc"})
      for (const bool mend : {false, true}) measure(language, profile, mend);
}
