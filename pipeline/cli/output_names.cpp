#include "pipeline/cli/output_names.h"

#include <fmt/format.h>

#include <filesystem>

#include "pipeline/base/text.h"

namespace integrart {

std::optional<Message> overwriting_refusal(const std::vector<std::string>& inputs, const std::string& output) {
  if (output.empty()) return std::nullopt;
  for (const std::string& input : inputs) {
    std::error_code not_there;
    // Two names of one file are found by its number on the disk, which symbolic links lead to.
    if (!input.empty() && std::filesystem::equivalent(input, output, not_there))
      return Message{"cli.output_is_source", {{"source", display_name(input)}, {"output", display_name(output)}}};
  }
  return std::nullopt;
}

std::optional<Message> folder_refusal(const std::string& output) {
  std::error_code not_there;
  const auto status = std::filesystem::status(output, not_there);
  if (!std::filesystem::exists(status) || std::filesystem::is_directory(status)) return std::nullopt;
  return Message{"cli.output_is_no_folder", {{"output", display_name(output)}}};
}

bool is_right_use(Session& session, const std::optional<Message>& refusal) {
  if (!refusal) return true;
  session.tell(fmt::format("integrart: {}", render(*refusal, session.language)));
  session.status = ExitStatus::wrong_use;
  return false;
}

}  // namespace integrart
