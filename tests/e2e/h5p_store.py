"""Small libraries under the names and versions of H5P's own, made here: what packs of H5P are played with."""

import json
import shutil
from pathlib import Path

STAND_INS = Path(__file__).resolve().parents[1] / "browser" / "packs" / "h5p_stand_ins"

# Name and version; what it needs to run; what its editor needs.
LIBRARIES = {
    "H5P.InteractiveVideo-1.26": (["H5P.Video-1.6", "H5P.DragNBar-1.5"], ["H5PEditor.InteractiveVideo-1.2"]),
    "H5P.Video-1.6": ([], []),
    "H5P.DragNBar-1.5": (["H5P.DragNDrop-1.1"], []),
    "H5P.DragNDrop-1.1": ([], []),
    "H5P.Summary-1.10": (["H5P.Question-1.5"], []),
    "H5P.Blanks-1.14": (["H5P.Question-1.5"], []),
    "H5P.DragText-1.10": (["H5P.Question-1.5"], []),
    "H5P.Dialogcards-1.9": ([], []),
    "H5P.CoursePresentation-1.25": ([], []),
    "H5P.AdvancedText-1.1": ([], []),
    "H5P.Image-1.1": ([], []),
    "H5P.Question-1.5": ([], []),
    "H5PEditor.InteractiveVideo-1.2": ([], []),
    "H5P.NobodyNeedsThis-1.0": ([], []),
}


def named(folder):
    name, version = folder.rsplit("-", 1)
    major, minor = version.split(".")
    return {"machineName": name, "majorVersion": int(major), "minorVersion": int(minor)}


def library_files(folder, patch=1):
    runs_with, edits_with = LIBRARIES[folder]
    definition = {
        "title": folder, **named(folder), "patchVersion": patch, "runnable": 1, "preloadedJs": [{"path": "js/main.js"}],
        "preloadedDependencies": [named(one) for one in runs_with], "editorDependencies": [named(one) for one in edits_with],
    }
    stand_in = STAND_INS / f"{definition['machineName']}.js"
    script = f"// {folder}.{patch}\n" + (stand_in.read_text(encoding="utf-8") if stand_in.is_file() else "")
    return {
        "library.json": json.dumps(definition).encode(), "semantics.json": b"[]", "js/main.js": script.encode(),
        "icon.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    }


def write_files(folder, files):
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def make_store(place, libraries=LIBRARIES):
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for folder in libraries:
        write_files(place / folder, library_files(folder))
    return place
