#!/usr/bin/python3
"""Every command that the README shows after `samples/run` is run, as it stands there, beside a copy of the samples.
Arguments: the repository, the folder of the programs, the folder that samples_test.py made the samples in (made here when they are not
there, or not those of today)."""

import contextlib
import errno
import http.client
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request
from pathlib import Path

import samples_copy
from integrart import ffmpeg

ROOT, PROGRAMS, PLACE = (Path(sys.argv.pop(1)).resolve() for _ in range(3))
FIRST = "samples/run"  # what a newcomer runs first; samples_test.py does
# Looking for faces in every picture and encoding them takes its time: this command gets the beginning of the film only.
SLOW, SECONDS = "redact", 4


def blocks_of(text):
    """Lines of each block of shell commands."""
    for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        yield [line for line in block.splitlines() if line.strip() and not line.startswith("#")]


def lines_after_the_samples(text):
    """The lines of the blocks that follow the one that makes the samples."""
    blocks = list(blocks_of(text))
    (first,) = [number for number, lines in enumerate(blocks) if any(line.split()[0].removeprefix("./") == FIRST for line in lines)]
    return [line for lines in blocks[first + 1:] for line in lines]


def promised_status(line):
    """0, or what the remark behind the command says: "# exit status 1: ..."."""
    said = re.search(r"#.*\bexit status (\d+)", line)
    return int(said[1]) if said else 0


def written_by(line):
    """Files and folders that the line names as its results."""
    words = shlex.split(line, comments=True)
    return [after for word, after in zip(words, words[1:]) if word in ("--out", "-o", ">")]


def is_empty(path):
    return not any(path.iterdir()) if path.is_dir() else path.stat().st_size == 0


def problem_of_command(line, folder):
    """What a reader would not expect of a command that ends by itself; None when all is as the line promises."""
    began = time.time_ns()
    run = subprocess.run(["bash", "-c", line], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600)
    if run.returncode != promised_status(line):
        return f"exit status {run.returncode}, promised {promised_status(line)}\n{run.stdout[-1000:]}{run.stderr[-2000:]}"
    results = written_by(line)
    for result in results:
        path = folder / result
        if not path.exists() or is_empty(path):
            return f"{result} is not there, or empty"
        if path.is_file() and path.stat().st_mtime_ns < began - 2_000_000_000:
            return f"{result} is an older one"
    if not results and not (run.stdout + run.stderr).strip():
        return "it shows nothing"
    return None


def is_taken(host, port):
    """Whether another program listens there."""
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind((host, int(port)))
        except ValueError:
            return False
        except OSError as error:
            return error.errno == errno.EADDRINUSE
        return False


def healthy(address, process, seconds=60):
    """Whether the server behind `process` says that it is well, before it ends or the time is over."""
    deadline = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://{address}/healthz", timeout=5) as answer:
                return answer.status == 200 and process.poll() is None
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
    return False


def problem_of_server(line, folder):
    """The same for a server: it answers until it is told to end, and ends well."""
    words = shlex.split(line, comments=True)
    place = words.index("--listen") + 1
    host, port = words[place].rsplit(":", 1)
    if is_taken(host, port):
        print(f"port {port} is taken on this machine: {words[place]} becomes a free one", flush=True)
        with socket.socket() as any_port:
            any_port.bind(("127.0.0.1", 0))
            words[place] = f"127.0.0.1:{any_port.getsockname()[1]}"
    process = subprocess.Popen(words, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        well = healthy(words[place], process)
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    if not well:
        return f"nobody answers at {words[place]}\n{said[-2000:]}"
    if process.returncode != promised_status(line):
        return f"told to end, it ended with {process.returncode}\n{said[-2000:]}"
    return None


@contextlib.contextmanager
def short_films(words, folder):
    """Films that the command names are shorter while this lasts."""
    films = [folder / word for word in words if word.endswith(".mp4") and (folder / word).is_file()]
    for film in films:
        film.rename(film.with_suffix(".whole"))
        ffmpeg("-i", film.with_suffix(".whole"), "-t", SECONDS, "-c", "copy", film)
    yield
    for film in films:
        film.with_suffix(".whole").replace(film)


def problem_of(line, folder):
    words = shlex.split(line, comments=True)
    if Path(words[0]).name.endswith("-server"):
        return problem_of_server(line, folder)
    with short_films(words, folder) if words[1:2] == [SLOW] else contextlib.nullcontext():
        return problem_of_command(line, folder)


class Readme(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lines = lines_after_the_samples((ROOT / "README.md").read_text(encoding="utf-8"))
        made = samples_copy.run(samples_copy.refresh(ROOT, PLACE))
        assert made.returncode == 0, made.stderr[-4000:]
        place = tempfile.TemporaryDirectory(prefix="integrart-readme-")
        cls.addClassCleanup(place.cleanup)
        cls.folder = Path(place.name)
        (cls.folder / "build" / "release").mkdir(parents=True)
        (cls.folder / "build" / "release" / "bin").symlink_to(PROGRAMS)
        shutil.copytree(PLACE / "samples", cls.folder / "samples", symlinks=True)

    def test_every_line(self):
        self.assertGreater(len(self.lines), 0, "the README shows no command after the samples")
        for line in self.lines:
            began = time.monotonic()
            with self.subTest(line):
                self.assertIsNone(problem_of(line, self.folder))
            print(f"{time.monotonic() - began:5.1f} s  {line}", flush=True)

    def test_a_command_that_does_not_keep_its_promise_is_noticed(self):
        probe = "build/release/bin/integrart probe samples/two-homes/generated/two-keys.mp4"
        for line in (probe, f"{probe} > facts.txt", f"{probe}; false  # exit status 1: no"):
            self.assertIsNone(problem_of(line, self.folder), line)
        bad = (
            "build/release/bin/integrart probe samples/two-homes/generated/absent.mp4",
            "build/release/bin/integrart probe --no-such-option samples/two-homes/generated/two-keys.mp4",
            "build/release/bin/no-such-program",
            f"{probe}  # exit status 1: wrongly promised",
            f"{probe} --json --out absent.json || echo done",
            ": > empty.txt",
            "true",
            "build/release/bin/integrart-server --data bad-data --listen nonsense:http",
            "build/release/bin/integrart-server --no-such-option --data bad-data --listen 127.0.0.1:0",
        )
        for line in bad:
            with self.subTest(line):
                self.assertIsNotNone(problem_of(line, self.folder))

    def test_lines_are_taken_from_the_blocks_after_the_samples(self):
        text = "```sh\nsamples/run  # makes\ntests/run\n```\nwords\n```yaml\nno: command\n```\n```sh\n# a remark\n\none --out two\nthree > four  # exit status 3: no\n```\n"
        lines = lines_after_the_samples(text)
        self.assertEqual(lines, ["one --out two", "three > four  # exit status 3: no"])
        self.assertEqual([promised_status(line) for line in lines], [0, 3])
        self.assertEqual([written_by(line) for line in lines], [["two"], ["four"]])


if __name__ == "__main__":
    unittest.main()
