#include "pipeline/media/still/metadata_words.h"

#include <algorithm>
#include <array>

#include "pipeline/base/text.h"

namespace integrart {
namespace {

struct WrittenKey {
  std::string_view name;  // Exiv2's
  std::string_view key;
};
constexpr auto exif_keys = std::to_array<WrittenKey>({{"Exif.Image.ImageDescription", "description"},
                                                      {"Exif.Image.DocumentName", "title"},
                                                      {"Exif.Image.PageName", "title"},
                                                      {"Exif.Photo.UserComment", "comment"},
                                                      {"Exif.Image.XPTitle", "title"},
                                                      {"Exif.Image.XPSubject", "subject"},
                                                      {"Exif.Image.XPComment", "comment"},
                                                      {"Exif.Image.XPKeywords", "keywords"},
                                                      {"Exif.Image.XPAuthor", "author"},
                                                      {"Exif.Image.Artist", "artist"},
                                                      {"Exif.Image.Copyright", "copyright"}});
constexpr auto iptc_keys = std::to_array<WrittenKey>({{"Iptc.Application2.ObjectName", "title"},
                                                      {"Iptc.Application2.Headline", "headline"},
                                                      {"Iptc.Application2.Caption", "description"},
                                                      {"Iptc.Application2.Keywords", "keywords"},
                                                      {"Iptc.Application2.SpecialInstructions", "instructions"},
                                                      {"Iptc.Application2.Contact", "contact"},
                                                      {"Iptc.Application2.Byline", "artist"},
                                                      {"Iptc.Application2.Credit", "credit"},
                                                      {"Iptc.Application2.Copyright", "copyright"}});
constexpr auto xmp_keys = std::to_array<WrittenKey>({{"Xmp.dc.title", "title"},
                                                     {"Xmp.dc.description", "description"},
                                                     {"Xmp.dc.subject", "keywords"},
                                                     {"Xmp.dc.creator", "artist"},
                                                     {"Xmp.dc.rights", "copyright"},
                                                     {"Xmp.photoshop.Headline", "headline"},
                                                     {"Xmp.photoshop.Instructions", "instructions"},
                                                     {"Xmp.photoshop.Credit", "credit"},
                                                     {"Xmp.xmpRights.UsageTerms", "licence"},
                                                     {"Xmp.xmpRights.WebStatement", "licence"},
                                                     {"Xmp.cc.license", "licence"},
                                                     {"Xmp.exif.UserComment", "comment"},
                                                     {"Xmp.tiff.ImageDescription", "description"},
                                                     {"Xmp.iptc.AltTextAccessibility", "alt"},
                                                     {"Xmp.iptc.ExtDescrAccessibility", "description"},
                                                     {"Xmp.lr.hierarchicalSubject", "keywords"},
                                                     {"Xmp.acdsee.caption", "title"},
                                                     {"Xmp.acdsee.notes", "comment"}});

template <std::size_t count>
std::string_view key_of(std::string_view name, const std::array<WrittenKey, count>& keys) {
  const auto found = std::ranges::find(keys, name, &WrittenKey::name);
  return found == keys.end() ? std::string_view() : found->key;
}

/// What Windows writes: UTF-16, little end first, as a row of bytes.
std::string utf8_of_windows(const Exiv2::Exifdatum& datum) {
  std::string bytes;
  const long most = std::min(datum.count(), static_cast<long>(2 * longest_written_tag));
  for (long i = 0; i < most; ++i) bytes += static_cast<char>(datum.toLong(i) & 0xFF);
  while (bytes.size() >= 2 && bytes.ends_with(std::string_view("\0\0", 2))) bytes.resize(bytes.size() - 2);
  const auto text = decode_text_as(bytes, "UTF-16LE");
  return text ? text->utf8 : display_name(bytes, bytes.size());
}

std::string text_of(const Exiv2::Exifdatum& datum) {
  if (datum.key().starts_with("Exif.Image.XP")) return utf8_of_windows(datum);
  // In front of the words the standard has the name of their encoding, and Exiv2 another notation of it.
  if (const auto* const comment = dynamic_cast<const Exiv2::CommentValue*>(&datum.value())) return comment->comment();
  return datum.toString();
}

void add_xmp(std::string_view key, const Exiv2::Xmpdatum& datum, PictureWords& words) {
  if (const auto* const languages = dynamic_cast<const Exiv2::LangAltValue*>(&datum.value()))
    for (const auto& [language, text] : languages->value_) words.add(key, text);
  else if (const auto* const text = dynamic_cast<const Exiv2::XmpTextValue*>(&datum.value()))
    words.add(key, text->value_);
  else
    for (long i = 0; i < datum.count(); ++i) words.add(key, datum.toString(i));
}

}  // namespace

void add_written_words(const Exiv2::ExifData& exif, const Exiv2::IptcData& iptc, const Exiv2::XmpData& xmp,
                       PictureWords& words) {
  for (const auto& datum : exif)
    if (const std::string_view key = key_of(datum.key(), exif_keys); !key.empty()) words.add(key, text_of(datum));
  for (const auto& datum : iptc)
    if (const std::string_view key = key_of(datum.key(), iptc_keys); !key.empty()) words.add(key, datum.toString());
  for (const auto& datum : xmp)
    if (const std::string_view key = key_of(datum.key(), xmp_keys); !key.empty()) add_xmp(key, datum, words);
}

}  // namespace integrart
