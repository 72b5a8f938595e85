#include "pipeline/speech/reference_voice.h"

#include <espeak-ng/speak_lib.h>

#include <algorithm>
#include <mutex>
#include <set>

#include "pipeline/base/text.h"

namespace integrart {

namespace {

constexpr std::size_t most_code_points = 1000;
constexpr int most_seconds = 600;  // of one line: numbers and abbreviations are read long

/// What the callback fills while `espeak_Synth` runs.
struct Hearing {
  std::vector<float> samples;
  std::vector<SpokenLine::Word> words;
  std::size_t most_samples = 0;
};

int hear(short* sound, int count, espeak_EVENT* events) {
  if (events == nullptr) return 0;
  auto* hearing = static_cast<Hearing*>(events->user_data);
  if (hearing == nullptr) return 0;
  for (const espeak_EVENT* event = events; event->type != espeakEVENT_LIST_TERMINATED; ++event) {
    if (event->type != espeakEVENT_WORD || event->text_position < 1 || event->length < 0) continue;
    SpokenLine::Word word;
    word.begin = static_cast<std::size_t>(event->text_position - 1);
    word.end = word.begin + static_cast<std::size_t>(event->length);
    word.second = event->audio_position / 1000.0;
    hearing->words.push_back(word);
  }
  if (sound == nullptr || count <= 0) return 0;
  for (int i = 0; i < count; ++i) hearing->samples.push_back(static_cast<float>(sound[i]) / 32768);
  return hearing->samples.size() > hearing->most_samples ? 1 : 0;
}

/// Language codes of the installed voices; each list entry is a priority byte and a text.
std::set<std::string> known_languages() {
  std::set<std::string> languages;
  const espeak_VOICE** voices = espeak_ListVoices(nullptr);
  if (voices == nullptr) return languages;
  for (; *voices != nullptr; ++voices) {
    // Files in mb/ need another program, those in !v/ are variants.
    const std::string_view file = (*voices)->identifier != nullptr ? (*voices)->identifier : "";
    if (file.starts_with("mb/") || file.starts_with("!v/")) continue;
    for (const char* entry = (*voices)->languages; entry != nullptr && *entry != '\0';) {
      const std::string language(entry + 1);
      entry += 2 + language.size();
      languages.insert(language);
    }
  }
  return languages;
}

std::string in_lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

/// The library has one state for the whole process, and cannot be started a second time once it was ended (1.51 then
/// waits for ever): it is started when first needed and stays.
struct Library {
  std::mutex lock;
  bool started = false;
  int sample_rate = 0;
  std::set<std::string> languages;
};
Library& library() {
  static Library only;
  return only;
}

}  // namespace

struct ReferenceVoice::State {
  explicit State(Library& owned) : lock(owned.lock), owner(owned) {}

  std::unique_lock<std::mutex> lock;
  Library& owner;
};

ReferenceVoice::ReferenceVoice(std::unique_ptr<State> state) : m_state(std::move(state)) {}
ReferenceVoice::ReferenceVoice(ReferenceVoice&&) noexcept = default;
ReferenceVoice::~ReferenceVoice() = default;

Result<ReferenceVoice> ReferenceVoice::create() {
  auto state = std::make_unique<State>(library());
  Library& owner = state->owner;
  if (!owner.started) {
    owner.sample_rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, nullptr, espeakINITIALIZE_DONT_EXIT);
    owner.started = true;
    if (owner.sample_rate > 0) owner.languages = known_languages();
  }
  if (owner.sample_rate <= 0) return fail(Errc::unavailable, "speech.voices_unreadable");
  espeak_SetSynthCallback(hear);
  return ReferenceVoice(std::move(state));
}

Result<std::string> ReferenceVoice::voice_for(const LanguageTag& language) const {
  std::vector<std::string> wanted{in_lower_case(language.text()), language.primary()};
  if (language.primary() == "nn") wanted.emplace_back("nb");
  for (const std::string& name : wanted)
    if (m_state->owner.languages.contains(name)) return name;
  std::string list;
  for (const std::string& known : m_state->owner.languages)
    if (known.find('-') == std::string::npos) list += (list.empty() ? "" : ", ") + known;
  return fail(Errc::unsupported, "speech.voice_unknown", {{"language", language.text()}, {"known", list}});
}

int ReferenceVoice::sample_rate() const {
  return m_state->owner.sample_rate;
}

std::string ReferenceVoice::version() {
  const char* data_path = nullptr;
  const char* version = espeak_Info(&data_path);
  return version != nullptr ? version : "";
}

Result<SpokenLine> ReferenceVoice::read(std::string_view text, const std::string& voice, int words_per_minute) {
  if (code_point_count(text) > most_code_points)
    return fail(Errc::limit_exceeded, "speech.line_too_long", {{"most", static_cast<std::int64_t>(most_code_points)}});
  // Chosen anew for every line: what the line before left behind must not colour this one.
  if (espeak_SetVoiceByName(voice.c_str()) != EE_OK)
    return fail(Errc::unsupported, "speech.voice_failed", {{"voice", voice}});
  espeak_SetParameter(espeakRATE, std::clamp(words_per_minute, espeakRATE_MINIMUM, espeakRATE_MAXIMUM), 0);
  const std::string terminated(text);
  Hearing hearing;
  hearing.most_samples = static_cast<std::size_t>(m_state->owner.sample_rate) * most_seconds;
  const espeak_ERROR done = espeak_Synth(terminated.c_str(), terminated.size() + 1, 0, POS_CHARACTER, 0,
                                         espeakCHARS_UTF8 | espeakENDPAUSE, nullptr, &hearing);
  espeak_Synchronize();
  if (done != EE_OK) return fail(Errc::internal, "speech.voice_failed", {{"voice", voice}});
  if (hearing.samples.size() > hearing.most_samples)
    return fail(Errc::limit_exceeded, "speech.line_too_long", {{"most", static_cast<std::int64_t>(most_code_points)}});
  SpokenLine line;
  line.samples = std::move(hearing.samples);
  line.words = std::move(hearing.words);
  return line;
}

}  // namespace integrart
