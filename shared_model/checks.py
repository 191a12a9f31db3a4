"""Checks of everything that arrives in ``train``, before torch is imported: failing is quick.

Training does not convert: a number is a number, an enum is a member.  Within that it takes what
Python programs usually take: an int for a float, any sequence for a list or tuple, any mapping for
a dictionary, text for a path.
"""

import functools
import math
import os
import reprlib
import sys
from collections.abc import Callable, Mapping, Sequence
from numbers import Integral, Real
from typing import Any, NamedTuple, NoReturn

from shared_model import parts
from shared_model.errors import SettingError


class Rule(NamedTuple):
    """What a number must be: of this ``kind``, and ``allowed``, which ``words`` describe."""

    kind: type[Integral] | type[Real]
    allowed: Callable[[Any], bool]
    words: str


def _whole(least: int) -> Rule:
    return Rule(Integral, lambda value: value >= least, f"of at least {least}")


POSITIVE = Rule(Real, lambda value: 0 < value < math.inf, "above 0")
NOT_NEGATIVE = Rule(Real, lambda value: 0 <= value < math.inf, "of at least 0")
BETWEEN = Rule(Real, lambda value: 0 < value < 1, "between 0 and 1")
BELOW_ONE = Rule(Real, lambda value: 0 <= value < 1, "from 0 to below 1")

#: Every setting that is one number.
NUMBERS = {
    "model.hidden_dim": _whole(3),  # a third of it is the width of each embedding
    "model.n_layers": _whole(1),
    "model.n_heads": _whole(1),
    "model.dropout": BELOW_ONE,
    "data.n_students": _whole(2),
    "data.n_steps": _whole(1),
    "data.max_seq_len": _whole(1),
    "data.valid_fraction": BETWEEN,
    "optimizer.lr": POSITIVE,
    "optimizer.weight_decay": NOT_NEGATIVE,
    "scheduler.factor": BETWEEN,
    "scheduler.patience": _whole(0),
    "scheduler.t_max": _whole(1),
    "scheduler.eta_min": NOT_NEGATIVE,
    "n_epochs": _whole(1),
    "batch_size": _whole(1),
    "seed": Rule(
        Integral, lambda value: -(2**63) <= value < 2**64, "from -2**63 to 2**64 - 1"
    ),
}

#: The parts of each slot, and how messages call the torch thing that may stand there instead.
SLOTS: dict[str, tuple[tuple[type, ...], str]] = {
    "model": (
        (parts.LSTM, parts.LSTMATTN, parts.BERT),
        "a functools.partial of a torch module",
    ),
    "data": ((parts.Simulated, parts.CsvFile), ""),
    "loss": ((parts.BCEWithLogits, parts.L1), "a torch module"),
    "optimizer": (
        (parts.Adam, parts.AdamW),
        "a functools.partial of a torch optimizer",
    ),
    "scheduler": (
        (parts.ReduceLROnPlateau, parts.CosineAnnealing),
        "a functools.partial of a torch scheduler, or None",
    ),
}

#: The arguments of ``train`` that are no slots.
OTHERS = (
    "n_epochs",
    "batch_size",
    "clip_grad",
    "precision",
    "seed",
    "tags",
    "run_name",
    "run_dir",
)


def check(settings: Mapping[str, Any]) -> None:
    """Check all arguments of ``train``.

    Raises
    ------
    SettingError
        For the first that training cannot work with.  The sentence names the setting, what
        arrived, and what is expected.
    """
    for slot, (classes, torch_thing) in SLOTS.items():
        value = settings[slot]
        if isinstance(value, classes):
            for name, argument in vars(value).items():
                _check_value(f"{slot}.{name}", argument)
        elif not _is_torch_thing(slot, value):
            *names, last = (each.__name__ for each in classes)
            choices = f"{', '.join(names)} or {last}"
            _refuse(slot, value, choices + (torch_thing and f", {torch_thing},"))
    for name in OTHERS:
        _check_value(name, settings[name])
    _check_heads(settings["model"])


def _is_torch_thing(slot: str, value: object) -> bool:
    if slot == "data":
        return False
    if slot == "loss":
        # While torch is not imported, nothing can be one of its modules.
        torch = sys.modules.get("torch")
        return torch is not None and isinstance(value, torch.nn.Module)
    if slot == "scheduler" and value is None:
        return True
    return isinstance(value, functools.partial)


def _check_value(name: str, value: Any) -> None:
    if name in NUMBERS:
        check_number(name, value, NUMBERS[name])
    elif name == "clip_grad":
        if value is not None:
            check_number(name, value, POSITIVE)
    elif name == "precision":
        if not isinstance(value, parts.Precision):
            _refuse(name, value, "a member of Precision")
    elif name in {"data.data_dir", "data.file_name", "run_dir"}:
        if not isinstance(value, str | os.PathLike):
            _refuse(name, value, "a path")
    elif name == "model.head_dims":
        for index, width in enumerate(_sequence(name, value, "integers")):
            check_number(f"{name}[{index}]", width, _whole(1))
    elif name == "optimizer.betas":
        if len(_sequence(name, value, "two floats")) != 2:  # noqa: PLR2004  it says so
            _refuse(name, value, "a sequence of two floats")
        for index, beta in enumerate(value):
            check_number(f"{name}[{index}]", beta, BELOW_ONE)
    elif name == "loss.weights":
        _check_weights(name, value)
    elif name == "tags":
        _sequence(name, value, "strings")
    # data.shuffle is used by its truth; run_name is any label.


def check_number(name: str, value: Any, rule: Rule) -> None:
    """Check one number against its rule.

    Raises
    ------
    SettingError
        If it is no such number, or not in the range.
    """
    article = "an integer" if rule.kind is Integral else "a float"
    if not isinstance(value, rule.kind):
        _refuse(name, value, article)
    if not rule.allowed(value):
        _refuse(name, value, f"{article} {rule.words}")


def _sequence(name: str, value: object, of_what: str) -> Sequence[Any]:
    # A text is a sequence too, of characters, which nobody means here.
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        _refuse(name, value, f"a sequence of {of_what}")
    return value


def _check_weights(name: str, value: object) -> None:
    if not isinstance(value, Mapping):
        _refuse(name, value, "a mapping with the keys right and wrong")
    for key in value:
        if key not in {"right", "wrong"}:
            raise SettingError(
                f"{name} has an unknown key {_short(key)}: the keys right and wrong are expected"
            )
    for key in ("right", "wrong"):
        if key not in value:
            raise SettingError(
                f"{name} has no key {key!r}: the keys right and wrong are expected"
            )
        check_number(f"{name}.{key}", value[key], NOT_NEGATIVE)


def _check_heads(model: object) -> None:
    if isinstance(model, parts.LSTMATTN | parts.BERT):
        width, heads = model.hidden_dim, model.n_heads
        if width % heads:
            raise SettingError(
                f"model.hidden_dim is {width}: a multiple of model.n_heads, {heads}, is expected"
            )


def _refuse(name: str, value: object, expected: str) -> NoReturn:
    kind = type(value).__name__
    raise SettingError(f"{name} is {_short(value)} ({kind}): {expected} is expected")


def _short(value: object) -> str:
    """Return a representation that fits into a sentence, whatever the object does."""
    return " ".join(_REPR.repr(value).split())


_REPR = reprlib.Repr()
_REPR.maxstring = _REPR.maxother = 60
