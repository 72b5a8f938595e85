// Samples of text tracks in media files: whatever the bytes, what comes out is within bounds and one cue a sample stays
// a cue of its own.

#include "pipeline/media/embedded/samples.h"

#include <cstdlib>

#include "tests/fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace integrart;
  const std::string bytes(text_of(data, size));
  const std::vector<TextSample> samples{{0, 1000, bytes, bytes, bytes}, {1000, 2000, bytes, {}, {}}};
  const auto arrows_in = [](const std::string& text) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = text.find("-->", at)) != std::string::npos; at += 3) ++count;
    return count;
  };
  if (arrows_in(webvtt_of(samples)) != samples.size()) std::abort();
  const auto plain = payloads_of_tx3g(samples);
  if (plain.size() > samples.size() || arrows_in(webvtt_of(plain)) != plain.size()) std::abort();
  const auto boxed = payloads_of_wvtt(samples);
  if (boxed.size() > bytes.size() + 1 || arrows_in(webvtt_of(boxed)) != boxed.size()) std::abort();
  if (ass_of(bytes, samples).size() > 3 * size + 1000 || subrip_of(samples).size() > 2 * size + 1000) std::abort();
  return 0;
}
