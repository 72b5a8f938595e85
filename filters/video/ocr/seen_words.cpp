#include "filters/video/ocr/seen_words.h"

#include <algorithm>
#include <numeric>

namespace integrart {
namespace {

constexpr std::size_t most_spells = 500;
constexpr std::size_t compared = 200;
constexpr double same_words = 0.7;

bool overlap(const Box& a, const Box& b) {
  const double width = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x);
  const double height = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
  return width > 0 && height > 0 && width * height * 2 > std::min(a.width * a.height, b.width * b.height);
}

}  // namespace

double likeness(const std::string& a, const std::string& b) {
  const std::string first = a.substr(0, compared);
  const std::string second = b.substr(0, compared);
  const std::size_t longer = std::max(first.size(), second.size());
  if (longer == 0) return 1;
  std::vector<std::size_t> row(second.size() + 1);
  std::iota(row.begin(), row.end(), 0U);
  for (std::size_t i = 1; i <= first.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= second.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (first[i - 1] == second[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return 1 - static_cast<double>(row.back()) / static_cast<double>(longer);
}

void SeenWords::look(double time, const std::vector<SeenSpell>& lines) {
  std::vector<SeenSpell> now;
  std::vector<bool> goes_on(m_open.size());
  for (const SeenSpell& line : lines) {
    SeenSpell spell = line;
    spell.begin = spell.end = time;
    for (std::size_t i = 0; i < m_open.size(); ++i) {
      if (goes_on[i] || !overlap(m_open[i].box, line.box) || likeness(m_open[i].text, line.text) < same_words) continue;
      goes_on[i] = true;
      if (m_open[i].confidence >= line.confidence) spell = m_open[i];
      spell.begin = m_open[i].begin;
      break;
    }
    now.push_back(std::move(spell));
  }
  for (std::size_t i = 0; i < m_open.size(); ++i)
    if (!goes_on[i]) close(std::move(m_open[i]), time);
  m_open = std::move(now);
}

void SeenWords::finish(double end) {
  for (SeenSpell& spell : m_open) close(std::move(spell), end);
  m_open.clear();
  std::ranges::stable_sort(m_over, {}, &SeenSpell::begin);
}

void SeenWords::close(SeenSpell spell, double end) {
  spell.end = end;
  if (m_over.size() < most_spells) m_over.push_back(std::move(spell));
}

}  // namespace integrart
