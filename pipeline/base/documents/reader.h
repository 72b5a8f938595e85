#pragma once
// Reads documents that people write: every key optional unless required, kinds checked, unknown keys reported with
// their path. The first problem is kept and returned by `finish`, so that readers stay a list of fields.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/json.h"
#include "pipeline/base/result.h"

namespace integrart {

class DocumentReader {
 public:
  /// `path` names the place in the whole document for messages ("works[2].consent"). `json` must outlive the reader.
  DocumentReader(const Json& json, std::string path);

  // Absent keys leave the target as it is.
  DocumentReader& read(std::string_view key, std::string& target);
  DocumentReader& read(std::string_view key, bool& target);
  DocumentReader& read(std::string_view key, int& target, int least, int most);
  DocumentReader& read(std::string_view key, double& target, double least, double most);
  DocumentReader& read(std::string_view key, std::vector<std::string>& target);
  DocumentReader& read(std::string_view key, std::vector<int>& target, int least, int most);
  DocumentReader& read(std::string_view key, std::map<std::string, std::string>& target);
  /// The member as it is (counted as known); null when absent.
  const Json& member(std::string_view key);
  std::string path_of(std::string_view key) const;

  void refuse(Error error);
  void refuse(std::string_view key, std::string_view expected);
  /// The first problem, or an unknown key.
  Result<> finish() const;
  /// Keys that nobody asked for, with their paths.
  std::vector<std::string> unknown_keys() const;
  /// The first problem only; unknown keys are the caller's business.
  Result<> finish_lenient() const;

 private:
  const Json& m_json;
  std::string m_path;
  std::set<std::string, std::less<>> m_known;
  std::optional<Error> m_problem;
};

}  // namespace integrart
