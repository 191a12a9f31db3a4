"""What arrived, by dotted name."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from configbench.audit.target.leaves import (
    is_opaque,
    leaves,
    mappings,
    passed_over,
    plain,
)
from configbench.inside.typed import described
from configbench.values import Typed

INT: Typed = {"t": "int", "v": 1}
NAMES = st.sampled_from(["a", "b", "lr"])


def record(**fields: Typed) -> Typed:
    """Return an object of these fields."""
    return {"t": "argparse.Namespace", "args": fields}


def pairs(**fields: Typed) -> Typed:
    """Return a dictionary of these items."""
    return {
        "t": "dict",
        "v": [[{"t": "str", "v": key}, each] for key, each in fields.items()],
    }


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({"args": record(lr=INT, n=INT)}, ["lr", "n"]),
        ({"cfg": record(a=record(b=INT), c=pairs(d=INT))}, ["a.b", "c.d"]),
        (
            {"both": {"t": "tuple", "v": [record(a=INT, b=INT), record(b=INT)]}},
            ["a", "0.b", "1.b"],
        ),
        ({"args": record(lr=INT), "seed": INT}, ["lr", "seed"]),
        ({"args": record(lr=INT), "lr": INT}, ["args.lr", "lr"]),
        (
            {"args": record(empty=record(), items={"t": "list", "v": [record(a=INT)]})},
            ["empty", "items"],
        ),
        ({"returned": INT}, ["returned"]),
    ],
)
def test_leaves_go_by_the_names_that_people_type(
    values: dict[str, Typed], names: list[str]
) -> None:
    """Without the name of the variable, wherever their own are unique."""
    assert list(leaves(values)) == names


def test_a_dictionary_that_is_typed_as_one_stays_whole() -> None:
    """It is told by name; its items have no words of their own."""
    values = {"args": record(weights=pairs(right=INT))}
    assert mappings(values) == {"weights"}
    assert list(leaves(values, {"weights"})) == ["weights"]


def test_what_is_no_setting_at_a_line_is_left_out() -> None:
    """Functions, classes, modules, parsers, private names."""
    import argparse  # noqa: PLC0415  as a value

    values: dict[str, Any] = {
        "lr": 1,
        "_private": 1,
        "parser": argparse.ArgumentParser(),
        "args": argparse.Namespace(a=1),
        "module": argparse,
        "kind": int,
        "function": described,
    }
    there = described(values)
    assert list(plain(there)) == ["lr", "args"]
    assert list(plain(there, ["args"])) == ["args"]
    assert passed_over(there, plain(there)) == ("_private",)
    assert passed_over(there, plain(there, ["args"])) == ("lr", "_private")


def test_what_may_change_unseen_is_opaque() -> None:
    """An object without state, what cannot be read, wherever they stand; plain values are not."""
    partial: Typed = {"t": "functools.partial", "func": "m.f", "v": []}
    unseen: list[Typed] = [
        {"t": "p.Db", "unreadable": "no"},
        {"t": "list", "v": [INT], "cut": {"length": 2000, "unhashed": "late"}},
        {**partial, "of": {"t": "p.F", "v": "<p.F object>"}},
        *described({"a": object(), "b": {"c": [object()]}}).values(),
    ]
    assert all(map(is_opaque, unseen))
    seen: Typed = {"t": "str", "v": "a" * 9, "cut": {"length": 2000, "sha256": "ab"}}
    plain_ = described({"a": "<b>", "b": {"c": (1.5, None)}, "d": b"x"})
    assert not any(map(is_opaque, [partial, seen, *plain_.values()]))


TYPED = st.recursive(
    st.just(INT),
    lambda inner: st.one_of(
        st.dictionaries(NAMES, inner, max_size=3).map(lambda fields: record(**fields)),
        st.dictionaries(NAMES, inner, max_size=3).map(lambda fields: pairs(**fields)),
        st.lists(inner, max_size=2).map(lambda items: {"t": "list", "v": items}),
    ),
    max_leaves=8,
)


def below(value: Typed) -> Iterator[Typed]:
    """Yield what a value holds by name, however deep."""
    yield value
    body = value.get("v")
    inner = list(value.get("args", {}).values())
    if isinstance(body, list):
        inner += [each[1] if isinstance(each, list) else each for each in body]
    for each in inner:
        yield from below(each)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(NAMES, TYPED, max_size=3))
def test_every_leaf_is_in_the_values(values: dict[str, Typed]) -> None:
    """A record that holds something is none; nothing is made up; each value has some."""
    everything = [each for value in values.values() for each in below(value)]
    found = leaves(values)
    for leaf in found.values():
        assert any(leaf is each for each in everything)
        assert not leaf.get("args")
    assert bool(found) == bool(values)
