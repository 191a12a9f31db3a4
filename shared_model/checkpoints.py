"""What a run leaves in its folder: checkpoints that hold all of a training, and its metrics.

A checkpoint has nothing but tensors, numbers, texts, lists and dictionaries, so that torch loads it
with ``weights_only=True``:

===============  ==================================================================================
``epoch``        how many epochs are done
``settings``     the arguments of ``train`` in plain values, see :func:`plain`
``rule``         which answers are targets: the name of a function of ``shared_model.data``
``labels``       the vocabulary: the names of ``tests``, ``items`` and ``tags`` that are numbered
``data_sha256``  the hash of the answers, for nothing goes on with others
``state_dict``   the network's weights
``optimizer``    its state, as torch has it
``scheduler``    likewise, or None
``random``       states: ``torch``, one a rank, for dropout; ``order``, for batches and hiding
``history``      one dictionary an epoch
``torch``        the version that wrote it
===============  ==================================================================================
"""

import contextlib
import inspect
import io
import json
import os
import pickle
import reprlib
import textwrap
import zipfile
from collections.abc import Mapping, Sequence
from numbers import Integral, Real
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from shared_model import checks, parts
from shared_model.data import Labels, Vocabulary
from shared_model.errors import SettingError, reason
from shared_model.result import Epoch

#: The keys of a checkpoint and what each is.
KEYS: dict[str, type | tuple[type, ...]] = {
    "epoch": int,
    "settings": dict,
    "rule": str,
    "labels": dict,
    "data_sha256": str,
    "state_dict": dict,
    "optimizer": dict,
    "scheduler": (dict, type(None)),
    "random": dict,
    "history": list,
    "torch": str,
}

#: What an entry of ``history`` looks like; None stands for a number or None, see :func:`alike`.
EPOCH: Epoch = {
    "epoch": 1,
    "train_loss": 0.0,
    "loss": 0.0,
    "auc": 0.0,
    "accuracy": 0.0,
    "last_step_auc": None,
    "last_step_accuracy": 0.0,
    "lr": 0.0,
}

# -- settings in plain values ---------------------------------------------------------------------


def plain(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings without any class of ours or of a configuration manager.

    A part becomes ``{"part": its class, "arguments": {…}}``.  A thing of torch's in its place
    becomes ``{"torch": its representation}``, from which it cannot be made again.
    """
    found = {
        name: _plain_part(name, value) if name in checks.SLOTS else _plain_value(value)
        for name, value in settings.items()
        if name != "run_dir"
    }
    # Any object is a name: it is kept as ``metrics.json`` has it.
    found["run_name"] = str(settings["run_name"])
    found["tags"] = [str(tag) for tag in settings["tags"]]
    return found


def _plain_part(slot: str, value: Any) -> dict[str, Any] | None:
    if value is None:
        return None
    for kind in checks.SLOTS[slot][0]:
        # A subclass is trained as the part that it is, and may hold more than its arguments.
        if isinstance(value, kind):
            names = inspect.signature(kind).parameters
            arguments = {name: getattr(value, name) for name in names}
            if "shuffle" in arguments:
                arguments["shuffle"] = bool(arguments["shuffle"])  # its truth is used
            arguments = {name: _plain_value(each) for name, each in arguments.items()}
            return {"part": kind.__name__, "arguments": arguments}
    return {"torch": repr(value)}


def _plain_value(value: Any) -> Any:
    match value:
        case None | bool():
            return value
        case Integral():
            return int(value)
        case Real():
            return float(value)
        case str() | os.PathLike():  # a path: the only texts are those
            return str(Path(value))
        case Mapping():
            # Not str(): of an enum that is a text, it may give the name.
            return {str.__str__(key): _plain_value(each) for key, each in value.items()}
        case Sequence():
            return [_plain_value(each) for each in value]
        case parts.Precision():
            return value.name
        case _:
            return str(value)


def settings_in(
    checkpoint: Mapping[str, Any], path: Path, given: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the arguments of ``train`` that a checkpoint holds, in ``path``'s folder.

    Parameters
    ----------
    checkpoint : mapping
        What :func:`read` returns.
    path : Path
        Where it was read: the run goes on in its folder.
    given : mapping
        What stands in the slots that are :func:`lacking`, and in no other.

    Raises
    ------
    SettingError
        If such a slot is not given, or another is, or the settings are none that ``train`` takes.
    """
    held = checkpoint["settings"]
    expected = {*checks.SLOTS, *checks.OTHERS} - {"run_dir"}
    if wrong := held.keys() ^ expected:
        name = min(map(str, wrong))
        raise SettingError(
            f"{path}: its settings {'lack' if name in expected else 'have an unknown'} {name!r}"
        )
    slots = lacking(checkpoint)
    if wrong := given.keys() - slots:
        raise SettingError(
            f"{path}: {min(wrong)} is given, but only what a checkpoint does not hold can be, "
            f"a thing of torch's: here {', '.join(sorted(slots)) or 'nothing'}"
        )
    if wrong := slots - given.keys():
        slot = min(wrong)
        raise SettingError(
            f"{path}: {slot} was {_line(held[slot]['torch'])}, which a checkpoint does not hold; "
            f"resume() and predict() in Python take it as {slot}=..."
        )
    settings = {**held, "run_dir": path.parent, **given}
    for each in parts.Precision:
        if held["precision"] == each.name:
            settings["precision"] = each
    for slot in checks.SLOTS.keys() - slots:
        settings[slot] = _part(slot, held[slot], path)
    try:
        checks.check(settings)
    except SettingError as error:
        raise SettingError(f"{path}: {error}") from error
    return settings


def lacking(checkpoint: Mapping[str, Any]) -> set[str]:
    """Return the slots of which a checkpoint has no more than a representation."""
    held = checkpoint["settings"]
    return {
        slot
        for slot in checks.SLOTS.keys() & held.keys()
        if isinstance(held[slot], dict) and "torch" in held[slot]
    }


def _part(slot: str, held: Any, path: Path) -> Any:
    if held is None:
        return None
    by_name = {each.__name__: each for each in checks.SLOTS[slot][0]}
    try:
        return by_name[held["part"]](**held["arguments"])
    except (KeyError, TypeError) as error:
        raise SettingError(
            f"{path}: {slot} is {reprlib.repr(held)}: one of {', '.join(by_name)} with its "
            "arguments is expected"
        ) from error


def vocabulary_in(checkpoint: Mapping[str, Any], path: Path) -> Vocabulary:
    """Return the vocabulary that a checkpoint holds.

    Raises
    ------
    SettingError
        If it is none.
    """
    labels = checkpoint["labels"]
    if set(labels) != set(Vocabulary._fields) or not all(
        isinstance(names, list) and all(isinstance(name, str) for name in names)
        for names in labels.values()
    ):
        raise SettingError(
            f"{path}: labels hold no lists of names for {', '.join(Vocabulary._fields)}"
        )
    return Vocabulary(**{column: Labels(names) for column, names in labels.items()})


def fill(network: nn.Module, checkpoint: Mapping[str, Any], path: Path) -> None:
    """Put the weights of a checkpoint into a network.

    Raises
    ------
    SettingError
        If they are those of another one.
    """
    try:
        network.load_state_dict(checkpoint["state_dict"])
    except (RuntimeError, TypeError, AttributeError) as error:
        raise SettingError(
            f"{path}: its weights do not fit the model: {_line(error)}"
        ) from error


def alike(held: Any, own: Any) -> bool:
    """Whether a state has the form of another: its keys, lengths, shapes and kinds of values.

    Numbers may be any; in the place of None, one may stand.
    """
    match own:
        case Tensor():
            return (
                isinstance(held, Tensor)
                and held.shape == own.shape
                and held.dtype == own.dtype
            )
        case dict():
            return (
                isinstance(held, dict)
                and held.keys() == own.keys()
                and all(alike(held[key], each) for key, each in own.items())
            )
        case list() | tuple():
            return (
                isinstance(held, list | tuple)
                and len(held) == len(own)
                and all(map(alike, held, own))
            )
        case bool() | str():
            # A switch or a name: training does not move it.
            return isinstance(held, type(own)) and held == own
        case _:
            number = isinstance(held, int | float) and not isinstance(held, bool)
            return number or (held is None and own is None)


# -- files ----------------------------------------------------------------------------------------


def read(path: str | Path) -> dict[str, Any]:
    """Return the content of a checkpoint.

    Raises
    ------
    SettingError
        If the file cannot be read or is none; nothing in it is executed.
    """
    try:
        content = Path(path).read_bytes()
    # ValueError: a null character in the name.
    except (OSError, ValueError) as error:
        raise SettingError(
            f"{path}: the file cannot be read: {reason(error)}"
        ) from error
    try:
        found = _loaded(content)
    except pickle.UnpicklingError as error:
        raise SettingError(
            f"{path}: this is no checkpoint: it holds more than plain values"
        ) from error
    except Exception as error:  # what these raise for foreign bytes is not documented
        raise SettingError(f"{path}: this is no checkpoint: {_line(error)}") from error
    if not isinstance(found, dict):
        raise SettingError(
            f"{path}: this is no checkpoint: it holds a {type(found).__name__}"
        )
    for key, kind in KEYS.items():
        if not isinstance(found.get(key, ...), kind):
            raise SettingError(
                f"{path}: this is no checkpoint of this version: it has no {key!r} as expected"
            )
    for key in ("settings", "labels", "history"):
        try:
            json.dumps(found[key])
        except (TypeError, ValueError, RecursionError) as error:
            raise SettingError(
                f"{path}: {key} holds more than plain values: {_line(error)}"
            ) from error
    history = found["history"]
    if len(history) != found["epoch"] or any(
        not alike(each, EPOCH) or each["epoch"] != number
        for number, each in enumerate(history, 1)
    ):
        raise SettingError(
            f"{path}: its history does not have {', '.join(EPOCH)} of each of "
            f"{found['epoch']} epoch(s)"
        )
    return found


def _loaded(content: bytes) -> Any:
    """Return what torch has saved."""
    # torch does not look whether the sums of its own files are right.
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        damaged = archive.testzip()
    if damaged is not None:
        raise zipfile.BadZipFile(f"{damaged} in it is damaged")
    return torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)


def _line(said: object) -> str:
    """Return what an error or a text says, in one line that is not too long."""
    return textwrap.shorten(str(said) or type(said).__name__, 300, placeholder=" …")


def packed(content: Mapping[str, Any]) -> bytes:
    """Return the bytes of a checkpoint, its keys in the order of ``KEYS``."""
    file = io.BytesIO()
    torch.save({key: content[key] for key in KEYS}, file)
    return file.getvalue()


def write_json(path: Path, content: object) -> None:
    """Write JSON; the errors are those of :func:`write`."""
    write(path, (json.dumps(content, indent=2) + "\n").encode())


def write(path: Path, content: bytes) -> None:
    """Write a file of the run, whole or not at all.

    Raises
    ------
    SettingError
        If it cannot be written; what lay there lies there still.
    """
    # Always of this name, so that what a killed process left is not there for ever.
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise SettingError(
            f"run_dir is {str(path.parent)!r}, where {path.name} cannot be written: "
            f"{reason(error)}"
        ) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def make_folder(run_dir: str | Path) -> Path:
    """Create the folder of the run, with those above it, unless it is there."""
    folder = Path(run_dir)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    # ValueError: a null character in the name.
    except (OSError, ValueError) as error:
        raise SettingError(
            f"run_dir is {str(folder)!r}, which cannot be created: {reason(error)}"
        ) from error
    return folder
