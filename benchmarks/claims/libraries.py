"""Claims about libraries: C1 to C8, C15, C19 and C20.

Most figures are those of the categories; each ``judge`` is a pure function of the facts beside it.
"""

import ast
import re
from collections.abc import Iterable, Mapping
from statistics import fmean, median
from typing import Any

from benchmarks import registry
from benchmarks.categories import lines
from benchmarks.claims import options, reads
from benchmarks.claims.look import (
    Came,
    Code,
    Facts,
    Look,
    NotMeasuredError,
    Records,
    measures,
)
from benchmarks.claims.statements import (
    NOT_SENT,
    OUR_ROW,
    Statement,
    at_least,
    every,
    more,
    none,
    some,
)
from benchmarks.environments import Environment
from benchmarks.outcomes import Outcome, Party
from benchmarks.paths import ROOT

#: What has dots by a library, as the program calls it, and the row whose library that is.
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


def _access(look: Look) -> list[dict[str, Any]]:
    """Return what each kind of config is like to read, of Python's own and of libraries'."""
    program = "access.py"
    found = look.program(Environment.of(()), program)
    for kind, row in _DOTTED.items():
        found += look.program(registry.find(row).environment, program, kind)
    return found


def measure_c1(look: Look) -> Facts:
    """What people type and read at the call sites of all rows, and what helps them to.

    What a read takes is measured once, by ``scaling``.
    """
    sites = [
        each
        for described in look.adapters().values()
        for each in _sites(look, described)
    ]
    kinds = (reads.DOT, reads.BRACKET, reads.CALL)
    means: dict[str, dict[str, float]] = {"characters": {}, "closed": {}, "shift": {}}
    for kind in kinds:
        of_kind = [each for each in sites if each.kind == kind]
        if of_kind:
            means["characters"][kind] = round(fmean(e.syntax for e in of_kind), 1)
            means["closed"][kind] = round(fmean(e.closed for e in of_kind), 1)
            means["shift"][kind] = round(fmean(e.shift for e in of_kind), 1)
    if not {reads.DOT, reads.BRACKET} <= means["characters"].keys():
        raise NotMeasuredError(
            "no row reads by dots, or none by brackets", measures("lines")
        )
    access = {each["kind"]: each for each in _access(look)}
    return {
        "reads": len(sites),
        **means,
        "dots": {kind: each["by a dot"] for kind, each in access.items()},
        "completed": {kind: each["completed"] for kind, each in access.items()},
        "misspelt": {kind: each["misspelt"] for kind, each in access.items()},
        "reserved": {kind: each["not by a dot"] for kind, each in access.items()},
        "told": {kind: "lrr" in each["misspelt"] for kind, each in access.items()},
    }


def judge_c1(facts: Facts) -> dict[str, Statement]:
    """A dict gives nothing by a dot; where a dot does, it is less to type, and no less safe."""
    characters, closed = facts["characters"], facts["closed"]
    dotted = [kind for kind in facts["dots"] if kind != "dict"]
    return {
        "a dict gives no value by a dot": Statement(not facts["dots"]["dict"]),
        "a read by dots takes fewer characters of syntax than one by brackets": more(
            characters["bracket"], characters["dot"], "character"
        ),
        "a read by dots takes fewer quotes and brackets": more(
            closed["bracket"], closed["dot"], "mark"
        ),
        "Python's own completer offers the names behind a dot": every(
            {kind: facts["completed"][kind] for kind in dotted}, "kind"
        ),
        "Python's own completer does not offer the names in a dict's brackets": Statement(
            not facts["completed"]["dict"]
        ),
        "a misspelt name is told at the read, behind a dot as in brackets": every(
            facts["told"], "kind"
        ),
    }


def _saving(cells: Mapping[str, Any]) -> int:
    roles = cells["total"]["roles"]
    return int(roles.get("save", 0) + roles.get("restore", 0))


def measure_c2(look: Look) -> Facts:
    """What Python's modules do with a dataclass; lines to save and restore, and who saves."""
    (uses,) = look.program(Environment.of(()), "dataclass_uses.py")
    sites = _sites(look, look.adapter("dataclass"))
    counted, trips = look.rows("lines"), look.rows("roundtrip")
    for category in ("lines", "roundtrip"):
        look.cells(category, "dataclass")
    return {
        "reads": len(sites),
        "dotted": sum(each.kind == reads.DOT for each in sites),
        "as_it_is": {
            module: said.partition(":")[0] for module, said in uses["as it is"].items()
        },
        "asdict": uses["by asdict"],
        "lines": _saving(counted["dataclass"]),
        "others": {
            name: _saving(cells)
            for name, cells in counted.items()
            if name in trips and _saves(look, name)
        },
    }


def _saves(look: Look, name: str) -> bool:
    """Whether the library of a row saves: it answers for a saved run that comes back whole.

    So the report's need *saves* has it, and the guides.
    """
    run = look.answered("roundtrip", name, Party.LIBRARY).get("run")
    return run is not None and run["outcome"] == Outcome.RIGHT


def judge_c2(facts: Facts) -> dict[str, Statement]:
    """Dots; no module that saves it; and more lines than where a library saves."""
    undotted = facts["reads"] - facts["dotted"]
    saves = {module: said == "equal" for module, said in facts["as_it_is"].items()}
    return {
        "every setting of the dataclass row is read by dots": none(undotted, "read"),
        "json does not write one": Statement(not saves["json"]),
        "what dataclasses.asdict makes of it does not come back by one call": (
            Statement(facts["asdict"] != "equal")
        ),
        "no module of Python's own writes one and gives it back": every(
            {module: not able for module, able in saves.items()}, "module"
        ),
        "saving and restoring take more lines than in any row whose library saves": (
            more(facts["lines"], max(facts["others"].values(), default=0), "line")
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


def judge_c3(facts: Facts) -> dict[str, Statement]:
    """Less readable in three respects, and two things to care for."""
    return {
        "JSON takes more punctuation marks a value": more(
            facts["json_marks"], facts["yaml_marks"], "mark"
        ),
        "JSON takes no comments where YAML does": Statement(
            facts["yaml_comments"] and not facts["json_comments"]
        ),
        "one more value touches more lines of JSON": more(
            facts["json_append"], facts["yaml_append"], "line"
        ),
        "without a word about indent JSON is written in one line": none(
            facts["json_plain"] - 1, "line"
        ),
        "without a word about order JSON does not keep that of the keys": Statement(
            not facts["json_order"]
        ),
    }


_ARGPARSE = "argparse"


def measure_c4(look: Look) -> Facts:
    """What one more option costs each row, in tokens; the lines are told beside it."""
    rows = look.rows("change")
    look.cells("change", _ARGPARSE)
    cells = {name: each[options.CHANGE] for name, each in rows.items()}
    tokens = {}
    for name in cells:
        row = registry.find(look.results["adapters"][name]["address"])
        tokens[name] = options.added(row)
        where = cells[name]["patch"] or f"change/{name}, without a patch"
        look.note("program", where, f"{tokens[name]} tokens more")
    origins = {name: look.results["adapters"][name]["variant_of"] for name in cells}
    return {
        "tokens": tokens,
        "others": {
            name: count
            for name, count in tokens.items()
            if _ARGPARSE not in (name, origins[name])
        },
        "added": {name: cell["added"] for name, cell in cells.items()},
        "files": {name: len(cell["files"]) for name, cell in cells.items()},
    }


def judge_c4(facts: Facts) -> dict[str, Statement]:
    """Much: more than most rows need, and no other library more."""
    tokens, others = facts["tokens"], facts["others"]
    return {
        "argparse takes more tokens for one more option than the median row": more(
            tokens[_ARGPARSE], median(tokens.values()), "token"
        ),
        "no row of another library takes more": at_least(
            tokens[_ARGPARSE], max(others.values()), "token"
        ),
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


def judge_c5(facts: Facts) -> dict[str, Statement]:
    """Dots, and a chore in both directions."""
    return {
        "settings are read by dots": Statement(facts["dots"]),
        "dict(cfg) is no plain dict all the way down, and yaml.safe_dump refuses it": (
            Statement(facts["inside"] != "dict" and "equal" not in facts["yaml"])
        ),
        "the way back takes more than one call": Statement(not facts["back"]),
    }


def measure_c6(look: Look) -> Facts:
    """What the two add to an installation, and what configparser leaves to its user."""
    ini, argparse = (
        look.answered("overrides", each, Party.ADAPTER)
        for each in ("configparser", "argparse")
    )
    described = look.adapter("configparser")
    return {
        "configparser": len(described["footprint"]["added"]),
        "argparse": len(look.adapter("argparse")["footprint"]["added"]),
        "cells": len(look.cells("overrides", "configparser")),
        "by_hand": len(ini),
        "argparse_by_hand": len(argparse),
        "lacks": [each["capability"] for each in described["lacks"]],
    }


def judge_c6(facts: Facts) -> dict[str, Statement]:
    """Nothing to install for either."""
    return {
        f"{name} adds no distribution": none(facts[name], "distribution")
        for name in ("configparser", "argparse")
    }


def measure_c7(look: Look) -> Facts:
    """Config files of the dataclass row, and what argparse-dataclass leaves to its user."""
    where = registry.find("argparse_dataclass").environment
    (types,) = look.program(where, "argparse_dataclass_uses.py")
    own, plain = (
        look.answered("overrides", each, Party.ADAPTER)
        for each in ("argparse_dataclass", "argparse")
    )
    versions = look.adapter("argparse_dataclass")["distributions"]
    return {
        "config": look.cells("lines", "dataclass")["total"]["config"],
        "version": next(iter(versions.values())),
        "types": {kind: said == "arrived" for kind, said in types.items()},
        "refused": [kind for kind, said in types.items() if said != "arrived"],
        "cells": len(look.cells("overrides", "argparse_dataclass")),
        "by_hand": len(own),
        "argparse_by_hand": len(plain),
        "which": [*own],
    }


def judge_c7(facts: Facts) -> dict[str, Statement]:
    """All in Python; and a library that leaves work, or more work than without it."""
    return {
        "the dataclass row has no config file": none(
            facts["config"], "line", rests=OUR_ROW
        ),
        "fields of some types do not arrive through argparse-dataclass by their annotation alone": (
            some({kind: not able for kind, able in facts["types"].items()}, "type")
        ),
        "it leaves more tasks to hand-written lines than plain argparse": more(
            facts["by_hand"], facts["argparse_by_hand"], "cell"
        ),
    }


def measure_c8(look: Look) -> Facts:
    """Size, start and modules of HfArgumentParser beside the rest."""
    rows, timed = look.adapters(), look.rows("startup")
    mine = look.adapter("hf_argument_parser")["footprint"]
    others = [each["footprint"]["mib"] for n, each in rows.items() if n != _HF]
    starts = {
        name: cells["default"]["wall"]["median"] * 1e3
        for name, cells in timed.items()
        if "wall" in cells.get("default", {})
    }
    control = look.cells("startup", registry.CONTROL_NAME)
    where, plain = (each.get("where", {}) for each in (timed.get(_HF, {}), control))
    looked = "modules" in where and "modules" in plain
    if not looked or _HF not in starts or len(starts) < 2:  # noqa: PLR2004  two are a comparison
        raise NotMeasuredError(
            f"the start-up of {_HF} was not measured beside another",
            measures("startup"),
        )
    return {
        "mib": mine["mib"],
        "added": len(mine["added"]),
        "next_mib": max(others, default=None),
        "startup": round(starts.pop(_HF), 1),
        "next_startup": round(max(starts.values()), 1),
        "modules": where["modules"],
        "own": where["library_modules"],
        "plain": plain["modules"],
    }


_HF = "hf_argument_parser"


def judge_c8(facts: Facts) -> dict[str, Statement]:
    """The largest and the slowest of all."""
    return {
        "it adds more MiB than any other row": more(
            facts["mib"], facts["next_mib"] or 0, "MiB"
        ),
        "it starts more slowly than any other row": more(
            facts["startup"], facts["next_startup"], "ms"
        ),
    }


def _span(values: Iterable[int]) -> range:
    """Return the span of some counts, both ends in it."""
    found = sorted(values)
    return range(found[0], found[-1] + 1)


#: What the article's get_model and get_loss choose among, as far as the shared model has it.
_CHOSEN = {"LSTM", "LSTMATTN", "BERT", "BCEWithLogits", "L1"}

#: Where the ``instantiate`` of a program comes from.
_HYDRAS = re.compile(r"^from hydra\.utils import .*\binstantiate\b", re.MULTILINE)

#: Where a config tells ``instantiate`` what to make: a line that somebody writes, too.
_TARGET = re.compile(r"^\s*_target_\b", re.MULTILINE)


def _chosen_in_wire(source: str) -> list[str]:
    """Return the models and losses that stand in the role *wire*."""
    role_of = lines.roles(source)
    return sorted(
        {
            node.id
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Name)
            and node.id in _CHOSEN
            and role_of[node.lineno] == "wire"
        }
    )


def measure_c15(look: Look) -> Facts:
    """What wires, with ``instantiate`` and without; two changes are told beside it."""
    described, counted, change = (
        look.adapters(),
        look.rows("lines"),
        look.rows("change"),
    )
    sides: dict[bool, list[tuple[int, int, int, int]]] = {True: [], False: []}
    named: dict[str, list[str]] = {}
    for name in sorted(counted.keys() & change.keys() & described.keys()):
        row = registry.find(described[name]["address"])
        paths = [row.program, *lines.config_files(row)]
        text = row.program.read_text(encoding="utf-8")
        # Others have a method of that name.
        instantiates = _HYDRAS.search(text) is not None and "instantiate(" in text
        targets = sum(len(_TARGET.findall(p.read_text("utf-8"))) for p in paths)
        if instantiates:
            named[name] = _chosen_in_wire(text)
            look.note(
                "program", described[name]["program"], f"{targets} lines _target_"
            )
        swap, fourth = change[name]["swap_loss"], change[name]["add_model"]
        wire = counted[name]["total"]["roles"].get("wire", 0)
        sides[instantiates].append(
            (wire, wire + targets, swap["added"], fourth["added"])
        )
    if not all(sides.values()):
        raise NotMeasuredError(
            "rows with and without instantiate are needed", measures("lines", "change")
        )
    with_it, without = (list(zip(*sides[side], strict=True)) for side in (True, False))
    facts: Facts = {"named": named}
    for index, key in enumerate(("wire", "made", "swap", "fourth")):
        facts[key] = _span(with_it[index])
        facts[f"other_{key}"] = _span(without[index])
    return facts


def judge_c15(facts: Facts) -> dict[str, Statement]:
    """It replaces them: nothing chooses any more.  It saves code: its own targets counted in.

    What a change of loss or a fourth model costs is not what the claim says.
    """
    return {
        "where instantiate is called, no line of the role wire names a model or a loss": (
            every({name: not names for name, names in facts["named"].items()}, "row")
        ),
        "every row with instantiate takes fewer lines than any without, its _target_ lines "
        "counted in": more(min(facts["other_made"]), max(facts["made"]), "line"),
    }


#: Of a claim that all goes well: neither well nor unknown.
_WELL_OR_UNKNOWN = {Outcome.RIGHT, Outcome.NOT_APPLICABLE, Outcome.UNMEASURED}


def measure_c19(look: Look) -> Facts:
    """One call of Fire, and the override tasks; the mistakes are told beside it."""
    (kinds,) = look.program(registry.find("fire").environment, "fire_uses.py")
    cells = look.cells("overrides", "fire")
    # Only a refused mistake has a message to examine.
    mistakes = {case: cell for case, cell in cells.items() if "message" in cell}
    tasks = {case: cell for case, cell in cells.items() if case not in mistakes}

    def wrong(some: Mapping[str, Any]) -> list[Came]:
        return [
            Came(case, cell["outcome"].replace("_", " "))
            for case, cell in some.items()
            if cell["outcome"] not in _WELL_OR_UNKNOWN
        ]

    def right(some: Mapping[str, Any], by: Party) -> int:
        answered = look.answered("overrides", "fire", by)
        return sum(
            cell["outcome"] == Outcome.RIGHT
            for case, cell in answered.items()
            if case in some
        )

    return {
        "kinds": kinds,
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


def judge_c19(facts: Facts) -> dict[str, Statement]:
    """It spreads: a flag for each.  Easily: without a line more.

    What becomes of a mistake is not what the claim says.
    """
    kinds = facts["kinds"]
    return {
        "one call of Fire gives every parameter of a function a flag": every(
            {name: not said.startswith("refused") for name, said in kinds.items()},
            "kind",
        ),
        "a value of each kind of setting arrives with its type, without a line more": (
            every({name: said == "arrived" for name, said in kinds.items()}, "kind")
        ),
        "more than half of the tasks do what was asked by Fire alone": more(
            facts["right"], facts["tasks"] / 2, "cell"
        ),
    }


#: The tracker whose record stayed here, of which the claim says that it is remote.
_OFFLINE = "wandb"


def measure_c20(look: Look) -> Facts:
    """The cells of the category ``remote``, measured in an environment of its own."""
    outcomes: dict[str, dict[str, str]] = {}
    for row, cases in look.outcomes("remote").items():
        for case, outcome in cases.items():
            # A record of a row's config; what a tracker does with odd values is beside it.
            if case.endswith("/config"):
                outcomes.setdefault(case.partition("/")[0], {})[row] = outcome
    came_back = {Outcome.RIGHT, Outcome.TYPE_CHANGED}
    found = {tracker: list(rows.values()) for tracker, rows in outcomes.items()}
    return {
        "trackers": {
            tracker: Records(
                all_.count(Outcome.RIGHT), all_.count(Outcome.TYPE_CHANGED), len(all_)
            )
            for tracker, all_ in found.items()
        },
        "values": {
            tracker: {row: outcome in came_back for row, outcome in rows.items()}
            for tracker, rows in outcomes.items()
        },
    }


def judge_c20(facts: Facts) -> dict[str, Statement]:
    """Each tracker gives every row's record back.  Of types the claim says nothing."""
    return {
        f"{tracker}: every value of every row comes back to another process": every(
            rows, "row", rests=NOT_SENT if tracker == _OFFLINE else ""
        )
        for tracker, rows in facts["values"].items()
    }


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
