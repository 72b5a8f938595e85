// Which renditions stay when a pack must not be larger than a budget.
#include "pipeline/engine/pack_budget.h"

#include "tests/pack_trial_files.h"

using namespace integrart;

namespace {

constexpr std::uint64_t megabyte = 1'000'000;

PackRendition rendition(const std::string& id, const std::string& role, std::uint64_t megabytes, int width = 0) {
  return {id, role, {digest_of(id + role), megabytes * megabyte, "video/mp4"}, "mp4", width, width / 2, 10};
}

PackManifest trial() {
  PackWork film;
  film.id = "film";
  film.kind = "video";
  film.renditions = {rendition("1080p", "video", 40, 1920), rendition("480p", "video", 12, 854),
                     rendition("240p", "video", 4, 426), rendition("audio", "audio_only", 2)};
  PackWork song;
  song.id = "song";
  song.kind = "audio";
  song.renditions = {rendition("aac", "audio", 3)};
  PackManifest manifest;
  manifest.id = "trial";
  manifest.works = {film, song};
  return manifest;
}

/// Every rendition as a file; films inside an archive, as some formats have them.
Result<Noted<PackTree>> write_all(const PackManifest& manifest) {
  PackTree tree;
  for (const PackWork& work : manifest.works)
    for (const PackRendition& one : work.renditions)
      tree.entries.push_back(
          {work.id + "-" + one.id, InnerArchive{{{"file", one.file}, {"note", std::string("x")}}, "application/zip"}});
  return Noted<PackTree>{std::move(tree), {}};
}

/// Only the smallest film of each work, as formats for learning platforms.
Result<Noted<PackTree>> write_smallest(const PackManifest& manifest) {
  PackTree tree;
  for (const PackWork& work : manifest.works) tree.entries.push_back({work.id, work.renditions.back().file});
  return Noted<PackTree>{std::move(tree), {}};
}

PackFormat format(Result<Noted<PackTree>> (*write)(const PackManifest&)) {
  PackFormat made{};
  made.id = "trial";
  made.write = write;
  return made;
}

std::vector<std::string> kept(const PackManifest& manifest) {
  std::vector<std::string> names;
  for (const PackWork& work : manifest.works)
    for (const PackRendition& one : work.renditions) names.push_back(one.id);
  return names;
}

}  // namespace

TEST_CASE("the largest files go first, until the pack fits") {
  using Names = std::vector<std::string>;
  const auto fitted = [&](double megabytes) { return value_of(fit_budget(trial(), format(write_all), megabytes)); };
  CHECK(kept(fitted(0).value) == Names{"1080p", "480p", "240p", "audio", "aac"});
  CHECK(kept(fitted(61.1).value) == Names{"1080p", "480p", "240p", "audio", "aac"});
  CHECK(kept(fitted(60).value) == Names{"480p", "240p", "audio", "aac"});
  CHECK(kept(fitted(10).value) == Names{"240p", "audio", "aac"});
  CHECK(kept(fitted(8).value) == Names{"240p", "aac"});
  const auto notes = fitted(10).notes;
  REQUIRE(notes.size() == 2);
  CHECK(notes[0].id == "engine.rendition_dropped");
  CHECK(render(notes[0]).find("1080p") != std::string::npos);
  CHECK(render(notes[1]).find("480p") != std::string::npos);
}

TEST_CASE("another language goes before the work's own sound does") {
  PackManifest manifest = trial();
  PackRendition dub = rendition("audio-pl", "audio", 3);
  dub.language = LanguageTag::parse("pl").value().value;
  manifest.works[1].renditions.push_back(dub);
  const auto fitted = [&](double megabytes) {
    return kept(value_of(fit_budget(manifest, format(write_all), megabytes)).value);
  };
  using Names = std::vector<std::string>;
  CHECK(fitted(64.1) == Names{"1080p", "480p", "240p", "audio", "aac", "audio-pl"});
  CHECK(fitted(10) == Names{"240p", "audio", "aac"});
}

TEST_CASE("what must stay is there with less sound when nothing else is left to go") {
  PackManifest manifest = trial();
  const auto spare = [](const std::string& id, const std::string& role, std::uint64_t megabytes, int width) {
    PackRendition made = rendition(id, role, megabytes, width);
    made.file.digest = digest_of(id + role + "spare");
    made.is_spare = true;
    return made;
  };
  manifest.works[0].renditions.push_back(spare("240p", "video", 3, 426));
  manifest.works[1].renditions.push_back(spare("aac", "audio", 1, 0));
  const auto fitted = [&](double megabytes) { return value_of(fit_budget(manifest, format(write_all), megabytes)); };
  const auto sizes = [](const PackManifest& kept) {
    std::vector<std::uint64_t> found;
    for (const PackWork& work : kept.works)
      for (const PackRendition& one : work.renditions) {
        CHECK_FALSE(one.is_spare);
        found.push_back(one.file.bytes / megabyte);
      }
    return found;
  };
  using Sizes = std::vector<std::uint64_t>;
  CHECK(sizes(fitted(0).value) == Sizes{40, 12, 4, 2, 3});  // not needed, not there
  CHECK(sizes(fitted(10).value) == Sizes{4, 2, 3});
  CHECK(sizes(fitted(7.5).value) == Sizes{4, 3});
  CHECK(sizes(fitted(6.5).value) == Sizes{4, 1});  // what saves most first
  CHECK(sizes(fitted(4.5).value) == Sizes{3, 1});
  const auto notes = fitted(6.5).notes;
  REQUIRE(notes.size() == 4);
  CHECK(notes.back() ==
        Message{"engine.rendition_swapped", {{"work", "song"}, {"rendition", "aac"}, {"format", "trial"}}});
  CHECK(fit_budget(manifest, format(write_all), 3.5).error().what.id == "engine.budget_exceeded");
}

TEST_CASE("the last film and the song stay, and a budget below them is refused with both numbers") {
  const auto refused = fit_budget(trial(), format(write_all), 6.5);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::limit_exceeded);
  CHECK(refused.error().what.id == "engine.budget_exceeded");
  CHECK(render(refused.error()).find("6,500,000") != std::string::npos);
  CHECK(render(refused.error()).find("7,0") != std::string::npos);
}

TEST_CASE("what a format does not take is not dropped from it") {
  const auto fitted = value_of(fit_budget(trial(), format(write_smallest), 5.5));
  CHECK(kept(fitted.value).size() == 5);
  CHECK(fitted.notes.empty());
}
