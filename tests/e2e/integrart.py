"""Running the program as a person would, and small collections made on the fly."""

import json
import os
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path


class Integrart:
    """The program under test."""

    def __init__(self, program):
        self.program = str(Path(program).resolve())

    def run(self, *arguments, seconds=900, **others):
        return subprocess.run(
            [self.program, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
            timeout=seconds, **others,
        )

    def build(self, collection, out, *arguments, expect=0):
        """`build --json`: its document. The run report lies beside it in `out/report.json`."""
        result = self.run("build", collection, "--out", out, "--json", *arguments)
        assert result.returncode == expect, f"exit {result.returncode}, expected {expect}:\n{result.stderr[-4000:]}"
        return json.loads(result.stdout)


def report(out):
    return json.loads((Path(out) / "report.json").read_text(encoding="utf-8"))


def steps(out, state="run"):
    """{(work, step)} of the last build that are in `state`."""
    return {(work["id"], step["id"]) for work in report(out)["works"] for step in work["steps"] if step["state"] == state}


def query(data, sql):
    """Rows of the database in a data folder, also while others write or after they were killed; none before it is made."""
    file = Path(data) / "integrart.db"
    if not file.is_file():
        return []
    with closing(sqlite3.connect(file, timeout=30)) as database:
        try:
            return database.execute(sql).fetchall()
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                return []
            raise


def recorded_keys(data):
    """Keys of all steps of plans that are done, by the ledger (which also remembers what works have in common)."""
    return {key for (key,) in query(data, "SELECT key FROM step_record WHERE kind <> 'look_alikes'")}


def keys_of_report(out, state):
    """Keys of the steps that were in `state` in the last build that came to its end."""
    return {step["key"] for work in report(out)["works"] for step in work["steps"] if step["state"] == state}


def wait_until(condition, what, seconds=120):
    """What `condition` gives as soon as that is not empty."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < deadline, f"no {what} within {seconds} s"
        time.sleep(0.02)
    return value


def wait_for_running_pass(data):
    """Until a decode pass has begun: from then on there is a child that works for a while."""
    return wait_until(lambda: query(data, "SELECT id FROM job WHERE state = 'running' AND heavy = 1"), "decode pass")


def ffmpeg(*arguments):
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", *map(str, arguments)], check=True, stdin=subprocess.DEVNULL)


def make_video(path, seconds=4, size="320x240", rate=25):
    """Moving picture and a changing tone; the same bytes each time."""
    ffmpeg(
        "-f", "lavfi", "-i", f"testsrc2=s={size}:r={rate}:d={seconds}",
        "-f", "lavfi", "-i", f"sine=f=330:b=4:r=48000:d={seconds}",
        "-c:v", "libx264", "-preset", "ultrafast", "-threads", "1", "-pix_fmt", "yuv420p", "-c:a", "aac", "-ac", "2",
        "-fflags", "+bitexact", "-shortest", path,
    )


def make_picture(path, size="640x480"):
    ffmpeg("-f", "lavfi", "-i", f"testsrc2=s={size}:d=1", "-frames:v", "1", path)


SUBTITLES = "1\n00:00:00,500 --> 00:00:01,800\nTwo keys\n\n2\n00:00:02,000 --> 00:00:03,500\nring softly\n"

_COLLECTION = """schema: collection/1
id: small
title: {{en: Small}}
languages: [en, pl]
licence: CC-BY-SA-4.0
works:
{works}pack:
  formats: [web]
"""

_WORK = """  - id: {id}
    kind: {kind}
    file: {file}
    language: en
    title: {{en: {id}}}
    creators: [{{name: Oksana, role: author, pseudonym: true}}]
    consent: {{people: 1, granted: [teach, show]}}
"""


def yaml_string(text):
    """In double quotes, with everything that is not plain ASCII escaped."""
    return '"' + "".join(letter if " " <= letter <= "~" and letter not in '"\\' else f"\\U{ord(letter):08X}" for letter in text) + '"'


def work_entry(identifier, kind, file, **more):
    """A work that may be published."""
    text = _WORK.format(id=identifier, kind=kind, file=yaml_string(file))
    return text + "".join(f"    {key}: {json.dumps(value)}\n" for key, value in more.items())


def write_collection(folder, entries):
    (Path(folder) / "collection.yaml").write_text(_COLLECTION.format(works="".join(entries)), encoding="utf-8")


def make_small_collection(folder, seconds=4):
    """One work of each kind."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    make_video(folder / "film.mp4", seconds)
    ffmpeg("-f", "lavfi", "-i", f"sine=f=440:b=2:r=44100:d={seconds}", folder / "song.wav")
    make_picture(folder / "picture.png")
    (folder / "film.en.srt").write_text(SUBTITLES, encoding="utf-8")
    (folder / "film.pl.srt").write_text(SUBTITLES.replace("Two keys", "Dwa klucze"), encoding="utf-8")
    (folder / "story.md").write_text("# Soup\n\nThere was a knock. The soup was hot.\n", encoding="utf-8")
    write_collection(folder, [
        work_entry("film", "video", "film.mp4", subtitles=["film.en.srt", "film.pl.srt"]),
        work_entry("song", "audio", "song.wav"),
        work_entry("picture", "image", "picture.png", alt={"en": "coloured bars"}),
        work_entry("story", "text", "story.md"),
    ])


def rung(identifier, side, kbps):
    return {"id": identifier, "short_side": side, "max_bitrate_kbps": kbps, "crf": 28}


def write_recipe(path, rungs, **more):
    recipe = {
        "schema": "recipe/1",
        "id": "small",
        "video": {"encoder": "x264", "preset": "ultrafast", "ladder": rungs, "gop_seconds": 1, "threads": 1},
        "audio": [{"id": "aac", "encoder": "aac", "bitrate_kbps": 96, "channels": 2}],
    } | more
    Path(path).write_text(json.dumps(recipe), encoding="utf-8")


def files_under(folder):
    """{relative path: bytes} of every file."""
    folder = Path(folder)
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def shared_media():
    """The real media beside the repository, or None."""
    root = Path(__file__).resolve().parents[2]
    folder = Path(os.environ.get("INTEGRART_SHARED", root.parent / "shared")) / "media"
    return folder if folder.is_dir() else None
