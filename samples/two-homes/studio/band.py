"""Accompaniment: soft keys, pads, bass, an accordion, brushes; a room for all of it; the mix."""

import functools

import numpy as np

from score import chord, frequency
from singing import RATE


def _time(seconds):
    return np.arange(int(seconds * RATE)) / RATE


def _fade(sound, attack, release):
    count = len(sound)
    rise = np.clip(np.arange(count) / max(1, attack * RATE), 0, 1)
    fall = np.clip((count - np.arange(count)) / max(1, release * RATE), 0, 1)
    return sound * np.sin(rise * np.pi / 2) * np.sin(fall * np.pi / 2)


@functools.cache
def kalimba(hertz, seconds=1.6):
    t = _time(seconds)
    body = sum(
        level * np.exp(-t * decay) * np.sin(2 * np.pi * hertz * ratio * t)
        for ratio, level, decay in ((1, 1.0, 3.2), (2, 0.25, 6), (5.4, 0.12, 22), (8.9, 0.05, 40))
    )
    return _fade(body, 0.003, 0.1)


@functools.cache
def pad(hertz, seconds):
    t = _time(seconds + 0.5)
    sound = np.zeros(len(t))
    for cents in (-6, 0, 6):
        base = hertz * 2 ** (cents / 1200)
        for harmonic in range(1, 9):
            sound += np.sin(2 * np.pi * base * harmonic * t + cents + harmonic) / harmonic**1.9
    return _fade(sound / 3, 0.35, 0.6)


@functools.cache
def bass(hertz, seconds):
    t = _time(seconds)
    sound = np.sin(2 * np.pi * hertz * t) + 0.35 * np.sin(4 * np.pi * hertz * t) * np.exp(-3 * t)
    return _fade(sound * np.exp(-0.9 * t), 0.012, 0.08)


@functools.cache
def accordion(hertz, seconds):
    t = _time(seconds)
    sound = np.zeros(len(t))
    for cents in (-9, 8):
        base = hertz * 2 ** (cents / 1200)
        for harmonic in (1, 2, 3, 4, 5, 6, 8):
            sound += np.sin(2 * np.pi * base * harmonic * t) / harmonic**1.25
    return _fade(sound / 2, 0.03, 0.05)


def brush(noise, seconds=0.16):
    t = _time(seconds)
    hiss = noise[: len(t)] - np.concatenate(([0], noise[: len(t) - 1]))
    return hiss * np.exp(-t * 34) * np.clip(t / 0.004, 0, 1)


def thump(seconds=0.3):
    t = _time(seconds)
    return _fade(np.sin(2 * np.pi * (48 * t + 4 * (1 - np.exp(-t * 30)))) * np.exp(-t * 11), 0.002, 0.05)


class Mix:
    """Two channels; everything is added at a time, with a level and a place between left (-1) and right (1)."""

    def __init__(self, seconds):
        self.dry = np.zeros((int((seconds + 2) * RATE), 2))
        self.wet = np.zeros_like(self.dry)
        self._length = int(seconds * RATE)

    def add(self, sound, at, level, place=0.0, room=0.3):
        first = int(at * RATE)
        sound = sound[: len(self.dry) - first, None] * level
        angle = (place + 1) * np.pi / 4
        panned = sound * np.array([np.cos(angle), np.sin(angle)])
        self.dry[first : first + len(sound)] += panned
        self.wet[first : first + len(sound)] += panned * room

    def finish(self, loudness=0.12):
        """Room, level, a soft ceiling and a short fade at both ends."""
        random = np.random.default_rng(11)
        t = _time(1.7)
        out = self.dry.copy()
        size = 1 << (len(self.dry) + len(t)).bit_length()
        for channel in (0, 1):
            tail = random.standard_normal(len(t)) * np.exp(-t * 3.6) * np.clip(t / 0.012, 0, 1)
            tail = np.convolve(tail, np.ones(6) / 6, "same")  # walls swallow the highest tones
            response = np.fft.rfft(tail / np.sqrt(np.sum(tail**2)), size)
            out[:, channel] += np.fft.irfft(np.fft.rfft(self.wet[:, channel], size) * response, size)[: len(out)]
        out = out[: self._length]
        out *= loudness / np.sqrt(np.mean(out**2))
        out = np.tanh(out * 1.1) / 1.1
        edge = np.clip(np.arange(len(out)) / (0.02 * RATE), 0, 1) * np.clip(np.arange(len(out))[::-1] / (1.2 * RATE), 0, 1)
        return out * edge[:, None]


def _voicing(name, lowest):
    """The chord's notes as MIDI numbers, each at or above `lowest`."""
    return [lowest + (pitch - lowest) % 12 for pitch in chord(name)]


def play_gently(mix, score):
    """For the song of the two keys: kalimba, pads, a walking bass, hardly any drum."""
    noise = np.random.default_rng(3).standard_normal(RATE)
    for span in score.chords:
        for i, note in enumerate(_voicing(span.name, 53)):
            mix.add(pad(frequency(note), span.duration), span.start, 0.045, (-0.6, 0, 0.6)[i], 0.5)
        root = frequency(_voicing(span.name, 36)[0])
        beats = round(span.duration / score.beat)
        for beat in range(0, beats, 2):
            mix.add(bass(root, 1.9 * score.beat), span.start + beat * score.beat, 0.26, 0, 0.05)
        arpeggio = sorted(_voicing(span.name, 65))
        order = (0, 1, 2, 1)
        for eighth in range(beats * 2):
            note = arpeggio[order[eighth % 4]] + (12 if eighth % 8 == 6 else 0)
            swing = 0.08 * score.beat if eighth % 2 else 0
            mix.add(kalimba(frequency(note)), span.start + eighth * score.beat / 2 + swing, 0.085, 0.5 - eighth % 3 * 0.5)
        for beat in range(beats):
            at = span.start + beat * score.beat
            if at >= score.intro_end - 0.01:
                mix.add(brush(noise[beat * 997 :]), at, 0.035 if beat % 2 else 0.018, 0.25)


def play_merrily(mix, score):
    """For the bicycle song: accordion off the beat, plucked bass on it, a bell now and then."""
    noise = np.random.default_rng(5).standard_normal(RATE)
    for span in score.chords:
        low = _voicing(span.name, 38)
        beats = round(span.duration / score.beat)
        for beat in range(beats):
            at = span.start + beat * score.beat
            if beat % 2 == 0:
                note = low[0] if beat % 4 == 0 else low[2] - 12 if low[2] > 47 else low[2]
                mix.add(bass(frequency(note), 0.9 * score.beat), at, 0.3, 0, 0.05)
                mix.add(thump(), at, 0.2, 0, 0.05)
            else:
                for i, tone in enumerate(_voicing(span.name, 57)):
                    mix.add(accordion(frequency(tone), 0.55 * score.beat), at, 0.05, (-0.4, 0.1, 0.4)[i])
                mix.add(brush(noise[beat * 997 :]), at, 0.05, 0.2)
    for line in score.lines[4:6]:
        for strike in (0, 0.12):
            mix.add(kalimba(frequency(96), 1.2), line.end - score.beat + strike, 0.06, 0.7, 0.6)


def play_tune(mix, score, level):
    """A kalimba hums the melody along, an octave up: it helps those who learn to sing it."""
    for line in score.lines:
        for word in line.words:
            for note in word.notes:
                mix.add(kalimba(frequency(note.midi + 12), 1.2), note.start, level, -0.2, 0.5)
