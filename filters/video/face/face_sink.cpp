#include "filters/video/face/face_sink.h"

#include <algorithm>
#include <cmath>

#include "filters/video/looks/filter_output.h"
#include "pipeline/base/filter.h"

namespace integrart::face {

namespace {

constexpr int side_multiple = 32;  // YuNet halves its picture five times
constexpr std::size_t most_findings = 100;

double tidy(double value) {
  return std::round(value * 1e4) / 1e4;
}

Finding finding_of(const Track& track, std::string_view detector) {
  const Sighting& best = track.best();
  Finding finding;
  finding.kind = "face";
  finding.start = track.seen.front().time;
  finding.end = track.seen.back().time;
  finding.box = clipped(best.box);
  finding.score = best.score;
  finding.severity = Severity::info;
  finding.rule = detector;
  finding.message = {"filters.face_found", {{"detector", std::string(detector)}}};
  finding.producer = "face/1";
  return finding;
}

}  // namespace

Sampling glancing() {
  return {};
}

Sampling thorough() {
  return {
      .longest_side = 640, .pictures_per_second = 15, .seconds_between_looks = 0, .least_seconds = 0, .most_gap = 1};
}

FaceSink::FaceSink(int width, int height, std::unique_ptr<Detector> detector, const Sampling& sampling)
    : m_detector(std::move(detector)), m_sampling(sampling), m_linker(sampling.most_gap) {
  const double scale = std::min(1.0, m_sampling.longest_side / static_cast<double>(std::max({width, height, 1})));
  const auto scaled = [scale](int side) {
    return std::max(1, static_cast<int>(std::lround(side * scale / side_multiple))) * side_multiple;
  };
  m_needs = {scaled(width), scaled(height), m_detector->layout(), m_sampling.pictures_per_second};
}

bool FaceSink::is_due(double time) const {
  if (m_sampling.every_picture() || !m_last_look) return true;
  const double since = time - *m_last_look;
  return since >= m_sampling.seconds_between_looks || (m_shot_is_new && since >= m_sampling.least_seconds);
}

Result<> FaceSink::consume(const VideoFrame& frame) {
  const double time = frame.time.seconds();
  m_end = std::max(m_end, (frame.time + frame.duration).seconds());
  if (m_cuts.look(frame.picture)) {
    m_linker.cut();
    m_cut_times.push_back(time);
    m_shot_is_new = true;
  }
  if (!is_due(time)) return {};
  m_last_look = time;
  m_shot_is_new = false;
  ++m_looks;
  const auto faces = m_detector->look(frame.picture);
  if (faces) {
    m_linker.look(time, *faces);
  } else if (!m_undecided.empty() && m_undecided.back().end >= time) {
    m_undecided.back().end = m_end;
  } else {
    m_undecided.push_back({time, m_end});
  }
  return {};
}

/// Numbers are rounded to a tenth of a millisecond and of a thousandth of the picture.
Json FaceSink::evidence(const std::vector<Track>& tracks) const {
  Json list = Json::empty_array();
  std::int64_t id = 0;
  for (const Track& track : tracks) {
    Json seen = Json::empty_array();
    for (const auto& [time, box, score] : track.seen)
      seen.push_back(
          Json::array({tidy(time), tidy(box.x), tidy(box.y), tidy(box.width), tidy(box.height), tidy(score)}));
    list.push_back(Json::object({{"id", std::to_string(++id)},
                                 {"start", tidy(track.seen.front().time)},
                                 {"end", tidy(track.seen.back().time)},
                                 {"score", tidy(track.best().score)},
                                 {"seen", std::move(seen)}}));
  }
  Json undecided = Json::empty_array();
  for (const TimeStretch& stretch : m_undecided) undecided.push_back(Json::array({stretch.begin, stretch.end}));
  Json cuts = Json::empty_array();
  for (const double time : m_cut_times) cuts.push_back(tidy(time));
  return Json::object({{"detector", m_detector->name()},
                       {"every_picture", m_sampling.every_picture()},
                       {"looks", static_cast<long long>(m_looks)},
                       {"columns", m_needs.width},
                       {"rows", m_needs.height},
                       {"decided", Json::array({0.0, m_end})},
                       {"undecided", std::move(undecided)},
                       {"cuts", std::move(cuts)},
                       {"tracks", std::move(list)}});
}

Result<StepOutput> FaceSink::finish() {
  std::vector<Track> tracks = m_linker.finish();
  FilterResult result;
  result.evidence = evidence(tracks);
  std::ranges::stable_sort(tracks, std::greater<>(), [](const Track& track) { return track.best().score; });
  tracks.resize(std::min(tracks.size(), most_findings));
  for (const Track& track : tracks) result.findings.push_back(finding_of(track, m_detector->name()));
  std::ranges::stable_sort(result.findings, {}, [](const Finding& finding) { return *finding.start; });
  return output_of(result);
}

}  // namespace integrart::face
