"""Run every line of ``lines.toml`` with every program, and write the pages of this folder.

Usage:
    python3 docs/from-argparse/ninety/try.py [--environments FOLDER]
    python3 docs/from-argparse/ninety/try.py --pages
    python3 docs/from-argparse/ninety/try.py --check

The first form runs everything and takes minutes.  It makes a virtual environment for each
program, or takes from a folder of environments the one that has the newest of what the program's
``requirements.txt`` names, and least beside.  What arrived is kept in ``facts.json``; the pages are
made from that, the programs and ``story.md``: ``--pages`` makes them again, ``--check`` tells which
are not as made.
"""

import argparse
import ast
import importlib.metadata
import importlib.util
import json
import os
import platform
import re
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FACTS = HERE / "facts.json"
BEFORE = "before"

PROGRAMS: dict[str, dict[str, Any]] = tomllib.loads(
    (HERE / "programs.toml").read_text(encoding="utf-8")
)
AFTER = [name for name in PROGRAMS if name != BEFORE]
LINES: list[dict[str, Any]] = tomllib.loads(
    (HERE / "lines.toml").read_text(encoding="utf-8")
)["lines"]

#: Beyond it, a shell tells which signal ended a command.
KILLED = 128
#: Timed runs of each program, in turn.
ROUNDS = 9
#: What configbench is asked of the program before, where it is installed.
LOOK = (
    "configbench look --at train.py:get_data -- "
    "python train.py --config configs/base.yaml --drop-last False"
)
SEEN = ("drop_last", "lr")

#: A setting: the name of its type, and its value.
Setting = list[Any]
Settings = dict[str, Setting]
#: What a command left: ``end``, and the settings that are not as the program before has them.
Run = dict[str, Any]


# -- running
def place(name: str, folder: Path) -> Path:
    """Lay a program out as its users have it; return its folder."""
    target = folder / name
    for each in dict.fromkeys((BEFORE, name)):
        if each != BEFORE:
            shutil.rmtree(target / "configs")
        shutil.copytree(HERE / each, target, dirs_exist_ok=True)
    return target


def requirements(name: str) -> list[str]:
    """Return what a program needs, as pip reads it."""
    return (HERE / name / "requirements.txt").read_text(encoding="utf-8").split()


def distribution(requirement: str) -> str:
    """Return the name in a requirement, as names are compared."""
    return normal(re.split(r"[\[<>=!~]", requirement)[0])


def normal(name: str) -> str:
    """Return the name of a distribution as names are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed(python: Path) -> dict[str, str]:
    """Return the releases beside an interpreter, by name."""
    folders = python.parent.parent.glob("lib/python*/site-packages/*.dist-info")
    found = (each.stem.rpartition("-") for each in folders)
    return {normal(name): release for name, _, release in found}


def number(release: str) -> list[int]:
    """Return a release as numbers, to be compared."""
    return [int(each) for each in re.findall(r"\d+", release)]


def found_in(environments: Path, name: str) -> Path:
    """Return the interpreter with the newest of what a program needs, and least beside.

    Raises
    ------
    SystemExit
        If there is none.
    """
    wanted = [distribution(each) for each in requirements(name)]
    able = []
    for python in sorted(environments.glob("*/bin/python")):
        has = installed(python)
        if has.keys() >= set(wanted):
            able.append(([number(has[each]) for each in wanted], -len(has), python))
    if not able:
        sys.exit(f"{environments}: no environment has {' and '.join(wanted)}")
    return max(able)[-1]


def made(folder: Path, name: str) -> Path:
    """Make a virtual environment for a program; return its interpreter."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)  # noqa: S603  our own
    python = folder / "bin" / "python"
    command = [str(python), "-m", "pip", "install", "--quiet", *requirements(name)]
    subprocess.run(command, check=True)  # noqa: S603  our own
    return python


def ended(command: str, folder: Path, python: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as it is typed in the folder of a program."""
    variables = {
        "PATH": f"{python.parent}:{os.environ['PATH']}",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
    }
    return subprocess.run(  # noqa: S603  lines of this folder
        ["bash", "-c", command],  # noqa: S607  from PATH, as a user's
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def arrived(command: str, folder: Path, python: Path) -> Run:
    """Return how a command ended and which settings reached the training."""
    done = ended(command, folder, python)
    if done.returncode == 0:
        return {"end": "accepted", "settings": json.loads(done.stdout)}
    if done.returncode > KILLED:
        sys.exit(f"{command}: exit {done.returncode}: {done.stderr}")
    if "loading data" in done.stderr:
        return {"end": "late"}
    return {"end": "traceback" if "Traceback" in done.stderr else "refused"}


def commands(name: str) -> list[str]:
    """Return what is typed to a program: today's lines as they are, and its own."""
    own = [each["then"].get(name) for each in LINES] if name != BEFORE else []
    return list(dict.fromkeys(filter(None, [*(each["typed"] for each in LINES), *own])))


def started(programs: Mapping[str, tuple[Path, Path]]) -> dict[str, list[float]]:
    """Return the processor's seconds for each program's defaults, in rounds, one after another.

    Seconds on the clock tell as much of what else the machine does.
    """
    found: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(ROUNDS):
        for name, (folder, python) in programs.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            ended(LINES[0]["typed"], folder, python)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            found[name].append(round(taken, 3))
    return found


def looked(folder: Path, python: Path) -> list[str]:
    """Return what ``configbench look`` prints of two settings; nothing where it is missing."""
    if importlib.util.find_spec("configbench") is None:
        return []
    command = LOOK.replace(
        "configbench", f"{shlex.quote(sys.executable)} -m configbench", 1
    )
    told = ended(command, folder, python).stdout
    return [each for name in SEEN for each in re.findall(rf"\b{name}=[^,]*", told)]


def measured(interpreters: Callable[[str], Path], folder: Path) -> dict[str, Any]:
    """Run everything and return what is kept of it."""
    programs = {name: (place(name, folder), interpreters(name)) for name in PROGRAMS}
    runs: dict[str, dict[str, Run]] = {}
    for name, (where, python) in programs.items():
        # What fails with its defaults, or is killed, is a fault of ours, and no fact.
        if (first := ended(LINES[0]["typed"], where, python)).returncode:
            sys.exit(f"{name}: exit {first.returncode}: {first.stderr}")
        runs[name] = {}
        for command in commands(name):
            print(f"{name}: {command}", file=sys.stderr)
            runs[name][command] = arrived(command, where, python)
    defaults: Settings = runs[BEFORE][LINES[0]["typed"]]["settings"]
    for run in [each for found in runs.values() for each in found.values()]:
        if "settings" in run:
            run["settings"] = differences(run["settings"], defaults)
    return {
        "python": platform.python_version(),
        "releases": {
            name: {
                key: installed(python)[key]
                for key in map(distribution, requirements(name))
            }
            for name, (_, python) in programs.items()
        },
        "startup": started(programs),
        "look": looked(*programs[BEFORE]),
        "defaults": defaults,
        "runs": runs,
    }


# -- judging
#: Types that are as good as another where a training takes them.
ALIKE = {"PosixPath": "str", "tuple": "list"}


def plain(setting: Setting) -> Setting:
    """Return a setting with the plainer of types that are alike."""
    kind, value = setting
    return [ALIKE.get(kind, kind), value]


def differences(settings: Settings, others: Settings) -> Settings:
    """Return the settings that are not as in others, types included."""
    return {
        name: setting
        for name, setting in settings.items()
        if plain(setting) != plain(others.get(name, ["", None]))
    }


def wanted(line: Mapping[str, Any], facts: Mapping[str, Any]) -> Settings:
    """Return the settings that should arrive by a line."""
    none = {name: ["NoneType", None] for name in line.get("none", [])}
    wants = {
        name: [type(value).__name__, value] for name, value in line["wants"].items()
    }
    return {**facts["defaults"], **wants, **none}


def wrong(line: Mapping[str, Any], run: Run, facts: Mapping[str, Any]) -> Settings:
    """Return what arrived otherwise than it should; of a mistake, all but the defaults."""
    defaults = facts["defaults"]
    if line.get("mistake"):
        return differences(run["settings"], defaults)
    return differences({**defaults, **run["settings"]}, wanted(line, facts))


def verdict(line: Mapping[str, Any], run: Run | None, facts: Mapping[str, Any]) -> str:
    """Return what became of a line: a word of :data:`WORDS`."""
    if run is None:
        return "none"
    if run["end"] != "accepted":
        return str(run["end"])
    if line.get("mistake"):
        return "taken"
    return "otherwise" if wrong(line, run, facts) else "meant"


#: What a verdict is called on the pages.
WORDS = {
    "meant": "as meant",
    "otherwise": "otherwise",
    "taken": "taken",
    "refused": "refused",
    "traceback": "refused by a traceback",
    "late": "refused after the data were read",
    "none": "cannot be typed",
}
REFUSED = ("refused", "traceback", "late")


# -- telling
Row = list[str]


def table(head: Row, rows: Iterable[Row]) -> str:
    """Return a table in Markdown."""
    cells = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(each)} |" for each in cells)


def code(text: str) -> str:
    """Return a text as code in a cell of a table."""
    return f"`{text.strip()}`".replace("|", "\\|")


def value(setting: Setting) -> str:
    """Return a value as Python writes it."""
    return code(repr(setting[1]))


def told(line: Mapping[str, Any], run: Run | None, facts: Mapping[str, Any]) -> str:
    """Return for a cell what became of a line."""
    word = verdict(line, run, facts)
    if run is None or word not in {"otherwise", "taken"}:
        return WORDS[word]
    found = [
        f"{code(name)} is {value(each)}"
        for name, each in wrong(line, run, facts).items()
    ]
    if not found:
        return "**taken, without effect**"
    return f"**{'taken: ' if word == 'taken' else ''}{', '.join(found)}**"


def then(line: Mapping[str, Any], name: str, facts: Mapping[str, Any]) -> Run | None:
    """Return the run of what is typed after the move; of the program before, of the line itself."""
    command = line["typed"] if name == BEFORE else line["then"].get(name)
    return facts["runs"][name][command] if command else None


def today(line: Mapping[str, Any], name: str, facts: Mapping[str, Any]) -> Run:
    """Return the run of today's line, as it is."""
    run: Run = facts["runs"][name][line["typed"]]
    return run


#: Gives the run of a line with a program: as today, or as it is typed after the move.
Runs = Callable[[Mapping[str, Any], str, Mapping[str, Any]], Run | None]


def count(
    name: str,
    runs: Runs,
    words: Iterable[str],
    facts: Mapping[str, Any],
    *,
    mistakes: bool,
) -> int:
    """Return how many lines came to one of some verdicts."""
    lines = [each for each in LINES if bool(each.get("mistake")) == mistakes]
    return sum(verdict(each, runs(each, name, facts), facts) in words for each in lines)


def full_lines(file: Path) -> int:
    """Return how many lines of a file are not empty."""
    return sum(
        1 for each in file.read_text(encoding="utf-8").splitlines() if each.strip()
    )


def declared(name: str) -> int:
    """Return how many settings a program declares: flags, or fields that are no section."""
    tree = ast.parse((HERE / name / "train.py").read_text(encoding="utf-8"))
    if name == BEFORE:
        names = [
            each.attr for each in ast.walk(tree) if isinstance(each, ast.Attribute)
        ]
        return names.count("add_argument")
    classes = [each for each in tree.body if isinstance(each, ast.ClassDef)]
    sections = {each.name for each in classes if each.decorator_list}
    fields = [each for found in classes for each in found.body]
    kinds = [
        ast.unparse(each.annotation)
        for each in fields
        if isinstance(each, ast.AnnAssign)
    ]
    return sum(each not in sections for each in kinds)


def titles() -> Row:
    """Return the titles of the libraries, for the head of a table."""
    return [f"[{PROGRAMS[name]['title']}]({name}/README.md)" for name in AFTER]


def summary(facts: Mapping[str, Any]) -> str:
    """Return the table of all programs."""
    wishes = sum(not each.get("mistake") for each in LINES)

    def of(runs: Runs, *words: str, mistakes: bool = False) -> Callable[[str], object]:
        return lambda name: (
            ""
            if name == BEFORE and runs is today
            else count(name, runs, words, facts, mistakes=mistakes)
        )

    def seconds(name: str) -> str:
        return f"{statistics.median(facts['startup'][name]):.2f} s"

    cells: list[tuple[str, Callable[[str], object]]] = [
        (f"of {wishes} wishes: as meant", of(then, "meant")),
        ("otherwise than meant, without a word", of(then, "otherwise")),
        ("refused, or cannot be typed", of(then, *REFUSED, "none")),
        (
            f"of {len(LINES) - wishes} mistakes: refused",
            of(then, "refused", "traceback", mistakes=True),
        ),
        ("refused after the data were read", of(then, "late", mistakes=True)),
        ("taken", of(then, "taken", mistakes=True)),
        (f"of the {wishes} wishes, typed as today: as meant", of(today, "meant")),
        ("refused", of(today, *REFUSED)),
        ("otherwise than meant, without a word", of(today, "otherwise")),
        ("settings declared", declared),
        (
            "lines of `train.py` that are not empty",
            lambda name: full_lines(HERE / name / "train.py"),
        ),
        ("the processor's time for a start, median", seconds),
    ]
    head = ["", *(PROGRAMS[name]["title"] for name in PROGRAMS)]
    return table(
        head,
        ([title, *(str(cell(name)) for name in PROGRAMS)] for title, cell in cells),
    )


def short(command: str) -> str:
    """Return for a cell what stands behind the program's name."""
    return code(command.removeprefix("python train.py ").strip())


def findings(facts: Mapping[str, Any], *, mistakes: bool) -> str:
    """Return the lines that the program before takes wrongly, and what each makes of them."""
    chosen = [
        each
        for each in LINES
        if bool(each.get("mistake")) == mistakes
        and verdict(each, then(each, BEFORE, facts), facts) not in {"meant", "refused"}
    ]
    rows = (
        [
            short(each["typed"]),
            each["wish"],
            *(told(each, then(each, name, facts), facts) for name in PROGRAMS),
        ]
        for each in chosen
    )
    return table(["typed", "meant", PROGRAMS[BEFORE]["title"], *titles()], rows)


def unfulfilled(name: str, facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield the wishes that do not come out as meant, though typed as the program has it."""
    for line in LINES:
        run = then(line, name, facts)
        if not line.get("mistake") and verdict(line, run, facts) != "meant":
            typed = f", typed {short(line['then'][name])}" if run else ""
            yield f"* *{line['wish']}*{typed}: {told(line, run, facts)}"


def changed(name: str, facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield today's lines that are taken and mean something else, where they did not before."""
    for line in LINES:
        run = today(line, name, facts)
        was = verdict(line, then(line, BEFORE, facts), facts)
        if verdict(line, run, facts) in {"otherwise", "taken"} and was in {
            "meant",
            *REFUSED,
        }:
            yield f"* {short(line['typed'])} (*{line['wish']}*): {told(line, run, facts)}"


def broken(name: str, facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield today's lines that arrived as meant and are refused as they are."""
    for line in LINES:
        was = verdict(line, then(line, BEFORE, facts), facts)
        if was == "meant" and verdict(line, today(line, name, facts), facts) in REFUSED:
            yield short(line["typed"])


def lost(facts: Mapping[str, Any]) -> str:
    """Return, library by library, what no longer arrives or means something else."""
    parts: list[str] = []
    for name in AFTER:
        gone = list(broken(name, facts))
        nothing = ["* Nothing that was tried."]
        parts += [
            f"### {PROGRAMS[name]['title']}",
            "",
            "Wishes that do not come out as meant by the line on the library's page:",
            "",
            *(list(unfulfilled(name, facts)) or nothing),
            "",
            "Today's lines that came out as meant or were refused, are taken unchanged, and mean "
            "something else:",
            "",
            *(list(changed(name, facts)) or nothing),
            "",
            f"Today's lines that came out as meant and are refused until they are changed "
            f"({len(gone)}): {', '.join(gone) or 'none'}.",
            "",
        ]
    return "\n".join(parts).strip()


def releases(name: str, facts: Mapping[str, Any]) -> str:
    """Return what is installed for a program, in the releases that were measured."""
    pins = facts["releases"][name]
    return " ".join(
        f"'{each}=={pins[distribution(each)]}'" for each in requirements(name)
    )


def paste(name: str, facts: Mapping[str, Any]) -> str:
    """Return commands that try a program, in a folder of their own."""
    lines = [each for each in LINES if "try" in each and name in each["then"]]
    return "\n".join(
        [
            "```bash",
            "(",
            "set -euo pipefail  # stop at the first fault, and leave this shell as it is",
            "here=$PWD/docs/from-argparse/ninety",
            "try=$(mktemp -d)",
            "python3 -m venv $try/venv",
            f"$try/venv/bin/python -m pip install --quiet {releases(name, facts)}",
            "cp -r $here/before $try/ninety",
            "rm -r $try/ninety/configs",
            f"cp -r $here/{name}/. $try/ninety",
            "cd $try/ninety",
            "PATH=$try/venv/bin:$PATH",
            *(
                f"{each['then'][name].strip()} | grep -E '\"({'|'.join(each['try'])})\"'"
                for each in lines
            ),
            ")",
            "```",
        ]
    )


def files(name: str) -> list[str]:
    """Return the files of a program that are not written by this script."""
    found = (each for each in sorted((HERE / name).rglob("*")) if each.is_file())
    return [
        str(each.relative_to(HERE / name))
        for each in found
        if each.name != "README.md" and "__pycache__" not in each.parts
    ]


def page(name: str, facts: Mapping[str, Any]) -> str:
    """Return the page of a library: what its users type now."""
    program = PROGRAMS[name]
    used = ", ".join(f"{key} {each}" for key, each in facts["releases"][name].items())
    rows = (
        [
            line["wish"],
            code(line["typed"]),
            code(line["then"][name]) if name in line["then"] else "",
            told(line, then(line, name, facts), facts),
            told(line, today(line, name, facts), facts),
        ]
        for line in LINES
    )
    return "\n".join(
        [
            f"# Ninety flags, moved to {program['title']}",
            "",
            program["form"],
            "",
            f"Its files: {', '.join(f'[{each}]({each})' for each in files(name))}; and "
            "[fit.py](../before/fit.py), which stays as it was. It follows:",
            "",
            *(f"* <{each}>" for each in program["documentation"]),
            "",
            "## Try it",
            "",
            "From the root of the repository, as often as you like:",
            "",
            paste(name, facts),
            "",
            "## What is typed",
            "",
            table(
                [
                    "wish",
                    "today",
                    "then",
                    "what becomes of it",
                    "today's line, unchanged",
                ],
                rows,
            ),
            "",
            f"Run on Python {facts['python']} with {used}. [The move, step by step, and all "
            "libraries beside each other](../README.md).",
            "",
        ]
    )


def seen(facts: Mapping[str, Any]) -> str:
    """Return what ``configbench look`` shows of the program before."""
    pattern = "|".join(SEEN)
    return "\n".join(
        [
            "```console",
            f"$ {LOOK} | grep -oE '\\b({pattern})=[^,]*'",
            *facts["look"],
            "```",
        ]
    )


def front(facts: Mapping[str, Any]) -> str:
    """Return the first page: the story, with what is measured put in."""
    used = {
        key: each for found in facts["releases"].values() for key, each in found.items()
    }
    told_of = ", ".join(f"{key} {each}" for key, each in sorted(used.items()))
    parts = {
        "summary": summary(facts),
        "found": findings(facts, mistakes=False),
        "mistakes": findings(facts, mistakes=True),
        "lost": lost(facts),
        "look": seen(facts),
        "forms": "\n".join(
            f"* {title}. {PROGRAMS[name]['form']}"
            for name, title in zip(AFTER, titles(), strict=True)
        ),
        "measured": f"Python {facts['python']} with {told_of}",
    }
    story = (HERE / "story.md").read_text(encoding="utf-8")
    return re.sub(r"<!-- (\w+) -->", lambda found: parts[found[1]], story)


def pages(facts: Mapping[str, Any]) -> dict[Path, str]:
    """Return all pages that this script writes."""
    found = {HERE / "README.md": front(facts)}
    found |= {HERE / name / "README.md": page(name, facts) for name in AFTER}
    return found


def stale(facts: Mapping[str, Any]) -> Iterator[Path]:
    """Yield the pages that are not as they would be written."""
    for path, text in pages(facts).items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            yield path


def main() -> int:
    """Run, or take what was kept; write the pages, or tell which are stale."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--environments", type=Path, help="folder of environments to take"
    )
    parser.add_argument("--pages", action="store_true", help="only write the pages")
    parser.add_argument(
        "--check", action="store_true", help="only tell which pages are stale"
    )
    args = parser.parse_args()
    if not (args.pages or args.check):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            if args.environments:
                facts = measured(lambda each: found_in(args.environments, each), folder)
            else:
                facts = measured(
                    lambda each: made(folder / f"venv-{each}", each), folder
                )
        # Where configbench is not installed, what it showed stays.
        facts["look"] = (
            facts["look"] or json.loads(FACTS.read_text(encoding="utf-8"))["look"]
        )
        FACTS.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    found = list(stale(facts))
    for path in found:
        print(path.relative_to(HERE))
        if not args.check:
            path.write_text(pages(facts)[path], encoding="utf-8")
    return 1 if args.check and found else 0


if __name__ == "__main__":
    sys.exit(main())
