// Elements and attributes of XLIFF 2.0, 2.1 and 2.2 with their modules, after the specification's sections 4.2, 4.3, 5.

#include "formats/exchange/xliff/xliff.h"

namespace integrart::xliff {

namespace {

#define YES_NO "yes|no"
#define STYLE " fs:fs=any fs:subFs=any"
#define SIZES \
  " slr:storageRestriction=any slr:sizeRestriction=any slr:equivStorage=any slr:sizeInfo=any slr:sizeInfoRef=nmtoken"
#define DIRECTIONS " srcDir=ltr|rtl|auto trgDir=ltr|rtl|auto"
#define EDITING " canCopy=" YES_NO " canDelete=" YES_NO " copyOf=nmtoken"
#define CODE_TYPE " type=fmt|ui|quote|link|image|other subType=prefixed"
#define MARK " translate=" YES_NO " type=generic|comment|term|prefixed ref=any value=any other" STYLE SIZES
#define INLINE "text cp|ph|pc|sc|ec|mrk|sm|em*"

constexpr ElementRule rules[] = {
    {"", "xliff",
     "version!=2.0|2.1|2.2 srcLang!=language trgLang=language xml:space=default|preserve xml:lang=any other",
     "mda:metadata? file+"},
    {"", "file",
     "id!=nmtoken canResegment=" YES_NO " original=any translate=" YES_NO
     " xml:space=default|preserve xml:lang=any other" DIRECTIONS STYLE SIZES,
     "skeleton? other* notes? unit|group+"},
    {"", "skeleton", "href=any", "any"},
    {"", "group",
     "id!=nmtoken canResegment=" YES_NO " name=any translate=" YES_NO
     " type=prefixed xml:space=default|preserve xml:lang=any other" DIRECTIONS STYLE SIZES,
     "other* notes? unit|group*"},
    {"", "unit",
     "id!=nmtoken canResegment=" YES_NO " name=any translate=" YES_NO
     " type=prefixed xml:space=default|preserve xml:lang=any other" DIRECTIONS STYLE SIZES,
     "other* notes? originalData? segment|ignorable+"},
    {"", "notes", "", "note+"},
    {"", "note", "id=nmtoken appliesTo=source|target category=any priority=1|2|3|4|5|6|7|8|9|10 ref=any other" STYLE,
     "text"},
    {"", "originalData", "", "data+"},
    {"", "data", "id!=nmtoken dir=ltr|rtl|auto xml:space=preserve", "text cp*"},
    {"", "segment",
     "id=nmtoken canResegment=" YES_NO " state=initial|translated|reviewed|final subState=prefixed pgs:case=any",
     "source target?"},
    {"", "ignorable", "id=nmtoken", "source target?"},
    {"", "source", "xml:lang=language xml:space=default|preserve", INLINE},
    {"", "target", "xml:lang=language xml:space=default|preserve order=positive", INLINE},
    {"", "cp", "hex!=any", ""},
    {"", "ph",
     "id!=nmtoken canReorder=yes|no|firstNo dataRef=nmtoken disp=any equiv=any subFlows=nmtokens" EDITING CODE_TYPE
         STYLE SIZES,
     ""},
    {"", "pc",
     "id!=nmtoken canOverlap=" YES_NO " canReorder=yes|no|firstNo dataRefStart=nmtoken dataRefEnd=nmtoken"
     " dispStart=any dispEnd=any equivStart=any equivEnd=any subFlowsStart=nmtokens subFlowsEnd=nmtokens"
     " dir=ltr|rtl|auto" EDITING CODE_TYPE STYLE SIZES,
     INLINE},
    {"", "sc",
     "id!=nmtoken canOverlap=" YES_NO " canReorder=yes|no|firstNo dataRef=nmtoken dir=ltr|rtl|auto disp=any"
     " equiv=any isolated=" YES_NO " subFlows=nmtokens" EDITING CODE_TYPE STYLE SIZES,
     ""},
    {"", "ec",
     "id=nmtoken startRef=nmtoken canOverlap=" YES_NO " canReorder=yes|no|firstNo dataRef=nmtoken"
     " dir=ltr|rtl|auto disp=any equiv=any isolated=" YES_NO " subFlows=nmtokens" EDITING CODE_TYPE STYLE SIZES,
     ""},
    {"", "mrk", "id!=nmtoken" MARK, INLINE},
    {"", "sm", "id!=nmtoken" MARK, ""},
    {"", "em", "startRef!=nmtoken", ""},

    {"mtc", "matches", "", "mtc:match+"},
    {"mtc", "match",
     "id=nmtoken matchQuality=percent matchSuitability=percent similarity=percent origin=any ref!=any"
     " reference=" YES_NO " subType=prefixed type=am|ebm|idm|ice|mt|tm|icm|tb|other other",
     "mda:metadata? originalData? source target other*"},
    {"gls", "glossary", "", "gls:glossEntry+"},
    {"gls", "glossEntry", "id=nmtoken ref=any other", "gls:term gls:translation* gls:definition? other*"},
    {"gls", "term", "source=any other", "text"},
    {"gls", "translation", "id=nmtoken ref=any source=any other", "text"},
    {"gls", "definition", "source=any other", "text"},
    {"mda", "metadata", "id=nmtoken", "mda:metaGroup+"},
    // The committee's own valid sample of 2.2 writes `meta` without prefix.
    {"mda", "metaGroup", "id=nmtoken category=any appliesTo=source|target|ignorable", "mda:metaGroup|mda:meta|meta+"},
    {"mda", "meta", "type!=any", "text"},
    {"", "meta", "type!=any", "text"},
    {"res", "resourceData", "id=nmtoken", "res:resourceItemRef|res:resourceItem*"},
    {"res", "resourceItemRef", "id=nmtoken ref!=nmtoken other", ""},
    {"res", "resourceItem", "id=nmtoken mimeType=any context=" YES_NO " other",
     "res:source? res:target? res:reference*"},
    {"res", "source", "href=any xml:lang=language other", "any"},
    {"res", "target", "href=any xml:lang=language other", "any"},
    {"res", "reference", "href!=any xml:lang=language other", ""},
    {"ctr", "changeTrack", "", "ctr:revisions+"},
    {"ctr", "revisions", "appliesTo!=nmtoken ref=nmtoken currentVersion=nmtoken other", "ctr:revision+"},
    {"ctr", "revision", "author=any datetime=any version=nmtoken other", "ctr:item+"},
    {"ctr", "item", "property!=any other", "text any"},
    {"slr", "profiles", "generalProfile=any storageProfile=any", "slr:normalization? other*"},
    {"slr", "normalization", "general=none|nfc|nfd storage=none|nfc|nfd", ""},
    {"slr", "data", "profile!=any", "any"},
    {"val", "validation", "", "val:rule+ other*"},
    {"val", "rule",
     "isPresent=any occurs=positive isNotPresent=any startsWith=any endsWith=any existsInSource=" YES_NO
     " caseSensitive=" YES_NO " normalization=none|nfc|nfd disabled=" YES_NO " other",
     ""},
};

#undef YES_NO
#undef STYLE
#undef SIZES
#undef DIRECTIONS
#undef EDITING
#undef CODE_TYPE
#undef MARK
#undef INLINE

}  // namespace

const Grammar& grammar_2() {
  static const Grammar grammar(rules,
                               {{"mtc", std::string(space_mtc)},
                                {"gls", std::string(space_gls)},
                                {"fs", std::string(space_fs)},
                                {"mda", std::string(space_mda)},
                                {"res", std::string(space_res)},
                                {"ctr", std::string(space_ctr)},
                                {"slr", std::string(space_slr)},
                                {"val", std::string(space_val)},
                                {"pgs", "urn:oasis:names:tc:xliff:pgs:1.0"}},
                               "xliff2");
  return grammar;
}

}  // namespace integrart::xliff
