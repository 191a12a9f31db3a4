"""The commands that the report prints: each is about something, and what it gives is published."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import report.text
from benchmarks import reproducing, results, verifying
from benchmarks.cli import main
from benchmarks.errors import MissingError
from benchmarks.verifying import Printed, Target
from configbench.errors import ConfigbenchError

#: Categories whose cells take a second at most to measure again for a light row.
CHEAP = ("lines", "change", "overrides")

PAGE = """\
Text with `python -m benchmarks reproduce lines/NAME/total` and `not a command`.

    python -m benchmarks reproduce lines/argparse/total
    some: yaml

| a | `python adapters/x/train.py --a 'b \\| c'` | ``make `x` `` | <code>make &lt;x&gt;</code> |

```bash
$ .venv/bin/pytest --benchmark
```
"""


def test_commands_are_found_wherever_they_stand() -> None:
    """In text, in indented and fenced blocks, in tables with escaped bars; nothing else is one."""
    assert list(verifying.printed(PAGE)) == [
        (1, "python -m benchmarks reproduce lines/NAME/total"),
        (3, "python -m benchmarks reproduce lines/argparse/total"),
        (6, "python adapters/x/train.py --a 'b | c'"),
        (6, "make `x`"),
        (6, "make <x>"),
        (9, ".venv/bin/pytest --benchmark"),
    ]


@pytest.fixture(scope="module")
def content() -> dict[str, Any]:
    """The published results."""
    return verifying.published()


def about(text: str, content: dict[str, Any]) -> list[Target]:
    """Return what a command is about."""
    printed = Printed(text, "page", 1)
    return verifying.targets(printed, content, verifying.owners(content))


def test_a_placeholder_stands_for_every_cell(content: dict[str, Any]) -> None:
    """NAME and TASK are expanded to what was published."""
    one = about("python -m benchmarks reproduce overrides/argparse/TASK", content)
    assert {each.address for each in one} == {
        f"overrides/argparse/{case}"
        for case in content["cells"]["overrides"]["argparse"]
    }
    both = about("python -m benchmarks reproduce lines/NAME/total", content)
    assert len(both) == len(content["cells"]["lines"])
    assert about("python -m benchmarks reproduce startup/argparse", content) == [
        Target("cell", "startup/argparse/default")
    ]


def test_a_command_line_is_verified_by_its_cell(content: dict[str, Any]) -> None:
    """What a cell says was typed belongs to that cell."""
    command = content["cells"]["overrides"]["argparse"]["tuple"]["command"]
    assert about(command, content) == [Target("cell", "overrides/argparse/tuple")]


def test_a_line_of_a_script_is_verified_by_its_cell() -> None:
    """The report prints a script line by line: each belongs to the cell that ran it whole."""
    script = "for lr in 1e-3; do\n  python x/train.py --lr $lr\ndone"
    cell = {"outcome": "right", "command": script}
    facts: dict[str, Any] = {
        "cells": {"sweep": {"x": {"grid/shell": cell}}},
        "adapters": {"x": {}},
    }
    page = f"| {report.escaping.code(script)} |"
    ((_, printed),) = verifying.printed(page)
    assert about(printed, facts) == [Target("cell", "sweep/x/grid/shell")]
    command = "python x/train.py -m hydra/launcher=joblib \\\n  lr=1e-3,3e-4"
    facts["cells"]["sweep"]["x"]["grid/shell"]["command"] = command
    ((_, printed),) = verifying.printed(f"| {report.escaping.code(command)} |")
    assert about(printed, facts) == [Target("cell", "sweep/x/grid/shell")]


def test_all_commands_that_belong_to_no_cell_are_accepted(
    content: dict[str, Any],
) -> None:
    """Of every command in the report: it is about something, or it would be accepted.

    Those that differ in the row alone are tried for one row.
    """
    chosen, lost = verifying.choose(content)
    assert lost == []
    rows = re.compile(
        rf"\b(?:{'|'.join(sorted(content['adapters'], key=len)[::-1])})\b"
    )
    forms = {
        rows.sub("ROW", str(each)): each for each in chosen if each.kind == "accepted"
    }
    assert forms
    for each in forms.values():
        assert verifying.run(each, content)[0] == "as published", each


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("python -m benchmarks reproduce lines/argpars/total", "no published cell"),
        ("python -m benchmarks reproduce lines/argparse/sum", "no published cell"),
        ("python -m benchmarks reproduce line/argparse", "no published cell"),
        ("python -m benchmarks claim C21", "no published claim"),
        ("python -m benchmarks claim 'C1", "cannot be split"),
    ],
)
def test_a_command_about_nothing_fails(
    text: str, sentence: str, content: dict[str, Any]
) -> None:
    """An address that was not published is a fault of the report."""
    with pytest.raises(ConfigbenchError, match=sentence):
        about(text, content)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("pytest --benchmark --category line", "FAILS"),
        ("make test", "as published"),
        ("make tests", "FAILS"),
        ("python -c pass", "as published"),
        ("python -m report --check --strict", "as published"),
        ("python -m report --chek", "FAILS"),
        ("python -m benchmarks probe hydra -- --anything", "as published"),
        ("python -m benchmarks prob hydra", "FAILS"),
        ("python -m something", "FAILS"),
    ],
)
def test_other_commands_must_be_accepted(text: str, word: str) -> None:
    """Targets, options and commands that do not exist are found without doing the work."""
    assert verifying.run(Target("accepted", text), {})[0] == word


@pytest.mark.usefixtures("published_python")
def test_thirty_sampled_commands_of_the_report(content: dict[str, Any]) -> None:
    """Each of thirty is about something published; cheap ones among them give it again."""
    chosen, lost = verifying.choose(content, sample=30, seed=20240229)
    assert lost == []
    assert len(chosen) > 20
    heavy = ("startup/", "hydra", "hf_argument_parser")
    cheap = [
        each
        for each in chosen
        if each.kind == "cell"
        and each.address.partition("/")[0] in CHEAP
        and not any(word in each.address for word in heavy)
    ][:4]
    assert cheap
    for each in cheap:
        assert verifying.run(each, content)[0] == "as published", each


@pytest.mark.usefixtures("published_python")
def test_another_outcome_than_the_published_one_differs(
    content: dict[str, Any],
) -> None:
    """A figure that was changed by hand in the results is found by running it again."""
    cell = content["cells"]["lines"]["argparse"]["total"]
    lines = {"argparse": {"total": cell | {"total": 1}}}
    changed = {**content, "cells": {**content["cells"], "lines": lines}}
    word, sentence = verifying.run(Target("cell", "lines/argparse/total"), changed)
    assert word == "DIFFERS"
    assert "1 was published" in sentence


def test_what_is_not_installed_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing library is counted apart: the report does not lie about it."""

    def missing(*_: object) -> tuple[bool, str]:
        raise MissingError("pip install it comes first")

    monkeypatch.setitem(verifying._RUN, "cell", missing)
    assert verifying.run(Target("cell", "x/y/z"), {})[0] == "not possible here"


@pytest.mark.usefixtures("published_python")
def test_the_command_counts_and_fails(
    tmp_path: Path, content: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """A report with one good command and one about nothing: both are told, exit code 1."""
    del content["elsewhere"]  # in memory alone
    results.save(content, tmp_path / "results.json")
    page = tmp_path / "REPORT.md"
    good = "`python -m benchmarks reproduce lines/argparse/total`\n"
    page.write_text(good, encoding="utf-8")
    assert verifying.verify(folder=tmp_path).sound
    page.write_text(good + "`python -m benchmarks claim C21`\n", encoding="utf-8")
    assert not verifying.verify(folder=tmp_path).sound
    printed = capsys.readouterr().out
    assert "FAILS REPORT.md:2: `python -m benchmarks claim C21`" in printed
    assert "[1/1] lines/argparse/total: as published" in printed
    assert "1 FAILS, 1 as published" in printed


def test_a_sample_is_chosen_by_its_seed(content: dict[str, Any]) -> None:
    """The same seed, the same commands; another, others."""
    one, again, other = (
        verifying.choose(content, sample=5, seed=seed)[0] for seed in (1, 1, 2)
    )
    assert one == again != other
    assert len(one) <= 5


def test_the_command_passes_its_options_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """``verify-report`` fails if anything does."""
    asked: list[dict[str, Any]] = []

    def stand_in(**options: Any) -> verifying.Counts:
        asked.append(options)
        return verifying.Counts(Counter({"DIFFERS": len(asked) - 1}))

    monkeypatch.setattr(verifying, "verify", stand_in)
    assert main(["verify-report", "--sample", "3", "--seed", "7"]) == 0
    assert main(["verify-report"]) == 1
    pages = {"folder": verifying.PAGES}
    assert asked == [
        {"sample": 3, "seed": 7} | pages,
        {"sample": None, "seed": 0} | pages,
    ]


def test_times_that_are_apart_fail_nothing(
    monkeypatch: pytest.MonkeyPatch, content: dict[str, Any]
) -> None:
    """A busy machine is told and counted; another outcome in the same category would differ."""
    interval = {"median": 9.0, "low": 8.0, "high": 10.0}

    def later(_: object) -> list[tuple[str, dict[str, Any]]]:
        return [("default", {"outcome": "right", "wall": interval})]

    monkeypatch.setattr(reproducing, "measure", later)
    word, sentence = verifying.run(Target("cell", "startup/argparse/default"), content)
    assert word == "times apart"
    assert "do NOT overlap" in sentence
    assert verifying.Counts(Counter({word: 1})).sound
