"""Typed values for people: printed in one line, and compared though they were cut."""

import functools
from pathlib import PosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


# -- any two values, beside what Python says of them ----------------------------------------------

#: Few, so that two of them are often alike.
LEAVES = st.sampled_from(
    [None, False, True, 0, 1, 2, 0.0, 1.0, float("nan"), "", "1", "a", PosixPath("a")]
)


def containers(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return lists, tuples and mappings of something."""
    lists = st.lists(inner, max_size=2)
    return lists | lists.map(tuple) | st.dictionaries(st.text("ab", max_size=1), inner)


FEW = st.recursive(LEAVES, containers, max_leaves=3)


def alike(one: object, other: object, *, strictly: bool) -> bool:
    """Whether two values are the same, as Python sees it; strictly: their types, too."""
    if {type(one), type(other)} == {str, PosixPath}:
        return not strictly and str(one) == str(other)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            alike(one[key], other[key], strictly=strictly) for key in one
        )
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return (
            len(one) == len(other)
            and (not strictly or type(one) is type(other))
            and all(
                alike(*pair, strictly=strictly)
                for pair in zip(one, other, strict=False)
            )
        )
    if type(one) is type(other):
        return repr(one) == repr(other)
    if not strictly and one in ([], (), {}) and other in ([], (), {}):
        return True  # what holds nothing does not show what it would hold
    numbers = isinstance(one, int | float) and isinstance(other, int | float)
    return not strictly and numbers and one == other


@given(FEW, FEW)
def test_values_are_equal_as_python_has_it(one: object, other: object) -> None:
    """In value and type, and in value alone; whatever holds them."""
    left, right = typed(one), typed(other)
    for a, b in ((left, right), (right, left)):
        assert equal(a, b) == alike(one, other, strictly=True)
        assert same_value(a, b) == alike(one, other, strictly=False)
        part, twin = ({"t": "X", "args": {"a": typed(1), "b": c}} for c in (a, b))
        assert equal(part, twin) == equal(a, b)
        assert same_value(part, twin) == same_value(a, b)


@given(FEW)
def test_a_value_is_shown_as_it_would_be_typed(value: object) -> None:
    """Python reads it as the same."""
    names = {"Path": PosixPath, "float": float}
    read = eval(show(typed(value)), names)  # noqa: S307  what show wrote
    assert alike(read, value, strictly=True)
    assert type(read) is type(value)


CUT = typed(LONG)


@given(FEW, FEW)
def test_a_hash_tells_apart_what_was_cut(one: object, other: object) -> None:
    """Beside a value that was cut, all others are compared by their hashes, to the same end."""
    left, right = ({"t": "list", "v": [CUT, typed(each)]} for each in (one, other))
    assert equal(left, right) == alike(one, other, strictly=True)
    for a, b in ((left, left), (left, right)):
        for more in ("args", "func"):
            held = ({"a": CUT, "b": each} if more == "args" else "f" for each in (a, b))
            parts = [
                {
                    "t": "X",
                    more: inner,
                    **({"v": [each, CUT]} if more == "func" else {}),
                }
                for inner, each in zip(held, (a, b), strict=True)
            ]
            assert equal(*parts) == equal(a, b)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"t": "X", "unreadable": "a"}, {"t": "X", "unreadable": "b"}),
        ({"t": "X", "args": {}}, {"t": "X", "v": None}),
        ({"t": "X", "args": {}}, {"t": "Y", "args": {}}),
        ({"t": "X", "args": {"a": typed(1)}}, {"t": "X", "args": {"b": typed(1)}}),
        (typed(functools.partial(print)), typed(functools.partial(repr))),
        (typed(functools.partial(print)), typed(print)),
        ({"t": "E", "v": "1"}, typed(1)),
        ({"t": "E", "v": "1"}, typed("1")),
        ({"t": "list", "v": [[typed(1), typed(2)]]}, typed([1])),
    ],
)
def test_what_is_never_the_same_value(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    """Whichever comes first, and in a list."""
    unread = {"t": "X", "unreadable": "a"}
    assert not same_value(unread, unread)
    for a, b in ((one, other), (other, one)):
        assert not same_value(a, b)
        assert not same_value({"t": "list", "v": [a]}, {"t": "list", "v": [b]})


def test_what_has_no_form_of_its_own_is_shown_by_its_type() -> None:
    """With what it holds: nothing, a text, items or entries; unreadable: why."""
    assert show({"t": "a.B", "unreadable": "no"}) == "<a.B: no>"
    assert show({"t": "a.B", "v": None}) == "a.B(None)"
    assert show({"t": "a.B", "v": [typed(1), typed("x")]}) == "a.B([1, 'x'])"
    assert show({"t": "a.B", "v": [[typed(1), typed(2)]]}) == "a.B({1: 2})"
    assert show({"t": "set", "v": []}) == "set([])"
    assert show({"t": "set", "v": [typed(1)]}) == "{1}"
    assert show({"t": "a.B", "v": "two words"}, home="a.") == "B('two words')"
    assert (
        show({"t": "argparse.Namespace", "args": {"a": typed(1)}}) == "Namespace(a=1)"
    )


def test_what_a_partial_is_given_may_be_cut() -> None:
    """That is told among its arguments."""
    value = typed(functools.partial(print, 1))
    value["v"][0]["cut"] = {"length": 9000, "sha256": "12ab" * 16}
    told = "functools.partial(builtins.print, 1, … (9,000 items, sha256 12ab12ab))"
    assert show(value) == told


def test_what_was_cut_equals_the_same_that_was_not() -> None:
    """By the hash that the look made: here it is made again, of all kinds of containers."""
    numbers = range(9_000)
    items = [typed(number) for number in numbers]
    pairs = [[each, typed(None)] for each in items]
    for cut, whole in (
        (typed([*numbers]), {"t": "list", "v": items}),
        (typed((*numbers,)), {"t": "tuple", "v": items}),
        (typed({*numbers}), {"t": "set", "v": items}),
        (typed(dict.fromkeys(numbers)), {"t": "dict", "v": pairs}),
    ):
        assert "cut" in cut
        assert equal(cut, whole)
        assert equal(whole, cut)
        assert not equal(cut, {**whole, "v": whole["v"][:-1]})
        assert not equal(cut, {**whole, "t": "own.Kind"})


def test_a_part_that_was_cut_is_not_alike_one_that_was_not() -> None:
    """Whichever was: nobody knows what is beyond."""
    part = {"t": "X", "args": {"a": typed(1)}}
    cut = {**part, "cut": {"length": 9, "sha256": "0" * 64}}
    assert not same_value(part, cut)
    assert not same_value(cut, part)
    assert same_value(cut, cut)
