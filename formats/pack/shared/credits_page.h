#pragma once
// The page for people that says who made what and what may be done with it; it lies in every pack.

#include <string>
#include <string_view>

#include "pipeline/base/documents/pack_manifest.h"

namespace integrart {

enum class PageMarkup { xhtml, html };

/// All works with title, creators, licence and what that licence forbids, in the pack's main language. `style` is the
/// address of a style sheet; empty for none.
std::string credits_page(const PackManifest& manifest, std::string_view style, PageMarkup markup);

/// An XML document as an HTML one: the declaration makes room for the document type.
std::string as_html(const std::string& xhtml);

}  // namespace integrart
