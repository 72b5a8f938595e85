#include "pipeline/media/decode_pass.h"

#include "pipeline/media/pass/slideshow.h"
#include "pipeline/media/pass/source_pass.h"

namespace integrart {

Result<DecodePassResult> run_decode_pass(const InputFile& source, const SourceFacts& facts,
                                         std::vector<std::unique_ptr<FrameSink>> sinks,
                                         const DecodePassOptions& options) {
  TRY_ASSIGN(MediaSource opened, MediaSource::open(source, options.limits));
  return SourcePass(std::move(opened), facts, options).run(std::move(sinks));
}

Result<DecodePassResult> run_slideshow_pass(const SlideshowSource& source,
                                            std::vector<std::unique_ptr<FrameSink>> sinks,
                                            const DecodePassOptions& options) {
  TRY_ASSIGN(MediaSource opened, MediaSource::open(source.sound, options.limits));
  TRY_ASSIGN(Slideshow slideshow, Slideshow::create(source, options));
  SourcePass pass(std::move(opened), source.sound_facts, options);
  pass.set_made_pictures({slideshow.facts(), [&](FanOut& fan_out) { return slideshow.show(fan_out); }});
  return pass.run(std::move(sinks));
}

}  // namespace integrart
