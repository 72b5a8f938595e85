"""Eyes on running programs: their memory, and whether a file was opened."""

import ctypes
import os
import threading
import time
from pathlib import Path

_IN_ACCESS, _IN_OPEN = 0x1, 0x20
_IN_NONBLOCK = os.O_NONBLOCK


class OpenWatch:
    """Tells whether anybody opened or read a file since the watch began (inotify)."""

    def __init__(self, path):
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._handle = self._libc.inotify_init1(_IN_NONBLOCK)
        if self._handle < 0 or self._libc.inotify_add_watch(self._handle, os.fsencode(path), _IN_ACCESS | _IN_OPEN) < 0:
            raise OSError(ctypes.get_errno(), "inotify")

    def was_opened(self):
        try:
            return len(os.read(self._handle, 65536)) > 0
        except BlockingIOError:
            return False

    def close(self):
        os.close(self._handle)


def _parents():
    """{process: its parent} of all processes."""
    result = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                # The name in parentheses may hold anything; what follows it does not.
                result[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                pass
    return result


def descendants(root):
    parents = _parents()
    family = {root}
    while True:
        more = {child for child, parent in parents.items() if parent in family} - family
        if not more:
            return family
        family |= more


def children_of(process):
    return descendants(process) - {process}


def is_gone(process):
    """Ended, whether or not its parent has asked about it."""
    try:
        return (Path("/proc") / str(process) / "stat").read_text().rsplit(")", 1)[1].split()[0] in "ZX"
    except OSError:
        return True


def proportional_set_kilobytes(process):
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


class MemoryWatch(threading.Thread):
    """The highest memory of a process and all its descendants together, sampled every 30 ms."""

    def __init__(self, root):
        super().__init__(daemon=True)
        self._root = root
        self._stop_asked = threading.Event()
        self.peak_kilobytes = 0
        self.start()

    def run(self):
        while not self._stop_asked.is_set():
            total = sum(proportional_set_kilobytes(process) for process in descendants(self._root))
            self.peak_kilobytes = max(self.peak_kilobytes, total)
            time.sleep(0.03)

    def stop(self):
        self._stop_asked.set()
        self.join()
        return self.peak_kilobytes
