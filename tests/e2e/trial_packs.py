"""Packs of the trial works of the browser tests, and of the same works with hostile texts."""

import json
import subprocess
from pathlib import Path

from hostile_works import hostile_manifest

FOLDERS = {"bagit", "kolibri", "anki"}  # looked at as a folder


def trial_works(browser, files, folder):
    """Makes the files of the works; the manifests in `folder`: of the works as they are, and with hostile texts."""
    document = Path(subprocess.run(["node", browser / "web_pack" / "trial.mjs", files], check=True, capture_output=True, text=True).stdout.strip())
    good = json.loads(document.read_text(encoding="utf-8"))
    document.unlink()
    manifests = folder / "trial.json", folder / "hostile.json"
    for path, manifest in zip(manifests, (good, hostile_manifest(good))):
        path.write_text(json.dumps(manifest), encoding="utf-8")
    return manifests


class Packs(dict):
    """Of each format a pack by `pack_trial`, made when it is asked for: the archive, or the folder of a format that is a folder only."""

    def __init__(self, program, manifest, files, out):
        super().__init__()
        self.program, self.manifest, self.files, self.out = program, manifest, files, out
        out.mkdir()

    def __missing__(self, form):
        folder, archive = self.out / f"{form}.folder", self.out / f"{form}.pack"
        result = subprocess.run([self.program, self.manifest, self.files, form, folder, archive, self.out / "key"], capture_output=True, text=True, timeout=120)
        if result.returncode != 0:
            raise SystemExit(f"{form}: exit {result.returncode}\n{result.stderr}")
        (self.out / f"{form}.notes").write_text(result.stdout, encoding="utf-8")
        self[form] = folder if form in FOLDERS else archive
        return self[form]


def trial_packs(program, browser, forms, folder):
    """{(name, form): pack}; names are "trial" and "hostile"."""
    files = folder / "files"
    packs = {}
    for name, manifest in zip(("trial", "hostile"), trial_works(browser, files, folder)):
        made = Packs(program, manifest, files, folder / name)
        packs |= {(name, form): made[form] for form in forms}
    return packs
