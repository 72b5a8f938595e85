"""Words spoken by eSpeak NG, with the time of every sound in them."""

import ctypes
import ctypes.util
from dataclasses import dataclass

import numpy as np

RATE = 22050  # of eSpeak NG's voices


@dataclass(frozen=True)
class Phoneme:
    name: str  # IPA
    start: float  # seconds from the beginning of the word's sound

    @property
    def is_vowel(self):
        return any(letter in "aeiouyɐɑɒæɔəɛɪʊʌʏœøɵɨʉɘɤɜ" for letter in self.name)


@dataclass(frozen=True)
class SpokenWord:
    samples: np.ndarray  # floats in [-1, 1] at RATE
    phonemes: tuple


class _EventId(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    ]


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))

# Constants of espeak-ng/speak_lib.h.
_OUTPUT_SYNCHRONOUS = 2
_PHONEME_EVENTS_IPA = 0x0003
_CHARS_UTF8 = 1
_PARAMETER_RATE, _PARAMETER_PITCH, _PARAMETER_RANGE = 1, 3, 4
_EVENT_LIST_TERMINATED, _EVENT_PHONEME = 0, 7


class Speaker:
    """One voice. eSpeak NG keeps global state: one speaker at a time."""

    def __init__(self, voice, words_per_minute=140, pitch=45):
        self._library = ctypes.CDLL(ctypes.util.find_library("espeak-ng") or "libespeak-ng.so.1")
        if self._library.espeak_Initialize(_OUTPUT_SYNCHRONOUS, 0, None, _PHONEME_EVENTS_IPA) != RATE:
            raise RuntimeError("eSpeak NG does not start")
        self._callback = _CALLBACK(self._take)
        self._library.espeak_SetSynthCallback(self._callback)
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise RuntimeError(f"eSpeak NG has no voice {voice}")
        for parameter, value in (
            (_PARAMETER_RATE, words_per_minute),
            (_PARAMETER_PITCH, pitch),
            (_PARAMETER_RANGE, 0),
        ):
            self._library.espeak_SetParameter(parameter, value, 0)

    def _take(self, samples, count, events):
        if samples and count > 0:
            self._parts.append(np.ctypeslib.as_array(samples, (count,)).copy())
        i = 0
        while events[i].type != _EVENT_LIST_TERMINATED:
            if events[i].type == _EVENT_PHONEME:
                name = bytes(events[i].id.string).decode("utf-8", "ignore")
                self._phonemes.append((name, events[i].audio_position / 1000))
            i += 1
        return 0

    def say(self, text):
        self._parts, self._phonemes = [], []
        encoded = text.encode()
        self._library.espeak_Synth(encoded, len(encoded) + 1, 0, 0, 0, _CHARS_UTF8, None, None)
        if not self._parts:
            raise RuntimeError(f"eSpeak NG said nothing for {text!r}")
        samples = np.concatenate(self._parts).astype(np.float64) / 32768
        spoken = tuple(Phoneme(name, at) for name, at in self._phonemes if name.strip())
        return SpokenWord(samples, spoken)
