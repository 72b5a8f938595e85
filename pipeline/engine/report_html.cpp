#include "pipeline/engine/report_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "pipeline/base/message.h"
#include "pipeline/base/text.h"
#include "pipeline/engine/report_charts.h"
#include "pipeline/engine/report_parts.h"
#include "pipeline/engine/report_style.h"

namespace integrart {
namespace {

class Page {
 public:
  Page(const Json& report, std::string_view language) : m_report(report), m_language(language) {}

  std::string html() const {
    const std::string title = m_report.at_or_null("collection").at_or_null("title").string_or("");
    std::string page = page_head(m_language, text("report.title", {{"title", title}}), report_style);
    page += element("p", "quiet", m_report.at_or_null("started").string_or("")) + "\n";
    page += totals() + problems() + packs() + contents();
    for (const Json& work : m_report.at_or_null("works").items()) page += work_section(work);
    return page + std::string(page_foot);
  }

 private:
  std::string text(std::string_view id, MessageArguments arguments = {}) const {
    return render({std::string(id), std::move(arguments)}, m_language);
  }
  std::string word(std::string_view id) const { return html_escaped(text(id)); }
  std::string named(std::string_view area, std::string_view name) const { return text_named(area, name, m_language); }

  std::string total(const std::string& number, std::string_view label) const {
    return "<li><strong>" + html_escaped(number) + "</strong>" + element("span", "quiet", label) + "</li>\n";
  }

  std::string totals() const {
    const Json& steps = m_report.at_or_null("steps");
    const auto& works = m_report.at_or_null("works").items();
    std::string list = "<ul class=\"totals\">\n" + total(std::to_string(works.size()), text("report.works"));
    std::map<std::string, int> verdicts;
    for (const Json& work : works) {
      const std::string verdict = work.at_or_null("verdict").at_or_null("verdict").string_or("");
      if (!known_class(verdict).empty()) ++verdicts[verdict];
    }
    for (const auto& [verdict, count] : verdicts)
      list += total(std::to_string(count), named("report.verdict_", verdict));
    for (const std::string_view state : {"run", "cached", "failed"}) {
      list += total(std::to_string(steps.at_or_null(state).integer_or(0)), named("report.steps_", state));
    }
    list += total(duration_text(m_report.at_or_null("seconds").number_or(0)), text("report.time"));
    return list + "</ul>\n";
  }

  std::string bullet_list(const Json& texts, int level, std::string_view heading, std::string_view kind) const {
    if (texts.items().empty()) return {};
    std::string list = fmt::format("<h{0}>{1}</h{0}>\n<ul class=\"{2}\">\n", level, word(heading), kind);
    for (const Json& item : texts.items()) list += "<li>" + html_escaped(item.string_or("")) + "</li>\n";
    return list + "</ul>\n";
  }

  std::string problems() const {
    return bullet_list(m_report.at_or_null("problems"), 2, "report.problems", "problems");
  }

  std::string packs() const {
    if (m_report.at_or_null("packs").items().empty()) return {};
    std::string rows;
    for (const Json& pack : m_report.at_or_null("packs").items()) {
      rows += "<tr><td>" + html_escaped(pack.at_or_null("format").string_or("")) + "</td><td>" +
              html_escaped(pack.at_or_null("file").string_or("")) + "</td><td class=\"number\">" +
              bytes_text(pack.at_or_null("bytes").number_or(0)) + "</td><td><code>" +
              html_escaped(pack.at_or_null("sha256").string_or("")) + "</code></td></tr>\n";
    }
    return fmt::format("<h2>{}</h2>\n", word("report.packs")) +
           table({{"report.format", ""}, {"report.file", ""}, {"report.size", "number"}, {"SHA-256", ""}}, rows) +
           remarks();
  }

  /// What learners will not find in the packs of a format: much that nobody has to read.
  std::string remarks() const {
    std::string all;
    for (const Json& of_format : m_report.at_or_null("remarks").items()) {
      const auto& list = of_format.at_or_null("remarks").items();
      all += "<details><summary>" +
             html_escaped(text("report.remarks", {{"format", of_format.at_or_null("format").string_or("")},
                                                  {"count", static_cast<std::int64_t>(list.size())}})) +
             "</summary>\n<ul class=\"small\">\n";
      for (const Json& remark : list) all += "<li>" + html_escaped(remark.string_or("")) + "</li>\n";
      all += "</ul></details>\n";
    }
    return all;
  }

  using Column = std::pair<std::string_view, std::string_view>;  // message id or literal name, class
  std::string table(std::initializer_list<Column> columns, const std::string& rows) const {
    std::string head;
    for (const auto& [name, kind] : columns) {
      const std::string label = name.starts_with("report.") ? text(name) : std::string(name);
      head += fmt::format("<th scope=\"col\" class=\"{}\">{}</th>", kind, html_escaped(label));
    }
    return "<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>" + head + "</tr></thead>\n<tbody>\n" + rows +
           "</tbody></table></div>\n";
  }

  std::string contents() const {
    const auto& works = m_report.at_or_null("works").items();
    if (works.size() < 2) return {};
    std::string list =
        fmt::format("<nav aria-label=\"{}\"><h2>{}</h2><ul>\n", word("report.works"), word("report.works"));
    for (const Json& work : works) {
      list += "<li><a href=\"#work-" + html_escaped(work.at_or_null("id").string_or("")) + "\">" +
              html_escaped(work.at_or_null("title").string_or("")) + "</a> " + verdict_badge(work) + "</li>\n";
    }
    return list + "</ul></nav>\n";
  }

  std::string verdict_badge(const Json& work) const {
    const std::string verdict = work.at_or_null("verdict").at_or_null("verdict").string_or("");
    if (known_class(verdict).empty()) return {};
    return element("span", fmt::format("badge {}", verdict), named("report.verdict_", verdict));
  }

  std::string work_section(const Json& work) const {
    const double duration = work.at_or_null("duration").number_or(0);
    std::string section =
        "<section class=\"work\" id=\"work-" + html_escaped(work.at_or_null("id").string_or("")) + "\">\n";
    section += "<div class=\"head\"><h2>" + html_escaped(work.at_or_null("title").string_or("")) + "</h2>" +
               verdict_badge(work) +
               element("span", "quiet", named("report.kind_", work.at_or_null("kind").string_or(""))) +
               (duration > 0 ? element("span", "quiet", duration_text(duration)) : "") + "</div>\n";
    section += bullet_list(work.at_or_null("errors"), 3, "report.errors", "problems");
    section += verdict(work) + bullet_list(work.at_or_null("left_out"), 3, "report.left_out", "problems");
    section += bullet_list(not_checked(work), 3, "moderation.not_checked", "small");
    section += pictures(work) + findings(work, duration) + sound(work);
    section += renditions(work) + tracks(work) + steps(work);
    section += bullet_list(mask_offers(work.at_or_null("offers")), 3, "report.offers", "small");
    section += bullet_list(work.at_or_null("notes"), 3, "report.notes", "small");
    return section + "</section>\n";
  }

  std::string verdict(const Json& work) const {
    const Json& verdict = work.at_or_null("verdict");
    std::string list;
    for (const Json& reason : verdict.at_or_null("reasons").items()) {
      const std::string kind = reason.at_or_null("verdict").string_or("");
      list += "<li>" + element("span", known_class(kind), named("report.verdict_", kind)) + " – " +
              html_escaped(reason.at_or_null("text").string_or("")) + "</li>\n";
    }
    for (const Json& filter : verdict.at_or_null("missing").items()) {
      list += "<li>" + html_escaped(text("report.missing", {{"filter", filter.string_or("")}})) + "</li>\n";
    }
    for (const Json& review : work.at_or_null("review").at_or_null("reviews").items())
      if (review.at_or_null("holds").boolean_or(false) && review.at_or_null("decision").string_or("") == "publish")
        list += "<li>" + reviewed(review) + "</li>\n";
    return list.empty() ? list : "<ul class=\"small\">\n" + list + "</ul>\n";
  }

  /// What no filter has looked for, once each.
  static Json not_checked(const Json& work) {
    std::set<std::string> reasons;
    for (const Json& filter : work.at_or_null("filters").items()) {
      if (!filter.at_or_null("looked").boolean_or(true)) reasons.insert(filter.at_or_null("reason").string_or(""));
      reasons.insert(filter.at_or_null("not_looked_for").string_or(""));
    }
    reasons.erase("");
    return json_list({reasons.begin(), reasons.end()});
  }

  std::string reviewed(const Json& review) const {
    std::string sentence =
        text("policy.review_published", {{"by", display_name(review.at_or_null("by").string_or(""))}});
    for (const char* member : {"date", "reason"})
      if (const std::string& value = review.at_or_null(member).string_or(""); !value.empty())
        sentence += (member == std::string_view("date") ? " " : " – ") + display_name(value, 300);
    return html_escaped(sentence);
  }

  std::string figure(const Json& uri, std::string_view kind, const std::string& label) const {
    const std::string source = uri.string_or("");
    if (!source.starts_with("data:image/")) return {};
    return fmt::format(
        "<figure class=\"{}\"><img src=\"{}\" alt=\"{}\"><figcaption class=\"small quiet\">{}</figcaption></figure>\n",
        kind, html_escaped(source), html_escaped(label), html_escaped(label));
  }

  std::string pictures(const Json& work) const {
    const Json& storyboard = work.at_or_null("storyboard");
    const std::string content =
        figure(work.at_or_null("poster"), "poster", text("report.poster")) +
        figure(
            storyboard.at_or_null("image"), "storyboard",
            text("report.storyboard", {{"count", storyboard.at_or_null("count").integer_or(0)},
                                       {"interval", duration_text(storyboard.at_or_null("interval").number_or(0))}}));
    return content.empty() ? content : "<div class=\"pictures\">\n" + content + "</div>\n";
  }

  /// What can be done about what was found, in words.
  Json mask_offers(const Json& offers) const {
    Json texts = Json::empty_array();
    for (const Json& offer : offers.items())
      if (offer.at_or_null("file").is_string())
        texts.push_back(
            Json(text("moderation.mask", {{"file", display_name(offer.at_or_null("file").string_or(""))}})));
      else
        texts.push_back(Json(text("moderation.mask_labels", {{"places", offer.at_or_null("where").string_or("")},
                                                             {"work", offer.at_or_null("work").string_or("")}})));
    return texts;
  }

  std::string findings(const Json& work, double duration) const {
    const Json& findings = work.at_or_null("findings");
    if (findings.items().empty()) return {};
    std::string rows;
    for (const Json& finding : findings.items()) {
      const Json& start = finding.at_or_null("start");
      const std::string severity = finding.at_or_null("severity").string_or("");
      const std::string found = finding.at_or_null("text").string_or("");
      const std::string where = finding.at_or_null("where").string_or("");
      rows += "<tr><td class=\"number\">" + (start.is_number() ? duration_text(start.number_or(0)) : std::string("–")) +
              "</td><td>" + html_escaped(finding.at_or_null("kind").string_or("")) + "</td><td>" +
              html_escaped(named("report.severity_", severity)) + "</td><td>" +
              (where.empty() ? "" : html_escaped(where) + ": ") +
              html_escaped(finding.at_or_null("message").string_or("")) +
              (found.empty() ? "" : " <q>" + html_escaped(found) + "</q>") + "</td></tr>\n";
    }
    return fmt::format("<h3>{}</h3>\n", word("report.findings")) +
           findings_chart(findings, duration, text("report.findings_chart")) +
           table({{"report.at", "number"}, {"report.kind", ""}, {"report.severity", ""}, {"report.what", ""}}, rows);
  }

  std::string loudness_words(const Json& loudness, std::string_view which) const {
    const Json& measured = loudness.at_or_null(which);
    if (!measured.at_or_null("integrated_lufs").is_number()) return {};
    return element("span", fmt::format("small key {}", which),
                   text(std::string("report.loudness_").append(which),
                        {{"lufs", fmt::format("{:.1f}", measured.at_or_null("integrated_lufs").number_or(0))},
                         {"peak", fmt::format("{:.1f}", measured.at_or_null("true_peak_dbtp").number_or(0))}}));
  }

  std::string sound(const Json& work) const {
    const Json& loudness = work.at_or_null("loudness");
    const std::string content = waveform_chart(work.at_or_null("waveform"), text("report.waveform")) +
                                loudness_chart(loudness, text("report.loudness_chart")) +
                                loudness_words(loudness, "before") + loudness_words(loudness, "after");
    return content.empty() ? content : fmt::format("<h3>{}</h3>\n", word("report.sound")) + content;
  }

  std::string renditions(const Json& work) const {
    const Json& renditions = work.at_or_null("renditions");
    if (renditions.items().empty()) return {};
    double largest = 1;
    for (const Json& one : renditions.items()) largest = std::max(largest, one.at_or_null("bytes").number_or(0));
    std::string rows;
    for (const Json& one : renditions.items()) {
      const std::int64_t width = one.at_or_null("width").integer_or(0), height = one.at_or_null("height").integer_or(0);
      const double bitrate = one.at_or_null("bitrate").number_or(0);
      rows += "<tr><td>" + html_escaped(one.at_or_null("id").string_or("")) + "</td><td>" +
              (width > 0 ? fmt::format("{} × {}", width, height) : std::string()) + "</td><td>" +
              html_escaped(one.at_or_null("codec").string_or("")) + "</td><td class=\"number\">" +
              (bitrate > 0 ? fmt::format("{:.0f} kb/s", bitrate / 1e3) : std::string()) + "</td><td class=\"number\">" +
              bytes_text(one.at_or_null("bytes").number_or(0)) + "</td><td>" +
              bar(one.at_or_null("bytes").number_or(0) / largest, "run") + "</td></tr>\n";
    }
    return fmt::format("<h3>{}</h3>\n", word("report.renditions")) + table({{"report.name", ""},
                                                                            {"report.dimensions", ""},
                                                                            {"report.codec", ""},
                                                                            {"report.bitrate", "number"},
                                                                            {"report.size", "number"},
                                                                            {"report.share", ""}},
                                                                           rows);
  }

  std::string tracks(const Json& work) const {
    const Json& tracks = work.at_or_null("tracks");
    if (tracks.items().empty()) return {};
    std::string rows;
    for (const Json& track : tracks.items()) {
      std::string files;
      for (const Json& file : track.at_or_null("files").items())
        files += (files.empty() ? "" : ", ") + html_escaped(file.string_or(""));
      const std::string origin =
          track.at_or_null("draft").boolean_or(false)
              ? text("report.draft_of", {{"from", track.at_or_null("from").string_or("")},
                                         {"suggested", track.at_or_null("suggested").integer_or(0)},
                                         {"lines", track.at_or_null("lines").integer_or(0)}})
              : "";
      rows += "<tr><td>" + html_escaped(track.at_or_null("name").string_or("")) + "</td><td class=\"number\">" +
              std::to_string(track.at_or_null("cues").integer_or(0)) + "</td><td>" + files + "</td><td>" +
              html_escaped(origin) + "</td></tr>\n";
    }
    return fmt::format("<h3>{}</h3>\n", word("report.tracks")) +
           table({{"report.name", ""}, {"report.cues", "number"}, {"report.file", ""}, {"report.draft", ""}}, rows);
  }

  std::string steps(const Json& work) const {
    const Json& steps = work.at_or_null("steps");
    if (steps.items().empty()) return {};
    double longest = 1e-6;
    for (const Json& step : steps.items()) longest = std::max(longest, step.at_or_null("seconds").number_or(0));
    std::string rows;
    bool any_shared = false;
    for (const Json& step : steps.items()) {
      const std::string state = step.at_or_null("state").string_or("");
      const double seconds = step.at_or_null("seconds").number_or(0);
      const bool shared = step.at_or_null("shares_pass").boolean_or(false);
      any_shared = any_shared || shared;
      rows += "<tr><td title=\"" + html_escaped(step.at_or_null("key").string_or("")) + "\">" +
              html_escaped(step.at_or_null("id").string_or("")) + "</td><td>" +
              element("span", known_class(state), named("report.state_", state)) + "</td><td class=\"number\">" +
              duration_text(seconds) + (shared ? "&#8201;*" : "") + "</td><td class=\"number\">" +
              duration_text(step.at_or_null("cpu_seconds").number_or(0)) + "</td><td class=\"number\">" +
              bytes_text(step.at_or_null("bytes").number_or(0)) + "</td><td>" +
              bar(seconds / longest, known_class(state)) + "</td></tr>\n";
    }
    return fmt::format("<details><summary><h3>{}</h3></summary>\n", word("report.steps")) +
           table({{"report.step", ""},
                  {"report.state", ""},
                  {"report.time", "number"},
                  {"report.processor", "number"},
                  {"report.size", "number"},
                  {"report.share", ""}},
                 rows) +
           (any_shared ? "<p>" + word("report.pass_times") + "</p>\n" : "") + "</details>\n";
  }

  const Json& m_report;
  std::string m_language;
};

}  // namespace

std::string report_html(const Json& report, std::string_view language) {
  return Page(report, language).html();
}

}  // namespace integrart
