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
from pathlib import Path
from typing import Any

import pytest

from benchmarks import registry, results, shell
from benchmarks.paths import ROOT
from configbench.process import Command, Finished, environment, run
from configbench.workplace import Workplace, workplace
from configbench.zygote import Zygote
from report.cells import NOT_TRIED

FOLDER = ROOT / "docs" / "from-argparse"
GUIDES = tomllib.loads((FOLDER / "guides.toml").read_text(encoding="utf-8"))
WISHES = tomllib.loads((FOLDER / "wishes.toml").read_text(encoding="utf-8"))["wishes"]
programs = runpy.run_path(str(FOLDER / "write.py"))["programs"]

#: What a program imports, to be had once for all its runs.
MODULES = {
    "argparse": ["argparse"],
    "argparse_dataclass": ["argparse_dataclass"],
    "easydict": ["easydict", "yaml"],
    "fire": ["fire", "fire.core"],
    "hf_argument_parser": ["transformers.hf_argparser"],
    "hydra": ["hydra", "hydra._internal.utils", "hydra.core.hydra_config"],
    "omegaconf": ["omegaconf"],
    "tyro": ["tyro"],
    "jsonargparse": ["jsonargparse", "jsonargparse._cli"],
    "lightning_cli": ["lightning.pytorch", "lightning.pytorch.cli"],
    "pydantic_settings": ["pydantic", "pydantic_settings"],
    "pydantic_yaml": ["pydantic", "yaml"],
    "hydra_zen": [
        "hydra",
        "hydra._internal.utils",
        "hydra.core.hydra_config",
        "hydra_zen",
        "hydra_zen.third_party.pydantic",
    ],
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
    return [before.run(each["argparse"]) for each in WISHES]


def test_argparse_takes_the_wishes_and_refuses_the_mistakes(
    wanted: list[Finished],
) -> None:
    """What all others are compared with is right itself."""
    for wish, done in zip(WISHES, wanted, strict=True):
        expected = "refused" if wish.get("mistake") else "accepted"
        assert outcome(done) == expected, wish["wish"]
    # Each wish changes something: a program that ignored its words would be found.
    told = {json.dumps(arrived(done)) for done in wanted if done.exit == 0}
    assert len(told) == sum(not wish.get("mistake") for wish in WISHES)


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
                ends = "refused" if wish.get("mistake") else "accepted"
                where = f"{name}: {wish['wish']}: {done.stderr[-300:]}"
                assert outcome(done) == facts.get("outcome", ends), where
                if wish.get("mistake") or "outcome" in facts:
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


@pytest.mark.parametrize("name", GUIDES)
def test_every_reason_was_measured(name: str) -> None:
    """Each sentence for or against a library follows from the published figures."""
    content = results.load()
    for reason in (*GUIDES[name]["choose"], *GUIDES[name]["against"]):
        assert true(reason, name, content), reason


def test_a_reason_that_is_not_so_is_found() -> None:
    """The rule can fail."""
    content = results.load()
    for relation in ("less", "more"):
        wrong = {"figure": "lines", "is": relation, "than": "every", "says": ""}
        assert not true(wrong, "fire", content)
    assert not true({"figure": "MiB", "is": "zero"}, "hydra", content)
    for statement in ("it starts more slowly than any other row", "unheard of"):
        said = {"claim": "C8", "statement": statement, "says": ""}
        assert not true(said, "hf_argument_parser", content)


def test_of_what_was_not_measured_no_reason_is_true() -> None:
    """A figure that waits for its measurement is no zero."""
    content = results.load()
    cells = content["cells"]
    row = cells["roundtrip"]["hydra"]
    run = {**row, "run": {**row["run"], "by": "unmeasured"}}
    trips = {**cells["roundtrip"], "hydra": run}
    waiting = {**content, "cells": {**cells, "roundtrip": trips}}
    saves = {"figure": "saves", "is": "more", "than": "argparse"}
    assert true(saves, "hydra", content)
    assert not true(saves, "hydra", waiting)
    assert not true({"figure": "saves", "is": "zero"}, "hydra", waiting)


def test_the_pages_are_what_the_programs_give() -> None:
    """Pages and diffs are written by one command and not by hand."""
    done = subprocess.run(
        [sys.executable, str(FOLDER / "write.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"python docs/from-argparse/write.py: {done.stdout}"


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
    """Relative links name files of the repository."""
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    missing = [each for each in links if not (page.parent / each).exists()]
    assert missing == []
