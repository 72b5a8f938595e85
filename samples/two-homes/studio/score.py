"""The score of a song: which syllable is sung on which note, and when. Times in seconds, exact on the beat."""

import json
from dataclasses import dataclass

_STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


def midi(name):
    """MIDI number of a note such as "F#4" (C4 = 60)."""
    number = _STEPS[name[0]] + 12 * (int(name[-1]) + 1)
    return number + name.count("#") - name[1:].count("b")


def frequency(number):
    return 440.0 * 2 ** ((number - 69) / 12)


def chord(name):
    """Pitch classes (0..11) of a major or minor triad such as "Bb" or "F#m", root first."""
    minor = name.endswith("m")
    root = midi(name.rstrip("m") + "0") % 12
    return (root, (root + (3 if minor else 4)) % 12, (root + 7) % 12)


@dataclass(frozen=True)
class Note:
    midi: int
    start: float
    duration: float


@dataclass(frozen=True)
class SungWord:
    text: str
    notes: tuple  # one per syllable


@dataclass(frozen=True)
class Line:
    text: str  # as printed
    words: tuple
    start: float
    end: float


@dataclass(frozen=True)
class ChordSpan:
    name: str
    start: float
    duration: float


@dataclass(frozen=True)
class Score:
    beat: float
    voice: str
    language: str
    lines: tuple
    chords: tuple
    intro_end: float
    duration: float


def _words(line, rhythm, at, beat):
    names = line["notes"].split()
    words, used = [], 0
    for word in line["syllables"].split():
        syllables = word.split("-")
        notes = []
        for name in names[used : used + len(syllables)]:
            length = rhythm[len(notes) + used]
            notes.append(Note(midi(name), at + beat * sum(rhythm[: used + len(notes)]), length * beat))
        used += len(syllables)
        words.append(SungWord(word.replace("-", ""), tuple(notes)))
    if used != len(names):
        raise ValueError(f"{line['syllables']}: {used} syllables for {len(names)} notes")
    return tuple(words)


def read(path, texts):
    """The score in `path` for the printed lines `texts`."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    beat = 60 / raw["beats_per_minute"]
    beats_per_line = 8
    chords, lines = [], []

    def add_chords(names, at, beats):
        each = beats / len(names)
        chords.extend(ChordSpan(name, at + beat * each * i, beat * each) for i, name in enumerate(names))

    add_chords(raw["intro_chords"].split(), 0, raw["intro_beats"])
    at = intro_end = raw["intro_beats"] * beat
    if len(texts) != len(raw["lines"]):
        raise ValueError(f"{path}: {len(raw['lines'])} lines for {len(texts)} lines of text")
    for line, text in zip(raw["lines"], texts):
        words = _words(line, raw["rhythm"][str(len(line["notes"].split()))], at, beat)
        last = words[-1].notes[-1]
        lines.append(Line(text, words, at, last.start + last.duration))
        add_chords(line["chords"].split(), at, beats_per_line)
        at += beats_per_line * beat
    add_chords(raw["outro_chords"].split(), at, raw["outro_beats"])
    end = at + raw["outro_beats"] * beat
    return Score(beat, raw["voice"], raw["language"], tuple(lines), tuple(chords), intro_end, end)
