// Words that pictures carry beside their pixels: what is told is bounded, however it is broken.

#include "pipeline/media/still/written_text.h"

#include "tests/fuzz/target.h"

namespace {

using namespace integrart;

bool lies_in(std::string_view part, std::string_view bytes) {
  return part.empty() || (part.data() >= bytes.data() && part.data() + part.size() <= bytes.data() + bytes.size());
}

std::string problem_of_written_text(std::string_view bytes) {
  constexpr std::size_t most_texts = 1000;
  constexpr std::size_t longest_text = 16U << 10U;
  for (const StillType type : {StillType::png, StillType::gif, StillType::webp}) {
    const std::vector<WrittenText> texts = written_texts(bytes, type);
    if (texts.size() > most_texts) return "too many texts";
    for (const WrittenText& written : texts) {
      if (!lies_in(written.keyword, bytes)) return "a keyword that is not in the file";
      if (written.is_packed && !written.text.empty()) return "a text that could not be unpacked, and was";
      if (written.text.size() > longest_text) return "a text that is too long";
      MetadataFacts classes;
      note_text_class(written, classes);
      if (classes.unreadable || classes.credit) return "a class that texts do not have";
    }
  }
  return gif_xmp(bytes).size() < bytes.size() || bytes.empty() ? "" : "a packet that is no part of the file";
}

}  // namespace

FUZZ_READER(problem_of_written_text)
