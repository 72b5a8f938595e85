#include "filters/text/personal_data/public_contacts.h"

#include <algorithm>
#include <array>

namespace integrart::personal_data {
namespace {

/// Domains of states and authorities, and of organisations that migrants turn to, from their own public sites. What
/// stands in front of a dot before them belongs to them: oslo.kommune.no, mazowieckie.uw.gov.pl.
constexpr auto public_domains = std::to_array<std::u32string_view>({
    // Norway
    U"udi.no",
    U"une.no",
    U"imdi.no",
    U"nav.no",
    U"politiet.no",
    U"skatteetaten.no",
    U"helsenorge.no",
    U"bufdir.no",
    U"bufetat.no",
    U"barneombudet.no",
    U"ldo.no",
    U"hkdir.no",
    U"kommune.no",
    U"dep.no",
    U"regjeringen.no",
    U"norge.no",
    U"statsforvalteren.no",
    U"domstol.no",
    U"rodekors.no",
    U"noas.org",
    U"caritas.no",
    U"krisesenter.com",
    U"mentalhelse.no",
    U"kirkens-sos.no",
    U"seif.no",
    // Poland
    U"gov.pl",
    U"zus.pl",
    U"nfz.pl",
    U"sejm.pl",
    U"fdds.pl",
    U"niebieskalinia.pl",
    U"niebieskalinia.info",
    U"cpk.org.pl",
    U"interwencjaprawna.pl",
    U"ocalenie.org.pl",
    U"hfhr.pl",
    U"pck.pl",
    U"pah.org.pl",
    U"caritas.pl",
    U"strada.org.pl",
    // the Netherlands
    U"ind.nl",
    U"coa.nl",
    U"dtv.nl",
    U"rijksoverheid.nl",
    U"overheid.nl",
    U"politie.nl",
    U"belastingdienst.nl",
    U"uwv.nl",
    U"duo.nl",
    U"svb.nl",
    U"amsterdam.nl",
    U"rotterdam.nl",
    U"denhaag.nl",
    U"utrecht.nl",
    U"vluchtelingenwerk.nl",
    U"slachtofferhulp.nl",
    U"113.nl",
    U"veiligthuis.nl",
    U"juridischloket.nl",
    U"rodekruis.nl",
    // Ukraine
    U"gov.ua",
    U"diia.app",
    U"redcross.org.ua",
    U"la-strada.org.ua",
    // of many countries
    U"europa.eu",
    U"unhcr.org",
    U"iom.int",
    U"icrc.org",
});

constexpr auto names_of_tasks = std::to_array<std::u32string_view>({
    U"info",          U"informacja",      U"informasjon", U"informatie",    U"post",
    U"postmottak",    U"e-post",          U"epost",       U"firmapost",     U"mail",
    U"mailbox",       U"kontakt",         U"contact",     U"kancelaria",    U"sekretariat",
    U"sekretariatet", U"biuro",           U"office",      U"bureau",        U"help",
    U"helpdesk",      U"helpline",        U"hjelp",       U"hulp",          U"pomoc",
    U"support",       U"service",         U"servicedesk", U"servicesenter", U"klantenservice",
    U"klantcontact",  U"kundeservice",    U"bok",         U"infolinia",     U"hotline",
    U"press",         U"presse",          U"pressevakt",  U"pers",          U"prasa",
    U"rzecznik",      U"media",           U"noreply",     U"no-reply",      U"do-not-reply",
    U"webmaster",     U"arkiv",           U"archief",     U"archiwum",      U"privacy",
    U"personvern",    U"personvernombud", U"iod",         U"dpo",           U"fg",
    U"zvernennya",    U"zvernennia",      U"vidkryto",    U"gromada",       U"reception",
    U"skargi",        U"cudzoziemcy",     U"asiel",       U"asyl",          U"azyl",
    U"migracja",      U"ukraina",         U"ukraine",     U"legalisering",
});

bool belongs_to(std::u32string_view domain, std::u32string_view owner) {
  return domain == owner ||
         (domain.size() > owner.size() && domain.ends_with(owner) && domain[domain.size() - owner.size() - 1] == U'.');
}

}  // namespace

bool is_public_mailbox(std::u32string_view name, std::u32string_view domain) {
  const bool task = std::ranges::find(names_of_tasks, name) != names_of_tasks.end();
  return std::ranges::any_of(public_domains, [&](std::u32string_view owner) {
    const bool own_name = name == owner.substr(0, owner.find(U'.'));  // udi@udi.no
    return (task || own_name) && belongs_to(domain, owner);
  });
}

}  // namespace integrart::personal_data
