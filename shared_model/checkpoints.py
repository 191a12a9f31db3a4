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
import json
import os
import pickle
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from numbers import Integral, Real
from pathlib import Path
from typing import IO, Any

import torch
from torch import nn

from shared_model import checks, parts
from shared_model.data import Labels, Vocabulary
from shared_model.errors import SettingError

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

# -- settings in plain values ---------------------------------------------------------------------


def plain(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings without any class of ours or of a configuration manager.

    A part becomes ``{"part": its class, "arguments": {…}}``.  A thing of torch's in its place
    becomes ``{"torch": its representation}``, from which it cannot be made again.
    """
    return {
        slot: _plain_part(slot, value) if slot in checks.SLOTS else _plain_value(value)
        for slot, value in settings.items()
        if slot != "run_dir"
    }


def _plain_part(slot: str, value: Any) -> dict[str, Any] | None:
    if value is None:
        return None
    if not isinstance(value, checks.SLOTS[slot][0]):
        return {"torch": repr(value)}
    arguments = {name: _plain_value(each) for name, each in vars(value).items()}
    return {"part": type(value).__name__, "arguments": arguments}


def _plain_value(value: Any) -> Any:
    match value:
        case None | str():
            return value if value is None else str(value)
        case Enum():
            return value.name
        case bool():
            return value
        case Integral():
            return int(value)
        case Real():
            return float(value)
        case os.PathLike():
            return os.fspath(value)
        case Mapping():
            return {str(key): _plain_value(each) for key, each in value.items()}
        case Sequence():
            return [_plain_value(each) for each in value]
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
        What stands in slots where the checkpoint has only the representation of a torch thing.

    Raises
    ------
    SettingError
        If such a slot is not given, or the settings are none that ``train`` takes.
    """
    held = checkpoint["settings"]
    if held.keys() != {*checks.SLOTS, *checks.OTHERS} - {"run_dir"}:
        raise SettingError(
            f"{path}: the settings {', '.join(map(str, held))} are not those of train()"
        )
    settings = {**held, "run_dir": path.parent, **given}
    settings["precision"] = parts.Precision.__members__.get(held["precision"])
    for slot in checks.SLOTS.keys() - given.keys():
        settings[slot] = _part(slot, held[slot], path)
    checks.check(settings)
    return settings


def _part(slot: str, held: Any, path: Path) -> Any:
    if held is None:
        return None
    if isinstance(held, dict) and "torch" in held:
        raise SettingError(
            f"{path}: {slot} was {held['torch']}, which a checkpoint does not hold; "
            f"shared_model.fitting.resume(path, {slot}=...) takes it from Python"
        )
    by_name = {each.__name__: each for each in checks.SLOTS[slot][0]}
    try:
        return by_name[held["part"]](**held["arguments"])
    except (KeyError, TypeError) as error:
        raise SettingError(
            f"{path}: {slot} is {held!r}: one of {', '.join(by_name)} with its arguments is "
            "expected"
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
        reason = " ".join(str(error).split())
        raise SettingError(
            f"{path}: its weights do not fit the model: {reason}"
        ) from error


# -- files ----------------------------------------------------------------------------------------


def read(path: str | Path) -> dict[str, Any]:
    """Return the content of a checkpoint.

    Raises
    ------
    SettingError
        If the file cannot be read or is none; nothing in it is executed.
    """
    try:
        found = torch.load(path, map_location="cpu", weights_only=True)
    except OSError as error:
        raise SettingError(
            f"{path}: the file cannot be read: {error.strerror or error}"
        ) from error
    except pickle.UnpicklingError as error:
        raise SettingError(
            f"{path}: this is no checkpoint: it is damaged, or holds more than plain values"
        ) from error
    # What else torch raises for a file that is none of its own is not documented.
    except (RuntimeError, ValueError, EOFError, KeyError, TypeError) as error:
        first = str(error).partition("\n")[0]
        raise SettingError(f"{path}: this is no checkpoint: {first}") from error
    if not isinstance(found, dict):
        raise SettingError(
            f"{path}: this is no checkpoint: it holds a {type(found).__name__}"
        )
    for key, kind in KEYS.items():
        if not isinstance(found.get(key, ...), kind):
            raise SettingError(
                f"{path}: this is no checkpoint of this version: it has no {key!r} as expected"
            )
    return found


def write(path: Path, content: Mapping[str, Any]) -> None:
    """Write a checkpoint, whole or not at all."""
    with _replacing(path) as file:
        torch.save(dict(content), file)


def write_json(path: Path, content: object) -> None:
    """Write JSON, whole or not at all."""
    with _replacing(path) as file:
        file.write((json.dumps(content, indent=2) + "\n").encode())


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that takes the place of ``path`` once it is complete."""
    # Always of this name, so that what a killed process left is not there for ever.
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    # RuntimeError: torch's word for a disk that is full.
    except (OSError, RuntimeError) as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        reason = getattr(error, "strerror", None) or str(error).partition("\n")[0]
        raise SettingError(
            f"run_dir is {str(path.parent)!r}, where {path.name} cannot be written: {reason}"
        ) from error
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def make_folder(run_dir: str | Path) -> Path:
    """Create the folder of the run, with those above it, unless it is there."""
    folder = Path(run_dir)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    # ValueError: a null character in the name.
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SettingError(
            f"run_dir is {str(folder)!r}, which cannot be created: {reason}"
        ) from error
    return folder
