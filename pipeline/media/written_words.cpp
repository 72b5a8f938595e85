#include "pipeline/media/written_words.h"

#include <algorithm>
#include <array>

#include "pipeline/base/text.h"
#include "pipeline/media/embedded/text_kind.h"
#include "pipeline/media/source/media_source.h"

namespace integrart {

namespace {

// As libav's demuxers call them: QuickTime, ID3, Vorbis comments, Matroska tags, RIFF.
constexpr auto read_keys = std::to_array<std::string_view>(
    {"title", "subtitle", "album", "grouping", "show", "comment", "description", "synopsis", "summary", "abstract",
     "keywords", "lyrics", "unsyncedlyrics", "information", "disclaimer", "warning", "title_sort", "sort_name"});
constexpr auto credit_keys = std::to_array<std::string_view>(
    {"artist", "album_artist", "author", "composer", "performer", "lyricist", "writer", "director", "producer",
     "publisher", "arranger", "conductor", "credit", "credits", "creator", "copyright", "license", "licence"});

constexpr unsigned most_chapters = 1000;

template <std::size_t count>
bool is_among(std::string_view key, const std::array<std::string_view, count>& keys) {
  return std::ranges::find(keys, key) != keys.end();
}

/// Of any encoding; damaged letters are no reason to leave the others unread.
std::string as_utf8(std::string_view bytes) {
  if (is_valid_utf8(bytes)) return std::string(bytes);
  const auto decoded = decode_text(bytes);
  return decoded ? decoded->utf8 : display_name(bytes, bytes.size());
}

void add_tags(const AVDictionary* dictionary, std::vector<WrittenTag>& tags) {
  const AVDictionaryEntry* entry = nullptr;
  while ((entry = av_dict_get(dictionary, "", entry, AV_DICT_IGNORE_SUFFIX)) != nullptr) {
    WrittenTag tag{written_key(entry->key), as_utf8(entry->value)};
    const bool is_there = std::ranges::any_of(
        tags, [&](const WrittenTag& other) { return other.key == tag.key && other.text == tag.text; });
    if (!tag.key.empty() && !tag.text.empty() && !is_there) tags.push_back(std::move(tag));
  }
}

std::string title_of(const AVChapter& chapter) {
  const AVDictionaryEntry* const title = av_dict_get(chapter.metadata, "title", nullptr, 0);
  return title == nullptr ? std::string() : std::string(title->value);
}

Result<std::vector<WrittenChapter>> chapters_of(const MediaSource& source) {
  const AVFormatContext& context = source.context();
  std::vector<WrittenChapter> chapters;
  std::size_t bytes = 0;
  for (unsigned i = 0; i < context.nb_chapters; ++i) {
    const AVChapter& chapter = *context.chapters[i];
    WrittenChapter written{i + 1, as_utf8(title_of(chapter)),
                           static_cast<double>(chapter.start) * av_q2d(chapter.time_base),
                           static_cast<double>(chapter.end) * av_q2d(chapter.time_base)};
    bytes += written.title.size();
    if (i >= most_chapters || bytes > static_cast<std::size_t>(source.limits().metadata_bytes))
      return fail(Errc::limit_exceeded, "media.too_much_metadata", {{"file", source.name()}});
    if (!written.title.empty()) chapters.push_back(std::move(written));
  }
  return chapters;
}

std::vector<SubtitleTrack> subtitles_of(const AVFormatContext& context) {
  std::vector<SubtitleTrack> tracks;
  int texts = 0;
  for (unsigned i = 0; i < context.nb_streams; ++i) {
    const AVCodecParameters& codec = *context.streams[i]->codecpar;
    if (const auto kind = text_kind_of(codec))
      tracks.push_back({text_codec_name(codec, *kind), ++texts});
    else if (codec.codec_type == AVMEDIA_TYPE_SUBTITLE)
      tracks.push_back({avcodec_get_name(codec.codec_id), 0});
  }
  return tracks;
}

}  // namespace

std::string written_key(std::string_view key) {
  if (constexpr std::string_view maker = "com.apple.quicktime."; key.starts_with(maker))
    key.remove_prefix(maker.size());
  key = key.substr(0, key.find('-'));  // a language behind it: "lyrics-eng", "TITLE-ukr"
  std::string small(key);
  std::ranges::transform(small, small.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return is_among(small, read_keys) || is_among(small, credit_keys) ? small : std::string();
}

bool is_credit_key(std::string_view key) {
  return is_among(key, credit_keys);
}

Result<WrittenWords> read_written_words(const InputFile& file, const MediaLimits& limits) {
  TRY_ASSIGN(const MediaSource source, MediaSource::open(file, limits));
  const AVFormatContext& context = source.context();
  WrittenWords words;
  add_tags(context.metadata, words.tags);
  for (unsigned i = 0; i < context.nb_streams; ++i) add_tags(context.streams[i]->metadata, words.tags);
  std::size_t bytes = 0;
  for (const WrittenTag& tag : words.tags) bytes += tag.text.size();
  if (words.tags.size() > static_cast<std::size_t>(limits.metadata_entries) ||
      bytes > 3 * static_cast<std::size_t>(limits.metadata_bytes))  // in UTF-8 they may be longer
    return fail(Errc::limit_exceeded, "media.too_much_metadata", {{"file", source.name()}});
  TRY_ASSIGN(words.chapters, chapters_of(source));
  words.subtitles = subtitles_of(context);
  return words;
}

}  // namespace integrart
