// Bait that leads to a private conversation without a link, and what people say of messengers otherwise; in eight
// languages.

#include <catch2/catch.hpp>
#include <map>
#include <vector>

#include "filters/filters.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/filter.h"
#include "pipeline/policy.h"

using namespace integrart;

namespace {

std::vector<Finding> links_in(const std::string& text) {
  const auto result = find_by_id(filters(), "link")->look_at_text(text, LanguageTag{}, {});
  REQUIRE(result);
  return result->findings;
}

using Rows = std::map<std::string, std::vector<std::string>>;

const Rows bait{
    {"en",
     {"telegram @anna_k", "dm me insta: anna.k", "Text me on WhatsApp", "Message me on my Telegram",
      "My telegram is @anna_k", "@anna_k on Telegram", "Work abroad, good pay, write to me on Signal"}},
    {"uk",
     {"пиши в телеграм @…", "Пиши мені у вайбер", "Робота в Норвегії, телеграм @robota_no", "Напишіть у WhatsApp",
      "Мій телеграм: @oksana_k", "пиши в інсту: oksana.k"}},
    {"pl",
     {"napisz na whatsapp", "Praca od zaraz, pisz na Telegramie", "Zadzwoń i napisz na WhatsApp", "telegram @praca_no",
      "Dodaj mnie na Snapchacie", "napisz insta: ania_k"}},
    {"nl",
     {"Stuur me een bericht op WhatsApp", "app me via Signal", "Mijn telegram: @werk_nl", "telegram @werk_nl",
      "Voeg me toe op Snapchat"}},
    {"nb",
     {"Skriv til meg på Telegram", "Send meg en melding på WhatsApp", "telegram @jobb_no", "Legg meg til på Snap",
      "Kontakt meg på Signal"}},
    {"nn",
     {"Skriv til meg på Telegram", "Send meg ei melding på WhatsApp", "telegram @jobb_no", "Kontakt meg på Signal"}},
    {"ru",
     {"пиши в телеграм @rabota", "Пишите мне в вотсап", "Напиши в тг", "Мой телеграм @olga_k", "пиши в инсту: olga.k"}},
    {"ar", {"راسلني على واتساب", "تواصل معي عبر تلغرام", "تلغرام @amal_work", "اكتبي لي على الواتساب"}}};

const Rows harmless_rows{
    {"en",
     {"We met on Telegram.", "The concert begins @ 5 pm", "We met on Telegram @ 5 pm", "A telegram from 1912",
      "They write to me on WhatsApp every day", "Never write to me on WhatsApp", "Photo: @anna_k on Instagram",
      "The signal: stop and listen", "Write me a song about Telegram avenue"}},
    {"uk",
     {"Ми познайомилися в телеграмі.", "Новини були в телеграмі", "Не пиши мені в телеграм",
      "Він пише мені у вайбер щодня", "Сигнал: стій і слухай", "Фото: @oksana_k, інстаграм"}},
    {"pl",
     {"Poznaliśmy się na Telegramie.", "Telegram z 1912 roku", "Nie pisz do mnie na WhatsAppie",
      "Napisz telegram do babci", "Zdjęcie: @ania_k, Instagram", "Koncert @ 17.00"}},
    {"nl",
     {"We leerden elkaar kennen op Telegram.", "Een telegram uit 1912", "Hij stuurt me elke dag foto's op WhatsApp",
      "Foto: @anna_k op Instagram"}},
    {"nb",
     {"Vi møttes på Telegram.", "Et telegram fra 1912", "Hun skriver til meg på WhatsApp",
      "Ikke skriv til meg på Telegram", "Foto: @anna_k på Instagram"}},
    {"nn",
     {"Vi møttest på Telegram.", "Eit telegram frå 1912", "Ho skriv til meg og ler",
      "Ikkje skriv til meg på Telegram"}},
    {"ru",
     {"Мы познакомились в телеграме.", "Новости были в телеграме", "Не пиши мне в телеграм",
      "Он пишет мне в вайбер каждый день", "Сигнал: стой и слушай"}},
    {"ar", {"التقينا على تلغرام", "قرأت الخبر على تلغرام", "لا تراسلني على واتساب"}}};

}  // namespace

TEST_CASE("bait for private conversations asks a person, in eight languages") {
  CHECK(bait.size() == 8);
  for (const auto& [language, rows] : bait) {
    CHECK(rows.size() >= 4);
    for (const std::string& text : rows) {
      CAPTURE(language, text);
      const std::vector<Finding> findings = links_in(text);
      REQUIRE(findings.size() == 1);
      CHECK(findings.front().rule == "contact-bait");
      CHECK(judge(Policy::default_policy(), findings, {}).kind == VerdictKind::review);
    }
  }
}

TEST_CASE("that people met, read or wrote on a messenger is no bait") {
  CHECK(harmless_rows.size() == 8);
  for (const auto& [language, rows] : harmless_rows) {
    CHECK(rows.size() >= 3);
    for (const std::string& text : rows) {
      CAPTURE(language, text);
      CHECK(links_in(text).empty());
    }
  }
}

TEST_CASE("bait is found whole: the invitation, where it leads, and the name") {
  for (const auto& [text, found] : std::vector<std::pair<std::string, std::string>>{
           {"Praca! Napisz na WhatsApp, dobra płaca.", "Napisz na WhatsApp"},
           {"Мій телеграм: @oksana_k. Чекаю", "телеграм: @oksana_k"},
           {"Пиши в телеграм @rabota_no!", "Пиши в телеграм @rabota_no"},
           {"Find me: @anna_k on Telegram", "Find me: @anna_k on Telegram"}}) {
    CAPTURE(text);
    const std::vector<Finding> findings = links_in(text);
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().text == found);
  }
}
