"""Whether a folder is a channel that Kolibri imports: own rules, and the checker beside the repository when it is there.

The rules come from learningequality/kolibri (contentschema/versions, upgrade and import code) and le-utils (presets).
"""

import hashlib
import io
import json
import re
import sqlite3
import zipfile

from packs_judges import Refused, require

# Columns of schema 5 without which Kolibri takes a channel for an older one.
COLUMNS = {
    "content_language": "id lang_code lang_subcode lang_name lang_direction",
    "content_localfile": "id extension available file_size",
    "content_contenttag": "id tag_name",
    "content_contentnode": "id license_name license_description title coach_content content_id channel_id description sort_order license_owner "
                           "author kind available options grade_levels resource_types learning_activities accessibility_labels categories "
                           "learner_needs duration lft rght tree_id level lang_id parent_id",
    "content_assessmentmetadata": "id assessment_item_ids number_of_assessments mastery_model randomize is_manipulable contentnode_id",
    "content_channelmetadata": "id name description tagline author version thumbnail last_updated min_schema_version root_id",
    "content_contentnode_has_prerequisite": "id from_contentnode_id to_contentnode_id",
    "content_contentnode_related": "id from_contentnode_id to_contentnode_id",
    "content_contentnode_tags": "id contentnode_id contenttag_id",
    "content_file": "id preset supplementary thumbnail priority contentnode_id lang_id local_file_id",
}
# Preset -> kind of node it belongs to, extensions.
PRESETS = {
    "high_res_video": ("video", {"mp4"}), "low_res_video": ("video", {"mp4"}), "video_subtitle": ("video", {"vtt"}),
    "html5_zip": ("html5", {"zip"}), "exercise": ("exercise", {"perseus"}),
    **{f"{kind}_thumbnail": (kind, {"jpg", "png"}) for kind in ("topic", "video", "html5", "exercise")},
}
MAIN = {"video": {"high_res_video", "low_res_video"}, "html5": {"html5_zip"}, "exercise": {"exercise"}}
LICENCES = {"CC BY", "CC BY-SA", "CC BY-ND", "CC BY-NC", "CC BY-NC-SA", "CC BY-NC-ND", "All Rights Reserved", "Public Domain", "Special Permissions"}
# Numbers of a widget of Perseus that are right or wrong.
WIDGETS = {"radio", "dropdown", "sorter"}


def channel_database(pack):
    found = list((pack / "KOLIBRI_DATA/content/databases").glob("*.sqlite3"))
    require(len(found) == 1, "there is not one database")
    require(re.fullmatch("[0-9a-f]{32}", found[0].stem), "the database is not named by a channel")
    database = sqlite3.connect(f"file:{found[0]}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    return database, found[0].stem


def rows(database, table):
    return [dict(row) for row in database.execute(f"SELECT * FROM {table}")]


def check_tree(nodes, channel):
    by_id = {node["id"]: node for node in nodes}
    require(len(by_id) == len(nodes), "a node is there twice")
    require([node["id"] for node in nodes if node["parent_id"] is None] == [channel["root_id"]], "there is not one root")
    for node in nodes:
        require(node["channel_id"] == channel["id"], "a node of another channel")
        require(all(re.fullmatch("[0-9a-f]{32}", node[key]) for key in ("id", "content_id")), "an identifier is no UUID")
        require(node["title"].strip() and len(node["title"]) <= 200, "a title is empty or too long")
        parent = by_id.get(node["parent_id"])
        if parent:
            inside = parent["lft"] < node["lft"] < node["rght"] < parent["rght"] and node["level"] == parent["level"] + 1
            require(inside and parent["kind"] == "topic", f"{node['title']} does not lie in its topic")
        if node["kind"] != "topic":
            require(node["license_name"] in LICENCES and node["license_description"], f"licence {node['license_name']}")
            require(node["license_owner"] or node["license_name"] == "Public Domain", f"nobody owns {node['title']}")
            require(node["learning_activities"], "no learning activity")
    ends = sorted(end for node in nodes for end in (node["lft"], node["rght"]))
    require(ends == list(range(1, 2 * len(nodes) + 1)), "left and right numbers have gaps")


def check_files(pack, database, nodes):
    kinds = {node["id"]: node["kind"] for node in nodes}
    languages = {row["id"] for row in rows(database, "content_language")}
    require({node["lang_id"] for node in nodes} - {None} <= languages, "a node in a language that is not listed")
    local = {row["id"]: row for row in rows(database, "content_localfile")}
    have = {node: set() for node in kinds}
    subtitles = set()
    for file in rows(database, "content_file"):
        node, preset = file["contentnode_id"], file["preset"]
        require(preset in PRESETS and PRESETS[preset][0] == kinds[node], f"{preset} on a {kinds[node]}")
        require(local[file["local_file_id"]]["extension"] in PRESETS[preset][1], f"{preset} with a wrong extension")
        have[node].add(preset)
        if preset == "video_subtitle":
            require(file["lang_id"] in languages and file["supplementary"] == 1, "a subtitle without language")
            require((node, file["lang_id"]) not in subtitles, "two subtitles in one language")
            subtitles.add((node, file["lang_id"]))
    for node, kind in kinds.items():
        require(kind == "topic" or have[node] & MAIN[kind], f"a {kind} without its file")
    require(subtitles, "no subtitles at all")
    storage = pack / "KOLIBRI_DATA/content/storage"
    there = {str(path.relative_to(storage)) for path in storage.rglob("*") if path.is_file()}
    named = {f"{md5[0]}/{md5[1]}/{md5}.{row['extension']}": row for md5, row in local.items()}
    require(there == set(named), f"the database and the storage differ: {sorted(there ^ set(named))[:3]}")
    for path, row in named.items():
        content = (storage / path).read_bytes()
        require(hashlib.md5(content).hexdigest() == row["id"] and len(content) == row["file_size"], f"{path} has other bytes than its name says")
        if row["extension"] == "zip":
            with zipfile.ZipFile(io.BytesIO(content)) as app:
                require("index.html" in app.namelist() and b"one_work.js" in app.read("index.html"), f"{path} is no lesson")


def check_thumbnails(pack, database, nodes):
    """A work that has a picture shows it: as film or sound, as lesson and as exercise."""
    storage = pack / "KOLIBRI_DATA/content/storage"
    with_picture, thumbnails = set(), set()
    for file in rows(database, "content_file"):
        md5 = file["local_file_id"]
        if file["preset"] == "html5_zip":
            with zipfile.ZipFile(storage / md5[0] / md5[1] / f"{md5}.zip") as app:
                if any(re.fullmatch(r"works/[^/]+/poster\.(jpg|png)", name) for name in app.namelist()):
                    with_picture.add(file["contentnode_id"])
        is_thumbnail = file["preset"].endswith("_thumbnail")
        require(file["thumbnail"] == int(is_thumbnail), f"{file['preset']} with thumbnail = {file['thumbnail']}")
        if is_thumbnail:
            thumbnails.add(file["contentnode_id"])
    topics = {node["parent_id"] for node in nodes if node["id"] in with_picture}
    for node in nodes:
        if node["kind"] == "video" or node["id"] in with_picture or (node["kind"] in ("audio", "exercise") and node["parent_id"] in topics):
            require(node["id"] in thumbnails, f"{node['kind']} {node['title'][:50]} has no picture")


def check_exercises(pack, database):
    storage = pack / "KOLIBRI_DATA/content/storage"
    exercises = rows(database, "content_assessmentmetadata")
    require(exercises, "no exercises")
    for exercise in exercises:
        items, mastery = json.loads(exercise["assessment_item_ids"]), json.loads(exercise["mastery_model"])
        require(len(items) == len(set(items)) == exercise["number_of_assessments"] > 0, "the number of items is wrong")
        require(mastery["type"] == "m_of_n" and 0 < mastery["m"] <= mastery["n"] <= len(items), "nobody can pass")
        md5 = database.execute("SELECT local_file_id FROM content_file WHERE contentnode_id = ? AND preset = 'exercise'", (exercise["contentnode_id"],)).fetchone()[0]
        with zipfile.ZipFile(storage / md5[0] / md5[1] / f"{md5}.perseus") as archive:
            listed = json.loads(archive.read("exercise.json"))
            require(listed["all_assessment_items"] == items and set(listed["assessment_mapping"]) == set(items), "the list of items differs")
            for item in items:
                check_item(json.loads(archive.read(f"{item}.json")))


def check_item(item):
    content, widgets = item["question"]["content"], item["question"]["widgets"]
    require(set(re.findall(r"\[\[☃ ([a-z]+ \d+)\]\]", content)) == set(widgets) and len(widgets) == 1, "widgets and text differ")
    (widget,) = widgets.values()
    options = widget["options"]
    require(widget["type"] in WIDGETS, f"widget {widget['type']}")
    if widget["type"] == "sorter":
        require(len(options["correct"]) > 1, "nothing to sort")
        return
    right = [choice["correct"] for choice in options["choices"]].count(True)
    require(len(options["choices"]) > 1 and 0 < right, "a question without a right or a wrong answer")
    require(right == 1 or options.get("multipleSelect"), "several right answers where one may be chosen")


def judge(pack):
    try:
        database, name = channel_database(pack)
        require(database.execute("PRAGMA integrity_check").fetchone()[0] == "ok", "the database is damaged")
        for table, columns in COLUMNS.items():
            have = {row["name"] for row in database.execute(f"PRAGMA table_info({table})")}
            require(set(columns.split()) == have, f"{table}: columns {sorted(set(columns.split()) ^ have)}")
        (channel,) = rows(database, "content_channelmetadata")
        require(channel["id"] == name and channel["min_schema_version"] == "5" and channel["version"] >= 1, "the channel's own row")
        nodes = rows(database, "content_contentnode")
        check_tree(nodes, channel)
        tags = [(row["contentnode_id"], row["contenttag_id"]) for row in rows(database, "content_contentnode_tags")]
        require(len(tags) == len(set(tags)), "a node has a tag twice, which the table of Kolibri forbids")
        check_files(pack, database, nodes)
        check_thumbnails(pack, database, nodes)
        check_exercises(pack, database)
    except (sqlite3.Error, KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise Refused(f"{type(error).__name__}: {error}") from error


def is_update(old, new):
    """The same channel under a higher version, with the same resources: learners keep what they did."""
    (before, name), (after, same_name) = channel_database(old), channel_database(new)
    require(name == same_name, "another channel")
    version = lambda database: database.execute("SELECT version FROM content_channelmetadata").fetchone()[0]
    require(version(after) > version(before), "the version did not rise")
    identifiers = lambda database: {(row["id"], row["content_id"]) for row in rows(database, "content_contentnode")}
    require(identifiers(before) == identifiers(after), "resources have other identifiers")
