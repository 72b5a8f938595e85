#include "pipeline/engine/sound_planning.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "pipeline/engine/filter_planning.h"
#include "pipeline/media/rendition.h"

namespace integrart {
namespace {

AudioRenditionSettings settings_of(const AudioRecipe& recipe, const Recipe& whole) {
  AudioRenditionSettings settings;
  settings.encoder = recipe.encoder;
  settings.bitrate_kbps = recipe.bitrate_kbps;
  settings.channels = recipe.channels;
  settings.segment_seconds = whole.video.gop_seconds;
  settings.loudness = whole.loudness;
  return settings;
}

/// The first stream is the work's own, whatever it says; a further one is another only when it names another language.
PlannedSound sound_of(const SoundPlanning& about, const AudioRecipe& recipe, std::size_t track) {
  const AudioFacts& facts = about.facts.audio[track];
  const LanguageTag& own = about.work.language;
  PlannedSound sound{recipe.id, recipe.encoder, facts.language, facts.title, false, recipe.id};
  if (track == 0) {
    if (facts.language.empty() && !own.is_undetermined()) sound.language = own.text();
    return sound;
  }
  sound.id = fmt::format("{}-{}", recipe.id, track + 1);
  const auto said = LanguageTag::parse(facts.language.empty() ? "und" : facts.language);
  sound.is_other = said && !said->value.is_undetermined() && said->value != own;
  if (sound.is_other) sound.language = said->value.text();
  return sound;
}

PlannedStep spare_of(PlannedStep step) {
  step.id += spare_suffix;
  step.required = false;
  return step;
}

/// The last of the ladder that is a file of its own; rungs stand best first in a plan. Null: none.
const PlannedStep* smallest_film(const Plan& plan) {
  const PlannedStep* smallest = nullptr;
  for (const PlannedStep& rung : plan.steps)
    for (const PlannedStep& film : plan.steps)
      if (film.kind == "progressive" && !film.inputs.empty() && film.inputs.front().step == rung.id) smallest = &film;
  return smallest;
}

}  // namespace

std::vector<PlannedSound> plan_own_sounds(const SoundPlanning& about, const std::vector<PlannedInput>& decoded,
                                          Plan& plan) {
  std::vector<PlannedSound> sounds;
  for (std::size_t track = 0; track < about.facts.audio.size(); ++track)
    for (const AudioRecipe& recipe : about.recipe.audio) {
      AudioRenditionSettings settings = settings_of(recipe, about.recipe);
      settings.track = static_cast<int>(track);
      settings.channels = std::clamp(about.facts.audio[track].channels, 1, recipe.channels);
      sounds.push_back(sound_of(about, recipe, track));
      plan.steps.push_back(
          {"audio_rendition:" + sounds.back().id, "audio_rendition", settings.to_json(), decoded, true});
    }
  return sounds;
}

void plan_other_sounds(const SoundPlanning& about, std::vector<PlannedSound>& sounds, Plan& plan) {
  const std::size_t in_the_work = sounds.size();
  const bool has_pictures = about.facts.video || (about.facts.kind == "audio" && !about.sources.pictures.empty());
  for (const auto& [language, source] : about.sources.audio) {
    const std::string probe = "probe:" + language;
    plan.steps.push_back(
        {probe,
         "probe",
         Json::object({{"kind", "audio"}, {"extension", small_extension(source.name)}, {"language", language}}),
         {from_source("source", source)},
         true});
    for (const AudioRecipe& recipe : about.recipe.audio) {
      AudioRenditionSettings settings = settings_of(recipe, about.recipe);
      if (has_pictures) settings.most_seconds = about.facts.duration_seconds;
      const std::string id = recipe.id + "-" + language;
      plan.steps.push_back({"audio_rendition:" + id,
                            "audio_rendition",
                            settings.to_json(),
                            {from_source("source", source), from_step("facts", probe, "")},
                            true});
      sounds.push_back({id, recipe.encoder, language, "", true, recipe.id});
    }
  }
  // A file that was given is meant; a stream of the same language may be anything.
  std::vector<PlannedSound> by_rank(sounds.begin() + static_cast<std::ptrdiff_t>(in_the_work), sounds.end());
  by_rank.insert(by_rank.end(), sounds.begin(), sounds.begin() + static_cast<std::ptrdiff_t>(in_the_work));
  std::set<std::string> made;
  for (const PlannedSound& sound : by_rank) {
    if (!sound.is_other || sound.encoder != "aac" || !made.insert(sound.language).second) continue;
    plan.steps.push_back({"sound_in:" + sound.language,
                          "sound_file",
                          sound_naming(about.work, sound.language),
                          {from_step("audio", "audio_rendition:" + sound.id, "audio.mp4")},
                          true});
  }
}

void plan_spare_sound(const Recipe& recipe, Plan& plan) {
  const auto aac = std::ranges::find(recipe.audio, "aac", &AudioRecipe::encoder);
  if (aac == recipe.audio.end() || recipe.spare_sound_kbps == 0 || aac->bitrate_kbps <= recipe.spare_sound_kbps) return;
  const std::string whole = "audio_rendition:" + aac->id;
  const auto encoded = std::ranges::find(plan.steps, whole, &PlannedStep::id);
  if (encoded == plan.steps.end()) return;
  PlannedStep spare = spare_of(*encoded);
  spare.parameters["bitrate_kbps"] = recipe.spare_sound_kbps;
  plan.steps.insert(encoded + 1, spare);  // beside it, so that the source is read once
  std::vector<PlannedStep> users;
  if (const PlannedStep* file = plan.find("sound_file:aac")) users.push_back(*file);
  if (const PlannedStep* film = smallest_film(plan)) users.push_back(*film);
  for (PlannedStep& user : users) {
    user = spare_of(user);
    for (PlannedInput& input : user.inputs)
      if (input.step == whole) input.step = spare.id;
    plan.steps.push_back(std::move(user));
  }
}

Json sound_naming(const CollectionWork& work, const std::string& language) {
  Json naming = Json::object({{"title", work.title.in(language)}, {"language", language}});
  std::string artist;
  for (const Creator& creator : work.creators)
    if (!creator.name.empty()) artist += (artist.empty() ? "" : ", ") + creator.name;
  if (!artist.empty()) naming["artist"] = artist;
  if (!work.licence.empty()) naming["copyright"] = work.licence;
  return naming;
}

std::string small_extension(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  std::string extension(dot == std::string_view::npos ? std::string_view{} : name.substr(dot + 1));
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return extension;
}

}  // namespace integrart
