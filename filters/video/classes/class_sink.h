#pragma once
// Shows pictures to a model and remembers what it says of them.

#include <optional>
#include <string>
#include <vector>

#include "filters/video/classes/classifier.h"
#include "filters/video/looks/look_schedule.h"
#include "pipeline/base/filter.h"
#include "pipeline/media/frame.h"

namespace integrart::classes {

class ClassSink final : public FrameSink {
 public:
  ClassSink(const VideoFacts& video, ModelManifest manifest, Classifier classifier);

  FrameNeeds needs() const override { return {m_needs, std::nullopt}; }
  using FrameSink::consume;
  Result<> consume(const VideoFrame& frame) override;
  Result<StepOutput> finish() override;

 private:
  /// What is known of one label so far.
  struct Watch {
    double highest = 0;           // of all looks
    double highest_at = 0;        // seconds
    std::optional<Finding> open;  // goes on while the score stays up
  };

  bool wants(const VideoFrame& frame, const cv::Mat& picture);
  void note(std::size_t label, double score, double time, const Box& seen);
  void close(std::size_t label, double time);
  Finding finding_of(const ModelLabel& label, double time, const Box& seen) const;
  Json evidence() const;

  ModelManifest m_manifest;
  Classifier m_classifier;
  VideoNeeds m_needs;
  LookSchedule m_schedule;
  std::vector<Watch> m_watches;  // as the labels
  std::vector<Finding> m_findings;
  std::int64_t m_looks = 0;
  double m_seen_share = 1;  // of a picture's area
  double m_end = 0;
};

}  // namespace integrart::classes
