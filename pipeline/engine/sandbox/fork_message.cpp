#include "pipeline/engine/sandbox/fork_message.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <limits>
#include <system_error>

#include "pipeline/base/json.h"

namespace integrart {
namespace {

tl::unexpected<Error> broken(Errc code, int error_number) {
  return fail(code, "engine.child_not_started", {{"reason", std::generic_category().message(error_number)}});
}

/// Room for as many descriptors as a message may carry (cmsg(3)).
struct alignas(cmsghdr) Passed {
  std::array<char, CMSG_SPACE(most_passed_descriptors * sizeof(int))> bytes{};
};

std::int64_t json_number(rlim_t value) {
  return static_cast<std::int64_t>(std::min<rlim_t>(value, std::numeric_limits<std::int64_t>::max()));
}

std::string text_of(const SpawnRequest& request) {
  Json limits = Json::empty_array();
  for (const auto& [resource, bound] : request.limits) {
    limits.push_back(Json::object(
        {{"resource", resource}, {"soft", json_number(bound.rlim_cur)}, {"hard", json_number(bound.rlim_max)}}));
  }
  // The server's own current folder is another one.
  return Json::object({{"folder", std::filesystem::absolute(request.current_folder).string()},
                       {"arguments", json_list(request.arguments)},
                       {"limits", std::move(limits)}})
      .dump();
}

Result<> read_text(std::string_view text, ForkMessage& message) {
  TRY_ASSIGN(const Json json, parse_json(text));
  message.folder = json.at_or_null("folder").string_or("");
  message.arguments = texts_of(json.at_or_null("arguments"));
  for (const Json& bound : json.at_or_null("limits").items()) {
    message.limits.emplace_back(static_cast<int>(bound.at_or_null("resource").integer_or(0)),
                                rlimit{static_cast<rlim_t>(bound.at_or_null("soft").integer_or(0)),
                                       static_cast<rlim_t>(bound.at_or_null("hard").integer_or(0))});
  }
  return {};
}

}  // namespace

Result<> send_fork_message(int socket, const SpawnRequest& request, int keeper) {
  std::vector<int> descriptors{keeper, request.standard_error};
  descriptors.insert(descriptors.end(), request.descriptors.begin(), request.descriptors.end());
  std::string text = text_of(request);
  if (descriptors.size() > most_passed_descriptors || text.size() > most_message_bytes)
    return broken(Errc::internal, EMSGSIZE);
  Passed passed;
  iovec part{text.data(), text.size()};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = passed.bytes.data();
  header.msg_controllen = CMSG_SPACE(descriptors.size() * sizeof(int));
  cmsghdr* control = CMSG_FIRSTHDR(&header);
  control->cmsg_level = SOL_SOCKET;
  control->cmsg_type = SCM_RIGHTS;
  control->cmsg_len = CMSG_LEN(descriptors.size() * sizeof(int));
  std::memcpy(CMSG_DATA(control), descriptors.data(), descriptors.size() * sizeof(int));
  while (::sendmsg(socket, &header, MSG_NOSIGNAL) < 0) {
    if (errno != EINTR) return broken(Errc::unavailable, errno);
  }
  return {};
}

Result<ForkMessage> receive_fork_message(int socket) {
  std::string text(most_message_bytes, '\0');
  Passed passed;
  iovec part{text.data(), text.size()};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = passed.bytes.data();
  header.msg_controllen = passed.bytes.size();
  ssize_t count = 0;
  do {
    count = ::recvmsg(socket, &header, MSG_CMSG_CLOEXEC);
  } while (count < 0 && errno == EINTR);
  if (count <= 0) return broken(Errc::unavailable, count < 0 ? errno : EPIPE);
  ForkMessage message;
  for (cmsghdr* control = CMSG_FIRSTHDR(&header); control != nullptr; control = CMSG_NXTHDR(&header, control)) {
    if (control->cmsg_level != SOL_SOCKET || control->cmsg_type != SCM_RIGHTS) continue;
    std::vector<int> numbers((control->cmsg_len - CMSG_LEN(0)) / sizeof(int));
    std::memcpy(numbers.data(), CMSG_DATA(control), numbers.size() * sizeof(int));
    for (const int number : numbers) message.descriptors.emplace_back(number);
  }
  if (message.descriptors.size() < 2) return broken(Errc::internal, EBADF);
  message.keeper = std::move(message.descriptors[0]);
  message.standard_error = std::move(message.descriptors[1]);
  message.descriptors.erase(message.descriptors.begin(), message.descriptors.begin() + 2);
  TRY(read_text(std::string_view(text).substr(0, static_cast<std::size_t>(count)), message));
  return message;
}

}  // namespace integrart
