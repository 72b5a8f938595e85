#include "filters/video/classes/class_sink.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "filters/video/classes/model_picture.h"
#include "filters/video/looks/filter_output.h"
#include "pipeline/base/text.h"

namespace integrart::classes {

namespace {

constexpr double pictures_per_second = 2;  // of these, those that the schedule wants are looked at
constexpr double seconds_between_looks = 2;
constexpr std::size_t most_findings = 500;

/// Floats of another processor may differ behind that.
double rounded(double score) {
  return std::round(score * 1e4) / 1e4;
}

std::int64_t percent(double score) {
  return std::lround(score * 100);
}

std::string name_and_version(const ModelManifest& manifest) {
  return manifest.version.empty() ? manifest.id : manifest.id + " " + manifest.version;
}

}  // namespace

ClassSink::ClassSink(const VideoFacts& video, ModelManifest manifest, Classifier classifier)
    : m_manifest(std::move(manifest)),
      m_classifier(std::move(classifier)),
      m_needs(needs_of(m_manifest.classes->picture, video, pictures_per_second)),
      m_schedule(seconds_between_looks),
      m_watches(m_manifest.classes->labels.size()) {}

/// By luma: shots of red and of blue have the same green, which is all that the schedule sees of coloured pictures.
bool ClassSink::wants(const VideoFrame& frame, const cv::Mat& picture) {
  cv::Mat luma;
  cv::cvtColor(picture, luma, cv::COLOR_BGR2GRAY);
  VideoFrame grey = frame;
  grey.picture = {luma.cols, luma.rows, PixelLayout::gray8, {luma.data}, {static_cast<int>(luma.step)}};
  return m_schedule.wants(grey);
}

Result<> ClassSink::consume(const VideoFrame& frame) {
  m_end = (frame.time + frame.duration).seconds();
  if (frame.picture.layout != PixelLayout::bgr24)
    return fail(Errc::internal, "filters.wrong_picture_size", {{"filter", std::string("image_class")}});
  // OpenCV has no view of constant memory; nothing is written into this one.
  const cv::Mat picture(frame.picture.height, frame.picture.width, CV_8UC3,
                        const_cast<std::uint8_t*>(frame.picture.planes[0]),
                        static_cast<std::size_t>(frame.picture.strides[0]));
  if (!wants(frame, picture)) return {};
  ++m_looks;
  TRY_ASSIGN(const std::vector<double> scores, m_classifier.scores(picture));
  const Box seen = seen_part(m_manifest.classes->picture, picture.cols, picture.rows);
  m_seen_share = std::min(m_seen_share, seen.width * seen.height);
  for (std::size_t label = 0; label < scores.size(); ++label) note(label, scores[label], frame.time.seconds(), seen);
  return {};
}

void ClassSink::note(std::size_t label, double score, double time, const Box& seen) {
  const ModelLabel& about = m_manifest.classes->labels[label];
  Watch& watch = m_watches[label];
  if (m_looks == 1 || score > watch.highest) {
    watch.highest = score;
    watch.highest_at = time;
  }
  if (about.finding.empty() || score < about.threshold) return close(label, time);
  if (!watch.open) watch.open = finding_of(about, time, seen);
  watch.open->score = std::max(watch.open->score, score);
}

/// The score is known only now.
void ClassSink::close(std::size_t label, double time) {
  Watch& watch = m_watches[label];
  if (!watch.open) return;
  const ModelLabel& about = m_manifest.classes->labels[label];
  Finding& finding = *watch.open;
  finding.end = time;
  finding.message = {"filters.image_class",
                     {{"label", display_name(about.name)},
                      {"model", display_name(name_and_version(m_manifest))},
                      {"percent", percent(finding.score)},
                      {"threshold", percent(about.threshold)}}};
  finding.score = rounded(finding.score);
  if (m_findings.size() < most_findings) m_findings.push_back(std::move(finding));
  watch.open.reset();
}

Finding ClassSink::finding_of(const ModelLabel& label, double time, const Box& seen) const {
  Finding finding;
  finding.kind = "image_class." + label.finding;
  finding.start = finding.end = time;
  finding.box = seen;
  finding.severity = label.severity;
  finding.rule = fmt::format("{} >= {:.2f}", name_and_version(m_manifest), label.threshold);
  finding.text = label.name;
  finding.producer = "image_class/2";
  return finding;
}

Json ClassSink::evidence() const {
  Json model = Json::object({{"id", m_manifest.id},
                             {"version", m_manifest.version},
                             {"licence", m_manifest.licence},
                             {"sha256", m_manifest.sha256},
                             {"not_for", to_json(m_manifest.not_for)},
                             {"looks", m_looks},
                             {"seen_share", rounded(m_seen_share)}});
  Json highest = Json::empty_array();
  for (std::size_t i = 0; i < m_watches.size() && m_looks > 0; ++i)
    highest.push_back(Json::object({{"label", m_manifest.classes->labels[i].name},
                                    {"score", rounded(m_watches[i].highest)},
                                    {"time", m_watches[i].highest_at}}));
  return Json::object({{"model", std::move(model)}, {"looks", m_looks}, {"highest", std::move(highest)}});
}

Result<StepOutput> ClassSink::finish() {
  // Who saw nothing cannot say that nothing is there.
  if (m_looks == 0) return fail(Errc::corrupt_media, "filters.image_class_no_picture");
  for (std::size_t label = 0; label < m_watches.size(); ++label) close(label, m_end);
  std::ranges::stable_sort(m_findings, {}, [](const Finding& finding) { return *finding.start; });
  FilterResult result;
  result.evidence = evidence();
  result.findings = std::move(m_findings);
  return output_of(result);
}

}  // namespace integrart::classes
