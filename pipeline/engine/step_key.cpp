#include "pipeline/engine/step_key.h"

#include <fmt/format.h>

#include <set>

#include "pipeline/base/digest.h"

namespace integrart {

namespace {

std::string shown(const Json* value) {
  return value == nullptr ? "-" : value->dump();
}

void collect_differences(const std::string& path, const Json* before, const Json* after,
                         std::vector<std::string>& out) {
  if (before != nullptr && after != nullptr && *before == *after) return;
  const bool both_objects = before != nullptr && after != nullptr && before->is_object() && after->is_object();
  if (!both_objects) {
    out.push_back(fmt::format("{}: {} -> {}", path, shown(before), shown(after)));
    return;
  }
  std::set<std::string> keys;
  for (const auto& [key, value] : before->members()) keys.insert(key);
  for (const auto& [key, value] : after->members()) keys.insert(key);
  for (const std::string& key : keys)
    collect_differences(path.empty() ? key : path + "." + key, before->find(key), after->find(key), out);
}

}  // namespace

StepKey key_of(const StepKind& kind, const Json& parameters, std::span<const KeyInput> inputs) {
  Json by_role = Json::empty_object();
  for (const KeyInput& input : inputs)
    if (kind.make_sink == nullptr || input.role != "facts") by_role[input.role] = input.digest;
  const Json preimage = Json::object({{"kind", kind.id},
                                      {"version", kind.version},
                                      {"parameters", parameters},
                                      {"inputs", std::move(by_role)},
                                      {"toolchain", kind.toolchain != nullptr ? kind.toolchain() : std::string()}});
  StepKey key;
  key.preimage = preimage.dump();
  key.hex = digest_of(key.preimage).hex();
  return key;
}

std::vector<std::string> preimage_differences(const std::string& before, const std::string& after) {
  const auto old_json = parse_json(before);
  const auto new_json = parse_json(after);
  std::vector<std::string> differences;
  if (old_json && new_json) collect_differences("", &*old_json, &*new_json, differences);
  return differences;
}

}  // namespace integrart
