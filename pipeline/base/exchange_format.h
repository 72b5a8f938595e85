#pragma once
// Descriptor of an exchange format (formats/exchange.def): bilingual files, translation memories, glossaries.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/descriptor.h"
#include "pipeline/base/documents/exchange.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/result.h"

namespace integrart {

/// What survives a write followed by a read; the conformance suite checks the claim.
struct ExchangeFeatures {
  bool states = false;
  bool notes = false;
  bool limits = false;  // most_characters
  bool codes = false;   // inline codes
  bool matches = false;
  bool many_languages = false;
  bool terms = false;  // a glossary: synonyms with their "status"
};

/// Why a file is not valid by its specification.
struct ExchangeProblem {
  std::int64_t line = 0;
  std::string_view rule;  // stable id of the rule broken: "xliff2.id_unique"
  Message message;
};

struct ExchangeFormat {
  std::string_view id;  // "xliff"
  std::string_view media_type;
  std::span<const std::string_view> extensions;  // without dot
  Doc doc;
  ExchangeFeatures keeps;
  std::span<const std::string_view> versions;  // that `write` can write; the first is the one to choose
  /// Takes the bytes of the file, because such files name their encoding themselves. Errc::unrecognised when they are
  /// of another format. Lenient: what is readable is read; `check` says whether it is valid.
  Result<Noted<ExchangeDocument>> (*read)(std::string_view bytes, const ExchangeLimits& limits);
  /// `version` is one of `versions`, or empty for the first. Deterministic.
  Result<Noted<std::string>> (*write)(const ExchangeDocument& document, std::string_view version);
  /// Every rule of the specification that is broken, in order of lines; empty when the file is valid. An error when it
  /// cannot be read at all.
  Result<std::vector<ExchangeProblem>> (*check)(std::string_view bytes, const ExchangeLimits& limits);
};

}  // namespace integrart
