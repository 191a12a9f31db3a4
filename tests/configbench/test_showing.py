"""What a look has found is shown in full, in a pipe as on a terminal of a stated width."""

import json
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from configbench import __version__, showing
from configbench.inside.typed import typed
from configbench.looking import Hit, Looked
from configbench.places import Place
from configbench.process import Finished

PLACE = Place(Path("train.py"), function="step")
WELL = Finished(("x",), 0, None, "out\n", "", started=0.0, seconds=1.0, cpu=0.5)
ONE = Hit(7, "train.py:3", {"lr": typed(0.1), "a\x1b": typed("x\ny")})


def looked(*hits: Hit, notes: tuple[str, ...] = (), **finished: Any) -> Looked:
    """Return what a look has found, at a program that ended well unless more says else."""
    return Looked(hits, Finished(**{**vars(WELL), **finished}), notes)


def test_a_document_has_all_of_it() -> None:
    """Key by key; no control character but line ends is left."""
    found = looked(ONE, notes=("note",), stdout="a\x7f\x1b", stderr="b", exit=3)
    text = showing.document(PLACE, ["python", "train.py"], found)
    assert json.loads(text) == {
        "configbench": __version__,
        "place": str(PLACE),
        "command": ["python", "train.py"],
        "hits": [{"pid": 7, "place": "train.py:3", "values": ONE.values}],
        "exit": 3,
        "exceeded": None,
        "ended": "exit 3",
        "stdout": "a\x7f\x1b",
        "stderr": "b",
        "notes": ["note"],
    }
    assert text.startswith('{\n  "configbench"')
    assert set(text) - {"\n"} <= set(map(chr, range(32, 127)))


@pytest.mark.parametrize(
    ("ended", "said"),
    [
        ({}, "the program ended with exit 0"),
        ({"exit": -9}, "the program was ended by SIGKILL"),
        ({"exit": None}, "the program could not be started"),
        (
            {"exceeded": "time"},
            "the program was over the time limit, which --time-limit raises",
        ),
        ({"exceeded": "memory"}, "the program was over the memory limit"),
    ],
)
def test_how_a_program_ended_is_said(ended: dict[str, Any], said: str) -> None:
    """Over a table, and where the place was never reached."""
    found = looked(ONE, **ended)
    heading, *_ = showing.hits(found, ended_there=False, output=False).splitlines()
    assert heading == f"train.py:3 · {said}"
    there, *_ = showing.hits(found, ended_there=True, output=False).splitlines()
    limited = "exceeded" in ended
    assert there == f"train.py:3 · {said if limited else 'the program was ended there'}"
    assert showing.not_reached(PLACE, looked(stdout=" \n", **ended)) == (
        f"{PLACE} was never reached: {said}"
    )


def test_a_table_for_each_hit() -> None:
    """Names, types and values below each other; which of several hits and processes it is."""
    found = looked(
        *(ONE, Hit(8, "b.py:1", {})), notes=("why\x1b",), stdout="a\tb\r\n\n", stderr=""
    )
    assert showing.hits(found, ended_there=True, output=True).splitlines() == [
        "train.py:3 · process 7 · 1 of 2 · the program was ended there",
        "  name   type   value",
        "  lr     float  0.1",
        "  a\\x1b  str    'x\\ny'",
        "",
        "b.py:1 · process 8 · 2 of 2 · the program was ended there",
        "  no names here",
        "",
        "note: why\\x1b",
        "stdout:",
        "  a       b",
        "stderr: nothing",
    ]
    same = looked(Hit(7, "c", {}), Hit(7, "c", {}))
    assert showing.hits(same, ended_there=True, output=False).splitlines() == [
        *("c · 1 of 2 · the program was ended there", "  no names here", ""),
        *("c · 2 of 2 · the program was ended there", "  no names here"),
    ]


def test_columns_are_no_wider_than_they_need_to_be() -> None:
    """By the cells that a terminal shows, up to a limit; a long value is cut, and says so."""
    wide = Hit(
        1, "p", {"n" * 50: {"t": "t" * 60, "v": None}, "漢字": typed("x" * 2001)}
    )
    _, heads, first, second = showing.hits(
        looked(wide), ended_there=True, output=False
    ).splitlines()
    assert heads == f"  name{' ' * 36}  type{' ' * 36}  value"
    assert first == f"  {'n' * 50}  {'t' * 60}  {'t' * 60}(None)"
    shown = f"'{'x' * 1999}… (2,003 characters; --json has all)"
    assert second == f"  漢字{' ' * 36}  str{' ' * 37}  {shown}"
    whole = Hit(1, "p", {"a": typed("x" * 1998)})
    assert showing.hits(looked(whole), ended_there=True, output=False).endswith(
        f"'{'x' * 1998}'"
    )
    untyped = Hit(1, "p", {"a": {"t": "int", "v": 1}, "bc": {"t": "unknown", "v": 2}})
    assert "  a     int" in showing.hits(
        looked(untyped), ended_there=True, output=False
    )


def test_a_place_that_was_never_reached() -> None:
    """One sentence: the last line, shortened, and what is known."""
    found = looked(stdout="one\n  two\x1b \n", notes=("a", "b"), exit=2)
    assert showing.not_reached(PLACE, found) == (
        f"{PLACE} was never reached: the program ended with exit 2; "
        "its last line: two\\x1b; a; b"
    )
    for length, cut in ((200, ""), (201, "…")):
        said = showing.not_reached(PLACE, looked(stdout="x" * length))
        assert said.endswith(f"; its last line: {'x' * 200}{cut}")


@pytest.mark.parametrize("lines", [0, 1, 2, 10, 11])
def test_what_was_printed_last(lines: int) -> None:
    """Ten lines, or all; one is in the sentence already."""
    found = looked(stdout="".join(f"{n}\n" for n in range(lines)))
    shown = [f"  {n}" for n in range(lines)] if lines > 1 else []
    assert showing.last(found, whole=True).splitlines() == shown
    assert showing.last(found, whole=False).splitlines() == shown[-10:]
    assert showing.last(looked(stdout="a\nb", stderr="c"), whole=True) == ""


@pytest.mark.parametrize("plain", [False, True])
def test_a_terminal_has_a_width(*, plain: bool) -> None:
    """What is longer is cut there; headings are bold but where no colour is wanted."""
    environ = {"COLUMNS": "20", "TERM": "xterm", "NO_COLOR": "1" * plain}
    terminal = mock.patch("sys.stdout.isatty", return_value=True)
    with mock.patch.dict("os.environ", environ), terminal:
        text = showing.hits(looked(ONE), ended_there=True, output=False)
    heading, names, *_ = text.splitlines()
    assert "train.py:3 · the pr…" in heading
    assert heading.startswith("\x1b[1m") is not plain
    assert names.startswith("\x1b[2m") is not plain


def test_each_stream_is_a_terminal_or_none() -> None:
    """Stderr is cut by its own width; of an end nothing is lost but blank lines."""
    found = looked(stdout="a\n" + "b" * 99, notes=("endX",))
    terminal = mock.patch("sys.stdout.isatty", return_value=True)
    with mock.patch.dict("os.environ", {"COLUMNS": "20", "TERM": "xterm"}), terminal:
        assert showing.last(found, whole=True) == f"  a\n  {'b' * 99}\n"
        assert showing.hits(found, ended_there=True, output=False) == "note: endX"
