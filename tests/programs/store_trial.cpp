// Started and killed by the tests of the store:
//   store_trial work DATABASE LOG      takes jobs for ever; appends "<job id>\n" to LOG after each one it did
//   store_trial hold DATABASE LOG      takes one job, says so in LOG, and never finishes it
//   store_trial offer DATABASE LOG     offers the jobs "alone" (heavy) and "shared", says so in LOG, and waits for ever
//   store_trial write STORE LOG        puts artefacts for ever; appends "<digest>\n" to LOG after each commit
//   store_trial open DATABASE LOG      opens the database for ever

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <thread>
#include <utility>

#include "pipeline/store/artefact_store.h"
#include "pipeline/store/database.h"

namespace {

using namespace integrart;
using namespace std::chrono_literals;

void append(const FileDescriptor& log, const std::string& line) {
  const std::string text = line + "\n";  // one write, so that lines of several processes do not mix
  if (::write(log.get(), text.data(), text.size()) < 0) std::perror("log");
}

int report(const Error& error) {
  std::fprintf(stderr, "%s\n", render(error).c_str());
  return 1;
}

int work(const std::string& url, const FileDescriptor& log, bool hold) {
  const auto database = open_database(url);
  if (!database) return report(database.error());
  const auto queue = (*database)->queue();
  for (int number = 0;; ++number) {
    const auto lease = queue->take(false, 1s, {});
    if (!lease) return report(lease.error());
    if (!*lease) continue;
    if (hold) {
      append(log, (*lease)->ticket.id);
      for (;;) ::pause();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(number % 7 * 3));
    if (queue->done(**lease, Json(static_cast<long>(::getpid())))) append(log, (*lease)->ticket.id);
  }
}

int offer(const std::string& url, const FileDescriptor& log) {
  const auto database = open_database(url);
  if (!database) return report(database.error());
  const auto queue = (*database)->queue();
  for (const auto& [id, weight] : {std::pair("alone", JobWeight::heavy), {"shared", JobWeight::light}})
    if (const auto offered = queue->offer({id, "x", weight, 9, {}}); !offered) return report(offered.error());
  append(log, "offered");
  for (;;) ::pause();
}

int write(const std::string& url, const FileDescriptor& log) {
  const auto store = open_artefact_store(url);
  if (!store) return report(store.error());
  for (int number = 0;; ++number) {
    const std::string bytes(static_cast<std::size_t>(number % 5) * 70'000, static_cast<char>('a' + number % 26));
    const auto artefact = (*store)->put(std::to_string(::getpid()) + "/" + std::to_string(number) + bytes, "t");
    if (!artefact) return report(artefact.error());
    append(log, artefact->digest.hex());
  }
}

int open_for_ever(const std::string& url, const FileDescriptor& log) {
  for (;;) {
    const auto database = open_database(url);
    if (!database) return report(database.error());
    append(log, std::to_string((*database)->schema_version()));
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) return 2;
  const std::string command = arguments[1];
  const FileDescriptor log(::open(arguments[3], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
  if (command == "work" || command == "hold") return work(arguments[2], log, command == "hold");
  if (command == "offer") return offer(arguments[2], log);
  if (command == "write") return write(arguments[2], log);
  return command == "open" ? open_for_ever(arguments[2], log) : 2;
}
