"""Which files a program and all its children opened, as the kernel saw it (strace)."""

import os.path
import re
import subprocess

# 7974 openat(AT_FDCWD</tmp>, "works/a.mp4", O_RDONLY|O_CLOEXEC) = 3</tmp/works/a.mp4>, or its end after another process was heard.
_OPENED = re.compile(r"^(\d+) +(?:<\.\.\. )?(?:open|openat|openat2|creat)(?:\(| resumed>).* = \d+<(.*)>$")
_ASKED = re.compile(r'^(\d+) +(?:open|creat|openat2?)\((?:[A-Z0-9_]+<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')
# Before it ends, another process may be heard: "<unfinished ...>" and, in a later line of the same process, "resumed> ... = 0".
_EXECUTED = re.compile(r'^\d+ +execve\("((?:[^"\\]|\\.)*)".*(?: = 0|<unfinished \.\.\.>)$')
# So much of strace's arguments is printed whole.
_LONGEST_TEXT = 4096


class Trace:
    """`opened`: [(path as asked for, path that was opened)], links resolved by the kernel; `executed`: paths; `processes`: ids."""

    def __init__(self, text):
        self.opened, self.executed, self.processes = [], [], set()
        begun = {}
        for line in text.splitlines():
            self.processes.add(line.split(" ", 1)[0])
            asked = _ASKED.match(line)
            if asked:
                begun[asked[1]] = os.path.join(asked[2] or "/", asked[3])
            opened = _OPENED.match(line)
            if opened:
                self.opened.append((os.path.normpath(begun.get(opened[1], opened[2])), opened[2]))
            executed = _EXECUTED.match(line)
            if executed:
                self.executed.append(executed[1])


def can_trace():
    try:
        return subprocess.run(["strace", "-f", "-o", "/dev/null", "true"], stdin=subprocess.DEVNULL, capture_output=True).returncode == 0
    except OSError:
        return False


def run_traced(command, trace_file, seconds):
    """The finished process and its `Trace`."""
    strace = ["strace", "-f", "-y", "-qq", "-s", str(_LONGEST_TEXT), "-e", "trace=%file", "-e", "signal=none", "-o", str(trace_file)]
    process = subprocess.run(
        [*strace, *map(str, command)], stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", timeout=seconds,
    )
    return process, Trace(trace_file.read_text(encoding="utf-8", errors="replace"))
