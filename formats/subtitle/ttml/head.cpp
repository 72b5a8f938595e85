#include "formats/subtitle/ttml/head.h"

#include "formats/subtitle/cues/scanning.h"

namespace integrart {
namespace {

/// A whole number in [1, most]; `otherwise` when the attribute is absent, an error for anything else.
Result<std::int64_t> rate_or(const XmlNode& tt, std::string_view name, std::int64_t most, std::int64_t otherwise) {
  const std::string_view text = ttml_attribute(tt, TtmlVocabulary::parameter, name);
  if (text.empty()) return otherwise;
  std::string_view rest = without_outer_space(text);
  const auto number = take_whole_number(rest);
  if (!number || !rest.empty() || number->value < 1 || number->value > most)
    return fail(Errc::invalid_input, "subtitle.ttml_clock",
                {{"name", std::string(name)}, {"value", std::string(text.substr(0, 20))}});
  return number->value;
}

/// "1000 1001" or "1000:1001".
Result<> read_multiplier(const XmlNode& tt, TtmlClock& clock) {
  const std::string_view text = ttml_attribute(tt, TtmlVocabulary::parameter, "frameRateMultiplier");
  if (text.empty()) return {};
  std::string_view rest = without_outer_space(text);
  const auto numerator = take_whole_number(rest);
  while (take_character(rest, ' ') || take_character(rest, ':')) {
  }
  const auto denominator = rest.empty() ? std::optional(WholeNumber{1, 1}) : take_whole_number(rest);
  if (!numerator || !denominator || !rest.empty() || numerator->value < 1 || denominator->value < 1 ||
      numerator->value > 1'000'000 || denominator->value > 1'000'000)
    return fail(Errc::invalid_input, "subtitle.ttml_clock",
                {{"name", "frameRateMultiplier"}, {"value", std::string(text.substr(0, 20))}});
  clock.multiplier_numerator = numerator->value;
  clock.multiplier_denominator = denominator->value;
  return {};
}

struct Two {
  double first = 0, second = 0;
};
/// "32 15", "1920px 1080px".
Two two_numbers(std::string_view text, std::string_view unit, Two otherwise) {
  text = without_outer_space(text);
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return otherwise;
  const auto number = [&](std::string_view word) -> std::optional<double> {
    word = without_outer_space(word);
    if (!word.ends_with(unit)) return std::nullopt;
    word.remove_suffix(unit.size());
    return decimal_number(word);
  };
  const auto first = number(text.substr(0, space));
  const auto second = number(text.substr(space));
  return first && second && *first > 0 && *second > 0 ? Two{*first, *second} : otherwise;
}

void collect_speakers(const XmlNode& node, std::map<std::string, std::string, std::less<>>& speakers) {
  for (const XmlNode& child : node.children) {
    if (!child.is_text() && child.name == "agent" && ttml_vocabulary(child.space) == TtmlVocabulary::metadata) {
      for (const XmlNode& name : child.children)
        if (name.name == "name") speakers.emplace(xml_attribute(child, "id"), without_outer_space(name.all_text()));
    } else {
      collect_speakers(child, speakers);
    }
  }
}

}  // namespace

Result<TtmlHead> read_ttml_head(const XmlNode& tt) {
  TtmlHead head;
  TtmlClock& clock = head.clock;
  TRY_ASSIGN(clock.frame_rate, rate_or(tt, "frameRate", 10'000, 30));
  TRY_ASSIGN(clock.sub_frame_rate, rate_or(tt, "subFrameRate", 10'000, 1));
  TRY(read_multiplier(tt, clock));
  const bool has_frames = !ttml_attribute(tt, TtmlVocabulary::parameter, "frameRate").empty();
  TRY_ASSIGN(clock.tick_rate,
             rate_or(tt, "tickRate", 1'000'000'000, has_frames ? clock.frame_rate * clock.sub_frame_rate : 1));
  clock.drops_frames = ttml_attribute(tt, TtmlVocabulary::parameter, "timeBase") == "smpte" &&
                       ttml_attribute(tt, TtmlVocabulary::parameter, "dropMode") == "dropNTSC";
  const Two pixels = two_numbers(ttml_attribute(tt, TtmlVocabulary::style, "extent"), "px", {0, 0});
  const Two cells = two_numbers(ttml_attribute(tt, TtmlVocabulary::parameter, "cellResolution"), "", {32, 15});
  head.root = {pixels.first, pixels.second, cells.first, cells.second};
  if (const XmlNode* const child = tt.child("head")) collect_speakers(*child, head.speakers);
  return head;
}

std::vector<TtmlRegion> read_ttml_regions(const XmlNode& head, const TtmlStyles& styles, const TtmlHead& stated,
                                          std::vector<Message>& notes) {
  std::vector<TtmlRegion> regions;
  for (const XmlNode& layout : head.children) {
    if (ttml_element(layout) != "layout") continue;
    for (const XmlNode& node : layout.children) {
      if (ttml_element(node) != "region") continue;
      const TtmlProperties properties = styles.properties_of(node);
      TtmlRegion region;
      region.id = xml_attribute(node, "id");
      region.box = ttml_box(properties, stated.root);
      region.text_align = property_or(properties, "textAlign", "");
      region.has_settings = node.find("settings", our_ttml_namespace) != nullptr;
      region.settings = ttml_attribute(node, TtmlVocabulary::ours, "settings");
      region.region_settings = ttml_attribute(node, TtmlVocabulary::ours, "region");
      region.style = changed({}, properties, false);
      region.is_shown = property_or(properties, "display", "auto") != "none";
      if (const auto timing = ttml_timing(node, 0, stated.clock)) {
        region.when = {timing->begin, timing->end.value_or(ttml_never)};
        region.changes = ttml_changes(node, region.when, stated.clock);
      } else {
        notes.push_back({"subtitle.time_not_understood", {{"line", node.line}}});
      }
      regions.push_back(std::move(region));
    }
  }
  return regions;
}

}  // namespace integrart
