"""Message catalogues against each other and against the code."""

import json
import re

from rules import CODE_FOLDERS, LESSON_LANGUAGES, MESSAGE_LANGUAGES, PLURALS


def arguments_of(pattern):
    """Arguments of an ICU MessageFormat pattern: {name: (kind, {selector})}. ValueError when it is not well formed."""
    result = {}
    end = _message(pattern, 0, result)
    if end != len(pattern):
        raise ValueError(f"a closing brace too many at {end}")
    return result


def _message(text, i, result):
    while i < len(text) and text[i] != "}":
        if text[i] == "'" and text[i + 1 : i + 2] == "'":
            i += 2
        elif text[i] == "'" and text[i + 1 : i + 2] in "{}#|":
            i = text.index("'", i + 2) + 1
        elif text[i] == "{":
            i = _argument(text, i + 1, result)
        else:
            i += 1
    return i


def _argument(text, i, result):
    match = re.compile(r"\s*(\w+)\s*([,}])").match(text, i)
    if not match:
        raise ValueError(f"no argument name at {i}")
    name, i = match[1], match.end()
    if match[2] == "}":
        result.setdefault(name, ("", set()))
        return i
    match = re.compile(r"\s*(\w+)\s*([,}])").match(text, i)
    if not match:
        raise ValueError(f"no argument kind at {i}")
    kind, i = match[1], match.end()
    selectors = result.setdefault(name, (kind, set()))[1]
    if match[2] == "}":
        return i
    if kind not in ("plural", "select", "selectordinal"):
        return text.index("}", i) + 1
    while True:
        match = re.compile(r"\s*(}|(?:offset:\d+\s*)?(=?\w+)\s*\{)").match(text, i)
        if not match:
            raise ValueError(f"no branch at {i}")
        i = match.end()
        if match[1] == "}":
            return i
        selectors.add(match[2])
        i = _message(text, i, result)
        if text[i : i + 1] != "}":
            raise ValueError("a branch is not closed")
        i += 1


def read_catalogues(root):
    """{id: (file, {language: pattern})}, and the problems met."""
    catalogue, problems = {}, []
    for folder in CODE_FOLDERS:
        for path in sorted((root / folder).rglob("*messages.json")):
            for name, texts in json.loads(path.read_text(encoding="utf-8")).items():
                if name in catalogue:
                    problems.append(f"{path.relative_to(root)}: {name} is also in {catalogue[name][0]}")
                catalogue[name] = (path.relative_to(root), texts)
    return catalogue, problems


def check_catalogues(root):
    catalogue, problems = read_catalogues(root)
    for name, (file, texts) in catalogue.items():
        if sorted(texts) not in (MESSAGE_LANGUAGES, sorted(MESSAGE_LANGUAGES + LESSON_LANGUAGES)):
            problems.append(f"{file}: {name} is in {sorted(texts)}, not in {MESSAGE_LANGUAGES}")
        parsed = {}
        for language, pattern in texts.items():
            try:
                parsed[language] = arguments_of(pattern)
            except (ValueError, IndexError) as reason:
                problems.append(f"{file}: {name} in {language}: {reason}")
        for language, arguments in parsed.items():
            if set(arguments) != set(parsed.get("en", arguments)):
                problems.append(f"{file}: {name} has other arguments in {language} than in en")
            for argument, (kind, selectors) in arguments.items():
                missing = PLURALS.get(language, set()) - selectors
                if kind == "plural" and missing:
                    problems.append(f"{file}: {name} in {language}: {argument} lacks the plural forms {sorted(missing)}")
    return problems


def _call(text, start):
    """The text from `start` to the parenthesis or brace that closes the call around it."""
    depth = 0
    in_string = False
    i = start
    while i < len(text):
        if in_string:
            i += text[i] == "\\"
            in_string = text[i] != '"'
        elif text[i] == '"':
            in_string = True
        elif text[i] in "({[":
            depth += 1
        elif text[i] in ")}]":
            if depth == 0:
                return text[start:i]
            depth -= 1
        i += 1
    return text[start:]


_DIRECT = re.compile(r'(?:\bfail\(\s*(?:integrart::)?Errc::\w+,\s*|\bMessage\s*\{\s*|\bMessage\(\s*)"([a-z][a-z0-9_]*\.[a-z0-9_.]+)"')
_LITERAL = re.compile(r"[\"'`]([a-z][a-z0-9_]*\.[a-z0-9_.]+)[\"'`]")
# Composed names: `web.theme_${...}` in JavaScript, fmt::format("report.state_{}", ...) and "report.state_" + ... in C++.
_BEGINNING = re.compile(r"[\"`]([a-z][a-z0-9_]*\.[a-z0-9_.]*)\$?\{")
_COMMENT = re.compile(r"(?m)^[ \t]*//.*$")


def check_use(root):
    catalogue, problems = read_catalogues(root)
    mentioned, beginnings = set(), set()
    for folder in CODE_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in (".cpp", ".h", ".js", ".html"):
                continue
            # Comments are emptied, not taken away: line numbers stay right.
            text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
            mentioned |= set(_LITERAL.findall(text))
            beginnings |= set(_BEGINNING.findall(text)) | {name for name in mentioned if name.endswith("_")}
            for match in _DIRECT.finditer(text):
                name = match[1]
                place = f"{path.relative_to(root)}:{text.count(chr(10), 0, match.start()) + 1}"
                if name not in catalogue:
                    problems.append(f"{place}: {name} is in no messages.json")
                    continue
                rest = _call(text, match.end()).lstrip().lstrip(",").strip()
                if rest and not rest.startswith("{"):
                    continue  # the arguments are made elsewhere
                given = set(re.findall(r'\{\s*"(\w+)"\s*,', rest))
                wanted = set(arguments_of(catalogue[name][1].get("en", "")))
                if given != wanted:
                    problems.append(f"{place}: {name} wants {sorted(wanted)} and is given {sorted(given)}")
    beginnings |= {name for name in mentioned if name.endswith("_")}  # "report.verdict_" before a value
    for name, (file, _) in catalogue.items():
        if name not in mentioned and not name.startswith(tuple(beginnings)):
            problems.append(f"{file}: {name} is used nowhere")
    return problems
