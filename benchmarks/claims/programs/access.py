"""What people get by a dot and in brackets, of what is named: a line of JSON for each kind.

Of each kind: the text of a nested read, ``lr`` of ``optimizer``; whether the same reads by a dot;
what Python's own completer, ``rlcompleter``, makes of that text typed as far as its last name's
first letter; what a misspelt name says when it is read; and which names of settings a dot does not
give the value of, being Python's or the class's own.

Usage:
    python benchmarks/claims/programs/access.py              what Python itself has
    python benchmarks/claims/programs/access.py OmegaConf    or EasyDict
"""

import json
import sys
from dataclasses import dataclass, field, make_dataclass
from itertools import count, takewhile
from keyword import iskeyword
from rlcompleter import Completer
from types import SimpleNamespace
from typing import Any

PLAIN = {"optimizer": {"lr": 1e-3}}

#: Settings that a config may well have: a keyword of Python's, and a method of every dict.
RESERVED = ("lambda", "items")

DOTS, BRACKETS = "config.optimizer.lr", 'config["optimizer"]["lr"]'


@dataclass
class Optimizer:
    """A section."""

    lr: float = 1e-3


@dataclass
class Config:
    """A config with one section."""

    optimizer: Optimizer = field(default_factory=Optimizer)


def reserved(kind: str) -> list[str]:
    """Return the names that a config can have and a dot does not read."""
    values = dict.fromkeys(RESERVED, 0.5)
    match kind:
        case "dataclass":
            # Of a keyword Python makes no field at all; of the others any other dataclass.
            given = {name: 0.5 for name in RESERVED if not iskeyword(name)}
            config: Any = make_dataclass("Named", list(given))(**given)
        case "namespace":
            config = SimpleNamespace(**values)
        case _:
            config = made(kind, values)
    return [name for name in RESERVED if read(config, f"config.{name}") != "0.5"]


def made(kind: str, plain: dict[str, Any] = PLAIN) -> Any:
    """Return a config of a kind."""
    match kind:
        case "dict":
            return plain
        case "namespace":
            return SimpleNamespace(optimizer=SimpleNamespace(lr=1e-3))
        case "dataclass":
            return Config()
        case "EasyDict":
            from easydict import EasyDict  # type: ignore[import-not-found]  # noqa: PLC0415  its row's

            return EasyDict(plain)
    from omegaconf import OmegaConf  # type: ignore[import-not-found]  # noqa: PLC0415  likewise

    return OmegaConf.create(plain)


def completed(config: Any, typed: str) -> list[str]:
    """Return what the completer offers for a text as far as it was typed."""
    completer = Completer({"config": config})
    offers = (completer.complete(typed, state) for state in count())
    return [each for each in takewhile(bool, offers) if each]


def read(config: Any, text: str) -> str:
    """Return the value that a read gives, or the error with its first line."""
    try:
        return repr(eval(text, {"config": config}))  # noqa: S307  our own text
    except Exception as error:  # noqa: BLE001  whatever it is, it is shown
        first = str(error).partition("\n")[0]
        return f"{type(error).__name__}: {first}"


def facts(kind: str) -> dict[str, Any]:
    """Return what a kind does."""
    config = made(kind)
    text = BRACKETS if kind == "dict" else DOTS
    name = text.rindex("lr")
    return {
        "kind": kind,
        "read": text,
        "by a dot": read(config, DOTS) == repr(PLAIN["optimizer"]["lr"]),
        "completed": text[: name + 2] in completed(config, text[: name + 1]),
        "misspelt": read(config, f"{text[:name]}lrr{text[name + 2 :]}"),
        "not by a dot": reserved(kind),
    }


if __name__ == "__main__":
    for each in sys.argv[1:] or ("dict", "namespace", "dataclass"):
        print(json.dumps(facts(each)))
