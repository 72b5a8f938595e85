#include "pipeline/base/documents/recipe.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "pipeline/base/documents/reader.h"

namespace integrart {

namespace {

Json numbers(const std::vector<int>& values) {
  Json list = Json::empty_array();
  for (const int value : values) list.push_back(value);
  return list;
}

Json json_of(const Rung& rung) {
  return Json::object({{"id", rung.id},
                       {"short_side", rung.short_side},
                       {"max_bitrate_kbps", rung.max_bitrate_kbps},
                       {"crf", rung.crf},
                       {"max_frame_rate", rung.max_frame_rate}});
}

Json json_of(const VideoRecipe& video) {
  Json json = Json::object({{"encoder", video.encoder},
                            {"preset", video.preset},
                            {"gop_seconds", video.gop_seconds},
                            {"threads", video.threads}});
  json["tuning"] = Json::empty_object();
  for (const auto& [name, value] : video.tuning) json["tuning"][name] = value;
  json["ladder"] = Json::empty_array();
  for (const Rung& rung : video.ladder) json["ladder"].push_back(json_of(rung));
  return json;
}

Result<Rung> rung_from(const Json& json, const std::string& path) {
  Rung rung;
  DocumentReader reader(json, path);
  reader.read("id", rung.id)
      .read("short_side", rung.short_side, 64, 2160)
      .read("max_bitrate_kbps", rung.max_bitrate_kbps, 50, 100000)
      .read("crf", rung.crf, 0, 63)
      .read("max_frame_rate", rung.max_frame_rate, 1, 240);
  if (rung.id.empty()) rung.id = fmt::format("{}p", rung.short_side);
  if (rung.short_side % 2 != 0) reader.refuse("short_side", "an even number");
  TRY(reader.finish());
  return rung;
}

Result<VideoRecipe> video_from(const Json& json, const std::string& path) {
  VideoRecipe video;
  DocumentReader reader(json, path);
  reader.read("encoder", video.encoder)
      .read("preset", video.preset)
      .read("tuning", video.tuning)
      .read("gop_seconds", video.gop_seconds, 0.5, 10)
      .read("threads", video.threads, 1, 16);
  const Json& ladder = reader.member("ladder");
  std::set<std::string> ids;
  for (std::size_t i = 0; i < ladder.items().size(); ++i) {
    TRY_ASSIGN(Rung rung, rung_from(ladder.items()[i], fmt::format("{}.ladder[{}]", path, i)));
    if (!ids.insert(rung.id).second) reader.refuse("ladder", "different ids");
    video.ladder.push_back(std::move(rung));
  }
  if (video.ladder.empty()) reader.refuse("ladder", "at least one rung");
  TRY(reader.finish());
  return video;
}

Result<AudioRecipe> audio_from(const Json& json, const std::string& path) {
  AudioRecipe audio;
  DocumentReader reader(json, path);
  reader.read("encoder", audio.encoder);
  audio.id = audio.encoder;
  reader.read("id", audio.id).read("bitrate_kbps", audio.bitrate_kbps, 32, 512).read("channels", audio.channels, 1, 2);
  // The songs of people deserve to be heard: 96 kb/s is where AAC-LC stereo stops sounding broken.
  if (audio.encoder == "aac" && audio.bitrate_kbps < 96) reader.refuse("bitrate_kbps", "96 ... 512");
  TRY(reader.finish());
  return audio;
}

Result<LoudnessTarget> loudness_from(const Json& json, const std::string& path) {
  LoudnessTarget target;
  DocumentReader reader(json, path);
  reader.read("integrated_lufs", target.integrated_lufs, -40, -5).read("true_peak_dbtp", target.true_peak_dbtp, -12, 0);
  TRY(reader.finish());
  return target;
}

Result<ImageRecipe> image_from(const Json& json, const std::string& path) {
  ImageRecipe image;
  DocumentReader reader(json, path);
  reader.read("long_sides", image.long_sides, 16, 8192)
      .read("formats", image.formats)
      .read("quality", image.quality, 1, 100);
  for (const std::string& format : image.formats)
    if (format != "webp" && format != "jpeg" && format != "avif") reader.refuse("formats", "webp, jpeg, avif");
  TRY(reader.finish());
  return image;
}

/// H.264 and AAC are what every device plays; other codecs come in addition.
Result<> check_plays_everywhere(const Recipe& recipe) {
  if (recipe.video.encoder != "x264")
    return fail(Errc::invalid_input, "base.recipe_main_video",
                {{"key", "video.encoder"}, {"encoder", recipe.video.encoder}});
  const bool has_aac =
      std::ranges::any_of(recipe.audio, [](const AudioRecipe& audio) { return audio.encoder == "aac"; });
  if (!has_aac) return fail(Errc::invalid_input, "base.recipe_without_aac", {{"key", "audio"}});
  return {};
}

VideoRecipe default_video() {
  VideoRecipe video;
  // The cheaper settings of veryfast and its better spread of bits. At equal rate PSNR and SSIM are at least those of
  // veryfast as it is; at these rate factors they are equal to its 23 with fewer bits, and small pictures, which are
  // looked at enlarged, keep a little more (tests/bench/transcode/run, two clips of film and drawn film).
  // Blocks of pictures in between are not parted: at `subme` 1 that costs time and bits.
  video.tuning = {{"aq-mode", "2"},       {"b-adapt", "0"}, {"me", "dia"},   {"partitions", "i8x8"},
                  {"rc-lookahead", "15"}, {"subme", "1"},   {"trellis", "1"}};
  video.ladder = {{"1080p", 1080, 6221, 24.75, 60},
                  {"720p", 720, 3041, 24.5, 60},
                  {"480p", 480, 1476, 24, 60},
                  {"360p", 360, 1037, 23.75, 30},
                  {"240p", 240, 521, 23.5, 30}};
  return video;
}

}  // namespace

Recipe Recipe::default_recipe() {
  Recipe recipe;
  recipe.video = default_video();
  recipe.audio = {{"aac", "aac", 128, 2}};
  recipe.progressive = {"720p", "360p"};
  recipe.filters = {"all"};
  return recipe;
}

Recipe Recipe::phone() {
  Recipe recipe = default_recipe();
  recipe.id = "phone";
  recipe.video.ladder = {{"360p", 360, 600, 25, 30}};
  recipe.audio = {{"aac", "aac", 96, 2}};
  recipe.hls = recipe.dash = false;
  recipe.progressive = {"360p"};
  recipe.image.long_sides = {320, 640, 1280};
  return recipe;
}

Recipe Recipe::archive() {
  Recipe recipe = default_recipe();
  recipe.id = "archive";
  recipe.video.preset = "medium";
  recipe.video.tuning.clear();
  recipe.video.ladder = {{"2160p", 2160, 60000, 16, 120}};
  recipe.audio = {{"aac", "aac", 256, 2}};
  recipe.loudness.reset();
  recipe.hls = recipe.dash = false;
  recipe.progressive = {"largest"};
  recipe.image.quality = 92;
  return recipe;
}

Result<Recipe> Recipe::named(const std::string& id) {
  if (id == "default") return default_recipe();
  if (id == "phone") return phone();
  if (id == "archive") return archive();
  return fail(Errc::not_found, "base.recipe_unknown", {{"id", id}, {"known", "default, phone, archive"}});
}

Json Recipe::to_json() const {
  Json json = Json::object({{"schema", "recipe/1"},
                            {"id", id},
                            {"video", json_of(video)},
                            {"hls", hls},
                            {"dash", dash},
                            {"progressive", json_list(progressive)},
                            {"audio_only", audio_only},
                            {"poster", poster},
                            {"storyboard", storyboard},
                            {"waveform", waveform},
                            {"cue_profile", cue_profile},
                            {"filters", json_list(filters)}});
  json["term_lists"] = Json::empty_array();
  for (const NamedTermList& list : term_lists)
    json["term_lists"].push_back(Json::object({{"id", list.id}, {"lines", list.lines}, {"dry_run", list.dry_run}}));
  json["more_video"] = Json::empty_array();
  for (const VideoRecipe& more : more_video) json["more_video"].push_back(json_of(more));
  json["audio"] = Json::empty_array();
  for (const AudioRecipe& track : audio)
    json["audio"].push_back(Json::object({{"id", track.id},
                                          {"encoder", track.encoder},
                                          {"bitrate_kbps", track.bitrate_kbps},
                                          {"channels", track.channels}}));
  json["loudness"] =
      loudness
          ? Json::object({{"integrated_lufs", loudness->integrated_lufs}, {"true_peak_dbtp", loudness->true_peak_dbtp}})
          : Json(false);
  json["image"] = Json::object(
      {{"long_sides", numbers(image.long_sides)}, {"formats", json_list(image.formats)}, {"quality", image.quality}});
  return json;
}

Result<Recipe> Recipe::from_json(const Json& json) {
  DocumentReader reader(json, "");
  std::string schema;
  reader.read("schema", schema);
  if (schema != "recipe/1")
    return fail(Errc::unsupported, "base.schema_unknown", {{"schema", schema}, {"expected", "recipe/1"}});
  Recipe recipe = default_recipe();
  reader.read("id", recipe.id)
      .read("hls", recipe.hls)
      .read("dash", recipe.dash)
      .read("progressive", recipe.progressive)
      .read("audio_only", recipe.audio_only)
      .read("poster", recipe.poster)
      .read("storyboard", recipe.storyboard)
      .read("waveform", recipe.waveform)
      .read("cue_profile", recipe.cue_profile)
      .read("filters", recipe.filters);
  if (const Json& video = reader.member("video"); !video.is_null()) {
    TRY_ASSIGN(recipe.video, video_from(video, "video"));
  }
  const Json& lists = reader.member("term_lists");
  for (std::size_t i = 0; i < lists.items().size(); ++i) {
    DocumentReader list(lists.items()[i], fmt::format("term_lists[{}]", i));
    NamedTermList& read = recipe.term_lists.emplace_back();
    list.read("id", read.id).read("lines", read.lines).read("dry_run", read.dry_run);
    TRY(list.finish());
  }
  const Json& more = reader.member("more_video");
  for (std::size_t i = 0; i < more.items().size(); ++i) {
    TRY_ASSIGN(VideoRecipe video, video_from(more.items()[i], fmt::format("more_video[{}]", i)));
    recipe.more_video.push_back(std::move(video));
  }
  if (const Json& audio = reader.member("audio"); !audio.is_null()) {
    recipe.audio.clear();
    for (std::size_t i = 0; i < audio.items().size(); ++i) {
      TRY_ASSIGN(AudioRecipe track, audio_from(audio.items()[i], fmt::format("audio[{}]", i)));
      recipe.audio.push_back(std::move(track));
    }
  }
  if (const Json& loudness = reader.member("loudness"); loudness.is_object()) {
    TRY_ASSIGN(recipe.loudness, loudness_from(loudness, "loudness"));
  } else if (loudness.is_bool() && !loudness.boolean_or(true)) {
    recipe.loudness.reset();
  } else if (!loudness.is_null()) {
    reader.refuse("loudness", "false, or an object");
  }
  if (const Json& image = reader.member("image"); !image.is_null()) {
    TRY_ASSIGN(recipe.image, image_from(image, "image"));
  }
  TRY(reader.finish());
  TRY(check_plays_everywhere(recipe));
  return recipe;
}

Recipe Recipe::within_budget(double megabytes) const {
  constexpr int least_for_music_kbps = 96;
  Recipe recipe = *this;
  recipe.spare_sound_kbps = megabytes > 0 ? least_for_music_kbps : 0;
  return recipe;
}

}  // namespace integrart
