"""``typed`` keeps apart what is equal but not the same, and never raises."""

import functools
import json
from collections import OrderedDict
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st
from omegaconf import OmegaConf

import shared_model
from shared_model.typed import typed


class Moody:
    """An object that raises in whichever way it is looked at."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __repr__(self) -> NoReturn:
        raise self.error

    __str__ = __hash__ = __len__ = __iter__ = __repr__


class Mute(Exception):  # noqa: N818  a name for what it does
    """An error that cannot even be printed."""

    def __str__(self) -> NoReturn:
        raise self


class Own:
    """A part that a user adds beside ours."""

    def __init__(self, *, width: int) -> None:
        self.width = width


class Broken(Own):
    """A part that does not store its argument."""

    def __init__(self, *, width: int) -> None:
        del width


def test_our_parts_and_others_are_read_alike() -> None:
    """A part is recognised by its constructor, not by a list."""
    assert typed(Own(width=3)) == {
        "t": f"{__name__}.Own",
        "args": {"width": {"t": "int", "v": 3}},
    }
    assert typed(shared_model.CosineAnnealing(t_max=1, eta_min=0))["t"] == (
        "shared_model.CosineAnnealing"
    )


def test_a_part_without_its_argument_is_recorded_as_unreadable() -> None:
    """What cannot be read is an observation."""
    assert typed(Broken(width=3)) == {
        "t": f"{__name__}.Broken",
        "unreadable": "AttributeError: 'Broken' object has no attribute 'width'",
    }


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([1], {"t": "list", "v": [{"t": "int", "v": 1}]}),
        ((1,), {"t": "tuple", "v": [{"t": "int", "v": 1}]}),
        ({2, 1}, {"t": "set", "v": [{"t": "int", "v": 1}, {"t": "int", "v": 2}]}),
        (b"1", {"t": "bytes", "v": "b'1'"}),
        (Path("a/b"), {"t": "pathlib.PosixPath", "v": "a/b"}),
        (shared_model.Precision.BF16, {"t": "shared_model.Precision", "v": "BF16"}),
        (OrderedDict(), {"t": "collections.OrderedDict", "v": []}),
        (
            functools.partial(Own, width=1),
            {
                "t": "functools.partial",
                "func": f"{__name__}.Own",
                "v": [
                    {"t": "tuple", "v": []},
                    {"t": "dict", "v": [[typed("width"), typed(1)]]},
                ],
            },
        ),
        (
            OmegaConf.create([1]),
            {"t": "omegaconf.listconfig.ListConfig", "v": [{"t": "int", "v": 1}]},
        ),
    ],
)
def test_the_table(value: object, expected: dict[str, Any]) -> None:
    """Each kind of value has the form that the module's table promises."""
    assert typed(value) == expected


def test_a_missing_value_is_an_observation() -> None:
    """OmegaConf raises on reading ``???``; the record says so and goes on."""
    seen = typed(OmegaConf.create({"lr": "???"}))
    assert seen["unreadable"].startswith("omegaconf.errors.MissingMandatoryValue: ")


def test_a_value_that_contains_itself_ends() -> None:
    """A cycle is named, while a value that merely appears twice is written twice."""
    loop: list[object] = []
    loop.append(loop)
    assert typed(loop)["v"] == [{"t": "list", "unreadable": "contains itself"}]
    twin = [1]
    assert typed([twin, twin])["v"] == [typed(twin), typed(twin)]


PLAIN = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=()))  # surrogates too
    | st.binary()
)
ERRORS = st.sampled_from([ValueError("no"), Mute(), RecursionError("deep"), OSError(2)])
ODD: st.SearchStrategy[Any] = (
    st.builds(Moody, ERRORS)
    | st.builds(functools.partial, st.sampled_from([print, Own, len]))
    | st.just(Broken(width=0))
    | st.sampled_from([type, Own, ..., NotImplemented, typed, lambda: 0, object()])
)


def containers(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return values that hold other values."""
    return (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(PLAIN, inner)
        | st.builds(Own, width=inner)
        | st.builds(lambda each: functools.partial(print, each, sep=each), inner)
    )


@given(st.recursive(PLAIN | ODD, containers, max_leaves=10))
def test_nothing_raises_and_all_is_json(value: object) -> None:
    """Any value, however odd, becomes ASCII JSON that names its type."""
    seen = json.loads(json.dumps(typed(value)))
    assert seen["t"]


@given(
    st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(PLAIN, inner))
)
def test_equal_records_mean_equal_values(value: object) -> None:
    """A value and its copy have one record; with another type it has another."""
    assert typed(value) == typed(value)
    assert typed([value]) != typed((value,))
