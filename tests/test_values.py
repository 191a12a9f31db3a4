"""Typed values as expressions: what is written is what is read."""

import functools
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.reference import build
from benchmarks.values import Typed, equal, parse, same_value, show
from configbench.inside.typed import typed
from shared_model import L1, Adam, Precision

scalars = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text()
)  # fmt: skip
plain = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text() | st.integers(), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(plain)
def test_show_and_parse_are_inverse(value: Any) -> None:
    """Any plain value, typed, shown and parsed, is the same typed value."""
    described = typed(value)
    assert parse(show(described)) == described


@given(plain)
def test_build_gives_the_value_back(value: Any) -> None:
    """The reference trainer builds exactly what a record describes."""
    assert typed(build(typed(value))) == typed(value)


def test_what_was_cut_is_not_built() -> None:
    """Its beginning is another value."""
    with pytest.raises(ValueError, match="was cut"):
        build(typed(["x" * 100_000]))


@pytest.mark.parametrize(
    "value",
    [
        Precision.BF16,
        Adam(lr=1e-3, weight_decay=0.0, betas=(0.9, 0.999)),
        L1(weights={}),
    ],
)
def test_parts_are_shown_and_parsed(value: object) -> None:
    """Parts and the enum are written as Python users write them."""
    assert parse(show(typed(value))) == typed(value)


def test_shown_as_python_users_write_it() -> None:
    """A part reads like the call that makes it."""
    part = Adam(lr=3e-4, weight_decay=0.0, betas=(0.9, 0.999))
    assert show(typed(part)) == "Adam(lr=0.0003, weight_decay=0.0, betas=(0.9, 0.999))"


@pytest.mark.parametrize(
    "text",
    ["", "lambda: 1", "open('x')", "__import__('os')", "1 +", "f(x)", "x", "[*a]"],
)
def test_anything_else_is_refused(text: str) -> None:
    """An expression is read, never run; what is no value is named in the error."""
    with pytest.raises(ValueError, match="is not a value"):
        parse(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1", "1.0", True),
        ("True", "1", True),
        ("[1, 2]", "(1, 2)", True),
        ("[1, 2]", "(2, 1)", False),
        ("[1, 2]", "[1]", False),
        ("'1'", "1", False),
        ("'x'", "Path('x')", True),
        ("'x'", "Path('y')", False),
        ("'FP32'", "Precision.FP32", False),
        ("None", "'None'", False),
        ("None", "0", False),
        ("{'a': 1}", "{'a': 1.0}", True),
        ("{'a': 1}", "{'b': 1}", False),
        ("{'a': 1, 'b': 2}", "{'b': 2.0, 'a': 1}", True),
        ("float('nan')", "float('nan')", True),
        ("L1(weights={'right': 1})", "L1(weights={'right': 1.0})", True),
        ("L1(weights={})", "BCEWithLogits(weights={})", False),
        ("L1(weights={})", "{}", False),
        ("[]", "{}", True),
    ],
)
def test_same_value_leaves_types_aside(one: str, other: str, same: bool) -> None:
    """Numbers, sequences, mappings and paths compare by value; strings never become numbers."""
    assert same_value(parse(one), parse(other)) is same
    assert same_value(parse(other), parse(one)) is same


@given(plain, plain)
def test_equal_records_imply_same_value(one: Any, other: Any) -> None:
    """``same_value`` is symmetric and never stricter than equality of records."""
    left, right = typed(one), typed(other)
    assert same_value(left, left)
    assert same_value(left, right) is same_value(right, left)


def test_an_unreadable_value_equals_nothing() -> None:
    """A value that could not be read passes for no other."""
    broken = {"t": "x", "unreadable": "no"}
    assert not same_value(broken, broken)
    assert show(broken) == "<x: no>"


def test_partials_of_other_functions_are_not_alike() -> None:
    """Equal arguments do not make two calls one, nor one that takes them in another type."""
    one, other = (typed(functools.partial(each, 1)) for each in (max, min))
    assert same_value(one, typed(functools.partial(max, 1)))
    assert not same_value(one, other)
    assert not same_value(one, typed(functools.partial(max, 1.0)))


def test_infinite_floats_survive() -> None:
    """Floats without a literal are written as calls."""
    assert show(typed(-math.inf)) == "float('-inf')"


@given(st.dictionaries(st.text(), st.integers(), min_size=2))
def test_the_order_of_a_mapping_does_not_count(mapping: dict[str, int]) -> None:
    """Dictionaries that Python calls equal are equal here, whatever their order; lists are not."""
    backwards = dict(reversed(mapping.items()))
    assert equal(typed(mapping), typed(backwards))
    assert equal(typed([*mapping]), typed([*backwards])) is ([*mapping] == [*backwards])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (" 1 ", {"t": "int", "v": 1}),
        ("-1", {"t": "int", "v": -1}),
        ("-1.50", {"t": "float", "v": "-1.5"}),
        ("float('nan')", {"t": "float", "v": "nan"}),
        ("float('1e999')", {"t": "float", "v": "inf"}),
        ("None", {"t": "NoneType", "v": None}),
        ("True", {"t": "bool", "v": True}),
        ("Path('a')", {"t": "pathlib.PosixPath", "v": "a"}),
        ("Precision.BF16", {"t": "shared_model.Precision", "v": "BF16"}),
        ("(1,)", {"t": "tuple", "v": [{"t": "int", "v": 1}]}),
        ("{2, 1}", {"t": "set", "v": [{"t": "int", "v": 1}, {"t": "int", "v": 2}]}),
        (
            "{'a': 1}",
            {"t": "dict", "v": [[{"t": "str", "v": "a"}, {"t": "int", "v": 1}]]},
        ),
        ("L1(a=1)", {"t": "shared_model.L1", "args": {"a": {"t": "int", "v": 1}}}),
    ],
)
def test_each_form_is_read(text: str, value: Typed) -> None:
    """As the look writes it."""
    assert parse(text) == value


@pytest.mark.parametrize(
    "text",
    ["float('x')", "float(1)", "l1()", "L1(1)", "L1(**{})", "{**{}}", "x", "1 +"],
)
def test_what_is_no_form_is_told(text: str) -> None:
    """In one sentence, which names the text."""
    with pytest.raises(ValueError, match="expected a Python literal") as refused:
        parse(text)
    assert str(refused.value).startswith(f"{text!r} is not a value: ")
