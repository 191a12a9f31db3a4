"""The examples to copy: diffs that apply, programs that agree, reasons that were measured."""

import json
import math
import operator
import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from benchmarks import registry, results, shell
from benchmarks.paths import ROOT
from configbench.process import Command, Finished, environment, run
from configbench.workplace import Workplace, workplace
from configbench.zygote import Zygote
from report import load
from report.cells import NOT_TRIED, SILENTLY_WRONG
from report.counting import Asked
from report.text import anchor

FOLDER = ROOT / "docs" / "from-argparse"
GUIDES = tomllib.loads((FOLDER / "guides.toml").read_text(encoding="utf-8"))
WISHES = tomllib.loads((FOLDER / "wishes.toml").read_text(encoding="utf-8"))["wishes"]
writing = runpy.run_path(str(FOLDER / "write.py"))
programs, line_of = writing["programs"], writing["line_of"]

#: What a program with Hydra imports.
HYDRA = [
    "hydra",
    "hydra._internal.utils",
    "hydra.core.config_store",
    "hydra.core.hydra_config",
]

#: What a program imports, to be had once for all its runs.
MODULES = {
    "argparse": ["argparse"],
    "argparse_strict": ["argparse"],
    "argparse_dataclass": ["argparse_dataclass"],
    "easydict": ["easydict", "yaml"],
    "fire": ["fire", "fire.core"],
    "hf_argument_parser": ["transformers.hf_argparser"],
    "hydra": HYDRA,
    "hydra_structured": HYDRA,
    "omegaconf": ["omegaconf"],
    "tyro": ["tyro"],
    "jsonargparse": ["jsonargparse", "jsonargparse._cli"],
    "lightning_cli": ["lightning.pytorch", "lightning.pytorch.cli"],
    "pydantic_settings": ["pydantic", "pydantic_settings"],
    "pydantic_yaml": ["pydantic", "yaml"],
    "hydra_zen": [*HYDRA, "hydra_zen", "hydra_zen.third_party.pydantic"],
    "simple_parsing": ["simple_parsing"],
    "draccus": ["draccus"],
    "typer": ["typer"],
    "ml_collections": ["absl.app", "ml_collections"],
    "tap": ["tap"],
    "gin": ["absl.app", "gin"],
}


class Program:
    """A program of the folder in a workplace of its own, run as a person would."""

    def __init__(self, name: str, place: Workplace) -> None:
        self._place = place
        self._binaries = registry.find(name).binaries
        variables = environment(Workplace(Path("/nonexistent")), self._binaries)
        python = self._binaries / "python"
        self._zygote = Zygote(MODULES.get(name, []), variables, python=python)
        shutil.copytree(FOLDER / "before", place.work, dirs_exist_ok=True)
        if name != "argparse":
            diff = FOLDER / name / "change.diff"
            ceiling = {"GIT_CEILING_DIRECTORIES": str(place.base)}
            subprocess.run(
                ["git", "apply", str(diff)],  # noqa: S607  from PATH, as a user's
                cwd=place.work,
                env={**os.environ, **ceiling},
                check=True,
            )

    def run(self, line: str) -> Finished:
        """Run the program with a command line as it is typed."""
        words = shell.words(line, self._place, "the guide")
        argv = ("python", str(self._place.work / "train.py"), *words)
        command = Command(argv, self._place, binaries=self._binaries)
        return run(command, self._zygote)

    def close(self) -> None:
        """End the zygote."""
        self._zygote.close()


def arrived(done: Finished) -> dict[str, Any]:
    """Return the typed settings that reached training."""
    found: dict[str, Any] = json.loads(done.stdout) if done.stdout else {}
    return found


def outcome(done: Finished) -> str:
    """Return what became of a line: refused, accepted, or late."""
    if done.exit == 0:
        return "accepted"
    return "late" if done.stdout.startswith("{") else "refused"


def by_argparse(wish: dict[str, Any]) -> str:
    """Return what becomes of a wish with argparse; of a mistake that it takes its line tells so."""
    entry = wish["argparse"]
    ends = "refused" if wish.get("mistake") else "accepted"
    return str(entry.get("outcome", ends) if isinstance(entry, dict) else ends)


@pytest.fixture(scope="module")
def before() -> Iterator[Program]:
    """The argparse program."""
    with workplace() as place:
        program = Program("argparse", place)
        yield program
        program.close()


@pytest.fixture(scope="module")
def wanted(before: Program) -> list[Finished]:
    """What argparse makes of each wish."""
    return [before.run(line_of(each["argparse"])) for each in WISHES]


def test_argparse_takes_the_wishes_and_refuses_most_mistakes(
    wanted: list[Finished],
) -> None:
    """What all others are compared with is right itself."""
    for wish, done in zip(WISHES, wanted, strict=True):
        assert outcome(done) == by_argparse(wish), wish["wish"]
    # Each line changes something: a program that ignored its words would be found.
    told = {json.dumps(arrived(done)) for done in wanted if done.exit == 0}
    assert len(told) == sum(by_argparse(wish) == "accepted" for wish in WISHES)
    # All but these two mistakes are refused: more would be argparse's losses, and not told as such.
    assert sum(isinstance(wish["argparse"], dict) for wish in WISHES) == 2


@pytest.mark.parametrize("name", GUIDES)
def test_the_diff_leads_to_a_program_that_agrees(
    name: str, wanted: list[Finished]
) -> None:
    """The diff applies, gives the program shown, and each wish arrives alike, losses told aside."""
    with workplace() as place:
        program = Program(name, place)
        try:
            for file, text in programs(FOLDER / name).items():
                assert (place.work / file).read_text(encoding="utf-8") == text
            for wish, old in zip(WISHES, wanted, strict=True):
                entry = wish[name]
                facts = entry if isinstance(entry, dict) else {"line": entry}
                done = program.run(facts["line"])
                ends = by_argparse(wish)
                where = f"{name}: {wish['wish']}: {done.stderr[-300:]}"
                assert outcome(done) == facts.get("outcome", ends), where
                assert facts.get("outcome") != ends, f"{where}: as with argparse"
                if ends == "refused" or "outcome" in facts:
                    continue
                expected = arrived(old) | facts.get("loses", {})
                assert arrived(done) == expected, where
                assert not facts.get("loses") or expected != arrived(old), where
        finally:
            program.close()


def figures(content: dict[str, Any], row: str) -> dict[str, float]:
    """Return the figures that a reason may name, of one row."""
    cells = content["cells"]
    tried = [
        cell
        for cell in cells["overrides"][row].values()
        if cell["outcome"] not in NOT_TRIED
    ]
    footprint = content["adapters"][row]["footprint"]
    saved = cells["roundtrip"][row]["run"]["by"]
    by = [cell["by"] for cell in tried]
    return {
        # Of each override, whether it comes out right.
        **{
            name: cell["outcome"] == "right"
            for name, cell in cells["overrides"][row].items()
        },
        "lines": cells["lines"][row]["total"]["total"],
        "new option": cells["change"][row]["add_int_option"]["added"],
        "new model": cells["change"][row]["add_model"]["added"],
        # What a tool types and is refused does not arrive at all.
        "wrong": sum(
            cell["outcome"] in {"type_changed", "wrong_value"} for cell in tried
        ),
        "late": sum(cell["outcome"] == "late" for cell in tried),
        # What was not tried is left to nobody; of what was not measured, no reason is true.
        "by the adapter": math.nan if "unmeasured" in by else by.count("adapter"),
        "added": len(footprint["added"]),
        "MiB": footprint["mib"],
        "start-up": cells["startup"][row]["default"]["wall"]["median"],
        "saves": math.nan if saved == "unmeasured" else saved == "library",
    }


RELATIONS: dict[str, Callable[[float, float], bool]] = {
    "less": operator.lt,
    "more": operator.gt,
    "at most": operator.le,
}


def true(reason: dict[str, str], row: str, content: dict[str, Any]) -> bool:
    """Whether a reason is so in the results."""
    if "claim" in reason:
        claim = content["claims"][reason["claim"]]
        return claim["statements"].get(reason["statement"]) is True
    mine = figures(content, row)[reason["figure"]]
    if reason["is"] == "zero":
        return mine == 0
    others = (
        [
            name
            for name, each in content["adapters"].items()
            if name != row and each["variant_of"] != row
        ]
        if reason["than"] == "every"
        else [reason["than"]]
    )
    relation = RELATIONS[reason["is"]]
    return all(
        relation(mine, figures(content, other)[reason["figure"]]) for other in others
    )


@pytest.fixture(scope="module")
def content() -> dict[str, Any]:
    """The stored results."""
    return results.load()


@pytest.mark.parametrize("name", GUIDES)
def test_every_reason_was_measured(name: str, content: dict[str, Any]) -> None:
    """Each sentence for or against a library follows from the published figures."""
    for reason in (*GUIDES[name]["choose"], *GUIDES[name]["against"]):
        assert true(reason, name, content), reason


def test_a_reason_that_is_not_so_is_found(content: dict[str, Any]) -> None:
    """The rule can fail."""
    for relation in ("less", "more"):
        wrong = {"figure": "lines", "is": relation, "than": "every", "says": ""}
        assert not true(wrong, "fire", content)
    assert not true({"figure": "MiB", "is": "zero"}, "hydra", content)
    for statement in ("it starts more slowly than any other row", "unheard of"):
        said = {"claim": "C8", "statement": statement, "says": ""}
        assert not true(said, "hf_argument_parser", content)


def test_of_what_was_not_measured_no_reason_is_true(content: dict[str, Any]) -> None:
    """A figure that waits for its measurement is no zero."""
    cells = content["cells"]
    row = cells["roundtrip"]["hydra"]
    run = {**row, "run": {**row["run"], "by": "unmeasured"}}
    trips = {**cells["roundtrip"], "hydra": run}
    waiting = {**content, "cells": {**cells, "roundtrip": trips}}
    saves = {"figure": "saves", "is": "more", "than": "argparse"}
    assert true(saves, "hydra", content)
    assert not true(saves, "hydra", waiting)
    assert not true({"figure": "saves", "is": "zero"}, "hydra", waiting)


@pytest.fixture(scope="module")
def whole() -> load.Results:
    """The report's results, with who answers for each cell."""
    return load.whole(load.HERE)


@pytest.fixture(scope="module")
def written(whole: load.Results) -> dict[Path, str]:
    """What the command writes."""
    found: dict[Path, str] = writing["files"](whole)
    return found


def test_the_pages_are_what_programs_and_results_give(written: dict[Path, str]) -> None:
    """Pages, diffs and scripts are written by one command and not by hand."""
    stale = [
        path
        for path, text in written.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    assert not stale, ".venv/bin/python docs/from-argparse/write.py"


def test_what_comes_out_otherwise_is_gained_or_lost() -> None:
    """A mistake that argparse takes is gained where it is refused; all else is lost."""
    taken = {"line": "--a", "outcome": "accepted"}
    late, refused = ({"line": "b", "outcome": each} for each in ("late", "refused"))
    loses = {"line": "b", "loses": {"n": ["int", 12]}}
    wishes = [
        {"wish": "alike", "argparse": "--a", "other": "b"},
        {"wish": "alike, too", "mistake": True, "argparse": taken, "other": "b"},
        {"wish": "stopped", "mistake": True, "argparse": taken, "other": refused},
        {"wish": "stopped late", "mistake": True, "argparse": taken, "other": late},
        {"wish": "let pass", "mistake": True, "argparse": "--a", "other": taken},
        {"wish": "not possible", "argparse": "--a", "other": refused},
        {"wish": "another type", "argparse": "--a", "other": loses},
    ]
    assert writing["wished"]("other", wishes) == {
        "Gained": [
            "* *stopped*: the line is refused; argparse takes it.",
            "* *stopped late*: the line trains first and is refused afterwards; "
            "argparse takes it.",
        ],
        "Lost": [
            "* *let pass*: the line is accepted, and trains; argparse refuses it.",
            "* *not possible*: the line is refused; argparse takes it.",
            "* *another type*: `n` arrives as `12` (int).",
        ],
    }


#: The columns of what is gained and lost.
COLUMNS = ("asked", "gained", "lost", "gained by library", "lost by library")


def table(page: str) -> dict[str, dict[str, int]]:
    """Return what a guide's page counts, by group of cases."""
    _, _, end = page.partition("| test cases |")
    lines = end.split("\n\n")[0].splitlines()[2:]
    found = {}
    for line in lines:
        title, *figures_ = [each.strip() for each in line.strip("|").split("|")]
        name = re.sub(r"\[(.*)\]\(.*\)", r"\1", title.strip("*"))
        found[name] = dict(zip(COLUMNS, map(int, figures_), strict=True))
    return found


def right(cell: load.Cell) -> bool:
    """Whether a stored cell is right, the arrival of its value included."""
    return bool(cell["outcome"] == "right" == cell.get("arrival", "right"))


def counted(
    whole: load.Results, category: str, row: str, tag: str | None
) -> dict[str, int]:
    """Count a category's cells of a row and of argparse again, from what is stored."""
    cases = load.listed(whole, category)
    unasked = {"not_applicable", "unmeasured", "not_used"}
    then, now = (whole["cells"][category][name] for name in ("argparse", row))
    pairs = [
        (then[case], now[case])
        for case in then.keys() & now.keys()
        if cases[case].get("kind") != "observation"
        and tag in (None, now[case].get("tag"))
        and not unasked & {then[case]["outcome"], now[case]["outcome"]}
    ]

    def own(cell: load.Cell) -> bool:
        return right(cell) and cell["by"] == "library"

    return {
        "asked": len(pairs),
        "gained": sum(right(b) and not right(a) for a, b in pairs),
        "lost": sum(right(a) and not right(b) for a, b in pairs),
        "gained by library": sum(own(b) and not own(a) for a, b in pairs),
        "lost by library": sum(own(a) and not own(b) for a, b in pairs),
    }


@pytest.mark.parametrize("name", GUIDES)
def test_what_is_gained_and_lost_counted_again(name: str, whole: load.Results) -> None:
    """A page's counts are those of the stored cells, and the cases it names are such cells."""
    page = (FOLDER / name / "README.md").read_text(encoding="utf-8")
    told = table(page)
    assert told["features"] == counted(whole, "features", name, None)
    assert told["launched by a tool"] == counted(whole, "overrides", name, "launched")
    total = told.pop("all")
    assert total == {
        column: sum(each[column] for each in told.values()) for column in COLUMNS
    }
    for what, heading in (("gained", "Gained, at all:"), ("lost", "Lost, at all:")):
        _, _, end = page.partition(f"\n{heading}\n\n")
        lines = end.split("\n\n")[0].splitlines()
        addresses = [line.split("`")[1] for line in lines if "`" in line]
        assert len(addresses) == min(total[what], 6)
        more = total[what] - len(addresses)
        assert (f"* and {more} more." in lines) == (more > 0)
        for address in addresses:
            category, _, case = address.partition("/")
            then, now = (
                whole["cells"][category][row][case] for row in ("argparse", name)
            )
            assert (right(then), right(now)) == (what == "lost", what == "gained"), case


def test_a_cell_that_changes_makes_its_pages_stale(
    whole: load.Results, written: dict[Path, str]
) -> None:
    """Pages follow from the results: one outcome more, and page and list count one more lost."""
    rows = whole["cells"]["features"]
    case = next(
        case
        for case, cell in rows["tyro"].items()
        if cell["outcome"] == "right" == rows["argparse"][case]["outcome"]
    )
    row = {**rows["tyro"], case: {**rows["tyro"][case], "outcome": "accepted"}}
    cells = {**whole["cells"], "features": {**rows, "tyro": row}}
    changed = writing["files"]({**whole, "cells": cells})
    stale = {path for path in written if written[path] != changed[path]}
    assert stale == {FOLDER / "README.md", FOLDER / "tyro" / "README.md"}
    page = FOLDER / "tyro" / "README.md"
    before, after = (table(each[page])["features"] for each in (written, changed))
    assert after == before | {"lost": before["lost"] + 1} | {
        key: after[key] for key in ("gained by library", "lost by library")
    }


def test_of_what_nobody_measured_nothing_is_gained_by_the_library() -> None:
    """A right cell of which nobody knows the party is neither gained nor lost by a library."""
    both, compared = writing["Both"], writing["Compared"]

    def asked(outcome: str, by: str) -> Asked:
        cell = {"outcome": outcome, "by": by}
        return Asked("features", "features", f"{outcome} {by}", False, cell)

    wrong, unknown = asked("wrong_value", "library"), asked("right", "unmeasured")
    library, adapter = asked("right", "library"), asked("right", "adapter")
    pairs = [
        both(wrong, unknown),
        both(unknown, library),
        both(adapter, library),
        both(library, wrong),
    ]
    told = compared(None, tuple(pairs), 0)
    assert told.gained("at all") == pairs[:1]
    assert told.lost("at all") == pairs[3:]
    assert told.gained("by the library alone") == [pairs[2]]
    assert told.lost("by the library alone") == [pairs[3]]


def test_the_worst_is_named_first() -> None:
    """What did harm stands before what was refused, and what was never tried comes last."""
    both, compared = writing["Both"], writing["Compared"]
    asked = [
        Asked(
            "features", "features", outcome, False, {"outcome": outcome, "by": "core"}
        )
        for outcome in ("unsupported", "rejected", *SILENTLY_WRONG, "right")
    ]
    pairs = [both(each, asked[-1]) for each in asked]
    first = [
        each.before.case for each in compared(None, tuple(pairs), 0).gained("at all")
    ]
    assert first == [*SILENTLY_WRONG, "rejected", "unsupported"]


@pytest.mark.parametrize("name", GUIDES)
def test_a_page_shows_the_script_that_tries_it(name: str, whole: load.Results) -> None:
    """Its lines stand on the page; what it installs is what the row was measured with."""
    script = (FOLDER / name / "try.sh").read_text(encoding="utf-8")
    page = (FOLDER / name / "README.md").read_text(encoding="utf-8")
    assert f"```bash\n{script}```\n" in page
    assert f"```bash\nsh docs/from-argparse/{name}/try.sh\n```\n" in page
    measured = whole["adapters"][name]["distributions"]
    found = dict(re.findall(r"([\w.-]+)==([\w.]+)", script))
    assert found.items() <= measured.items()
    assert bool(found) == (measured.keys() != {"python"}), script


#: Stands for `python3`: as an environment it makes a stored one, whose pip only notes its words.
STAND_IN = """\
#!/bin/sh
test "$1 $2" = "-m venv"
mkdir -p "$3/bin"
cat > "$3/bin/python" << 'END'
#!/bin/sh
if [ "$1 $2" = "-m pip" ]; then echo "$@" >> '{notes}'; exit {pip}; fi
{instead}
PYTHONPATH='{site}' exec '{python}' "$@"
END
chmod +x "$3/bin/python"
"""


def tried(
    name: str, python: str | Path, *, times: int = 2
) -> subprocess.CompletedProcess[str]:
    """Try a guide by the script that tries all, on an interpreter."""
    if not Path("/usr/bin/git").exists():
        pytest.skip("no git in /usr/bin, where the script looks")
    return subprocess.run(
        [sys.executable, str(FOLDER / "try_all.py"), f"--times={times}", name],
        env={**os.environ, "PYTHON": str(python)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_guide_is_tried_twice_in_a_row() -> None:
    """Without a library a guide needs nothing but Python, and a second try is as the first."""
    done = tried("dataclass", sys.executable)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert [line.split()[1] for line in lines[:2]] == ["1", "2"]
    assert all(line.endswith("  ok") for line in lines[:2])
    assert lines[2:] == ["1 of 1 guides are ok"]


@pytest.mark.parametrize(
    ("pip", "instead", "told"),
    [
        (0, "", "ok"),
        (7, "", "exit 7"),
        (0, 'if [ "$1" = train.py ]; then exit 3; fi', "exit 3"),
        (
            0,
            """if [ "$1" = train.py ]; then echo '{"optimizer.lr": ["int", 0]}'; exit; fi""",
            "other settings arrive",
        ),
        (0, 'echo left > "$OLDPWD/left"', "it has changed files beside its own"),
    ],
    ids=["well", "no_release", "program_fails", "another_value", "leftovers"],
)
def test_a_guide_with_a_library_is_tried(
    tmp_path: Path, pip: int, instead: str, told: str, whole: load.Results
) -> None:
    """The script stops at the first fault, and whoever tries all finds what went wrong."""
    environment_ = registry.find("tyro").environment
    if not (environment_.binaries / "python").exists():
        pytest.skip(f"environment {environment_} is not built")
    notes, python = tmp_path / "notes", tmp_path / "python"
    python.write_text(
        STAND_IN.format(
            notes=notes,
            pip=pip,
            instead=instead,
            site=environment_.site,
            python=environment_.binaries / "python",
        ),
        encoding="utf-8",
    )
    python.chmod(0o755)
    done = tried("tyro", python, times=1)
    assert f"s  {told}" in done.stdout, done.stdout + done.stderr
    assert done.returncode == (told != "ok")
    version = whole["adapters"]["tyro"]["distributions"]["tyro"]
    assert notes.read_text(encoding="utf-8").split()[-1] == f"tyro=={version}"


@pytest.mark.slow
def test_the_article_runs_as_brought_up_to_date(tmp_path: Path) -> None:
    """Every model, loss and schedule, and the printed override, by the commands of its page."""
    folder = ROOT / "docs" / "article"
    shutil.copytree(folder, tmp_path / "article")
    page = (folder / "README.md").read_text(encoding="utf-8")
    _, block, _ = page.split("```", 2)
    commands = [line for line in block.splitlines() if line.startswith("python ")]
    told = []
    for line in commands:
        done = subprocess.run(
            ["bash", "-c", line],  # noqa: S607  from PATH, as a user's
            cwd=tmp_path / "article",
            env=environment(Workplace(tmp_path), registry.find("hydra").binaries),
            capture_output=True,
            text=True,
            check=True,
        )
        told += [each for each in done.stdout.splitlines() if "Adam" in each]
    assert told == [
        "BERT L1Loss Adam CosineAnnealingLR ./data",
        "LSTM BCEWithLogitsLoss Adam ReduceLROnPlateau /opt/ml/input/data",
        "LSTMATTN BCEWithLogitsLoss Adam ReduceLROnPlateau /opt/ml/input/data",
    ]


@pytest.mark.parametrize(
    "page",
    sorted((ROOT / "docs").rglob("README.md")),
    ids=lambda each: each.parent.name,
)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    """Relative links name files of the repository, and headings that these have."""
    links = re.findall(
        r"\]\(([^)#:]+)(?:#([^)]*))?\)", page.read_text(encoding="utf-8")
    )
    missing = [
        f"{path}#{place}"
        for path, place in dict.fromkeys(links)
        if not (page.parent / path).exists()
        or (place and place not in headings((page.parent / path).resolve()))
    ]
    assert missing == []


@cache
def headings(page: Path) -> frozenset[str]:
    """Return the names by which a page's headings are linked to."""
    content = page.read_text(encoding="utf-8")
    return frozenset(map(anchor, re.findall(r"^#+ (.+)$", content, re.MULTILINE)))
