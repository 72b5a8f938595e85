#pragma once
// Builds the clean semantic fragment: only what this file names can come out, whoever calls it with whatever.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "formats/text/clean/characters.h"
#include "pipeline/base/language.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/text_format.h"

namespace integrart {

enum class Container : std::uint8_t { blockquote, ul, ol, li, table, tr, th, td };
enum class Leaf : std::uint8_t { p, h1, h2, h3, h4 };
enum class Inline : std::uint8_t { em, strong, sup, sub, ruby, rt, rp, a };

/// The language and direction an element states; empty where it states nothing.
struct StatedLanguage {
  std::string lang;
  std::string dir;  // "", "ltr", "rtl", "auto"
};

/// Takes the events of a document in order and gives its clean text. Events may come in any order and number: what does
/// not fit (text in a list without item or in a table without cell, a block inside an emphasis, an end without start)
/// is put right, what is empty is left out (but cells beside full ones), and nesting beyond 16 levels is flattened.
/// Sentences are marked by the language in force.
class FragmentBuilder {
 public:
  FragmentBuilder(const LanguageTag& language, const TextLimits& limits);
  ~FragmentBuilder();

  void open(Container container, const StatedLanguage& stated = {});
  void close(Container container);
  void open(Leaf leaf, const StatedLanguage& stated = {});
  /// Ends the paragraph or heading that is open, if any.
  void close_leaf();
  void open(Inline element, std::string_view href = {}, const StatedLanguage& stated = {});
  void close(Inline element);
  /// A part of the document that is no element of the fragment but states a language for what is inside.
  void open_scope(const StatedLanguage& stated);
  void close_scope();

  void text(std::string_view utf8);
  void line_break();
  void rule();

  /// The finished text with notes about what had to go. Call once. Errors: limit_exceeded.
  Result<Noted<CleanText>> finish();

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

/// The address if it may stand in a link (http, https or mailto; at most 2048 bytes; no spaces or control characters),
/// else empty.
std::string safe_address(std::string_view address);

}  // namespace integrart
