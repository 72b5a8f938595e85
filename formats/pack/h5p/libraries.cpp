#include "formats/pack/h5p/libraries.h"

#include <algorithm>
#include <map>
#include <set>

namespace integrart::h5p {
namespace {

std::string words_of(const H5pLibraryId& id) {
  return id.name + " " + std::to_string(id.major) + "." + std::to_string(id.minor);
}

class ClosureMaker {
 public:
  explicit ClosureMaker(std::span<const H5pLibrary> store) {
    for (const H5pLibrary& library : store) m_store.emplace(library.id, &library);
  }

  Result<LibraryClosure> make(std::span<const Library> wanted) {
    for (const Library& library : wanted)
      TRY(need({std::string(library.name), library.major, library.minor}, std::string(library.name)));
    while (!m_waiting.empty()) {
      const H5pLibrary& next = *m_waiting.back();
      m_waiting.pop_back();
      for (const H5pLibraryId& id : next.runs_with) TRY(need(id, words_of(next.id)));
    }
    add_editors();
    LibraryClosure closure;
    for (const H5pLibraryId& id : m_taken) closure.libraries.push_back(m_store.at(id));
    closure.missing.assign(m_missing.begin(), m_missing.end());
    return closure;
  }

 private:
  Result<> need(const H5pLibraryId& id, const std::string& needed_by) {
    if (!m_store.contains(id))
      return fail(Errc::unavailable, "h5p.library_missing",
                  {{"library", words_of(id)}, {"needed_by", needed_by}, {"others", other_versions(id.name)}});
    if (m_taken.insert(id).second) m_waiting.push_back(m_store.at(id));
    return {};
  }

  /// Sites check these too, when they have not got them; content plays without.
  void add_editors() {
    std::vector<const H5pLibrary*> waiting;
    for (const H5pLibraryId& id : m_taken) waiting.push_back(m_store.at(id));
    while (!waiting.empty()) {
      const H5pLibrary& next = *waiting.back();
      waiting.pop_back();
      std::vector<H5pLibraryId> wished = next.edits_with;
      wished.insert(wished.end(), next.runs_with.begin(), next.runs_with.end());
      for (const H5pLibraryId& id : wished) {
        const auto found = m_store.find(id);
        if (found == m_store.end())
          m_missing.insert(id);
        else if (m_taken.insert(id).second)
          waiting.push_back(found->second);
      }
    }
  }

  std::string other_versions(const std::string& name) const {
    std::string versions;
    for (const auto& [id, library] : m_store)
      if (id.name == name)
        versions += (versions.empty() ? "" : ", ") + std::to_string(id.major) + "." + std::to_string(id.minor);
    return versions.empty() ? "–" : versions;
  }

  std::map<H5pLibraryId, const H5pLibrary*> m_store;
  std::set<H5pLibraryId> m_taken, m_missing;
  std::vector<const H5pLibrary*> m_waiting;
};

}  // namespace

Result<LibraryClosure> closure_of(std::span<const Library> wanted, std::span<const H5pLibrary> store) {
  return ClosureMaker(store).make(wanted);
}

void add_libraries(std::vector<PackEntry>& entries, std::span<const H5pLibrary* const> libraries) {
  for (const H5pLibrary* library : libraries)
    for (const auto& [path, file] : library->files) entries.push_back({library->id.folder() + "/" + path, file});
}

}  // namespace integrart::h5p
