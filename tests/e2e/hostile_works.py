"""A manifest whose every text breaks whoever glues texts together, with exercises of every kind."""

import json
import re

# Titles and names.
ODD = ['"\'<b>&amp;</b>', "]]> --> <?php ?>", "\U0001f3e0\U0001f3b5 дім", "\u202eright to left\u202c\u200f مرحبا", "a\tb\nc", "\ufffe\uffff",
       "../../etc/passwd", "x" * 10_000]

# Alike as far as catalogues with short topics keep them.
TOPICS = ["how people find their way into a new city", "how people find their way into a new school"]

# What stands after the words of exercises: what HTML, XML, H5P, Perseus, Anki and QTI read as their own, and what would run.
ODD_WORDS = [
    " * / : ** ]]> <b>&\u2028\U0001f3b5",
    "</script><script>window.broken=1</script><img src=x onerror=\"window.broken=2\"><svg onload='window.broken=3'>",
    " [[☃ radio 1]] ![x](https://example.org/x.png) [x](javascript:window.broken=4) $\\frac{1}{0}$ `x` __x__",
    " [sound:x.m4a] [latex]x[/latex] {{c1::x}} {{{x}}} ${window.broken=5} \\(x\\) <%= x %>",
    " \u202eright to left\u202c\u200f مرحبا\u0301 \ufffe\uffff\ufeff\u0000\u001b",
    "\ta\r\nb\"'&quot;&#60;b&#62;<!-- --><![CDATA[ <?php ?>",
    " " + "x" * 10_000,
]
KINDS = ["karaoke", "gap_fill", "choice", "order", "match", "dictation", "vocabulary", "flashcards", "repeat", "questions"]


def mark_of(kind):
    """A word that stands in every text of the exercises of a kind, and nowhere else."""
    return "Zq" + kind.replace("_", "") + "qz"


def activity(kind, level, language, items, identifier=None):
    title = {"id": "web.words", "arguments": []}
    return {"schema": "activity/2", "id": identifier or (f"{kind}-{level}" if level else kind), "kind": kind, "level": level, "language": language,
            "title": title, "instructions": title, "estimated_times": False, "items": items}


def item(number, cue=None, **content):
    return {"id": str(number), "cues": [], "when": [cue["start"], cue["end"]] if cue else None, **content}


def word_of(line):
    return re.findall(r"[^\W\d_]{3,}", line)[0]


def gap(text, *more, tip=""):
    word = word_of(text)
    return {"span": [text.index(word), text.index(word) + len(word)], "answers": [word, *more], "tip": tip}


def odd_at(number, kind):
    return f" {mark_of(kind)}{ODD_WORDS[number % len(ODD_WORDS)]}"


def timed_words(cue, text):
    pieces = text.split(" ")
    step = (cue["end"] - cue["start"]) / len(pieces)
    return [{"start": cue["start"] + step * i, "end": cue["start"] + step * (i + 1), "text": piece} for i, piece in enumerate(pieces)]


def activities_of(work):
    """Exercises of every kind, each text of which has something odd in it. Works without lines in two languages have none."""
    tracks = {track["language"]: track["cues"]["cues"] for track in work["tracks"]}
    if len(tracks) < 2:
        return []
    own, other = (list(tracks.values())[place] for place in (0, 1))
    language = work["language"]

    def lines_of(kind):
        """(number, cue, the line, its translation, something odd): every odd thing once, if need be with a line again."""
        for number in range(max(len(own), len(ODD_WORDS))):
            cue, odd = own[number % len(own)], odd_at(number, kind)
            yield number, cue, cue["text"] + odd, {"en": other[number % len(own)]["text"] + odd}, odd

    def items_of(kind, make):
        return [item(number, cue, **make(cue, line, translation, odd)) for number, cue, line, translation, odd in lines_of(kind)]

    gaps = items_of("gap_fill", lambda cue, line, translation, odd: {"text": line, "gaps": [gap(line, "other" + odd, tip="t" + odd)]})
    pairs = [{"line": line, "translation": translation} for _, _, line, translation, _ in lines_of("match")]
    ordered = [line for _, _, line, _, _ in lines_of("order")]
    line_again = lambda cue, line, translation, odd: {"text": line, "translation": translation, "words": []}
    return [
        activity("karaoke", 0, language, items_of("karaoke", lambda cue, line, translation, odd: {
            "text": line, "translation": translation, "words": timed_words(cue, line)})),
        activity("gap_fill", 1, language, gaps),
        activity("gap_fill", 2, language, gaps),
        activity("choice", 0, language, items_of("choice", lambda cue, line, translation, odd: {
            "text": line, "gap": gap(line), "options": ["one" + odd, word_of(line)], "correct": 1})),
        activity("order", 0, language, [item(0, lines=ordered, shown=list(reversed(range(len(ordered)))))]),
        activity("match", 0, language, [item(0, pairs=pairs, shown=[1, 0] + list(range(2, len(pairs))))]),
        activity("dictation", 0, language, items_of("dictation", lambda cue, line, translation, odd: {
            "text": line, "accepted": [line, "other" + odd], "translation": translation})),
        activity("vocabulary", 0, language, items_of("vocabulary", lambda cue, line, translation, odd: {
            "word": word_of(line) + odd, "count": 2, "example": line, "span": [line.index(word_of(line)), line.index(word_of(line)) + len(word_of(line))], "translation": translation})),
        activity("flashcards", 0, language, items_of("flashcards", lambda cue, line, translation, odd: {"front": line, "back": translation})),
        activity("repeat", 0, language, items_of("repeat", line_again)),
        activity("questions", 0, language, questions_of("questions")),
        # A curator's own file names exercises as it likes; after the cleaning of names these two are alike.
        activity("gap_fill", 3, language, gaps, '../"><b>?'),
        activity("gap_fill", 3, language, gaps, "../'><b>!"),
    ]


def questions_of(kind):
    """Of one answer, of several, free, and for talking; each odd thing in each of them."""
    items = []
    for number in range(len(ODD_WORDS)):
        odd = odd_at(number, kind)
        question = {"question": {"en": "Where?" + odd}, "explanation": {"en": "Because." + odd}}
        items += [
            item(f"{number}-one", **question, options=[{"en": "here" + odd}, {"en": "there"}], correct=[0], answers=[]),
            item(f"{number}-several", **question, options=[{"en": "here"}, {"en": "there" + odd}, {"en": "both"}], correct=[0, 2], answers=[]),
            item(f"{number}-free", **question, options=[], correct=[], answers=[{"en": "home" + odd}]),
            item(f"{number} \"<talk>/..", **question, options=[], correct=[], answers=[]),
        ]
    return items


def hostile_manifest(manifest):
    """Every text is one that breaks things."""
    manifest = json.loads(json.dumps(manifest))
    manifest.pop("collection", None)  # the exercises are made here
    for number, work in enumerate(manifest["works"]):
        work["activities"] = activities_of(work)
        odd = ODD[number % len(ODD)]
        work["title"] = {"en": odd, "uk": ODD[(number + 1) % len(ODD)]}
        work["description"] = {"en": ODD[(number + 2) % len(ODD)]}
        work["alt"] = {"en": ODD[(number + 3) % len(ODD)]}
        work["creators"] = [{"name": one, "role": one, "pseudonym": False} for one in ODD[:4]]
        work["about"] = [*ODD[:5], *TOPICS, TOPICS[0]]
        work["objectives"] = [{"en": odd, "uk": ODD[(number + 4) % len(ODD)]}, {"und": ODD[(number + 5) % len(ODD)]}]
        for text in work["texts"]:
            text["html"] = f"<p>{odd}</p><script>window.broken=1</script>"
            text["plain"] = "\n\n".join(ODD)
            text["sentences"] = ODD
        for track in work["tracks"]:
            for position, cue in enumerate(track["cues"]["cues"]):
                cue["text"] = ODD[position % len(ODD)].replace("&", "&amp;").replace("<", "&lt;").replace("-->", "--")
                cue["speaker"] = ODD[position % 4]
                cue["words"] = []
    manifest["title"] = {"en": ODD[0], "uk": ODD[2], "pl": ODD[7]}
    manifest["description"] = {"en": ODD[1], "uk": ODD[3]}
    return manifest
