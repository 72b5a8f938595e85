#include "pipeline/engine/report.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>

#include "pipeline/base/base64.h"
#include "pipeline/base/cue_rule.h"
#include "pipeline/base/track_name.h"
#include "pipeline/engine/label_looks.h"
#include "pipeline/engine/label_masks.h"
#include "pipeline/engine/output_folder.h"
#include "pipeline/engine/steps.h"
#include "pipeline/engine/work_labels.h"
#include "pipeline/engine/work_review.h"

namespace integrart {

namespace {

const StepFile* file_named(const StepRecord* record, std::string_view name) {
  if (record == nullptr) return nullptr;
  for (const StepFile& file : record->files)
    if (file.name == name) return &file;
  return nullptr;
}

Result<std::string> bytes_of(const StepFile& file, const ArtefactStore& store) {
  TRY_ASSIGN(const auto opened, store.open(file.artefact.digest));
  return read_all(opened.second, 16ULL << 20U);
}

Json data_uri(const StepFile* file, const ArtefactStore& store) {
  if (file == nullptr) return {};
  const auto bytes = bytes_of(*file, store);
  if (!bytes) return {};
  return "data:" + file->artefact.type + ";base64," + base64_of(*bytes);
}

Json poster_of(const WorkBuild& build, const ArtefactStore& store) {
  if (const StepFile* poster = file_named(build.record("poster"), "poster.jpg")) return data_uri(poster, store);
  const StepRecord* pictures = build.record("image") != nullptr ? build.record("image") : build.record("cover_sizes");
  const StepFile* smallest = nullptr;
  if (pictures != nullptr)
    for (const StepFile& file : pictures->files)
      if (file.name.ends_with(".jpg") && (smallest == nullptr || file.artefact.bytes < smallest->artefact.bytes))
        smallest = &file;
  return data_uri(smallest, store);
}

Json storyboard_of(const WorkBuild& build, const ArtefactStore& store) {
  const StepRecord* record = build.record("storyboard");
  const StepFile* image = file_named(record, "storyboard.jpg");
  if (image == nullptr) return {};
  Json storyboard = record->document;
  storyboard["image"] = data_uri(image, store);
  return storyboard;
}

Json waveform_of(const WorkBuild& build, const ArtefactStore& store) {
  const StepFile* file = file_named(build.record("waveform"), "waveform.json");
  if (file == nullptr) return {};
  const auto bytes = bytes_of(*file, store);
  if (!bytes) return {};
  auto parsed = parse_json(*bytes);
  return parsed ? std::move(*parsed) : Json();
}

/// Of the work's own sound, which is planned first; what others measured stands with their renditions.
Json loudness_of(const WorkBuild& build) {
  Json loudness = Json::empty_object();
  if (const StepRecord* measured = build.record("loudness")) loudness["curve"] = measured->document.at_or_null("curve");
  const auto own = std::ranges::find_if(
      build.steps(), [](const StepProgress& step) { return step.planned.kind == "audio_rendition"; });
  if (own != build.steps().end() && own->record)
    for (const auto& [key, value] : own->record->document.at_or_null("loudness").members()) loudness[key] = value;
  if (loudness.members().empty()) return {};
  return loudness;
}

Json rendition_of(const StepProgress& step) {
  const Json& document = step.record->document;
  const std::string name = step.planned.id.substr(step.planned.id.find(':') + 1);
  Json rendition = Json::object({{"id", name},
                                 {"role", step.record->kind == "video_rendition" ? "video" : "audio"},
                                 {"width", document.at_or_null("width")},
                                 {"height", document.at_or_null("height")},
                                 {"bytes", document.at_or_null("bytes")},
                                 {"bitrate", document.at_or_null("average_bitrate")},
                                 {"codec", document.at_or_null("codec_string")}});
  if (const Json& loudness = document.at_or_null("loudness"); loudness.is_object()) rendition["loudness"] = loudness;
  return rendition;
}

Json renditions_of(const WorkBuild& build) {
  Json list = Json::empty_array();
  for (const StepProgress& step : build.steps()) {
    if (!step.record) continue;
    if (step.record->kind == "video_rendition" || step.record->kind == "audio_rendition")
      list.push_back(rendition_of(step));
    if (step.planned.id == "image")
      for (const Json& size : step.record->document.at_or_null("sizes").items()) {
        const StepFile* file = file_named(&*step.record, size.at_or_null("name").string_or(""));
        list.push_back(
            Json::object({{"id", size.at_or_null("name")},
                          {"role", "image"},
                          {"width", size.at_or_null("width")},
                          {"height", size.at_or_null("height")},
                          {"bytes", file != nullptr ? Json(static_cast<long long>(file->artefact.bytes)) : Json()},
                          {"bitrate", Json()},
                          {"codec", size.at_or_null("format")}}));
      }
  }
  return list;
}

/// Timed text: which tracks there are, under which names viewers find them, which are drafts and how far these go.
Json tracks_of(const WorkBuild& build, std::string_view language) {
  Json list = Json::empty_array();
  const OutputFiles outputs = output_files_of(build);
  for (const StepProgress& step : build.steps()) {
    const bool makes_track =
        step.planned.kind == "cue_track" || step.planned.kind == "align" || step.planned.kind == "draft_track";
    if (!step.record || !makes_track) continue;
    const Json& document = step.record->document;
    const bool draft = document.at_or_null("draft").boolean_or(false);
    const TrackName name{document.at_or_null("language").string_or("und"),
                         document.at_or_null("variant").string_or("")};
    Json track = Json::object({{"language", name.language},
                               {"variant", name.variant.empty() ? Json() : Json(name.variant)},
                               {"name", shown_name(name, draft, language)},
                               {"draft", draft},
                               {"cues", document.at_or_null("cues").at_or_null("cues").items().size()},
                               {"files", Json::empty_array()}});
    for (const StepFile& file : step.record->files)
      for (const auto& [path, artefact] : outputs)
        if (artefact == file.artefact && path.find('/') == std::string::npos) track["files"].push_back(path);
    if (draft)
      for (const char* key : {"from", "lines", "suggested"}) track[key] = document.at_or_null(key);
    list.push_back(std::move(track));
  }
  return list;
}

Json step_of(const StepProgress& step) {
  std::uint64_t bytes = 0;
  if (step.record)
    for (const StepFile& file : step.record->files) bytes += file.artefact.bytes;
  const StepKind* kind = find_by_id(step_kinds(), step.planned.kind);
  return Json::object({{"id", step.planned.id},
                       {"kind", step.planned.kind},
                       {"state", step.state == StepState::ran ? "run" : name_of(step.state)},
                       {"seconds", step.record ? step.record->wall_seconds : 0.0},
                       {"cpu_seconds", step.record ? step.record->cpu_seconds : 0.0},
                       {"shares_pass", kind != nullptr && kind->make_sink != nullptr},
                       {"bytes", static_cast<long long>(bytes)},
                       {"key", step.key.hex}});
}

/// Where in valid UTF-8 a code point begins; the end when there are fewer.
std::size_t byte_offset(std::string_view utf8, std::int64_t code_point) {
  std::int64_t seen = -1;
  for (std::size_t i = 0; i < utf8.size(); ++i)
    if ((static_cast<unsigned char>(utf8[i]) & 0xC0U) != 0x80U && ++seen >= code_point) return i;
  return utf8.size();
}

/// The words around a finding, on one line: {"before", "after"}; null when it has no place in a text.
Json context_of(const Json& finding, std::string_view plain) {
  constexpr std::int64_t most = 60;  // code points on either side
  const auto& span = finding.at_or_null("span").items();
  if (span.size() != 2 || plain.empty()) return {};
  const std::int64_t begin = std::max<std::int64_t>(0, span[0].integer_or(0));
  const std::int64_t end = std::max(begin, span[1].integer_or(0));
  const auto one_line = [&](std::int64_t from, std::int64_t to) {
    const std::size_t first = byte_offset(plain, from);
    std::string part(plain.substr(first, byte_offset(plain, to) - first));
    std::replace(part.begin(), part.end(), '\n', ' ');
    return part;
  };
  const bool goes_on = byte_offset(plain, end + most) < plain.size();
  return Json::object({{"before", (begin > most ? "…" : "") + one_line(std::max<std::int64_t>(0, begin - most), begin)},
                       {"after", one_line(end, end + most) + (goes_on ? "…" : "")}});
}

/// The text that a filter's step looked through, of several the one of that place; empty for pictures and sound.
std::string text_looked_at(const WorkBuild& build, std::string_view filter_step, std::string_view place) {
  const StepProgress* step = build.find(filter_step);
  if (step == nullptr || is_inside_a_file(place)) return {};
  std::vector<const Json*> documents{&step->planned.parameters};
  for (const PlannedInput& input : step->planned.inputs)
    if (const StepRecord* record = build.record(input.step)) documents.push_back(&record->document);
  for (const Json* document : documents) {
    for (const Json& label : document->at_or_null("labels").items())
      if (label.at_or_null("place").string_or("") == place) return label.at_or_null("text").string_or("");
    if (const Json& plain = document->at_or_null("plain"); place.empty() && plain.is_string())
      return plain.string_or("");
  }
  return {};
}

/// Lists of words that have expired, by the evidence of a step; of a step that looks at several places, of any.
void add_expired(const Json& evidence, std::set<std::string>& expired) {
  for (const Json& list : evidence.at_or_null("expired").items()) expired.insert(list.string_or(""));
  for (const auto& [place, inner] : evidence.members())
    if (inner.is_object()) add_expired(inner, expired);
}

/// Subtitle tracks whose words nobody could read: "2 (hdmv_pgs_subtitle)".
std::string unread_tracks(const Json& evidence) {
  std::string tracks;
  for (const Json& track : evidence.at_or_null("unread").items())
    if (track.at_or_null("track").is_integer())
      tracks += (tracks.empty() ? "" : ", ") + std::to_string(track.at_or_null("track").integer_or(0)) + " (" +
                track.at_or_null("codec").string_or("") + ")";
  return tracks;
}

/// Tags of a picture that nobody could read: "comment, title".
std::string unread_tags(const Json& evidence) {
  std::string tags;
  for (const Json& tag : evidence.at_or_null("unread").items())
    if (tag.at_or_null("tag").is_string()) tags += (tags.empty() ? "" : ", ") + tag.at_or_null("tag").string_or("");
  return tags;
}

/// What a filter has not looked for though it has looked; null when there is nothing of the kind.
Json not_looked_for(const StepProgress& step, std::string_view language) {
  if (!step.record) return {};
  if (const std::string tracks = unread_tracks(step.record->document.at_or_null("evidence")); !tracks.empty())
    return render({"moderation.tracks_unread", {{"tracks", tracks}}}, language);
  if (const std::string tags = unread_tags(step.record->document.at_or_null("evidence")); !tags.empty())
    return render({"moderation.tags_unread", {{"tags", tags}}}, language);
  std::set<std::string> expired;
  add_expired(step.record->document.at_or_null("evidence"), expired);
  std::string lists;
  for (const std::string& list : expired) lists += (lists.empty() ? "" : ", ") + list;
  return lists.empty() ? Json() : Json(render({"moderation.lists_expired", {{"lists", lists}}}, language));
}

/// Which filters have looked, with what they measured, and which could not.
Json filters_of(const WorkBuild& build, std::string_view language) {
  Json list = Json::empty_array();
  for (const StepProgress& step : build.steps()) {
    if (!step.planned.id.starts_with("filter:")) continue;
    const std::string id = step.planned.parameters.at_or_null("filter").string_or("");
    const std::string rest = step.planned.id.substr(std::min(step.planned.id.size(), 8 + id.size()));
    list.push_back(Json::object({{"id", id},
                                 {"version", step.planned.parameters.at_or_null("version")},
                                 {"about", rest},
                                 {"looked", step.record.has_value()},
                                 {"reason", step.error ? Json(render(*step.error, language)) : Json()},
                                 {"not_looked_for", not_looked_for(step, language)},
                                 {"evidence", step.record ? step.record->document.at_or_null("evidence") : Json()}}));
  }
  for (const FilterNotRun& filter : build.filters_not_run())
    list.push_back(Json::object({{"id", filter.filter},
                                 {"version", Json()},
                                 {"about", ""},
                                 {"looked", false},
                                 {"reason", render(filter.reason, language)},
                                 {"evidence", Json::object({{"not_run", filter.reason.id}})}}));
  return list;
}

/// The verdict and its findings with their messages as texts, each with the step it comes from and the words around it.
void add_judgement(const WorkBuild& build, std::string_view language, Json& work) {
  const StepRecord* judged = build.record("judge");
  work["verdict"] = Json();
  work["findings"] = Json::empty_array();
  work["filters"] = filters_of(build, language);
  const auto verdict = build.verdict();
  if (judged == nullptr || !verdict) return;
  Json shown = verdict->to_json();
  shown["reasons"] = Json::empty_array();
  for (const Reason& reason : verdict->reasons)
    shown["reasons"].push_back(
        Json::object({{"verdict", name_of(reason.verdict)},
                      {"text", render(reason.message, language)},
                      {"finding", reason.finding ? Json(static_cast<long long>(*reason.finding)) : Json()}}));
  work["verdict"] = std::move(shown);
  const Json::Array& sources = judged->document.at_or_null("sources").items();
  const Json::Array& findings = judged->document.at_or_null("findings").items();
  for (std::size_t i = 0; i < findings.size(); ++i) {
    Json finding = findings[i];
    if (const auto message = message_from_json(findings[i].at_or_null("message")); message)
      finding["message"] = render(*message, language);
    const std::string source = i < sources.size() ? sources[i].string_or("") : "";
    finding["source"] = source;
    const std::string place = finding.at_or_null("place").string_or("");
    finding["where"] = place.empty() ? Json() : Json(render(place_message(place), language));
    finding["context"] = context_of(findings[i], text_looked_at(build, source, place));
    work["findings"].push_back(std::move(finding));
  }
}

/// Whether the step looked for personal data, and found some.
bool found_personal_data(const StepProgress& step) {
  return step.record && step.planned.parameters.at_or_null("filter").string_or("") == "pii" &&
         !step.record->document.at_or_null("findings").items().empty();
}

/// Files of words, of texts and subtitles alike, in which personal data was found: it can be masked there.
void offer_masked_files(const WorkBuild& build, Json& offers) {
  for (const StepProgress& step : build.steps()) {
    if (step.planned.kind != "filter_text" || !found_personal_data(step)) continue;
    for (const PlannedInput& input : step.planned.inputs) {
      const StepProgress* words = build.find(input.step);
      if (words == nullptr || words->planned.inputs.empty()) continue;
      // Drafts come of other files, and stand in the report with those.
      const PlannedInput& source = words->planned.inputs.front();
      if (source.artefact) offers.push_back(Json::object({{"for", "pii"}, {"file", source.name}}));
    }
  }
}

/// Words about the work stand in its collection: there it is written that they are to be masked.
void offer_masked_labels(const WorkBuild& build, std::string_view language, Json& offers) {
  if (build.work().masks_words) return;
  std::vector<std::string> places;
  std::string where;
  for (const StepProgress& step : build.steps()) {
    if (step.planned.kind != "filter_labels" || !found_personal_data(step)) continue;
    for (const Json& finding : step.record->document.at_or_null("findings").items()) {
      const std::string place = finding.at_or_null("place").string_or("");
      if (!can_be_masked(place) || std::ranges::find(places, place) != places.end()) continue;
      places.push_back(place);
      where += (where.empty() ? "" : ", ") + render(place_message(place), language);
    }
  }
  if (places.empty()) return;
  offers.push_back(
      Json::object({{"for", "pii"}, {"work", build.work().id}, {"places", json_list(places)}, {"where", where}}));
}

/// What can be done about personal data that was found.
Json mask_offers(const WorkBuild& build, std::string_view language) {
  Json offers = Json::empty_array();
  offer_masked_files(build, offers);
  offer_masked_labels(build, language, offers);
  return offers;
}

/// What a person should look at in the subtitles, among the findings; what was mended stands in the notes.
void add_cue_issues(const WorkBuild& build, std::string_view language, Json& work) {
  for (const StepProgress& step : build.steps()) {
    if (!step.record) continue;
    for (const Json& item : step.record->document.at_or_null("issues").items()) {
      const auto issue = CueIssue::from_json(item);
      if (!issue || issue->fixed) continue;
      work["findings"].push_back(Json::object({{"kind", "cue." + issue->rule},
                                               {"start", item.at_or_null("start")},
                                               {"end", item.at_or_null("end")},
                                               {"severity", "info"},
                                               {"score", 1.0},
                                               {"rule", issue->rule},
                                               {"message", render(issue->message, language)},
                                               {"text", step.planned.id + " " + issue->cue}}));
    }
  }
}

/// Help lines that somebody must look at again, by what the filters were told of the day: nothing is left unread for
/// them, but their numbers are found as those of people.
std::vector<Message> notes_of(const WorkBuild& build) {
  std::set<std::string> expired;
  for (const StepProgress& step : build.steps())
    if (step.record)
      for (const Json& list : step.planned.parameters.at_or_null("expired_help_lines").items())
        expired.insert(list.string_or(""));
  std::string lists;
  for (const std::string& list : expired) lists += (lists.empty() ? "" : ", ") + list;
  std::vector<Message> notes = build.notes();
  if (!lists.empty()) notes.push_back({"moderation.help_lines_expired", {{"lists", lists}}});
  return notes;
}

/// How long the work lasts: subtitles by themselves, until their last cue has ended.
double duration_of(const WorkBuild& build) {
  double seconds = build.facts() ? build.facts()->duration_seconds : 0;
  if (!build.facts() || build.facts()->kind != "text") return seconds;
  for (const StepProgress& step : build.steps()) {
    if (!step.record || step.planned.kind != "cue_track") continue;
    for (const Json& cue : step.record->document.at_or_null("cues").at_or_null("cues").items())
      seconds = std::max(seconds, cue.at_or_null("end").number_or(cue.at_or_null("start").number_or(0)));
  }
  return seconds;
}

}  // namespace

StepCounts count_steps(const std::vector<const WorkBuild*>& works) {
  StepCounts counts;
  for (const WorkBuild* work : works)
    for (const StepProgress& step : work->steps()) {
      if (step.state == StepState::ran) ++counts.run;
      if (step.state == StepState::cached) ++counts.cached;
      if (step.state == StepState::failed) ++counts.failed;
    }
  return counts;
}

Json report_work(const WorkBuild& build, const std::vector<Message>& left_out, const ArtefactStore& store,
                 std::string_view language) {
  Json work = Json::object({{"id", build.work().id},
                            {"title", build.work().title.in(language)},
                            {"kind", build.facts() ? build.facts()->kind : build.work().kind},
                            {"duration", duration_of(build)},
                            {"poster", poster_of(build, store)},
                            {"storyboard", storyboard_of(build, store)},
                            {"waveform", waveform_of(build, store)},
                            {"loudness", loudness_of(build)},
                            {"renditions", renditions_of(build)},
                            {"tracks", tracks_of(build, language)}});
  add_judgement(build, language, work);
  add_cue_issues(build, language, work);
  work["offers"] = mask_offers(build, language);
  work["steps"] = Json::empty_array();
  for (const StepProgress& step : build.steps()) work["steps"].push_back(step_of(step));
  work["notes"] = Json::empty_array();
  for (const Message& note : notes_of(build)) work["notes"].push_back(render(note, language));
  work["left_out"] = Json::empty_array();
  for (const Message& reason : left_out) work["left_out"].push_back(render(reason, language));
  work["review"] = reviews_of(build);
  work["errors"] = Json::empty_array();
  for (const Error& error : build.errors()) work["errors"].push_back(render(error, language));
  return work;
}

}  // namespace integrart
