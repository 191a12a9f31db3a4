"""Claims about libraries: C1 to C8, C15, C19 and C20.

Most figures are those of the categories; each ``judge`` is a pure function of the facts beside it.
"""

from collections.abc import Iterable, Mapping
from statistics import fmean, median
from typing import Any

from benchmarks import registry
from benchmarks.claims import reads
from benchmarks.claims.look import Code, Facts, Look, NotMeasuredError, measures
from benchmarks.environments import Environment
from benchmarks.outcomes import Outcome, Party
from benchmarks.paths import ROOT

#: How many times a dict's time a read may take and still be called as easy.
_AS_EASY = 10

#: What has dots by a library, as ``read_cost.py`` calls it, and the row whose library that is.
_DOTTED = {"EasyDict": "easydict", "OmegaConf": "omegaconf"}

#: The row that has PyYAML.
_PYYAML = "easydict"

#: The config that C3 writes in both formats.
_CONFIG = "configs/easydict/default.yaml"


def _sites(look: Look, described: Mapping[str, Any]) -> list[reads.Read]:
    """Return the reads of one row's program."""
    program = str(described["program"])
    found = reads.reads((ROOT / program).read_text(encoding="utf-8"))
    look.note("program", program, f"{len(found)} reads of settings")
    return found


def measure_c1(look: Look) -> Facts:
    """Characters at the call sites of all rows, and nanoseconds of one nested read."""
    sites = [
        each
        for described in look.adapters().values()
        for each in _sites(look, described)
    ]
    (costs,) = look.program(Environment.of(()), "read_cost.py")
    for kind, row in _DOTTED.items():
        (found,) = look.program(registry.find(row).environment, "read_cost.py", kind)
        costs |= found
    means = {
        kind: round(fmean([each.syntax for each in sites if each.kind == kind]), 1)
        for kind in {each.kind for each in sites}
    }
    kinds = (reads.DOT, reads.BRACKET, reads.CALL)
    if reads.DOT not in means or reads.BRACKET not in means:
        raise NotMeasuredError(
            "no row reads by dots, or none by brackets", measures("lines")
        )
    return {"reads": len(sites), **{k: means.get(k) for k in kinds}, "costs": costs}


def judge_c1(facts: Facts) -> dict[str, bool]:
    """Easier to write, and no dearer than ten dict reads."""
    slowest = max(facts["costs"].values())
    return {
        "a read by dots takes fewer characters of syntax than one by brackets": (
            facts["dot"] < facts["bracket"]
        ),
        f"no access by dots takes more than {_AS_EASY} times a dict's time": (
            slowest <= _AS_EASY * facts["costs"]["dict"]
        ),
    }


def _saving(cells: Mapping[str, Any]) -> int:
    roles = cells["total"]["roles"]
    return int(roles.get("save", 0) + roles.get("restore", 0))


def measure_c2(look: Look) -> Facts:
    """Lines in the roles save and restore, and who does the saving."""
    sites = _sites(look, look.adapter("dataclass"))
    lines, trips = look.rows("lines"), look.rows("roundtrip")
    for category in ("lines", "roundtrip"):
        look.cells(category, "dataclass")
    saved_by = {name: cells["run"]["by"] for name, cells in trips.items()}
    return {
        "reads": len(sites),
        "dotted": sum(each.kind == reads.DOT for each in sites),
        "lines": _saving(lines["dataclass"]),
        "by_hand": saved_by["dataclass"] == Party.ADAPTER,
        "others": {
            name: _saving(cells)
            for name, cells in lines.items()
            if saved_by.get(name) == Party.LIBRARY
        },
    }


def judge_c2(facts: Facts) -> dict[str, bool]:
    """Dots, saving by hand, and more lines than where a library saves."""
    return {
        "every setting of the dataclass row is read by dots": (
            facts["dotted"] == facts["reads"]
        ),
        "its config is saved and restored by hand-written code": facts["by_hand"],
        "that code is longer than in any row whose library saves": all(
            facts["lines"] > other for other in facts["others"].values()
        ),
    }


def measure_c3(look: Look) -> Facts:
    """The same config written in both formats."""
    where = registry.find(_PYYAML).environment
    (found,) = look.program(where, "two_formats.py", _CONFIG)
    names = {
        "lines": "lines",
        "marks": "marks a value",
        "comments": "comments",
        "change": "diff of a change",
        "append": "diff of one more",
        "plain": "lines by default",
        "order": "order kept by default",
    }
    facts: Facts = {
        f"{form.lower()}_{short}": found[form][name]
        for form in ("JSON", "YAML")
        for short, name in names.items()
    }
    return {"values": _CONFIG, **facts}


def judge_c3(facts: Facts) -> dict[str, bool]:
    """Less readable in three respects, and two things to care for."""
    return {
        "JSON takes more punctuation marks a value": (
            facts["json_marks"] > facts["yaml_marks"]
        ),
        "JSON takes no comments where YAML does": (
            facts["yaml_comments"] and not facts["json_comments"]
        ),
        "one more value touches more lines of JSON": (
            facts["json_append"] > facts["yaml_append"]
        ),
        "without a word about indent JSON is written in one line": (
            facts["json_plain"] == 1
        ),
        "without a word about order JSON does not keep that of the keys": (
            not facts["json_order"]
        ),
    }


def measure_c4(look: Look) -> Facts:
    """What one more option costs each row."""
    rows = look.rows("change")
    look.cells("change", "argparse")
    cells = {name: each["add_int_option"] for name, each in rows.items()}
    return {
        "added": {name: cell["added"] for name, cell in cells.items()},
        "files": {name: len(cell["files"]) for name, cell in cells.items()},
    }


def judge_c4(facts: Facts) -> dict[str, bool]:
    """Many: more than most rows need, and no row more."""
    added = facts["added"]
    return {
        "argparse takes more lines for one more option than the median row": (
            added["argparse"] > median(added.values())
        ),
        "no row takes more": added["argparse"] == max(added.values()),
    }


def measure_c5(look: Look) -> Facts:
    """What everyday functions do with an EasyDict."""
    (found,) = look.program(registry.find("easydict").environment, "easydict_uses.py")
    return {
        "dots": found["dots"],
        "inside": found["inside dict(cfg)"],
        "back": found["EasyDict(dict)"],
        "yaml": found["yaml.safe_dump"],
        "json": found["json.dumps"],
        "pickle": found["pickle"],
        "deepcopy": found["copy.deepcopy"],
        "equals": found["== dict"],
        "save": look.cells("lines", "easydict")["total"]["roles"].get("save", 0),
    }


def judge_c5(facts: Facts) -> dict[str, bool]:
    """Dots, and a chore in both directions."""
    return {
        "settings are read by dots": facts["dots"],
        "dict(cfg) is no plain dict all the way down, and yaml.safe_dump refuses it": (
            facts["inside"] != "dict" and "equal" not in facts["yaml"]
        ),
        "the way back takes more than one call": not facts["back"],
    }


def _by_hand(cells: Mapping[str, Any]) -> list[str]:
    return [case for case, cell in cells.items() if cell["by"] == Party.ADAPTER]


def measure_c6(look: Look) -> Facts:
    """What the two add to an installation, and what configparser leaves to its user."""
    ini, argparse = (
        look.cells("overrides", each) for each in ("configparser", "argparse")
    )
    described = look.adapter("configparser")
    return {
        "configparser": len(described["footprint"]["added"]),
        "argparse": len(look.adapter("argparse")["footprint"]["added"]),
        "cells": len(ini),
        "by_hand": len(_by_hand(ini)),
        "argparse_by_hand": len(_by_hand(argparse)),
        "lacks": [each["capability"] for each in described["lacks"]],
    }


def judge_c6(facts: Facts) -> dict[str, bool]:
    """Nothing to install for either."""
    return {
        "configparser adds no distribution": facts["configparser"] == 0,
        "argparse adds no distribution": facts["argparse"] == 0,
    }


def measure_c7(look: Look) -> Facts:
    """Config files of the dataclass row, and what argparse-dataclass leaves to its user."""
    cells, plain = (
        look.cells("overrides", each) for each in ("argparse_dataclass", "argparse")
    )
    versions = look.adapter("argparse_dataclass")["distributions"]
    return {
        "config": look.cells("lines", "dataclass")["total"]["config"],
        "version": next(iter(versions.values())),
        "cells": len(cells),
        "by_hand": len(_by_hand(cells)),
        "argparse_by_hand": len(_by_hand(plain)),
        "which": _by_hand(cells),
    }


def judge_c7(facts: Facts) -> dict[str, bool]:
    """All in Python; and a library that leaves work, or more work than without it."""
    return {
        "the dataclass row has no config file": facts["config"] == 0,
        "argparse-dataclass leaves some tasks to hand-written lines": (
            facts["by_hand"] > 0
        ),
        "it leaves more of them than plain argparse": (
            facts["by_hand"] > facts["argparse_by_hand"]
        ),
    }


def measure_c8(look: Look) -> Facts:
    """Size, start and modules of HfArgumentParser beside the rest."""
    rows = look.adapters()
    mine = look.adapter("hf_argument_parser")["footprint"]
    others = [each["footprint"]["mib"] for n, each in rows.items() if n != _HF]
    starts = {
        name: cells["default"]["wall"]["median"] * 1e3
        for name, cells in look.rows("startup").items()
        if "wall" in cells.get("default", {})
    }
    if _HF not in starts or len(starts) < 2:  # noqa: PLR2004  two are a comparison
        raise NotMeasuredError(
            f"the start-up of {_HF} was not measured beside another",
            measures("startup"),
        )
    (plain,) = look.program(Environment.of(()), "modules.py")
    where = registry.find(_HF).environment
    (loaded,) = look.program(where, "modules.py", "transformers:HfArgumentParser")
    return {
        "mib": mine["mib"],
        "added": len(mine["added"]),
        "next_mib": max(others, default=None),
        "startup": round(starts.pop(_HF), 1),
        "next_startup": round(max(starts.values()), 1),
        "modules": loaded["modules"],
        "plain": plain["modules"],
    }


_HF = "hf_argument_parser"


def judge_c8(facts: Facts) -> dict[str, bool]:
    """The largest and the slowest of all."""
    return {
        "it adds more MiB than any other row": facts["mib"] > (facts["next_mib"] or 0),
        "it starts more slowly than any other row": (
            facts["startup"] > facts["next_startup"]
        ),
    }


def _span(values: Iterable[int]) -> range:
    """Return the span of some counts, both ends in it."""
    found = sorted(values)
    return range(found[0], found[-1] + 1)


def measure_c15(look: Look) -> Facts:
    """Lines that wire, and lines of two changes, with ``instantiate`` and without."""
    described, lines, change = look.adapters(), look.rows("lines"), look.rows("change")
    sides: dict[bool, list[tuple[int, int, int]]] = {True: [], False: []}
    for name in lines.keys() & change.keys() & described.keys():
        text = (ROOT / described[name]["program"]).read_text(encoding="utf-8")
        swap, fourth = change[name]["swap_loss"], change[name]["add_model"]
        sides["instantiate(" in text].append(
            (
                lines[name]["total"]["roles"].get("wire", 0),
                swap["added"],
                fourth["added"],
            )
        )
    if not all(sides.values()):
        raise NotMeasuredError(
            "rows with and without instantiate are needed", measures("lines", "change")
        )
    with_it, without = (list(zip(*sides[side], strict=True)) for side in (True, False))
    facts: Facts = {}
    for index, key in enumerate(("wire", "swap", "fourth")):
        facts[key] = _span(with_it[index])
        facts[f"other_{key}"] = _span(without[index])
    return facts


def judge_c15(facts: Facts) -> dict[str, bool]:
    """Every row with it against every row without."""
    said = {
        "wire": "every row with instantiate wires in fewer lines than any without",
        "swap": "it swaps the loss in fewer lines than any without",
        "fourth": "it takes a fourth model in fewer lines than any without",
    }
    return {
        text: max(facts[key]) < min(facts[f"other_{key}"]) for key, text in said.items()
    }


#: Of a claim that all goes well: neither well nor unknown.
_WELL_OR_UNKNOWN = {Outcome.RIGHT, Outcome.NOT_APPLICABLE, Outcome.UNMEASURED}


def measure_c19(look: Look) -> Facts:
    """The override tasks of Fire, and the mistakes."""
    cells = look.cells("overrides", "fire")
    # Only a refused mistake has a message to examine.
    mistakes = {case: cell for case, cell in cells.items() if "message" in cell}
    tasks = {case: cell for case, cell in cells.items() if case not in mistakes}

    def wrong(some: Mapping[str, Any]) -> list[str]:
        return [
            f"{case} {cell['outcome'].replace('_', ' ')}"
            for case, cell in some.items()
            if cell["outcome"] not in _WELL_OR_UNKNOWN
        ]

    def right(some: Mapping[str, Any], by: Party) -> int:
        return sum(
            each["outcome"] == Outcome.RIGHT and each["by"] == by
            for each in some.values()
        )

    return {
        "tasks": len(tasks),
        "right": right(tasks, Party.LIBRARY),
        "by_hand": right(tasks, Party.ADAPTER),
        "wrong": len(wrong(tasks)),
        "which_tasks": wrong(tasks),
        "mistakes": len(mistakes),
        "refused": right(mistakes, Party.LIBRARY) + right(mistakes, Party.ADAPTER),
        "refused_by_hand": right(mistakes, Party.ADAPTER),
        "which_mistakes": wrong(mistakes),
    }


def judge_c19(facts: Facts) -> dict[str, bool]:
    """Easily: most by Fire alone.  Safely: no mistake trains."""
    return {
        "more than half of the tasks do what was asked by Fire alone": (
            2 * facts["right"] > facts["tasks"]
        ),
        "no task does something else than asked": facts["wrong"] == 0,
        "every mistake is refused before training": (
            facts["refused"] == facts["mistakes"]
        ),
    }


def measure_c20(look: Look) -> Facts:
    """The cells of the category ``remote``, measured in an environment of its own."""
    outcomes: dict[str, list[str]] = {}
    for cases in look.outcomes("remote").values():
        for case, outcome in cases.items():
            # A record of a row's config; what a tracker does with odd values is beside it.
            if case.endswith("/config"):
                outcomes.setdefault(case.partition("/")[0], []).append(outcome)
    came_back = {Outcome.RIGHT, Outcome.TYPE_CHANGED}
    return {
        "trackers": {
            tracker: f"{found.count(Outcome.RIGHT)} with every type, "
            f"{found.count(Outcome.TYPE_CHANGED)} with other types, of {len(found)}"
            for tracker, found in outcomes.items()
        },
        "values": {
            tracker: set(found) <= came_back for tracker, found in outcomes.items()
        },
        "types": {
            tracker: set(found) == {Outcome.RIGHT}
            for tracker, found in outcomes.items()
        },
    }


def judge_c20(facts: Facts) -> dict[str, bool]:
    """Each tracker gives every row's record back, in value and in type."""
    said = {}
    for tracker in facts["values"]:
        said[f"{tracker}: every value of every row comes back"] = facts["values"][
            tracker
        ]
        said[f"{tracker}: and with its type"] = facts["types"][tracker]
    return said


CLAIMS: Code = {
    "C1": (measure_c1, judge_c1),
    "C2": (measure_c2, judge_c2),
    "C3": (measure_c3, judge_c3),
    "C4": (measure_c4, judge_c4),
    "C5": (measure_c5, judge_c5),
    "C6": (measure_c6, judge_c6),
    "C7": (measure_c7, judge_c7),
    "C8": (measure_c8, judge_c8),
    "C15": (measure_c15, judge_c15),
    "C19": (measure_c19, judge_c19),
    "C20": (measure_c20, judge_c20),
}
