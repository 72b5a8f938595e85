#!/usr/bin/python3
"""Films, songs and photos as cameras and phones make them, through a build: what is seen and heard in the renditions. Argument: the
program integrart."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import numpy

import made_photos
from built_works import FRAME, RATE, SOUND_RATE, Built, ffprobe, pictures, sound
from integrart import Integrart, ffmpeg

Built.PROGRAM = Integrart(sys.argv.pop(1))


class Interlaced(Built, unittest.TestCase):
    """A white bar that moves by 8 pixels from field to field: the first field of picture n shows it at 16 n, the second 8 further."""

    WIDTH, HEIGHT, PICTURES = 320, 240, 30
    STEP, ROUND = 8, 240  # the bar comes round again
    ORDERS = ("tff", "bff")

    @classmethod
    def make(cls):
        for order in cls.ORDERS:
            films = numpy.zeros((cls.PICTURES, cls.HEIGHT, cls.WIDTH), numpy.uint8)
            for number, picture in enumerate(films):
                for field in (0, 1):
                    left = cls.STEP * (2 * number + field) % cls.ROUND
                    rows = slice(field if order == "tff" else 1 - field, None, 2)
                    picture[rows, left:left + 80] = 255
            subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{cls.WIDTH}x{cls.HEIGHT}", "-r", str(RATE), "-i", "-",
                            "-vf", f"setfield={order}", "-top", str(int(order == "tff")), "-c:v", "libx264", "-qp", "8", "-preset", "fast", "-pix_fmt", "yuv420p", "-flags", "+ilme+ildct", "-x264-params", f"{order}=1",
                            cls.works / f"{order}.mp4"], input=films.tobytes(), check=True)
            yield order, "video", f"{order}.mp4"

    def problems(self, shown):
        """Of pictures of the bar: rows that do not agree with their neighbours, or the bar not where the first field had it."""
        found = []
        for number in range(2, len(shown) - 2):
            expected = 2 * self.STEP * number % self.ROUND
            rows = (shown[number][20:-20] > 127).argmax(axis=1).astype(int)
            comb = numpy.abs(numpy.diff(rows)).max()
            if comb > 2:
                found.append(f"picture {number}: combed by {comb} pixels")
            if abs(numpy.median(rows) - expected) > 3:
                found.append(f"picture {number}: the bar is at {numpy.median(rows)}, not {expected}")
        return found

    def test_both_orders_of_fields_are_told_and_shown(self):
        for order in self.ORDERS:
            with self.subTest(order):
                frames = ffprobe(self.works / f"{order}.mp4", "frame=interlaced_frame,top_field_first", "-select_streams", "v")["frames"]
                self.assertEqual({(frame["interlaced_frame"], frame["top_field_first"]) for frame in frames}, {(1, int(order == "tff"))}, "the source is what it should be")
                self.assertTrue(self.facts(f"{order}.mp4")["video"]["interlaced"])
                shown = pictures(self.film(order), self.WIDTH, self.HEIGHT)
                self.assertEqual(len(shown), self.PICTURES)
                self.assertEqual(self.problems(shown), [])

    def test_pictures_left_combed_or_of_the_wrong_field_are_noticed(self):
        for order, other in zip(self.ORDERS, reversed(self.ORDERS)):
            source = self.works / f"{order}.mp4"
            self.assertIn("combed", str(self.problems(pictures(source, self.WIDTH, self.HEIGHT))))
            self.assertEqual(self.problems(pictures(source, self.WIDTH, self.HEIGHT, f"bwdif=send_frame:{order}")), [])
            self.assertIn("the bar is at", str(self.problems(pictures(source, self.WIDTH, self.HEIGHT, f"bwdif=send_frame:{other}"))))


class ProgramStreams(Built, unittest.TestCase):
    """MPEG-1 and MPEG-2 program streams, as cameras of the first years of the century made them."""

    FILMS = {
        "one": ["-c:v", "mpeg1video", "-q:v", "3", "-c:a", "mp2", "-f", "mpeg"],
        "two": ["-c:v", "mpeg2video", "-q:v", "3", "-c:a", "ac3", "-ac", "1", "-aspect", "16:9", "-f", "vob"],
    }

    @classmethod
    def make(cls):
        for name, codecs in cls.FILMS.items():
            ffmpeg("-f", "lavfi", "-i", f"color=0xb04020:s=320x240:r={RATE}:d=3", "-f", "lavfi", "-i", "sine=f=330:r=48000:d=3",
                   *codecs, cls.works / f"{name}.mpg")
            yield name, "video", f"{name}.mpg"

    def test_they_are_shown_and_heard(self):
        height = 240
        for name, width in (("one", 320), ("two", 426)):  # with square pixels
            facts = self.facts(f"{name}.mpg")
            self.assertEqual((facts["container"], len(facts["audio"])), ("mpeg", 1))
            self.assertAlmostEqual(facts["duration_seconds"], 3, delta=0.15)
            self.assertEqual((facts["video"]["frame_rate_kind"], facts["video"]["frame_rate"]), ("constant", [RATE, 1]))
            shown = pictures(self.film(name), width, height, "scale=in_color_matrix=bt709", "rgb24")
            self.assertAlmostEqual(len(shown), 3 * RATE, delta=1)
            self.assertLess(numpy.abs(shown[RATE][height // 2, width // 2].astype(int) - (0xb0, 0x40, 0x20)).max(), 16)
            self.assertAlmostEqual(len(sound(self.film(name))) / SOUND_RATE, 3, delta=0.1)


class Depths(Built, unittest.TestCase):
    """10-bit AV1, as newer phones and screen recorders write it."""

    COLOURS = {(0.25, 0.25): (255, 0, 0), (0.75, 0.25): (0, 255, 0), (0.25, 0.75): (0, 0, 255), (0.75, 0.75): (255, 255, 255)}

    @classmethod
    def make(cls):
        quarters = ";".join(f"color={name}:s=160x120:r={RATE}:d=1,format=gbrp[{name}]" for name in ("red", "lime", "blue", "white"))
        for name, layout in (("deep", "yuv420p10le"), ("plain", "yuv420p")):
            ffmpeg("-f", "lavfi", "-i", f"{quarters};[red][lime]hstack[u];[blue][white]hstack[l];[u][l]vstack[out0]",
                   "-vf", "scale=out_color_matrix=bt709:out_range=tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
                   "-color_range", "tv", "-c:v", "libsvtav1", "-preset", "12", "-crf", "20", "-pix_fmt", layout, cls.works / f"{name}.mp4")
            yield name, "video", f"{name}.mp4"

    def test_ten_bits_become_eight_of_the_same_colours(self):
        facts = self.facts("deep.mp4")["video"]
        self.assertEqual((facts["codec"], facts["bit_depth"]), ("av1", 10))
        self.assertEqual(self.facts("plain.mp4")["video"]["bit_depth"], 8)
        stream = ffprobe(self.film("deep"), "stream=codec_name,pix_fmt")["streams"][0]
        self.assertEqual((stream["codec_name"], stream["pix_fmt"]), ("h264", "yuv420p"))
        for name in ("deep", "plain"):
            shown = pictures(self.film(name), 320, 240, "scale=in_color_matrix=bt709", "rgb24")
            self.assertEqual(len(shown), RATE)
            for (x, y), colour in self.COLOURS.items():
                seen = shown[12][int(y * 240), int(x * 320)].astype(int)
                self.assertLess(numpy.abs(seen - colour).max(), 16, f"{name}: {seen} for {colour}")


class Photos(Built, unittest.TestCase):
    """HEIC photos as phones take them: lying on the side, in the colours of a wide screen (Display P3)."""

    @classmethod
    def make(cls):
        made_photos.heic(cls.works / "turned.heic", is_turned=True, wide=True)
        made_photos.heic(cls.works / "upright.heic", is_turned=False, wide=False)
        for name in ("turned", "upright"):
            yield name, "image", f"{name}.heic"

    def seen(self, identifier):
        """Colours of the four quarters of each size of a photo, in reading order."""
        files = [path for path in (self.out / "works" / identifier).iterdir() if path.suffix in (".jpg", ".webp")]
        self.assertGreaterEqual({path.suffix for path in files}, {".jpg", ".webp"})
        for path in files:
            size = ffprobe(path, "stream=width,height")["streams"][0]
            (picture,) = pictures(path, size["width"], size["height"], layout="rgb24")
            yield path.name, picture.shape[:2], [picture[int(y * picture.shape[0]), int(x * picture.shape[1])].astype(int)
                                                 for y in (0.25, 0.75) for x in (0.25, 0.75)]

    def problems(self, identifier, expected, lies_on_the_side):
        found = []
        for name, (height, width), colours in self.seen(identifier):
            if (height > width) != lies_on_the_side:
                found.append(f"{name}: {width} x {height}")
            for seen, colour in zip(colours, expected):
                if numpy.abs(seen - colour).max() > 7:
                    found.append(f"{name}: {seen} for {colour}")
        return found

    def test_photos_are_upright_and_in_the_colours_of_every_screen(self):
        self.assertIn(b"irot", (self.works / "turned.heic").read_bytes())
        self.assertIn(b"prof", (self.works / "turned.heic").read_bytes())
        a, b, c, d = (made_photos.in_srgb(colour) for colour in made_photos.QUARTERS)
        self.assertEqual(self.problems("turned", [c, a, d, b], lies_on_the_side=True), [])
        self.assertEqual(self.problems("upright", made_photos.QUARTERS, lies_on_the_side=False), [])

    def test_colours_that_were_not_converted_and_photos_that_were_not_turned_are_noticed(self):
        a, b, c, d = made_photos.QUARTERS
        self.assertTrue(self.problems("turned", [c, a, d, b], lies_on_the_side=True))
        a, b, c, d = (made_photos.in_srgb(colour) for colour in made_photos.QUARTERS)
        self.assertTrue(self.problems("turned", [a, b, c, d], lies_on_the_side=True))
        self.assertTrue(self.problems("upright", made_photos.QUARTERS, lies_on_the_side=True))


class FlashAndBeep(Built, unittest.TestCase):
    """A white picture and a beep begin together each second, in files whose tracks begin at other times."""

    SECONDS, LENGTH = 6, 0.12

    @classmethod
    def make(cls):
        flash = f"color=black:s=320x240:r={RATE}:d={cls.SECONDS},drawbox=color=white:t=fill:enable='lt(mod(t+0.001,1),{cls.LENGTH})'"
        beep = f"aevalsrc='0.5*sin(2*PI*1000*t)*lt(mod(t,1),{cls.LENGTH})':s=48000:d={cls.SECONDS}"
        picture = ["-c:v", "libx264", "-g", "10", "-bf", "2", "-pix_fmt", "yuv420p"]
        parts = {
            "v": ["-f", "lavfi", "-i", flash, *picture],
            "a": ["-f", "lavfi", "-i", beep, "-c:a", "aac"],
            "v-late": ["-f", "lavfi", "-i", f"{flash},trim=start=0.4,setpts=PTS-STARTPTS", *picture],
            "a-late": ["-f", "lavfi", "-i", f"{beep},atrim=start=0.7,asetpts=PTS-STARTPTS", "-c:a", "aac"],
        }
        for name, arguments in parts.items():
            ffmpeg(*arguments, cls.root / f"{name}.mp4")
        both = ["-map", "0", "-map", "1", "-c", "copy"]
        v, a, v_late, a_late = (cls.root / f"{name}.mp4" for name in parts)
        films = {
            "together": ["-i", v, "-i", a, *both],
            # The track begins with an empty edit.
            "late-picture": ["-itsoffset", "0.4", "-i", v_late, "-i", a, *both],
            "late-sound": ["-i", v, "-itsoffset", "0.7", "-i", a_late, *both],
            # The beep 0.2 s after the flash: what the judge must notice.
            "apart": ["-i", v, "-itsoffset", "0.2", "-i", a, *both],
        }
        for name, arguments in films.items():
            ffmpeg(*arguments, cls.works / f"{name}.mp4")
        # An edit that begins in the middle of a group of pictures and of a frame of sound.
        ffmpeg("-ss", "1.3", "-i", cls.works / "together.mp4", "-c", "copy", cls.works / "edited.mp4")
        for name in (*films, "edited"):
            yield name, "video", f"{name}.mp4"

    def moments(self, film, heard=None):
        """When flashes and beeps begin in a film (or in a stream: pictures and sound in files of their own)."""
        light = pictures(film, 320, 240, f"fps={RATE}").mean(axis=(1, 2)) > 128
        flashes = [number / RATE for number in range(len(light)) if light[number] and (number == 0 or not light[number - 1])]
        loud = numpy.flatnonzero(numpy.abs(sound(heard or film)) > 0.1)
        # Before 0 in a file of fragments, where ffmpeg does not cut the delay of the encoder, as players do.
        begin = float(ffprobe(heard or film, "stream=start_time", "-select_streams", "a")["streams"][0]["start_time"])
        return flashes, [begin + loud[i] / SOUND_RATE for i in range(len(loud)) if i == 0 or loud[i] - loud[i - 1] > SOUND_RATE / 4]

    def problems(self, flashes, beeps):
        # A film may begin in the middle of either.
        flashes, beeps = ([time for time in times if time > self.LENGTH] for times in (flashes, beeps))
        if len(flashes) != len(beeps) or len(flashes) < 4:
            return [f"flashes at {flashes}, beeps at {beeps}"]
        return [f"flash at {flash}, beep at {beep}" for flash, beep in zip(flashes, beeps) if abs(flash - beep) > FRAME]

    def outputs(self, name):
        stream = self.out / "works" / name / "stream"
        yield self.film(name), None
        yield stream / "240p.mp4", stream / "aac.mp4"

    def test_they_stay_within_a_picture_of_each_other(self):
        for name in ("together", "late-picture", "late-sound", "edited"):
            for film, heard in self.outputs(name):
                with self.subTest(name, film=film):
                    flashes, beeps = self.moments(film, heard)
                    self.assertEqual(self.problems(flashes, beeps), [])
                    expected = [(second - 1.3 if name == "edited" else second) for second in range(2, self.SECONDS)]
                    seen = [time for time in flashes if time > 0.5][-len(expected):]
                    self.assertLess(max(abs(a - b) for a, b in zip(seen, expected)), FRAME + 0.001, flashes)

    def test_tracks_that_are_apart_are_noticed(self):
        for film, heard in self.outputs("apart"):
            self.assertTrue(self.problems(*self.moments(film, heard)))

    def test_the_sources_have_the_edits_that_are_meant(self):
        starts = {name: [float(stream["start_time"]) for stream in ffprobe(self.works / f"{name}.mp4", "stream=start_time")["streams"]]
                  for name in ("late-picture", "late-sound")}
        self.assertGreater(starts["late-picture"][0] - starts["late-picture"][1], 0.3)
        self.assertGreater(starts["late-sound"][1] - starts["late-sound"][0], 0.6)


class Peaks(Built, unittest.TestCase):
    """Music with hard beats over quiet chords: lossy encoders put peaks above those of the sound they get."""

    TARGET, METER = -1.0, 0.3  # dBTP; how much more ffmpeg's meter reads than one that oversamples four times (ITU-R BS.1770-4)
    SOUNDS = {"aac96": ("aac", 96), "aac128": ("aac", 128), "opus64": ("opus", 64), "opus128": ("opus", 128)}
    RECIPE = {"audio": [{"id": name, "encoder": encoder, "bitrate_kbps": rate, "channels": 2} for name, (encoder, rate) in SOUNDS.items()]}

    @classmethod
    def make(cls):
        rng = numpy.random.default_rng(5)
        time = numpy.arange(10 * SOUND_RATE) / SOUND_RATE
        chords = sum(numpy.sin(2 * numpy.pi * pitch * time + number) for number, pitch in enumerate((110, 220, 277.2, 329.6, 440, 659))) / 3
        beats = rng.standard_normal(len(time)) * numpy.exp(-(time % 0.7) / 0.01) * 0.9 + numpy.sin(2 * numpy.pi * 3000 * time) * numpy.exp(-(time % 1.1) / 0.004)
        music = (0.04 * chords + beats).clip(-1, 1).astype("<f4")
        subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-f", "f32le", "-ar", str(SOUND_RATE), "-ac", "1", "-i", "-", "-ac", "2", "-c:a", "pcm_s24le", cls.works / "beats.wav"],
                       input=music.tobytes(), check=True)
        yield "beats", "audio", "beats.wav"

    def heard(self, path, filters="anull"):
        """Loudness in LUFS and true peak in dBTP of what a player hears."""
        told = subprocess.run(["ffmpeg", "-nostdin", "-hide_banner", "-i", path, "-af", f"{filters},ebur128=peak=true", "-f", "null", "-"],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True).stderr
        summary = told[told.rindex("Summary:"):]
        return float(summary.split("I:")[1].split()[0]), float(summary.split("Peak:")[1].split()[0])

    def test_what_is_heard_keeps_below_the_peak_that_was_promised(self):
        loudness = {one["id"]: one["loudness"] for one in self.told["beats"]["renditions"] if one["role"] == "audio"}
        self.assertEqual(set(loudness), set(self.SOUNDS))
        for name in self.SOUNDS:
            with self.subTest(name):
                integrated, peak = self.heard(self.out / "works" / "beats" / "stream" / f"{name}.mp4")
                self.assertLessEqual(peak, self.TARGET + self.METER)
                self.assertGreater(peak, self.TARGET - 4, "not turned down needlessly")
                self.assertAlmostEqual(integrated, -16, delta=2.5)
                self.assertTrue(loudness[name]["limited"])
                self.assertLessEqual(loudness[name]["decoded_true_peak_dbtp"], self.TARGET)
                self.assertAlmostEqual(loudness[name]["decoded_true_peak_dbtp"], peak, delta=0.5)

    def test_an_encoder_that_is_trusted_would_be_too_loud(self):
        """The same sound limited to the target and encoded without a look at the result."""
        with tempfile.TemporaryDirectory() as folder:
            trusted = Path(folder) / "trusted.mp4"
            integrated, peak = self.heard(self.works / "beats.wav")
            limited = f"volume={-16 - integrated + 1.5}dB,aresample=192000,alimiter=limit={10 ** ((self.TARGET - 0.3) / 20)}:level=0:attack=2:release=60,aresample=48000"
            ffmpeg("-i", self.works / "beats.wav", "-af", limited, "-c:a", "libopus", "-b:a", "64k", trusted)
            self.assertGreater(self.heard(trusted)[1], self.TARGET + self.METER)


if __name__ == "__main__":
    unittest.main()
