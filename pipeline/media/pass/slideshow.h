#pragma once
// Still pictures shown one after the other while a sound plays. Private to pipeline/media.

#include <memory>

#include "pipeline/media/decode_pass.h"
#include "pipeline/media/pass/fan_out.h"
#include "pipeline/media/picture/picture_pool.h"

namespace integrart {

/// Ten pictures per second; each still gets an equal share of the time and fades into the next over at most 0.6 s.
/// Pictures are fitted into the frame and centred on black. At most two stills are in memory.
class Slideshow {
 public:
  static Result<Slideshow> create(const SlideshowSource& source, const DecodePassOptions& options);

  /// What the planner would say of such a video.
  VideoFacts facts() const;
  /// Pushes all pictures; the end of the last is the end of the sound.
  Result<MediaTime> show(FanOut& fan_out);

 private:
  using Still = std::shared_ptr<const AVFrame>;
  Slideshow(const SlideshowSource& source, const DecodePassOptions& options, PicturePool pool)
      : m_source(source), m_options(options), m_pool(std::move(pool)) {}
  Result<Still> read_still(const InputFile& file);
  Result<Still> fitted(libav::Frame decoded, const InputFile& file);
  Result<Still> blend(const AVFrame& from, const AVFrame& to, int step, int steps);

  const SlideshowSource& m_source;
  const DecodePassOptions& m_options;
  PicturePool m_pool;
};

}  // namespace integrart
