#include "pipeline/engine/pack_again.h"

#include "pipeline/base/input_file.h"
#include "pipeline/engine/file_stamp.h"

namespace integrart {
namespace {

constexpr std::string_view lesson_file = "lesson.json";
constexpr std::uint64_t limit = 256ULL << 20U;

}  // namespace

Result<> keep_lesson(const std::filesystem::path& folder, const PackManifest& manifest, const Collection& collection) {
  Json expires = Json::empty_object();
  for (const CollectionWork& work : collection.works)
    if (work.consent && !work.consent->expires.empty()) expires[work.id] = work.consent->expires;
  const Json lesson = Json::object({{"schema", "lesson/1"},
                                    {"manifest", manifest.to_json()},
                                    {"budget_mb", collection.pack.size_budget_mb},
                                    {"expires", std::move(expires)}});
  return write_text_file(folder / lesson_file, lesson.dump());
}

Result<KeptLesson> kept_lesson(const std::filesystem::path& folder, std::string_view today) {
  const std::filesystem::path file = folder / lesson_file;
  const auto opened = open_regular_file(file.string(), limit);
  if (!opened) return fail(Errc::not_found, "engine.no_lesson", {{"folder", folder.string()}});
  TRY_ASSIGN(const std::string text, read_all(opened->second, limit));
  TRY_ASSIGN(const Json json, parse_json(text, {.bytes = limit}));
  if (json.at_or_null("schema").string_or("") != "lesson/1")
    return fail(Errc::not_found, "engine.no_lesson", {{"folder", folder.string()}});
  KeptLesson lesson;
  TRY_ASSIGN(lesson.manifest, PackManifest::from_json(json.at_or_null("manifest")));
  lesson.budget_mb = json.at_or_null("budget_mb").number_or(0);
  for (const PackWork& work : lesson.manifest.works) {
    const std::string last_day = json.at_or_null("expires").at_or_null(work.id).string_or("");
    if (!last_day.empty() && last_day < today)
      return fail(Errc::refused_by_policy, "engine.consent_ended", {{"work", work.id}, {"day", last_day}});
  }
  return lesson;
}

}  // namespace integrart
