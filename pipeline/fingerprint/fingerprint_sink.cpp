#include "pipeline/fingerprint/fingerprint_sink.h"

#include <algorithm>
#include <cmath>

#include "pipeline/fingerprint/plain_edges.h"
#include "pipeline/media/frame.h"

namespace integrart {

namespace {

/// As of filters, so that all look at one scaled picture; PDQ looks at 64 x 64 points in the end.
constexpr int longest_side = 256;
constexpr double seconds_per_picture = 0.25;
constexpr double most_pictures = 7200;
/// Every second one is looked at in other framings too.
constexpr std::size_t pictures_per_reframed = 2;
/// Of a picture that has a hash.
constexpr int least_side = 5;
/// A sound that was made faster or slower is so from its begin.
constexpr std::int64_t replayed_samples = 600LL * print_sample_rate;

class FilmHasher {
 public:
  FilmHasher(const VideoFacts& video, double duration_seconds)
      : m_needs(needs_within(video, longest_side, PixelLayout::bgr24, 0)),
        m_interval(std::max(seconds_per_picture, duration_seconds / most_pictures)) {}

  const VideoNeeds& needs() const { return m_needs; }

  void look(const VideoFrame& frame) {
    const double time = frame.time.seconds();
    if (time < m_next || m_whole.size() >= static_cast<std::size_t>(most_pictures)) return;
    m_next = std::max(m_next + m_interval, time);
    const PictureView& view = frame.picture;
    const Luma luma = luma_of({view.width, view.height, 3, true, view.strides[0], view.planes[0]});
    if (luma.width < least_side || luma.height < least_side) {
      m_whole.push_back({time, {}, 0});
      return;
    }
    const SmoothPicture smooth(luma);
    m_whole.push_back(hashed(PdqSpectrum(smooth.points()), time));
    const auto inside = inside_borders(luma);
    m_inside.push_back(inside ? hashed(spectrum_of(smooth, part_of(*inside, luma)), time) : m_whole.back());
    m_has_borders = m_has_borders || inside.has_value();
    if (m_whole.size() % pictures_per_reframed == 1) look_in_other_framings(luma, smooth, inside, time);
  }

  void give_to(Fingerprint& fingerprint) {
    fingerprint.film = std::move(m_whole);
    if (m_has_borders) fingerprint.film_inside = std::move(m_inside);
    for (ReframedFilm& reframed : m_reframed)
      if (!reframed.framing.is_found() || m_has_captions) fingerprint.film_reframed.push_back(std::move(reframed));
  }

 private:
  static FrameHash hashed(const PdqSpectrum& spectrum, double time) {
    const Pdq pdq = spectrum.hash();
    return {time, pdq.hash, pdq.quality};
  }

  static std::vector<ReframedFilm> no_pictures_yet() {
    std::vector<ReframedFilm> films{{{FramingKind::between_captions, 0}, {}}, {{FramingKind::under_captions, 0}, {}}};
    for (const Framing& framing : tried_on_films()) films.push_back({framing, {}});
    return films;
  }

  /// A picture without a band stands among those with one as it is, so that words may come and go.
  void look_in_other_framings(const Luma& luma, const SmoothPicture& smooth, const std::optional<Area>& inside,
                              double time) {
    const std::vector<Area> between = inside_captions(luma);
    const std::optional<Area> bare = between.empty() ? inside : between.front();
    m_has_captions = m_has_captions || !between.empty();
    for (ReframedFilm& reframed : m_reframed) {
      FrameHash frame = m_whole.back();
      if (!reframed.framing.is_found())
        frame = hashed(spectrum_of(smooth, reframed.framing), time);
      else if (bare && reframed.framing.kind == FramingKind::between_captions)
        frame = hashed(spectrum_of(smooth, part_of(*bare, luma)), time);
      else if (bare)
        frame = hashed(PdqSpectrum(smooth.points({}, part_of(*bare, luma))), time);
      reframed.frames.push_back(frame);
    }
  }

  VideoNeeds m_needs;
  double m_interval;
  double m_next = 0;
  bool m_has_borders = false;
  std::vector<FrameHash> m_whole;
  std::vector<FrameHash> m_inside;
  bool m_has_captions = false;
  std::vector<ReframedFilm> m_reframed = no_pictures_yet();
};

class SoundHasher {
 public:
  static Result<SoundHasher> create() {
    SoundHasher hasher;
    TRY_ASSIGN(SoundPrinter as_it_is, SoundPrinter::create());
    hasher.m_printers.push_back(std::move(as_it_is));
    for (const double speed : replay_speeds) {
      TRY_ASSIGN(SoundPrinter replayed, SoundPrinter::create(speed));
      hasher.m_printers.push_back(std::move(replayed));
    }
    return hasher;
  }

  Result<> hear(const AudioBlock& block) {
    m_samples.clear();
    for (const float sample : block.samples)
      m_samples.push_back(static_cast<std::int16_t>(std::lround(std::clamp(sample, -1.0F, 1.0F) * 32767.0F)));
    for (std::size_t i = 0; i < m_printers.size(); ++i)
      if (i == 0 || block.first_frame < replayed_samples) TRY(m_printers[i].hear(m_samples));
    return {};
  }

  Result<> give_to(Fingerprint& fingerprint) {
    TRY_ASSIGN(fingerprint.sound.items, m_printers.front().finish());
    if (fingerprint.sound_comparable() != Comparable::yes) return {};
    for (std::size_t i = 0; i < replay_speeds.size(); ++i) {
      TRY_ASSIGN(SoundItems items, m_printers[i + 1].finish());
      fingerprint.sound.replayed.push_back({replay_speeds.at(i), std::move(items)});
    }
    return {};
  }

 private:
  SoundHasher() = default;

  std::vector<SoundPrinter> m_printers;  // as it is, then at replay_speeds
  std::vector<std::int16_t> m_samples;
};

class FingerprintSink final : public FrameSink {
 public:
  FingerprintSink(std::optional<FilmHasher> film, std::optional<SoundHasher> sound)
      : m_film(std::move(film)), m_sound(std::move(sound)) {}

  FrameNeeds needs() const override {
    FrameNeeds needs;
    if (m_film) needs.video = m_film->needs();
    if (m_sound) needs.audio = AudioNeeds{.track = 0, .sample_rate = print_sample_rate, .channels = 1};
    return needs;
  }
  Result<> consume(const VideoFrame& frame) override {
    m_film->look(frame);
    return {};
  }
  Result<> consume(const AudioBlock& block) override { return m_sound->hear(block); }
  Result<StepOutput> finish() override {
    Fingerprint fingerprint;
    if (m_film) m_film->give_to(fingerprint);
    if (m_sound) TRY(m_sound->give_to(fingerprint));
    StepOutput output;
    output.document = fingerprint.to_json();
    return output;
  }

 private:
  std::optional<FilmHasher> m_film;
  std::optional<SoundHasher> m_sound;
};

}  // namespace

Result<std::unique_ptr<FrameSink>> make_fingerprint_sink(const SourceFacts& facts) {
  if (!facts.video && facts.audio.empty()) return fail(Errc::invalid_input, "fingerprint.nothing_to_hash");
  std::optional<FilmHasher> film;
  if (facts.video) film.emplace(*facts.video, facts.duration_seconds);
  std::optional<SoundHasher> sound;
  if (!facts.audio.empty()) {
    TRY_ASSIGN(SoundHasher created, SoundHasher::create());
    sound.emplace(std::move(created));
  }
  return std::make_unique<FingerprintSink>(std::move(film), std::move(sound));
}

}  // namespace integrart
