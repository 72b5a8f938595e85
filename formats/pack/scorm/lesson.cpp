#include "formats/pack/scorm/lesson.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <span>

#include "formats/pack/shared/languages.h"
#include "formats/pack/shared/left_out.h"
#include "formats/pack/shared/metadata_files.h"
#include "formats/pack/shared/pack_licence.h"
#include "formats/pack/shared/single_work.h"
#include "formats/pack/shared/small_files.h"
#include "formats/pack/shared/works.h"
#include "formats/pack/web/lesson.h"
#include "formats/pack/web/page_data.h"
#include "formats/pack/web/work_paths.h"
#include "pipeline/base/digest.h"
#include "pipeline/base/embedded.h"
#include "pipeline/base/message.h"
#include "pipeline/base/text.h"

namespace integrart {

std::span<const EmbeddedFile> scorm_assets();

namespace scorm {
namespace {

constexpr std::size_t longest_title = 200;  // characters; SCORM 2004 CAM promises room for 200

/// scorm.js with the texts it shows, in every language of the interface.
std::string run_time_script() {
  std::string script;
  for (const EmbeddedFile& file : scorm_assets()) script += file.bytes;
  return single_work_script(script);
}

/// What tells each exercise of a work from an earlier one of the same name: answers to other questions count no more.
std::string exercise_digests(const PackWork& work) {
  Json digests = Json::empty_object();
  for (const Activity& activity : work.activities)
    digests[activity.id] = digest_of(activity.to_json().dump()).hex().substr(0, 8);
  return digests.dump();
}

/// The page of the lesson with the run-time script, told which work of which pack it is and what the platform speaks.
std::string object_page(std::string page, const PackWork& work, const PackManifest& manifest, Version version) {
  std::string script = "<script src=\"scorm.js\"";
  const auto say = [&](std::string_view name, const std::string& value) {
    script.append(" data-").append(name).append("=\"").append(html_escaped(value)).append("\"");
  };
  say("version", version == Version::v12 ? "1.2" : "2004");
  say("pack", manifest.identity());
  say("work", work.id);
  say("length", std::to_string(std::llround(work.duration_seconds)));
  say("exercises", exercise_digests(work));
  script += " defer></script>\n";
  return page.insert(page.find("</head>"), script);
}

Result<> add_objects(PackTree& tree, Lesson& lesson, Version version, std::vector<Message>& notes) {
  TRY_ASSIGN(const std::string page, web_pack::index_html(lesson.manifest));
  std::vector<WorkFiles> files;
  for (const PackWork& work : lesson.manifest.works) {
    ContentObject object;
    object.work = &work;
    object.title = shortened_with_note(best_text(work.title, main_language(lesson.manifest)).text, longest_title,
                                       work.id, TextRole::title, notes);
    object.page = "work-" + work.id + ".html";
    tree.entries.push_back({object.page, object_page(page, work, lesson.manifest, version)});
    files.push_back(web_pack::files_of(work, object.page));
    lesson.objects.push_back(std::move(object));
  }
  add_metadata(tree, "", lesson.manifest, files);
  return {};
}

/// Every file but the manifest belongs to one object or to all.
void share_out(const PackTree& tree, Lesson& lesson) {
  for (const PackEntry& entry : tree.entries) {
    const auto owner = std::ranges::find_if(lesson.objects, [&](const ContentObject& object) {
      return entry.path == object.page || entry.path.starts_with("works/" + object.work->id + "/");
    });
    (owner == lesson.objects.end() ? lesson.common : owner->files).push_back(entry.path);
  }
  lesson.common.insert(lesson.common.end(), {"pack.json", "pack.json.sig"});
}

}  // namespace

Result<std::vector<Message>> check(const PackManifest& manifest) {
  TRY_ASSIGN(std::vector<Message> notes, check_works(manifest, is_empty_work));
  TRY_ASSIGN(const std::vector<Message> licences, check_licences(manifest));
  notes.insert(notes.end(), licences.begin(), licences.end());
  return notes;
}

Result<Noted<PackTree>> write(const PackManifest& whole, Version version,
                              std::string (*imsmanifest)(const Lesson& lesson)) {
  TRY_ASSIGN(std::vector<Message> notes, check(whole));
  Lesson lesson;
  lesson.manifest = with_small_files(presentable(whole, is_empty_work), {.video_short_side = 720}, notes);
  const PackManifest& manifest = lesson.manifest;
  lesson.title = shortened_with_note(best_text(manifest.title, main_language(manifest)).text, longest_title, "",
                                     TextRole::title, notes);
  PackTree tree;
  TRY(web_pack::add_lesson(tree, manifest));
  TRY(add_objects(tree, lesson, version, notes));
  tree.entries.push_back({"data.js", web_pack::pack_script(manifest, "")});
  tree.entries.push_back({"scorm.js", run_time_script()});
  std::ranges::sort(tree.entries, {}, &PackEntry::path);
  share_out(tree, lesson);
  tree.entries.push_back({"imsmanifest.xml", imsmanifest(lesson)});
  std::ranges::sort(tree.entries, {}, &PackEntry::path);
  return Noted<PackTree>{std::move(tree), std::move(notes)};
}

}  // namespace scorm
}  // namespace integrart
