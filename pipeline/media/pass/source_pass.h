#pragma once
// Demuxing and decoding of one source into a fan-out. Private to pipeline/media.

#include <functional>
#include <memory>
#include <optional>

#include "pipeline/media/decode_pass.h"
#include "pipeline/media/pass/fan_out.h"
#include "pipeline/media/pass/timeline.h"
#include "pipeline/media/picture/flash_softener.h"
#include "pipeline/media/picture/upright.h"
#include "pipeline/media/source/media_source.h"

namespace integrart {

/// A stream of the source with its decoder.
struct Track {
  AVStream* stream = nullptr;
  libav::CodecContext decoder;
  std::int64_t damaged_packets = 0;
  bool ends_damaged = false;  // nothing was decoded after the last of them

  void count_damaged_packet() {
    ++damaged_packets;
    ends_damaged = true;
  }
};

/// Everything that one pass over a source keeps while it runs. Used once, by one thread.
class SourcePass {
 public:
  SourcePass(MediaSource source, const SourceFacts& facts, const DecodePassOptions& options)
      : m_source(std::move(source)), m_facts(facts), m_options(options) {}

  /// Pictures that are made instead of decoded: `video` describes them, `make` pushes them all and gives the end.
  struct MadePictures {
    VideoFacts video;
    std::function<Result<MediaTime>(FanOut&)> make;
  };
  void set_made_pictures(MadePictures pictures) { m_made = std::move(pictures); }

  Result<DecodePassResult> run(std::vector<std::unique_ptr<FrameSink>> sinks);

 private:
  Result<std::optional<Track>> open_track(int stream_index, AVMediaType type);
  Result<> open_tracks();
  void discard_other_streams();
  UprightPictures::Target target() const;
  Result<> read_all_packets();
  Result<> decode(Track& track, const AVPacket* packet);
  Result<> take(Track& track, libav::Frame frame);
  Result<> take_picture(libav::Frame picture);
  Result<> take_upright(libav::Frame picture);
  Result<> take_sound(libav::Frame sound);
  Result<> check_length(MediaTime time) const;
  Result<> check_interruptions();
  void report_progress();
  bool is_cut_short() const;
  void note_damage();

  MediaSource m_source;
  SourceFacts m_facts;
  const DecodePassOptions& m_options;
  std::optional<Track> m_video;
  std::optional<Track> m_audio;
  std::optional<MediaClock> m_video_clock;
  std::optional<MediaClock> m_audio_clock;
  std::unique_ptr<UprightPictures> m_upright;
  std::unique_ptr<FanOut> m_fan_out;
  std::optional<MadePictures> m_made;
  std::optional<FlashSoftener> m_softener;
  DecodePassResult m_result;

  std::optional<MediaTime> m_last_picture;
  MediaTime m_video_end;
  MediaTime m_usual_length{1, {1, 25}};
  std::int64_t m_misplaced_pictures = 0;
  std::int64_t m_sound_blocks = 0;
  double m_audio_end = 0;
  double m_reported = 0;
  bool m_cut_short = false;
};

}  // namespace integrart
