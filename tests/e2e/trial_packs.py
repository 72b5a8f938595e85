"""Packs of the trial works of the browser tests, and of the same works with hostile texts."""

import json
import subprocess
import sys
from pathlib import Path


def trial_packs(program, browser, forms, folder):
    """{(name, form): pack}, made by `pack_trial`; names are "trial" and "hostile"."""
    sys.argv = ["packs_test.py", str(program), str(browser)]
    import packs_test
    files = folder / "files"
    document = Path(subprocess.run(["node", browser / "web_pack" / "trial.mjs", files], check=True, capture_output=True, text=True).stdout.strip())
    good = json.loads(document.read_text(encoding="utf-8"))
    document.unlink()
    packs = {}
    for name, manifest in (("trial", good), ("hostile", packs_test.hostile_manifest(good))):
        (folder / name).mkdir()
        (folder / f"{name}.json").write_text(json.dumps(manifest), encoding="utf-8")
        for form in forms:
            packs[name, form] = packs_test.pack(folder / f"{name}.json", files, form, folder / name)
    return packs
