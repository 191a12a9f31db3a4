"""Asking a ``values.py``: what it declares, what breaks its contract, and what ends its process."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks import registry
from benchmarks.categories.roundtrip import CATEGORY
from benchmarks.contract import files
from benchmarks.contract.subject import Subject
from benchmarks.errors import RowError
from benchmarks.outcomes import Outcome
from benchmarks.value_files.asking import Answer, ask, faults
from tests.cells import measured
from tests.miniatures import build

#: The declarations of a file that is as it should be.
SOUND: dict[str, Any] = {
    "missing": [],
    "malformed": [],
    "hand": [],
    "unsupported": {},
    "config": True,
    "no_config": None,
}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, None),
        ({"missing": ["load"]}, "has no load"),
        ({"malformed": ["save is None"]}, "save is None"),
        ({"hand": ["dates"]}, "no kind 'dates' (did you mean 'date'?)"),
        (
            {"hand": ["date"], "unsupported": {"date": {}}},
            "in BY_HAND and in UNSUPPORTED",
        ),
        ({"config": False, "no_config": "none"}, "nor NO_CONFIG"),
    ],
)
def test_declarations_are_checked(change: Any, sentence: str | None) -> None:
    """What is wrong with a values.py is said in one sentence."""
    found = faults(SOUND | change)
    assert [sentence in each for each in found if sentence] == [True] * bool(sentence)
    assert bool(found) is bool(sentence)


@pytest.mark.parametrize("name", registry.names())
def test_a_row_keeps_the_contract_of_values(name: str) -> None:
    """Every row's values.py declares what it should, and brings plain values back."""
    row = registry.find(name)
    if missing := row.missing():
        pytest.skip(f"pip install {' '.join(missing)} comes first")
    verdict = files.values(Subject(row))
    assert verdict.outcome is Outcome.RIGHT, verdict.detail


def written(folder: Path, more: str) -> registry.Adapter:
    """Return the flawless row with something added to its values.py."""
    path = build("flawless", folder) / "values.py"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    return registry.read(path.parent)


def gap(
    attempts: str, reason: str = "none", page: str = "https://docs.python.org"
) -> str:
    """Return a declaration that sets have no way."""
    told = f"'reason': {reason!r}, 'page': {page!r}, 'attempts': {{{attempts}}}"
    return f"UNSUPPORTED = {{'set': {{{told}}}}}"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ("del load", "has no load"),
        ("1 / 0", "cannot be loaded: exit 1: ZeroDivisionError"),
        ("import os; os._exit(7)", "cannot be loaded: exit 7"),
        (
            "BY_HAND = {'date': (1, 2)}",
            "BY_HAND is {'date': (1, 2)}: expected a function",
        ),
        ("BY_HAND = {'date': (str,)}", "expected a function, or two"),
        (
            "BY_HAND = {'dates': str}",
            "BY_HAND: there is no kind 'dates' (did you mean 'date'?)",
        ),
        ("UNSUPPORTED = {'date': 7}", "UNSUPPORTED is {'date': 7}: expected"),
        (
            gap("'a': (save, 7), 'b': (save, load)"),
            "expected for each kind reason, page, and",
        ),
        (
            gap("'a': (save, load), 'b': (save, load)"),
            "two functions each, no two the same",
        ),
        (
            gap("'a': (save, load)"),
            "UNSUPPORTED['set'].attempts has 1; expected 2 or more",
        ),
        (
            gap("' ': (save, load), 'b': (print, load)"),
            "attempts is [' ', 'b']; expected a list",
        ),
        (
            gap("", page="http://a.b"),
            "UNSUPPORTED['set'].page is 'http://a.b'; expected",
        ),
        (
            gap("", reason=" "),
            "UNSUPPORTED['set'].reason is ' '; expected a string that",
        ),
        ("save = None", "save is None: expected a function"),
        ("class Nested: ...", "expected a dataclass with rate and sizes"),
        ("del config", "nor NO_CONFIG with a reason and its page"),
    ],
)
def test_a_file_that_breaks_its_contract_is_measured_by_nobody(
    more: str, sentence: str, tmp_path: Path
) -> None:
    """No question is answered: the cells name the file and what is wrong in it."""
    row = written(tmp_path, f"\n{more}\n")
    cells = measured(CATEGORY, row, "kinds/date", "properties/stable", "objects/json")
    for cell in cells.values():
        assert (cell["outcome"], cell["trouble"]) == ("unmeasured", "row")
        assert str(row.folder / "values.py") in cell["detail"]
        assert sentence in cell["detail"]


def test_what_is_done_by_hand_is_done_around_the_file(tmp_path: Path) -> None:
    """By kind, before and after; None stays."""
    more = (
        "BY_HAND = {'path': (str, Path), 'date': lambda v: v.isoformat(),"
        " 'complex': (str, complex)}\n"
    )
    row = written(tmp_path, f"\n{more}")
    cases = ("path", "path_or_none", "date", "int_or_none", "complex")
    cells = measured(CATEGORY, row, *(f"kinds/{case}" for case in cases))
    assert {case: cells[f"kinds/{case}"]["outcome"] for case in cases} == {
        **dict.fromkeys(cases, "right"),
        "date": "wrong_value",
    }


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            "def save(values, folder):\n"
            "    [(folder / name).touch() for name in 'ab' if 'date_value' in values]\n"
            "    (folder / 'c').touch()\n",
            "save() left 3 files; expected one",
        ),
        (
            "_load = load\n"
            "def load(folder):\n"
            "    found = _load(folder)\n"
            "    return [1] if 'date_value' in found else found\n",
            "load() gave a list; expected a dict",
        ),
    ],
)
def test_a_breach_in_one_question_is_that_of_one(
    more: str, sentence: str, tmp_path: Path
) -> None:
    """A fault of the row's own lines is no refusal of its library, and spoils no other answer."""
    row = written(tmp_path, f"\n{more}")
    cells = measured(CATEGORY, row, "kinds/date", "objects/pickle")
    cell = cells["kinds/date"]
    assert (cell["outcome"], cell["trouble"]) == ("unmeasured", "row")
    assert sentence in cell["detail"]
    assert cells["objects/pickle"]["outcome"] == "right"


def test_a_crash_loses_one_question(tmp_path: Path) -> None:
    """A process that dies in a question is followed by another for the rest."""
    row = registry.read(build("dies_of_complex", tmp_path))
    answers = ask(row, ["kinds/set", "kinds/complex", "kinds/date"])
    crashes = {name: getattr(each, "crash", None) for name, each in answers.items()}
    assert not crashes["kinds/set"]
    assert not crashes["kinds/date"]
    assert crashes["kinds/complex"]
    dead = answers["kinds/complex"]
    assert isinstance(dead, Answer)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A row without values.py is told to have one."""
    folder = build("flawless", tmp_path)
    (folder / "values.py").unlink()
    with pytest.raises(RowError, match="an adapter needs a"):
        ask(registry.read(folder), ["kinds/date"])
