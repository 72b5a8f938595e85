#include "pipeline/media/sound/spilled_sound.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>
#include <vector>

namespace integrart {

namespace {

tl::unexpected<Error> scratch_failed(int error) {
  return fail(Errc::unavailable, "media.scratch_failed", {{"reason", std::generic_category().message(error)}});
}

}  // namespace

Result<SpilledSound> SpilledSound::create(const std::filesystem::path& scratch_folder) {
  std::string name = (scratch_folder / "sound.XXXXXX").string();
  FileDescriptor file(::mkstemp(name.data()));
  if (!file) return scratch_failed(errno);
  ::unlink(name.c_str());
  return SpilledSound(std::move(file));
}

Result<> SpilledSound::append(std::span<const float> samples) {
  auto left = std::as_bytes(samples);
  while (!left.empty()) {
    const ssize_t written = ::write(m_file.get(), left.data(), left.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return scratch_failed(written < 0 ? errno : ENOSPC);
    left = left.subspan(static_cast<std::size_t>(written));
  }
  m_samples += samples.size();
  return {};
}

Result<> SpilledSound::replay(std::size_t block, const std::stop_token& stop,
                              const std::function<Result<>(std::span<float>)>& consumer) const {
  std::vector<float> samples(block);
  for (std::uint64_t at = 0; at < m_samples;) {
    if (stop.stop_requested()) return fail(Errc::cancelled, "media.cancelled");
    const std::span<float> now =
        std::span(samples).first(static_cast<std::size_t>(std::min<std::uint64_t>(block, m_samples - at)));
    auto left = std::as_writable_bytes(now);
    auto offset = static_cast<off_t>(at * sizeof(float));
    while (!left.empty()) {
      const ssize_t got = ::pread(m_file.get(), left.data(), left.size(), offset);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return scratch_failed(got < 0 ? errno : EIO);
      left = left.subspan(static_cast<std::size_t>(got));
      offset += got;
    }
    at += now.size();
    TRY(consumer(now));
  }
  return {};
}

}  // namespace integrart
