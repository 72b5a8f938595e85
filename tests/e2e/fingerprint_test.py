#!/usr/bin/python3
"""Known and duplicate media through the program: pictures, films and sounds, changed as people change them, in lists and in a build.
Argument: the program integrart."""

import base64
import json
import sys
import tempfile
import unittest
from pathlib import Path

import numpy

from integrart import Integrart, ffmpeg, report, rung, shared_media, steps, work_entry, write_collection, write_recipe

PROGRAM = Integrart(sys.argv.pop(1))
RATE = 44100
WORDS = "drawtext=fontfile=/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf:text='When the cat is out again':fontsize=12:fontcolor=black:x=(w-tw)/2:y={y}"


def drawn(seed, size=(640, 480)):
    """A picture full of shapes, another for each seed."""
    width, height = size
    random = numpy.random.default_rng(seed)
    y, x = numpy.mgrid[0:height, 0:width] / numpy.array([height, width]).reshape(2, 1, 1)
    picture = numpy.stack([128 + 100 * numpy.sin(3 * x + seed), 128 + 90 * (y - 0.5), 200 - 100 * x], axis=2)
    for _ in range(25):
        u, v, r = random.random(3) * [1, 1, 0.2] + [0, 0, 0.04]
        inside = (x - u) ** 2 + (y - v) ** 2 < r * r if random.random() < 0.5 else (abs(x - u) < r) & (abs(y - v) < r / 3)
        picture[inside] = random.integers(0, 256, 3)
    return picture.clip(0, 255).astype(numpy.uint8)


def scene(path, seed, size=(640, 480), options=()):
    """The same as a file."""
    raw = Path(path).with_suffix(".raw")
    raw.write_bytes(drawn(seed, size).tobytes())
    ffmpeg("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{size[0]}x{size[1]}", "-i", raw, *options, path)


def take(path, melody, performance, seconds=60, beat=0.4):
    """A plucked tune. Takes of a melody differ in the moments, the loudness and the colour of their notes."""
    notes, hands = numpy.random.default_rng(melody), numpy.random.default_rng(performance + 1000)
    sound = numpy.zeros(int(seconds * RATE) + 3 * RATE)
    time, at = 0.0, 0
    while time < seconds:
        for voice in range(3 if at % 4 == 0 else 1):
            pitch = 220 * 2 ** ((notes.choice([0, 2, 3, 5, 7, 8, 10, 12, 14, 15]) - (12 if voice else 0)) / 12)
            begin = int(max(0, time + 0.02 * hands.normal()) * RATE)
            t = numpy.arange(int(1.2 * RATE)) / RATE
            colour, loud = 0.5 + 0.25 * hands.normal(), 0.15 * (1 + 0.3 * hands.normal())
            note = sum(colour ** k * numpy.sin(2 * numpy.pi * pitch * (k + 1) * t) for k in range(4)) * numpy.exp(-3 * t)
            sound[begin:begin + len(t)] += loud * note[:len(sound) - begin]
        time += beat * (1 + 0.06 * hands.normal())
        at += 1
    samples = (sound[:int(seconds * RATE)].clip(-1, 1) * 32767).astype("<i2")
    Path(path).with_suffix(".pcm").write_bytes(samples.tobytes())
    ffmpeg("-f", "s16le", "-ar", RATE, "-ac", 1, "-i", Path(path).with_suffix(".pcm"), path)


def film(path, seconds=180, rate=5):
    """Shots of four seconds, in each of which a camera moves over another drawn scene."""
    width, height = 240, 136
    raw = Path(path).with_suffix(".raw")
    with raw.open("wb") as frames:
        for shot in range(seconds // 4):
            place = drawn(100 + shot, (width + 60, height + 30))
            for frame in range(4 * rate):
                x, y = frame * 60 // (4 * rate), frame * 30 // (4 * rate)
                frames.write(place[y:y + height, x:x + width].tobytes())
    ffmpeg("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", rate, "-i", raw, "-c:v", "libx264", "-preset", "veryfast",
           "-pix_fmt", "yuv420p", path)


# The picture of ThreatExchange's own test of PDQ, 26 x 28 pixels, and the hash it publishes (test_pdq_hasher.py of
# python-threatexchange, commit 068c4af3a6534227a491ca056b9b0b9b53953ee8; the same pixels without metadata).
# Copyright (c) Meta Platforms, Inc. and affiliates; BSD 3-Clause licence.
PUBLISHED_PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAABoAAAAcCAIAAADwcTiEAAACeUlEQVR42o2Vz2sTQRTH3znSa5Gc/Q9y9OKfElTUUpUSo2KstiIRaRGxhlax1UoDNnqpngSVRkSw4EFsi4f8bJI2P7vJ"
    "7jbJJm0SZ6ZvsrOT3ZLhw4c3b9/7kk0OgeLA2S2WVv8p53/oZz83znw0TkXaBFKQK2mSR2Sg6HBAvGxny97v+shqG8ItkxUDzRl51/JGNTLsGJcrlHw/VVe4CW8Zy9y0MNBWXGGDrJBF"
    "OW4rU/asHcCbpj2vG2gJ1iSLZN2MW49V3OE6vGpYqXPXhWsDlriXzCtZj8YqGOdeOYAXOuVlHS3RfyTNCH0Sssk+I8CCjsxraIrOTacDv4xtpdM86rY63arRSamdjcIhGzZ3PRGNfI8A"
    "IQ15rqL7RUg7vah9yx327A7bUs31kOZbVwDmVBueoT8l2z2HY52vEbvmVYCnNU6VG4tzEb3nfIQVYReeVJ1Y3jJOirPdgpl9mGXMVNC82Mhb3nThT3M0VGUD+zKz3PC44oTW6opxo3PK"
    "CcMIPCrbEKSW3y5Yon20Fb4C8LDkhBznPGkCD4rINDcv5LhpYUya7wNTBbhv0hvuxJUjXJwqmAUxTO5x8sRDxn1NGMLiHtzlhsAu3DEZMm7xdx0XA1bgdk5kyLh7X2rSIgL+LNw0GTLO"
    "+0Fh8zlxlwI3suDLyLCm/MvSfgbdL4R5apjYgYkMY4cbkeOER47AtZQTctz1NO0f2w6XLw0wnoTx1AC0KcfRpsDVFJoXvvfkZccScGWAsSSxHMeaaFpws8ITTGfzJXDfSsGluC1yHGle"
    "TqD7BZskIZuJAv3rif7Nu/1JuBiHCzE0L+Q42o+hBdz+BAk5/mP8D7zRa586cDFfAAAAAElFTkSuQmCC"
)
PUBLISHED_HASH = "ad64cd9875e131a177b1f2a0d6b38ae1de9ea80421e4c51dde1b0363deba3466"


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)

    def fingerprint(self, file):
        result = PROGRAM.run("fingerprint", file, "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout)

    def listed(self, name, *files):
        """A list of what `integrart fingerprint` prints of the files."""
        lines = []
        for file in files:
            result = PROGRAM.run("fingerprint", file)
            self.assertEqual(result.returncode, 0, result.stderr)
            lines.append(result.stdout)
        path = self.root / name
        path.write_text("".join(lines), encoding="utf-8")
        return path

    def match(self, file, against):
        result = PROGRAM.run("match", file, "--against", against, "--json")
        matches = json.loads(result.stdout)["matches"]
        self.assertEqual(result.returncode, 1 if matches else 0, result.stderr)
        for match in matches:
            self.assertLessEqual({"query", "entry", "distance"}, set(match))
        return matches


class Pictures(Case):
    def test_changed_pictures_are_found(self):
        for seed in range(4):
            scene(self.root / f"{seed}.png", seed)
        known = self.listed("known.txt", *(self.root / f"{seed}.png" for seed in range(4)))
        changes = {
            "poor.jpg": ["-q:v", 20], "small.webp": ["-vf", "scale=200:-2"], "mirrored.png": ["-vf", "hflip"],
            "turned.jpg": ["-vf", "transpose=1"], "letterbox.jpg": ["-vf", "pad=iw:ih*1.4:0:(oh-ih)/2"],
            "caption.jpg": ["-vf", "pad=iw:ih*1.17:0:0:white"], "trimmed.png": ["-vf", "crop=iw*0.98:ih*0.98"],
            "logo.jpg": ["-vf", "drawbox=x=iw*0.88:y=ih*0.03:w=iw*0.09:h=ih*0.09:color=yellow:t=fill"],
        }
        for name, change in changes.items():
            ffmpeg("-i", self.root / "2.png", *change, "-frames:v", 1, self.root / name)
            matches = self.match(self.root / name, known)
            self.assertEqual([match["entry"] for match in matches], ["2.png"], name)
            self.assertLessEqual(matches[0]["distance"], 31)
        scene(self.root / "other.png", 9)
        self.assertEqual(self.match(self.root / "other.png", known), [])

    def test_the_hash_that_the_authors_publish_of_their_picture(self):
        (self.root / "published.png").write_bytes(base64.b64decode(PUBLISHED_PICTURE))
        self.assertEqual(self.fingerprint(self.root / "published.png")["pdq"]["hash"], PUBLISHED_HASH)

    def test_shape_of_the_answer(self):
        scene(self.root / "photo.png", 1)
        taken = self.fingerprint(self.root / "photo.png")
        self.assertEqual(len(taken["sha256"]), 64)
        self.assertEqual(len(taken["pdq"]["hash"]), 64)
        self.assertGreaterEqual(taken["pdq"]["quality"], 80)
        self.assertEqual((taken["video"], taken["chromaprint"]), ([], []))

    def test_orientation_in_metadata_does_not_turn_the_reference_hash(self):
        scene(self.root / "photo.jpg", 1, options=["-q:v", 3])
        plain = self.fingerprint(self.root / "photo.jpg")["pdq"]
        bytes_ = (self.root / "photo.jpg").read_bytes()
        exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"
        (self.root / "turned.jpg").write_bytes(bytes_[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + bytes_[2:])
        self.assertEqual(self.fingerprint(self.root / "turned.jpg")["pdq"], plain)

    def test_large_pictures_are_brought_to_512_by_the_nearest_sample(self):
        scene(self.root / "large.png", 3, (1024, 1536))
        # Every second column and every third row, which is what the nearest sample means here.
        ffmpeg("-i", self.root / "large.png", "-f", "rawvideo", "-pix_fmt", "rgb24", self.root / "large.rgb")
        pixels = numpy.frombuffer((self.root / "large.rgb").read_bytes(), numpy.uint8).reshape(1536, 1024, 3)[::3, ::2]
        (self.root / "small.rgb").write_bytes(pixels.tobytes())
        ffmpeg("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "512x512", "-i", self.root / "small.rgb", self.root / "small.png")
        self.assertEqual(self.fingerprint(self.root / "large.png")["pdq"], self.fingerprint(self.root / "small.png")["pdq"])

    def test_plain_pictures_say_that_they_are(self):
        ffmpeg("-f", "lavfi", "-i", "color=c=black:s=300x200", "-frames:v", 1, self.root / "dark.png")
        result = PROGRAM.run("fingerprint", self.root / "dark.png", "--json")
        self.assertIn("too plain", result.stderr)
        self.assertEqual(json.loads(result.stdout)["comparable"]["pictures"], "too_plain")
        self.assertEqual(self.match(self.root / "dark.png", self.listed("known.txt", self.root / "dark.png")), [])

    def test_lists_against_lists(self):
        one, two = "f" * 32 + "0" * 32, "0f" * 32
        (self.root / "known.csv").write_text(f"hash,label,action\n{one},first,note\n{two},,block\n", encoding="utf-8")
        (self.root / "asked.txt").write_text(f"{one[:-1]}1,mine\n{'a5' * 32}\n", encoding="utf-8")
        matches = self.match(self.root / "asked.txt", self.root / "known.csv")
        self.assertEqual([(m["query"], m["entry"], m["distance"], m["action"]) for m in matches], [("mine", "first", 1, "note")])

    def test_broken_lists_and_texts_are_refused(self):
        scene(self.root / "photo.png", 1)
        (self.root / "broken.txt").write_text("f" * 64 + "\nnonsense\n", encoding="utf-8")
        result = PROGRAM.run("match", self.root / "photo.png", "--against", self.root / "broken.txt")
        self.assertEqual(result.returncode, 3)
        self.assertIn("2", result.stderr)
        (self.root / "story.md").write_text("A story.\n", encoding="utf-8")
        self.assertEqual(PROGRAM.run("fingerprint", self.root / "story.md").returncode, 3)
        self.assertEqual(PROGRAM.run("fingerprint", self.root / "nothing.png").returncode, 4)


class Films(Case):
    def test_a_clip_of_ten_seconds_in_three_minutes(self):
        film(self.root / "film.mp4")
        known = self.listed("known.txt", self.root / "film.mp4")
        self.assertIn("vpdq:", known.read_text(encoding="utf-8"))
        for name, options in {
            "clip.mp4": ["-vf", "scale=240:-2", "-crf", 30],
            "mirrored.webm": ["-vf", "hflip", "-c:v", "libvpx", "-b:v", "300k"],
            "letterbox.mp4": ["-vf", "pad=iw:ih*1.4:0:(oh-ih)/2"],
            "pillarbox.mp4": ["-vf", "pad=iw*1.3:ih:(ow-iw)/2:0"],
            "turned-90.mp4": ["-vf", "transpose=1"],
            "turned-180.mp4": ["-vf", "hflip,vflip", "-crf", 32],
            "turned-270.mp4": ["-vf", "transpose=2"],
            "transposed.mp4": ["-vf", "transpose=0"],
            "cropped-3.mp4": ["-vf", "crop=iw*0.94:ih*0.94"],
            "cropped-6.mp4": ["-vf", "crop=iw*0.88:ih*0.88"],
            "cropped-one-side.mp4": ["-vf", "crop=iw*0.94:ih:0:0"],
            "words-below.mp4": ["-vf", f"pad=iw:ih*1.2:0:0:white,{WORDS.format(y='h*0.9')}"],
            "words-above.mp4": ["-vf", f"pad=iw:ih*1.25:0:oh-ih:black,{WORDS.format(y='h*0.06').replace('black', 'white')}"],
            "words-both.mp4": ["-vf", f"pad=iw:ih*1.4:0:(oh-ih)/2:white,{WORDS.format(y='h*0.06')},{WORDS.format(y='h*0.92')}"],
            "words-over.mp4": ["-vf", f"drawbox=x=0:y=ih*0.9:w=iw:h=ih:color=white:t=fill,{WORDS.format(y='h*0.92')}"],
        }.items():
            ffmpeg("-ss", 97.4, "-t", 10, "-i", self.root / "film.mp4", *options, self.root / name)
            matches = self.match(self.root / name, known)
            self.assertEqual([match["entry"] for match in matches], ["film.mp4"], name)
            self.assertAlmostEqual(matches[0]["entry_start"], 97.4, delta=1.5)
            found = matches[0]["end"] - matches[0]["start"]
            print(name, matches[0]["variant"], matches[0]["distance"], found, file=sys.stderr)
            self.assertGreater(found, 5 if name.startswith("cropped") or name == "words-over.mp4" else 7, name)  # less of it is seen
            self.assertEqual(matches[0]["sure"], name != "cropped-6.mp4", name)
        ffmpeg("-f", "lavfi", "-i", "testsrc2=s=320x180:r=12.5:d=12", self.root / "other.mp4")
        self.assertEqual(self.match(self.root / "other.mp4", known), [])
        # A picture of the film, in a list of pictures.
        ffmpeg("-ss", 101, "-i", self.root / "film.mp4", "-frames:v", 1, self.root / "still.png")
        matches = self.match(self.root / "clip.mp4", self.listed("stills.txt", self.root / "still.png"))
        self.assertEqual([(match["entry"], match["media"]) for match in matches], [("still.png", "image")])
        self.assertAlmostEqual(matches[0]["start"], 3.6, delta=1)


class Sounds(Case):
    def test_a_song_is_found_changed_and_another_take_is_not(self):
        take(self.root / "song.wav", 1, 1)
        known = self.listed("known.txt", self.root / "song.wav")
        for name, options in {
            "poor.mp3": ["-b:a", "64k"],
            "clip.ogg": ["-ss", 20, "-t", 10],
            "fast.mp3": ["-af", "asetrate=44100*1.03,aresample=44100", "-b:a", "128k"],
            "tempo.mp3": ["-af", "atempo=1.03", "-b:a", "128k"],
            "film.mp4": ["-f", "lavfi", "-i", "testsrc2=s=160x120:r=10:d=20", "-shortest"],
        }.items():
            ffmpeg("-i", self.root / "song.wav", *options, self.root / name)
            matches = [match for match in self.match(self.root / name, known) if match["media"] == "audio"]
            print(name, [(match["distance"], match["variant"], match["start"], match["end"]) for match in matches], file=sys.stderr)
            self.assertEqual([match["entry"] for match in matches], ["song.wav"], name)
            self.assertTrue(matches[0]["sure"], name)
        for name, arguments in {"take.wav": (1, 2), "slow.wav": (1, 3, 60, 0.43), "other.wav": (2, 1)}.items():
            take(self.root / name, *arguments)
            self.assertEqual(self.match(self.root / name, known), [], name)

    def test_a_real_song(self):
        media = shared_media()
        if media is None:
            self.skipTest("no real media beside the repository")
        songs = [media / "songs/fantasma/audio.mp3", media / "songs/on-the-run/audio.ogg"]
        known = self.listed("known.txt", songs[0])
        self.assertEqual(self.match(songs[1], known), [])
        for name, options in {"poor.mp3": ["-b:a", "64k"], "fast.ogg": ["-af", "asetrate=44100*1.03,aresample=44100"],
                              "tempo.ogg": ["-af", "atempo=1.03"], "clip.mp3": ["-ss", 40, "-t", 10]}.items():
            ffmpeg("-i", songs[0], "-vn", "-ar", 44100, *options, self.root / name)
            matches = self.match(self.root / name, known)
            print(name, [(match["distance"], match["variant"], match["start"], match["end"]) for match in matches], file=sys.stderr)
            self.assertEqual(len(matches), 1, name)


class Builds(Case):
    def collection(self, name, files, data=None):
        """A build of pictures `{work id: (seed, ffmpeg options)}` that makes little of them."""
        folder = self.root / name
        folder.mkdir(exist_ok=True)
        for identifier, (seed, options) in files.items():
            if not (folder / f"{identifier}.jpg").exists():
                scene(folder / f"{identifier}.png", seed)
                ffmpeg("-i", folder / f"{identifier}.png", *options, "-q:v", 4, folder / f"{identifier}.jpg")
                (folder / f"{identifier}.png").unlink()
                (folder / f"{identifier}.raw").unlink()
        write_collection(folder, [work_entry(identifier, "image", f"{identifier}.jpg") for identifier in files])
        write_recipe(self.root / "recipe.json", [rung("240p", 240, 500)], image={"long_sides": [320], "formats": ["jpeg"]})
        return folder

    def build(self, folder, *arguments):
        out = self.root / f"out-{folder.name}"
        PROGRAM.build(folder, out, "--recipe", self.root / "recipe.json", "--data", self.root / "data", *arguments)
        return out

    @staticmethod
    def duplicates(out):
        """{work: [(kind, rule, text)]} and {work: verdict}."""
        works = report(out)["works"]
        found = {work["id"]: [(f["kind"], f["rule"], f["text"]) for f in work["findings"] if f["kind"].startswith("duplicate")] for work in works}
        return found, {work["id"]: work["verdict"]["verdict"] for work in works}

    def test_the_later_work_is_the_duplicate_and_nothing_else_runs_again(self):
        files = {"first": (1, []), "other": (2, []), "again": (1, ["-vf", "hflip,scale=400:-2"])}
        folder = self.collection("small", files)
        out = self.build(folder)
        found, verdicts = self.duplicates(out)
        self.assertEqual(found, {"first": [], "other": [], "again": [("duplicate.image", "same-work", "first")]})
        self.assertEqual(verdicts["again"], "warn")
        self.build(folder)
        self.assertEqual(steps(out), set())
        self.collection("small", files | {"new": (3, [])})
        self.build(folder)
        self.assertEqual({work for work, _ in steps(out)}, {"new"})
        # Another collection with the same store: what was there first is found.
        out = self.build(self.collection("later", {"upload": (2, ["-vf", "pad=iw:ih*1.3:0:(oh-ih)/2"]), "unlike": (7, [])}))
        self.assertEqual(self.duplicates(out)[0], {"upload": [("duplicate.image", "same-work", "other")], "unlike": []})

    def test_films_and_songs_of_a_build(self):
        folder = self.root / "moving"
        folder.mkdir()
        film(folder / "film.mp4", 24)
        take(folder / "song.wav", 1, 1, 30)
        take(folder / "take.wav", 1, 2, 30)
        ffmpeg("-ss", 4.3, "-t", 14, "-i", folder / "film.mp4", "-vf", "hflip,scale=200:-2", "-crf", 30, folder / "copy.mp4")
        ffmpeg("-i", folder / "song.wav", "-b:a", "64k", folder / "poor.mp3")
        write_collection(folder, [
            work_entry("film", "video", "film.mp4"), work_entry("song", "audio", "song.wav"), work_entry("take", "audio", "take.wav"),
            work_entry("copy", "video", "copy.mp4"), work_entry("poor", "audio", "poor.mp3"),
        ])
        write_recipe(self.root / "recipe.json", [rung("136p", 136, 300)])
        found, verdicts = self.duplicates(self.build(folder))
        self.assertEqual(found, {
            "film": [], "song": [], "take": [], "copy": [("duplicate.video", "same-work", "film")], "poor": [("duplicate.audio", "same-work", "song")],
        })
        self.assertEqual((verdicts["copy"], verdicts["poor"]), ("warn", "warn"))

    def test_known_media_ask_a_person(self):
        folder = self.collection("small", {"listed": (1, []), "free": (2, [])})
        plain = self.listed("plain.txt", folder / "listed.jpg").read_text(encoding="utf-8")
        known = self.root / "known.txt"
        known.write_text("# owner: A house\n# action: block\n" + plain, encoding="utf-8")
        out = self.build(folder, "--known-media", known)
        found, verdicts = self.duplicates(out)
        self.assertEqual(found, {"listed": [("duplicate.image", "known-media", "listed.jpg")], "free": []})
        self.assertEqual((verdicts["listed"], verdicts["free"]), ("review", "clear"))
        policy = {"schema": "policy/1", "id": "strict", "rules": [{"kind": "duplicate", "at_least": 1, "verdict": "block"}], "required_filters": []}
        (self.root / "policy.json").write_text(json.dumps(policy), encoding="utf-8")
        self.build(folder, "--known-media", known, "--policy", self.root / "policy.json")
        self.assertEqual(self.duplicates(out)[1]["listed"], "block")
        known.write_text(plain, encoding="utf-8")
        self.build(folder, "--known-media", known, "--policy", self.root / "policy.json")
        self.assertEqual(self.duplicates(out)[1]["listed"], "clear")

    def test_a_listed_sound_is_found_in_another_language_of_a_work(self):
        folder = self.root / "dubbed"
        folder.mkdir()
        (folder / "story.md").write_text("# Soup\n\nThere was a knock.\n", encoding="utf-8")
        take(folder / "song.wav", 3, 1, 20)
        take(folder / "listed.wav", 1, 1, 20)
        write_collection(folder, [
            work_entry("story", "text", "story.md", audio={"pl": "listed.wav"}), work_entry("song", "audio", "song.wav", audio={"pl": "listed.wav"}),
            work_entry("free", "text", "story.md", audio={"pl": "song.wav"}),
        ])
        known = self.listed("known.txt", folder / "listed.wav")
        write_recipe(self.root / "recipe.json", [rung("240p", 240, 500)])
        out = self.build(folder, "--known-media", known)
        found, verdicts = self.duplicates(out)
        listed = [("duplicate.audio", "known-media", "listed.wav")]
        self.assertEqual(found, {"story": listed, "song": listed, "free": []})
        self.assertEqual(verdicts, {"story": "review", "song": "review", "free": "clear"})

    def test_moderate(self):
        scene(self.root / "photo.png", 4)
        known = self.listed("known.txt", self.root / "photo.png")
        ffmpeg("-i", self.root / "photo.png", "-vf", "vflip", self.root / "turned.jpg")
        result = PROGRAM.run("moderate", self.root / "turned.jpg", "--known-media", known, "--json")
        self.assertEqual(result.returncode, 1, result.stderr)
        shown = json.loads(result.stdout)["files"][0]
        self.assertEqual(shown["verdict"], "review")
        self.assertEqual([(f["kind"], f["text"]) for f in shown["findings"]], [("duplicate.image", "photo.png")])
        result = PROGRAM.run("moderate", self.root / "turned.jpg", "--json")
        self.assertEqual(json.loads(result.stdout)["files"][0]["findings"], [], result.stderr)
        (self.root / "broken.txt").write_text("nonsense\n", encoding="utf-8")
        result = PROGRAM.run("moderate", self.root / "turned.jpg", "--known-media", self.root / "broken.txt", "--json")
        self.assertEqual(result.returncode, 3)
        self.assertIn("broken.txt", result.stderr)


if __name__ == "__main__":
    unittest.main()
