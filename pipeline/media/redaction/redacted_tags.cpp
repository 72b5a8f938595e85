#include "pipeline/media/redaction/redacted_tags.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace integrart {

namespace {

struct KeptTag {
  std::string_view part;  // of the lower-case key, without what stands before its last dot
  const char* name;       // under which it is written
};

// In the order of preference: the first that is there gives the value.
constexpr auto kept_tags = std::to_array<KeptTag>({{"title", "title"},
                                                   {"artist", "artist"},
                                                   {"author", "artist"},
                                                   {"performer", "artist"},
                                                   {"credit", "artist"},
                                                   {"composer", "composer"},
                                                   {"copyright", "copyright"},
                                                   {"licen", "copyright"}});

/// "com.apple.quicktime.author" is "author".
std::string short_name(std::string_view key) {
  key = key.substr(key.rfind('.') == std::string_view::npos ? 0 : key.rfind('.') + 1);
  std::string name(key);
  std::ranges::transform(name, name.begin(), [](unsigned char letter) { return std::tolower(letter); });
  return name;
}

}  // namespace

libav::Dictionary tags_to_keep(const AVDictionary* tags) {
  AVDictionary* keep = nullptr;
  for (const KeptTag& tag : kept_tags) {
    const AVDictionaryEntry* entry = nullptr;
    while ((entry = av_dict_get(tags, "", entry, AV_DICT_IGNORE_SUFFIX)) != nullptr)
      if (short_name(entry->key).starts_with(tag.part))
        av_dict_set(&keep, tag.name, entry->value, AV_DICT_DONT_OVERWRITE);
  }
  return libav::Dictionary(keep);
}

}  // namespace integrart
