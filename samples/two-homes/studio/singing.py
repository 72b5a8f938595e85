"""A singing voice: the sound of eSpeak NG's words, moved onto the notes of a score.

Harmonics plus noise: the spectral envelope of each spoken word says how loud each harmonic of the sung note is; the
vowels are stretched to fill the note, the consonants keep their natural length and come before the beat, as singers do.
"""

import numpy as np

import espeak
from score import frequency

RATE = 44100
FRAME = 0.005  # seconds between control points
_WINDOW = 1024
_HOP = 64
_LIFTER = 44  # cepstral coefficients kept: 2 ms, shorter than the period of any voice used here


def _analyse(samples):
    """Per frame: log envelope over the bins, and how voiced it is in [0, 1]."""
    padded = np.pad(samples, (_WINDOW // 2, _WINDOW))
    count = 1 + len(samples) // _HOP
    frames = np.stack([padded[i * _HOP : i * _HOP + _WINDOW] for i in range(count)]) * np.hanning(_WINDOW)
    spectrum = np.abs(np.fft.rfft(frames))
    cepstrum = np.fft.irfft(np.log(spectrum + 1e-6))
    cepstrum[:, _LIFTER:-_LIFTER] = 0
    envelope = np.fft.rfft(cepstrum).real
    correlation = np.fft.irfft(np.abs(np.fft.rfft(frames, 2 * _WINDOW)) ** 2)[:, :_WINDOW]
    shortest, longest = espeak.RATE // 400, espeak.RATE // 70
    periodic = correlation[:, shortest:longest].max(axis=1) / (correlation[:, 0] + 1e-9)
    voiced = np.clip((periodic - 0.25) / 0.3, 0, 1)
    return envelope, np.convolve(np.pad(voiced, 8, mode="edge"), np.ones(17) / 17, "valid")


def _syllables(word):
    """For each vowel of the spoken word: (where its consonants begin, where it begins, where it ends)."""
    result, onset = [], 0.0
    end_of_word = len(word.samples) / espeak.RATE
    for i, phoneme in enumerate(word.phonemes):
        following = word.phonemes[i + 1].start if i + 1 < len(word.phonemes) else end_of_word
        if phoneme.is_vowel:
            result.append((onset, phoneme.start, following))
            onset = following
    return result, end_of_word


def _warp(spoken, notes, text):
    """Piecewise linear map: target times (of the song) and the source times (of the spoken word) they show."""
    syllables, end_of_word = _syllables(spoken)
    if len(syllables) != len(notes):
        raise ValueError(f"{text}: {len(syllables)} vowels are spoken for {len(notes)} notes")
    target, source = [], []
    for i, ((onset, vowel, vowel_end), note) in enumerate(zip(syllables, notes)):
        room = 0.16 if i == 0 else min(0.16, 0.45 * notes[i - 1].duration)
        lead = min(vowel - onset, room)
        target += [note.start - lead, note.start]
        source += [onset, vowel]
        if i + 1 == len(notes):
            coda = min(end_of_word - vowel_end, 0.18)
            end = note.start + note.duration - 0.04
            target += [end - coda, end]
            source += [vowel_end, end_of_word]
    return np.maximum.accumulate(target), np.array(source)


def _pitch(times, notes, detune):
    """Frequency in hertz: glides into each note, vibrato on the long ones."""
    curve = np.full(len(times), float(notes[0].midi))
    for note in notes[1:]:
        glide = np.clip((times - note.start + 0.05) / 0.07, 0, 1)
        curve += (note.midi - curve) * glide * glide * (3 - 2 * glide)
    since = times - np.array([n.start for n in notes])[np.searchsorted([n.start for n in notes[1:]], times, "right")]
    curve += 0.22 * np.clip((since - 0.25) / 0.4, 0, 1) * np.sin(2 * np.pi * 5.3 * times)
    return frequency(curve + detune)


def _sing_word(out, noise_source, spoken, word, detune, delay):
    target, source = _warp(spoken, word.notes, word.text)
    envelope, voiced = _analyse(spoken.samples)
    times = np.arange(target[0], target[-1], FRAME)
    position = np.interp(times, target, source) * espeak.RATE / _HOP
    frame = np.clip(position.astype(int), 0, len(envelope) - 1)
    log_envelope, voicing = envelope[frame], voiced[frame]
    pitch = _pitch(times, word.notes, detune)

    first = int(round((times[0] + delay) * RATE))
    count = int(len(times) * FRAME * RATE)
    fine = np.arange(count) / (FRAME * RATE)
    coarse = np.arange(len(times))
    phase = 2 * np.pi * np.cumsum(np.interp(fine, coarse, pitch)) / RATE
    hertz_per_bin = espeak.RATE / _WINDOW
    sung = np.zeros(count)
    for harmonic in range(1, int(9000 / pitch.max())):
        bins = np.clip(pitch * harmonic / hertz_per_bin, 0, log_envelope.shape[1] - 2)
        low = bins.astype(int)
        part = bins - low
        level = np.exp(log_envelope[coarse, low] * (1 - part) + log_envelope[coarse, low + 1] * part) * voicing
        sung += np.interp(fine, coarse, level) * np.sin(harmonic * phase)
    # Breath and consonants: noise through the same envelope, frame by frame.
    size = 512
    window = np.hanning(size + 1)[:-1]
    step = int(FRAME * RATE)
    breath = np.zeros(count + size)
    resampled = np.linspace(0, RATE / 2 / hertz_per_bin, size // 2 + 1)
    outside = resampled > log_envelope.shape[1] - 1
    for i in range(len(times)):
        shape = np.exp(np.interp(resampled, np.arange(log_envelope.shape[1]), log_envelope[i])) * (1 - 0.97 * voicing[i])
        shape[outside] = 0
        at = (i * step) % (len(noise_source) - size)
        piece = np.fft.irfft(np.fft.rfft(noise_source[at : at + size] * window) * shape)
        breath[i * step : i * step + size] += piece
    fade = np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / (0.012 * RATE))
    mixed = (sung + 0.35 * breath[size // 2 : size // 2 + count]) * fade
    begin = max(first, 0)
    end = min(first + count, len(out))
    out[begin:end] += mixed[begin - first : end - first]


def sing(score, detune=0.0, delay=0.0):
    """The whole song as samples at RATE, level 1 at the loudest. `detune` in semitones, `delay` in seconds."""
    speaker = espeak.Speaker(score.voice)
    noise = np.random.default_rng(7).standard_normal(RATE * 3)
    out = np.zeros(int(score.duration * RATE))
    for line in score.lines:
        for word in line.words:
            _sing_word(out, noise, speaker.say(word.text), word, detune, delay)
    return out / np.abs(out).max()
