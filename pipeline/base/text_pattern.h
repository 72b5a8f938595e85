#pragma once
// Regular expressions of people over folded text. (ICU; see text.h.)

#include <memory>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/base/text.h"

namespace integrart {

/// A folded text made ready for many expressions. Any thread; the text must outlive it.
class PatternText {
 public:
  explicit PatternText(const FoldedText& text);
  PatternText(PatternText&&) noexcept;
  PatternText& operator=(PatternText&&) noexcept;
  ~PatternText();

 private:
  friend class TextPattern;
  struct Units;
  std::unique_ptr<const Units> m_units;
};

/// One regular expression in ICU's syntax. It is looked for without regard to case in what `folded_for_search` makes of
/// a text: widths, invisible signs and ligatures are gone, letters are as they are. Read-only after construction; any
/// thread.
class TextPattern {
 public:
  /// At most 300 bytes. Errors: Errc::invalid_input "base.pattern_wrong" with the place of the mistake, or for one that
  /// is found in an empty text and so everywhere.
  static Result<TextPattern> from(std::string_view utf8);

  struct Found {
    std::vector<ByteRange> places;  // half-open, in points of the folded text, in order; none is empty
    bool gave_up = false;           // it takes longer or deeper than is allowed: what comes later is not looked for
  };
  /// At most `most` places. The steps that it may take grow with the length of the text, its memory does not (1 MiB).
  Found find_in(const PatternText& text, std::size_t most) const;
  Found find_in(const FoldedText& text, std::size_t most) const { return find_in(PatternText(text), most); }

  TextPattern(TextPattern&&) noexcept;
  TextPattern& operator=(TextPattern&&) noexcept;
  ~TextPattern();

 private:
  struct Compiled;
  explicit TextPattern(std::unique_ptr<const Compiled> compiled);
  std::unique_ptr<const Compiled> m_compiled;
};

}  // namespace integrart
