"""What enters a program to find its parsers."""

import argparse
import asyncio
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from configbench.inside import PARSERS, parsers
from configbench.inside.parsers import options, swapping
from configbench.inside.parsers.known import KNOWN, of_argparse

SEEN: list[dict[str, Any]] = []


def plain(a: int, b: int = 2, /, c: int = 3, *rest: int, d: int, **more: int) -> int:
    """Have parameters of every kind."""
    raise AssertionError((a, b, c, rest, d, more))


def around() -> Callable[[int], int]:
    """Return a function that has something from around it."""
    outer = 1

    def inner(a: int) -> int:
        return a + outer

    return inner


class Holder:
    """Has methods."""

    def method(self, a: int) -> str:
        """Have a cell for its class."""
        return f"{__class__}{a}"  # type: ignore[name-defined]


def test_code_is_swapped_for_some_that_only_looks() -> None:
    """Signature and defaults stay; nothing of the function's own is run."""
    signature = inspect.signature(plain)
    swapping.swap(plain, SEEN.append)
    assert inspect.signature(plain) == signature
    assert plain(1, 5, 3, 4, d=6, e=7) is None  # type: ignore[func-returns-value,unused-ignore]
    assert SEEN.pop() == {"a": 1, "b": 5, "c": 3, "rest": (4,), "d": 6, "e": 7}
    inner = around()
    swapping.swap(inner, SEEN.append)
    inner(3)
    assert SEEN.pop() == {"a": 3}
    swapping.swap(Holder.method, SEEN.append)
    Holder().method(2)
    assert SEEN.pop()["a"] == 2


def test_code_of_a_coroutine_stays_one() -> None:
    """Whoever awaits it may go on doing so."""

    async def wait(a: int) -> int:
        return a

    swapping.swap(wait, SEEN.append)
    asyncio.run(wait(4))
    assert SEEN.pop() == {"a": 4}


@pytest.mark.parametrize(
    ("hint", "text"),
    [
        (int, "int"),
        (float | None, "float | None"),
        (list[int], "list[int]"),
        (tuple[float, ...], "tuple[float, ...]"),
        (dict[str, Path], f"dict[str, {Path.__module__}.Path]"),
        (Any, "Any"),
        ("Later", "Later"),
    ],
)
def test_annotations_are_written_as_python_writes_them(hint: object, text: str) -> None:
    """Names of modules in front of all that are not built in."""
    assert options.annotation(hint) == text


def test_each_known_library_has_a_file_and_each_file_a_library() -> None:
    """A line without its file would be found by whoever imports the library."""
    folder = Path(parsers.__file__).parent / "known"
    assert {each.stem for each in folder.glob("of_*.py")} == set(KNOWN.values())


def test_malformed_variables_are_refused() -> None:
    """As the look's own are."""
    with pytest.raises(ValueError, match="expected one of discover, tell, end"):
        parsers.install({PARSERS: "dance:/x"})


class Level(argparse.Action):
    """Turns its choices into something else."""

    def __call__(self, _: Any, space: Any, word: Any, __: str | None = None) -> None:
        """Set a number."""
        setattr(space, self.dest, {"low": 1, "high": 2}[word])


def test_an_action_of_the_programs_own_reads_its_choices() -> None:
    """What arrives is its affair, as with a function that is given as the type."""
    parser = argparse.ArgumentParser()
    told = [
        of_argparse._option(parser, action, ())["type"]
        for action in (
            parser.add_argument(
                "--level", type=str, action=Level, choices=["low", "high"]
            ),
            parser.add_argument("--size", type=str, choices=["low", "high"]),
            parser.add_argument("--name", type=str, action=Level),
        )
    ]
    assert told == [f"{__name__}.Level", "builtins.str", "builtins.str"]
