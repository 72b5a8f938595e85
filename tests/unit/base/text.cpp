#include "pipeline/base/text.h"

#include <iconv.h>

#include <catch2/catch.hpp>

using namespace integrart;

namespace {

/// `utf8` as somebody's old program would have saved it (by the C library's converter, not ours).
std::string written_in(const char* encoding, std::string_view utf8) {
  iconv_t converter = iconv_open(encoding, "UTF-8");
  REQUIRE(converter != reinterpret_cast<iconv_t>(-1));
  std::string source(utf8);
  std::string bytes(utf8.size() * 4, '\0');
  char* in = source.data();
  char* out = bytes.data();
  std::size_t in_left = source.size();
  std::size_t out_left = bytes.size();
  CHECK(iconv(converter, &in, &in_left, &out, &out_left) == 0);
  iconv_close(converter);
  bytes.resize(bytes.size() - out_left);
  return bytes;
}

LanguageTag tag(std::string_view text) {
  return LanguageTag::parse(text).value().value;
}

constexpr std::string_view ukrainian = "Ой у гаю, при Дунаю соловей щебече.\nҐанок, їжак і єдність, усе це наше.\n";
constexpr std::string_view polish = "Zażółć gęślą jaźń, a potem pójdź do źródła.\nŁódź płynie przez świat.\n";

}  // namespace

TEST_CASE("old encodings are read when the language is declared") {
  CHECK(decode_text(written_in("windows-1251", ukrainian), tag("uk")).value().utf8 == ukrainian);
  CHECK(decode_text(written_in("KOI8-U", ukrainian), tag("uk")).value().utf8 == ukrainian);
  CHECK(decode_text(written_in("windows-1250", polish), tag("pl")).value().utf8 == polish);
  CHECK(decode_text(written_in("ISO-8859-2", polish), tag("pl")).value().utf8 == polish);
}

TEST_CASE("byte order marks decide and disappear") {
  CHECK(decode_text("\xEF\xBB\xBFhei").value().utf8 == "hei");
  CHECK(decode_text("\xEF\xBB\xBFhei").value().encoding == "UTF-8");
  const std::string utf16 = "\xFF\xFE" + written_in("UTF-16LE", polish);
  CHECK(decode_text(utf16).value().utf8 == polish);
}

TEST_CASE("an uncertain encoding is asked about, never guessed") {
  const auto unsure = decode_text("caf\xE9", tag("uk"));
  REQUIRE_FALSE(unsure);
  CHECK(unsure.error().what.id == "text.encoding_unsure");
  const auto candidates = encoding_candidates(written_in("windows-1251", ukrainian), tag("uk"));
  REQUIRE_FALSE(candidates.empty());
  CHECK(candidates.front().encoding == "windows-1251");
  CHECK(candidates.front().preview.find("Дунаю") != std::string::npos);
}

TEST_CASE("the question about an encoding brings the candidates along, also when another language was named") {
  const auto unsure = decode_text(written_in("KOI8-U", "пісня"), tag("pl"));
  REQUIRE_FALSE(unsure);
  const std::vector<Message>& candidates = unsure.error().while_doing;
  REQUIRE(candidates.size() >= 2);
  for (const Message& candidate : candidates) CHECK(candidate.id == "text.reads_as");
  CHECK(candidates.front().arguments.at(0).second == MessageValue(std::string("KOI8-U")));
  CHECK(render(unsure.error()).find("пісня") != std::string::npos);
  // What would drive a terminal is shown as what it is.
  const auto hostile = decode_text(written_in("KOI8-U", "пісня") + "\x1B[2J", tag("pl"));
  REQUIRE_FALSE(hostile);
  CHECK(render(hostile.error()).find('\x1B') == std::string::npos);
}

TEST_CASE("bytes that are no text are refused") {
  CHECK_FALSE(decode_text(std::string("a\0b", 3)));
  CHECK_FALSE(decode_text_as("\xFF\xFF", "UTF-8"));
  CHECK_FALSE(decode_text_as("abc", "no-such-encoding"));
}

TEST_CASE("graphemes are what people see") {
  CHECK(grapheme_count("ї") == 1);
  CHECK(grapheme_count("и\xCC\x86") == 1);
  CHECK(grapheme_count("👩‍👧") == 1);
  CHECK(code_point_count("👩‍👧") == 3);
}

TEST_CASE("sentences and words by the rules of the language") {
  const std::string_view text = "Dzień dobry! Jak się masz?  Dobrze.";
  const auto sentences = sentence_ranges(text, tag("pl"));
  REQUIRE(sentences.size() == 3);
  CHECK(text.substr(sentences[1].begin, sentences[1].end - sentences[1].begin) == "Jak się masz?");
  CHECK(word_ranges(text, tag("pl")).size() == 6);
  CHECK(word_ranges("п'ять м’ячів", tag("uk")).size() == 2);
}

TEST_CASE("words end where people of the language see them end") {
  struct Row {
    const char* language;
    std::string_view text;
    std::vector<std::string> words;
  };
  const std::vector<Row> rows = {{"uk", "М'яч, м’яч і мʼяч!", {"М'яч", "м’яч", "і", "мʼяч"}},
                                 {"uk", "ґанок—їжак, під'їзд…", {"ґанок", "їжак", "під'їзд"}},
                                 {"uk", "ї\u0308 – об’єднання", {"ї\u0308", "об’єднання"}},
                                 {"pl", "Żółw, źdźbło… «jaźń»", {"Żółw", "źdźbło", "jaźń"}},
                                 {"pl", "a\u0328 ja\u0328dro", {"a\u0328", "ja\u0328dro"}},  // an ogonek of its own
                                 {"nl", "Zo'n dag, zo’n nacht", {"Zo'n", "dag", "zo’n", "nacht"}},
                                 {"nl", "coöperatie en m'n foto's", {"coöperatie", "en", "m'n", "foto's"}},
                                 {"nb", "Blåbær, øl og ål.", {"Blåbær", "øl", "og", "ål"}},
                                 {"nn", "Ho køyrer – å, så fort!", {"Ho", "køyrer", "å", "så", "fort"}},
                                 {"en", "It's O’Brien's; don’t!", {"It's", "O’Brien's", "don’t"}},
                                 {"en", "'quoted' “words”", {"quoted", "words"}},
                                 {"ru", "Ёлка, елка: всё-таки", {"Ёлка", "елка", "всё", "таки"}},
                                 {"ru", "е\u0308лка", {"е\u0308лка"}},
                                 {"ar", "كَتَبَ الوَلَدُ، هل؟", {"كَتَبَ", "الوَلَدُ", "هل"}},
                                 {"ar", "مُعَلِّمٌ كــبير", {"مُعَلِّمٌ", "كــبير"}}};
  for (const Row& row : rows) {
    std::vector<std::string> words;
    for (const ByteRange& range : word_ranges(row.text, tag(row.language)))
      words.emplace_back(row.text.substr(range.begin, range.end - range.begin));
    CAPTURE(row.language, row.text);
    CHECK(words == row.words);
  }
}

TEST_CASE("hostile names are shown without effect") {
  CHECK(display_name("a\nb\xE2\x80\xAEgpj.exe") == "a\\u{A}b\\u{202E}gpj.exe");
  CHECK(display_name("\xFFx") == "\xEF\xBF\xBDx");
  CHECK(grapheme_count(display_name(std::string(500, 'x'))) == 80);
  CHECK(display_name("пісня 🎵.mp4") == "пісня 🎵.mp4");
}

TEST_CASE("HTML text cannot end what it stands in") {
  CHECK(html_escaped("<b a=\"1\">&'") == "&lt;b a=&quot;1&quot;&gt;&amp;&#39;");
}

TEST_CASE("language tags are canonical, and country codes are mended with a note") {
  CHECK(tag("UK-ua").text() == "uk-UA");
  const auto mended = LanguageTag::parse("ua");
  REQUIRE(mended);
  CHECK(mended->value.text() == "uk");
  CHECK(mended->notes.size() == 1);
  CHECK(LanguageTag::parse("no").value().value.text() == "nb");
  CHECK_FALSE(LanguageTag::parse(""));
  CHECK_FALSE(LanguageTag::parse("not a tag!"));
  CHECK(tag("ar").is_right_to_left());
  CHECK_FALSE(tag("uk").is_right_to_left());
  CHECK(tag("uk").name_in_itself() == "українська");
}
