"""What is typed, copied and written by hand ends in one sentence, whatever is wrong in it."""

import copy
import functools
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import forms, results, spelling_table
from benchmarks.categories.overrides import exceptions
from benchmarks.cli import main
from benchmarks.errors import RowError, read_toml
from benchmarks.paths import ROOT
from configbench import foreign
from configbench.errors import UserError
from report import load
from report.__main__ import main as report
from report.load import ReportError
from tests.attacks.bad_input.results import base, general
from tests.attacks.bad_input.values import places

# -- files of results -----------------------------------------------------------------------------


@functools.cache
def stored() -> dict[str, Any]:
    """Return small results, as they are published."""
    content: dict[str, Any] = base()["results.json"]
    return content


def changed(place: str, value: Any) -> str:
    """Return the results with another value at a place."""
    whole = copy.deepcopy(stored())
    *above, last = place.split(".")
    inside = whole
    for key in above:
        inside = inside[key]
    inside[last] = value
    return json.dumps(whole)


def in_a_cell(cell: str, value: Any) -> str:
    """Return the results with another fact in a cell: ``category/row/case/fact``."""
    whole = copy.deepcopy(stored())
    category, row, *case, fact = cell.split("/")
    whole["cells"][category][row]["/".join(case)][fact] = value
    return json.dumps(whole)


def nested(depth: int) -> Any:
    """Return a list in a list, so many times."""
    return json.loads("[" * depth + "]" * depth)


DEEP = '{"a":' * 200_000 + "1" + "}" * 200_000

#: Each was a traceback, was accepted or was waited for; with what the sentence names.
WRONG: dict[str, tuple[Callable[[], str], str]] = {
    "empty_footprint": (lambda: changed("adapters.hydra.footprint", {}), "footprint"),
    "conversions": (lambda: changed("adapters.hydra.conversions", [{}]), "conversions"),
    "lacks": (lambda: changed("adapters.hydra.lacks", [5]), "lacks"),
    "wall_is_a_text": (lambda: in_a_cell("startup/hydra/default/wall", "1"), "wall"),
    "wall_is_nothing": (lambda: in_a_cell("startup/hydra/default/wall", None), "wall"),
    "ergonomics": (
        lambda: in_a_cell("overrides/hydra/nested_int/ergonomics", [5]), "ergonomics",
    ),
    "slope": (lambda: in_a_cell("scaling/hydra/load/10/slope", "steep"), "slope"),
    "infinity": (lambda: '{"schema": 2, "seed": Infinity}', "Infinity"),
    "no_number": (lambda: '{"schema": 2, "seed": NaN}', "NaN"),
    "beyond_all_numbers": (
        lambda: in_a_cell("startup/hydra/default/median", 5).replace(": 5,", ": 1e999,"),
        "",
    ),
    "row_is_a_path": (
        lambda: json.dumps(stored()).replace('"hydra": {"title"', '"../../evil": {"title"'),
        "adapters",
    ),
    "category_is_a_path": (
        lambda: json.dumps(stored()).replace('"lines"', '"../lines"'), "name",
    ),
    "newer": (lambda: '{"schema": 3}', "newer"),
    "older": (lambda: '{"schema": 0}', "schema"),
    "case_without_a_count": (
        lambda: json.dumps(stored()).replace('"load/10": {"outcome"', '"load/10s": {"outcome"'),
        "scaling",
    ),
    "no_results": (lambda: "[]", ""),
    "deep": (lambda: DEEP, "deep"),
    "rather_deep": (lambda: in_a_cell("lines/hydra/total/more", nested(100)), "deep"),
    "half_a_character": (lambda: changed("machine.kind", "\ud800"), "half a character"),
    "evidence": (lambda: changed("claims.C1.evidence", [{"says": "so"}]), "evidence"),
    "no_summary": (lambda: json.dumps(stored()).replace('"summary"', '"smmary"', 1), "summary"),
    "hot_loop": (lambda: in_a_cell("scaling/control/hot_loop/read", {}), "read"),
    "byte_order_mark": (lambda: "\ufeff{}", ""),
    "cut": (lambda: json.dumps(stored())[:5000], ""),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_both_readers_refuse_a_file_of_results(name: str, tmp_path: Path) -> None:
    """The sentence names the file and the place; report and harness refuse the same."""
    made, named = WRONG[name]
    path = tmp_path / "results.json"
    path.write_text(made(), encoding="utf-8")
    for read, error in ((load.load, ReportError), (results.load, UserError)):
        with pytest.raises(error) as caught:
            read(path)
        sentence = str(caught.value)
        assert sentence.startswith(f"{path}: ")
        assert named in sentence
        assert len(sentence) < 500
        assert "\n" not in sentence


def test_the_results_that_are_changed_are_right(tmp_path: Path) -> None:
    """As they are, both read them."""
    path = tmp_path / "results.json"
    path.write_text(json.dumps(stored()), encoding="utf-8")
    assert load.load(path)["adapters"].keys() == results.load(path)["adapters"].keys()


@pytest.mark.parametrize(
    "name", ["results.json", "parties.json", "alive.json", "hours.json", "renewed.json"]
)
@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_not_waited_for(
    name: str,
    make: Callable[[Path], object],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nor is it taken for a file that is not there."""
    if name != "results.json":
        (tmp_path / "results.json").write_text(json.dumps(stored()), encoding="utf-8")
    make(tmp_path / name)
    assert report(["--dir", str(tmp_path)]) == 2
    assert f"{tmp_path / name}: is no file" in capsys.readouterr().err


def test_results_of_a_newer_form_are_told(tmp_path: Path) -> None:
    """By both, and who wrote them."""
    path = tmp_path / "results.json"
    path.write_text('{"schema": 99}', encoding="utf-8")
    for read, error in ((load.load, ReportError), (results.load, UserError)):
        with pytest.raises(error, match=r"99.*newer"):
            read(path)


#: Whatever JSON can hold, and what Python reads as JSON.
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_value_in_any_place_is_read_or_told(
    data: st.DataObject, tmp_path: Path
) -> None:
    """Another exception is a bug of ours."""
    content = copy.deepcopy(stored())
    where = places(content, general)
    path = data.draw(
        st.sampled_from(where[data.draw(st.sampled_from(sorted(where, key=str)))])
    )
    owner: Any = content
    for key in path[:-1]:
        owner = owner[key]
    owner[path[-1]] = data.draw(JSON)
    file = tmp_path / "results.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    for read, error in ((load.load, ReportError), (results.load, UserError)):
        try:
            read(file)
        except error as told:
            sentence = str(told)
        else:
            sentence = f"{file}: is read"
        assert sentence.startswith(f"{file}: ")


# -- data files of rows ---------------------------------------------------------------------------

TOML = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates() | st.times(),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["line", "files", "attempts", "page", "reason", "env", "format", "a"]),
        inner, max_size=3,
    ),
    max_leaves=6,
)  # fmt: skip


@given(st.sampled_from([*spelling_table._FORMS, "x"]), TOML)
def test_any_spelling_is_read_or_told(key: str, value: Any) -> None:
    """Whatever stands at one of its keys."""
    try:
        spelling_table.read(Path("adapter.toml"), {key: value})
    except RowError as error:
        sentence = str(error)
    else:
        sentence = "adapter.toml: is read"
    assert sentence.startswith("adapter.toml: ")


@given(st.sampled_from([*exceptions._FORMS, "x"]), TOML)
def test_any_exception_is_read_or_told(key: str, value: Any) -> None:
    """Whatever a case says of itself."""
    try:
        exceptions._entry(Path("overrides.toml"), "nested_int", {key: value})
    except RowError as error:
        sentence = str(error)
    else:
        sentence = "overrides.toml: is read"
    assert sentence.startswith("overrides.toml: ")


@pytest.mark.parametrize(
    "name",
    ["/etc/x", "../x", "a/../../x", "~/../x", "a//b", ".", "", "a\0", "a\nb", "~/"],
)
def test_what_a_row_writes_lies_below_its_folder(name: str) -> None:
    """Wherever it names a file."""
    assert not forms.is_file_below(name)
    with pytest.raises(RowError, match="below the working folder"):
        exceptions._entry(Path("overrides.toml"), "nested_int", {"files": {name: ""}})


@pytest.mark.parametrize("name", ["a", "a/b.toml", "~/configs/long.yaml", ".hidden"])
def test_what_is_below_is_taken(name: str) -> None:
    """At home, too."""
    assert forms.is_file_below(name)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = " + "[" * 200_000 + "]" * 200_000, "expected at most"),
        ("a = " + "[" * 5_000 + "]" * 5_000, "nested"),
        ("a = " + "[" * 300 + "]" * 300, "nested"),
        ("a." * 200_000 + "a = 1", "expected at most"),
        ("a = 1\na = 2", "cannot be read"),
        ("\ufeffa = 1", "cannot be read"),
    ],
)
def test_toml_that_nobody_writes_is_told(text: str, told: str, tmp_path: Path) -> None:
    """Before it takes time or memory."""
    path = tmp_path / "adapter.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RowError, match=told):
        read_toml(path)


def test_a_cause_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file of all rows is checked as those of one are."""
    monkeypatch.setattr(exceptions, "ADAPTERS", tmp_path)
    for text in ("a = 5", "a = []", "a = ''", "a = 07:32:00", "a ="):
        (tmp_path / "causes.toml").write_text(text, encoding="utf-8")
        with pytest.raises(RowError, match=r"causes\.toml"):
            exceptions.causes.__wrapped__()


# -- options --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["list", "--json", "--json"], "--json is given twice, expected once"),
        (["probe", "argparse", "--python="], "argument --python: is empty, expected a value"),
        (["reproduce", "lines/argparse", "--adapters", ""], "argument --adapters: is empty"),
        (["reproduce", " "], "argument CATEGORY/NAME[/CASE]: is empty"),
        (["alive", "--report-dir= "], "argument --report-dir: is empty, expected a path"),
        (["hours", "--report-dir=a", "--report-dir=b"], "--report-dir is given twice"),
        (["parties", "argparse", "--report-d=a"], "unrecognized arguments: --report-d=a"),
        (["verify-report", "--sample", "-1"], "--sample: '-1': expected a whole number above 0"),
        (["verify-report", "--sample=0"], "--sample: '0': expected a whole number above 0"),
        (["verify-report", "--dir="], "argument --dir: is empty, expected a path"),
        (["verify-report", "--dir=~"], "argument --dir: '~': expected a path without ~"),
        (["verify-report", f"--dir={'x' * 400}"], "is no path: File name too long"),
        (["verify-report", "--dir=a\0b"], "is no path: embedded null"),
        (["check", ""], "argument PATH: is empty, expected a value"),
    ],
)  # fmt: skip
def test_a_wrong_option_is_told(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With exit code 2, before anything is read."""
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--dir="], "argument --dir: is empty, expected a path"),
        (["--against", ""], "argument --against: is empty, expected a path"),
        (["--dir=a", "--dir=b"], "--dir is given twice, expected once"),
        (["--check", "--check"], "--check is given twice, expected once"),
    ],
)
def test_so_is_one_of_the_report(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which has a reader of its own."""
    with pytest.raises(SystemExit) as caught:
        report(words)
    assert caught.value.code == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--category=lines", "--axis=lines"], "--axis is given twice"),
        (["--report-dir= "], "--report-dir: is empty, expected a path"),
    ],
)
def test_so_is_one_of_the_comparison(words: list[str], told: str) -> None:
    """Though pytest reads it, with copies of what it has read."""
    command = [sys.executable, "-m", "pytest", "--benchmark", *words, "--collect-only"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 4
    assert told in done.stderr


# -- all of them, by script -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "count"), [("options", 8), ("json", 12), ("toml", 60)]
)
def test_a_few_mutants_end_in_a_sentence(kind: str, count: int) -> None:
    """``python -m tests.attacks.bad_input`` tries thousands."""
    tried = ("--kind", kind, "--count", str(count), "--seed", "3")
    done = subprocess.run(
        [sys.executable, "-m", "tests.attacks.bad_input", *tried],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_deep_is_deeper_than_what_is_written() -> None:
    """Our own results are far from the limit."""
    assert not foreign.unusable(stored(), 12)
