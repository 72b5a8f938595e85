// A text cut into slides: no word is lost or said twice, no page holds more than a slide, and nothing is cut badly.
#include "formats/pack/h5p/text_pages.h"

#include <catch2/catch.hpp>

#include <random>
#include <regex>

#include "pipeline/base/text.h"

using namespace integrart;

namespace {

std::string joined_pages(const std::vector<std::string>& pages) {
  std::string all;
  for (const std::string& page : pages) all += page + " ";
  return all;
}

/// The words between the tags.
std::vector<std::string> words_of_page(const std::string& html) {
  const std::string plain = std::regex_replace(html, std::regex("<(?!/?(em|strong|a|span)[ >])[^>]*>"), " ");
  std::vector<std::string> words;
  std::istringstream stream(std::regex_replace(plain, std::regex("<[^>]*>"), ""));
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::ptrdiff_t count_of(const std::string& html, const std::string& pattern) {
  const std::regex wanted(pattern);
  return std::distance(std::sregex_iterator(html.begin(), html.end(), wanted), std::sregex_iterator());
}

/// Lines of a page as a slide would break them, counted more simply than the program does: by letters alone.
std::size_t lines_of_page(const std::string& html) {
  std::size_t lines = 0;
  const std::string marked = std::regex_replace(html, std::regex("</(p|h[2-6]|li)>|<br>"), "\n");
  std::istringstream stream(std::regex_replace(marked, std::regex("<[^>]*>"), ""));
  for (std::string line; std::getline(stream, line);) lines += 1 + code_point_count(line) / 70;
  return lines;
}

std::string sentence(std::mt19937& random, std::size_t words, int& number) {
  std::string text;
  for (std::size_t i = 0; i < words; ++i)
    text += (i == 0 ? "" : " ") + std::string("w") + std::to_string(number++) + std::string(random() % 9, 'x');
  return text + ".";
}

}  // namespace

TEST_CASE("every word of a text is on one page, in its order, and no page is longer than a slide") {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::string html;
    int number = 0;
    const std::size_t blocks = 1 + random() % 12;
    for (std::size_t block = 0; block < blocks; ++block) {
      switch (random() % 5) {
        case 0:
          html += "<h2>" + sentence(random, 1 + random() % 4, number) + "</h2>";
          break;
        case 1:
          html += "<ul><li>" + sentence(random, 1 + random() % 9, number) + "</li><li>" + sentence(random, 3, number) +
                  "</li></ul>";
          break;
        case 2:
          html += "<p>" + sentence(random, 4, number) + "<br>" + sentence(random, 5, number) + " <em>" +
                  sentence(random, 30, number) + "</em></p>";
          break;
        default:
          html += "<p>";
          for (std::size_t i = 0; i <= random() % 20; ++i) html += sentence(random, 1 + random() % 25, number) + " ";
          html += "</p>";
      }
    }
    const std::vector<std::string> pages = h5p::text_pages(html, "", "en");
    INFO(html);
    CHECK(words_of_page(joined_pages(pages)) == words_of_page(html));
    for (std::size_t i = 0; i < pages.size(); ++i) {
      const std::string& page = pages[i];
      INFO(page);
      CHECK(lines_of_page(page) <= 11);
      // But for one that ends the text, and headings in a row.
      if (i + 1 < pages.size() && !pages[i + 1].starts_with("<h"))
        CHECK_FALSE(std::regex_search(page, std::regex("</h[2-6]>$")));
      for (const std::string name : {"p", "em", "ul", "li"})
        CHECK(count_of(page, "<" + name + "[ >]") == count_of(page, "</" + name + ">"));
    }
  }
}

TEST_CASE("a long paragraph ends a page after a sentence or a line of verse") {
  std::string verse = "<p>", prose = "<p>";
  for (int i = 0; i < 30; ++i) verse += "line number " + std::to_string(i) + "<br>";
  for (int i = 0; i < 60; ++i) prose += "This is the sentence with the number " + std::to_string(i) + ". ";
  for (const std::string& page : h5p::text_pages(verse + "end</p>", "", "en"))
    CHECK(std::regex_search(page, std::regex("^<p>(line|end)[^.]*</p>$")));
  const std::vector<std::string> pages = h5p::text_pages(prose + "</p>", "", "en");
  REQUIRE(pages.size() > 2);
  for (const std::string& page : pages) CHECK(std::regex_search(page, std::regex("^<p>This.*[.] ?</p>$")));
}

TEST_CASE("only what slides keep comes out of a text: lists are whole, links safe, letters above letters in brackets") {
  const std::vector<std::string> pages = h5p::text_pages(
      "<h1>A</h1><ol><li>one</li><li>two<ul><li>inner</li></ul></li></ol><blockquote><p>said</p></blockquote>"
      "<p>x<sup>2</sup> <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> <a href=\"https://a.example/?a=1&amp;b\">b</a> "
      "<a href=\"javascript:x()\">c</a> 1 &lt; 2 <strong>so</strong></p><script>s()</script>",
      "", "en");
  std::string all;
  for (const std::string& page : pages) all += page;
  CHECK(
      all ==
      "<h2>A</h2><ol><li>one</li><li>two<br>– inner</li></ol><p>said</p><p>x2 漢(kan) "
      "<a href=\"https://a.example/?a=1&amp;b\" target=\"_blank\">b</a> c 1 &lt; 2 <strong>so</strong></p><p>s()</p>");
}

TEST_CASE("a text that is no clean fragment is told plainly, a language from right to left goes that way") {
  CHECK(h5p::text_pages("<p>broken", "One\ntwo <b>\n\nthree", "en") ==
        std::vector<std::string>{"<p>One<br>two &lt;b&gt;</p><p>three</p>"});
  CHECK(h5p::text_pages("<p>مرحبا <span lang=\"en\" dir=\"ltr\">you</span></p>", "", "ar") ==
        std::vector<std::string>{"<p dir=\"rtl\">مرحبا <span lang=\"en\" dir=\"ltr\">you</span></p>"});
  const std::vector<std::string> endless = h5p::text_pages("<p>" + std::string(10'000, 'x') + "</p>", "", "en");
  CHECK(endless.size() > 15);
  CHECK(h5p::text_pages("", "", "en").empty());
}
