"""Falsified results, and what finds each: ``python -m tests.falsified`` prints the table.

The report is rendered of each falsified file first (``--render``; else it is taken for rendered),
so that it follows from it: what then finds the falsification is ``python -m benchmarks recheck``,
or what ``python -m report --check`` asks of the results themselves.  It takes some minutes.
"""

import argparse
import copy
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from benchmarks import registry, results
from benchmarks.categories import CATEGORIES
from benchmarks.category import Stored
from benchmarks.parties import stored as parties
from benchmarks.rechecking.findings import Findings
from benchmarks.rechecking.one_file import OneFile
from benchmarks.texts import short
from report import checking, load, pictures
from report.__main__ import files
from tests.few_rows import of_rows

#: The rows of the cut: light and heavy, with twins, one with cells of every kind.
ROWS = ("argparse", "easydict", "hydra")
_BESIDE = ("control", "argparse+twin", "hydra+twin")

#: Characters of a fault.
_SHOWN = 110

Results = dict[str, Any]
Falsify = Callable[[Results], None]


def _cell(content: Results, address: str) -> dict[str, Any]:
    category, row, case = address.split("/", 2)
    found: dict[str, Any] = content["cells"][category][row][case]
    return found


def _set(address: str, *path: str, to: Any) -> Falsify:
    """Return what puts another value into a cell: a value, or what makes one of the stored."""

    def falsify(content: Results) -> None:
        inside = _cell(content, address)
        for key in path[:-1]:
            inside = inside[key]
        inside[path[-1]] = to(inside[path[-1]]) if callable(to) else to

    return falsify


def _without(address: str) -> Falsify:
    """Return what removes a cell."""

    def falsify(content: Results) -> None:
        category, row, case = address.split("/", 2)
        del content["cells"][category][row][case]

    return falsify


def _unit(unit: str, *, cells: bool = True, account: bool = True) -> Falsify:
    """Return what removes a unit, or a half of it."""

    def falsify(content: Results) -> None:
        category, row = unit.split("/")
        if cells:
            del content["cells"][category][row]
        if account:
            del content["units"][unit]

    return falsify


def _row(name: str) -> Falsify:
    """Return what removes a row."""

    def falsify(content: Results) -> None:
        del content["adapters"][name]
        for rows in content["cells"].values():
            rows.pop(name, None)
        for unit in [unit for unit in content["units"] if unit.endswith(f"/{name}")]:
            del content["units"][unit]

    return falsify


def _both(*every: Falsify) -> Falsify:
    def falsify(content: Results) -> None:
        for each in every:
            each(content)

    return falsify


def _footprint(content: Results) -> None:
    content["adapters"]["hydra"]["footprint"]["mib"] = 0.1


def _claim(content: Results) -> None:
    claim = content["claims"]["C1"]
    claim["verdict"] = "holds" if claim["verdict"] != "holds" else "does not hold"


def _kind(content: Results) -> None:
    (overrides,) = (e for e in content["categories"] if e["name"] == "overrides")
    overrides["cases"]["misspelt_key"]["kind"] = "request"


_UP: Callable[[float], float] = lambda value: value * 1.01  # noqa: E731
_MORE: Callable[[int], int] = lambda value: value + 1  # noqa: E731

#: What is falsified, by what it is called: first the six that nothing found.
FALSIFICATIONS: Mapping[str, Falsify] = {
    "an outcome": _set("overrides/hydra/nested_int", "outcome", to="rejected"),
    "an outcome against arrived and expected": _set(
        "overrides/hydra/string_like_float", "outcome", to="right"
    ),
    "a start-up median": _set("startup/hydra/default", "median", to=_UP),
    "MiB of a footprint": _footprint,
    "a removed unit": _unit("safety/hydra"),
    "a removed case": _without("overrides/hydra/nested_int"),
    "arrived": _set(
        "overrides/argparse/nested_int", "arrived", to={"model.n_layers": "4"}
    ),
    "arrived, expected and files alike": _both(
        _set("overrides/argparse/nested_int", "arrived", to={"model.n_layers": "4"}),
        _set("overrides/argparse/nested_int", "expected", to={"model.n_layers": "4"}),
    ),
    "an exit code": _set("overrides/argparse/nested_int", "exit", to=2),
    "a core not reached": _set("overrides/argparse/nested_int", "reached", to=0),
    "a late refusal, as one in time": _set(
        "overrides/hydra/wrong_type", "outcome", to="right"
    ),
    "what an attempt came to": _set(
        "features/argparse/range_sweep", "attempt_outcome", to="wrong_value"
    ),
    "who answers": _set("overrides/argparse/enum_by_name", "by", to="library"),
    "a piece": _set("overrides/argparse/enum_by_name", "pieces", to=["tuple"]),
    "a cause": _set("overrides/hydra/string_like_float", "cause", to="no_schema"),
    "an arrival": _set(
        "roundtrip/argparse/values/int/zero", "arrival", to="wrong_value"
    ),
    "what came back": _set("roundtrip/argparse/values/int/zero", "came_back", to="1"),
    "weights of a saved run": _set("roundtrip/argparse/run", "weights", to=["a", "b"]),
    "a marker": _set("safety/hydra/target_writes", "marker", to="untouched"),
    "where a secret landed": _set(
        "safety/hydra/secret_on_the_command_line", "landed", to=["config.yaml"]
    ),
    "a bound of an interval": _set("startup/argparse/default", "ratio", "low", to=_UP),
    "a sample": _set("startup/argparse/default", "samples", "wall", to=lambda w: w[1:]),
    "ties": _set("startup/argparse/default", "ties", to=["hydra"]),
    "seconds above a bare interpreter": _set(
        "scaling/hydra/load/1000", "above", to=_UP
    ),
    "a hot loop": _set("scaling/hydra/hot_loop", "read", "median", to=_UP),
    "lines of a program": _set("lines/hydra/total", "total", to=_MORE),
    "tokens of a program": _set("lines/hydra/total", "tokens", to=_MORE),
    "characters typed": _set(
        "overrides/argparse/nested_int", "ergonomics", "characters", to=_MORE
    ),
    "a check of a change": _set(
        "change/argparse/rename_option", "checks", "set", "outcome", to="late"
    ),
    "a loss of several ranks": _set("ranks/argparse/trains", "losses", to=[0.5]),
    "a fate in a record": _set("remote/argparse/wandb/config", "fates", to={}),
    "runs of a sweep": _set("sweep/argparse/grid/shell", "reached", to=5),
    "a removed row": _row("easydict"),
    "an account without cells": _unit("change/hydra", account=False),
    "cells without an account": _unit("change/hydra", cells=False),
    "the kind of a case": _kind,
    "the verdict of a claim": _claim,
    "a command that reproduces": _set(
        "overrides/argparse/nested_int", "reproduce", to="python -m benchmarks list"
    ),
}


# -- a cut of the published results ---------------------------------------------------------------


def cut(folder: Path = results.FILE.parent) -> tuple[Results, parties.Stored]:
    """Return the published results of few rows, timed anew by their samples, and their parties."""
    content = of_rows(results.load(folder / "results.json"), ROWS, _BESIDE)
    kept = {*ROWS, *_BESIDE, "all"}
    content["units"] = {
        unit: each
        for unit, each in content["units"].items()
        if unit.partition("/")[2] in kept
    }
    told = parties.load(folder / "results.json")
    content = copy.deepcopy(content)
    for category in CATEGORIES:
        if category.timed:
            _timed_anew(content, category.name)
    return content, {name: told[name] for name in ROWS}


def _timed_anew(content: Results, name: str) -> None:
    """Compare those that are left with each other alone."""
    (category,) = (each for each in CATEGORIES if each.name == name)
    cells, worked = content["cells"][name], dict[object, Any]()
    cases = category.cases([*map(registry.find, ROWS)])
    judged = [
        (
            cell,
            *category.again(
                Stored(row, cases[case], cell, None, cells, content["adapters"], worked)
            ),
        )
        for row, own in cells.items()
        for case, cell in own.items()
    ]
    for cell, again in judged:
        cell.update(json.loads(json.dumps({**again.facts})))


@contextmanager
def few_rows() -> Iterator[None]:
    """Let there be no other rows than those of the cut."""
    listed = [each for each in checking._listed() if each["name"] in ROWS]
    with (
        mock.patch.object(registry, "names", return_value=[*ROWS]),
        mock.patch.object(checking, "_listed", return_value=listed),
        mock.patch.object(pictures, "pictures", return_value={}),
    ):
        yield


def rechecked(content: Results, told: parties.Stored) -> list[str]:
    """Return the faults that ``recheck`` finds."""
    return OneFile(content, told, own=True).into(Findings())


def falsified(content: Results, falsify: Falsify) -> Results:
    """Return results that are falsified in one place."""
    changed = copy.deepcopy(content)
    falsify(changed)
    return changed


# -- the table ------------------------------------------------------------------------------------


def checked(folder: Path, *, render: bool) -> list[str]:
    """Return the faults that ``--check`` finds in a folder, once the report was written there.

    What is not rendered is taken for written: the report is a pure function of the results.
    """
    wanted = files(load.whole(folder)) if render else {}
    for name, text in wanted.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    faults, _ = checking.faults(load.whole(folder), folder, wanted)
    return [each.sentence for each in faults]


def main(argv: Sequence[str]) -> int:
    """Print by what each falsification is found."""
    parser = argparse.ArgumentParser(prog="python -m tests.falsified")
    parser.add_argument(
        "--render", action="store_true", help="write the whole report first, each time"
    )
    args = parser.parse_args(argv)
    content, told = cut()
    missed = 0
    with few_rows(), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for beside in ("alive.json", "hours.json", "parties.json"):
            shutil.copyfile(results.FILE.parent / beside, folder / beside)
        usual = {*rechecked(content, told)}
        for what, falsify in FALSIFICATIONS.items():
            changed = falsified(content, falsify)
            (folder / "results.json").write_text(json.dumps(changed), "utf-8")
            by = {
                "recheck": [*{*rechecked(changed, told)} - usual],
                "report --check": checked(folder, render=args.render),
            }
            found = [each for each, faults in by.items() if faults]
            missed += not found
            first = next((faults[0] for faults in by.values() if faults), "")
            told_of = " and ".join(found) or "NOTHING"
            print(f"{what:<42} | {told_of:<26} | {short(first, _SHOWN)}", flush=True)
    print(f"{len(FALSIFICATIONS)} falsified, {missed} of them not found")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
