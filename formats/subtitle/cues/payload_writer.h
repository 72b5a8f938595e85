#pragma once
// WebVTT cue text written while a foreign markup is read: elements stay nested whatever the source does.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/time.h"

namespace integrart {

class PayloadWriter {
 public:
  /// Begins an element. `element` is what `close` will name ("b", "font"), `tag` what WebVTT writes ("b", "c.yellow",
  /// "v Oksana"); an empty tag is remembered and written as nothing. Elements without words are not written. Beyond 28
  /// open elements it is left out.
  void open(std::string_view element, std::string_view tag);
  /// Ends the innermost element of that name; those opened inside it are ended and begun again. Nothing without one.
  void close(std::string_view element);
  bool is_open(std::string_view element) const;
  /// How many elements are open, and closing all that were opened since.
  std::size_t depth() const { return m_open.size(); }
  void close_to(std::size_t depth);
  void close_all() { close_to(0); }

  /// Characters, escaped. "\n" is a line break.
  void words(std::string_view utf8);
  /// A line break before the elements that were opened since the last words.
  void line_break() { m_payload += '\n'; }
  /// An inline time; exactly to the millisecond.
  void timestamp(const MediaTime& time);

  /// The payload so far; complete after `close_all`.
  const std::string& payload() const { return m_payload; }

 private:
  struct Open {
    std::string element;
    std::string tag;
    bool written = false;
  };
  void end();

  std::string m_payload;
  std::vector<Open> m_open;
};

/// `payload` without empty lines, and without spaces and line ends at its ends (inside elements that end there
/// too) and around its line breaks. `lost` is set when a line in the middle was empty.
std::string tidy_payload(std::string_view payload, bool* lost = nullptr);

}  // namespace integrart
