#include "pipeline/base/documents/flash_softening.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace integrart {

namespace {

constexpr std::array<std::string_view, 2> style_names{"dim", "desaturate"};
constexpr double ramp_seconds = 0.5;

tl::unexpected<Error> unreadable() {
  return fail(Errc::invalid_input, "base.softening_unreadable");
}

}  // namespace

std::string_view name_of(SofteningStyle style) {
  return style_names.at(static_cast<std::size_t>(style));
}

Result<SofteningStyle> softening_style_from_name(std::string_view name) {
  for (std::size_t i = 0; i < style_names.size(); ++i)
    if (style_names.at(i) == name) return static_cast<SofteningStyle>(i);
  return unreadable();
}

double FlashSoftening::share_at(double time) const {
  double share = 0;
  for (const auto& [begin, end] : stretches) {
    const double outside = std::max({begin - time, time - end, 0.0});
    share = std::max(share, 1 - outside / ramp_seconds);
  }
  return share;
}

Json FlashSoftening::to_json() const {
  Json json = Json::object({{"schema", "softening/1"}, {"style", name_of(style)}, {"level", level}});
  json["stretches"] = Json::empty_array();
  for (const auto& [begin, end] : stretches) json["stretches"].push_back(Json::array({begin, end}));
  return json;
}

Result<FlashSoftening> FlashSoftening::from_json(const Json& json) {
  const std::string schema = json.at_or_null("schema").string_or("");
  if (schema != "softening/1")
    return fail(Errc::unsupported, "base.schema_unknown", {{"schema", schema}, {"expected", "softening/1"}});
  FlashSoftening softening;
  TRY_ASSIGN(softening.style, softening_style_from_name(json.at_or_null("style").string_or("")));
  const std::int64_t level = json.at_or_null("level").integer_or(0);
  if (level < 1 || level > most_softening) return unreadable();
  softening.level = static_cast<int>(level);
  for (const Json& item : json.at_or_null("stretches").items()) {
    const Json::Array& pair = item.items();
    if (pair.size() != 2) return unreadable();
    const TimeStretch stretch{pair[0].number_or(std::nan("")), pair[1].number_or(std::nan(""))};
    const bool follows = softening.stretches.empty() || stretch.begin > softening.stretches.back().end;
    if (!std::isfinite(stretch.begin) || !std::isfinite(stretch.end) || stretch.end < stretch.begin || !follows)
      return unreadable();
    softening.stretches.push_back(stretch);
  }
  return softening;
}

}  // namespace integrart
