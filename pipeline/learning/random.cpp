#include "pipeline/learning/random.h"

#include <algorithm>
#include <numeric>

#include "pipeline/base/digest.h"

namespace integrart::learning {

Random::Random(std::string_view name) : m_state(0) {
  const Digest digest = digest_of(name);
  for (std::size_t i = 0; i < 8; ++i) m_state = (m_state << 8U) | digest.bytes[i];
}

std::vector<std::size_t> Random::disorder(std::size_t count) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  if (count < 2) return order;
  shuffle(order);
  if (std::ranges::is_sorted(order)) std::ranges::rotate(order, order.begin() + 1);
  return order;
}

}  // namespace integrart::learning
