// Codes drawn by the tests and by another program, plain, turned, small, blurred, light on dark.

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

#include <array>
#include <catch2/catch.hpp>
#include <set>

#include "filters/video/codes/payload.h"
#include "pipeline/policy.h"
#include "tests/unit/filters/drawn_clip.h"

using namespace integrart;

namespace {

/// "https://bit.ly/3abcDEF" as libqrencode 4.1.1 writes it: a second program's opinion of what a QR code is.
constexpr auto code_of_another_program = std::to_array<std::string_view>({
    "####### #### ##   #######", "#     # #  # #  # #     #", "# ### #  #   #### # ### #", "# ### #    ####   # ### #",
    "# ### # #  ####   # ### #", "#     # ### ##  # #     #", "####### # # # # # #######", "        ##    ##         ",
    "###  ## ## ### # ####  ##", "    ##      #  #  ## # ##", "#  ## #  ## ## # # # ## #", " ## #  #  ###  ###   #   ",
    " #  #### ##  #  # ##    #", "  #       #    # ###   ##", "#### ##  ### # #  #  ## #", "  #    ###    #    ###   ",
    "##  ### ######  #####  # ", "        # # #  ##   #   #", "#######   # #   # # #   #", "#     # #  ##  ##   #   #",
    "# ### #   #  ########   #", "# ### #   #  #      # ## ", "# ### # #  #     # ### ##", "#     # #    #  #####    ",
    "####### ## ###  ##   #  #",
});

struct Modules {
  int columns = 0, rows = 0;
  std::vector<bool> dark;
  bool at(int column, int row) const {
    return column >= 0 && row >= 0 && column < columns && row < rows &&
           dark[static_cast<std::size_t>(row * columns + column)];
  }
};

Modules modules_of_another_program() {
  Modules modules{25, 25, {}};
  for (const std::string_view row : code_of_another_program)
    for (const char module : row) modules.dark.push_back(module == '#');
  return modules;
}

Modules modules_of(const std::string& payload, ZXing::BarcodeFormat format = ZXing::BarcodeFormat::QRCode,
                   int width = 0, int height = 0) {
  const ZXing::BitMatrix matrix = ZXing::MultiFormatWriter(format)
                                      .setEncoding(ZXing::CharacterSet::UTF8)
                                      .setMargin(0)
                                      .encode(payload, width, height);
  Modules modules{matrix.width(), matrix.height(), {}};
  for (int row = 0; row < matrix.height(); ++row)
    for (int column = 0; column < matrix.width(); ++column) modules.dark.push_back(matrix.get(column, row));
  return modules;
}

/// How a code lies on the screen of 1280 x 720.
struct Look {
  double x = 640, y = 360;  // of its middle
  double module = 8;        // pixels
  double degrees = 0;
  double blur = 0;  // pixels, the width of a square that is averaged
  bool inverted = false;
  double background = 0.6;
};

Drawing drawing_of(const Modules& modules, const Look& look, double begin = 0, double end = 1000) {
  const double angle = look.degrees * 3.14159265358979 / 180;
  const auto level = [=](double x, double y) {
    const double dx = x - look.x, dy = y - look.y;
    const double u = (dx * std::cos(angle) + dy * std::sin(angle)) / look.module + modules.columns / 2.0;
    const double v = (dy * std::cos(angle) - dx * std::sin(angle)) / look.module + modules.rows / 2.0;
    const bool is_quiet = u >= -4 && v >= -4 && u < modules.columns + 4 && v < modules.rows + 4;
    if (!is_quiet) return look.inverted ? 0.1 : look.background;
    const bool dark = modules.at(static_cast<int>(std::floor(u)), static_cast<int>(std::floor(v)));
    return dark != look.inverted ? 0.0 : 0.9;
  };
  return [=](double x, double y, double t) {
    if (t < begin || t >= end) return grey(0.4 + 0.1 * std::sin(x / 60));
    if (look.blur <= 0) return grey(level(x, y));
    double sum = 0;
    constexpr int steps = 5;
    for (int i = 0; i < steps * steps; ++i)
      sum += level(x + look.blur * ((i % steps) / (steps - 1.0) - 0.5),
                   y + look.blur * ((i / steps) / (steps - 1.0) - 0.5));
    return grey(sum / (steps * steps));
  };
}

FilterResult seen(const Modules& modules, const Look& look = {}) {
  return look_at(filter_named("qr"),
                 {.drawing = drawing_of(modules, look), .seconds = 1, .state = [](double) { return 0; }});
}

std::set<std::string> kinds_of(const FilterResult& result) {
  std::set<std::string> kinds;
  for (const Finding& finding : result.findings) kinds.insert(finding.kind);
  return kinds;
}

}  // namespace

TEST_CASE("the examples of qr are told as documented") {
  for (const Example& example : filter_named("qr").doc.examples) {
    CAPTURE(example.name);
    const FilterResult result = seen(example.input.empty() ? Modules{} : modules_of(std::string(example.input)));
    CHECK(result.findings.empty() == example.accepted);
  }
}

TEST_CASE("a QR code is read however it lies in the picture") {
  for (const bool by_another : {true, false}) {
    const Modules modules = by_another ? modules_of_another_program() : modules_of("https://bit.ly/3abcDEF");
    const std::vector<Look> looks{{},
                                  {.degrees = 30},
                                  {.degrees = 90},
                                  {.degrees = 197},
                                  {.x = 150, .y = 600, .module = 3},  // 75 pixels
                                  {.module = 5, .blur = 3.5},
                                  {.inverted = true},
                                  {.module = 4, .degrees = 15, .inverted = true},
                                  {.x = 1100, .y = 150, .module = 6, .background = 0.05}};
    for (const Look& look : looks) {
      CAPTURE(by_another, look.x, look.module, look.degrees, look.blur, look.inverted);
      const FilterResult result = seen(modules, look);
      REQUIRE(result.findings.size() == 2);
      const Finding& code = result.findings[0];
      CHECK(code.kind == "qr");
      CHECK(code.rule == "address");
      CHECK(code.text == "https://bit.ly/3abcDEF");
      REQUIRE(code.box);
      CHECK(code.box->x < look.x / 1280);
      CHECK(code.box->x + code.box->width > look.x / 1280);
      CHECK(code.box->y < look.y / 720);
      CHECK(code.box->y + code.box->height > look.y / 720);
      CHECK(code.box->width < 1.5 * 25 * look.module / 1280 + 0.01);
      const Finding& link = result.findings[1];
      CHECK(link.kind == "link");
      CHECK(link.rule == "shortener");
      CHECK(link.box == code.box);
      CHECK(link.start == code.start);
      CHECK_FALSE(link.span);
      CHECK(judge(Policy::default_policy(), result.findings, {}).kind == VerdictKind::review);
    }
  }
}

TEST_CASE("what a code holds is looked at as words are") {
  struct Case {
    std::string payload;
    std::string rule;
    std::set<std::string> kinds;
  };
  const std::vector<Case> cases{
      {"https://example.org/songs", "address", {"qr"}},
      {"https://diia.gov.ua.example.com/", "address", {"qr", "link"}},
      {"HTTPS://T.ME/PRACA", "address", {"qr", "link"}},
      {"tg://resolve?domain=praca", "address", {"qr", "link"}},
      {"tel:+4791234567", "call", {"qr", "pii.phone"}},
      {"mailto:anna.k@example.org?subject=praca", "call", {"qr", "pii.email"}},
      {"SMSTO:+48601234567:tak", "call", {"qr", "pii.phone"}},
      {"WIFI:T:WPA;S:dom;P:haslo123;;", "network", {"qr"}},
      {"geo:59.9139,10.7522", "place", {"qr"}},
      {"BEGIN:VCARD\nVERSION:3.0\nN:Kowalska;Anna\nTEL:+48601234567\nEMAIL:anna.k@example.org\nEND:VCARD",
       "contact",
       {"qr", "pii.phone", "pii.email"}},
      {"MECARD:N:Kowalska,Anna;TEL:+48601234567;;", "contact", {"qr", "pii.phone"}},
      {"BCD\n002\n1\nSCT\n\nAnna Kowalska\nNL91ABNA0417164300\nEUR10.00", "payment", {"qr", "pii.iban"}},
      {"otpauth://totp/anna?secret=JBSWY3DPEHPK3PXP", "secret", {"qr"}},
      {"PESEL 44051401359", "text", {"qr", "pii.pesel"}},
      {"Пісні двох домівок", "text", {"qr"}},
  };
  for (const Case& one : cases) {
    CAPTURE(one.payload);
    const FilterResult result = seen(modules_of(one.payload), {.module = 6});
    CHECK(kinds_of(result) == one.kinds);
    REQUIRE_FALSE(result.findings.empty());
    CHECK(result.findings[0].text == one.payload);
    CHECK(result.findings[0].rule == one.rule);
    for (const std::string& language : message_languages())
      CHECK(render(result.findings[0].message, language).find("filters.") == std::string::npos);
    CHECK(
        judge(Policy::default_policy(), result.findings, {}).kind ==
        (one.kinds.size() > 1 || score_of(payload_kind(one.payload)) >= 0.5 ? VerdictKind::review : VerdictKind::warn));
  }
}

TEST_CASE("other codes than QR are read too") {
  using enum ZXing::BarcodeFormat;
  CHECK(seen(modules_of("https://bit.ly/a", Aztec)).findings.size() == 2);
  CHECK(seen(modules_of("https://bit.ly/a", DataMatrix)).findings.size() == 2);
}

TEST_CASE("bar codes are read, dark on light and light on dark, however they lie in the picture") {
  using enum ZXing::BarcodeFormat;
  for (const bool inverted : {false, true})
    for (const double degrees : {0.0, 90.0, 180.0, 270.0}) {
      CAPTURE(inverted, degrees);
      const auto first_text = [&](const Modules& modules, double module) {
        const FilterResult result = seen(modules, {.module = module, .degrees = degrees, .inverted = inverted});
        return result.findings.empty() ? std::string() : result.findings[0].text;
      };
      CHECK(first_text(modules_of("5901234123457", EAN13, 95, 60), 4) == "5901234123457");
      CHECK(first_text(modules_of("ANNA-601234567", Code128, 200, 60), 3) == "ANNA-601234567");
    }
}

TEST_CASE("a code in a film has the times at which it is seen") {
  const Modules modules = modules_of("https://example.org/a");
  const FilterResult result =
      look_at(filter_named("qr"), {.drawing = drawing_of(modules, {}, 2.3, 5.6), .seconds = 8, .state = [](double t) {
                                     return t >= 2.3 && t < 5.6 ? 1 : 0;
                                   }});
  REQUIRE(result.findings.size() == 1);
  CHECK(*result.findings[0].start == Approx(2.3).margin(0.3));  // a cut is seen at once
  CHECK(*result.findings[0].end == Approx(5.6).margin(0.3));
  CHECK(result.evidence.at_or_null("looks").integer_or(0) >= 7);
  CHECK(result.evidence.at_or_null("looks").integer_or(0) <= 12);
}

TEST_CASE("two codes in one picture are two findings, one code that stays is one") {
  const Modules first = modules_of("https://example.org/a");
  const Modules second = modules_of("https://example.org/b");
  const Drawing left = drawing_of(first, {.x = 300});
  const Drawing right = drawing_of(second, {.x = 900});
  const FilterResult result =
      look_at(filter_named("qr"),
              {.drawing = [&](double x, double y, double t) { return x < 600 ? left(x, y, t) : right(x, y, t); },
               .seconds = 5,
               .state = [](double) { return 0; }});
  REQUIRE(result.findings.size() == 2);
  CHECK(*result.findings[0].start == 0);
  CHECK(*result.findings[0].end == Approx(5).margin(0.3));
}

TEST_CASE("pictures without codes have none") {
  const std::vector<Drawing> drawings{
      [](double, double, double) { return grey(0.5); },
      [](double x, double y, double) { return grey(0.5 + 0.4 * std::sin(x / 30) * std::cos(y / 23)); },
      [](double x, double, double) { return grey(std::fmod(x, 14) < 7 ? 0 : 1); },  // stripes
      [](double x, double y, double) {
        return grey((static_cast<int>(x / 16) + static_cast<int>(y / 16)) % 2);
      },                                // checks
      [](double x, double y, double) {  // noise of blocks
        const auto hash = (static_cast<unsigned>(x / 9) * 73856093U) ^ (static_cast<unsigned>(y / 9) * 19349663U);
        return grey((hash * 2654435761U >> 16U) % 2);
      },
      [](double x, double y, double) {  // rows of letters, roughly
        return grey(std::fmod(y, 40) < 22 && std::fmod(x * 1.3 + y * 0.2, 17) < 8 ? 0.05 : 0.9);
      },
  };
  for (const Drawing& drawing : drawings)
    CHECK(look_at(filter_named("qr"), {.drawing = drawing, .seconds = 1, .state = [](double) { return 0; }})
              .findings.empty());
}

TEST_CASE("what a code is for is told by its beginning") {
  CHECK(payload_kind("WiFi:S:a;;") == PayloadKind::network);
  CHECK(payload_kind("begin:vcard") == PayloadKind::contact);
  CHECK(payload_kind("intent://scan/#Intent;end") == PayloadKind::address);
  CHECK(payload_kind("://") == PayloadKind::text);
  CHECK(payload_kind("") == PayloadKind::text);
  CHECK(payload_kind("5901234123457") == PayloadKind::text);
}
