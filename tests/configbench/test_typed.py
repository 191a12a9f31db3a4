"""``typed`` keeps apart what is equal but not the same, and never raises."""

import copy
import functools
import json
import sys
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path, PosixPath, PureWindowsPath
from types import ModuleType
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shared_model
from configbench.inside import arrays, kinds, libraries, readings, standard
from configbench.inside.names import type_name
from configbench.inside.typed import typed
from configbench.values import equal


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


def test_a_part_without_its_argument_has_none() -> None:
    """What is not stored is not there."""
    assert typed(Broken(width=3)) == {"t": f"{__name__}.Broken", "args": {}}


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
    ],
)
def test_the_table(value: object, expected: dict[str, Any]) -> None:
    """Each kind of value has the form that the module's table promises."""
    assert typed(value) == expected


@pytest.mark.parametrize(
    ("cls", "name"),
    [
        (int, "int"),
        (type(None), "NoneType"),
        (Decimal, "decimal.Decimal"),
        (datetime, "datetime.datetime"),
        (Fraction, "fractions.Fraction"),
        (OrderedDict, "collections.OrderedDict"),
        # Python 3.13 defines these in pathlib._local, and any Python this in …futures._base.
        (PosixPath, "pathlib.PosixPath"),
        (PureWindowsPath, "pathlib.PureWindowsPath"),
        (Future, "concurrent.futures.Future"),
        (Own, f"{__name__}.Own"),
    ],
)
def test_a_type_goes_by_its_public_home(cls: type, name: str) -> None:
    """A type has one name on every Python, wherever that defines it."""
    assert type_name(cls) == name


@pytest.mark.parametrize(
    ("packages", "tables"),
    [
        (kinds.STANDARD, [standard.READERS]),
        (kinds.ARRAYS, [arrays.READERS, arrays.ASKERS]),
        (kinds.LIBRARIES, [libraries.READERS, libraries.ASKERS]),
    ],
)
def test_what_reads_a_type_is_imported_for_it(
    packages: set[str], tables: list[dict[tuple[str, str], Any]]
) -> None:
    """A type of a table is of a package for which the table is looked into."""
    modules = {module for table in tables for module, _ in table}
    assert {module.partition(".")[0] for module in modules} == packages


class Lazy(ModuleType):
    """A package that imports what it is asked for."""

    def __getattr__(self, name: str) -> NoReturn:
        raise AssertionError(name)


@pytest.mark.parametrize(
    ("module", "public", "home"),
    [
        ("toy._inner", True, "toy"),
        ("toy._inner._more.most", True, "toy"),
        ("toy._inner", False, "toy._inner"),  # not reachable above
        ("toy.inner", True, "toy.inner"),  # not private
        ("_toy._inner", True, "_toy._inner"),  # nothing public above
        ("lost._inner", True, "lost._inner"),  # nothing at all above
        ("_toy", True, "_toy"),
    ],
)
def test_only_the_same_class_in_the_package_above_is_a_public_home(
    module: str, public: bool, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A private module is named where nothing public has the very class; no package is asked."""

    class Outer:
        class Inner:
            pass

    for name in ("toy", "_toy"):
        package = Lazy(name)
        if public:
            vars(package)["Outer"] = Outer
        monkeypatch.setitem(sys.modules, name, package)
    for cls, own in ((Outer, "Outer"), (Outer.Inner, "Outer.Inner")):
        cls.__module__, cls.__qualname__ = module, own
        assert type_name(cls) == f"{home}.{own}"
        partial = typed(functools.partial(cls))
        assert partial["func"] == f"{home}.{own}"
    if public:
        # A namesake is another class.
        vars(sys.modules["toy"])["Outer"] = Own
        assert type_name(Outer) == f"{module}.Outer"


class Secretive(type):
    """A metaclass that tells nothing."""

    def __getattribute__(cls, name: str) -> NoReturn:
        raise AttributeError(name)


class Hidden(metaclass=Secretive):
    """A class that does not say where it is from."""


def test_a_class_that_tells_nothing_has_its_name() -> None:
    """A type is named without its metaclass."""
    assert type_name(Hidden) == f"{__name__}.Hidden"


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


NESTED = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(PLAIN, inner)
        | st.frozensets(PLAIN)
        | st.builds(Own, width=inner)
        | st.builds(functools.partial, st.just(print), inner, sep=inner)
    ),
    max_leaves=30,
)


@given(NESTED)
def test_equal_records_mean_equal_values(value: object) -> None:
    """A value and its copy have one record; with another type it has another."""
    assert typed(value) == typed(copy.deepcopy(value))
    assert typed([value]) != typed((value,))


@contextmanager
def narrow(**limits: int) -> Iterator[None]:
    """Have values cut that are short."""
    with pytest.MonkeyPatch.context() as patch:
        for name, limit in limits.items():
            patch.setattr(readings, name, limit)
        yield


LIMITS = st.fixed_dictionaries(
    {
        "TEXT": st.integers(2, 20),
        "BEGINNING": st.just(2),
        "BITS": st.integers(8, 70),
        "ITEMS": st.integers(1, 4),
        "FIRST": st.just(1),
        "DEPTH": st.integers(0, 4),
        "SIZE": st.integers(0, 500),
    }
)


@given(NESTED, NESTED, LIMITS)
def test_values_that_were_cut_are_still_told_apart(
    one: object, other: object, limits: dict[str, int]
) -> None:
    """Cut anywhere, equal values have equal records, others have others."""
    alike = typed(one) == typed(other)
    with narrow(**limits):
        assert typed(one) == typed(copy.deepcopy(one))
        assert (typed(one) == typed(other)) is alike
        assert typed([one]) != typed((one,))


@given(NESTED, LIMITS)
def test_a_cut_value_equals_the_whole_one(
    value: object, limits: dict[str, int]
) -> None:
    """Two records that end at different places are compared by what was hashed."""
    whole = typed([value])
    for size in (0, limits["SIZE"]):
        with narrow(SIZE=size, DEPTH=limits["DEPTH"]):
            cut = typed([value])
        assert equal(cut, whole)
        assert equal(whole, cut)
        assert equal(cut, typed((value,))) is False


@given(st.sets(PLAIN.filter(lambda each: each == each)))  # noqa: PLR0124  not nan
def test_the_order_of_a_large_set_does_not_count(items: set[Any]) -> None:
    """A set that was filled backwards is the same one."""
    backwards = {*reversed([*items])}
    with narrow(ITEMS=1, SIZE=50):
        assert typed(items) == typed(backwards)
