"""Every line of every table has documentation that says something, where a reader looks for it."""

import json
import re
import subprocess

import rules

LEAST_LETTERS = 20  # of a summary, and of what else is to be said


def entries(root, table, macro):
    return re.findall(rf"^{macro}\((\w+)", (root / table).read_text(encoding="utf-8"), re.MULTILINE)


def output_of(program, *arguments):
    return subprocess.run([program, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)


def check_tables_known(root):
    """A new table is documented like the others, or a rule says how."""
    known = {table for table, _, _ in rules.TABLES} | {rules.COMMANDS, rules.ROUTES, rules.TRANSLATION_CHECKS}
    found = {path.relative_to(root).as_posix() for folder in rules.CODE_FOLDERS for path in (root / folder).rglob("*.def")}
    return [f"{table}: no rule says where its lines are documented" for table in sorted(found - known)]


def check_plugins(root, programs):
    run = output_of(programs / "integrart", "doc", "--json")
    if run.returncode != 0:
        return [f"`integrart doc --json` ended with {run.returncode}: {run.stderr.strip()}"]
    documented = {(entry["table"], entry["id"].replace("-", "_")): entry for entry in json.loads(run.stdout)["registered"]}
    problems = []
    for table, macro, shown_as in rules.TABLES:
        for name in entries(root, table, macro) if (root / table).is_file() else ():
            entry = documented.get((shown_as, name))
            if entry is None:
                problems.append(f"{table}: `integrart doc` says nothing about {name}")
                continue
            problems += [f"{table}: `integrart doc` says too little about {name} ({member})"
                         for member in ("summary", "details") if len(entry[member]) < LEAST_LETTERS]
    return problems


def check_commands(root, programs):
    """Each command says what it is for, and shows an example of itself."""
    problems = []
    for name in entries(root, rules.COMMANDS, "COMMAND") if (root / rules.COMMANDS).is_file() else ():
        help_text = output_of(programs / "integrart", name.replace("_", "-"), "--help").stdout
        about = help_text.split("\n", 1)[0]
        if len(about) < LEAST_LETTERS:
            problems.append(f"{rules.COMMANDS}: `integrart {name} --help` does not say what it is for")
        if not re.search(rf"\bintegrart {name.replace('_', '-')}\b", help_text.partition("\nExample:\n")[2]):
            problems.append(f"{rules.COMMANDS}: `integrart {name} --help` shows no example")
    return problems


def check_routes(root):
    """The server has no page that lists its routes yet: what stands in their files is all there is."""
    problems = []
    for name in entries(root, rules.ROUTES, "ROUTE") if (root / rules.ROUTES).is_file() else ():
        file = root / "authoring" / "routes" / f"{name}.cpp"
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        for member in ("summary", "details"):
            match = re.search(rf'\.{member} = "((?:[^"\\]|\\.)*)"', text)
            if match is None or len(match[1]) < LEAST_LETTERS:
                problems.append(f"{rules.ROUTES}: {name} has no {member}")
    return problems


def check_translation_checks(root):
    """What a check found is a message of its own in the catalogue of the module."""
    table = root / rules.TRANSLATION_CHECKS
    if not table.is_file():
        return []
    catalogue = json.loads((table.parent / "messages.json").read_text(encoding="utf-8"))
    return [f"{rules.TRANSLATION_CHECKS}: {name} has no message language.check_{name}"
            for name in entries(root, rules.TRANSLATION_CHECKS, "CHECK") if f"language.check_{name}" not in catalogue]


def check_all(root, programs):
    return (check_tables_known(root) + check_plugins(root, programs) + check_commands(root, programs) + check_routes(root)
            + check_translation_checks(root))
