#pragma once
// The parts of the XLIFF format: 1.2 (OASIS Standard, 2008) and 2.0, 2.1, 2.2 (OASIS Standards, 2014 to 2025).

#include <string>
#include <string_view>

#include "formats/exchange/shared/grammar.h"
#include "formats/xml/xml.h"
#include "pipeline/base/exchange_format.h"

namespace integrart::xliff {

inline constexpr std::string_view space_1_2 = "urn:oasis:names:tc:xliff:document:1.2";
inline constexpr std::string_view space_2 = "urn:oasis:names:tc:xliff:document:2.0";
inline constexpr std::string_view space_2_2 = "urn:oasis:names:tc:xliff:document:2.2";
inline constexpr std::string_view space_slr = "urn:oasis:names:tc:xliff:sizerestriction:2.0";
inline constexpr std::string_view space_mtc = "urn:oasis:names:tc:xliff:matches:2.0";
inline constexpr std::string_view space_gls = "urn:oasis:names:tc:xliff:glossary:2.0";
inline constexpr std::string_view space_fs = "urn:oasis:names:tc:xliff:fs:2.0";
inline constexpr std::string_view space_mda = "urn:oasis:names:tc:xliff:metadata:2.0";
inline constexpr std::string_view space_res = "urn:oasis:names:tc:xliff:resourcedata:2.0";
inline constexpr std::string_view space_ctr = "urn:oasis:names:tc:xliff:changetracking:2.0";
inline constexpr std::string_view space_val = "urn:oasis:names:tc:xliff:validation:2.0";

Result<Noted<ExchangeDocument>> read_1_2(const XmlNode& root, const ExchangeLimits& limits);
Result<Noted<ExchangeDocument>> read_2(const XmlNode& root, const ExchangeLimits& limits);
Result<Noted<std::string>> write_1_2(const ExchangeDocument& document);
/// `version`: "2.0", "2.1" or "2.2". They differ in the name space of the core; those of the modules stayed.
Result<Noted<std::string>> write_2(const ExchangeDocument& document, std::string_view version);
ExchangeProblems check_1_2(const XmlNode& root);
ExchangeProblems check_2(const XmlNode& root);

// The parts of check_2.
const Grammar& grammar_2();
void check_units_2(const XmlNode& root, ExchangeProblems& problems);
/// Inline codes and annotations of one unit: pairs, ids, copies, order, what must stay.
void check_codes_2(const XmlNode& unit, ExchangeProblems& problems);
/// Fragment identifiers: their syntax, and that they lead somewhere.
void check_references_2(const XmlNode& root, ExchangeProblems& problems);
/// Modules: matches, glossary, metadata, resources, sizes, changes, validation, style.
void check_modules_2(const XmlNode& root, ExchangeProblems& problems);

}  // namespace integrart::xliff
