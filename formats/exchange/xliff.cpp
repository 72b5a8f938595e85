// XLIFF: the exchange format of translators, old (1.2) and new (2.0, 2.1, 2.2).

#include <algorithm>

#include "formats/exchange/xliff/xliff.h"
#include "pipeline/base/documents/prefilled_targets.h"

#include "formats/exchange/shared/reading.h"
#include "formats/exchange/shared/writing.h"
#include "formats/tables.h"

namespace integrart {

namespace {

constexpr std::string_view extensions[] = {"xlf", "xliff"};
constexpr std::string_view versions[] = {"2.1", "1.2", "2.0", "2.2"};

constexpr Example examples[] = {
    {"2.1 with a state, a note, a limit and a code",
     "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.1' srcLang='uk' trgLang='pl' "
     "xmlns:slr='urn:oasis:names:tc:xliff:sizerestriction:2.0'><file id='f1'>"
     "<slr:profiles generalProfile='xliff:codepoints'/><unit id='c1' slr:sizeRestriction='42'><notes><note>тихо</note>"
     "</notes><originalData><data id='d1'>&lt;i></data><data id='d2'>&lt;/i></data></originalData>"
     "<segment state='translated'><source><pc id='1' dataRefStart='d1' dataRefEnd='d2'>Спи</pc>, мій</source>"
     "<target><pc id='1' dataRefStart='d1' dataRefEnd='d2'>Śpij</pc>, mój</target></segment></unit></file></xliff>"},
    {"1.2 with a suggestion",
     "<xliff xmlns='urn:oasis:names:tc:xliff:document:1.2' version='1.2'><file original='a.srt' source-language='uk' "
     "target-language='en' datatype='plaintext'><body><trans-unit id='1'><source>Два <g id='1'>доми</g></source>"
     "<target state='needs-review-translation'>Two <g id='1'>homes</g></target><alt-trans match-quality='80'>"
     "<target>Two houses</target></alt-trans></trans-unit></body></file></xliff>"},
    {"TMX", "<tmx version='1.4'/>", false},
    {"an entity bomb", "<!DOCTYPE x [<!ENTITY a 'b'>]><xliff>&a;</xliff>", false},
    {"no XML", "WEBVTT\n", false},
};

bool is_2(const XmlNode& root) {
  return root.space.starts_with("urn:oasis:names:tc:xliff:document:2.");
}

Result<XmlNode> xliff_root(std::string_view bytes, const ExchangeLimits& limits) {
  TRY_ASSIGN(XmlNode root, root_of(bytes, limits));
  if (root.name != "xliff") return fail(Errc::unrecognised, "exchange.not_xliff");
  // 1.0 had no namespace, and tools leave that of 1.1 and 1.2 out.
  const bool old =
      root.space.empty() || root.space == xliff::space_1_2 || root.space == "urn:oasis:names:tc:xliff:document:1.1";
  if (!old && !is_2(root)) return fail(Errc::unsupported, "exchange.xliff_version", {{"version", shown(root.space)}});
  return root;
}

Result<Noted<ExchangeDocument>> read(std::string_view bytes, const ExchangeLimits& limits) {
  TRY_ASSIGN(const XmlNode root, xliff_root(bytes, limits));
  TRY_ASSIGN(auto document, is_2(root) ? xliff::read_2(root, limits) : xliff::read_1_2(root, limits));
  document.value = without_prefilled(std::move(document.value));
  return document;
}

Result<std::vector<ExchangeProblem>> check(std::string_view bytes, const ExchangeLimits& limits) {
  TRY_ASSIGN(const XmlNode root, xliff_root(bytes, limits));
  return is_2(root) ? xliff::check_2(root) : xliff::check_1_2(root);
}

constexpr ExchangeFeatures kept_by_xliff{.states = true, .notes = true, .limits = true, .codes = true, .matches = true};

Result<Noted<std::string>> write(const ExchangeDocument& document, std::string_view version) {
  if (version.empty()) version = versions[0];
  if (std::ranges::find(versions, version) == std::end(versions))
    return fail(Errc::unsupported, "exchange.xliff_version", {{"version", shown(version)}});
  TRY_ASSIGN(Noted<std::string> written,
             version == "1.2" ? xliff::write_1_2(document) : xliff::write_2(document, version));
  tell_losses(document, kept_by_xliff, written.notes);
  return written;
}

}  // namespace

extern const ExchangeFormat exchange_xliff;
const ExchangeFormat exchange_xliff{
    .id = "xliff",
    .media_type = "application/xliff+xml",
    .extensions = extensions,
    .doc = {.summary = "XLIFF 1.2, 2.0, 2.1 and 2.2, the exchange format of translators.",
            .details =
                "Reads states, notes, groups, inline codes with their data, annotations, suggestions (alt-trans, the "
                "matches module) and limits in characters (maxwidth, the size restriction module). Writes all "
                "four, 2.1 unless asked. Skeletons, other modules and extensions are left out with notes. The check "
                "holds a file to the "
                "grammar of its version and to the specification's rules about identifiers, references, pairs of "
                "codes, order, languages, states and modules; it uses no schema. May be called from any thread.",
            .source = "https://docs.oasis-open.org/xliff/xliff-core/v2.1/xliff-core-v2.1.html",
            .examples = examples},
    .keeps = kept_by_xliff,
    .versions = versions,
    .read = read,
    .write = write,
    .check = check};

}  // namespace integrart
