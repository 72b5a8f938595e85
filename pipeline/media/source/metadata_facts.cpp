#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

#include "pipeline/media/source/stream_facts.h"

namespace integrart {
namespace {

struct MetadataClass {
  std::string_view part;  // of the lower-case key
  bool MetadataFacts::*present;
};

// Keys as libav's demuxers give them: QuickTime user data and item lists, ID3, Vorbis comments, Matroska tags, RIFF.
constexpr auto classes = std::to_array<MetadataClass>({
    {"location", &MetadataFacts::location},
    {"gps", &MetadataFacts::location},
    {"xyz", &MetadataFacts::location},
    {"loci", &MetadataFacts::location},
    {"latitude", &MetadataFacts::location},
    {"make", &MetadataFacts::device},
    {"model", &MetadataFacts::device},
    {"quicktime.software", &MetadataFacts::device},
    {"android", &MetadataFacts::device},
    {"camera", &MetadataFacts::device},
    {"device", &MetadataFacts::device},
    {"serial", &MetadataFacts::device},
    {"owner", &MetadataFacts::person},
    {"account_id", &MetadataFacts::person},
    {"person", &MetadataFacts::person},
    {"performer", &MetadataFacts::credit},
    {"artist", &MetadataFacts::credit},
    {"author", &MetadataFacts::credit},
    {"composer", &MetadataFacts::credit},
    {"credit", &MetadataFacts::credit},
    {"creation_time", &MetadataFacts::creation_time},
    {"creationdate", &MetadataFacts::creation_time},
    {"date", &MetadataFacts::creation_time},
    {"licen", &MetadataFacts::licence},
    {"copyright", &MetadataFacts::licence},
});

/// What programs call their tracks by themselves (in lower case). Any other name was given by a device or a person.
constexpr auto usual_handlers = std::to_array<std::string_view>({"",
                                                                 "videohandler",
                                                                 "videohandle",
                                                                 "soundhandler",
                                                                 "soundhandle",
                                                                 "subtitlehandler",
                                                                 "datahandler",
                                                                 "texthandler",
                                                                 "timecodehandler",
                                                                 "closedcaptionhandler",
                                                                 "core media video",
                                                                 "core media audio",
                                                                 "core media metadata",
                                                                 "core media text",
                                                                 "core media data handler",
                                                                 "core media time code",
                                                                 "apple video media handler",
                                                                 "apple sound media handler",
                                                                 "apple text media handler",
                                                                 "apple alias data handler",
                                                                 "time code media handler",
                                                                 "video media handler",
                                                                 "sound media handler",
                                                                 "text media handler",
                                                                 "linear pcm",
                                                                 "video",
                                                                 "audio",
                                                                 "sound",
                                                                 "text",
                                                                 "stereo",
                                                                 "mono",
                                                                 "surround"});
/// The same with a version or a date after it.
constexpr auto usual_beginnings =
    std::to_array<std::string_view>({"iso media file produced by google", "iso media", "gpac iso", "gpac mpeg-4",
                                     "mainconcept", "l-smash", "bento4", "vimeo artax", "twitter-vork muxer"});

bool is_usual_handler(std::string_view written) {
  // QuickTime counts the letters before the name; a reader may take the count for one.
  std::string name;
  for (const char letter : written)
    if (static_cast<unsigned char>(letter) >= 0x20)
      name += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  while (name.ends_with(' ')) name.pop_back();
  if (name.starts_with('?')) name.erase(0, 1);
  return std::ranges::find(usual_handlers, name) != usual_handlers.end() ||
         std::ranges::any_of(usual_beginnings, [&](std::string_view begin) { return name.starts_with(begin); });
}

void look_at_handler(const AVStream& stream, MetadataFacts& facts) {
  const AVDictionaryEntry* handler = av_dict_get(stream.metadata, "handler_name", nullptr, 0);
  if (handler != nullptr && !is_usual_handler(handler->value)) facts.device = true;
}

void look_at(const AVDictionary* dictionary, MetadataFacts& facts) {
  const AVDictionaryEntry* entry = nullptr;
  while ((entry = av_dict_get(dictionary, "", entry, AV_DICT_IGNORE_SUFFIX)) != nullptr) {
    std::string key = entry->key;
    std::transform(key.begin(), key.end(), key.begin(), [](unsigned char letter) { return std::tolower(letter); });
    for (const MetadataClass& known : classes)
      if (key.find(known.part) != std::string::npos) facts.*known.present = true;
  }
}

}  // namespace

MetadataFacts metadata_facts(const AVFormatContext& context) {
  MetadataFacts facts;
  look_at(context.metadata, facts);
  for (unsigned index = 0; index < context.nb_streams; ++index) {
    const AVStream& stream = *context.streams[index];
    look_at(stream.metadata, facts);
    look_at_handler(stream, facts);
    // Action cameras and phones record positions as a track of their own.
    const std::uint32_t tag = stream.codecpar->codec_tag;
    if (tag == MKTAG('c', 'a', 'm', 'm') || tag == MKTAG('g', 'p', 'm', 'd')) facts.location = true;
    // What Apple's and Sony's cameras write about themselves while they record.
    if (tag == MKTAG('m', 'e', 'b', 'x') || tag == MKTAG('r', 't', 'm', 'd')) facts.device = true;
  }
  return facts;
}

}  // namespace integrart
