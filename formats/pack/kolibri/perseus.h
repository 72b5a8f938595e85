#pragma once
// Activities as exercises of Perseus, which Kolibri plays, marks and remembers. Private to Kolibri.
// Source: https://github.com/Khan/perseus (widgets) and ricecooker (the archive around the items)

#include <optional>
#include <string>
#include <vector>

#include "formats/pack/kolibri/channel.h"

namespace integrart::kolibri {

struct Exercise {
  Assessment assessment;
  std::vector<PackEntry> files;  // of the .perseus archive
};

/// Choices and matching lines become radio buttons, gaps a list of the words that fill the gaps of the activity, lines
/// out of order a sorter. Nothing for what Perseus has no widget for (written answers, cards, singing), and for gaps
/// that all take the same word. `space` is what the identifiers of the items are made in.
std::optional<Exercise> exercise_of(const Activity& activity, const Uuid& space, const std::string& labels,
                                    const std::string& reader);

/// `text` as Markdown that shows exactly `text`. `begins_line`: whether nothing stands before it on its line.
std::string markdown_escaped(std::string_view text, bool begins_line = true);

}  // namespace integrart::kolibri
