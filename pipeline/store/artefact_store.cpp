#include "pipeline/store/artefact_store.h"

#include "pipeline/store/file_store.h"

namespace integrart {

Result<ArtefactRef> ArtefactStore::put(std::string_view bytes, const MediaType& type) {
  TRY_ASSIGN(const std::unique_ptr<ArtefactWriter> writer, create(type));
  TRY(writer->write(std::as_bytes(std::span(bytes))));
  return writer->commit();
}

Result<std::unique_ptr<ArtefactStore>> open_artefact_store(std::string_view url) {
  constexpr std::string_view file_scheme = "file:";
  if (url.starts_with(file_scheme) && url.size() > file_scheme.size()) {
    return open_file_store(std::filesystem::path(url.substr(file_scheme.size())));
  }
  return fail(Errc::invalid_input, "store.unknown_store_url", {{"url", std::string(url)}});
}

}  // namespace integrart
