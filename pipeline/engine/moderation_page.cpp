#include "pipeline/engine/moderation_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "pipeline/base/documents/collection.h"
#include "pipeline/base/message.h"
#include "pipeline/base/text.h"
#include "pipeline/engine/moderation_style.h"
#include "pipeline/engine/report_charts.h"
#include "pipeline/engine/report_parts.h"
#include "pipeline/engine/report_style.h"

namespace integrart {
namespace {

constexpr std::size_t most_findings = 200;

std::string filter_of(const Json& finding) {
  const std::string kind = finding.at_or_null("kind").string_or("");
  return kind.substr(0, kind.find('.'));
}

/// The urgent first, each kind of urgency in the order of time.
std::vector<const Json*> in_reading_order(const Json& findings) {
  static const std::map<std::string, int, std::less<>> urgency{{"high", 0}, {"medium", 1}, {"low", 2}, {"info", 3}};
  const auto rank = [](const Json* finding) {
    const auto found = urgency.find(finding->at_or_null("severity").string_or("info"));
    return found == urgency.end() ? 3 : found->second;
  };
  std::vector<const Json*> list;
  for (const Json& finding : findings.items()) list.push_back(&finding);
  std::stable_sort(list.begin(), list.end(), [&](const Json* a, const Json* b) {
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    return a->at_or_null("start").number_or(0) < b->at_or_null("start").number_or(0);
  });
  return list;
}

class ModerationPage {
 public:
  explicit ModerationPage(std::string_view language) : m_language(language) {}

  std::string html(const Json& works) {
    std::string page =
        page_head(m_language, text("moderation.title"), std::string(report_style) + std::string(moderation_style));
    page += "<p class=\"quiet\">" + word("moderation.who_decides") + "</p>\n";
    for (const Json& work : works.items()) page += section(work);
    return page + std::string(page_foot);
  }

 private:
  std::string text(std::string_view id, MessageArguments arguments = {}) const {
    return render({std::string(id), std::move(arguments)}, m_language);
  }
  std::string word(std::string_view id, MessageArguments arguments = {}) const {
    return html_escaped(text(id, std::move(arguments)));
  }
  std::string filter_name(std::string_view id) const { return text_named("moderation.filter_", id, m_language); }

  std::string section(const Json& work) {
    ++m_work;
    const bool repeats =
        work.at_or_null("kind").string_or("") == "image";  // and was looked at for longer than it lasts
    const double duration = repeats ? 0 : work.at_or_null("duration").number_or(0);
    const auto findings = in_reading_order(work.at_or_null("findings"));
    std::string html =
        "<section class=\"work\"><div class=\"head\"><h2>" + html_escaped(work.at_or_null("file").string_or("")) +
        "</h2>" +
        element("span", "quiet", text_named("report.kind_", work.at_or_null("kind").string_or(""), m_language)) +
        (duration > 0 ? element("span", "quiet", duration_text(duration)) : "") + "</div>\n";
    html += sheet(work.at_or_null("storyboard"));
    html += judgement(work.at_or_null("verdict"), work.at_or_null("errors"));
    html += not_checked(work) + models(work.at_or_null("filters")) + timeline(findings, duration) +
            list(findings, work) + offers(findings, work) + looked(work.at_or_null("filters"));
    return html + "</section>\n";
  }

  /// The verdict, what it means for the reader, and why.
  std::string judgement(const Json& verdict, const Json& errors) const {
    const std::string given = verdict.at_or_null("verdict").string_or("inconclusive");
    const std::string kind = known_class(given).empty() ? "inconclusive" : given;
    std::string html = fmt::format("<div class=\"judgement {}\" role=\"status\"><strong>{}</strong>\n", kind,
                                   html_escaped(text_named("report.verdict_", kind, m_language)));
    html += "<p>" + word("moderation.means_" + kind, {{"reviewers", verdict.at_or_null("reviewers").integer_or(1)}}) +
            "</p>\n";
    if (!verdict.at_or_null("route").is_null()) html += "<p><b>" + word("moderation.route_support") + "</b></p>\n";
    for (const Json& reason : verdict.at_or_null("reasons").items())
      // Those of findings stand beside the findings; what is missing is listed by name.
      if (!reason.at_or_null("finding").is_integer() && reason.at_or_null("verdict").string_or("") != "inconclusive")
        html += "<p>" + html_escaped(reason.at_or_null("text").string_or("")) + "</p>\n";
    for (const Json& error : errors.items()) html += "<p>" + html_escaped(error.string_or("")) + "</p>\n";
    return html + "</div>\n";
  }

  std::string not_checked(const Json& work) const {
    std::map<std::string, std::string> reasons;  // by name; empty: nobody said why
    for (const Json& filter : work.at_or_null("verdict").at_or_null("missing").items())
      reasons[filter_name(filter.string_or(""))];
    for (const Json& filter : work.at_or_null("filters").items())
      if (!filter.at_or_null("looked").boolean_or(true))
        reasons[filter_name(filter.at_or_null("id").string_or(""))] = filter.at_or_null("reason").string_or("");
    for (const Json& filter : work.at_or_null("filters").items())
      if (const Json& reason = filter.at_or_null("not_looked_for"); reason.is_string())
        reasons[filter_name(filter.at_or_null("id").string_or(""))] = reason.string_or("");
    if (reasons.empty()) return {};
    std::string html = "<div class=\"unchecked\"><h3>" + word("moderation.not_checked") + "</h3><ul>\n";
    for (const auto& [name, reason] : reasons)
      html += "<li>" + html_escaped(name) +
              (reason.empty() ? "" : " <span class=\"quiet\">" + html_escaped(reason) + "</span>") + "</li>\n";
    return html + "</ul></div>\n";
  }

  /// Which models looked, under which licence, and what they are not good for: who reads a score must know.
  std::string models(const Json& filters) const {
    std::string html;
    for (const Json& filter : filters.items()) {
      const Json& model = filter.at_or_null("evidence").at_or_null("model");
      if (!model.is_object()) continue;
      LocalisedText not_for;
      for (const auto& [language, said] : model.at_or_null("not_for").members())
        not_for.by_language[language] = said.string_or("");
      html += "<p>" +
              word("moderation.model",
                   {{"model", model.at_or_null("id").string_or("")},
                    {"version", model.at_or_null("version").string_or("")},
                    {"licence", model.at_or_null("licence").string_or("")},
                    {"looks", model.at_or_null("looks").integer_or(0)},
                    {"seen", std::int64_t{std::lround(model.at_or_null("seen_share").number_or(1) * 100)}}}) +
              " " + word("moderation.model_not_for", {{"text", not_for.in(m_language)}}) + "</p>\n";
    }
    return html.empty() ? html : "<h3>" + word("moderation.models") + "</h3>\n" + html;
  }

  std::string anchor(std::size_t index) const { return fmt::format("work{}-finding{}", m_work, index); }

  /// One lane for each filter that found something at a time; every mark leads to its finding.
  std::string timeline(const std::vector<const Json*>& findings, double duration) const {
    if (!(duration > 0)) return {};
    std::map<std::string, std::string> lanes;
    for (std::size_t i = 0; i < std::min(findings.size(), most_findings); ++i) {
      const Json& start = findings[i]->at_or_null("start");
      if (!start.is_number()) continue;
      const double begin = std::clamp(start.number_or(0) / duration, 0.0, 1.0) * 100;
      const double end = std::clamp(findings[i]->at_or_null("end").number_or(0) / duration, 0.0, 1.0) * 100;
      lanes[filter_of(*findings[i])] += fmt::format(
          "<a class=\"{}\" href=\"#{}\" style=\"inset-inline-start:{:.2f}%;width:{:.2f}%\" aria-label=\"{}\"></a>",
          known_class(findings[i]->at_or_null("severity").string_or("")), anchor(i), std::min(begin, 99.5),
          std::max(0.0, end - begin), html_escaped(duration_text(start.number_or(0))));
    }
    if (lanes.empty()) return {};
    std::string html = "<h3>" + word("moderation.timeline") + "</h3>\n<div class=\"lanes\">\n";
    for (const auto& [filter, marks] : lanes)
      html += "<span>" + html_escaped(filter_name(filter)) + "</span><div class=\"lane\">" + marks + "</div>\n";
    return html + "<span></span><div class=\"axis small quiet\"><span>" + duration_text(0) + "</span><span>" +
           duration_text(duration / 2) + "</span><span>" + duration_text(duration) + "</span></div></div>\n";
  }

  std::string list(const std::vector<const Json*>& findings, const Json& work) const {
    if (findings.empty()) return {};
    std::string html = "<h3>" + word("report.findings") + "</h3>\n";
    const std::size_t shown = std::min(findings.size(), most_findings);
    for (std::size_t i = 0; i < shown; ++i) html += finding(*findings[i], i, work);
    if (shown < findings.size())
      html +=
          "<p>" + word("moderation.more", {{"count", static_cast<std::int64_t>(findings.size() - shown)}}) + "</p>\n";
    return html;
  }

  /// What may help, and what else there is to know.
  std::string offers(const std::vector<const Json*>& findings, const Json& work) const {
    std::string html;
    const bool flashes = std::ranges::any_of(findings, [](const Json* found) { return filter_of(*found) == "flash"; });
    if (flashes && work.at_or_null("kind").string_or("") == "video")
      html += "<p>" + word("moderation.soften", {{"file", work.at_or_null("file").string_or("")}}) + "</p>\n";
    if (flashes && work.at_or_null("kind").string_or("") == "image")
      html += "<p>" + word("moderation.still_instead", {{"file", work.at_or_null("file").string_or("")}}) + "</p>\n";
    if (offers_masked_file(work))
      html += "<p>" + word("moderation.mask", {{"file", work.at_or_null("file").string_or("")}}) + "</p>\n";
    for (const Json& note : work.at_or_null("notes").items())
      html += "<p class=\"small quiet\">" + html_escaped(note.string_or("")) + "</p>\n";
    return html;
  }

  std::string finding(const Json& finding, std::size_t index, const Json& work) const {
    const Json& start = finding.at_or_null("start");
    std::string when;
    if (start.is_number()) {
      when = duration_text(start.number_or(0));
      if (const Json& end = finding.at_or_null("end"); end.is_number()) when += " – " + duration_text(end.number_or(0));
    }
    const double score = std::clamp(finding.at_or_null("score").number_or(0), 0.0, 1.0);
    const std::string severity = finding.at_or_null("severity").string_or("");
    const std::string where = finding.at_or_null("where").string_or("");
    std::string what = "<div class=\"what\"><h4>" + html_escaped(filter_name(filter_of(finding))) +
                       (where.empty() ? "" : " · " + html_escaped(where)) + (when.empty() ? "" : " · " + when) +
                       "</h4>\n";
    what += "<p>" + html_escaped(finding.at_or_null("message").string_or("")) + "</p>\n" + words(finding);
    what += "<div class=\"sure small\"><span>" +
            word("moderation.sure", {{"percent", std::int64_t{std::lround(score * 100)}}}) + "</span>" +
            bar(score, known_class(severity)) + "</div>\n";
    what += element("p", "small quiet",
                    text("moderation.why", {{"kind", finding.at_or_null("kind").string_or("")},
                                            {"rule", finding.at_or_null("rule").string_or("")},
                                            {"filter", finding.at_or_null("producer").string_or("")}})) +
            "</div>\n";
    return fmt::format("<article class=\"found\" id=\"{}\">\n{}{}</article>\n", anchor(index),
                       picture(finding, index, work), what);
  }

  /// What was found, marked where it stands; as it is when nobody knows what stands around it.
  std::string words(const Json& finding) const {
    const std::string found = finding.at_or_null("text").string_or("");
    if (found.empty()) return {};
    const Json& context = finding.at_or_null("context");
    return "<p class=\"context\" dir=\"auto\">" + html_escaped(context.at_or_null("before").string_or("")) + "<mark>" +
           html_escaped(found) + "</mark>" + html_escaped(context.at_or_null("after").string_or("")) + "</p>\n";
  }

  /// The still nearest to the finding, or the picture itself; nothing for words and sound.
  std::string picture(const Json& finding, std::size_t index, const Json& work) const {
    if (finding.at_or_null("span").is_array()) return {};
    std::string shown;
    const std::string poster = work.at_or_null("poster").string_or("");
    if (finding.at_or_null("start").is_number())
      shown = tile(work.at_or_null("storyboard"), finding);
    else if (poster.starts_with("data:image/") && finding.at_or_null("box").is_array())
      shown =
          fmt::format("<img class=\"picture\" src=\"{}\" alt=\"{}\">", html_escaped(poster), word("moderation.still"));
    if (shown.empty()) return {};
    const std::string id = anchor(index);
    return fmt::format(
        "<figure class=\"veil\"><input type=\"checkbox\" class=\"sharp\" id=\"{0}-sharp\"><label class=\"small\" "
        "for=\"{0}-sharp\">{1}</label><input type=\"checkbox\" class=\"colour\" id=\"{0}-colour\"><label "
        "class=\"small\" "
        "for=\"{0}-colour\">{2}</label><div class=\"frame\">{3}{4}</div></figure>\n",
        id, word("moderation.sharp"), word("moderation.colour"), shown, box(finding.at_or_null("box")));
  }

  /// The sheet of small pictures, once; the stills of the findings are windows onto it.
  std::string sheet(const Json& storyboard) const {
    const std::string image = storyboard.at_or_null("image").string_or("");
    if (!image.starts_with("data:image/")) return {};
    const std::int64_t columns = storyboard.at_or_null("columns").integer_or(0);
    const std::int64_t rows = storyboard.at_or_null("rows").integer_or(0);
    return fmt::format(
        "<svg class=\"sheet\" aria-hidden=\"true\"><defs><image id=\"sheet{}\" href=\"{}\" width=\"{}\" "
        "height=\"{}\"/></defs></svg>\n",
        m_work, html_escaped(image), columns * storyboard.at_or_null("width").integer_or(0),
        rows * storyboard.at_or_null("height").integer_or(0));
  }

  /// The sheet of small pictures, moved so that only the one at the middle of the finding is seen.
  std::string tile(const Json& sheet, const Json& finding) const {
    const std::string image = sheet.at_or_null("image").string_or("");
    const std::int64_t columns = sheet.at_or_null("columns").integer_or(0),
                       count = sheet.at_or_null("count").integer_or(0);
    const std::int64_t width = sheet.at_or_null("width").integer_or(0),
                       height = sheet.at_or_null("height").integer_or(0);
    const double interval = sheet.at_or_null("interval").number_or(0);
    if (!image.starts_with("data:image/") || columns < 1 || count < 1 || width < 1 || height < 1 || !(interval > 0))
      return {};
    const double start = finding.at_or_null("start").number_or(0);
    const double middle = (start + finding.at_or_null("end").number_or(start)) / 2;
    const auto nearest = std::lround(std::clamp(middle / interval, 0.0, static_cast<double>(count - 1)));
    const std::int64_t number = std::min(nearest, count - 1);
    return fmt::format(
        "<svg class=\"picture\" viewBox=\"{} {} {} {}\" role=\"img\" aria-label=\"{}\"><use href=\"#sheet{}\"/></svg>",
        number % columns * width, number / columns * height, width, height, word("moderation.still"), m_work);
  }

  static std::string box(const Json& box) {
    const auto& edges = box.items();
    if (edges.size() != 4) return {};
    const auto percent = [&](std::size_t i) { return std::clamp(edges[i].number_or(0), 0.0, 1.0) * 100; };
    return fmt::format("<span class=\"box\" style=\"left:{:.2f}%;top:{:.2f}%;width:{:.2f}%;height:{:.2f}%\"></span>",
                       percent(0), percent(1), percent(2), percent(3));
  }

  std::string looked(const Json& filters) const {
    std::string html;
    for (const Json& filter : filters.items()) {
      if (!filter.at_or_null("looked").boolean_or(false)) continue;
      const std::string about = filter.at_or_null("about").string_or("");
      html += "<details><summary>" + html_escaped(filter_name(filter.at_or_null("id").string_or(""))) +
              (about.empty() ? "" : " <span class=\"quiet\">" + html_escaped(about) + "</span>") +
              "</summary><pre class=\"measured\">" + html_escaped(filter.at_or_null("evidence").dump_pretty()) +
              "</pre></details>\n";
    }
    return html.empty() ? html : "<h3>" + word("moderation.looked") + "</h3>\n" + html;
  }

  std::string m_language;
  int m_work = 0;
};

}  // namespace

std::string moderation_page(const Json& works, std::string_view language) {
  return ModerationPage(language).html(works);
}

}  // namespace integrart
