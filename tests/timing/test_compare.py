"""``configbench compare`` on stated times: verdicts, limits, baselines, ends."""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from configbench import cli, interruption
from configbench.errors import UserError
from configbench.timing import measuring, verdicts
from configbench.timing.paired import Difference
from tests.timing.stated import TIMES, commands

#: What the tests type.
TWO = ["compare", "x slow", "x quick"]
STATED = {"slow": 0.131, "quick": 0.1}


def page(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was printed on standard output."""
    return capsys.readouterr().out


def test_a_known_difference_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The ratio of the first to the other with its interval, the difference, and the noise."""
    started = commands(monkeypatch, STATED)
    assert cli.main(TWO) == 0
    text = page(capsys)
    assert re.search(
        rf"^A is 1\.3[01]{TIMES} B \[1\.[23]\d, 1\.3\d\], \+\d\d\.\d ms \[",
        text,
        re.MULTILINE,
    )
    assert re.search(
        r"^A is \S+ \[.*\] times its own copy: the noise\.$", text, re.MULTILINE
    )
    assert text.startswith("A  x slow\nB  x quick\n")
    # A copy of A is started beside it.
    assert started.count("slow") > 1.5 * started.count("quick")


def test_two_that_are_the_same_are_not_told_apart(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The noise stands beside what is not distinguishable from it."""
    commands(monkeypatch, {"same": 0.1})
    assert cli.main(["compare", "x same", "y same"]) == 0
    text = page(capsys)
    assert "B is not distinguishable from A's own copy: A is " in text
    assert TIMES not in text


def test_all_are_compared_with_the_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each has its line."""
    commands(monkeypatch, {"one": 0.1, "two": 0.2, "three": 0.05})
    assert cli.main(["compare", "x one", "x two", "x three"]) == 0
    text = page(capsys)
    assert re.search(rf"^A is 0\.\d+{TIMES} B ", text, re.MULTILINE)
    assert re.search(rf"^A is [12]\.\d+{TIMES} C ", text, re.MULTILINE)


def test_a_limit_is_broken_by_the_whole_interval(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A limit inside the interval holds: a false alarm costs more than a missed one."""
    commands(monkeypatch, STATED)
    assert cli.main([*TWO, "--fail-above", "1.2"]) == 1
    assert "Above 1.2: A beside B, 1.3" in page(capsys)
    commands(monkeypatch, STATED)
    assert cli.main([*TWO, "--fail-above", "1.305"]) == 0
    commands(monkeypatch, STATED)
    assert cli.main([*TWO, "--fail-above", "1.4"]) == 0
    assert "Above" not in page(capsys)


def test_a_baseline_is_of_ratios(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a machine half as quick the ratio is the same; where the first is slower, it is not."""
    file = str(tmp_path / "a b ü.json")
    commands(monkeypatch, STATED)
    assert cli.main([*TWO, "--export-json", file]) == 0
    limit = ["--baseline", file, "--fail-above", "1.05"]
    commands(monkeypatch, {name: 2 * time for name, time in STATED.items()})
    assert cli.main([*TWO, *limit]) == 0
    assert re.search("Of the baseline, where A was 1.3", page(capsys))
    commands(monkeypatch, STATED | {"slow": 0.16})
    assert cli.main([*TWO, *limit]) == 1
    assert "Above 1.05: A beside B, 1.2" in page(capsys)
    content = json.loads(Path(file).read_text("utf-8"))
    assert content["commands"] == {"A": "x slow", "B": "x quick"}
    assert {*content["samples"]} == {"A", "B", "copy"}
    assert len(content["samples"]["A"]["wall"]) >= 14
    assert content["beside"]["B"]["different"] is True
    assert content["beside"]["copy"]["different"] is False


def ratio(content: dict[str, Any], value: float) -> dict[str, Any]:
    """Return a document with another ratio."""
    content["beside"]["B"]["ratio"] = dict.fromkeys(("low", "median", "high"), value)
    return content


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda _: "half a fi", "b.json: cannot be read"),
        (lambda _: "[]", "b.json: is of another form"),
        (
            lambda content: json.dumps(content | {"format": 9}),
            "expected a file that --export-json",
        ),
        (
            lambda content: json.dumps(content | {"commands": {"A": "x other"}}),
            "is of commands",
        ),
        (lambda content: json.dumps(content | {"until": "a.py:main"}), "is of until"),
        (
            lambda content: json.dumps(
                content | {"beside": {"B": {"ratio": {"low": 1}}}}
            ),
            "beside.B.ratio: expected low, median and high",
        ),
        (
            lambda content: json.dumps(content).replace('"low": 1', '"low": -1'),
            "numbers above 1e-09 and below 1e+09 in this order",
        ),
        (lambda content: json.dumps(ratio(content, 10**400)), "numbers above 1e-09"),
        (lambda content: json.dumps(ratio(content, 1e-300)), "numbers above 1e-09"),
        (
            lambda content: json.dumps(content).replace(
                '"different": true', '"different": null'
            ),
            "too few rounds",
        ),
    ],
)
def test_a_baseline_of_anything_else_is_refused(
    change: Callable[[dict[str, Any]], str],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Before anything is started; the sentence names file and key."""
    file = tmp_path / "b.json"
    commands(monkeypatch, STATED)
    assert cli.main([*TWO, "--runs", "7", "--export-json", str(file)]) == 0
    file.write_text(change(json.loads(file.read_text("utf-8"))), "utf-8")
    started = commands(monkeypatch, STATED)
    assert cli.main([*TWO, "--baseline", str(file), "--fail-above", "1.1"]) == 2
    assert sentence in capsys.readouterr().err
    assert not started


def test_the_output_of_a_command_that_fails_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its letter, its words, how it ended."""
    commands(monkeypatch, {"slow": 0.1})
    assert cli.main(TWO) == 2
    assert "B (x quick): exit 3" in (told := capsys.readouterr().err)
    assert "  it broke" in told


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["x a"], "two commands or more"),
        (["x a | y", "x"], "'|' needs a shell"),
        (["A=1 x", "x"], "put the word env before it"),
        (["x 'a", "x"], "No closing quotation"),
        (["x"] * 27, "27 commands: expected 26 at most"),
        (["x", "y", "--runs", "6"], "--runs 6: expected at least 7"),
        (["x", "y", "z", "--runs", "7"], "expected at least 8"),
        (["x", "y", "--baseline", "b.json"], "--baseline FILE needs --fail-above"),
        (["x", "y", "--baseline", "no", "--fail-above", "2"], "no: cannot be read"),
        (["x", "y", "--until", "no.py:f"], "there is no file 'no.py'"),
        (["x", "y", "--export-json", "no/such"], "cannot be written"),
        (["x", "y", "--max-tme", "5"], "did you mean '--max-time'?"),
        (["--", "x", "y"], "takes no --"),
    ],
)
def test_what_cannot_be_followed_is_a_sentence(
    typed: list[str],
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nothing is started then."""
    started = commands(monkeypatch, {})
    assert cli.main(["compare", *typed]) == 2
    assert sentence in capsys.readouterr().err
    assert not started


def test_without_scipy_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is started."""
    monkeypatch.setitem(__import__("sys").modules, "scipy", None)
    started = commands(monkeypatch, STATED)
    assert cli.main(TWO) == 2
    assert "pip install 'configbench[compare]'" in capsys.readouterr().err
    assert not started


def test_ctrl_c_tells_what_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whole rounds alone, and 130; before two rounds there is nothing to tell."""
    for after, rounds in ((3 + 3 * 9 + 1, 9), (4, 0)):
        left = iter(range(after))

        def interrupt(_: str, left: object = left) -> None:
            if next(left, None) is None:  # type: ignore[call-overload]
                interruption.request()
                interruption.check()

        commands(monkeypatch, STATED, before=interrupt)
        assert cli.main(TWO) == 130
        text = page(capsys)
        if rounds:
            assert f"ended by Ctrl-C after {rounds} rounds" in text
            assert "A is 1.3" in text
        else:
            assert not text


def test_max_time_ends_with_what_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the clock; by too few rounds nothing is told apart."""
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])

    def passes(_: str) -> None:
        now[0] += 1.0

    for most, told in (("20", "after 5 rounds"), ("40", "after 12 rounds")):
        now[0] = 0.0
        commands(monkeypatch, STATED, before=passes)
        assert cli.main([*TWO, "--max-time", most]) == 0
        text = page(capsys)
        assert f"ended by --max-time {told}" in text
        assert ("too few to tell" in text) is (most == "20")
    now[0] = 0.0
    commands(monkeypatch, STATED, before=passes)
    assert cli.main([*TWO, "--max-time", "20", "--fail-above", "1.1"]) == 2
    assert "--fail-above: 5 rounds are too few" in capsys.readouterr().err
    commands(monkeypatch, STATED, before=passes)
    now[0] = 0.0
    assert cli.main([*TWO, "--max-time", "2"]) == 2
    assert "give it more" in capsys.readouterr().err


# -- verdicts -------------------------------------------------------------------------------------


def walls(seed: int, ratio: float) -> dict[str, list[float]]:
    """Return simulated rounds of a program, its copy and another: 4 % noise, a drift for all."""
    generator = np.random.default_rng(seed)
    drift = np.exp(np.cumsum(generator.normal(0, 0.03, 20)))
    times = {"A": 0.1 * ratio, "B": 0.1, "copy": 0.1 * ratio}
    return {
        name: (time * drift * np.exp(generator.normal(0, 0.04, 20))).tolist()
        for name, time in times.items()
    }


def test_verdicts_are_true_as_often_as_they_say() -> None:
    """Equal ones are seldom told apart, 1.2 always, and intervals hold what is true."""
    same = [
        verdicts.verdicts(walls(seed, 1.0), "A", "copy", 7)["B"] for seed in range(20)
    ]
    assert sum(bool(each.different) for each in same) <= 2
    far = [
        verdicts.verdicts(walls(seed, 1.2), "A", "copy", 7)["B"] for seed in range(20)
    ]
    assert all(each.different for each in far)
    assert sum(each.ratio.low <= 1.2 <= each.ratio.high for each in far) >= 18
    few = {name: own[:6] for name, own in walls(1, 1.2).items()}
    assert verdicts.verdicts(few, "A", "copy", 7)["B"].different is None


def test_what_is_below_the_noise_is_no_difference() -> None:
    """Each round says so, but the copy of the first differs from it by more."""
    first = [1.0 + number / 1000 for number in range(14)]
    rounds = {
        "A": first,
        "B": [1.001 * each for each in first],
        "copy": [
            each * (1.1 if number % 2 else 0.9) for number, each in enumerate(first)
        ],
    }
    assert verdicts.told_apart(rounds, "A", "copy") == set()
    rounds["copy"] = [*reversed(first)]
    rounds["B"] = [1.2 * each for each in first]
    assert verdicts.told_apart(rounds, "A", "copy") == {"B"}


def test_a_change_of_ratios_has_the_noise_of_both() -> None:
    """In logarithms: half-widths add up as squares do."""
    found = verdicts.change(Difference(2.0, 1.9, 2.2), Difference(1.0, 1.0, 1.0))
    assert (found.median, found.low, found.high) == pytest.approx((2.0, 1.9, 2.2))
    now, then = Difference(1.0, 0.9, 1.1), Difference(1.0, 0.9, 1.1)
    found = verdicts.change(now, then)
    assert found.low < now.low
    assert now.high < found.high


def test_the_fewest_rounds_are_those_that_can_tell() -> None:
    """Of three pairs seven; of none the six that have an interval."""
    assert [measuring.fewest(pairs) for pairs in (0, 3, 5)] == [6, 7, 8]
    with pytest.raises(UserError, match="at least 7"):
        measuring.plan(6, 7)
