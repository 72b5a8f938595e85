#!/usr/bin/python3
"""Sorts source files into batches that compile as one. Usage: batches.py ROOT FILE...

Most of the time a compiler spends on a file of ours goes into the headers it includes, so the files of a target are compiled
several at a time (CMake calls this a unity build). Files cannot be in one batch when both give the same name to something
of their own (in an unnamed namespace), or when one gives a name that a header of the other declares.
Prints "NUMBER;FILE" for each file that shares a batch with others; those not printed are compiled alone.
"""

import re
import sys
from functools import cache
from pathlib import Path

MOST_FILES = 10  # more would make a long last compilation, and a long one after each change
WORD = re.compile(r"[A-Za-z_]\w*")
INCLUDE = re.compile(r'#include "([^"]+)"')
NO_NAMES = {"TEST_CASE", "TEMPLATE_TEST_CASE", "final"}  # macros that make names of their own, and what follows a name


def declared(line):
    """The name that a line at the left margin declares: the last word before its first bracket, sign or end."""
    if not line[:1].strip() or line[0] in "}/#)" or line.startswith(("namespace", "using namespace", "template")):
        return None
    words = [word for word in WORD.findall(re.split(r"[(={;\[]|(?<!:):(?!:)", line, maxsplit=1)[0]) if word not in NO_NAMES]
    return words[-1] if words else None


@cache
def lines_of(path):
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def own_names(path):
    """What a source file declares for itself alone."""
    names, inside = set(), False
    for line in lines_of(path):
        if line.startswith("namespace {"):
            inside = True
        elif inside and re.fullmatch(r"\}\s*// namespace", line.rstrip()):
            inside = False
        elif (inside or line.startswith("static ")) and (name := declared(line)):
            names.add(name)
    return names


@cache
def headers_of(path, root):
    """Every header of ours that a file includes, and those that they include."""
    found = set()
    waiting = [path]
    while waiting:
        for line in lines_of(waiting.pop()):
            if match := INCLUDE.match(line):
                beside = path.parent / match[1]
                header = beside if beside.is_file() else root / match[1]
                if header not in found:
                    found.add(header)
                    waiting.append(header)
    return found


@cache
def names_of_header(path):
    return {name for line in lines_of(path) if (name := declared(line))}


def names_seen(path, root):
    """What the headers of a source file declare."""
    return {name for header in headers_of(path, root) for name in names_of_header(header)}


class Batch:
    """Files that compile as one, what they declare for themselves and what their headers declare."""

    def __init__(self):
        self.files, self.own, self.hiding, self.seen = [], set(), set(), set()

    def takes(self, own, seen):
        # Beside a name that its own headers declare too, a file's own name is told apart by the compiler in any case.
        return len(self.files) < MOST_FILES and not (self.own & own or self.hiding & seen or self.seen & (own - seen))

    def add(self, path, own, seen):
        self.files.append(path)
        self.own |= own
        self.hiding |= own - seen
        self.seen |= seen


def batches(files, root):
    """Lists of files; those with the most names choose first, each the smallest batch that takes it."""
    choosing = sorted(((path, own_names(path), names_seen(path, root)) for path in files), key=lambda entry: (-len(entry[1]), entry[0]))
    found = [Batch() for _ in range(-(-len(files) // MOST_FILES))]
    for path, own, seen in choosing:
        fitting = [batch for batch in found if batch.takes(own, seen)]
        if not fitting:
            fitting = [Batch()]
            found += fitting
        min(fitting, key=lambda batch: len(batch.files)).add(path, own, seen)
    return [batch.files for batch in found if len(batch.files) > 1]


def main():
    root = Path(sys.argv[1])
    for number, files in enumerate(batches([Path(name) for name in sys.argv[2:]], root)):
        for path in files:
            print(f"{number};{path}")


if __name__ == "__main__":
    main()
