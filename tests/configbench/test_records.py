"""A record, a stamp or a mark is checked key by key, and all that the look writes passes."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configbench import records
from configbench.foreign import ForeignError
from configbench.inside.typed import typed
from tests.configbench.test_typed import ODD, PLAIN, containers

SHA = "0" * 64


def nested(levels: int) -> dict[str, Any]:
    """Return so many lists in each other."""
    value: dict[str, Any] = {"t": "int", "v": 1}
    for _ in range(levels - 1):
        value = {"t": "list", "v": [value]}
    return value


def partial_of(*pairs: object, **more: object) -> dict[str, Any]:
    """Return a partial function without positional arguments, and with these named ones."""
    arguments = [{"t": "tuple", "v": []}, {"t": "dict", "v": [*pairs]}]
    return {"t": "functools.partial", "func": "f", "v": arguments, **more}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (5, "w: is 5; expected a typed value"),
        ([], "w: is a list; expected a typed value"),
        ({}, 'w: "t" is missing; expected the name of a type'),
        ({"t": 5, "v": 1}, 'w: "t" is 5; expected the name of a type'),
        ({"t": "int"}, 'w: has nothing beside "t"; expected "v", "args" or "unread'),
        ({"t": "int", "v": 1, "x": 2}, 'w: has "v", "x" beside "t"'),
        ({"t": "int", "v": 1, "args": {}}, 'w: has "args", "v" beside "t"'),
        ({"t": "int", "v": "1"}, 'w: "v" of "int" is "1"; expected an integer'),
        ({"t": "int", "v": True}, 'w: "v" of "int" is true; expected an integer'),
        ({"t": "int", "v": 1.0}, 'w: "v" of "int" is 1.0; expected an integer'),
        ({"t": "bool", "v": 1}, "expected true or false"),
        ({"t": "str", "v": None}, 'w: "v" of "str" is null; expected a text'),
        ({"t": "float", "v": "ten"}, 'is "ten"; expected the text of a float'),
        ({"t": "float", "v": "1"}, "expected the text of a float"),
        ({"t": "float", "v": 1.5}, "expected the text of a float"),
        ({"t": "NoneType", "v": 0}, "expected null"),
        ({"t": "list", "v": {}}, "is an object; expected a list of typed values"),
        ({"t": "list", "v": [1]}, "is a list; expected a list of typed values"),
        ({"t": "dict", "v": [typed(1)]}, "expected a list of pairs"),
        ({"t": "dict", "v": [[typed(1)]]}, r"\[0\] of \"v\" has 1 items"),
        (
            {"t": "own.Map", "v": [[typed(1)] * 2, typed(1)]},
            "a list of typed values or",
        ),
        ({"t": "own.Odd", "v": {}}, "is an object; expected null, an integer"),
        ({"t": "X", "args": []}, 'w: "args" is a list; expected an object'),
        ({"t": "X", "args": {"a": 1}}, r"w\.a: is 1; expected a typed value"),
        ({"t": "X", "unreadable": 1}, 'w: "unreadable" is 1; expected a text'),
        ({"t": "functools.partial", "func": "f", "v": []}, "is no pair"),
        ({"t": "f", "func": "f", "v": [{}, {}]}, "the positional arguments are no"),
        (partial_of([typed(1)] * 3), "w: the named arguments are no list of pairs of"),
        (partial_of([{}, typed(1)]), "w: the named arguments are no list of pairs of"),
        (partial_of([typed(1), typed(1)]), "w: the named arguments are no list of"),
        (partial_of(of={"t": 5}), r'w\.of: "t" is 5'),
        (
            {"t": "dict", "v": [[{}, typed(1)], [typed(1)] * 2]},
            r'w\[0\] key: "t" is miss',
        ),
        ({"t": "pathlib.PosixPath", "v": 1}, "is 1; expected a text"),
        ({"t": "f", "func": 1, "v": [{}, {}]}, 'w: "func" is 1; expected a text'),
        ({"t": "str", "v": "a", "cut": 5}, '"cut": is 5; expected a JSON object'),
        (
            {"t": "str", "v": "a", "cut": {"length": -1, "sha256": SHA}},
            '"length" is -1',
        ),
        (
            {"t": "str", "v": "a", "cut": {"length": 1, "sha256": "x"}},
            '"sha256" is "x"',
        ),
        ({"t": "str", "v": "a", "cut": {"length": 1}}, '"sha256" is missing'),
        ({"t": "f", "func": "f", "v": [{}, {}], "of": 1}, "the positional"),
        (nested(101), "is nested more than 100 deep"),
    ],
)
def test_the_sentence_names_place_key_and_form(value: object, told: str) -> None:
    """One mistake each."""
    with pytest.raises(ForeignError, match=told):
        records.typed(value, "w")


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        (["bool"], "true or false"),
        (["str", "pathlib.PosixPath"], "a text"),
        (["int"], "an integer"),
        (["float"], "the text of a float"),
        (["NoneType"], "null"),
        (["list", "tuple", "set", "frozenset"], "a list of typed values"),
        (["dict"], "a list of pairs"),
        (
            ["own.Kind"],
            "null, an integer, a text, a list of typed values or a list of pairs",
        ),
    ],
)
def test_what_a_value_of_a_type_must_be_is_said_in_full(
    kinds: list[str], words: str
) -> None:
    """An object and a list of numbers are no value of any type."""
    for kind in kinds:
        for wrong, shown in (({}, "an object"), ([1], "a list")):
            with pytest.raises(ForeignError) as refused:
                records.typed({"t": kind, "v": wrong}, "w")
            said = f'w: "v" of "{kind}" is {shown}; expected {words}'
            assert str(refused.value) == said


def test_the_path_within_a_value_is_named() -> None:
    """Arguments by name, items by number, keys as such."""
    bad = {"t": 5}
    part = {"t": "X", "args": {"lr": {"t": "list", "v": [typed(1), bad]}}}
    with pytest.raises(ForeignError, match=r'^r, line 2, opt\.lr\[1\]: "t" is 5'):
        records.hit({"pid": 1, "values": {"opt": part}}, "r, line 2")
    pairs = {"t": "dict", "v": [[bad, typed(1)]]}
    with pytest.raises(ForeignError, match=r'^r, line 2, m\[0\] key: "t" is 5'):
        records.hit({"pid": 1, "values": {"m": pairs}}, "r, line 2")
    long = {"t": "X", "args": {"n" * 10**6: bad}}
    with pytest.raises(ForeignError) as refused:
        records.hit({"pid": 1, "values": {"m" * 10**6: long}}, "r, line 2")
    assert len(str(refused.value)) < 400
    assert "…, m" not in str(refused.value)
    assert 'n…: "t" is 5' in str(refused.value)


def test_what_was_cut_passes() -> None:
    """With the hash of the whole, or the reason why there is none; an int is digits then."""
    cut = {"length": 10**6, "sha256": SHA}
    late = {"length": 10**6, "unhashed": "took longer than 2 s"}
    empty = {"t": "tuple", "v": []}
    for value in (
        {"t": "str", "v": "aaa", "cut": cut},
        {"t": "int", "v": "12ab", "cut": cut},
        {"t": "list", "v": [typed(1)], "cut": late},
        {"t": "own.Part", "args": {"a": typed(1)}, "cut": cut},
        {"t": "p", "func": "", "v": [empty, {"t": "dict", "v": []}], "of": typed(len)},
    ):
        assert records.typed(value, "w") is value


def test_the_outer_form_of_a_record_is_read() -> None:
    """The values beside the process; a variable may be called like that."""
    values = {"pid": typed(3), "values": typed([1])}
    assert records.hit({"pid": 3, "values": values}, "r") == records.Hit(3, values)
    for wrong, told in (
        (values, '"pid" is an object'),
        ({"pid": 3}, '"values" is missing'),
        ({"pid": True, "values": {}}, '"pid" is true; expected the number of a proc'),
        ({"pid": 0, "values": {}}, '"pid" is 0'),
        ({"pid": 3, "values": []}, '"values" is a list'),
        ({"pid": 3, "values": {}, "more": 1}, 'has the key "more"'),
    ):
        with pytest.raises(ForeignError, match=told):
            records.hit(wrong, "r")
    assert records.note({"pid": 3, "note": "so"}, "r") == "so"
    with pytest.raises(ForeignError, match='"note" is 3; expected a text'):
        records.note({"pid": 3, "note": 3}, "r")


def test_the_outer_form_of_a_stamp_is_read() -> None:
    """The clocks, and what is imported."""
    clocks = {"monotonic": 2, "cpu": 0.5}
    stamp = records.stamp({**clocks, "modules": ["torch", "os"]}, "s")
    assert stamp == records.Stamp(2.0, 0.5, frozenset({"torch", "os"}))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"monotonic": "100.1"}, '"monotonic" is "100.1"; expected a finite number'),
        ({"monotonic": float("nan")}, '"monotonic" is nan; expected a finite number'),
        ({"monotonic": True}, '"monotonic" is true'),
        ({"cpu": ["0.09"]}, '"cpu" is a list; expected a finite number'),
        ({"cpu": 10**400}, '"cpu" is 1000'),
        ({"modules": [1]}, '"modules" is a list; expected a list of texts'),
        ({"more": 1}, 'has the key "more"'),
    ],
)
def test_a_stamp_that_is_none_is_told(changed: dict[str, Any], told: str) -> None:
    """The sentence names the key and the form."""
    content = {"monotonic": 100.1, "cpu": 0.09, "modules": []} | changed
    with pytest.raises(ForeignError, match=f"^clock, line 1: {told}"):
        records.stamp(content, "clock, line 1")


def test_marks_are_pairs_of_clocks() -> None:
    """By the names that are asked for, and no other."""
    assert records.marks({"a": [1, 2.5]}, "m", ["a"]) == {"a": (1.0, 2.5)}
    for wrong in ({}, {"a": [1]}, {"a": [1, "2"]}, {"a": "now"}, {"a": [1, 2], "b": 1}):
        with pytest.raises(ForeignError, match=r'"a" |"b"'):
            records.marks(wrong, "m", ["a"])


def test_names_and_messages_can_be_written_and_values_stay() -> None:
    """A lone surrogate in a value is that value; elsewhere it would spoil the results."""
    value = typed("\ud800")
    assert records.typed(copy.deepcopy(value), "w") == value
    odd = {"t": "\ud800", "unreadable": "\udcff"}
    assert records.typed(odd, "w") == {"t": "\\ud800", "unreadable": "\\udcff"}


VALUES = st.recursive(PLAIN | ODD, containers, max_leaves=10)


@given(VALUES)
def test_all_that_the_look_writes_passes(value: object) -> None:
    """Any value, as it arrives: through JSON."""
    seen = json.loads(json.dumps(typed(value)))
    assert records.typed(copy.deepcopy(seen), "w")["t"]


def changes(value: Any) -> list[tuple[Any, Any]]:
    """Return each place in a JSON value, as the container and the key."""
    found, left = [], [value]
    while left:
        current = left.pop()
        keys = current if isinstance(current, dict) else range(len(current))
        for key in list(keys):
            found.append((current, key))
            if isinstance(current[key], dict | list):
                left.append(current[key])
    return found


ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["t", "v", "args", "func", "cut", "x"]), inner
        )
    ),
    max_leaves=6,
)


@given(VALUES, ANYTHING, st.data())
def test_what_is_changed_is_named_or_passes(
    value: object, other: Any, data: st.DataObject
) -> None:
    """Nothing but an error of ours is raised, whatever stands in the place of a part."""
    seen = json.loads(json.dumps(typed(value)))
    container, key = data.draw(st.sampled_from(changes(seen)))
    if data.draw(st.booleans()):
        container.pop(key)
    else:
        container[key] = other
    try:
        records.typed(seen, "w")
    except ForeignError as error:
        assert str(error).startswith("w")  # noqa: PT017  where it is comes first


@given(ANYTHING)
def test_anything_is_named_or_passes(value: object) -> None:
    """As a record, a stamp, and marks."""
    for read in (
        lambda: records.typed(value, "w"),
        lambda: records.hit({"pid": 1, "values": value}, "w"),
        lambda: records.stamp(value if isinstance(value, dict) else {}, "w"),
        lambda: records.marks(value if isinstance(value, dict) else {}, "w", ["t"]),
    ):
        try:
            read()
        except ForeignError as error:
            assert str(error).startswith("w")  # noqa: PT017  likewise
