"""Whether the texts of a pack are text to the app that shows them: no element, handler, address that runs or picture from elsewhere.

For formats whose files an app puts into its own pages: what a script in a title could become there. Pages of our own are
opened in the browser instead.
"""

import io
import json
import re
import zipfile

from lxml import etree, html

import anki_judge
from packs_judges import PARSER, require

ELEMENTS = {"p", "br", "span", "b", "strong", "em", "a", "ul", "ol", "li", "h2", "h3", "h4", "h5", "h6", "hr", "bdi"}
ATTRIBUTES = {"lang", "dir", "class", "href", "rel", "target", "style"}
# What becomes more than text in the Markdown of Perseus when no backslash stands before it.
MARKDOWN = "<[]`$*_~|{}#!"
FORBIDDEN = {"script", "iframe", "object", "embed", "svg", "img", "link", "style", "form", "a", "b", "base", "math"}


def require_inert(text, where, more=()):
    """A piece of HTML; `more`: elements that this format has as well."""
    for piece in html.fragments_fromstring(text.replace("\0", " ")):
        for element in piece.iter() if not isinstance(piece, str) else ():
            require(isinstance(element.tag, str), f"{where}: a comment or an instruction in {text[:200]!r}")
            require(element.tag in ELEMENTS or element.tag in more, f"{where}: <{element.tag}> in {text[:200]!r}")
            for name, value in element.attrib.items():
                own_picture = element.tag == "img" and name == "src" and re.fullmatch(r"integrart-[0-9a-f]+\.\w+", value)
                require(name in ATTRIBUTES or own_picture, f"{where}: {name}={value[:50]!r}")
                require(name != "href" or re.match(r"https://", value), f"{where}: a link to {value[:50]!r}")


def html_in(value, place=("", "")):
    """The strings of the content of H5P that are HTML. Those whose semantics allow no tags are plain text: sites escape them."""
    if isinstance(value, str) and place[1] != "alt" and place not in (("startScreenOptions", "title"), ("metadata", "title"), ("keywords", "main")):
        yield value
    pairs = value.items() if isinstance(value, dict) else [(place[1], one) for one in value] if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from html_in(inner, (place[1], key))


def packages_in(pack, ending):
    """{place: {name: bytes}} of the packages in a folder or an archive."""
    if pack.is_dir():
        found = {str(path.relative_to(pack)): path.read_bytes() for path in sorted(pack.rglob(f"*{ending}"))}
    else:
        with zipfile.ZipFile(pack) as archive:
            found = {name: archive.read(name) for name in archive.namelist() if name.endswith(ending)}
    require(found, f"no {ending} in the pack")
    for place, data in found.items():
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield place, {name: archive.read(name) for name in archive.namelist()}


def h5p(pack):
    for place, files in packages_in(pack, ".h5p"):
        for text in html_in(json.loads(files["content/content.json"])):
            require_inert(text, place)


def kolibri(pack):
    for place, files in packages_in(pack, ".perseus"):
        items = [name for name in files if re.fullmatch(r"[0-9a-f]{32}\.json", name)]
        require(items, f"{place}: no items")
        for name in items:
            item = json.loads(files[name])
            shown = [item["question"]["content"], *(hint["content"] for hint in item["hints"])]
            for widget in item["question"]["widgets"].values():
                options = widget["options"]
                shown += options["correct"] if widget["type"] == "sorter" else []
                # The choices of a list are no Markdown: an option of HTML holds plain text.
                shown += [choice["content"] for choice in options["choices"]] if widget["type"] == "radio" else []
            for text in shown:
                bare = re.sub(r"\[\[☃ [a-z]+ \d+\]\]", "", re.sub(r"\\.", "", text, flags=re.S))
                require(not set(bare) & set(MARKDOWN), f"{place} {name}: {sorted(set(bare) & set(MARKDOWN))} in {text[:200]!r}")


def anki(pack):
    rows, _ = anki_judge.collection_of(pack)
    for note in rows["notes"]:
        for field in note["flds"].split("\x1f"):
            require_inert(field, "a note", ("img",))
            require(not re.search(r"\[sound:(?!integrart-)|\[latex\]|\\\(|\\\[", field), f"a note: {field[:200]!r}")


def quiz_items(pack):
    """Items of QTI, also in cartridges: their elements are those of QTI, and text is said to be plain."""
    with zipfile.ZipFile(pack) as archive:
        names = [name for name in archive.namelist() if re.match(r"(items|quizzes)/.*\.xml$", name)]
        require(names, "no items")
        for name in names:
            for element in etree.fromstring(archive.read(name), PARSER).iter():
                require(isinstance(element.tag, str) and etree.QName(element).localname not in FORBIDDEN, f"{name}: {element.tag}")
                if etree.QName(element).localname == "mattext" and element.get("texttype") == "text/html":
                    require_inert(element.text or "", name)
                require(not [one for one in element.attrib if one.lower().startswith("on")], f"{name}: a handler")
