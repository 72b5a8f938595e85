#include "pipeline/engine/input_text.h"

namespace integrart {

Result<DecodedText> input_text(const StepContext& context, const InputFile& file, std::uint64_t most_bytes,
                               const LanguageTag& language) {
  TRY_ASSIGN(const std::string bytes, read_all(file, most_bytes));
  const std::string encoding = context.parameters.at_or_null("encoding").string_or("");
  auto text = encoding.empty() ? decode_text(bytes, language) : decode_text_as(bytes, encoding);
  if (text) return text;
  return tl::unexpected<Error>(
      while_doing(std::move(text).error(), {"engine.reading_file", {{"file", display_name(file.name)}}}));
}

}  // namespace integrart
