#pragma once
// What is written in a picture besides its pixels: which classes of it are there, and whom to credit. (Exiv2's home)

#include <string>
#include <string_view>

#include "pipeline/base/documents/facts.h"
#include "pipeline/media/still/header.h"
#include "pipeline/media/still/picture_words.h"

namespace integrart {

/// Who made a picture and under which terms, as its metadata say. Every field is valid UTF-8 of bounded length without
/// control characters; empty when not stated.
struct StillCredit {
  std::string creator;        // IPTC By-line, dc:creator, EXIF Artist, Author of a PNG
  std::string credit;         // IPTC Credit, photoshop:Credit
  std::string notice;         // IPTC CopyrightNotice, dc:rights, EXIF Copyright, Copyright of a PNG
  std::string usage_terms;    // xmpRights:UsageTerms
  std::string licence_url;    // cc:license; http or https
  std::string web_statement;  // xmpRights:WebStatement; http or https

  bool empty() const {
    return creator.empty() && credit.empty() && notice.empty() && usage_terms.empty() && licence_url.empty() &&
           web_statement.empty();
  }
  bool operator==(const StillCredit&) const = default;
  /// The terms in one line: the licence's address when there is one, else its words.
  const std::string& licence() const;
};

struct StillMetadata {
  MetadataFacts classes;
  StillCredit credit;
  PictureWords words;    // titles, captions, comments, and who is credited: all that people wrote to be read
  int orientation = 1;   // EXIF 1..8
  bool readable = true;  // false: there are metadata, but they are damaged
};

/// Reads EXIF, IPTC and XMP. Never fails: damaged metadata are a fact about the picture.
StillMetadata read_still_metadata(std::string_view bytes, StillType type);

/// Metadata that a decoder handed out: a TIFF structure with or without its "Exif" marker, and an XMP packet. Empty:
/// none.
struct StillBlocks {
  std::string exif;
  std::string xmp;
};
StillMetadata read_still_metadata(const StillBlocks& blocks);

/// The credit as an XMP packet (ISO 16684-1) without wrapper; empty for an empty credit.
std::string xmp_of(const StillCredit& credit);
/// The credit as IPTC-IIM datasets in UTF-8, each cut to the length the standard allows; empty for an empty credit.
std::string iptc_of(const StillCredit& credit);
/// A minimal EXIF block (TIFF structure without the "Exif" marker) that holds the orientation only.
std::string exif_of_orientation(int orientation);

/// Starts Exiv2, once; must run before the functions above.
void prepare_still_metadata();
std::string metadata_toolchain();

}  // namespace integrart
