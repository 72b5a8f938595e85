#pragma once
// The clean HTML of a text as part of an XML page.

#include <string_view>

#include "formats/xml/xml.h"

namespace integrart {

/// Writes `html`, the clean fragment of a PackText, into `xml` as elements of XHTML. Only elements and attributes of
/// the allow-list of texts come out, whatever stands there. Headings begin at `first_heading` (1..6) and go down one
/// level at a time, so that the page around has no gap. False, and nothing written, when the fragment is not one that
/// the program made: then the plain text has to do.
bool write_fragment(XmlWriter& xml, std::string_view html, int first_heading);

/// The clean fragment of a PackText as a tree: its parts are the children of a root "div". Elements and attributes are
/// as they stand there; who writes them decides which. Errc::invalid_input when the fragment is not one that the
/// program made.
Result<XmlNode> fragment_tree(std::string_view html);

/// Whether a link of a fragment may be followed: to a page or to a mail address.
bool is_safe_link(std::string_view address);

/// Plain text as paragraphs: an empty line begins a new one, other line ends are breaks.
void write_plain(XmlWriter& xml, std::string_view plain);

}  // namespace integrart
