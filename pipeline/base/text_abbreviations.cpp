#include "pipeline/base/text_abbreviations.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace integrart {

namespace {

// Small letters stand for a capital at the beginning too; with a capital a word is meant as it is written. Points are
// those inside. Of our own making, from everyday use.
struct Abbreviations {
  std::string_view language;
  std::string_view inside;         // something always follows: a name, a number, an example
  std::string_view perhaps_end;    // may be the last word of a sentence
  std::string_view before_number;  // words of their own, abbreviations only before a number
  std::string_view initials;       // beside the single letters
};

constexpr auto abbreviations = std::to_array<Abbreviations>(
    {{"uk",
      " вул бул бульв просп пр пров пл наб шос м с смт обл р-н о п ім св преп проф акад доц канд др гр тов зав зам "
      "заст "
      "нач дир ред упоряд напр див пор т.зв т.ч моб буд кв корп оф каб арк іл укр англ рос фр пол лат приб нар "
      "пом ",
      " т.д т.п т.ін ін р рр ст н.е тис млн млрд грн коп год хв сек ", " тел рис мал табл гл розд ч т вип ", " Дж Дз "},
     {"pl",
      " ul al pl os św bł bp abp ks prof dr hab mgr inż gen płk mjr kpt ppor kard o p pp nr tel red "
      "opr oprac wyd zob np tzn tj tzw m.in m jw ur zm woj pow gm str s godz min wg dyr kier prez adm pt ds sp zw ang "
      "niem franc wł ros ukr łac ",
      " itd itp in i.in w r rr p.n.e n.e zł gr tys mln mld szt cd c.d jr sp.k o.o im ", " ok rys tab art ust rozdz t ",
      " Ch Cz Dz Rz Sz "},
     {"nl",
      " dhr mevr mw mej dr drs ir ing mr prof ds zr fr st jhr jkvr lt kol maj kpt nr nrs tel str blz pag bijv bv o.a "
      "d.w.z dwz i.p.v m.b.t t.a.v t.b.v t.o.v m.u.v m.n m.i i.v.m i.h.b t.n.v v.d ca evt incl excl resp vgl cf zgn zg "
      "fam gem prov afd dir uitg geb gebr ",
      " enz etc e.d e.a a.u.b jl jr sr v.Chr n.Chr min sec mln mld p.m a.s p.s b.v n.v ",
      " art hfst par p pp afb jan feb apr aug sept okt nov dec ", " Ch Chr IJ Ph Th "},
     {"nb",
      " bl.a f.eks dvs d.v.s ca nr tlf tel pga p.g.a mht m.h.t jf jfr hr fr frk dr prof st kl tidl ev evt ekskl inkl "
      "vedr ang avd adm dir red utg s sst f.o.m fom t.o.m i.h.t p.t pr pt f.d cand fung m.o.t ",
      " osv o.s.v o.l m.m m.fl mfl mv m.v e.l etc kr mill mrd min sek f.Kr e.Kr jr sr gt ",
      " kap art fig vol jan feb apr aug sept okt nov des ", " Chr Th "},
     {"nn",
      " m.a bl.a t.d f.eks dvs d.v.s ca nr tlf tel pga p.g.a mht m.h.t jf jfr hr fr frk dr prof st kl tidl ev evt "
      "ekskl "
      "inkl vedr ang avd adm dir red utg s sst f.o.m fom t.o.m i.h.t p.t pr pt f.d cand fung m.o.t ",
      " osv o.s.v o.l m.m m.fl mfl mv m.v e.l o.fl o.m.a etc kr mill mrd min sek f.Kr e.Kr jr sr gt ",
      " kap art fig vol jan feb apr aug sept okt nov des ", " Chr Th "},
     {"en",
      " Mr Mrs Ms Mx Dr Prof Rev Fr Hon St Ste Ft Mt Gen Col Capt Lt Sgt Maj Cpl Cmdr Gov Sen Rep Pres Supt Messrs Mme "
      "Mlle e.g i.e eg ie vs cf approx esp viz incl ",
      " etc a.m p.m Jr Sr Inc Ltd Co Corp Ph.D B.C A.D B.A M.A U.S U.K U.N U.S.A D.C E.U Ave Blvd Rd Dept ft lb oz hr "
      "min sec ",
      " no nos p pp vol fig figs ch chap art para Jan Feb Apr Aug Sept Oct Nov Dec ", " Ch Chr Ph Th "},
     {"ru",
      " ул пр-т просп пер пл наб бул бульв ш г с д дер пос обл р-н о п св преп проф акад доц канд зав зам нач ред сост "
      "напр см ср т.е т.к т.н т.о т.ч гр г-н г-жа моб кв корп стр оф каб англ фр рус укр лат ",
      " т.д т.п др пр гг в вв н.э руб коп тыс млн млрд час мин сек им ч ", " тел рис гл табл ст вып п разд ",
      " Дж Дз "},
     {"ar", " ص.ب أ.د ", " إلخ الخ هـ ق.م ", "", ""}});

const Abbreviations* abbreviations_of(const LanguageTag& language) {
  const std::string primary = language.primary();
  const auto found = std::ranges::find(abbreviations, primary, &Abbreviations::language);
  return found == abbreviations.end() ? nullptr : &*found;
}

std::string_view first_letter(std::string_view text) {
  std::size_t length = text.empty() ? 0 : 1;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) ++length;
  return text.substr(0, length);
}

bool is_listed(std::string_view list, const std::string& token) {
  if (token.empty() || list.find(" " + token + " ") != std::string_view::npos) return !token.empty();
  const std::string_view first = first_letter(token);
  if (first.size() == token.size()) return false;  // a capital alone is an initial
  return list.find(" " + case_folded(first) + token.substr(first.size()) + " ") != std::string_view::npos;
}

/// A digit as Europe or as Arabic writes it.
bool starts_with_digit(std::string_view text) {
  if (text.size() > 1 && text[0] == '\xD9' && text[1] >= '\xA0' && text[1] <= '\xA9') return true;
  return !text.empty() && text[0] >= '0' && text[0] <= '9';
}

bool ends_with_digit(std::string_view text) {
  return starts_with_digit(text.substr(text.size() - std::min<std::size_t>(text.size(), 1))) ||
         (text.size() > 1 && starts_with_digit(text.substr(text.size() - 2)));
}

/// What stands between white space at the end of `text`, quotation marks and brackets before it left out: three at
/// most, the last one first, and nothing longer than an abbreviation.
std::vector<std::string> last_tokens(std::string_view text) {
  constexpr auto openers =
      std::to_array<std::string_view>({"(", "[", "\"", "'", "„", "“", "«", "‘", "‚", "/", "–", "—"});
  constexpr auto spaces = std::to_array<std::string_view>({" ", "\t", "\u00A0", "\u202F", "\u2009"});
  const auto ends_with_one_of = [&](const auto& signs) {
    const auto sign = std::ranges::find_if(signs, [&](std::string_view one) { return text.ends_with(one); });
    return sign == signs.end() ? std::size_t{0} : sign->size();
  };
  constexpr std::size_t longest_token = 40;  // bytes
  std::vector<std::string> tokens;
  while (!text.empty() && tokens.size() < 3) {
    std::string_view token = text;
    while (!text.empty() && ends_with_one_of(spaces) == 0 && ends_with_one_of(openers) == 0) {
      text.remove_suffix(1);
      if (token.size() - text.size() > longest_token) return tokens;
    }
    token.remove_prefix(text.size());
    tokens.emplace_back(token);
    while (const std::size_t bytes = ends_with_one_of(openers)) text.remove_suffix(bytes);
    while (const std::size_t bytes = ends_with_one_of(spaces)) text.remove_suffix(bytes);
  }
  return tokens;
}

/// "т. д." and "p. n. e." are written with spaces, too: the longest of the last tokens that `is_known`.
template <class Known>
bool known_with_spaces(const std::vector<std::string>& tokens, Known&& is_known) {
  std::string joined = tokens.front();
  bool known = is_known(joined);
  for (std::size_t i = 1; i < tokens.size() && tokens[i].ends_with('.') && !known; ++i) {
    joined.insert(0, tokens[i]);
    known = is_known(joined);
  }
  return known;
}

bool is_capital_letter(std::string_view letter) {
  return case_folded(letter) != letter;
}

/// "A", "A.B", "Дж": single capitals, one after the other; Arabic, which has none, abbreviates with any letter.
bool is_initial(std::string_view token, std::string_view initials, bool arabic) {
  if (initials.find(" " + std::string(token) + " ") != std::string_view::npos) return true;
  while (!token.empty()) {
    const std::string_view letter = first_letter(token);
    if (!is_capital_letter(letter) && !(arabic && letter.size() == 2)) return false;
    token.remove_prefix(letter.size());
    if (token.starts_with('.'))
      token.remove_prefix(1);
    else if (!token.empty())
      return false;
  }
  return true;
}

/// Capitals that are also the word for the one who speaks.
bool is_pronoun(std::string_view token, const LanguageTag& language) {
  const std::string primary = language.primary();
  return primary == "en" ? token == "I" : (primary == "uk" || primary == "ru") && token == "Я";
}

bool has_line_break(std::string_view space) {
  return space.find_first_of("\n\r\v\f") != std::string_view::npos || space.find("\u2028") != std::string_view::npos ||
         space.find("\u2029") != std::string_view::npos || space.find("\u0085") != std::string_view::npos;
}

struct LastWord {
  std::vector<std::string> tokens;  // the last one first
  bool after_number = false;
  bool next_is_initial = false;
};

/// Whether a name may go on after its initial.
bool ends_with_initial(const LastWord& last, const Abbreviations* known, const LanguageTag& language) {
  const std::string_view more = known == nullptr ? "" : known->initials;
  const bool arabic = language.primary() == "ar";
  if (last.tokens.front().empty() || !is_initial(last.tokens.front(), more, arabic)) return false;
  if (!is_pronoun(last.tokens.front(), language)) return true;
  const bool after_initial = last.tokens.size() > 1 && last.tokens[1].ends_with('.') &&
                             is_initial(last.tokens[1].substr(0, last.tokens[1].size() - 1), more, arabic);
  return after_initial || last.next_is_initial;
}

}  // namespace

bool is_abbreviation(std::string_view word, const LanguageTag& language) {
  const Abbreviations* known = abbreviations_of(language);
  const std::string token(word);
  return known != nullptr && (is_listed(known->inside, token) || is_listed(known->perhaps_end, token));
}

bool continues_sentence(std::string_view text, ByteRange before, ByteRange after, const LanguageTag& language) {
  const std::string_view piece = text.substr(before.begin, before.end - before.begin);
  if (!piece.ends_with('.') || has_line_break(text.substr(before.end, after.begin - before.end))) return false;
  const std::string_view next = text.substr(after.begin, after.end - after.begin);
  LastWord last;
  last.tokens = last_tokens(piece.substr(0, piece.size() - 1));
  if (last.tokens.empty()) return false;
  last.after_number = last.tokens.size() > 1 && ends_with_digit(last.tokens[1]);
  const std::string_view letter = first_letter(next);
  last.next_is_initial = is_capital_letter(letter) && next.substr(letter.size()).starts_with('.');
  const Abbreviations* known = abbreviations_of(language);
  const auto in = [&](std::string_view list) {
    return known_with_spaces(last.tokens, [&](const std::string& token) { return is_listed(list, token); });
  };
  const bool perhaps_end = known != nullptr && in(known->perhaps_end);
  const bool inside = (known != nullptr && in(known->inside)) || ends_with_initial(last, known, language);
  if (known != nullptr && !inside && starts_with_digit(next) && in(known->before_number)) return true;
  constexpr std::size_t fewest_words = 4;
  if (perhaps_end || (inside && last.after_number)) return word_ranges(piece, language).size() < fewest_words;
  return inside;
}

}  // namespace integrart
