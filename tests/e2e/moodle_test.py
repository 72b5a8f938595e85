#!/usr/bin/python3
"""Common Cartridges after Moodle has taken them in: what a learner had before is there, and nothing is markup that was text.

Use: moodle_test.py PACK_TRIAL BROWSER_FOLDER [SAMPLES/out/packs]
moodle_import.php does with the pages, quizzes and titles what Moodle's importer does, with the real HTML Purifier. The
trial pack, the same with hostile texts, and the packs of the samples when they were built are looked at; each loss that
is known of Moodle is made on purpose and must be seen.
"""

import json
import re
import subprocess
import sys
import tempfile
import zipfile
from html import unescape
from pathlib import Path

from lxml import etree, html

from packs_judges import PARSER, Refused, require
from trial_packs import trial_packs

PROGRAM, BROWSER = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
SAMPLES = Path(sys.argv[3]) if len(sys.argv) > 3 else Path("/nonexistent")
IMPORTER = Path(__file__).with_name("moodle_import.php")
COURSE_FILE = "$@FILEPHP@$/"  # how Moodle names a file of the course
QUIZ = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
# What a word of the text is in; the rest (section, main, span, figure) is layout.
PLACES = {*HEADINGS, "table", "th", "td", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "em", "strong", "sup", "sub", "bdi", "ruby", "rt", "p"}
# What is heard, seen and used; of the rest only that it is there.
MEDIA = dict.fromkeys(["iframe", "object", "embed", "form", "button", "input", "select", "textarea", "svg", "canvas"], []) | {
    "img": ["src", "alt"], "video": ["controls"], "audio": ["controls"], "source": ["src", "type"],
    "track": ["src", "kind", "srclang", "label", "default"]}


def plain(text):
    """Words without what is never seen: white space as one space, no word joiners, no controls; one kind of quotation marks."""
    return " ".join(re.sub("[\u2060\x00-\x08\x0b-\x1f\x7f-\x9f]", "", text).replace("”", '"').split())


def state_of(element):
    """Language, direction, kind of place and link of the words in an element."""
    line = [one for one in [element, *element.iterancestors()] if isinstance(one.tag, str)]
    first = lambda name: next((one.get(name) for one in line if one.get(name)), None)
    link = next((one.get("href") for one in line if one.tag == "a"), None)
    return first("lang"), first("dir") or "ltr", tuple(one.tag for one in line if one.tag in PLACES), link


def words_of(body):
    """The words in order, each run with its state."""
    ordered = []

    def walk(element):
        if isinstance(element.tag, str):
            ordered.append((element.text, element))
            for child in element:
                walk(child)
                ordered.append((child.tail, element))

    walk(body)
    seen = []
    for text, owner in ordered:
        state = state_of(owner)
        for word in plain(text or "").split():
            seen.append((word, *state))
    return seen


def shown(body, folder):
    """Everything a learner has of a page; `folder`: of the page, or None when the addresses are those of the course."""
    address = lambda name: name if folder is None or "://" in name else COURSE_FILE + str(Path(folder) / name)
    media = []
    for one in body.iter(*MEDIA):
        values = {name: one.get(name) for name in MEDIA[one.tag] if one.get(name) is not None}
        values = {name: address(value) if name == "src" else "" if name in ("controls", "default") else plain(value) for name, value in values.items()}
        media.append((one.tag, sorted(values.items()), state_of(one)[0] if one.tag == "img" else None))
    return words_of(body), media


def difference(before, after):
    for kind, one, other in zip(("words", "media"), before, after):
        for number, (was, now) in enumerate(zip(one, other)):
            if was != now:
                return f"{kind} {number}: {was} became {now}"
        if len(one) != len(other):
            return f"{kind}: {len(one)} were there, {len(other)} are: {(one + other)[min(len(one), len(other))]}"
    return None


def fragment(text):
    return html.fragment_fromstring(text, create_parent="body")


def judge_page(name, before, after):
    source = html.document_fromstring(before)
    body, taken = source.find("body"), fragment(after)
    lost = difference(shown(body, Path(name).parent), shown(taken, None))
    require(lost is None, f"{name}: {lost}")
    bare = [one.tag for one in taken.iter("video", "audio") if not (one.get("title") or "").strip()]
    require(not bare, f"{name}: a player without a name")
    require_text_only(name, taken)


def require_text_only(name, tree):
    """No element or attribute that runs anything or loads from elsewhere."""
    for one in tree.iter():
        if isinstance(one.tag, str):
            require(one.tag not in ("script", "style", "iframe", "object", "embed", "form", "input", "svg", "link", "meta"), f"{name}: <{one.tag}> came out of text")
            for key, value in one.attrib.items():
                require(not key.startswith("on") and not value.strip().lower().startswith(("javascript:", "data:")), f"{name}: {key}={value!r}")


def words(text):
    return plain(text).split()


def require_answers(name, written, taken):
    """What learners may type. Moodle decodes answers twice, so one that would change is written a second time, escaped twice."""
    decoded = [unescape(unescape(one)) for one in written]
    require(taken and [words(one) for one in taken] == [words(one) for one in decoded], f"{name}: answers became {taken}")
    meant = [one for one in written if not any(unescape(unescape(one)) == other != one for other in written)]
    lost = {" ".join(words(one)) for one in meant} - {" ".join(words(one)) for one in taken}
    require(not lost, f"{name}: nobody can give the answers {lost}")


def judge_question(name, item, taken):
    part = lambda path: item.find("/".join(QUIZ + name for name in path.split("/")))
    text = lambda path: "".join(part(path).itertext()) if part(path) is not None else ""
    for what, before in (("text", text("presentation/material/mattext")), ("feedback", text("itemfeedback/flow_mat/material/mattext"))):
        tree = fragment(taken[what] or "<p></p>")
        lost = difference((words_of(fragment(before or "<p></p>")), []), (words_of(tree), []))
        require(lost is None, f"{name}: {what}: {lost}")
        require_text_only(name, tree)
    require(words(item.get("title")) == words(html.fromstring(f"<p>{taken['name']}</p>").text_content()), f"{name}: its name became {taken['name']}")
    kind = item.find(f".//{QUIZ}fieldentry").text
    labels = item.findall(f".//{QUIZ}response_label")
    for label, option in zip(labels, taken["options"], strict=True):
        tree = fragment(option["text"])
        require(words("".join(label.itertext())) == words(tree.text_content()), f"{name}: an option became {option['text']!r}")
        require_text_only(name, tree)
    wrong = {one.text for negation in item.iter(f"{QUIZ}not") for one in negation}
    right = {one.text for one in item.iter(f"{QUIZ}varequal")} - wrong
    shares = {label.get("ident"): option["share"] for label, option in zip(labels, taken["options"])}
    if labels:
        require({one for one, share in shares.items() if share > 0} == right and abs(sum(shares.values()) - 1) < 1e-5, f"{name}: {sorted(right)} are right, Moodle has {shares}")
    if kind == "cc.fib.v0p1":
        require_answers(name, [one.text for one in item.iter(f"{QUIZ}varequal")], taken["accepted"])


def judge(cartridge, change=lambda files: None):
    """What was looked at, or Refused with the first loss. `change` is applied to {path: bytes} before."""
    with zipfile.ZipFile(cartridge) as archive, tempfile.TemporaryDirectory() as folder:
        files = {name: archive.read(name) for name in archive.namelist()}
        change(files)
        for name, data in files.items():
            (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / name).write_bytes(data)
        pages = sorted(name for name in files if name.endswith(".html"))
        quizzes = sorted(name for name in files if name.startswith("quizzes/"))
        manifest = etree.fromstring(files["imsmanifest.xml"], PARSER)
        titles = [one.text or "" for one in manifest.iter() if isinstance(one.tag, str) and etree.QName(one).localname in ("title", "string")]
        result = subprocess.run(["php", IMPORTER, folder], input=json.dumps({"pages": pages, "quizzes": quizzes, "titles": [one for one in titles if one.strip()]}),
                                capture_output=True, text=True, errors="replace", timeout=120)
        require(result.returncode == 0, f"Moodle could not take it in: {result.stdout[-500:]}{result.stderr[-500:]}")
    taken = json.loads(result.stdout)
    for name, after in zip(pages, taken["pages"], strict=True):
        judge_page(name, files[name].decode(), after)
    count = 0
    for name, questions in zip(quizzes, taken["quizzes"], strict=True):
        items = list(etree.fromstring(files[name], PARSER).iter(f"{QUIZ}item"))
        for item, question in zip(items, questions, strict=True):
            judge_question(f"{name} {item.get('ident')}", item, question)
            count += 1
    for before, after in zip([one for one in titles if one.strip()], taken["titles"], strict=True):
        tree = fragment(after or "-")
        require(words(before) == words(tree.text_content()), f"the title {before[:80]!r} became {after[:80]!r}")
        require_text_only("a title", tree)
    require(pages and count, "there is nothing to look at")
    return f"{len(pages)} pages, {count} questions, {len(taken['titles'])} titles"


def replaced(path, old, new):
    """A change of all files whose name matches; the old words must be in one."""
    def change(files):
        hits = [name for name in files if re.fullmatch(path, name) and old.encode() in files[name]]
        assert hits, f"{old!r} is in no file {path}"
        for name in hits:
            files[name] = files[name].replace(old.encode(), new.encode())
    return change


def known_losses():
    """What Moodle is known to take away or to turn into markup, put into the good pack: {what: change}."""
    film, two, quiz = r"web_resources/works/lullaby/page\.html", r"web_resources/works/two-windows/page\.html", r"quizzes/lullaby/.*\.xml"
    before = lambda more: replaced(film, "<h1 ", more + "<h1 ")
    return {
        "words in a script element": before("<script>document.write('words')</script>"),
        "a style sheet": before("<style>p { color: #eee }</style>"),
        "a frame": before('<iframe src="https://example.org/">words of the frame</iframe>'),
        "a form": before("<form><button>Listen</button><input value='x'/></form>"),
        "a picture in its own address": replaced(two, 'src="picture.jpg"', 'src="data:image/png;base64,iVBORw0KGgo="'),
        "a link of an unknown scheme": before('<p><a href="tel:112">112</a></p>'),
        "an object": before('<object data="film.mp4">film</object>'),
        "a film that is not there": replaced(film, 'src="film.mp4"', 'src="films.mp4"'),
        "a language that only a section says": replaced(film, '<div id="words-4"', '<section id="words-4"'),
        "a player that only an identifier names": replaced(film, " title=", " data-title="),
        "text that is markup when decoded twice": before("<p>&lt;script&gt;window.broken=1&lt;/script&gt;</p>"),
        "text that no XML can hold when decoded twice": before("<p>&amp;nbsp;</p>"),
        "a quotation mark in a description": replaced(two, ' alt="', ' alt="&quot; onerror=&quot;window.broken=1 '),
        "a question beyond ASCII": replaced(quiz, "&lt;p&gt;", "&lt;p&gt;Слухайте "),
        "right answers that do not say so to Moodle": replaced(quiz, ' case="Yes"', ""),
        "an answer that nobody can give": replaced(quiz, ' case="No">', ' case="No">&amp;lt;'),
        "an option that is markup": replaced(quiz, 'texttype="text/plain">', 'texttype="text/plain">&lt;b&gt;'),
        "a title that is markup": replaced(r"imsmanifest\.xml", "<title>", "<title>&lt;img src=x&gt;"),
    }


def main():
    if subprocess.run(["php", "-r", "exit(class_exists('DOMDocument') && stream_resolve_include_path('HTMLPurifier.auto.php') ? 0 : 1);"]).returncode != 0:
        print("skipped: php-cli, php-xml or php-htmlpurifier is not installed")
        return 77
    failed = []

    def report(name, problem, more=""):
        print(f"{'FAIL' if problem else 'ok  '} {name}{': ' + more if more else ''}" + (f"\n     {problem}" if problem else ""), flush=True)
        if problem:
            failed.append(name)

    with tempfile.TemporaryDirectory(prefix="integrart-moodle-") as folder:
        made = trial_packs(PROGRAM, BROWSER, ("cc11", "cc13"), Path(folder))
        packs = {f"{name} {form}": pack for (name, form), pack in made.items()}
        samples = {f"samples {form}": SAMPLES / f"two-homes.{form}.imscc" for form in ("cc11", "cc13")}
        if not all(path.is_file() for path in samples.values()):
            print("skipped: the packs of the samples are not there", flush=True)
            samples = {}
        for name, path in (packs | samples).items():
            try:
                report(name, None, judge(path))
            except Refused as refused:
                report(name, str(refused))
        for name, change in known_losses().items():
            try:
                judge(packs["trial cc11"], change)
                report(f"refused: {name}", "it passed")
            except Refused as refused:
                report(f"refused: {name}", None, str(refused)[:140])
    print(f"{len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
