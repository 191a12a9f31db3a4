"""``typed`` and values that attack: nothing of the program's own runs, nothing fails."""

import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import Enum
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, NoReturn

import numpy as np
import pytest
import torch

from configbench.inside import readings
from configbench.inside.names import type_name
from configbench.inside.typed import described, typed

RAN: list[str] = []

NAMES = [
    *("__repr__", "__str__", "__iter__", "__eq__", "__len__", "__hash__", "__bool__"),
    *("__getattr__", "__getattribute__", "__getitem__", "__contains__", "__format__"),
    *("__fspath__", "__index__", "__int__", "__float__", "__dir__", "__reduce__"),
    *("__reduce_ex__", "__sizeof__", "__call__", "__next__", "__array__", "__ne__"),
    *("__instancecheck__", "__subclasscheck__", "__lt__", "__length_hint__", "keys"),
    *("items", "values", "get", "__get__", "__enter__", "__copy__", "__missing__"),
]


def trap(name: str) -> Callable[..., NoReturn]:
    """Return a method that tells that it ran, and ends the program."""

    def run(*_: object, **__: object) -> NoReturn:
        RAN.append(name)
        raise SystemExit(name)

    return run


#: Each method, and what Python reads by itself, is a trap.
TRAPS: dict[str, Any] = {
    **{name: trap(name) for name in NAMES},
    **{name: property(trap(name)) for name in ("__class__", "shape", "dtype", "name")},
}


class Meta(type):
    """A metaclass that is one too."""

    __getattribute__ = __call__ = __hash__ = __eq__ = trap("metaclass")
    __instancecheck__ = __subclasscheck__ = __repr__ = trap("metaclass")


def hostile(base: type, *args: Any, **more: Any) -> Any:
    """Return an instance of a hostile class below a base."""
    names = {**TRAPS, **more, "__module__": "hostile", "__qualname__": "Hostile"}
    cls: Any = type.__new__(Meta, "Hostile", (base,), names)
    new: Any = base.__new__
    return new(cls, *args)


def filled(value: Any, fill: Callable[..., object], *args: Any) -> Any:
    """Return a value after a base's own method has filled it."""
    fill(value, *args)
    return value


ITEM = {"t": "int", "v": 1}
CASES: dict[str, tuple[Any, dict[str, Any]]] = {
    "int": (hostile(int, 1), {"v": 1}),
    "str": (hostile(str, "a"), {"v": "a"}),
    "float": (hostile(float, 0.5), {"v": "0.5"}),
    "bytes": (hostile(bytes, b"a"), {"v": "b'a'"}),
    "list": (filled(hostile(list), list.append, 1), {"v": [ITEM]}),
    "tuple": (hostile(tuple, (1,)), {"v": [ITEM]}),
    "set": (filled(hostile(set), set.add, 1), {"v": [ITEM]}),
    "frozenset": (hostile(frozenset, (1,)), {"v": [ITEM]}),
    "dict": (filled(hostile(dict), dict.update, {1: 1}), {"v": [[ITEM, ITEM]]}),
    "object": (
        filled(hostile(object), object.__setattr__, "lr", 1),
        {"args": {"lr": ITEM}},
    ),
    "slots": (hostile(object, __slots__=("lr",)), {"args": {}}),
    "simple": (
        filled(hostile(SimpleNamespace), object.__setattr__, "lr", 1),
        {"args": {"lr": ITEM}},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_nothing_of_the_programs_own_runs(name: str) -> None:
    """Every dunder of class and metaclass is a trap, and none snaps; nested values neither."""
    RAN.clear()
    value, form = CASES[name]
    assert typed(value) == {"t": "hostile.Hostile", **form}
    assert typed([value, {"a": value}])["v"][0] == {"t": "hostile.Hostile", **form}
    if name not in {"list", "dict", "set"}:
        assert described({"x": value})["x"] == {"t": "hostile.Hostile", **form}
    assert RAN == []


def test_the_traps_snap() -> None:
    """They are no dummies."""
    RAN.clear()
    with pytest.raises(SystemExit):
        repr(CASES["list"][0])
    with pytest.raises(SystemExit):
        isinstance(CASES["object"][0], Mapping)
    assert RAN == ["__repr__", "__getattribute__"]


def test_a_property_is_not_read(tmp_path: Path) -> None:
    """A property that writes a file writes none; what is stored beside it is told."""
    file = tmp_path / "written"

    class Config:
        def __init__(self) -> None:
            self.lr = 0.1

        @property
        def derived(self) -> float:
            file.touch()
            return self.lr

    assert set(typed(Config())["args"]) == {"lr"}
    assert not file.exists()


def test_a_class_that_lies_about_itself() -> None:
    """``__class__`` and ``__module__`` are claims; a claimed library is not asked."""

    class DictConfig:
        __class__ = dict  # type: ignore[assignment]  # the lie
        __module__ = "omegaconf.dictconfig"
        __qualname__ = "DictConfig"
        items = trap("items")

    RAN.clear()
    assert typed(DictConfig()) == {"t": "omegaconf.dictconfig.DictConfig", "args": {}}
    assert RAN == []


def test_odd_dicts() -> None:
    """A ``__dict__`` hidden by a property, of another class, with odd keys."""

    class Hides:
        __dict__ = property(trap("__dict__"))
        __slots__ = ("lr",)

    class Entries(dict[Any, Any]):
        items = __iter__ = trap("items")

    class Odd:
        pass

    hides: Any = Hides()
    odd = Odd()
    hides.lr = 1
    odd.__dict__ = Entries({"lr": 1, 2: 3})
    RAN.clear()
    assert typed(hides)["args"] == {"lr": ITEM}
    assert typed(odd)["args"] == {"lr": ITEM, "<int>": {"t": "int", "v": 3}}
    assert RAN == []


class Foreign:
    """A path of nobody's."""

    def __fspath__(self) -> str:
        raise AssertionError


def test_a_foreign_path_is_an_object() -> None:
    """``__fspath__`` is the program's."""
    assert typed(Foreign()) == {"t": f"{__name__}.Foreign", "args": {}}


def test_a_zone_of_the_programs_own_is_not_asked() -> None:
    """The repr of a datetime would ask it."""

    class Zone(tzinfo):
        __repr__ = utcoffset = dst = tzname = trap("zone")

    RAN.clear()
    form = typed(datetime(2024, 1, 2, tzinfo=Zone()))
    assert form["args"]["year"] == {"t": "int", "v": 2024}
    assert form["args"]["tzinfo"]["t"].endswith("Zone")
    assert RAN == []


def test_arrays_and_tensors() -> None:
    """They tell type, shape and values, large ones by their hash; a change anywhere shows."""
    small = typed(np.array([[1, 2]], dtype=np.int8))
    assert small["t"] == "numpy.ndarray"
    assert small["args"]["dtype"]["v"] == "int8"
    assert small["args"]["shape"]["v"] == [ITEM, {"t": "int", "v": 2}]
    assert typed(np.float64(0.1)) == {"t": "numpy.float64", "v": "0.1"}
    assert typed(np.int64(1)) == {"t": "numpy.int64", "v": 1}
    assert typed(np.dtype("float32"))["v"] == "float32"
    large = np.zeros((100, 100), dtype=np.float32)
    for kind in (np.asarray, torch.from_numpy):
        one = typed(kind(large))
        other = large.copy()
        other[-1, -1] = -0.0
        cut = one["args"]["values"]["cut"]
        assert cut["length"] == 10_000
        assert typed(kind(other))["args"]["values"]["cut"]["sha256"] != cut["sha256"]
        assert typed(kind(large.copy())) == one
        assert typed(kind(large.T)) != typed(kind(other))
    tensor = typed(torch.tensor([0.5], dtype=torch.bfloat16, requires_grad=True))
    assert tensor["args"]["requires_grad"]["v"] is True
    assert tensor["args"]["values"]["v"] == [{"t": "float", "v": "0.5"}]
    assert typed(torch.empty(3, device="meta"))["args"]["values"]["v"] is None
    assert typed(torch.float16)["v"] == "torch.float16"
    assert typed(torch.nn.Linear(1, 1))["args"]["_parameters"]["t"] == "dict"
    assert typed(np.array([Foreign()]))["args"]["values"]["v"][0]["args"] == {}


def test_classes_of_attrs() -> None:
    """With slots, as attrs makes them, and without."""
    attr = pytest.importorskip("attr")
    for slots in (True, False):
        cls = attr.make_class("Config", {"lr": attr.ib(default=1)}, slots=slots)
        assert typed(cls())["args"] == {"lr": ITEM}


def test_dataclasses_with_slots() -> None:
    """Their fields are slots."""

    @dataclass(slots=True)
    class Config:
        lr: int = 1
        seed: int = 2

    assert typed(Config())["args"] == {"lr": ITEM, "seed": {"t": "int", "v": 2}}


def fake_library(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a stand-in for ml_collections, which the environment lacks."""
    name = "ml_collections.config_dict.config_dict"
    fake = ModuleType(name)
    code = """
class FieldReference:
    def get(self): return 1
class ConfigDict:
    def keys(self): return ["lr", "inner"]
    def __getitem__(self, key): return {"lr": 1, "inner": FieldReference()}[key]
"""
    exec(code, vars(fake))  # noqa: S102  our own
    monkeypatch.setitem(sys.modules, name, fake)
    return fake


def test_ml_collections(monkeypatch: pytest.MonkeyPatch) -> None:
    """A ConfigDict is read by its items, a reference by what it refers to."""
    fake = fake_library(monkeypatch)
    pairs = typed(fake.ConfigDict())["v"]
    assert pairs[0] == [{"t": "str", "v": "lr"}, ITEM]
    assert pairs[1][1]["args"] == {"value": ITEM}


def test_the_record_stays_small() -> None:
    """Whatever the variables are, they fit into a megabyte or so, and each is there."""
    namespace: dict[str, object] = {
        f"v{number}": [{"text": "x" * 900, "n": list(range(100))}] * 900
        for number in range(20)
    }
    namespace |= {"long": "y" * 3_000_000, "last": {"lr": 1}}
    form = described(namespace)
    assert len(json.dumps(form)) < 1_500_000
    assert list(form) == list(namespace)
    assert form["last"] == typed({"lr": 1})
    assert len(json.dumps(typed(["\0" * 60_000] * 100))) < 1_500_000
    assert len(json.dumps(typed([f"{'é' * 9}{n}" for n in range(5_000)]))) < 1_500_000


def test_what_holds_itself_many_times_over_ends() -> None:
    """Ten lists, each ten times in the next: hashed once each."""
    bomb: list[Any] = ["x"]
    for _ in range(12):
        bomb = [bomb] * 10
    began = time.monotonic()
    form = typed(bomb)
    assert "unhashed" not in json.dumps(form)
    assert time.monotonic() - began < readings.SECONDS


def test_what_takes_too_long_is_not_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The beginning is told, and that there is no hash."""
    monkeypatch.setattr(readings, "SECONDS", 0.0)
    form = typed(list(range(10_000)))
    assert len(form["v"]) == readings.FIRST
    assert form["cut"] == {"length": 10_000, "unhashed": "took longer than 0 s"}


def test_a_module_has_settings() -> None:
    """Of a module's names only the values are left; a function's locals are all told."""
    namespace = {"__name__": "m", "os": sys, "f": trap, "C": Meta, "lr": 1, "p": print}
    assert described(namespace, module=True) == {"lr": ITEM}
    assert set(described(namespace)) == set(namespace)


def test_a_frames_locals() -> None:
    """Whatever ``f_locals`` is on this Python."""
    lr = 1
    assert described(sys._getframe().f_locals)["lr"] == {"t": "int", "v": lr}


def test_names_that_are_too_long() -> None:
    """A type's name of a megabyte is cut, and another one is another."""
    names = [type_name(type("x" * 1_000_000 + end, (), {})) for end in "ab"]
    assert max(map(len, names)) < 1_000
    assert names[0] != names[1]


class Kind(Enum):
    """An enum whose members lie."""

    ONE = 1

    @property
    def name(self) -> str:
        """Fail."""
        raise AssertionError


def test_an_enum_by_its_stored_name() -> None:
    """Not by a property."""
    assert typed(Kind.ONE)["v"] == "ONE"
