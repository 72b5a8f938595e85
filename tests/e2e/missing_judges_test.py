#!/usr/bin/python3
"""Tests whose judges npm or packages.txt brings say "skipped" without them, and fail where INTEGRART_ALL_JUDGES asks for every judge.

Use: missing_judges_test.py BROWSER_FOLDER TEST_LANGUAGE
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BROWSER, LANGUAGE = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
HERE = Path(__file__).resolve().parent
SKIPPED, FAILED = 77, 1


def without_npm(folder):
    """The tests as they are before `npm ci`."""
    shutil.copytree(HERE, folder / "e2e", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(BROWSER, folder / "browser", ignore=shutil.ignore_patterns("node_modules"), symlinks=True)
    nothing, browser, python = folder / "nothing", folder / "browser", "/usr/bin/python3"
    program = lambda name: [python, folder / "e2e" / name, nothing, browser, nothing]
    yield from (program(name) for name in ("packs_test.py", "odd_names_test.py", "sample_packs_test.py", "h5p_libraries_test.py", "streams_test.py"))
    yield from (["node", browser / script, nothing] for script in ("web_pack/run.mjs", "web_pack/firefox.mjs", "moderation/run.mjs"))


def status_of(command, asked, **more):
    environment = {name: value for name, value in os.environ.items() if name != "INTEGRART_ALL_JUDGES"} | more
    result = subprocess.run([str(one) for one in command], env=environment | ({"INTEGRART_ALL_JUDGES": "1"} if asked else {}),
                            capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)
    return result.returncode, result.stdout + result.stderr


def main():
    failed = 0

    def report(name, good, said):
        nonlocal failed
        failed += not good
        print(f"{'ok  ' if good else 'FAIL'} {name}" + ("" if good else f"\n     {said[-1500:]}"), flush=True)

    with tempfile.TemporaryDirectory(prefix="integrart-missing-") as folder:
        for command in without_npm(Path(folder)):
            for asked, wanted in ((False, SKIPPED), (True, FAILED)):
                status, said = status_of(command, asked)
                report(f"{Path(command[1]).name}: {'asked for' if asked else 'left out'}", status == wanted and ("INTEGRART_ALL_JUDGES" if asked else "skipped:") in said, f"exit {status}: {said}")
        # Programs of packages.txt: no strace where PATH has none. The other tests of that file go on without it.
        python = "/usr/bin/python3"
        for command, left_out in (([python, HERE / "durable_store_test.py", "nothing", "nothing"], SKIPPED),
                                  ([python, HERE / "hostile_test.py", "nothing", "Hostile.test_nothing_is_opened_outside_the_folder"], 0)):
            for asked, wanted in ((False, left_out), (True, FAILED)):
                status, said = status_of(command, asked, PATH=folder)
                report(f"{Path(command[1]).name}: {'asked for' if asked else 'left out'}", status == wanted and ("INTEGRART_ALL_JUDGES" if asked else "skipped:") in said, f"exit {status}: {said}")
        # What nothing brings may be skipped everywhere.
        for asked in (False, True):
            status, said = status_of([python, HERE / "shared_media_test.py", "nothing", "nothing"], asked, INTEGRART_SHARED=folder)
            report(f"shared_media_test.py: {'asked for' if asked else 'left out'}", status == SKIPPED and "skipped:" in said, f"exit {status}: {said}")
        # In a test in C++: no apertium where PATH has none.
        for asked in (False, True):
            status, said = status_of([LANGUAGE, "the real apertium*"], asked, PATH=folder)
            report(f"{LANGUAGE.name}: {'asked for' if asked else 'left out'}", (status != 0) == asked and ("INTEGRART_ALL_JUDGES" if asked else "skipped:") in said, f"exit {status}: {said}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
