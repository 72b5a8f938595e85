"""The samples in a folder of the tests, so that nobody's own samples/out is read, changed or removed."""

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

# What programs make beside the sources, under samples.
MADE = ("out", "two-homes/generated", ".made-by-one")


def _sources(root):
    """Names, under samples, of what is committed or would be, as it lies in the working folder."""
    listed = subprocess.run(["git", "ls-files", "-z", "samples"], cwd=root, capture_output=True, check=True, stdin=subprocess.DEVNULL).stdout
    names = (name for name in listed.decode().split("\0") if name and (Path(root) / name).is_file())
    return {str(Path(name).relative_to("samples")) for name in names}


def _is_made(name):
    return any(name == made or name.startswith(made + "/") for made in MADE) or "__pycache__" in name


def refresh(root, place):
    """Makes `place` a copy of the sources of the samples, as they are now, with the programs and the tests of `root` beside them;
    what was made there before stays. Returns the copy of `samples/run`."""
    root, place = Path(root), Path(place)
    samples = place / "samples"
    samples.mkdir(parents=True, exist_ok=True)
    for folder in ("build", "tests"):
        link = place / folder
        if not link.is_symlink() or Path(os.readlink(link)) != root / folder:
            link.unlink(missing_ok=True)
            link.symlink_to(root / folder)
    names = _sources(root)
    for name in names:
        source, copy = root / "samples" / name, samples / name
        if not copy.is_file() or copy.read_bytes() != source.read_bytes():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, copy)
    for path in samples.rglob("*"):
        name = str(path.relative_to(samples))
        if path.is_file() and name not in names and not _is_made(name):
            path.unlink()
    return samples / "run"


def fresh(root, place):
    """The same, with nothing made yet."""
    if Path(place).exists():
        shutil.rmtree(place)
    return refresh(root, place)


def run(program):
    """Makes the samples as a newcomer does: `samples/run`. One test at a time."""
    with open(Path(program).parent / ".made-by-one", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return subprocess.run([program], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=3000)
