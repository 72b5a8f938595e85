"""A song from its score: voice and band, mixed, as a WAV file."""

import wave

import numpy as np

import band
import singing

ARRANGEMENTS = {"two-keys": band.play_gently, "first-bike": band.play_merrily}


def record(name, score, path):
    mix = band.Mix(score.duration)
    ARRANGEMENTS[name](mix, score)
    band.play_tune(mix, score, 0.03)
    mix.add(singing.sing(score), 0, 0.62, 0, 0.28)
    mix.add(singing.sing(score, detune=0.09, delay=0.021), 0, 0.2, 0.55, 0.45)
    mix.add(singing.sing(score, detune=-0.08, delay=0.013), 0, 0.2, -0.55, 0.45)
    sound = np.round(mix.finish() * 32767).astype("<i2")
    with wave.open(str(path), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(singing.RATE)
        out.writeframes(sound.tobytes())
