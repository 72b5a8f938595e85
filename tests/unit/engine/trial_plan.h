#pragma once
// Works, sources and a catalogue to plan with.

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <vector>

#include "pipeline/base/filter.h"
#include "pipeline/base/subtitle_format.h"
#include "pipeline/engine/plan.h"
#include "pipeline/media/encoders.h"
#include "pipeline/media/frame.h"

namespace integrart {

inline Result<FilterResult> trial_sees_nothing(const SourceFacts&) {
  return FilterResult{};
}

inline const Filter trial_facts_filter = [] {
  Filter filter{};
  filter.id = "metadata";
  filter.look_at_facts = trial_sees_nothing;
  return filter;
}();
inline const std::array<const Filter*, 1> trial_filters{&trial_facts_filter};

inline Result<std::unique_ptr<FrameSink>> trial_sees_no_film(const SourceFacts&, const Json&) {
  return fail(Errc::unsupported, "engine.filter_unknown");
}

inline const Filter trial_flash_filter = [] {
  Filter filter{};
  filter.id = "flash";
  filter.make_sink = trial_sees_no_film;
  return filter;
}();
inline const Filter trial_black_filter = [] {
  Filter filter{};
  filter.id = "black";
  filter.reads_words = true;  // unlike the real one
  filter.make_sink = trial_sees_no_film;
  return filter;
}();
inline const std::array<const Filter*, 2> trial_film_filters{&trial_flash_filter, &trial_black_filter};

inline constexpr std::array<std::string_view, 1> trial_timed_extensions{"lrc"};
inline const SubtitleFormat trial_timed_words = [] {
  SubtitleFormat format{};
  format.id = "lrc";
  format.extensions = trial_timed_extensions;
  return format;
}();
inline const std::array<const SubtitleFormat*, 1> trial_subtitles{&trial_timed_words};

inline Catalogue trial_catalogue() {
  Catalogue all;
  all.encoders = encoders();
  all.filters = trial_filters;
  all.subtitles = trial_subtitles;
  return all;
}

inline SourceFile trial_source(std::string name) {
  return {{digest_of(name), name.size(), "application/octet-stream"}, name};
}

inline CollectionWork trial_work(std::string kind) {
  CollectionWork work;
  work.id = "lullaby";
  work.kind = std::move(kind);
  work.language = LanguageTag::parse("uk").value().value;
  work.title.by_language["uk"] = "Колискова";
  return work;
}

inline SourceFacts trial_video_facts(int width, int height) {
  SourceFacts facts;
  facts.kind = "video";
  facts.duration_seconds = 12;
  facts.video = VideoFacts{};
  facts.video->width = width;
  facts.video->height = height;
  facts.audio.push_back({1, "aac", 2, "stereo", 48000, 12, 128000, "", ""});
  return facts;
}

inline std::vector<std::string> step_ids(const Plan& plan) {
  std::vector<std::string> names;
  for (const PlannedStep& step : plan.steps) names.push_back(step.id);
  return names;
}

}  // namespace integrart
