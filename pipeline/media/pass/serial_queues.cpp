#include "pipeline/media/pass/serial_queues.h"

#include <algorithm>

namespace integrart {

SerialQueues::SerialQueues(int threads, std::size_t queues, std::size_t depth) : m_queues(queues), m_depth(depth) {
  for (int number = 0; number < std::max(1, threads); ++number) m_threads.emplace_back([this] { serve(); });
}

SerialQueues::~SerialQueues() {
  {
    const std::lock_guard lock(m_mutex);
    m_closing = true;
  }
  m_work_arrived.notify_all();
}

void SerialQueues::put(std::size_t queue, std::function<void()> task) {
  std::unique_lock lock(m_mutex);
  m_work_done.wait(lock, [&] { return m_queues[queue].tasks.size() < m_depth; });
  m_queues[queue].tasks.push_back(std::move(task));
  lock.unlock();
  m_work_arrived.notify_one();
}

void SerialQueues::wait_for(std::size_t queue) {
  std::unique_lock lock(m_mutex);
  m_work_done.wait(lock, [&] { return m_queues[queue].tasks.empty() && !m_queues[queue].busy; });
}

void SerialQueues::wait_for_all() {
  for (std::size_t queue = 0; queue < m_queues.size(); ++queue) wait_for(queue);
}

SerialQueues::Queue* SerialQueues::fullest_waiting() {
  Queue* fullest = nullptr;
  for (Queue& queue : m_queues)
    if (!queue.busy && !queue.tasks.empty() && (fullest == nullptr || queue.tasks.size() > fullest->tasks.size()))
      fullest = &queue;
  return fullest;
}

void SerialQueues::serve() {
  std::unique_lock lock(m_mutex);
  while (true) {
    Queue* queue = fullest_waiting();
    if (queue == nullptr) {
      if (m_closing) return;
      m_work_arrived.wait(lock);
      continue;
    }
    queue->busy = true;
    {
      const std::function<void()> task = std::move(queue->tasks.front());
      queue->tasks.pop_front();
      lock.unlock();
      task();
    }  // what the task held is released before the lock is taken again
    lock.lock();
    queue->busy = false;
    m_work_done.notify_all();
    if (!queue->tasks.empty()) m_work_arrived.notify_one();
  }
}

}  // namespace integrart
