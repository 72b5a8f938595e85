// MicroDVD: "{first frame}{last frame}line|line" with codes in braces.

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>

#include "formats/subtitle/cues/colours.h"
#include "formats/subtitle/cues/losses.h"
#include "formats/subtitle/cues/payload_writer.h"
#include "formats/subtitle/cues/scanning.h"
#include "formats/subtitle/cues/track_builder.h"
#include "formats/subtitle/cues/track_writing.h"
#include "formats/tables.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

constexpr std::string_view extensions[] = {"sub"};

constexpr Example examples[] = {
    {"rate in the file", "{1}{1}23.976\n{24}{48}Two homes,|one song\n"},
    {"rate assumed", "{25}{50}words\n"},
    {"codes", "{1}{1}25\n{25}{50}{Y:i}a|{y:b}b{c:$0000FF}\n"},
    {"no frames", "words\n", false},
    {"one number", "{25}words\n", false},
};

constexpr double slowest_rate = 1;
constexpr double quickest_rate = 1000;
constexpr std::size_t most_frame_digits = 15;  // the longest time SRT can say, at 100 pictures a second

struct Line {
  std::int64_t first = 0;
  std::optional<std::int64_t> last;  // absent: "{25}{}"
  std::string_view text;
};

std::optional<Line> parse_line(std::string_view line) {
  line = without_outer_space(line);
  Line parsed;
  if (!take_character(line, '{')) return std::nullopt;
  const auto first = take_whole_number(line, most_frame_digits);
  if (!first || !take_character(line, '}') || !take_character(line, '{')) return std::nullopt;
  parsed.first = first->value;
  if (const auto last = take_whole_number(line, most_frame_digits)) parsed.last = last->value;
  if (!take_character(line, '}')) return std::nullopt;
  parsed.text = line;
  return parsed;
}

/// "23.976" (also "23,976") in the text of a first line whose frames are 0 or 1.
std::optional<double> rate_of(const Line& line) {
  if (line.first > 1 || !line.last || *line.last > 1) return std::nullopt;
  std::string number(without_outer_space(line.text));
  if (const std::size_t comma = number.find(','); comma != std::string::npos) number[comma] = '.';
  const auto rate = decimal_number(number);
  return rate && *rate >= slowest_rate && *rate <= quickest_rate ? rate : std::nullopt;
}

/// What a film's rate stands for when it is written with few digits: 23.976 is 24000/1001.
double exact_rate(double written) {
  for (const double whole : {24.0, 30.0, 60.0, 120.0})
    if (std::abs(written - whole * 1000 / 1001) < 0.006) return whole * 1000 / 1001;
  return written;
}

MediaTime time_of(std::int64_t frame, double rate) {
  return MediaTime::from_milliseconds(std::llround(static_cast<double>(frame) * 1000 / rate));
}

/// Opens what a code says in `payload`; false when it has no counterpart.
bool apply_code(char kind, std::string_view value, PayloadWriter& payload) {
  if (kind == 'y') {
    bool known = true;
    for (const char c : in_lower_case(value)) {
      const std::string element(1, c);
      if (c == 'b' || c == 'i' || c == 'u')
        payload.open(element, element);
      else if (c != ',' && c != ' ')
        known = false;
    }
    return known;
  }
  if (kind == 'c' && value.size() == 7 && value.front() == '$') {
    std::uint32_t bgr = 0;
    const auto [end, status] = std::from_chars(value.data() + 1, value.data() + 7, bgr, 16);
    if (status != std::errc{} || end != value.data() + 7) return false;
    const ColourClass* const colour = colour_class_of((bgr & 0xFFU) << 16U | (bgr & 0xFF00U) | (bgr >> 16U & 0xFFU));
    if (colour != nullptr) payload.open("font", "c." + std::string(colour->name));
    return colour != nullptr;
  }
  return false;
}

/// The codes in front of a line: lower case for this line, upper case for all of the cue.
std::string_view take_codes(std::string_view line, char lowest, PayloadWriter& payload,
                            std::vector<std::string>& dropped) {
  while (line.size() > 3 && line[0] == '{' && line[2] == ':') {
    const std::size_t end = line.find_first_of("}|");  // a code does not go on in the next line
    const char kind = line[1];
    const bool whole_cue = kind >= 'A' && kind <= 'Z';
    const char low = whole_cue ? static_cast<char>(kind + 32) : kind;
    if (end == std::string_view::npos || line[end] != '}' || end > 100 ||
        std::string_view("ycfshpo").find(low) == std::string_view::npos)
      break;
    if (whole_cue == (lowest == 'A') && !apply_code(low, line.substr(3, end - 3), payload))
      dropped.emplace_back(line.substr(0, end + 1));
    line.remove_prefix(end + 1);
  }
  return line;
}

/// A line without its codes and its sign for italics.
std::string_view words_of(std::string_view line) {
  PayloadWriter unused;
  std::vector<std::string> ignored;
  std::string_view words = take_codes(line, 'a', unused, ignored);
  take_character(words, '/');
  return words;
}

std::string payload_of(std::string_view text, std::vector<std::string>& dropped) {
  PayloadWriter payload;
  take_codes(text, 'A', payload, dropped);
  bool has_words = false;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('|', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    if (without_outer_space(words_of(line)).empty()) continue;  // an empty line would end the cue in other formats
    if (has_words) payload.words("\n");
    has_words = true;
    const std::size_t outside = payload.depth();
    std::string_view words = take_codes(line, 'a', payload, dropped);
    if (take_character(words, '/')) payload.open("i", "i");
    payload.words(without_outer_space(words));
    payload.close_to(outside);
  }
  payload.close_all();
  return tidy_payload(payload.payload());
}

class MicroDvdReading {
 public:
  explicit MicroDvdReading(const SubtitleLimits& limits) : m_rate(limits.frame_rate), m_builder(limits) {}

  Result<Noted<CueTrack>> run(std::string_view text) {
    std::int64_t number = 0;
    bool first = true;
    for (const std::string_view line : lines_of(text)) {
      ++number;
      if (without_outer_space(line).empty()) continue;
      const auto parsed = parse_line(line);
      if (!parsed && first) return fail(Errc::unrecognised, "subtitle.not_microdvd");
      if (first) settle_rate(*parsed, number);
      if (!parsed)
        m_builder.note("subtitle.line_not_understood", number);
      else if (!first || !rate_of(*parsed))
        TRY(add(*parsed, number));
      first = false;
    }
    if (first) return fail(Errc::unrecognised, "subtitle.not_microdvd");
    return m_builder.finish();
  }

 private:
  void settle_rate(const Line& line, std::int64_t number) {
    if (const auto rate = rate_of(line))
      m_rate = *rate;
    else
      m_builder.note("subtitle.frame_rate_assumed", number, {{"rate", fmt::format("{}", m_rate)}});
    m_rate = exact_rate(m_rate);
  }

  Result<> add(const Line& line, std::int64_t number) {
    Cue cue;
    cue.when.begin = time_of(line.first, m_rate);
    if (line.last) cue.when.end = time_of(*line.last, m_rate);
    if (cue.when.end && *cue.when.end < cue.when.begin) m_builder.note("subtitle.end_before_start", number);
    std::vector<std::string> dropped;
    cue.text = payload_of(line.text, dropped);
    for (const std::string& code : dropped)
      m_builder.note("subtitle.tag_dropped", number, {{"tag", display_name(code, 20)}});
    return m_builder.add(std::move(cue), number);
  }

  double m_rate;
  TrackBuilder m_builder;
};

Result<Noted<CueTrack>> read_microdvd(std::string_view utf8, const SubtitleLimits& limits) {
  TRY_ASSIGN(const std::string text, normalised_lines(utf8, limits));
  return MicroDvdReading(limits).run(text);
}

/// The lowest usual rate at which every time falls on a frame; 100 when none does.
std::int64_t rate_for(const std::vector<std::int64_t>& milliseconds) {
  for (const std::int64_t rate : {25, 24, 30, 50, 60})
    if (std::ranges::all_of(milliseconds, [&](std::int64_t time) { return time * rate % 1000 == 0; })) return rate;
  return 100;
}

/// A line's words without what would read as a code, a line end or italics.
std::string safe_words(std::string_view line) {
  std::string safe;
  for (const char c : line) safe += c == '|' ? '/' : c;
  if (safe.starts_with('/')) safe.insert(0, " ");
  if (safe.size() > 3 && safe[0] == '{') safe.insert(0, "- ");
  return safe;
}

/// "{y:b,i}" when the only thing in `nodes` that says anything is an element around all of it.
std::string codes_around(const std::vector<CueNode>*& nodes) {
  std::string letters;
  std::string colour;
  while (nodes->size() == 1) {
    const CueNode& only = nodes->front();
    if (only.type == "b" || only.type == "i" || only.type == "u") {
      letters.append(letters.empty() ? "" : ",").append(only.type);
    } else if (only.type == "c" && only.classes.size() == 1 && colour_class_named(only.classes[0]) != nullptr) {
      const std::uint32_t rgb = colour_class_named(only.classes[0])->rgb;
      colour = fmt::format("{{C:${:06X}}}", (rgb & 0xFFU) << 16U | (rgb & 0xFF00U) | rgb >> 16U);
    } else {
      break;
    }
    nodes = &only.children;
  }
  return (letters.empty() ? "" : "{Y:" + letters + "}") + colour;
}

std::string written_text(const Cue& cue, Losses& losses, std::vector<Message>& notes) {
  const std::vector<CueNode> tree = tree_of(cue);
  const std::vector<CueNode>* inner = &tree;
  std::string text = codes_around(inner);
  Cue rest = cue;
  rest.tree = *inner;
  if (!inner->empty()) {
    const auto markup = markup_of(rest);
    if (markup.contains("b") || markup.contains("i") || markup.contains("u")) losses.add("markup");
    if (markup.contains("class")) losses.add("class");
  }
  const std::string words = inner->empty() ? std::string() : spoken_words(rest);
  std::string safe;
  for (const std::string_view line : lines_of(words)) safe.append(safe.empty() ? "" : "\n").append(safe_words(line));
  if (safe != words) notes.push_back({"subtitle.words_changed", {{"cue", display_name(cue.id)}}});
  std::ranges::replace(safe, '\n', '|');
  return text + safe;
}

Result<Noted<std::string>> write_microdvd(const CueTrack& track) {
  Noted<std::string> file;
  Losses losses;
  CueFeatures keeps;
  keeps.markup = true;  // what cannot be said is counted cue by cue
  losses.add_unkept(track, keeps, false);
  std::vector<std::int64_t> times;
  for (std::size_t i = 0; i < track.cues.size(); ++i) {
    times.push_back(std::max<std::int64_t>(0, track.cues[i].when.begin.ticks_in({1, 1000})));
    times.push_back(std::max<std::int64_t>(0, end_of_cue(track, i, file.notes).ticks_in({1, 1000})));
  }
  const std::int64_t rate = rate_for(times);
  file.value = fmt::format("{{1}}{{1}}{}.000\n", rate);
  const auto frame = [&](std::int64_t time) { return (time * rate + 500) / 1000; };
  for (std::size_t i = 0; i < track.cues.size(); ++i) {
    if (times[2 * i] * rate % 1000 != 0 || times[2 * i + 1] * rate % 1000 != 0) losses.add("rounding");
    if (markup_of(track.cues[i]).contains("language")) losses.add("language");
    file.value += fmt::format("{{{}}}{{{}}}{}\n", frame(times[2 * i]), frame(times[2 * i + 1]),
                              written_text(track.cues[i], losses, file.notes));
  }
  losses.tell("MicroDVD", file.notes);
  return file;
}

double likeness_of_microdvd(std::string_view utf8) {
  const std::string text = beginning_of(utf8);
  for (const std::string_view line : lines_of(text))
    if (!without_outer_space(line).empty()) return parse_line(line) ? 0.95 : 0;
  return 0;
}

}  // namespace

extern const SubtitleFormat subtitle_microdvd;
const SubtitleFormat subtitle_microdvd{
    .id = "microdvd",
    .media_type = "text/x-microdvd",
    .extensions = extensions,
    .doc = {.summary = "MicroDVD, which counts pictures instead of seconds.",
            .details =
                "The rate is that of a first line {1}{1}25.000, else the one asked for (25 unless said), with a note. "
                "Written with the lowest usual rate that hits every time, else with 100 pictures a second and a note. "
                "Bold, italic, underline and WebVTT's eight colours stay where they hold for a whole cue; other "
                "markup, placement, regions, speakers, word times and identifiers are lost with notes. May be called "
                "from any thread.",
            .source = "https://en.wikipedia.org/wiki/MicroDVD",
            .examples = examples},
    .keeps = {.ticks_per_second = 100},
    .read = read_microdvd,
    .write = write_microdvd,
    .likeness = likeness_of_microdvd};

}  // namespace integrart
