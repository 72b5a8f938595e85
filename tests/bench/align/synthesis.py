"""Songs of known times: phrases of flite and festival (not of espeak-ng, which reads the reference) over made music."""

import subprocess

import numpy as np

RATE = 16000
FESTIVAL_ENCODINGS = {"lp_diphone": "iso-8859-1", "msu_ru_nsh_clunits": "utf-8"}


def decoded(path):
    raw = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"],
                         stdout=subprocess.PIPE, check=True).stdout
    return np.frombuffer(raw, np.float32).astype(float)


def said(voice, text, folder, stretch=1.0, pitch=None):
    """`text` by `voice` without silence at the ends, at equal loudness. flite voices can be stretched and pitched."""
    out = folder / "said.wav"
    if voice in FESTIVAL_ENCODINGS:
        subprocess.run(["text2wave", "-eval", f"(voice_{voice})", "-o", out],
                       input=text.encode(FESTIVAL_ENCODINGS[voice]), check=True, stderr=subprocess.DEVNULL)
    else:
        settings = ["--setf", f"duration_stretch={stretch:.2f}"]
        if pitch:
            settings += ["--setf", f"int_f0_target_mean={pitch}", "--setf", "int_f0_target_stddev=12"]
        subprocess.run(["flite", "-voice", voice, *settings, "-t", text, "-o", out], check=True)
    sound = decoded(out)
    loud = np.flatnonzero(np.abs(sound) > 0.01 * np.max(np.abs(sound)))
    sound = sound[max(0, loud[0] - 40):loud[-1] + 40]
    return sound / np.sqrt(np.mean(sound ** 2)) * 0.1


def music(kind, count, random):
    """A plucked guitar, or a band with bass, chords and drums."""
    sound = np.zeros(count)
    beat = 60 / random.uniform(80, 130)

    def add(note, at):
        begin = int(at * RATE)
        if begin < count:
            sound[begin:begin + len(note)] += note[:count - begin]

    def decay(seconds):
        return np.arange(int(RATE * seconds)) / RATE

    for number in range(int(count / RATE / beat) + 1):
        at = number * beat
        root = 220 * 2 ** ([0, 9, 5, 7][number // 4 % 4] / 12)
        if kind == "guitar":
            for semitones in (0, 4, 7, 12):
                t = decay(1.5)
                note = sum(np.sin(np.pi * root * 2 ** (semitones / 12) * h * t) / h ** 1.3 * np.exp(-t * (1.5 + h))
                           for h in range(1, 12))
                add(0.2 * note, at + random.uniform(0, 0.03) + semitones % 3 * 0.05)
            continue
        t = decay(beat)
        for semitones in (0, 4, 7):
            add(0.07 * sum(np.sin(2 * np.pi * root * 2 ** (semitones / 12) * h * t + random.uniform(0, 6)) / h
                           for h in range(1, 10)), at)
        add(0.35 * np.tanh(3 * np.sin(np.pi / 2 * root * t)) * np.exp(-t * 2), at)
        for half in (0, beat / 2):
            t = decay(0.06)
            add(0.25 * np.diff(random.standard_normal(len(t)), prepend=0) * np.exp(-t * 60), at + half)
        t = decay(0.2)
        add(0.8 * np.sin(2 * np.pi * (50 * t + 20 * (1 - np.exp(-t * 30)))) * np.exp(-t * 15), at)
        if number % 2:
            add(0.3 * random.standard_normal(len(t)) * np.exp(-t * 30), at)
    return sound


def made_song(voice, lines, kind, seed, folder, sung=False):
    """(voice alone, music of equal power, truth): lines with short pauses and now and then one of 3 to 15 seconds."""
    random = np.random.default_rng(seed)
    at, parts, truth = random.uniform(1, 8), [], []
    for text in lines:
        stretch, pitch = (random.uniform(1.6, 3.0), int(random.choice([123, 146, 164, 196]))) if sung else (1.0, None)
        sound = said(voice, text, folder, stretch, pitch)
        parts.append((at, sound))
        truth.append({"start": at, "end": at + len(sound) / RATE, "text": text})
        at += len(sound) / RATE + (random.uniform(0.05, 0.8) if random.random() < 0.85 else random.uniform(3, 15))
    voice_alone = np.zeros(int((at + 4) * RATE))
    for begin, sound in parts:
        place = int(begin * RATE)
        voice_alone[place:place + len(sound)] += sound
    bed = music(kind, len(voice_alone), random)
    return voice_alone, bed * 0.1 / np.sqrt(np.mean(bed ** 2)), truth
