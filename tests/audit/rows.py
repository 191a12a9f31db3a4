"""Do an audit's findings agree with the published cells?  ``python -m tests.audit.rows FOLDER``.

Each row's program is audited twice as a stranger's would be: where the audit finds the place by
itself, and where the comparison looks, at the training core.  Then each finding is put beside the
row's published cells of overrides, and each cell beside the findings.  Audits are kept in FOLDER
(``--again`` audits all), the table goes to ``FOLDER/rows.md``.  It takes half an hour.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import core, registry
from benchmarks.registry import Adapter
from tests.audit import command_lines

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "report" / "results.json"

#: Outcomes of cells that an audit calls a fault; a refusal it allows where the same is meant.
FAULTS = frozenset({"wrong_value", "type_changed", "accepted", "late"})

_TEXTS = (
    "string_plain string_with_spaces string_like_number string_like_float string_like_bool "
    "string_like_null string_like_date string_with_equals string_with_hash string_with_quotes "
    "string_with_dash_first string_empty string_unicode path_with_tilde"
)
_NUMBERS = (
    "nested_int float_exponent float_capital_exponent float_without_zero "
    "negative_float negative_exponent agent_number agent_small_number toolkit_number"
)
_OTHERS = (
    "list_replaced list_emptied list_of_one list_item_with_comma tuple optional_to_none "
    "optional_from_none enum_by_name model_chosen scheduler_chosen agent_none agent_list"
)

#: Which rules may say what a cell says.
RULES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys((_TEXTS + " " + _OTHERS).split(), ("CB102", "CB111", "CB106")),
    "int_for_float": (),
    **dict.fromkeys(_NUMBERS.split(), ("CB102", "CB201", "CB111")),
    **dict.fromkeys(
        ("bool_off", "agent_bool", "toolkit_bool"), ("CB101", "CB108", "CB102")
    ),
    "bool_on": ("CB102", "CB111"),
    "misspelt_key": ("CB103", "CB110", "CB109"),
    "misspelt_section": ("CB103", "CB110", "CB109"),
    "leftover_word": ("CB103", "CB110", "CB106", "CB109"),
    "value_without_key": ("CB103", "CB110", "CB106", "CB109"),
    "argument_of_other_choice": ("CB103",),
    **dict.fromkeys(
        [
            "misspelt_choice",
            "wrong_type",
            "float_for_int",
            "tuple_of_three",
            "maybe_for_bool",
            "out_of_range",
            "none_for_required",
            "scalar_for_section",
        ],
        ("CB104", "CB102", "CB101", "CB110", "CB109"),
    ),
    "key_without_value": ("CB105", "CB104", "CB110"),
    "abbreviated_key": ("CB301", "CB103"),
    "repeated": ("CB107",),
}


#: Of which setting a case is, where a cell does not say it.
SETTING: Mapping[str, str] = {
    **dict.fromkeys(("float_for_int", "none_for_required"), "n_epochs"),
    **dict.fromkeys(("key_without_value",), "n_epochs"),
    **dict.fromkeys(("wrong_type",), "lr"),
    "tuple_of_three": "betas",
    "maybe_for_bool": "shuffle",
    "out_of_range": "dropout",
    "misspelt_choice": "scheduler",
    "path_with_tilde": "data_dir",
}

_UNDECLARED = (
    "nothing declares its type where the audit looks, and a default is no demand"
)
_BEYOND = "the core refuses it, beyond the place; nothing before declares it"

#: Why a cell's fault may be no finding, by case.
WHY: Mapping[str, str] = {
    "argument_of_other_choice": "no rule asks whether a choice uses a setting",
    "int_for_float": "1 for 1.0 is no other value to an audit",
    "tuple": "a list for a tuple is no other value to an audit",
    "path_with_tilde": "~ arrives as it is typed; the core makes nothing of it",
    "agent_none": "the text None is told and not judged",
    **dict.fromkeys(
        ("string_like_float", "string_like_null", "string_like_number"), _UNDECLARED
    ),
    **dict.fromkeys(("string_like_bool", "string_with_hash"), _UNDECLARED),
    **dict.fromkeys(("wrong_type", "float_for_int", "maybe_for_bool"), _UNDECLARED),
    **dict.fromkeys(("none_for_required", "tuple_of_three"), _BEYOND),
    **dict.fromkeys(
        ("misspelt_key", "misspelt_section", "leftover_word", "value_without_key"),
        "Fire refuses it beyond this place, where a try ends",
    ),
    "out_of_range": "a range is nowhere declared; pyproject.toml may state it",
    "key_without_value": "an empty word is judged for numbers that are declared",
}


@dataclass(frozen=True)
class Where:
    """A place of an audit: what is appended to the names of its files, and its option."""

    name: str
    options: tuple[str, ...] = ()


PLACES = (Where("found"), Where("core", (f"--at={core.PLACE}",)))


def audited(row: Adapter, where: Where, folder: Path, *, again: bool) -> dict[str, Any]:
    """Audit a row's program, or read what is kept; what went wrong is under ``trouble``."""
    file = folder / f"{row.name}.{where.name}.json"
    if again or not file.exists():
        program = row.program.relative_to(ROOT)
        words = (str(row.binaries / "python"), str(program))
        argv = command_lines.audit(words, file, "--select=ALL", *where.options)
        done = subprocess.run(
            argv, cwd=ROOT, capture_output=True, text=True, check=False
        )
        page = done.stdout + done.stderr
        file.with_suffix(".txt").write_text(page, encoding="utf-8")
        if not file.exists():
            last = (page.strip().splitlines() or ["nothing was printed"])[-1]
            return {"trouble": f"exit {done.returncode}: {last}", "findings": []}
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return content


def faulty(cells: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cells of one row that are no right outcome, by case."""
    return {case: cell for case, cell in cells.items() if cell["outcome"] in FAULTS}


def settings_of(case: str, cell: Mapping[str, Any]) -> set[str]:
    """Return the last names of the settings that a case is about; none if about any."""
    if case in SETTING:
        return {SETTING[case]}
    return {name.rpartition(".")[2] for name in cell.get("expected") or ()}


def agrees(case: str, cell: Mapping[str, Any], finding: Mapping[str, Any]) -> bool:
    """Whether a finding says what a cell says: by its rule, of the same setting."""
    about = settings_of(case, cell)
    names = {name.rpartition(".")[2] for name in finding["settings"]}
    return finding["rule"] in RULES.get(case, ()) and (not about or bool(about & names))


def agreeing(finding: Mapping[str, Any], cells: Mapping[str, Any]) -> list[str]:
    """Return the cells of a row that say what a finding says."""
    return [
        f"{case} ({cell['outcome'].replace('_', ' ')})"
        for case, cell in faulty(cells).items()
        if agrees(case, cell, finding)
    ]


def unfound(cells: Mapping[str, Any], findings: Sequence[Mapping[str, Any]]) -> Any:
    """Return the cells that no finding says, though a rule might have."""
    return {
        case: cell
        for case, cell in faulty(cells).items()
        if case in RULES and not any(agrees(case, cell, each) for each in findings)
    }


def why(case: str, cell: Mapping[str, Any], content: Mapping[str, Any]) -> str:
    """Return why a cell's fault is no finding at a place."""
    about = settings_of(case, cell)
    tried = {each["name"].rpartition(".")[2] for each in content["settings"]}
    if about and not about & tried:
        unspelt = {name.rpartition(".")[2] for name in content["not_settable"]}
        if about & unspelt:
            return "its spelling is not known here: --set states it"
        return "it is no setting here: the program reads it beyond the place"
    return WHY.get(case, "**unexplained**")


def unasked(cells: Mapping[str, Any]) -> list[str]:
    """Return the faults that an audit asks nothing of: files, references, several runs."""
    return [case for case in faulty(cells) if case not in RULES]


def lines(row: str, told: Mapping[str, Any], cells: Mapping[str, Any]) -> Iterator[str]:
    """Write what one row's two audits say beside its cells, in Markdown."""
    yield f"\n## {row}\n"
    for name, content in told.items():
        if "trouble" in content:
            yield f"- {name}: not audited: {content['trouble']}"
            continue
        settings = len(content["settings"])
        yield (
            f"- {name}: `{content['place']}`, {settings} settings, {content['tries']} tries, "
            f"{content['seconds']:.0f} s"
        )
    yield "\n| place | rule | settings | typed | arrived | cells |\n|---|---|---|---|---|---|"
    for name, content in told.items():
        for finding in content["findings"]:
            if finding["severity"] == "note":
                continue
            said = ", ".join(agreeing(finding, cells)) or "**none**"
            names = finding["settings"]
            shown = ", ".join(names[:3]) + (
                f" and {len(names) - 3} more" if len(names) > 3 else ""
            )
            typed = " ".join(finding["words"])
            fields = (name, finding["rule"], shown, typed, finding["arrived"], said)
            yield "| " + " | ".join(_cell(each) for each in fields) + " |"
    for name, content in told.items():
        if "trouble" in content:
            continue
        for case, cell in unfound(cells, content["findings"]).items():
            yield (
                f"- {name} does not say: {case} ({cell['outcome']}, by {cell['by']}): "
                f"`{cell.get('command')}`: {why(case, cell, content)}"
            )
    yield f"- not asked by an audit: {', '.join(unasked(cells)) or 'nothing'}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")[:160]


def main(argv: Sequence[str] | None = None) -> int:
    """Audit the rows, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", nargs="+", default=registry.names(), metavar="ROW")
    parser.add_argument("--again", action="store_true")
    args = parser.parse_args(argv)
    args.folder.mkdir(parents=True, exist_ok=True)
    published = json.loads(RESULTS.read_text(encoding="utf-8"))["cells"]["overrides"]
    page = ["# Findings of an audit beside published cells"]
    for name in args.rows:
        row = registry.find(name)
        told = {
            where.name: audited(row, where, args.folder, again=args.again)
            for where in PLACES
        }
        page += lines(name, told, published[name])
        for where, content in told.items():
            short = content.get("trouble") or (
                f"{content['tries']} tries, {content['seconds']:.0f} s, "
                f"{len(content['findings'])} findings"
            )
            print(f"{name:20} {where:6} {short}", flush=True)
    (args.folder / "rows.md").write_text("\n".join(page) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
