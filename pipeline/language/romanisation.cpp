#include "pipeline/language/romanisation.h"

#include <algorithm>
#include <array>

namespace integrart {

namespace {

// The rules are read from top to bottom at every place; what stands left of `{` and right of `}` is context. Left
// context is Latin already, because ICU works from left to right. `$start` is the beginning of a word: an apostrophe
// does not begin one. A capital letter of more than one Latin letter is written "Zh", among capitals "ZH".
#define START "$start = [[^[:L:][:M:][:N:]\\'’ʼ] $] ;"
#define BETWEEN_LETTERS "[:L:] { [\\'’ʼ] } [:L:] > ;"

constexpr std::string_view ukrainian = ":: NFC ;" START R"(
ЗГ > ZGH ; Зг > Zgh ; зГ > zGH ; зг > zgh ;
$start { Є } [:Lu:] > YE ; $start { Є > Ye ; $start { є > ye ; [:Lu:] { Є > IE ; Є > Ie ; є > ie ;
$start { Ї } [:Lu:] > YI ; $start { Ї > Yi ; $start { ї > yi ; Ї > I ; ї > i ;
$start { Й > Y ; $start { й > y ; Й > I ; й > i ;
$start { Ю } [:Lu:] > YU ; $start { Ю > Yu ; $start { ю > yu ; [:Lu:] { Ю > IU ; Ю > Iu ; ю > iu ;
$start { Я } [:Lu:] > YA ; $start { Я > Ya ; $start { я > ya ; [:Lu:] { Я > IA ; Я > Ia ; я > ia ;
Ж } [:Lu:] > ZH ; [:Lu:] { Ж > ZH ; Ж > Zh ; ж > zh ;
Х } [:Lu:] > KH ; [:Lu:] { Х > KH ; Х > Kh ; х > kh ;
Ц } [:Lu:] > TS ; [:Lu:] { Ц > TS ; Ц > Ts ; ц > ts ;
Ч } [:Lu:] > CH ; [:Lu:] { Ч > CH ; Ч > Ch ; ч > ch ;
Ш } [:Lu:] > SH ; [:Lu:] { Ш > SH ; Ш > Sh ; ш > sh ;
Щ } [:Lu:] > SHCH ; [:Lu:] { Щ > SHCH ; Щ > Shch ; щ > shch ;
А > A ; а > a ; Б > B ; б > b ; В > V ; в > v ; Г > H ; г > h ; Ґ > G ; ґ > g ; Д > D ; д > d ; Е > E ; е > e ;
З > Z ; з > z ; И > Y ; и > y ; І > I ; і > i ; К > K ; к > k ; Л > L ; л > l ; М > M ; м > m ; Н > N ; н > n ;
О > O ; о > o ; П > P ; п > p ; Р > R ; р > r ; С > S ; с > s ; Т > T ; т > t ; У > U ; у > u ; Ф > F ; ф > f ;
Ь > ; ь > ;
)" BETWEEN_LETTERS;

constexpr std::string_view russian = R"(:: NFC ;
Ж } [:Lu:] > ZH ; [:Lu:] { Ж > ZH ; Ж > Zh ; ж > zh ;
Х } [:Lu:] > KH ; [:Lu:] { Х > KH ; Х > Kh ; х > kh ;
Ц } [:Lu:] > TS ; [:Lu:] { Ц > TS ; Ц > Ts ; ц > ts ;
Ч } [:Lu:] > CH ; [:Lu:] { Ч > CH ; Ч > Ch ; ч > ch ;
Ш } [:Lu:] > SH ; [:Lu:] { Ш > SH ; Ш > Sh ; ш > sh ;
Щ } [:Lu:] > SHCH ; [:Lu:] { Щ > SHCH ; Щ > Shch ; щ > shch ;
Ю } [:Lu:] > IU ; [:Lu:] { Ю > IU ; Ю > Iu ; ю > iu ;
Я } [:Lu:] > IA ; [:Lu:] { Я > IA ; Я > Ia ; я > ia ;
Ъ > IE ; ъ > ie ; Ь > ; ь > ;
А > A ; а > a ; Б > B ; б > b ; В > V ; в > v ; Г > G ; г > g ; Д > D ; д > d ; Е > E ; е > e ; Ё > E ; ё > e ;
З > Z ; з > z ; И > I ; и > i ; Й > I ; й > i ; К > K ; к > k ; Л > L ; л > l ; М > M ; м > m ; Н > N ; н > n ;
О > O ; о > o ; П > P ; п > p ; Р > R ; р > r ; С > S ; с > s ; Т > T ; т > t ; У > U ; у > u ; Ф > F ; ф > f ;
Ы > Y ; ы > y ; Э > E ; э > e ;
)";

// е, ё, ю, я are je, jo, ju, ja at the beginning of a word and after a vowel, an apostrophe, ь and ў; ie, io, iu, ia
// after consonants. The soft sign is on the letter before it.
constexpr std::string_view belarusian = ":: NFC ;" START R"(
$capital = [AEIOUYŬĹŃŚŹĆ] ;
$open = [[^[:L:][:M:][:N:]] AEIOUYŬaeiouyŭĹŃŚŹĆĺńśźć $] ;
ЛЬ > Ĺ ; Ль > Ĺ ; ль > ĺ ; НЬ > Ń ; Нь > Ń ; нь > ń ; СЬ > Ś ; Сь > Ś ; сь > ś ; ЗЬ > Ź ; Зь > Ź ; зь > ź ;
ЦЬ > Ć ; Ць > Ć ; ць > ć ;
[\'’ʼ] Е > JE ; [\'’ʼ] е > je ; [\'’ʼ] Ё > JO ; [\'’ʼ] ё > jo ; [\'’ʼ] Ю > JU ; [\'’ʼ] ю > ju ; [\'’ʼ] Я > JA ; [\'’ʼ] я > ja ;
$open { Е } [:Lu:] > JE ; $capital { Е > JE ; $open { Е > Je ; $open { е > je ; [:Lu:] { Е > IE ; Е > Ie ; е > ie ;
$open { Ё } [:Lu:] > JO ; $capital { Ё > JO ; $open { Ё > Jo ; $open { ё > jo ; [:Lu:] { Ё > IO ; Ё > Io ; ё > io ;
$open { Ю } [:Lu:] > JU ; $capital { Ю > JU ; $open { Ю > Ju ; $open { ю > ju ; [:Lu:] { Ю > IU ; Ю > Iu ; ю > iu ;
$open { Я } [:Lu:] > JA ; $capital { Я > JA ; $open { Я > Ja ; $open { я > ja ; [:Lu:] { Я > IA ; Я > Ia ; я > ia ;
Х } [:Lu:] > CH ; [:Lu:] { Х > CH ; Х > Ch ; х > ch ;
А > A ; а > a ; Б > B ; б > b ; В > V ; в > v ; Г > H ; г > h ; Ґ > G ; ґ > g ; Д > D ; д > d ; Ж > Ž ; ж > ž ;
З > Z ; з > z ; І > I ; і > i ; Й > J ; й > j ; К > K ; к > k ; Л > L ; л > l ; М > M ; м > m ; Н > N ; н > n ;
О > O ; о > o ; П > P ; п > p ; Р > R ; р > r ; С > S ; с > s ; Т > T ; т > t ; У > U ; у > u ; Ў > Ŭ ; ў > ŭ ;
Ф > F ; ф > f ; Ц > C ; ц > c ; Ч > Č ; ч > č ; Ш > Š ; ш > š ; Ы > Y ; ы > y ; Э > E ; э > e ; Ь > ; ь > ;
)" BETWEEN_LETTERS;

// At the end of a word -ия is -ia; the country's own name is an exception of the law.
constexpr std::string_view bulgarian = ":: NFC ;" START R"(
$end = [[^[:L:][:M:][:N:]] $] ;
$start { Българ } [иск] > Bulgar ; $start { БЪЛГАР } [ИСК] > BULGAR ; $start { българ } [иск] > bulgar ;
ИЯ } $end > IA ; ия } $end > ia ;
Ж } [:Lu:] > ZH ; [:Lu:] { Ж > ZH ; Ж > Zh ; ж > zh ;
Ц } [:Lu:] > TS ; [:Lu:] { Ц > TS ; Ц > Ts ; ц > ts ;
Ч } [:Lu:] > CH ; [:Lu:] { Ч > CH ; Ч > Ch ; ч > ch ;
Ш } [:Lu:] > SH ; [:Lu:] { Ш > SH ; Ш > Sh ; ш > sh ;
Щ } [:Lu:] > SHT ; [:Lu:] { Щ > SHT ; Щ > Sht ; щ > sht ;
Ю } [:Lu:] > YU ; [:Lu:] { Ю > YU ; Ю > Yu ; ю > yu ;
Я } [:Lu:] > YA ; [:Lu:] { Я > YA ; Я > Ya ; я > ya ;
А > A ; а > a ; Б > B ; б > b ; В > V ; в > v ; Г > G ; г > g ; Д > D ; д > d ; Е > E ; е > e ; З > Z ; з > z ;
И > I ; и > i ; Ѝ > I ; ѝ > i ; Й > Y ; й > y ; К > K ; к > k ; Л > L ; л > l ; М > M ; м > m ; Н > N ; н > n ;
О > O ; о > o ; П > P ; п > p ; Р > R ; р > r ; С > S ; с > s ; Т > T ; т > t ; У > U ; у > u ; Ф > F ; ф > f ;
Х > H ; х > h ; Ъ > A ; ъ > a ; Ь > Y ; ь > y ;
)";

constexpr std::string_view serbian = R"(:: NFC ;
Љ } [:Lu:] > LJ ; [:Lu:] { Љ > LJ ; Љ > Lj ; љ > lj ;
Њ } [:Lu:] > NJ ; [:Lu:] { Њ > NJ ; Њ > Nj ; њ > nj ;
Џ } [:Lu:] > DŽ ; [:Lu:] { Џ > DŽ ; Џ > Dž ; џ > dž ;
А > A ; а > a ; Б > B ; б > b ; В > V ; в > v ; Г > G ; г > g ; Д > D ; д > d ; Ђ > Đ ; ђ > đ ; Е > E ; е > e ;
Ж > Ž ; ж > ž ; З > Z ; з > z ; И > I ; и > i ; Ј > J ; ј > j ; К > K ; к > k ; Л > L ; л > l ; М > M ; м > m ;
Н > N ; н > n ; О > O ; о > o ; П > P ; п > p ; Р > R ; р > r ; С > S ; с > s ; Т > T ; т > t ; Ћ > Ć ; ћ > ć ;
У > U ; у > u ; Ф > F ; ф > f ; Х > H ; х > h ; Ц > C ; ц > c ; Ч > Č ; ч > č ; Ш > Š ; ш > š ;
)";

#undef START
#undef BETWEEN_LETTERS

constexpr std::array standards{
    RomanisationStandard{"uk",
                         "Resolution 55 of the Cabinet of Ministers of Ukraine (2010)",
                         "https://zakon.rada.gov.ua/laws/show/55-2010-%D0%BF",
                         ukrainian,
                         {},
                         true},
    RomanisationStandard{"ru",
                         "ICAO Doc 9303, part 3 (Russian passports since 2014)",
                         "https://www.icao.int/publications/Documents/9303_p3_cons_en.pdf",
                         russian,
                         {},
                         true},
    RomanisationStandard{"be",
                         "Instruction on transliteration of Belarusian geographical names (2007; UN resolution X/4)",
                         "https://unstats.un.org/unsd/geoinfo/ungegn/docs/10th-uncsgn-docs/econf/",
                         belarusian,
                         {},
                         true},
    RomanisationStandard{
        "bg", "Transliteration Act of Bulgaria (2009)", "https://lex.bg/laws/ldoc/2135623667", bulgarian, {}, true},
    RomanisationStandard{"sr",
                         "Serbian Latin alphabet (Gaj)",
                         "https://unicode.org/cldr/charts/latest/transforms/index.html",
                         serbian,
                         {},
                         true},
    RomanisationStandard{"ar",
                         "ICU Arab-Latn",
                         "https://unicode.org/cldr/charts/latest/transforms/index.html",
                         {},
                         "Arab-Latn; NFC",
                         false},
    RomanisationStandard{"fa",
                         "ICU fa-fa_Latn/BGN",
                         "https://unicode.org/cldr/charts/latest/transforms/index.html",
                         {},
                         "fa-fa_Latn/BGN; NFC",
                         false},
};

}  // namespace

std::span<const RomanisationStandard> romanisation_standards() {
  return standards;
}

Result<Romanisation> Romanisation::of(const LanguageTag& language) {
  const auto standard = std::ranges::find(standards, language.primary(), &RomanisationStandard::language);
  if (standard == standards.end())
    return fail(Errc::unsupported, "language.no_romanisation", {{"language", language.text()}});
  TRY_ASSIGN(Transliteration transliteration, standard->rules.empty() ? Transliteration::named(standard->named)
                                                                      : Transliteration::from_rules(standard->rules));
  return Romanisation(*standard, std::move(transliteration));
}

}  // namespace integrart
