// Names of files: what cameras, telephones and messengers make up is nobody's data, what people write in them is found.

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <algorithm>

#include "filters/filters.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/filter.h"

using namespace integrart;

namespace {

/// As the step of the names gives it to filters: without the format, with spaces for underscores.
std::vector<Finding> findings_in(std::string name, std::string_view language = "und") {
  std::ranges::replace(name, '_', ' ');
  std::vector<Finding> all;
  for (const char* id : {"pii", "term", "link"}) {
    const Filter* filter = find_by_id(filters(), id);
    REQUIRE(filter != nullptr);
    const auto result =
        filter->look_at_text(name, LanguageTag::parse(language)->value, Json::object({{"place", "file_name"}}));
    REQUIRE(result);
    for (const Finding& finding : result->findings) all.push_back(finding);
  }
  return all;
}

}  // namespace

TEST_CASE("names that cameras, telephones and messengers make are nobody's data") {
  for (const std::string name : {"IMG_20240512_123456",
                                 "IMG_0001",
                                 "DSC_0123",
                                 "DSC01234",
                                 "IMG_123456",
                                 "DSC 123456",
                                 "GOPR0123",
                                 "GX010123",
                                 "DJI_20240512123456_0001_D",
                                 "MVIMG_20240512_123456",
                                 "PXL_20240512_123456789",
                                 "PXL_20240512_123456789.TS",
                                 "PXL_20240512_123456789.LS",
                                 "VID-20240101-WA0003",
                                 "IMG-20240512-WA0003",
                                 "PTT-20240101-WA0001",
                                 "WhatsApp Video 2024-01-05 at 12.33.10",
                                 "WhatsApp Image 2024-01-05 at 12.33.10 (1)",
                                 "WhatsApp Audio 2024-01-05 at 12.33.10_a1b2c3d4",
                                 "WhatsApp Ptt 2024-01-05 at 12.33.10",
                                 "signal-2024-05-12-12-34-56-789",
                                 "signal-2024-05-12-123456",
                                 "telegram_24122022",
                                 "telefon_12052024",
                                 "Screenshot_20240512-123456_WhatsApp",
                                 "Screenshot_20240512_123456_com.android.chrome",
                                 "Screenshot 2024-05-12 at 12.34.56",
                                 "Zrzut ekranu 2024-05-12 o 12.34.56",
                                 "Skjermbilde 2024-05-12 kl. 12.34.56",
                                 "Schermafbeelding 2024-05-12 om 12.34.56",
                                 "Знімок екрана 2024-05-12 о 12.34.56",
                                 "Снимок экрана 2024-05-12 в 12.34.56",
                                 "photo_2024-05-12_12-34-56",
                                 "photo_6298604938493849384_y",
                                 "video_5298604938493849384",
                                 "received_4111111111111111",
                                 "FB_IMG_1715515200123",
                                 "448123456_1234567890123456_1234567890123456789_n",
                                 "Snapchat-1000012345",
                                 "1000012345",
                                 "1715515200123",
                                 "20240512_123456",
                                 "20240512123456",
                                 "20240512-12345",
                                 "запис_20240512-12345",
                                 "2024-05-12 12.34.56",
                                 "05_12_12_34_56",
                                 "0612345678",
                                 "Scan_20240512",
                                 "Scan 12.05.2024",
                                 "Skan_2024-05-12_001",
                                 "skanowanie0001",
                                 "CamScanner 05-12-2024 12.34",
                                 "Adobe Scan 12 maj 2024",
                                 "Nagranie 001 (2)",
                                 "Recording_20240512_123456",
                                 "AUD-20240512-WA0007",
                                 "d41d8cd98f00b204e9800998ecf8427e",
                                 "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
                                 "550e8400-e29b-41d4-a716-446655440000",
                                 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                 "5137",
                                 "bilder_IMG_1234",
                                 "Carnival DSC 1234",
                                 "lullaby.uk",
                                 "lullaby.pl.singable",
                                 "01. Kołysanka (live 2019)",
                                 "Пісня №5 - 1991",
                                 "track 03 - 128 kbps 44100 Hz"}) {
    CAPTURE(name);
    for (const char* language : {"und", "uk", "pl", "nl", "nb", "en"}) CHECK(findings_in(name, language).empty());
  }
}

TEST_CASE("no second of a year makes the name of a picture a number of a person") {
  // Days, minutes and counters of every kind of name; checks of one digit would be right every tenth time.
  for (int day = 0; day < 365; ++day) {
    const int month = 1 + day / 31 % 12;
    const int of_month = 1 + day % 28;
    const int hour = day * 7 % 24;
    const int minute = day * 13 % 60;
    const int second = day * 29 % 60;
    const std::string date = fmt::format("{}{:02}{:02}", 2008 + day % 20, month, of_month);
    const std::string time = fmt::format("{:02}{:02}{:02}", hour, minute, second);
    for (const std::string& name :
         {"IMG_" + date + "_" + time, date + time, date + "-" + time.substr(0, 5),
          date + fmt::format("{:02}{:02}", hour, minute), fmt::format("PXL_{}_{}{:03}", date, time, day),
          fmt::format("IMG_{}{}", 100 + day, time.substr(3)), fmt::format("DSC_{:06}", 123456 + 37 * day),
          fmt::format("{}", 1700000000000LL + 86400017LL * day), fmt::format("{}", 1000000000 + 98765 * day),
          fmt::format("photo_{}", 6298604938493849384LL + 1234567LL * day), fmt::format("{:010}", 612345678 + day)}) {
      CAPTURE(name);
      CHECK(findings_in(name).empty());
    }
  }
}

TEST_CASE("what people write into the name of a file is found") {
  const auto kinds = [](const std::string& name) {
    std::vector<std::string> found;
    for (const Finding& finding : findings_in(name)) found.push_back(finding.kind);
    return found;
  };
  using Kinds = std::vector<std::string>;
  CHECK(kinds("Ania +48 601 234 567") == Kinds{"pii.phone"});
  CHECK(kinds("Call recording +48601234567_240512_123456") == Kinds{"pii.phone"});
  CHECK(kinds("tel_601234567") == Kinds{"pii.phone"});
  CHECK(kinds("Оксана 067 123 45 67") == Kinds{"pii.phone"});
  CHECK(kinds("oksana@example.org") == Kinds{"pii.email"});
  CHECK(kinds("PESEL_44051401359") == Kinds{"pii.pesel"});
  CHECK(kinds("Anna 90022812347 skan") == Kinds{"pii.pesel"});
  CHECK(kinds("PL61109010140000071219812874") == Kinds{"pii.iban"});
  CHECK(kinds("ul. Długa 5, Kraków") == Kinds{"pii.address"});
  CHECK(kinds("you_idiot") == Kinds{"term.insult"});
  CHECK(kinds("i_d_i_o_t") == Kinds{"term.insult"});
  CHECK(kinds("https___diia.gov.ua.example.com") == Kinds{"link"});
  CHECK(kinds("www.p\u0430ypal.com") == Kinds{"link"});
}
