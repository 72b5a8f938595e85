#!/usr/bin/python3
"""Holds the code to its architecture. Usage: check.py ROOT [FOLDER OF PROGRAMS]. Prints what is wrong; exit 1 when anything is."""

import re
import subprocess
import sys
from pathlib import Path

import documentation
import messages
import rules


def code_files(root, suffixes=(".cpp", ".h")):
    for folder in rules.CODE_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in suffixes and path.is_file():
                yield path, path.relative_to(root).as_posix()


def longest(prefixes, name):
    return max((prefix for prefix in prefixes if name.startswith(prefix)), key=len, default=None)


def includes(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if match := re.match(r'\s*#\s*include\s+(["<])([^">]+)[">]', line):
            yield number, match[1] == "<", match[2]


def check_directions(root):
    problems = []
    for path, name in code_files(root):
        area = longest(rules.MAY_INCLUDE, name)
        for number, is_system, header in includes(path):
            if is_system:
                continue
            place = f"{name}:{number}"
            if header.endswith(".cpp"):
                problems.append(f'{place}: "{header}" is compiled by itself and not to be included')
                continue
            if area is None:
                problems.append(f"{place}: this folder is in no rule of the architecture")
                break
            allowed = [area if prefix == "." else prefix for prefix in rules.MAY_INCLUDE[area]]
            if longest(allowed, header) is None:
                problems.append(f'{place}: {area} may not include "{header}"')
            room = longest(rules.PRIVATE, header)
            if room and not name.startswith(room) and header.endswith(".h") and longest(rules.SHARED, header) is None:
                problems.append(f'{place}: "{header}" is private to {room}')
    return problems


def check_libraries(root):
    problems = []
    for path, name in code_files(root):
        for number, is_system, header in includes(path):
            if not is_system or "." not in header and "/" not in header:
                continue  # ours, or the standard library
            if header in rules.SYSTEM or header.startswith(rules.SYSTEM_FOLDERS):
                continue
            library = longest(rules.HOMES, header)
            if library is None:
                problems.append(f"{name}:{number}: <{header}> belongs to no library that is known here")
            elif longest(rules.HOMES[library], name) is None:
                problems.append(f"{name}:{number}: <{header}> is at home in {' and '.join(rules.HOMES[library])} only")
    return problems


def check_types(root):
    """Two types of one name in one namespace are undefined behaviour as soon as both are in a program."""
    homes, problems = {}, []
    for path, name in code_files(root, (".h",)):
        namespace = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if match := re.match(r"namespace ([\w:]+) \{", line):
                namespace = match[1]
            elif match := re.match(r"(?:class|struct|enum class|enum) (\w+)(?: final)?(?: : .*)? \{", line):
                home = homes.setdefault((namespace, match[1]), name)
                if home != name:
                    problems.append(f"{name}:{number}: {match[1]} is also the name of a type in {home}")
    return problems


def check_sizes(root):
    problems = []
    for folder in [*rules.CODE_FOLDERS, "tests", "samples"]:
        for path in sorted((root / folder).rglob("*")):
            is_made = {"node_modules", "out", "generated"} & set(path.relative_to(root).parts)
            is_code = path.suffix in (".cpp", ".h", ".py", ".js", ".mjs", ".css") and not is_made
            if is_code and (lines := len(path.read_text(encoding="utf-8").splitlines())) > rules.MOST_LINES:
                problems.append(f"{path.relative_to(root)} has {lines} lines; at most {rules.MOST_LINES}")
    return problems


def check_server(programs):
    linked = subprocess.run(["ldd", programs / "integrart-server"], capture_output=True, text=True, check=True).stdout
    return [f"integrart-server is linked with {library}" for library in rules.NOT_IN_THE_SERVER if library in linked]


def readme_commands(root):
    text = (root / "README.md").read_text(encoding="utf-8")
    for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        yield from (line.split("#")[0].split() for line in block.splitlines() if line.split("#")[0].strip())


def check_readme(root, programs):
    problems = []
    commands = list(readme_commands(root))
    if not commands:
        problems.append("README.md shows no commands")
    for command in commands:
        program = command[0]
        if program in ("git", "cd", "cmake", "ctest", "curl"):
            continue
        name = program.removeprefix("./")
        if name.startswith("build/release/bin/"):
            if programs is None:
                continue
            binary = programs / Path(name).name
            sub = [word for word in command[1:2] if not word.startswith("-")]
            run = subprocess.run([binary, *sub, "--help"], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)
            if run.returncode != 0:
                problems.append(f"README.md: `{' '.join(command)}`: `{name} {' '.join(sub)} --help` ended with {run.returncode}")
        elif not (root / name).is_file() or not (root / name).stat().st_mode & 0o111:
            problems.append(f"README.md: {program} is no program of this project")
    for target in re.findall(r"\]\(([^)#:]+)\)", (root / "README.md").read_text(encoding="utf-8")):
        if not (root / target).exists():
            problems.append(f"README.md points to {target}, which does not exist")
    return problems


def check_all(root, programs=None):
    problems = []
    problems += check_directions(root)
    problems += check_libraries(root)
    problems += check_types(root)
    problems += check_sizes(root)
    problems += messages.check_catalogues(root)
    problems += messages.check_use(root)
    problems += check_readme(root, programs)
    if programs is not None:
        problems += check_server(programs)
        problems += documentation.check_all(root, programs)
    return problems


def main():
    root = Path(sys.argv[1]).resolve()
    programs = Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else None
    problems = check_all(root, programs)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems" if problems else "The code keeps to its architecture.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
