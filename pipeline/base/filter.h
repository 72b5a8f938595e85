#pragma once
// Descriptor of an analysis or moderation filter (filters.def). Filters see; policy judges; people decide.

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "pipeline/base/descriptor.h"
#include "pipeline/base/documents/facts.h"
#include "pipeline/base/documents/finding.h"
#include "pipeline/base/json.h"
#include "pipeline/base/language.h"
#include "pipeline/base/result.h"

namespace integrart {

class FrameSink;

/// What a filter gives back: what it measured (evidence, kept) and what stands out in it (findings).
struct FilterResult {
  Json evidence = Json::empty_object();
  std::vector<Finding> findings;
};

/// Whether a filter looks with a model that a person named (documents/model_manifest.h; its task is the filter's id).
enum class ModelUse : std::uint8_t {
  none,
  better_with,  // it can do without
  needs,        // it looks once with each such model; without one it does not look, which is missing evidence
};

/// Exactly the functions a filter can serve are set; the others are null. A filter that reads pictures or sound is a
/// sink of the decode pass whose document is {"evidence":...,"findings":[...]}.
struct Filter {
  std::string_view id;  // first part of its finding kinds
  int version = 1;      // raised whenever results may change
  Doc doc;
  std::span<const std::string_view> kinds;  // finding kinds it can report
  bool looks_at_stills = false;             // its sink makes sense of a single picture too
  /// Its sink reads words: parameter "language" is the work's, when known, and "term_lists" are lists of one's own.
  bool reads_words = false;
  /// Its sink gets the parameters "model" (the manifest) and "model_file" (where the bytes are; nobody has hashed
  /// them).
  ModelUse model = ModelUse::none;
  Result<std::unique_ptr<FrameSink>> (*make_sink)(const SourceFacts& facts, const Json& parameters) = nullptr;
  Result<FilterResult> (*look_at_facts)(const SourceFacts& facts) = nullptr;
  /// `parameters` of the step; a filter takes what it knows ("term_lists": lists of one's own, "html": the cleaned
  /// text that `utf8` is the words of, "place": where else than in a text the words stand, "title" or "file_name") and
  /// leaves the rest.
  Result<FilterResult> (*look_at_text)(std::string_view utf8, const LanguageTag& language,
                                       const Json& parameters) = nullptr;
  /// What the results owe to the day (YYYY-MM-DD), as parameters of the step beside those given: an object that changes
  /// on few days, for the step runs again when it does.
  Json (*of_the_day)(const Json& parameters, std::string_view today) = nullptr;
  /// What a medium is like: {"kind": "image", "video" or "audio", "pictures" and "sound": whether they could be
  /// compared ("yes", "absent", "too_plain", "too_short", "silent"), "lists": how many were given, "look_alikes": as
  /// pipeline/fingerprint/look_alike.h writes them; those of other works name the "work"}.
  Result<FilterResult> (*look_at_likeness)(const Json& likeness) = nullptr;
};

/// The step document of a filter.
Json to_json(const FilterResult& result);
Result<FilterResult> filter_result_from_json(const Json& json);

}  // namespace integrart
