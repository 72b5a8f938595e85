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
    // Action cameras and phones record positions as a track of their own.
    const std::uint32_t tag = stream.codecpar->codec_tag;
    if (tag == MKTAG('c', 'a', 'm', 'm') || tag == MKTAG('g', 'p', 'm', 'd')) facts.location = true;
  }
  return facts;
}

}  // namespace integrart
