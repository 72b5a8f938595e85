#pragma once
// A small pool of threads that serves many queues, each by one thread at a time. Private to pipeline/media.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace integrart {

/// Tasks of one queue run one after the other in the order they were put; different queues run in parallel. A queue
/// that is full makes `put` wait, which bounds memory. The fullest queue is served first. Tasks must not throw.
class SerialQueues {
 public:
  SerialQueues(int threads, std::size_t queues, std::size_t depth);
  /// Runs what has been put, then joins.
  ~SerialQueues();
  SerialQueues(const SerialQueues&) = delete;
  SerialQueues& operator=(const SerialQueues&) = delete;

  void put(std::size_t queue, std::function<void()> task);
  /// Until the queue is empty and idle.
  void wait_for(std::size_t queue);
  void wait_for_all();

 private:
  struct Queue {
    std::deque<std::function<void()>> tasks;
    bool busy = false;
  };
  void serve();
  Queue* fullest_waiting();

  std::mutex m_mutex;
  std::condition_variable m_work_arrived;
  std::condition_variable m_work_done;
  std::vector<Queue> m_queues;
  std::size_t m_depth;
  bool m_closing = false;
  std::vector<std::jthread> m_threads;  // last, so that it is joined first
};

}  // namespace integrart
