"""Typed values for people: printed in one line, and compared though they were cut."""

import functools
from typing import Any

import pytest

from configbench.inside.typed import typed
from configbench.values import equal, same_value, show

LONG = "y" * 3_000_000


class Own:
    """An object with one setting."""

    def __init__(self, lr: object) -> None:
        self.lr = lr


class Callable(Own):
    """One that can be called."""

    def __call__(self, number: int) -> int:
        """Return what it got."""
        return number


@pytest.mark.parametrize(
    ("value", "beginning", "end"),
    [
        (LONG, "'yyyy", "yy'… (3,000,000 characters, sha256 "),
        (b"y" * 100_000, "bytes(\"b'yy", "… (100,000 bytes, sha256 "),
        (10**5000, "0x", "… (16,610 bits, sha256 "),
        (list(range(9_000)), "[0, 1, 2, ", "98, 99]… (9,000 items, sha256 "),
        (tuple(range(9_000)), "(0, 1, 2, ", "98, 99)… (9,000 items, sha256 "),
        (dict.fromkeys(range(9_000)), "{0: None", "99: None}… (9,000 items, sha256 "),
        (set(range(9_000)), "set([])… (9,000 items", ", sha256 "),
    ],
    ids=["str", "bytes", "int", "list", "tuple", "dict", "set"],
)
def test_a_cut_value_is_shown_in_one_line(
    value: object, beginning: str, end: str
) -> None:
    """Its beginning, how long it is, and enough of the hash to tell two apart."""
    text = show(typed(value))
    assert text.startswith(beginning)
    assert end in text
    assert "\n" not in text
    assert len(text) < 10_000


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Own(1), f"{__name__}.Own(lr=1)"),
        (
            functools.partial(print, 1, sep="x"),
            "functools.partial(builtins.print, 1, sep='x')",
        ),
        (
            functools.partial(Callable(1), 2),
            f"functools.partial({__name__}.Callable(lr=1), 2)",
        ),
    ],
)
def test_objects_are_shown_by_what_they_store(value: object, text: str) -> None:
    """As calls that would make them."""
    assert show(typed(value)) == text


def test_parts_go_by_their_own_names_at_home() -> None:
    """Only where it is told which home."""
    member = {"t": "toy.Kind", "v": "ONE"}
    assert show(member) == "toy.Kind('ONE')"
    assert show(member, home="toy.") == "Kind.ONE"
    assert show({"t": "toy.Part", "args": {"kind": member}}, home="toy.") == (
        "Part(kind=Kind.ONE)"
    )


def test_cut_values_are_equal_by_their_hash() -> None:
    """A change behind the beginning counts; the order of a mapping does not."""
    numbers = list(range(9_000))
    assert equal(typed(LONG), typed(LONG))
    assert not equal(typed(LONG), typed(f"{LONG}z"))
    assert not equal(typed(numbers), typed([*numbers[:-1], 8_999.0]))
    mapping = dict.fromkeys(numbers)
    assert equal(typed(mapping), typed(dict.fromkeys(reversed(numbers))))
    assert not equal(typed(mapping), typed(mapping | {8_999: 1}))
    assert equal(typed([mapping, {1: 1, 2: 2}]), typed([mapping, {2: 2, 1: 1}]))


def test_what_was_not_hashed_equals_nothing() -> None:
    """Not even itself: nobody knows."""
    value: dict[str, Any] = {
        "t": "list",
        "v": [],
        "cut": {"length": 9, "unhashed": "late"},
    }
    assert not equal(value, value)
    assert not equal({"t": "tuple", "v": [value]}, {"t": "tuple", "v": [value]})
    assert not same_value(value, value)
    assert show(value) == "[]… (9 items, not hashed)"


def test_same_value_of_cut_ones() -> None:
    """Text and a path of the same characters; else types count, for they are in the hash."""
    path = {**typed(LONG), "t": "pathlib.PosixPath"}
    assert same_value(typed(LONG), path)
    assert not same_value(typed(f"{LONG}z"), path)
    assert not same_value(typed(10**5000), typed(10**5001))
    assert same_value(typed(10**5000), typed(10**5000))
    assert not same_value(typed(10**5000), typed(1.0))
    assert not same_value(typed(Own(1)), typed(Own([2])))
    assert same_value(typed(Own(1)), typed(Own(1.0)))
