#include "formats/pack/shared/small_files.h"

#include <algorithm>
#include <iterator>

#include "formats/pack/shared/left_out.h"

namespace integrart {
namespace {

constexpr std::string_view sound_left_out = "pack.sound_left_out";

bool is_film(const PackRendition& rendition) {
  return rendition.role == "video" && rendition.extension == "mp4";
}

bool is_picture(const PackRendition& rendition) {
  return rendition.role == "image" && (rendition.extension == "jpg" || rendition.extension == "png");
}

bool is_sound(const PackRendition& rendition) {
  return rendition.role == "audio" || rendition.role == "audio_only";
}

/// The largest that fits, else the smallest of all.
template <class Fits>
const PackRendition* better(const PackRendition* best, const PackRendition& other, const Fits& fits) {
  if (best == nullptr) return &other;
  const auto area = [](const PackRendition& one) { return static_cast<long long>(one.width) * one.height; };
  const bool smaller = area(other) != area(*best) ? area(other) < area(*best) : other.file.bytes < best->file.bytes;
  if (fits(*best) != fits(other)) return fits(other) ? &other : best;
  return fits(other) == smaller ? best : &other;
}

}  // namespace

SmallFiles small_files(const PackWork& work, const SmallFileLimits& limits) {
  SmallFiles files;
  const auto bytes_fit = [&](const PackRendition& one) {
    return limits.largest_file == 0 || one.file.bytes <= limits.largest_file;
  };
  for (const PackRendition& rendition : work.renditions) {
    if (is_film(rendition))
      files.video = better(files.video, rendition, [&](const PackRendition& one) {
        return bytes_fit(one) && std::min(one.width, one.height) <= limits.video_short_side;
      });
    if (is_picture(rendition))
      files.image = better(files.image, rendition, [&](const PackRendition& one) {
        return bytes_fit(one) && std::max(one.width, one.height) <= limits.image_long_side;
      });
    if (rendition.is_other_sound())
      files.other_sounds.push_back(&rendition);
    else if (is_sound(rendition) && files.audio == nullptr)
      files.audio = &rendition;
  }
  for (const PackRendition& rendition : work.renditions) {
    if (&rendition == files.video || &rendition == files.audio || &rendition == files.image) continue;
    if (rendition.is_other_sound())
      files.left_out.push_back(
          {std::string(sound_left_out), {{"work", work.id}, {"language", rendition.language.text()}}});
    else
      note_left_out(work, rendition, files.left_out);
  }
  return files;
}

PackManifest with_small_files(const PackManifest& manifest, const SmallFileLimits& limits,
                              std::vector<Message>& notes) {
  PackManifest small = manifest;
  for (std::size_t i = 0; i < small.works.size(); ++i) {
    const SmallFiles files = small_files(manifest.works[i], limits);
    std::ranges::copy_if(files.left_out, std::back_inserter(notes),
                         [](const Message& note) { return note.id != sound_left_out; });
    small.works[i].renditions.clear();
    for (const PackRendition* file : {files.video, files.audio, files.image})
      if (file != nullptr) small.works[i].renditions.push_back(*file);
    for (const PackRendition* sound : files.other_sounds) small.works[i].renditions.push_back(*sound);
  }
  return small;
}

bool is_empty_work(const PackWork& work) {
  const SmallFiles files = small_files(work);
  return files.video == nullptr && files.audio == nullptr && files.image == nullptr && work.texts.empty();
}

}  // namespace integrart
