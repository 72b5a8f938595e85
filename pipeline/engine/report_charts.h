#pragma once
// Drawings of the run report as inline SVG. Private to report_html.cpp. Colours come from the page's style by class.

#include <string>
#include <string_view>

#include "pipeline/base/json.h"

namespace integrart {

/// The wave of a sound; empty when there is no data. `label` is read aloud.
std::string waveform_chart(const Json& waveform, std::string_view label);

/// Loudness over time (0 to -60 LUFS) with a line where it was and where it is now; empty without a curve.
std::string loudness_chart(const Json& loudness, std::string_view label);

/// Where in the work the findings lie, one lane per severity; empty when none has a time.
std::string findings_chart(const Json& findings, double duration, std::string_view label);

/// A bar of `share` (0 to 1) of its place, in the colour of `kind`.
std::string bar(double share, std::string_view kind);

}  // namespace integrart
