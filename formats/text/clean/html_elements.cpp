#include "formats/text/clean/html_elements.h"

#include <algorithm>
#include <array>

namespace integrart {
namespace {

struct ElementTreatment {
  GumboTag tag;
  Treatment treatment;
};

constexpr auto treatments = std::to_array<ElementTreatment>({
    {GUMBO_TAG_P, Treatment::paragraph},
    {GUMBO_TAG_H1, Treatment::heading1},
    {GUMBO_TAG_H2, Treatment::heading2},
    {GUMBO_TAG_H3, Treatment::heading3},
    {GUMBO_TAG_H4, Treatment::heading4},
    {GUMBO_TAG_H5, Treatment::heading4},
    {GUMBO_TAG_H6, Treatment::heading4},
    {GUMBO_TAG_BLOCKQUOTE, Treatment::quotation},
    {GUMBO_TAG_UL, Treatment::bullets},
    {GUMBO_TAG_MENU, Treatment::bullets},
    {GUMBO_TAG_DIR, Treatment::bullets},
    {GUMBO_TAG_OL, Treatment::numbers},
    {GUMBO_TAG_LI, Treatment::item},
    {GUMBO_TAG_TABLE, Treatment::table},
    {GUMBO_TAG_TR, Treatment::row},
    {GUMBO_TAG_TH, Treatment::heading_cell},
    {GUMBO_TAG_TD, Treatment::cell},
    {GUMBO_TAG_THEAD, Treatment::structure},
    {GUMBO_TAG_TBODY, Treatment::structure},
    {GUMBO_TAG_TFOOT, Treatment::structure},
    {GUMBO_TAG_CAPTION, Treatment::structure},
    {GUMBO_TAG_BR, Treatment::line_break},
    {GUMBO_TAG_HR, Treatment::rule},
    {GUMBO_TAG_EM, Treatment::emphasis},
    {GUMBO_TAG_I, Treatment::emphasis},
    {GUMBO_TAG_CITE, Treatment::emphasis},
    {GUMBO_TAG_DFN, Treatment::emphasis},
    {GUMBO_TAG_VAR, Treatment::emphasis},
    {GUMBO_TAG_STRONG, Treatment::strong},
    {GUMBO_TAG_B, Treatment::strong},
    {GUMBO_TAG_SUP, Treatment::superscript},
    {GUMBO_TAG_SUB, Treatment::subscript},
    {GUMBO_TAG_RUBY, Treatment::ruby},
    {GUMBO_TAG_RT, Treatment::ruby_text},
    {GUMBO_TAG_RP, Treatment::ruby_fallback},
    {GUMBO_TAG_A, Treatment::link},
    {GUMBO_TAG_HTML, Treatment::structure},
    {GUMBO_TAG_BODY, Treatment::structure},
    {GUMBO_TAG_DIV, Treatment::structure},
    {GUMBO_TAG_SECTION, Treatment::structure},
    {GUMBO_TAG_ARTICLE, Treatment::structure},
    {GUMBO_TAG_MAIN, Treatment::structure},
    {GUMBO_TAG_HEADER, Treatment::structure},
    {GUMBO_TAG_FOOTER, Treatment::structure},
    {GUMBO_TAG_CENTER, Treatment::structure},
    {GUMBO_TAG_ADDRESS, Treatment::structure},
    {GUMBO_TAG_HGROUP, Treatment::structure},
    {GUMBO_TAG_SPAN, Treatment::words},
    {GUMBO_TAG_FONT, Treatment::words},
    {GUMBO_TAG_TIME, Treatment::words},
    {GUMBO_TAG_SMALL, Treatment::words},
    {GUMBO_TAG_BIG, Treatment::words},
    {GUMBO_TAG_BDI, Treatment::words},
    {GUMBO_TAG_WBR, Treatment::words},
    {GUMBO_TAG_RB, Treatment::words},
    {GUMBO_TAG_NOBR, Treatment::words},
    {GUMBO_TAG_HEAD, Treatment::drop_quietly},
    {GUMBO_TAG_SCRIPT, Treatment::drop},
    {GUMBO_TAG_STYLE, Treatment::drop},
    {GUMBO_TAG_TEMPLATE, Treatment::drop},
    {GUMBO_TAG_NOSCRIPT, Treatment::drop},
    {GUMBO_TAG_IFRAME, Treatment::drop},
    {GUMBO_TAG_OBJECT, Treatment::drop},
    {GUMBO_TAG_EMBED, Treatment::drop},
    {GUMBO_TAG_APPLET, Treatment::drop},
    {GUMBO_TAG_SVG, Treatment::drop},
    {GUMBO_TAG_MATH, Treatment::drop},
    {GUMBO_TAG_CANVAS, Treatment::drop},
    {GUMBO_TAG_AUDIO, Treatment::drop},
    {GUMBO_TAG_VIDEO, Treatment::drop},
    {GUMBO_TAG_MAP, Treatment::drop},
    {GUMBO_TAG_TITLE, Treatment::drop},
    {GUMBO_TAG_TEXTAREA, Treatment::drop},
    {GUMBO_TAG_SELECT, Treatment::drop},
    {GUMBO_TAG_OPTION, Treatment::drop},
    {GUMBO_TAG_DATALIST, Treatment::drop},
    {GUMBO_TAG_INPUT, Treatment::drop},
    {GUMBO_TAG_BUTTON, Treatment::drop},
    {GUMBO_TAG_FRAMESET, Treatment::drop},
    {GUMBO_TAG_FRAME, Treatment::drop},
    {GUMBO_TAG_NOFRAMES, Treatment::drop},
    {GUMBO_TAG_NOEMBED, Treatment::drop},
    {GUMBO_TAG_PLAINTEXT, Treatment::drop},
    {GUMBO_TAG_XMP, Treatment::drop},
    {GUMBO_TAG_LISTING, Treatment::drop},
    {GUMBO_TAG_IMG, Treatment::drop},
    {GUMBO_TAG_IMAGE, Treatment::drop},
    {GUMBO_TAG_META, Treatment::drop},
    {GUMBO_TAG_LINK, Treatment::drop},
    {GUMBO_TAG_BASE, Treatment::drop},
});

constexpr auto phrasing =
    std::to_array<GumboTag>({GUMBO_TAG_S, GUMBO_TAG_STRIKE, GUMBO_TAG_U, GUMBO_TAG_DEL, GUMBO_TAG_INS, GUMBO_TAG_MARK,
                             GUMBO_TAG_CODE, GUMBO_TAG_KBD, GUMBO_TAG_SAMP, GUMBO_TAG_TT, GUMBO_TAG_Q, GUMBO_TAG_ABBR,
                             GUMBO_TAG_ACRONYM, GUMBO_TAG_BDO, GUMBO_TAG_DATA, GUMBO_TAG_LABEL, GUMBO_TAG_UNKNOWN});

}  // namespace

Treatment treatment_of(GumboTag tag) {
  const auto found = std::ranges::find(treatments, tag, &ElementTreatment::tag);
  return found == treatments.end() ? Treatment::unwrap : found->treatment;
}

bool is_phrasing(GumboTag tag) {
  return std::ranges::find(phrasing, tag) != phrasing.end();
}

}  // namespace integrart
