// What learners are told to do, and how a gap is helped, in formats that do less than the web lesson.
#include "formats/pack/kolibri/channel.h"
#include "tests/h5p_trial_pack.h"

using namespace integrart;
namespace h5p_trial = integrart::test::h5p_trial;

namespace {

constexpr std::string_view listen_to_it = "Listen to the line";
constexpr std::string_view write_them = "Write the missing words.";

/// A film with exercises as they are made of it: with a sound of each line.
PackManifest heard_film() {
  PackWork film = h5p_trial::work("film", "video");
  film.renditions = {{"360p", "video", {digest_of("film"), 4, "video/mp4"}, "mp4", 640, 360, 10}};
  GapItem two = std::get<GapItem>(film.activities[0].items[0].content);
  two.text = "Ніч за вікном";
  two.gaps = {{.begin = 0, .length = std::string("Ніч").size(), .answers = {"Ніч"}, .tip = "Н…"}};
  ChoiceItem choice{"Спи, мій малий", {0, std::string("Спи").size(), {"Спи"}, ""}, {"Йди", "Спи"}, 1};
  MatchItem match{{{"дім", {{{"en", "home"}}}}, {"сад", {{{"en", "garden"}}}}}, {1, 0}};
  film.activities = {film.activities[0], film.activities[1], h5p_trial::exercise("choice", 0, choice),
                     h5p_trial::exercise("match", 0, match)};
  for (Activity& activity : film.activities) {
    activity.instructions = {"learning.instructions_" + activity.kind, {}};
    activity.items[0].when = TimeRange{MediaTime::from_milliseconds(1000), MediaTime::from_milliseconds(2000)};
  }
  for (std::size_t i : {0U, 1U}) {
    ActivityItem item = film.activities[i].items[0];
    item.id = "2";
    item.content = two;
    film.activities[i].items.push_back(item);
  }
  return h5p_trial::pack("en", {film});
}

/// Every text of the pack whose path ends so, those in archives too.
std::string texts_ending(const std::vector<PackEntry>& entries, std::string_view end) {
  std::string all;
  for (const PackEntry& entry : entries) {
    if (const auto* inner = std::get_if<InnerArchive>(&entry.content)) all += texts_ending(inner->entries, end);
    if (const auto* text = std::get_if<std::string>(&entry.content); text != nullptr && entry.path.ends_with(end))
      all += *text + "\n";
  }
  return all;
}

std::string written_by(std::string_view format, std::string_view end) {
  return texts_ending(value_of(find_by_id(pack_formats(), format)->write(heard_film())).value.entries, end);
}

bool has(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

}  // namespace

TEST_CASE("where no line can be heard nobody is told to listen to it") {
  for (const auto& [format, end] :
       {std::pair("cc11", ".xml"), {"cc13", ".xml"}, {"qti21", ".xml"}, {"qti30", ".xml"}}) {
    const std::string all = written_by(format, end);
    INFO(format);
    CHECK(has(all, write_them));
    CHECK_FALSE(has(all, listen_to_it));
    CHECK(has(all, "Choose the translation of each line."));
  }
}

TEST_CASE("Kolibri, where words are chosen from lists, says so in its exercises and beside them") {
  const std::string items =
      texts_ending(value_of(find_by_id(pack_formats(), "kolibri")->write(heard_film())).value.entries, ".json");
  CHECK(has(items, "Choose the word that belongs in the line"));
  CHECK_FALSE(has(items, "Write the missing"));
  std::vector<Message> notes;
  const PackManifest manifest = heard_film();
  std::set<std::string> told;
  for (const kolibri::ChannelNode& node : value_of(kolibri::channel_of(manifest, notes)).nodes)
    if (node.kind == "exercise") told.insert(node.description);
  CHECK(told ==
        std::set<std::string>{"Choose the word that belongs in the line.", "Choose the translation of each line."});
}

TEST_CASE(
    "H5P says drag where words are dragged, listen only where the film plays, and turn over where there are cards") {
  const PackTree tree = value_of(find_by_id(pack_formats(), "h5p")->write(heard_film())).value;
  const auto content_of = [&](const std::string& package) {
    return h5p_trial::json_in(tree, package, "content/content.json");
  };
  CHECK(has(content_of("film-film.h5p").dump(), listen_to_it));
  const auto told = [&](const std::string& package, const char* key) {
    return content_of(package).at_or_null(key).string_or("");
  };
  CHECK(told("film_gap_fill-1-1.h5p", "taskDescription") == "<p>Drag each word into its gap.</p>");
  CHECK(told("film_gap_fill-2-1.h5p", "text") == "<p>Write the missing words.</p>");
  CHECK(told("film_choice-1.h5p", "taskDescription") ==
        "<p>Drag the right word into each gap. Some words are left over.</p>");
  CHECK(told("film_match-1.h5p", "description") == "<p>Say the answer to yourself, then turn the card over.</p>");
}

TEST_CASE("how the word of an easy gap begins stands behind the gap, and in Kolibri is a hint") {
  for (const char* format : {"cc11", "cc13"}) {
    INFO(written_by(format, ".xml"));
    CHECK(has(written_by(format, ".xml"), "____ (&amp;#1084;&amp;#8230;)"));
  }
  for (const auto& [format, entry] :
       {std::pair("qti21", "textEntryInteraction"), {"qti30", "qti-text-entry-interaction"}}) {
    const std::string all = written_by(format, ".xml");
    CHECK(has(all, std::string("<") + entry));
    CHECK(has(all, "/> (м…)<"));
    CHECK(has(all, "/> (Н…) за вікном<"));
  }
  const std::string items = written_by("kolibri", ".json");
  CHECK(has(items, "\"hints\":[{\"content\":\"м…\""));
  CHECK_FALSE(has(items, "(м…)"));
}

TEST_CASE("a film with its own words is captioned for Kolibri, one with a translation or a draft is not") {
  const auto label_of = [](const PackManifest& manifest) {
    std::vector<Message> notes;
    std::string label;
    for (const kolibri::ChannelNode& node : value_of(kolibri::channel_of(manifest, notes)).nodes)
      label += node.accessibility;
    return label;
  };
  PackManifest manifest = heard_film();
  CHECK(label_of(manifest).empty());
  PackTrack track;
  track.language = h5p_trial::tag("uk");
  track.cues = Json::object({{"schema", "cues/1"}, {"cues", Json::empty_array()}});
  track.webvtt = {digest_of("vtt"), 3, "text/vtt"};
  manifest.works[0].tracks = {track};
  CHECK(label_of(manifest) == "da2iCe");
  manifest.works[0].tracks[0].draft = true;
  CHECK(label_of(manifest).empty());
  manifest.works[0].tracks[0].draft = false;
  manifest.works[0].tracks[0].language = h5p_trial::tag("pl");
  CHECK(label_of(manifest).empty());
}

TEST_CASE("a title of thousands of letters is short in the contents of a book, and whole in its accessible name") {
  PackManifest manifest = heard_film();
  std::string title;
  for (int i = 0; i < 300; ++i) title += "a house by the river ";
  manifest.works[0].title.by_language = {{"en", title}};
  manifest.works[0].tracks.clear();
  const PackTree tree = value_of(find_by_id(pack_formats(), "epub")->write(manifest)).value;
  const std::string contents = texts_ending(tree.entries, "nav.xhtml");
  CHECK(has(contents, "aria-label=\"" + title + "\""));
  CHECK_FALSE(has(contents, ">" + title + "<"));
  CHECK(has(contents, "…</a>"));
  CHECK(has(texts_ending(tree.entries, "page.xhtml"), title));
}
