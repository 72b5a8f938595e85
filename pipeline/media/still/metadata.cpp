#include "pipeline/media/still/metadata.h"

#include <algorithm>
#include <array>
#include <exiv2/exiv2.hpp>
#include <mutex>

#include "pipeline/base/text.h"
#include "pipeline/media/still/bytes.h"
#include "pipeline/media/still/metadata_words.h"
#include "pipeline/media/still/written_text.h"

namespace integrart {
namespace {

constexpr std::size_t longest_credit = 500;  // bytes of one field

bool contains_any(std::string_view key, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return key.find(word) != std::string_view::npos; });
}

/// Cuts at most `most` bytes, never inside a code point.
std::string cut_utf8(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  text.resize(most);
  return text;
}

/// U+FFFE and U+FFFF may stand in no XML document (XML 1.0, production 2), and so in no XMP.
void drop_what_xml_forbids(std::string& text) {
  for (const std::string_view sign : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"})
    for (std::size_t at = text.find(sign); at != std::string::npos; at = text.find(sign, at))
      text.erase(at, sign.size());
}

/// Hostile text made fit to be written again: UTF-8, one line, no control characters, bounded.
std::string clean_credit(std::string text) {
  if (!is_valid_utf8(text)) {
    const auto decoded = decode_text(text);
    if (!decoded) return {};
    text = decoded->utf8;
  }
  drop_what_xml_forbids(text);
  std::string clean;
  for (const char c : text) {
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    if (control && (clean.empty() || clean.back() == ' ')) continue;
    clean += control ? ' ' : c;
  }
  clean.erase(0, std::min(clean.find_first_not_of(' '), clean.size()));
  clean = cut_utf8(std::move(clean), longest_credit);
  while (clean.ends_with(' ')) clean.pop_back();
  return clean;
}

std::string clean_url(const std::string& text) {
  const std::string url = clean_credit(text);
  const bool web = url.starts_with("https://") || url.starts_with("http://");
  return web && url.find_first_of(" \"<>") == std::string::npos ? url : std::string();
}

void note_exif_class(std::string_view key, MetadataFacts& classes) {
  if (key.starts_with("Exif.GPSInfo.") && key != "Exif.GPSInfo.GPSVersionID") classes.location = true;
  if (key == "Exif.Image.GPSTag") classes.location = true;
  if (contains_any(key, {".Make", ".Model", "SerialNumber", "Lens", "MakerNote", "Software", "UniqueCameraModel"}) ||
      !contains_any(key, {"Exif.Image.", "Exif.Photo.", "Exif.GPSInfo.", "Exif.Iop.", "Exif.Thumbnail."}))
    classes.device = true;  // groups other than the standard ones are maker notes
  if (contains_any(key, {"OwnerName", "XPAuthor"})) classes.person = true;
  if (contains_any(key, {"DateTime", "OffsetTime", "SubSecTime"})) classes.creation_time = true;
}

void note_iptc_class(std::string_view key, MetadataFacts& classes) {
  if (contains_any(key, {"City", "SubLocation", "ProvinceState", "CountryCode", "CountryName", "Location"}))
    classes.location = true;
  if (contains_any(key, {"Program"})) classes.device = true;
  if (contains_any(key, {"DateCreated", "TimeCreated", "Digitization"})) classes.creation_time = true;
  if (contains_any(key, {"Contact", "Writer"})) classes.person = true;
}

void note_xmp_class(std::string_view key, MetadataFacts& classes) {
  if (contains_any(key, {"GPS", "Location", ".City", ".State", ".Country", "Geo"})) classes.location = true;
  if (contains_any(key,
                   {".Make", ".Model", "SerialNumber", ".Lens", "CreatorTool", "Software", "InstanceID", "DocumentID"}))
    classes.device = true;
  if (contains_any(key, {"Region", "Person", "OwnerName", "CreatorContactInfo"})) classes.person = true;
  if (contains_any(key, {"CreateDate", "ModifyDate", "MetadataDate", "DateCreated", "DateTime"}))
    classes.creation_time = true;
}

/// The first value of `key` that is not empty. Exiv2 gives alternatives in languages as `lang="x-default" text`.
template <class Data>
std::string value_of(const Data& data, std::string_view key) {
  for (const auto& datum : data) {
    if (datum.key() != key) continue;
    if constexpr (std::is_same_v<Data, Exiv2::XmpData>) {
      // Exiv2 writes the kind of a structure in front of its text (`type="Struct"`): that is no credit.
      if (const auto* const text = dynamic_cast<const Exiv2::XmpTextValue*>(&datum.value())) return text->value_;
      if (const auto* const texts = dynamic_cast<const Exiv2::LangAltValue*>(&datum.value())) {
        const auto by_default = texts->value_.find("x-default");
        return by_default != texts->value_.end() ? by_default->second
               : texts->value_.empty()           ? std::string()
                                                 : texts->value_.begin()->second;
      }
    }
    std::string text = datum.toString();
    while (text.ends_with('\0')) text.pop_back();
    if (!text.empty()) return text;
  }
  return {};
}

std::string first_of(std::initializer_list<std::string> candidates) {
  for (const std::string& candidate : candidates)
    if (std::string clean = clean_credit(candidate); !clean.empty()) return clean;
  return {};
}

StillCredit credit_of(const Exiv2::ExifData& exif, const Exiv2::IptcData& iptc, const Exiv2::XmpData& xmp) {
  StillCredit credit;
  credit.creator = first_of({value_of(xmp, "Xmp.dc.creator"), value_of(iptc, "Iptc.Application2.Byline"),
                             value_of(exif, "Exif.Image.Artist")});
  credit.credit = first_of({value_of(xmp, "Xmp.photoshop.Credit"), value_of(iptc, "Iptc.Application2.Credit")});
  credit.notice = first_of({value_of(xmp, "Xmp.dc.rights"), value_of(iptc, "Iptc.Application2.Copyright"),
                            value_of(exif, "Exif.Image.Copyright")});
  credit.usage_terms = first_of({value_of(xmp, "Xmp.xmpRights.UsageTerms")});
  credit.licence_url = clean_url(value_of(xmp, "Xmp.cc.license"));
  credit.web_statement = clean_url(value_of(xmp, "Xmp.xmpRights.WebStatement"));
  return credit;
}

struct CreditKeyword {
  std::string_view keyword;  // of a text in a PNG, in lower case (PNG, third edition, 11.3.3.2)
  std::string StillCredit::*field;
};
constexpr auto credit_keywords = std::to_array<CreditKeyword>({{"author", &StillCredit::creator},
                                                               {"artist", &StillCredit::creator},
                                                               {"creator", &StillCredit::creator},
                                                               {"credit", &StillCredit::credit},
                                                               {"copyright", &StillCredit::notice},
                                                               {"license", &StillCredit::usage_terms},
                                                               {"licence", &StillCredit::usage_terms}});

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

/// tEXt is Latin-1 (PNG, 11.3.3.4), whose letters Windows has too.
std::string text_of_latin(const std::string& text) {
  if (is_valid_utf8(text)) return text;
  const auto decoded = decode_text_as(text, "windows-1252");
  return decoded ? decoded->utf8 : text;
}

/// Takes a text that tells whom to credit; what EXIF, IPTC or XMP say stays. False when it tells nothing of the kind.
bool take_credit(const WrittenText& written, StillCredit& credit) {
  const auto known = std::ranges::find(credit_keywords, lower_ascii(written.keyword), &CreditKeyword::keyword);
  if (known == credit_keywords.end()) return false;
  const std::string text = text_of_latin(written.text);
  const bool is_address = known->field == &StillCredit::usage_terms && !clean_url(text).empty();
  std::string& field = is_address ? credit.licence_url : credit.*known->field;
  if (field.empty()) field = clean_credit(text);
  return !field.empty();
}

/// The key of a text that is written to be read; empty for what programs write about a file.
std::string_view written_key_of(const WrittenText& written) {
  static constexpr auto known = std::to_array<std::string_view>(
      {"title", "description", "author", "artist", "creator", "copyright", "credit", "license", "licence"});
  const std::string keyword = lower_ascii(written.keyword);
  const auto found = std::ranges::find(known, keyword);
  if (found != known.end()) return *found;
  MetadataFacts alone;
  note_text_class(written, alone);
  return alone.comment || alone.location ? "comment" : "";
}

void add_words(const WrittenText& written, PictureWords& words) {
  const std::string_view key = written_key_of(written);
  if (key.empty()) return;
  if (written.is_packed)
    words.add_unread(key);
  else
    words.add(key, text_of_latin(written.text));
}

/// Texts of a PNG, comments of a GIF. Nobody is exposed by being credited.
void take_written_texts(std::string_view bytes, StillType type, StillMetadata& metadata) {
  for (const WrittenText& written : written_texts(bytes, type)) {
    const bool named_before = metadata.classes.person;
    note_text_class(written, metadata.classes);
    add_words(written, metadata.words);
    if (type == StillType::png && take_credit(written, metadata.credit)) metadata.classes.person = named_before;
  }
}

void note_credit_class(StillMetadata& metadata) {
  metadata.classes.credit = !metadata.credit.creator.empty() || !metadata.credit.credit.empty();
  metadata.classes.licence = metadata.classes.licence || !metadata.credit.licence().empty();
}

int orientation_of(const Exiv2::ExifData& exif) {
  const auto found = exif.findKey(Exiv2::ExifKey("Exif.Image.Orientation"));
  if (found == exif.end() || found->count() == 0) return 1;
  const long orientation = found->toLong();
  return orientation >= 1 && orientation <= 8 ? static_cast<int>(orientation) : 1;
}

StillMetadata metadata_of(const Exiv2::ExifData& exif, const Exiv2::IptcData& iptc, const Exiv2::XmpData& xmp) {
  StillMetadata metadata;
  for (const auto& datum : exif) note_exif_class(datum.key(), metadata.classes);
  for (const auto& datum : iptc) note_iptc_class(datum.key(), metadata.classes);
  for (const auto& datum : xmp) note_xmp_class(datum.key(), metadata.classes);
  metadata.orientation = orientation_of(exif);
  metadata.credit = credit_of(exif, iptc, xmp);
  add_written_words(exif, iptc, xmp, metadata.words);
  note_credit_class(metadata);
  return metadata;
}

StillMetadata read_with_exiv2(std::string_view bytes) {
  const auto image =
      Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte*>(bytes.data()), static_cast<long>(bytes.size()));
  image->readMetadata();
  StillMetadata metadata = metadata_of(image->exifData(), image->iptcData(), image->xmpData());
  const WrittenText comment{{}, image->comment(), false};  // of a JPEG; of a PNG one of its texts, read with the others
  note_text_class(comment, metadata.classes);
  if (image->imageType() == Exiv2::ImageType::jpeg) add_words(comment, metadata.words);
  return metadata;
}

StillMetadata read_with_exiv2(const StillBlocks& blocks) {
  Exiv2::ExifData exif;
  Exiv2::XmpData xmp;
  std::string_view tiff = blocks.exif;
  if (constexpr std::string_view marker("Exif\0\0", 6); tiff.starts_with(marker)) tiff.remove_prefix(marker.size());
  if (!tiff.empty())
    Exiv2::ExifParser::decode(exif, reinterpret_cast<const Exiv2::byte*>(tiff.data()),
                              static_cast<std::uint32_t>(tiff.size()));
  if (!blocks.xmp.empty() && Exiv2::XmpParser::decode(xmp, blocks.xmp) != 0)
    throw Exiv2::Error(Exiv2::kerCorruptedMetadata);
  return metadata_of(exif, {}, xmp);
}

/// What `read` gives; damaged metadata are a fact about the picture.
template <class Read>
StillMetadata read_or_unreadable(Read&& read) {
  prepare_still_metadata();
  const auto metadata = guard([&]() -> Result<StillMetadata> { return std::forward<Read>(read)(); });
  if (metadata) return *metadata;
  StillMetadata unreadable;
  unreadable.readable = false;
  return unreadable;
}

/// Exiv2 takes `type=` and `lang=` in front of a value for its own notation and may refuse the whole packet for it,
/// when writing and when reading; behind a space they are text.
void add_xmp(Exiv2::XmpData& data, const char* key, const std::string& text) {
  const bool looks_like_notation = text.starts_with("type=") || text.starts_with("lang=");
  if (!text.empty()) data[key] = looks_like_notation ? " " + text : text;
}

void add_iptc(Exiv2::IptcData& data, const char* key, const std::string& text, std::size_t most) {
  if (!text.empty()) data[key] = cut_utf8(text, most);
}

}  // namespace

const std::string& StillCredit::licence() const {
  for (const std::string* const text : {&licence_url, &web_statement, &usage_terms})
    if (!text->empty()) return *text;
  return notice;
}

void prepare_still_metadata() {
  static std::once_flag once;
  std::call_once(once, [] {
    Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
    Exiv2::enableBMFF(true);
    Exiv2::XmpParser::initialize();
    Exiv2::XmpProperties::registerNs("http://creativecommons.org/ns#", "cc");
  });
}

StillMetadata read_still_metadata(std::string_view bytes, StillType type) {
  // Exiv2 reads none of GIF's.
  StillMetadata metadata = read_or_unreadable([&] {
    return type == StillType::gif ? read_with_exiv2({{}, gif_xmp(bytes)}) : read_with_exiv2(bytes);
  });
  if (type == StillType::gif) metadata.credit = {};  // none of GIF's is ever copied
  take_written_texts(bytes, type, metadata);
  if (type == StillType::png) note_credit_class(metadata);
  return metadata;
}

StillMetadata read_still_metadata(const StillBlocks& blocks) {
  return read_or_unreadable([&] { return read_with_exiv2(blocks); });
}

std::string xmp_of(const StillCredit& credit) {
  if (credit.empty()) return {};
  prepare_still_metadata();
  const auto packet = guard([&]() -> Result<std::string> {
    Exiv2::XmpData data;
    add_xmp(data, "Xmp.dc.creator", credit.creator);
    add_xmp(data, "Xmp.dc.rights", credit.notice);
    add_xmp(data, "Xmp.photoshop.Credit", credit.credit);
    add_xmp(data, "Xmp.xmpRights.UsageTerms", credit.usage_terms);
    add_xmp(data, "Xmp.xmpRights.WebStatement", credit.web_statement);
    add_xmp(data, "Xmp.cc.license", credit.licence_url);
    std::string text;
    Exiv2::XmpParser::encode(text, data, Exiv2::XmpParser::omitPacketWrapper | Exiv2::XmpParser::useCompactFormat);
    return text;
  });
  return packet.value_or(std::string());
}

std::string iptc_of(const StillCredit& credit) {
  if (credit.empty()) return {};
  const auto block = guard([&]() -> Result<std::string> {
    Exiv2::IptcData data;
    data["Iptc.Envelope.CharacterSet"] = std::string("\x1B%G");  // ISO 2022 escape for UTF-8
    // IPTC-IIM 4.2, Application Record: longest dataset in octets.
    add_iptc(data, "Iptc.Application2.Byline", credit.creator, 32);
    add_iptc(data, "Iptc.Application2.Credit", credit.credit, 32);
    add_iptc(data, "Iptc.Application2.Copyright", credit.notice, 128);
    const Exiv2::DataBuf bytes = Exiv2::IptcParser::encode(data);
    return std::string(reinterpret_cast<const char*>(bytes.pData_), static_cast<std::size_t>(bytes.size_));
  });
  return block.value_or(std::string());
}

std::string exif_of_orientation(int orientation) {
  std::string block = "MM" + bytes_of(42, 2) + bytes_of(8, 4);                      // TIFF header, directory at 8
  block += bytes_of(1, 2) + bytes_of(0x0112, 2) + bytes_of(3, 2) + bytes_of(1, 4);  // one entry: Orientation, SHORT, 1
  block += bytes_of(static_cast<std::uint64_t>(orientation), 2) + bytes_of(0, 2) + bytes_of(0, 4);
  return block;
}

std::string metadata_toolchain() {
  return std::string("exiv2 ") + Exiv2::version();
}

}  // namespace integrart
