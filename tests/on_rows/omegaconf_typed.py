"""How the instrument describes the containers of OmegaConf, by name of a fact."""

import sys
import threading
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, NoReturn
from unittest import mock

from omegaconf import DictConfig, ListConfig, OmegaConf  # type: ignore[import-not-found]  # in the row's environment

from configbench.inside import readings
from configbench.inside.typed import _Record, typed
from tests.on_rows import serve


@dataclass
class Pair:
    """Of which OmegaConf 2.4 makes a tuple of its own."""

    pair: tuple[int, int] = (1, 1)


def containers() -> Any:
    """A list, a dictionary in a list, and a tuple."""
    return [
        typed(OmegaConf.create([1])),
        typed([OmegaConf.create({"a": 1})]),
        typed(OmegaConf.structured(Pair).pair),
    ]


def missing() -> Any:
    """What raises on reading, beside what does not."""
    return typed(
        OmegaConf.create({"lr": "???", "betas": ["???", 1], "seed": "${nobody}"})
    )


def cut() -> Any:
    """A long config with a missing value, cut and whole."""
    config = OmegaConf.create({"lr": "???", **{f"k{i}": i for i in range(30)}})
    return [_Record().describe(config, 200), typed(config)]


def nothing() -> Any:
    """Of each container: itself missing, None, and empty."""
    return [
        [typed(made("???")), typed(made(None)), typed(made(empty))]
        for made, empty in ((DictConfig, {}), (ListConfig, []))
    ]


def resolvers() -> Any:
    """One that ends the program, one that hangs, and a config beside them."""
    hang = threading.Event()

    def leave() -> NoReturn:
        raise SystemExit("exit")

    OmegaConf.register_new_resolver("typed_hang", hang.wait)
    OmegaConf.register_new_resolver("typed_exit", leave)
    config = OmegaConf.create(
        {"a": {"x": "${typed_exit:}"}, "b": {"y": "${typed_hang:}"}, "c": [1]}
    )
    with mock.patch.object(readings, "PATIENCE", 0.2):
        forms = {name: typed(config[name]) for name in ("a", "b", "c")}
    hang.set()
    return forms


def context() -> Any:
    """A resolver that reads a context variable."""
    variable: ContextVar[int] = ContextVar("variable")
    variable.set(7)
    OmegaConf.register_new_resolver("typed_context", variable.get)
    return typed(OmegaConf.create({"a": "${typed_context:}"}))


def deep() -> Any:
    """A list in a dictionary, nearer and nearer to the limit of the stack."""
    found: list[dict[str, Any]] = []
    value = {"a": [OmegaConf.create([1])]}

    def descend(left: int) -> None:
        if left:
            descend(left - 1)
        else:
            found.append(typed(value))

    depth, frame = 0, sys._getframe()
    while frame.f_back:
        depth, frame = depth + 1, frame.f_back
    for room in (200, *range(60, 10, -3)):
        descend(sys.getrecursionlimit() - depth - room)
    return found


FACTS: dict[str, Callable[[], Any]] = {
    each.__name__: each
    for each in (containers, missing, cut, nothing, resolvers, context, deep)
}

if __name__ == "__main__":
    serve(lambda name: FACTS[name]())
