#pragma once
// How bytes are named and described everywhere.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/base/digest.h"
#include "pipeline/base/json.h"
#include "pipeline/base/message.h"

namespace integrart {

/// An IANA media type with parameters where needed ("video/mp4", "text/vtt").
using MediaType = std::string;

/// Immutable bytes in the artefact store.
struct ArtefactRef {
  Digest digest;
  std::uint64_t bytes = 0;
  MediaType type;

  Json to_json() const;
  static Result<ArtefactRef> from_json(const Json& json);
  bool operator==(const ArtefactRef&) const = default;
};

/// One file that a step left in its work folder, before the store takes it in.
struct ProducedFile {
  std::string name;            // stable name within the step's outputs: "video.mp4", "poster.webp"; no folders
  std::filesystem::path path;  // relative to the work folder
  MediaType type;
};

/// What a step gives back inside its process. `document` is small structured data (facts, findings, measures).
struct StepOutput {
  std::vector<ProducedFile> files;
  Json document = Json::empty_object();
  std::vector<Message> notes;
  bool final = true;  // false (trusted steps only): not kept in the ledger, so that the next build tries again
};

Json to_json(const Message& message);
Result<Message> message_from_json(const Json& json);
Json to_json(const Error& error);
/// The error that a child process reported; `where` is lost.
Result<Error> error_from_json(const Json& json);

}  // namespace integrart
