#pragma once
// How deep HTML may nest, estimated without parsing it.

#include <cstddef>
#include <string_view>

namespace integrart {

struct MarkupEstimate {
  std::size_t depth = 0;  // at least as deep as the tree will be, but for elements that end by themselves
  std::size_t tags = 0;
  std::size_t open_formatting =
      0;  // most formatting elements that were open at once; each is repeated in every paragraph
};

/// Scans for tags in one pass. Never too small where it matters: an end tag only counts against its own name.
MarkupEstimate estimate_markup(std::string_view html);

}  // namespace integrart
