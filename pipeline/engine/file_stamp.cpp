#include "pipeline/engine/file_stamp.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "pipeline/base/input_file.h"
#include "pipeline/engine/placement.h"

namespace integrart {

Json file_stamp(const std::filesystem::path& file) {
  struct stat status {};
  if (stat(file.c_str(), &status) != 0) return {};
  return Json::object({{"bytes", static_cast<long long>(status.st_size)},
                       {"modified", fmt::format("{}.{:09}", status.st_mtim.tv_sec, status.st_mtim.tv_nsec)}});
}

Json read_memory(const std::filesystem::path& file) {
  constexpr std::uint64_t limit = 64ULL << 20U;
  const auto opened = open_regular_file(file.string(), limit);
  if (!opened) return Json::empty_object();
  const auto text = read_all(opened->second, limit);
  if (!text) return Json::empty_object();
  auto parsed = parse_json(*text);
  return parsed && parsed->is_object() ? std::move(*parsed) : Json::empty_object();
}

Result<> write_text_file(const std::filesystem::path& file, std::string_view text) {
  TRY_ASSIGN(Placement placement, Placement::begin(file, Placement::Kind::file));
  while (!text.empty()) {
    const ssize_t count = write(placement.descriptor(), text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0)
      return fail(Errc::unavailable, "engine.output_not_written",
                  {{"file", file.string()}, {"reason", std::string(std::strerror(errno))}});
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return placement.publish();
}

Result<> write_memory(const std::filesystem::path& file, const Json& memory) {
  return write_text_file(file, memory.dump_pretty());
}

}  // namespace integrart
