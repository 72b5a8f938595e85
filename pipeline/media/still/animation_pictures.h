#pragma once
// The pictures of an animation, one after the other, as a browser lays them over each other. Private to
// pipeline/media/still.

#include <memory>
#include <string>
#include <string_view>

#include "pipeline/base/result.h"
#include "pipeline/media/still/animation.h"
#include "pipeline/media/still/header.h"
#include "pipeline/media/still/pixels.h"

namespace integrart {

/// WebP by libvips, which knows its rules of disposal and blending. PNG (of which libvips reads the first picture only)
/// and GIF (of which it shows the background colour) are taken apart, and laid over each other here. Colour profiles
/// are left aside.
class AnimationPictures {
 public:
  /// `bytes` are borrowed as long as this lives. Errors: corrupt_media when the decoder counts other pictures than the
  /// structure has; unsupported for sequences that nothing here follows.
  static Result<AnimationPictures> open(std::string_view bytes, const StillHeader& header, const StillMotion& motion,
                                        const std::string& name);
  AnimationPictures(AnimationPictures&&) noexcept;
  AnimationPictures& operator=(AnimationPictures&&) noexcept;
  ~AnimationPictures();

  /// The whole canvas with the next picture on it. Errors: corrupt_media, also after the last one.
  Result<StillPicture> next();
  /// Does the last one let through what lies behind it?
  bool is_see_through() const;

 private:
  struct State;
  explicit AnimationPictures(std::unique_ptr<State> state);

  std::unique_ptr<State> m_state;
};

}  // namespace integrart
