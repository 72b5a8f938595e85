#pragma once
// The plug-in tables of formats/: one line in a .def file is one entry here.

#include <span>

#include "pipeline/base/archive_format.h"
#include "pipeline/base/exchange_format.h"
#include "pipeline/base/manifest_format.h"
#include "pipeline/base/pack_format.h"
#include "pipeline/base/subtitle_format.h"
#include "pipeline/base/text_format.h"

namespace integrart {

std::span<const SubtitleFormat* const> subtitle_formats();
std::span<const TextFormat* const> text_formats();
std::span<const ManifestFormat* const> manifest_formats();
std::span<const PackFormat* const> pack_formats();
std::span<const ExchangeFormat* const> exchange_formats();

/// The archive of all packs that are one file, for whoever reads one (`pack verify`).
extern const ArchiveFormat zip_archive;

}  // namespace integrart
