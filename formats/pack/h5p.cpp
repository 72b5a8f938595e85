// The H5P pack: a folder of .h5p files, one per film, per set of slides and per exercise, with a page that lists them.
#include <algorithm>
#include <set>

#include "formats/metadata/licence.h"
#include "formats/metadata/schema_org.h"
#include "formats/pack/archive/zip.h"
#include "formats/pack/h5p/exercises.h"
#include "formats/pack/h5p/film.h"
#include "formats/pack/h5p/labels.h"
#include "formats/pack/h5p/libraries.h"
#include "formats/pack/h5p/presentation.h"
#include "formats/pack/shared/credits_page.h"
#include "formats/pack/shared/languages.h"
#include "formats/pack/shared/left_out.h"
#include "formats/pack/shared/metadata_files.h"
#include "formats/pack/shared/pack_licence.h"
#include "formats/pack/shared/works.h"
#include "pipeline/base/digest.h"
#include "pipeline/base/message.h"

namespace integrart {
namespace {

bool has_nothing_for_h5p(const PackWork& work) {
  return work.renditions.empty() && work.texts.empty() && work.activities.empty();
}

Result<std::vector<Message>> check_h5p(const PackManifest& manifest) {
  TRY_ASSIGN(std::vector<Message> notes, check_works(manifest, has_nothing_for_h5p, Labels::of_exercises));
  TRY_ASSIGN(const std::vector<Message> licences, check_licences(manifest));
  notes.insert(notes.end(), licences.begin(), licences.end());
  return notes;
}

/// Of an exercise, in names of files: its id, or of one that a curator called something long or odd a name
/// that nothing else has.
std::string file_stem(const std::string& activity) {
  constexpr std::size_t longest = 32;
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789-_";
  const bool is_plain = activity.size() <= longest && activity.find_first_not_of(letters) == std::string::npos;
  return is_plain ? activity : "named-" + digest_of(activity).hex().substr(0, 16);
}

std::vector<h5p::Package> exercises_of(const PackWork& work, const std::string& labels, const std::string& reader,
                                       std::vector<Message>& notes) {
  std::vector<h5p::Package> exercises;
  for (const Activity& activity : work.activities) {
    if (!may_stand_with(work, activity)) continue;
    std::vector<h5p::Package> parts = h5p::exercise_of(activity, work, labels, reader, notes);
    if (parts.empty()) note_left_out(work, activity, notes);
    std::ranges::move(parts, std::back_inserter(exercises));
  }
  return exercises;
}

/// Files that are neither a film nor a picture of a slide.
void note_files_left_out(const PackWork& work, std::vector<Message>& notes) {
  const SmallFiles files = small_files(work, h5p::small_enough);
  notes.insert(notes.end(), files.left_out.begin(), files.left_out.end());
  if (files.audio == nullptr) return;
  if (files.video == nullptr)
    notes.push_back({"h5p.sound_left_out", {{"work", work.id}}});
  else
    note_left_out(work, *files.audio, notes);
}

/// A film, slides of pictures and texts, and exercises. Those of a work without film are on its slides; where there are
/// none either, and beside a film, they are files of their own.
std::vector<h5p::Package> packages_of(const PackWork& work, const PackManifest& manifest, std::vector<Message>& notes) {
  const std::string reader = main_language(manifest);
  const std::string labels = exercise_label_language(reader, manifest);
  std::vector<h5p::Package> packages;
  note_files_left_out(work, notes);
  std::vector<h5p::Package> exercises = exercises_of(work, labels, reader, notes);
  if (auto film = h5p::film_of(work, labels, reader, notes)) {
    film->file = work.id + "-film.h5p";
    packages.push_back(std::move(*film));
  }
  const bool has_film = !packages.empty();
  const std::span<const h5p::Package> on_slides = has_film ? std::span<const h5p::Package>() : exercises;
  if (auto slides = h5p::presentation_of(work, manifest, on_slides, notes)) {
    slides->file = work.id + "-slides.h5p";
    packages.push_back(std::move(*slides));
    if (!has_film) exercises.clear();
  }
  for (h5p::Package& exercise : exercises) {
    // No id of a work has an underscore. Both ids are at most 64 long, and the whole is no longer than a path may be.
    exercise.file = work.id + "_" + file_stem(exercise.activity) + "-" + std::to_string(exercise.part) + ".h5p";
    packages.push_back(std::move(exercise));
  }
  for (const h5p::Package& package : packages) h5p::note_short_texts(package, notes);
  if (packages.empty()) notes.push_back({"h5p.nothing", {{"work", work.id}}});
  return packages;
}

std::string index_page(const std::vector<h5p::Package>& packages, const PackManifest& manifest) {
  const std::string labels = exercise_label_language(main_language(manifest), manifest);
  const TaggedText title = best_text(manifest.title, labels);
  XmlWriter xml;
  xml.open("html", in_language(labels, {{"xmlns", "http://www.w3.org/1999/xhtml"}}));
  xml.open("head").empty("meta", {{"charset", "utf-8"}});
  xml.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  xml.leaf("title", title.text).close();
  xml.open("body").open("main");
  xml.leaf("h1", title.text, language_attributes(title.language));
  xml.leaf("p", render({"h5p.files", {}}, labels)).open("ul");
  for (const h5p::Package& package : packages)
    xml.open("li").leaf("a", package.title, {{"href", package.file}, {"dir", "auto"}}).close();
  xml.close().open("p").leaf("a", render({"book.credits", {}}, labels), {{"href", "credits.html"}});
  return as_html(xml.finish());
}

/// Puts the libraries that each package needs into it, when there is a store of them.
Result<> pack_libraries(std::vector<h5p::Package>& packages, const PackManifest& manifest,
                        std::vector<Message>& notes) {
  if (manifest.h5p_libraries.empty()) return {};
  std::set<std::string> missing;
  for (h5p::Package& package : packages) {
    TRY_ASSIGN(h5p::LibraryClosure closure, h5p::closure_of(package.libraries, manifest.h5p_libraries));
    package.packed = std::move(closure.libraries);
    for (const H5pLibraryId& id : closure.missing) missing.insert(id.folder());
  }
  if (missing.empty()) return {};
  std::string names;
  for (const std::string& name : missing) names += (names.empty() ? "" : ", ") + name;
  notes.push_back({"h5p.editors_missing", {{"libraries", names}}});
  return {};
}

Result<Noted<PackTree>> write_h5p(const PackManifest& whole) {
  TRY_ASSIGN(std::vector<Message> notes, check_h5p(whole));
  const PackManifest manifest = presentable(whole, has_nothing_for_h5p);
  std::vector<h5p::Package> packages;
  std::vector<WorkFiles> files;
  for (const PackWork& work : manifest.works) {
    WorkFiles& own = files.emplace_back();
    for (h5p::Package& package : packages_of(work, manifest, notes)) {
      if (own.page.empty()) own.page = package.file;
      packages.push_back(std::move(package));
    }
  }
  if (packages.empty()) return fail(Errc::invalid_input, "pack.no_works");
  TRY(pack_libraries(packages, manifest, notes));
  PackTree tree;
  for (const h5p::Package& package : packages) tree.entries.push_back(h5p::entry_of(package));
  tree.entries.push_back({"index.html", index_page(packages, manifest)});
  tree.entries.push_back({"credits.html", credits_page(manifest, "", PageMarkup::html)});
  add_metadata(tree, "", manifest, files);
  std::ranges::sort(tree.entries, {}, &PackEntry::path);
  return Noted<PackTree>{std::move(tree), std::move(notes)};
}

}  // namespace

extern const PackFormat pack_h5p;  // a constant is private to its file without this
const PackFormat pack_h5p{
    .id = "h5p",
    .media_type = "application/zip",
    .extension = "zip",
    .as_folder = true,
    .archive = &zip_archive,
    .doc =
        {.summary = "H5P content that teachers import and edit: .h5p files of films, of slides and of exercises.",
         .details =
             "One .h5p holds one activity, so a collection becomes a folder of them with index.html that lists them. "
             "Films with subtitles are Interactive Video and stop after lines with gaps. Pictures and texts are slides "
             "of a Course Presentation: the picture with its description in words, the texts page by page in each "
             "language, who made them, and last the exercises of the work. Exercises of films and songs are files of "
             "their own: gaps are Drag the Words (level 1) and Fill in the Blanks, heard words Drag the Words with "
             "some wrong "
             "ones beside, about five lines each; cards, "
             "words and lines with their translations are Dialog Cards. Other exercises and sounds without film are "
             "left "
             "out with a note. Buttons and labels are in the language of the lesson. No library comes with this "
             "program: the site must have H5P.InteractiveVideo 1.26, H5P.CoursePresentation 1.25, H5P.AdvancedText "
             "1.1, H5P.Image 1.1, H5P.Summary 1.10, H5P.Blanks 1.14, H5P.DragText 1.10 and H5P.Dialogcards 1.9 or "
             "newer. Or say --h5p-libraries FOLDER "
             "when building or packing, with the libraries in it as folders or as .h5p files (any content downloaded "
             "from a site that has them): then each file holds all that it needs, of exactly the versions that its "
             "content and they name, and plays where nothing is installed. Thread-safe.",
         .source = "https://h5p.org/documentation/developers/h5p-specification",
         .examples = {}},
    .check = check_h5p,
    .write = write_h5p,
};

}  // namespace integrart
