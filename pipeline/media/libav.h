#pragma once
// Owners of libav objects and its errors as ours. Private to pipeline/media: no other folder may include it.

#include <memory>
#include <string>
#include <string_view>

#include "pipeline/base/result.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/frame.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
}

namespace integrart::libav {

/// Deleter for the libav functions that take the address of the pointer and clear it.
template <class T, void (*Free)(T**)>
struct FreeByAddress {
  void operator()(T* object) const { Free(&object); }
};
struct CloseOutput {
  void operator()(AVFormatContext* context) const {
    if (context->pb != nullptr && (context->oformat->flags & AVFMT_NOFILE) == 0) avio_closep(&context->pb);
    avformat_free_context(context);
  }
};
struct FreeDictionary {
  void operator()(AVDictionary* dictionary) const { av_dict_free(&dictionary); }
};

using Frame = std::unique_ptr<AVFrame, FreeByAddress<AVFrame, av_frame_free>>;
using Packet = std::unique_ptr<AVPacket, FreeByAddress<AVPacket, av_packet_free>>;
using CodecContext = std::unique_ptr<AVCodecContext, FreeByAddress<AVCodecContext, avcodec_free_context>>;
using InputContext = std::unique_ptr<AVFormatContext, FreeByAddress<AVFormatContext, avformat_close_input>>;
using OutputContext = std::unique_ptr<AVFormatContext, CloseOutput>;
using Resampler = std::unique_ptr<SwrContext, FreeByAddress<SwrContext, swr_free>>;
using Dictionary = std::unique_ptr<AVDictionary, FreeDictionary>;

/// libav's own words for a negative return value.
inline std::string text_of(int error) {
  char text[AV_ERROR_MAX_STRING_SIZE]{};
  av_strerror(error, text, sizeof text);
  return text;
}

/// The Errc that a negative return value of libav stands for.
inline Errc errc_of(int error) {
  switch (error) {
    case AVERROR(ENOMEM):
      return Errc::limit_exceeded;
    case AVERROR(ENOSPC):
      return Errc::unavailable;
    case AVERROR_EXIT:
      return Errc::cancelled;
    case AVERROR_INVALIDDATA:
      return Errc::corrupt_media;
    case AVERROR_DECODER_NOT_FOUND:
    case AVERROR_ENCODER_NOT_FOUND:
    case AVERROR_DEMUXER_NOT_FOUND:
    case AVERROR_MUXER_NOT_FOUND:
    case AVERROR(ENOSYS):
      return Errc::unsupported;
    default:
      return Errc::internal;
  }
}

/// `TRY(check(avcodec_send_frame(...), "media.encoder_failed"))`: the message gets libav's reason as {reason}.
[[nodiscard]] inline Result<> check(int value, std::string_view message_id,
                                    std::source_location where = std::source_location::current()) {
  if (value >= 0) return {};
  return fail(errc_of(value), message_id, {{"reason", text_of(value)}}, where);
}
/// The same for functions that return null when memory has run out.
template <class Owner>
[[nodiscard]] Result<Owner> check_allocated(Owner owner, std::source_location where = std::source_location::current()) {
  if (owner == nullptr) return fail(Errc::limit_exceeded, "media.out_of_memory", {}, where);
  return owner;
}

}  // namespace integrart::libav
