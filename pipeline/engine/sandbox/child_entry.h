#pragma once
// What a new process does before its work begins, whether a program is executed in it or not. Everything here is
// async-signal-safe: between fork and exec of a process with threads nothing else may be called (signal-safety(7)).

#include <sys/resource.h>
#include <sys/types.h>

#include <utility>
#include <vector>

namespace integrart {

/// Room made ready before the fork, where allocating is still allowed.
struct ChildEntry {
  const char* folder = nullptr;                                 // becomes the current one
  std::vector<int> sources;                                     // for descriptors 0, 1, 2, 3, ...
  std::vector<int> out_of_way;                                  // as many, any values
  const std::vector<std::pair<int, rlimit>>* limits = nullptr;  // RLIMIT_...
  int report = -1;  // moved above the sources; a descriptor that stays open for what is to be told
};

/// A session of its own, default signal handling, the current folder, descriptors and limits. False with errno set when
/// one of them failed. Descriptors above the sources but `report` are untouched: the caller closes them.
bool enter_child(ChildEntry& entry);

/// The process is killed when the thread that forked it ends; it ends at once when that already happened.
void die_with_parent(pid_t parent);

}  // namespace integrart
