// Private metadata in a file: where it was made, with what, and who is named in it.

#include <array>

#include "pipeline/base/filter.h"

namespace integrart {
namespace {

constexpr auto kinds = std::to_array<std::string_view>(
    {"metadata.location", "metadata.device", "metadata.person", "metadata.comment", "metadata.unreadable"});

Finding found(std::string_view kind, Severity severity, std::string_view message) {
  Finding finding;
  finding.kind = kind;
  finding.score = 1;
  finding.severity = severity;
  finding.rule = "private-metadata";
  finding.message = {std::string(message), {}};
  finding.producer = "metadata/4";
  return finding;
}

/// What is said of a class: of the file itself, and of a picture that is attached to it.
struct ToldClass {
  bool MetadataFacts::*present;
  std::string_view kind;
  Severity severity;
  std::string_view of_file;
  std::string_view of_cover;
};
constexpr auto told_classes = std::to_array<ToldClass>({
    {&MetadataFacts::location, "metadata.location", Severity::medium, "filters.metadata_location",
     "filters.metadata_cover_location"},
    {&MetadataFacts::device, "metadata.device", Severity::low, "filters.metadata_device",
     "filters.metadata_cover_device"},
    {&MetadataFacts::person, "metadata.person", Severity::medium, "filters.metadata_person",
     "filters.metadata_cover_person"},
    {&MetadataFacts::comment, "metadata.comment", Severity::low, "filters.metadata_comment",
     "filters.metadata_cover_comment"},
    {&MetadataFacts::unreadable, "metadata.unreadable", Severity::medium, "filters.metadata_unreadable",
     "filters.metadata_cover_unreadable"},
});

Json evidence_of(const MetadataFacts& metadata) {
  return Json::object({{"location", metadata.location},
                       {"device", metadata.device},
                       {"person", metadata.person},
                       {"creation_time", metadata.creation_time},
                       {"credit", metadata.credit},
                       {"licence", metadata.licence},
                       {"comment", metadata.comment},
                       {"readable", !metadata.unreadable}});
}

Result<FilterResult> look_at_facts(const SourceFacts& facts) {
  FilterResult result;
  result.evidence = evidence_of(facts.metadata);
  if (facts.has_cover) result.evidence["cover"] = evidence_of(facts.cover_metadata);
  for (const ToldClass& told : told_classes) {
    if (facts.metadata.*told.present) result.findings.push_back(found(told.kind, told.severity, told.of_file));
    if (facts.cover_metadata.*told.present) result.findings.push_back(found(told.kind, told.severity, told.of_cover));
  }
  return result;
}

// What probing found; accepted means nothing is reported.
constexpr auto examples = std::to_array<Example>({
    {"a photo with its place", R"({"location":true})", false},
    {"a video that names the phone", R"({"device":true})", false},
    {"a photo in which a face has a name", R"({"person":true})", false},
    {"a picture with a comment", R"({"comment":true})", false},
    {"credit and licence are no secret", R"({"credit":true,"licence":true,"creation_time":true})", true},
    {"a photo whose metadata are damaged", R"({"unreadable":true})", false},
    {"no metadata", R"({})", true},
});

}  // namespace

extern const Filter filter_metadata;
const Filter filter_metadata{
    .id = "metadata",
    .version = 4,
    .doc = {.summary = "Place, device, names of people and comments in the metadata of a file.",
            .details = "Tells which classes of private metadata the source carries, never their values, so that the "
                       "creator can be told before publishing; of comments and of damaged ones nobody knows what they "
                       "say, which is told too. A cover picture in a song or film has metadata of its own and "
                       "is told apart. Packs carry none of them; credit and licence stay. Reads only the facts of "
                       "probing; the score is always 1.",
            .source = "https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E",
            .examples = examples},
    .kinds = kinds,
    .look_at_facts = look_at_facts,
};

}  // namespace integrart
