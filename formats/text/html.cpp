#include "formats/tables.h"
#include "formats/text/clean/html_tree.h"

namespace integrart {
namespace {

constexpr std::string_view extensions[] = {"html", "htm", "xhtml"};

constexpr Example examples[] = {
    {"a paragraph", "<p>Two <b>homes</b>. One song.</p>"},
    {"tag soup", "<p>a<p>b<ul><li>c<li>d</ul><table><td>e"},
    {"a script goes, the words stay", "<p onclick='x()'>Hello<script>alert(1)</script></p>"},
    {"an address that is code", "<a href='java\nscript:alert(1)'>words</a>"},
    {"no markup at all", "plain words"},
    {"not UTF-8", "\xFF\xFE<p>", false},
};

}  // namespace

extern const TextFormat text_html;
const TextFormat text_html{
    .id = "html",
    .media_type = "text/html",
    .extensions = extensions,
    .doc =
        {.summary = "HTML as browsers read it, reduced to what the text means.",
         .details =
             "Keeps p, h1 to h4, em, strong, blockquote, ul, ol, li, table, tr, th, td, br, hr, sup, sub, ruby, links "
             "to http, https "
             "and mailto, and the attributes lang and dir. The words of other elements stay; scripts, styles, forms, "
             "embedded media and pictures go, each with a note; titles, descriptions and alternative texts are handed "
             "out beside the text. Parsed by the HTML5 algorithm and written anew from "
             "the tree by an allow-list. Refuses markup nested deeper than 400 elements. May be called from any "
             "thread.",
         .source = "https://html.spec.whatwg.org/multipage/parsing.html",
         .examples = examples},
    .read = clean_html};

}  // namespace integrart
