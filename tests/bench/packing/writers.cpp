// Measures the packs of each format from the lesson to the written file or folder: planning, packages and databases
// inside, signing, and checking every byte by its digest. Beside it `zip -0` of the same files, which checks and signs
// nothing, in the same run: processor time, user and system, three times each in turn, the fastest counts.
//
// What must be done ("passes", as a multiple of `zip -0`, at zip's speed): every byte is read once, hashed with
// SHA-256, summed with CRC-32 and written once. What `zip -0` does is all of it but SHA-256. What lies in a package
// inside the pack goes through this twice, once for each of the two archives, and Kolibri names every file by its MD5,
// which alone takes half as long as `zip -0`: it stays above the aim when it packs for the first time, and this ends
// with 1 because of it. The "again" that follows an edited line of the first song (in its subtitles and in all
// exercises that are made of it) finds the packages inside and the MD5 of all other files remembered, as `integrart
// build` does.
//
// Packs of exercises alone have next to nothing to copy: of them the time is shown, and held against none of `zip -0`.

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <utility>
#include <vector>

#include "formats/tables.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/foreign_digest.h"
#include "pipeline/engine/pack_inner.h"
#include "pipeline/engine/pack_writer.h"
#include "pipeline/learning/activities.h"
#include "tests/bench/packing/processor_time.h"
#include "tests/learning_trial_works.h"
#include "tests/places.h"
#include "tests/temporary_folder.h"

using namespace integrart;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t films = 6, film_bytes = 30'000'000, poster_bytes = 60'000;
constexpr int rounds = 3;
constexpr double aim = 1.5;
constexpr auto measured =
    std::to_array<std::string_view>({"web", "epub", "scorm12", "scorm2004", "cmi5", "cc11", "cc13", "h5p", "kolibri",
                                     "bagit", "qti21", "qti30", "anki"});
constexpr double least_to_copy = 10e6;  // bytes of a pack that copies files

/// Six songs with films that no packing makes smaller, with lines in two languages and exercises of every kind.
class Lesson {
 public:
  Lesson() {
    fs::create_directories(m_folder.path() / "media");
    m_manifest.id = "bench";
    m_manifest.licence = "CC-BY-SA-4.0";
    m_manifest.title.by_language["en"] = "Songs";
    m_manifest.publisher = "songs.example.org";
    const std::string songs = test::source_folder() + "/tests/golden/learning/songs.";
    LinesOfText own = lines_of_file(songs + "en.txt");
    const LinesOfText other = lines_of_file(songs + "pl.txt");
    for (std::size_t i = 0; i < films; ++i) {
      PackWork work = film_of(i, own, other);
      work.renditions = {{"720p", "video", random_file(film_bytes, "video/mp4"), "mp4", 1280, 720, 200}};
      work.poster = PackRendition{"poster", "image", random_file(poster_bytes, "image/jpeg"), "jpg", 1280, 720, 0};
      m_manifest.works.push_back(std::move(work));
    }
    m_edited = m_manifest;
    own.front() += " again";
    PackWork& edited = m_edited.works.front();
    const PackWork same = std::exchange(edited, film_of(0, own, other));
    edited.renditions = same.renditions;
    edited.poster = same.poster;
    for (PackManifest* one : {&m_manifest, &m_edited})
      if (!learning::add_activities(one->works, collection_asking_for(every_kind()))) std::abort();
  }

  const PackManifest& manifest() const { return m_manifest; }
  /// With another first line in the first song.
  const PackManifest& edited() const { return m_edited; }
  const fs::path& folder() const { return m_folder.path(); }
  Result<std::pair<FileDescriptor, InputFile>> open(const ArtefactRef& ref, const ArtefactStore& store) const {
    const auto file = m_files.find(ref.digest);
    if (file == m_files.end()) return store.open(ref.digest);
    return open_regular_file(file->second.string(), UINT64_MAX);
  }

 private:
  /// Without its files.
  PackWork film_of(std::size_t number, const LinesOfText& own, const LinesOfText& other) {
    PackWork work = song_of(fmt::format("song-{}", number), {{"en", own}, {"pl", other}});
    work.kind = "video";
    work.title.by_language["en"] = fmt::format("Song {}", number);
    work.creators.push_back({"Oksana", "singer", true});
    work.duration_seconds = 200;
    for (PackTrack& track : work.tracks)
      track.webvtt = kept("WEBVTT\n\n00:00.000 --> 00:02.000\n" + own.front() + "\n", "text/vtt");
    return work;
  }

  ArtefactRef kept(const std::string& bytes, const char* type) {
    const ArtefactRef ref{digest_of(bytes), bytes.size(), type};
    m_files[ref.digest] = m_folder.path() / "media" / ref.digest.hex();
    std::ofstream(m_files[ref.digest], std::ios::binary) << bytes;
    return ref;
  }

  ArtefactRef random_file(std::size_t size, const char* type) {
    std::string bytes(size, '\0');
    for (std::size_t at = 0; at + 8 <= size; at += 8) {
      const std::uint64_t word = m_random();
      std::copy_n(reinterpret_cast<const char*>(&word), 8, bytes.data() + at);
    }
    return kept(bytes, type);
  }

  TemporaryFolder m_folder;
  std::mt19937_64 m_random{7};
  PackManifest m_manifest, m_edited;
  std::map<Digest, fs::path> m_files;
};

struct Seconds {
  double first = 1e9, again = 1e9;  // from nothing; when a line has changed
  void take(const Seconds& other) {
    first = std::min(first, other.first);
    again = std::min(again, other.again);
  }
};

class Packing {
 public:
  Packing(const Lesson& lesson, const PackFormat& format, const SigningKey& key)
      : m_lesson(lesson), m_format(format), m_key(key) {}

  Result<double> write(const PackManifest& manifest, const fs::path& target, bool as_folder, ArtefactStore& store) {
    const ArtefactOpener open_artefact = [&](const ArtefactRef& ref) { return m_lesson.open(ref, store); };
    const double before = seconds_of(RUSAGE_SELF);
    TRY_ASSIGN(Noted<PackTree> written, whole_tree_of(m_format, manifest, zip_archive, open_artefact, store, m_memory));
    TRY_ASSIGN(const PackTree tree, sign_pack(std::move(written.value), manifest, m_format, m_key));
    if (as_folder)
      TRY(write_pack_folder(tree, open_artefact, target));
    else
      TRY(write_pack_archive(tree, open_artefact, *m_format.archive, target));
    return seconds_of(RUSAGE_SELF) - before;
  }

 private:
  const Lesson& m_lesson;
  const PackFormat& m_format;
  const SigningKey& m_key;
  PackingMemory m_memory;
};

Result<Seconds> pack(const Lesson& lesson, const PackFormat& format, const SigningKey& key, const fs::path& target,
                     bool as_folder) {
  TemporaryFolder kept;
  TRY_ASSIGN(const std::unique_ptr<ArtefactStore> store, open_artefact_store("file:" + kept.string() + "/store"));
  Packing packing(lesson, format, key);
  Seconds seconds;
  TRY_ASSIGN(seconds.first, packing.write(lesson.manifest(), target, as_folder, *store));
  fs::remove_all(target);
  TRY_ASSIGN(seconds.again, packing.write(lesson.edited(), target, as_folder, *store));
  return seconds;
}

double zip(const fs::path& folder, const fs::path& target) {
  const double before = seconds_of(RUSAGE_CHILDREN);
  const std::string command =
      fmt::format("cd '{}' && rm -f '{}' && zip -0 -q -r '{}' .", folder.string(), target.string(), target.string());
  return std::system(command.c_str()) == 0 ? seconds_of(RUSAGE_CHILDREN) - before : -1;
}

/// SHA-256 of every byte under `folder`.
double hash(const fs::path& folder) {
  const double before = seconds_of(RUSAGE_SELF);
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const auto opened = open_regular_file(entry.path().string(), UINT64_MAX);
    if (!opened || !digest_of_file(opened->second.descriptor)) std::abort();
  }
  return seconds_of(RUSAGE_SELF) - before;
}

/// MD5 of as many bytes as `file` has, read already.
double md5(const fs::path& file) {
  const std::string piece(1U << 20U, 'x');
  const double before = seconds_of(RUSAGE_SELF);
  Md5Hasher hasher;
  for (std::uintmax_t left = fs::file_size(file); left >= piece.size(); left -= piece.size()) hasher.add(piece);
  hasher.finish_hex();
  return seconds_of(RUSAGE_SELF) - before;
}

/// The part of the bytes under `folder` that lies in packages.
double share_of_packages(const fs::path& folder) {
  double inside = 0, all = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string extension = entry.path().extension();
    const auto bytes = static_cast<double>(entry.file_size());
    all += bytes;
    if (extension == ".zip" || extension == ".h5p" || extension == ".perseus") inside += bytes;
  }
  return inside / all;
}

/// Whether both packs keep the aim.
Result<bool> measure(const Lesson& lesson, const PackFormat& format) {
  TRY_ASSIGN(const SigningKey key, SigningKey::load_or_create(lesson.folder() / "key"));
  const fs::path files = lesson.folder() / "files", ours_at = lesson.folder() / "ours",
                 theirs_at = lesson.folder() / "theirs.zip";
  TRY(pack(lesson, format, key, files, true));
  Seconds ours;
  double theirs = 1e9, hashed = 1e9;
  for (int i = 0; i < rounds; ++i) {
    fs::remove_all(ours_at);
    TRY_ASSIGN(const Seconds seconds, pack(lesson, format, key, ours_at, format.archive == nullptr));
    ours.take(seconds);
    const double zipped = zip(files, theirs_at);
    if (zipped < 0) return fail(Errc::unavailable, "pack.cannot_write", {{"reason", "zip"}});
    theirs = std::min(theirs, zipped);
    hashed = std::min(hashed, hash(files));
  }
  const double named = format.id == "kolibri" ? md5(theirs_at) : 0;
  const double passes = ((theirs + hashed) * (1 + share_of_packages(files)) + named) / theirs;
  const double first = ours.first / theirs, again = ours.again / theirs;
  const auto bytes = static_cast<double>(fs::file_size(theirs_at));
  const bool copies = bytes >= least_to_copy;
  const auto said = [](double ratio) { return ratio > aim ? " (above the aim)" : ""; };
  if (copies)
    fmt::print("{:<10}| {:4.0f} MB | zip -0 {:.2f} s | passes {:.2f} | first {:.2f}{} | again {:.2f}{}\n", format.id,
               bytes / 1e6, theirs, passes, first, said(first), again, said(again));
  else
    fmt::print("{:<10}| {:4.1f} MB | first {:.2f} s | again {:.2f} s\n", format.id, bytes / 1e6, ours.first,
               ours.again);
  fs::remove_all(files);
  fs::remove_all(ours_at);
  fs::remove(theirs_at);
  return !copies || (first <= aim && again <= aim);
}

}  // namespace

/// Formats may be named; else all of them.
int main(int count, char** values) {
  const std::vector<std::string_view> chosen(values + 1, values + count);
  const Lesson lesson;
  bool good = true;
  for (const std::string_view id : measured) {
    if (!chosen.empty() && std::ranges::find(chosen, id) == chosen.end()) continue;
    const auto kept = measure(lesson, *find_by_id(pack_formats(), std::string(id)));
    if (!kept) fmt::print("{}: {}\n", id, render(kept.error()));
    good = good && kept && *kept;
  }
  return good ? 0 : 1;
}
