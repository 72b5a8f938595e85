#include "pipeline/fingerprint/sound_print.h"

#include <chromaprint.h>

#include <cmath>
#include <string>

namespace integrart {

namespace {

struct FreeContext {
  void operator()(ChromaprintContext* context) const { chromaprint_free(context); }
};
struct FreeItems {
  void operator()(std::uint32_t* items) const { chromaprint_dealloc(items); }
};

tl::unexpected<Error> no_memory() {
  return fail(Errc::limit_exceeded, "fingerprint.sound_print_failed");
}

}  // namespace

struct SoundPrinter::State {
  std::unique_ptr<ChromaprintContext, FreeContext> context;
};

SoundPrinter::SoundPrinter(std::unique_ptr<State> state) : m_state(std::move(state)) {}
SoundPrinter::SoundPrinter(SoundPrinter&&) noexcept = default;
SoundPrinter& SoundPrinter::operator=(SoundPrinter&&) noexcept = default;
SoundPrinter::~SoundPrinter() = default;

Result<SoundPrinter> SoundPrinter::create(double speed) {
  auto state = std::make_unique<State>();
  state->context.reset(chromaprint_new(CHROMAPRINT_ALGORITHM_DEFAULT));
  if (!state->context) return no_memory();
  // Samples of which more belong to a second are heard as a quicker sound.
  const int rate = static_cast<int>(std::lround(print_sample_rate * speed));
  if (chromaprint_start(state->context.get(), rate, 1) == 0) return no_memory();
  return SoundPrinter(std::move(state));
}

Result<> SoundPrinter::hear(std::span<const std::int16_t> samples) {
  if (chromaprint_feed(m_state->context.get(), samples.data(), static_cast<int>(samples.size())) == 0)
    return no_memory();
  return {};
}

Result<SoundItems> SoundPrinter::finish() {
  if (chromaprint_finish(m_state->context.get()) == 0) return no_memory();
  std::uint32_t* items = nullptr;
  int count = 0;
  if (chromaprint_get_raw_fingerprint(m_state->context.get(), &items, &count) == 0) return no_memory();
  const std::unique_ptr<std::uint32_t, FreeItems> owned(items);
  if (items == nullptr || count <= 0) return SoundItems{};
  return SoundItems(items, items + count);
}

std::string sound_print_toolchain() {
  return std::string("chromaprint ") + chromaprint_get_version();
}

}  // namespace integrart
