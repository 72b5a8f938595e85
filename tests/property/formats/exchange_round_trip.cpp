// Random documents of codes, annotations, segments and hostile words: what is written is valid, comes back the same,
// and says the same when it is written again.

#include <catch2/catch.hpp>

#include <random>

#include "formats/tables.h"
#include "pipeline/base/catalogue.h"

using namespace integrart;

namespace {

using Kind = ExchangePiece::Kind;

class RandomDocument {
 public:
  explicit RandomDocument(unsigned seed) : m_random(seed) {}

  ExchangeDocument make() {
    ExchangeDocument document;
    document.source_language = LanguageTag::parse("uk").value().value;
    document.target_language = LanguageTag::parse("nb").value().value;
    document.files.push_back({"f 1", "<a>&\".srt", {}});
    const unsigned units = 1 + below(4);
    for (unsigned i = 0; i < units; ++i) document.units.push_back(unit(document));
    return document;
  }

 private:
  unsigned below(unsigned limit) { return static_cast<unsigned>(m_random()) % limit; }

  std::string words() {
    constexpr std::string_view pieces[] = {"дім", " ",       "<b>",  "&amp;", "\"",  "'",  "]]>",  "\n",
                                           "♪",   "e\u0301", "\x07", "%d",    "{x}", "\t", "سلام", "\\"};
    std::string text = "w";
    for (unsigned i = below(6); i > 0; --i) text += pieces[below(std::size(pieces))];
    return text;
  }

  ExchangePiece code(Kind kind, const std::string& id, std::string_view element = "") {
    ExchangePiece piece;
    piece.kind = kind;
    piece.id = id;
    piece.element = element;
    if (element.empty() && below(2) == 0) piece.text = "<" + id + ">";
    return piece;
  }

  ExchangeText text() {
    ExchangeText pieces{text_piece(words())};
    std::vector<ExchangePiece> open;
    for (unsigned i = below(6); i > 0; --i) {
      const std::string id = std::to_string(++m_codes);
      switch (below(4)) {
        case 0:
          pieces.push_back(code(Kind::standalone, id));
          break;
        case 1:
          open.push_back(code(Kind::opening, id, below(3) == 0 ? "mrk" : ""));
          pieces.push_back(open.back());
          break;
        case 2:
          if (open.empty()) break;
          close(open, below(static_cast<unsigned>(open.size())), pieces);
          break;
        default:
          pieces.push_back(code(below(2) == 0 ? Kind::opening : Kind::closing, id));  // without its other half
      }
      pieces.push_back(text_piece(words()));
    }
    while (!open.empty()) close(open, open.size() - 1, pieces);
    return pieces;
  }

  void close(std::vector<ExchangePiece>& open, std::size_t which, ExchangeText& pieces) {
    pieces.push_back(code(Kind::closing, open[which].id, open[which].element));
    open.erase(open.begin() + static_cast<std::ptrdiff_t>(which));
  }

  ExchangeUnit unit(const ExchangeDocument& document) {
    constexpr std::string_view states[] = {"", "initial", "translated", "reviewed", "final"};
    ExchangeUnit unit;
    unit.id = below(3) == 0 ? "id with spaces" : "u" + std::to_string(below(3));
    for (unsigned i = below(3); i > 0; --i) unit.groups.push_back("g" + std::to_string(i));
    m_codes = 0;
    ExchangeVariant source = exchange_variant(document.source_language, text());
    ExchangeVariant target =
        exchange_variant(document.target_language, source.segments.front().text.value(), states[below(5)]);
    unit.variants.push_back(std::move(source));
    if (below(4) != 0) unit.variants.push_back(std::move(target));
    if (below(2) == 0) {
      ExchangeNote note;
      note.text = words();
      note.priority = 1 + below(10);
      unit.notes.push_back(note);
    }
    if (below(2) == 0) unit.most_characters = below(100);
    return unit;
  }

  std::mt19937 m_random;
  unsigned m_codes = 0;
};

std::vector<std::string> texts_of(const ExchangeDocument& document) {
  std::vector<std::string> texts;
  for (const ExchangeUnit& unit : document.units)
    for (const ExchangeVariant& variant : unit.variants) {
      std::string text = plain_text(variant);
      std::erase(text, '\x07');  // what XML cannot hold becomes a code or goes
      texts.push_back(text);
    }
  return texts;
}

}  // namespace

TEST_CASE("random documents are written validly and come back") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    const ExchangeDocument document = RandomDocument(seed).make();
    for (const std::string_view id : {"xliff", "tmx"}) {
      const ExchangeFormat& format = *find_by_id(exchange_formats(), id);
      for (const std::string_view version : format.versions) {
        INFO("seed " << seed << ", " << id << " " << version);
        const auto written = format.write(document, version);
        REQUIRE(written);
        INFO(written->value);
        const auto again = format.read(written->value, {});
        REQUIRE(again);
        CHECK(texts_of(again->value) == texts_of(document));
        const auto twice = format.write(again->value, version);
        REQUIRE(twice);
        CHECK(twice->value == written->value);
        const auto problems = format.check(written->value, {});
        REQUIRE(problems);
        // Units of one id are told apart by the writers of XLIFF; TMX keeps what it was given.
        for (const ExchangeProblem& problem : *problems)
          if (id != "tmx" || problem.rule != "id_unique") FAIL_CHECK(render(problem.message));
      }
    }
  }
}

TEST_CASE("hostile exchange files give an error in little time") {
  const std::string bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><xliff>&b;</xliff>";
  std::string deep = "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.0' srcLang='en'><file id='f'>";
  for (int i = 0; i < 50'000; ++i) deep += "<group id='g'>";
  std::string long_po;
  for (int i = 0; i < 200'000; ++i) long_po += "\"x\"\n";
  std::string quotes = "concept,language,term\n";
  quotes += std::string(1'000'000, '"');
  const std::vector<std::string> hostile{
      bomb, deep, long_po, quotes, std::string(100'000, '<'), std::string("\xFF\xFE\x00", 3), std::string(1000, '\0'),
      ""};
  for (const std::string& bytes : hostile)
    for (const ExchangeFormat* const format : exchange_formats()) {
      INFO(format->id << " " << bytes.substr(0, 30));
      const auto read = format->read(bytes, {});
      if (!read) CHECK_FALSE(render(read.error()).empty());
      if (&bytes != &hostile[3]) CHECK_FALSE(read);
      CHECK(format->check(bytes, {}).has_value() == read.has_value());
    }
  ExchangeLimits small;
  small.units = 1;
  CHECK_FALSE(find_by_id(exchange_formats(), "tmx")
                  ->read("<tmx version='1.4'><body><tu><tuv xml:lang='en'><seg>a</seg></tuv></tu><tu><tuv "
                         "xml:lang='en'><seg>a</seg></tuv></tu></body></tmx>",
                         small));
  small.source_bytes = 3;
  for (const ExchangeFormat* const format : exchange_formats()) CHECK_FALSE(format->read("<tmx/>", small));
}
